"""When the archive holds no answer, and how that is said.

The decision is fitted and cross-validated by benchmarks/abstention.py; docs/quality.md has its figures.
A question with a false premise about known names, much written about, looks answerable to any
evidence here: the passages shown then speak for themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from corpus.country_codes import written_country
from corpus.filters import Filters
from qa.evidence import Evidence
from qa.press_names import NamedPress
from qa.ranking import MOSTLY_NAMES

# From `python -m benchmarks.abstention current-events current-events-removed`.
EVIDENCE_WEIGHTS = {"nearness": 3.67, "prominence": 4.32, "wording": 3.33, "name_share": -1.29}
INTERCEPT = -4.16
THRESHOLD = -0.94
FEWEST_WORDS = 2  # a question of fewer, its name met, as "what happened in Kosovo", asks for nothing further

NAMED_NOWHERE = "no passage among those that may answer names what is asked for; the nearest are shown"


def features(evidence: Evidence) -> tuple[float, ...]:
    """The numbers that the decision rests on, in the order of EVIDENCE_WEIGHTS."""
    return evidence.nearness, evidence.prominence, evidence.wording, evidence.name_share


def confidence(evidence: Evidence) -> float:
    """The log odds that the archive answers; 0 is even."""
    weighted = zip(EVIDENCE_WEIGHTS.values(), features(evidence), strict=True)
    return INTERCEPT + sum(weight * value for weight, value in weighted)


def why_unanswered(evidence: Evidence | None, *, asks_for_words: bool) -> str | None:
    """The reason to abstain from a question whose passages were found; None where they may answer it."""
    if evidence is None or (evidence.n_words < FEWEST_WORDS and (evidence.rarest or not evidence.name_share)):
        return None
    if evidence.name_share >= MOSTLY_NAMES:
        # Such a question is met by its names or by nothing; the fitted decision has seen few of them.
        if evidence.best_names > 0:
            return None
        if evidence.missing_names:
            return f"nobody and nothing named {_missing(evidence)} is in this archive"
        return NAMED_NOWHERE if evidence.n_words < FEWEST_WORDS else None
    return None if confidence(evidence) >= THRESHOLD else _what_lacks(evidence, asks_for_words)


def _what_lacks(evidence: Evidence, asks_for_words: bool) -> str:
    if evidence.missing_names:
        return f"this archive has nothing on {_missing(evidence)}; the nearest passages are shown"
    if asks_for_words and evidence.best_names > 0:
        return "those named are mentioned in this archive, but such words of theirs were not found"
    return "no passage of this archive is near enough to what is asked; the nearest are shown"


def _missing(evidence: Evidence) -> str:
    return " or ".join(evidence.missing_names)


MOST_NAMED = 5
MOST_COUNTRIES = 3


def nothing_dated(window: Filters, nearest: tuple[date | None, date | None]) -> str:
    """The reason where a question's window leaves nothing, with the nearest days on either side."""
    days = [str(day) for day in nearest if day]
    told = f"; the nearest dated passages are of {' and '.join(days)}" if days else ""
    return f"nothing in this archive is dated {_written(window.from_date, window.to_date)}{told}"


def nothing_of_press(press: NamedPress, countries: Sequence[str], window: Filters) -> str:
    """The reason where the press of a place, asked for by the question, has nothing that may answer.

    Args:
        press: the one asked.
        countries: those whose press the archive has, those with most passages first.
        window: the days asked for, and what else was given.
    """
    if not set(press.countries) & set(countries):
        told = (
            f"; it has publishers of {', '.join(map(written_country, countries[:MOST_COUNTRIES]))}"
            if countries
            else ""
        )
        place = press.place
        return f"this archive has no publisher that is known to be of {place}{told}"
    if window.from_date or window.to_date:
        days = _written(window.from_date, window.to_date)
        return f"nothing that the {press.label} tells in this archive is dated {days}"
    return f"nothing that the {press.label} tells in this archive meets what is asked for"


def not_quoted(who: str, n_documents: int) -> str:
    """The reason where the person asked for says nothing in the archive, but may be mentioned."""
    if not n_documents:
        return f"no such person in this archive: {who}"
    mentioned = "1 document" if n_documents == 1 else f"{n_documents:,} documents"
    return f"{who} is mentioned in {mentioned} of this archive, not quoted"


def says_nothing_then(who: str, window: Filters) -> str:
    """The reason where the words of the person asked for are all of other days."""
    return f"nothing that {who} says in this archive is dated {_written(window.from_date, window.to_date)}"


def not_on_topic(who: str, topic: str) -> str:
    """The reason where no document in which the person asked for speaks names what is asked about."""
    return f"no document in which {who} speaks names what is asked about: {topic}"


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
