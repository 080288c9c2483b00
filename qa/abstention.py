"""When the archive holds no answer, and how that is said."""

from __future__ import annotations

from datetime import date

from corpus.filters import Filters


def nothing_dated(window: Filters, nearest: tuple[date | None, date | None]) -> str:
    """The reason where a question's window leaves nothing, with the nearest days on either side."""
    days = [str(day) for day in nearest if day]
    told = f"; the nearest dated passages are of {' and '.join(days)}" if days else ""
    return f"nothing in this archive is dated {_written(window.from_date, window.to_date)}{told}"


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
