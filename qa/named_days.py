"""Expressions of time in a question as days: each by itself, or two that make one time.

"March last year", "two weeks after 8 May 2008" and "from mid-August to the end of 2008" are two
expressions and one time each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corpus.calendar_units import Days, Unit, shifted
from corpus.time_expressions import TimeExpression
from corpus.time_spans import Absolute, Anchor, Meaning, OfSomeYear, Shifted, Stretch, Weekday

DAY = timedelta(days=1)
_TODAY = Shifted(n=0, unit=Unit.DAY)
_DURING_THE = re.compile(r"\b(?:in|during|over|within|throughout)\s+(?:the\s+)(?:last)?$", re.IGNORECASE)
_DURING = re.compile(r"\b(?:in|during|over|within|for)\s+(?:the\s+)?(?:first\s+|last\s+)?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|from|both|any\s+time)\s+(?:[\w'-]+\s+){0,3}$", re.IGNORECASE)
_CONNECTOR = re.compile(
    r"\s*,?\s*(?:(?:to|until|till|through|thru|up\s+to|up\s+until|[-\u2013\u2014])|(?P<and>and))\s*"
    r"(?:the\s+|about\s+|in\s+|around\s+)*",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\s*,?\s*(?:of\s+|in\s+|on\s+|from\s+)?(?:the\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDays:
    """Some days, the words that name them, text[start:end], and what those mean."""

    start: int
    end: int
    days: Days
    meaning: Meaning


def name_days(text: str, expressions: Sequence[TimeExpression], anchor: Anchor) -> list[NamedDays]:
    """The days that expressions name, in order; what counts from a day told of elsewhere names none."""
    return _ranges(text, _resolved(text, [as_asked(text, one) for one in expressions], anchor))


def _resolved(text: str, expressions: Sequence[TimeExpression], anchor: Anchor) -> list[NamedDays]:
    """The expressions as days; two that make one time as one."""
    named: list[NamedDays] = []
    for one in expressions:
        last = named[-1] if named else None
        days = one.meaning.days(anchor)
        if (
            last
            and _BESIDE.fullmatch(text, last.end, one.start)
            and (both := _one_within_other(text, last, one, anchor))
        ):
            named[-1] = NamedDays(start=last.start, end=one.end, days=both, meaning=Absolute(value=both))
        elif days:
            named.append(NamedDays(start=one.start, end=one.end, days=days, meaning=one.meaning))
    return [one for one in named if not _counts_from_told(one.meaning)]


def as_asked(text: str, one: TimeExpression) -> TimeExpression:
    """Read "in the last year" as the twelve months up to now, "this past weekend" as the last one."""
    meaning = one.meaning
    if isinstance(meaning, Stretch) and meaning.unit is Unit.WEEKEND:
        return replace(one, meaning=Shifted(n=-1, unit=Unit.WEEKEND))
    if not isinstance(meaning, Shifted) or meaning.unit in (Unit.DAY, Unit.WEEKEND):
        return one
    is_last = meaning.n == -1 and meaning.part is None
    if is_last and _DURING_THE.search(text, 0, one.start + len("last")):
        return replace(one, meaning=Stretch(n=1, unit=meaning.unit))
    return one


def _counts_from_told(meaning: Meaning) -> bool:
    return isinstance(meaning, Shifted) and meaning.from_told


def _one_within_other(text: str, last: NamedDays, one: TimeExpression, anchor: Anchor) -> Days | None:
    """The days of "March last year", "Tuesday of last week" and "two weeks after 8 May 2008"."""
    first, second = last.meaning, one.meaning
    second_days = second.days(anchor)
    if second_days is None:
        return None
    if isinstance(first, Shifted) and first.from_told:
        return _counted_from(first, second_days, is_stretch=bool(_DURING.search(text, 0, last.start)))
    day: date | None = None
    if isinstance(first, OfSomeYear) and isinstance(second, Shifted) and second.unit is Unit.YEAR:
        return first.of_year(second_days.start.year)
    if isinstance(second, OfSomeYear) and isinstance(first, Shifted) and first.unit is Unit.YEAR:
        return second.of_year(last.days.start.year)
    if isinstance(first, Weekday) and isinstance(second, Shifted) and second.unit is Unit.WEEK:
        day = second_days.start + first.number * DAY
    elif isinstance(first, Shifted) and isinstance(second, Shifted) and second == _TODAY and first.n < 0:
        day = shifted(anchor.day, first.n, first.unit)  # "a year ago today"
    return Days(start=day, end=day) if day else None


def _counted_from(told: Shifted, days: Days, *, is_stretch: bool) -> Days | None:
    """The day, week or month so far before or after some days; "in the two weeks after" all till then."""
    edge = days.start if told.n < 0 else days.end
    if not is_stretch:
        return told.days(Anchor(day=edge, told=edge))
    other = shifted(edge, told.n, told.unit)
    if told.n < 0:
        return Days(start=other, end=edge - DAY)
    return Days(start=edge + DAY, end=other)


def _ranges(text: str, named: Sequence[NamedDays]) -> list[NamedDays]:
    """Two times with "to" between them, or "between" before them, made one."""
    joined: list[NamedDays] = []
    for one in named:
        last = joined[-1] if joined else None
        if last and _makes_range(text, last, one) and (days := _from_to(last, one)):
            joined[-1] = NamedDays(start=last.start, end=one.end, days=days, meaning=Absolute(value=days))
        else:
            joined.append(one)
    return joined


def _makes_range(text: str, last: NamedDays, one: NamedDays) -> bool:
    connector = _CONNECTOR.fullmatch(text, last.end, one.start)
    if not connector:
        return False
    return connector["and"] is None or bool(_BETWEEN.search(text, 0, last.start))


def _from_to(last: NamedDays, one: NamedDays) -> Days | None:
    """From the first day of one to the last of the other; where one lacks its year, the other's."""
    first, second = last.days, one.days
    if isinstance(last.meaning, OfSomeYear) and last.meaning.shift is None:
        for year in (second.end.year, second.end.year - 1):
            found = last.meaning.of_year(year)
            if found and found.start <= second.end:
                first = found
                break
    elif isinstance(one.meaning, OfSomeYear) and one.meaning.shift is None and last.meaning.is_complete:
        for year in (first.start.year, first.start.year + 1):
            found = one.meaning.of_year(year)
            if found and found.end >= first.start:
                second = found
                break
    return Days(start=first.start, end=second.end) if first.start <= second.end else None
