"""The days that a question asks about, read from its words.

A window is read only from what names days. An event ("after the Olympics") is not turned into days:
its words stay part of what is searched for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.time_expressions import TimeExpression, find_time_expressions
from corpus.time_spans import Anchor, Direction, OfSomeYear, Weekday
from corpus.time_words import DayOrder
from qa.named_days import NamedDays, name_days
from qa.time_plausibility import names_a_time
from qa.time_relations import TimeSaid, is_vantage, relate

_AHEAD = re.compile(r"\b(?:will|planned|scheduled|upcoming|due|going\s+to)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWindow:
    """Days asked about, both ends included, None where open; `spans` are the words that say so.

    `spans` hold (start, end) in the question, prepositions included. Words beside which a noun still
    needs them ("the 2019 trip") are `kept_spans` as well: they say the time, and describe.
    """

    from_date: date | None
    to_date: date | None
    spans: tuple[tuple[int, int], ...]
    kept_spans: tuple[tuple[int, int], ...] = ()

    @property
    def dropped_spans(self) -> tuple[tuple[int, int], ...]:
        """The words that say nothing but the time."""
        return tuple(span for span in self.spans if span not in self.kept_spans)


def read_time_window(text: str, *, now: date) -> TimeWindow | None:
    """Read the window of days that a question names; None where it names none.

    Several times narrow each other where they meet, and otherwise make one window that holds them
    all. "As of" sets the end alone, and is the day from which the rest counts.

    Args:
        text: the question.
        now: the day from which "yesterday" counts.
    """
    expressions = [
        e
        for e in find_time_expressions(text, capitals=False, day_order=DayOrder.DAY_FIRST)
        if names_a_time(text, e, now=now)
    ]
    try:
        return _together(_said(text, expressions, now)) if expressions else None
    except (OverflowError, ValueError):  # "before the 1st century", where the calendar ends
        return None


def _said(text: str, expressions: Sequence[TimeExpression], now: date) -> list[TimeSaid]:
    """The times of a question, each with the ends that it sets."""
    vantage = next((e for e in reversed(expressions) if is_vantage(text, e.start)), None)
    days = vantage.meaning.days(Anchor(day=now)) if vantage else None
    if vantage is None or days is None:
        anchor = Anchor(day=now, direction=Direction.FUTURE if _AHEAD.search(text) else Direction.PAST)
        return [relate(text, one) for one in name_days(text, expressions, anchor)]
    # A vantage tells no Saturday and no March: "Saturday Night Live as of 2018".
    others = [e for e in expressions if not isinstance(e.meaning, Weekday | OfSomeYear) and e != vantage]
    named = name_days(text, others, Anchor(day=days.end))
    as_of = NamedDays(start=vantage.start, end=vantage.end, days=days, meaning=vantage.meaning)
    return [relate(text, one) for one in (*named, as_of)]


def _together(said: Sequence[TimeSaid]) -> TimeWindow | None:
    """One window of all that was said; a year beside a noun counts where nothing else does."""
    if not said:
        return None
    as_of = [one for one in said if one.is_as_of]
    others = [one for one in said if not one.is_as_of]
    chosen = [one for one in others if not one.is_attribute] or ([] if as_of else others)
    from_date, to_date = _meeting(chosen)
    if as_of:
        to_date = as_of[-1].to_date
        from_date = from_date if from_date and to_date and from_date <= to_date else None
    if from_date is None and to_date is None:
        return None
    used = [*chosen, *as_of]
    return TimeWindow(
        from_date=from_date,
        to_date=to_date,
        spans=tuple((one.start, one.end) for one in used),
        kept_spans=tuple((one.start, one.end) for one in used if one.is_attribute),
    )


def _meeting(said: Sequence[TimeSaid]) -> tuple[date | None, date | None]:
    """The days that all have in common, or from the first to the last where there are none."""
    if not said:
        return None, None
    starts, ends = [one.from_date for one in said], [one.to_date for one in said]
    latest_start = max((day for day in starts if day), default=None)
    earliest_end = min((day for day in ends if day), default=None)
    if latest_start is None or earliest_end is None or latest_start <= earliest_end:
        return latest_start, earliest_end
    first = None if None in starts else min(day for day in starts if day)
    last = None if None in ends else max(day for day in ends if day)
    return first, last
