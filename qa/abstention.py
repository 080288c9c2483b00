"""When the archive holds no answer, and how that is said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from corpus.filters import Filters

MOST_NAMED = 5


def nothing_dated(window: Filters, nearest: tuple[date | None, date | None]) -> str:
    """The reason where a question's window leaves nothing, with the nearest days on either side."""
    days = [str(day) for day in nearest if day]
    told = f"; the nearest dated passages are of {' and '.join(days)}" if days else ""
    return f"nothing in this archive is dated {_written(window.from_date, window.to_date)}{told}"


def not_quoted(who: str, n_documents: int) -> str:
    """The reason where the person asked for says nothing in the archive, but may be mentioned."""
    if not n_documents:
        return f"no such person in this archive: {who}"
    mentioned = "1 document" if n_documents == 1 else f"{n_documents:,} documents"
    return f"{who} is mentioned in {mentioned} of this archive, not quoted"


def says_nothing_then(who: str, window: Filters) -> str:
    """The reason where the words of the person asked for are all of other days."""
    return f"nothing that {who} says in this archive is dated {_written(window.from_date, window.to_date)}"


def any_of(who: str, names: Sequence[str]) -> str:
    """What is said of a name that may mean several persons, the first few named."""
    further = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"“{who}” may be {', '.join(names[:MOST_NAMED])}{further}: the words of all are searched"


def left_out(n_undated: int) -> str | None:
    """What a window leaves out of the search beside other days; None where that is nothing."""
    if not n_undated:
        return None
    passages = (
        "1 passage without a date was" if n_undated == 1 else f"{n_undated:,} passages without a date were"
    )
    return f"{passages} left out"


def _written(first: date | None, last: date | None) -> str:
    if first is None:
        return f"until {last}"
    if last is None:
        return f"from {first} on"
    return f"on {first}" if first == last else f"from {first} to {last}"
