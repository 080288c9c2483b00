"""Portions of a time, and days known by another name: the grammar's less common shapes.

"The first two weeks of July 2007", "the second half of May 2003", "the first Monday of May 2005",
"the weekend of 5 May 2007", "Christmas Day 2004", "the nineties", "a fortnight ago".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from corpus.time_grammar import MONTH_NUMBERS, WEEKDAY_NUMBERS, Need, Read, Reading
from corpus.time_spans import (
    Absolute,
    Days,
    Meaning,
    OfSomeYear,
    Part,
    Shifted,
    Unit,
    add_months,
    months,
    third,
    whole,
)

_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1, "final": -1}
_DECADES = {"twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960}
_DECADES |= {"seventies": 1970, "eighties": 1980, "nineties": 1990, "noughties": 2000}
_FEASTS = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year's day": (1, 1), "may day": (5, 1),
    "valentine's day": (2, 14), "halloween": (10, 31),
}  # fmt: skip
# What is left of a time by its first or last days, weeks or months without a number: its first or
# last third, and of a year by its weeks or days one month.
_OPENINGS = ("first", "opening", "initial", "early")
_CLOSINGS = ("last", "final", "closing", "dying")

PORTION_WORDS = frozenset(
    {*_DECADES, "christmas", "boxing", "valentine's", "valentine", "halloween", "fortnight", "eve", "half"}
)


def _any_of(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(word.replace(" ", r"\s+").replace("'", "['\u2019]") for word in longest_first)


_MONTH = rf"(?P<month>{_any_of(MONTH_NUMBERS)})\b\.?"
_YEAR = r"(?P<year>1\d{3}|20\d\d)\b(?![.,:]\d|[%\u2019']\w)"
_OPT_YEAR = rf"(?:,?\s+(?:of\s+)?{_YEAR})?"
_WEEKDAY = rf"(?P<weekday>{_any_of(name for name in WEEKDAY_NUMBERS if name.endswith('day'))})\b"
_ORDINAL = rf"(?P<ordinal>{_any_of(_ORDINALS)})"
_EDGE = rf"(?P<edge>{_any_of((*_OPENINGS, *_CLOSINGS))})"
_COUNT = rf"(?P<count>\d{{1,2}}|{_any_of(_COUNTS)}|few|couple\s+of|several)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b"


def _of(parts: dict[str, str | None]) -> Days:
    """The month or year that is named.

    Raises:
        ValueError: it is none.
    """
    month, year = parts.get("month"), int(str(parts["year"]))
    return months(year, MONTH_NUMBERS[month.lower()], 1) if month else months(year, 1, 12)


def _read_portion(parts: dict[str, str | None], _: Reading) -> Meaning | None:
    """The first two weeks of July 2007; the opening weeks of 2010; the last three months of 2004."""
    days, unit = _of(parts), Unit(str(parts["unit"]).lower())
    is_opening = str(parts["edge"]).lower() in _OPENINGS
    written = (parts["count"] or "").lower()
    n = int(written) if written.isdigit() else _COUNTS.get(written)
    if n is None and unit is not Unit.MONTH and parts["month"] is None:
        n, unit = 1, Unit.MONTH
    if n is None:
        return Absolute(value=third(days, Part.EARLY if is_opening else Part.LATE))
    return Absolute(value=_edge(days, n, unit, is_opening=is_opening))


def _edge(days: Days, n: int, unit: Unit, *, is_opening: bool) -> Days:
    """The first or last `n` units of some days, no more than all of them."""
    if unit is Unit.MONTH and is_opening:
        return Days(start=days.start, end=min(days.end, add_months(days.start, n) - timedelta(days=1)))
    if unit is Unit.MONTH:
        first = add_months(days.end + timedelta(days=1), -n)
        return Days(start=max(days.start, first), end=days.end)
    span = timedelta(days=n * (7 if unit is Unit.WEEK else 1) - 1)
    if is_opening:
        return Days(start=days.start, end=min(days.end, days.start + span))
    return Days(start=max(days.start, days.end - span), end=days.end)


def _read_half_of_month(parts: dict[str, str | None], _: Reading) -> Meaning | None:
    """The first half of May 2003: its first fifteen days, or the others."""
    month = MONTH_NUMBERS[str(parts["month"]).lower()]
    is_first = str(parts["ordinal"]).lower() == "first"
    if parts["year"] is None:
        last = months(2001, month, 1).end.day
        return OfSomeYear(month=month, first=1 if is_first else 16, last=15 if is_first else last)
    days = months(int(parts["year"]), month, 1)
    half = Days(start=days.start, end=days.start.replace(day=15))
    return Absolute(value=half if is_first else Days(start=days.start.replace(day=16), end=days.end))


def _read_half(parts: dict[str, str | None], _: Reading) -> Meaning | None:
    """H1 2008; the first half of the 1990s."""
    if decade := parts.get("decade"):
        first = int(decade) + (0 if str(parts["ordinal"]).lower() == "first" else 5)
        return Absolute(value=Days(start=date(first, 1, 1), end=date(first + 4, 12, 31)))
    return Absolute(value=months(int(str(parts["year"])), 1 if parts["number"] == "1" else 7, 6))


def _read_week(parts: dict[str, str | None], _: Reading) -> Meaning | None:
    """The first week of May, of no named year."""
    number, month = _ORDINALS[str(parts["ordinal"]).lower()], MONTH_NUMBERS[str(parts["month"]).lower()]
    first = 7 * number - 6 if number > 0 else months(2001, month, 1).end.day - 6
    return OfSomeYear(month=month, first=first, last=first + 6)


def _read_weekday_of_month(parts: dict[str, str | None], _: Reading) -> Meaning | None:
    """The first Monday of May 2005; the last Friday in March 2004."""
    days, wanted = _of(parts), WEEKDAY_NUMBERS[str(parts["weekday"]).lower()]
    number = _ORDINALS[str(parts["ordinal"]).lower()]
    if number < 0:
        day = days.end - timedelta(days=(days.end.weekday() - wanted) % 7)
    else:
        day = days.start + timedelta(days=(wanted - days.start.weekday()) % 7 + 7 * (number - 1))
    return Absolute(value=Days(start=day, end=day)) if day <= days.end else None


def _read_week_around(parts: dict[str, str | None], _: Reading) -> Meaning | None:
    """The week of 5 May 2007; the weekend of May 5, 2007; the week beginning or ending 5 May 2007."""
    day = date(int(str(parts["year"])), MONTH_NUMBERS[str(parts["month"]).lower()], int(str(parts["day"])))
    way, week = str(parts["way"]).lower(), timedelta(days=6)
    if way.startswith(("begin", "start", "commenc")):
        return Absolute(value=Days(start=day, end=day + week))
    if way.startswith("end"):
        return Absolute(value=Days(start=day - week, end=day))
    return Absolute(value=whole(day, Unit(str(parts["unit"]).lower())))


def _read_feast(parts: dict[str, str | None], _: Reading) -> Meaning | None:
    month, day = _FEASTS[" ".join(str(parts["feast"]).lower().replace("\u2019", "'").split())]
    found = date(int(str(parts["year"])), month, day)
    return Absolute(value=Days(start=found, end=found))


def _read_decade(parts: dict[str, str | None], _: Reading) -> Meaning | None:
    first = date(_DECADES[str(parts["decade"]).lower()], 1, 1)
    part = {"early": Part.EARLY, "mid": Part.MIDDLE, "late": Part.LATE}.get((parts["part"] or "").lower())
    return Absolute(value=third(whole(first, Unit.DECADE), part))


def _read_ago(parts: dict[str, str | None], _: Reading) -> Meaning | None:
    """A fortnight ago; a couple of weeks ago; half a year ago."""
    if unit := parts["unit"]:
        return Shifted(n=-2, unit=Unit(unit.lower()))
    is_fortnight = str(parts["span"]).lower() == "fortnight"
    return Shifted(n=-2, unit=Unit.WEEK) if is_fortnight else Shifted(n=-6, unit=Unit.MONTH)


def _read_slashed(parts: dict[str, str | None], _: Reading) -> Meaning | None:
    day = date(int(str(parts["year"])), int(str(parts["month"])), int(str(parts["day"])))
    return Absolute(value=Days(start=day, end=day))


_AROUND = (
    r"(?:the\s+)?(?P<unit>weekend|week)\s+(?P<way>of|beginning|starting|commencing|ending|ended)\s+(?:on\s+)?"
)
_GRAMMAR: tuple[tuple[Need, str, Read], ...] = (
    (
        Need.NUMBER,
        rf"(?:the\s+)?{_EDGE}\s+(?:{_COUNT}\s+)?(?P<unit>day|week|month)s\s+of\s+(?:the\s+year\s+)?"
        rf"(?:{_MONTH},?\s+(?:of\s+)?)?{_YEAR}",
        _read_portion,
    ),
    (
        Need.NAME,
        rf"(?:the\s+)?(?P<ordinal>first|second)\s+half\s+of\s+{_MONTH}{_OPT_YEAR}",
        _read_half_of_month,
    ),
    (Need.NUMBER, rf"h(?P<number>[12])\s+(?:of\s+)?{_YEAR}", _read_half),
    (
        Need.NUMBER,
        r"(?:the\s+)?(?P<ordinal>first|second)\s+half\s+of\s+the\s+(?P<decade>(?:1\d|20)\d0)s\b",
        _read_half,
    ),
    (
        Need.NAME,
        rf"(?:the\s+)?(?P<ordinal>first|second|third|fourth|last|final)\s+week\s+(?:of|in)\s+{_MONTH}(?!,?\s+\d)",
        _read_week,
    ),
    (
        Need.NAME,
        rf"(?:the\s+)?{_ORDINAL}\s+{_WEEKDAY}\s+(?:of|in)\s+{_MONTH},?\s+(?:of\s+)?{_YEAR}",
        _read_weekday_of_month,
    ),
    (Need.NAME, rf"{_AROUND}(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}", _read_week_around),
    (Need.NAME, rf"{_AROUND}{_MONTH}\s+{_DAY},?\s+{_YEAR}", _read_week_around),
    (
        Need.RELATION,
        rf"(?P<feast>{_any_of(_FEASTS)})(?:,?\s+(?:of\s+|in\s+)?{_YEAR})",
        _read_feast,
    ),
    (
        Need.RELATION,
        # Without "the" an age is meant: "in her late eighties".
        rf"the\s+(?:(?P<part>early|mid|late)[-\s]\s?)?(?P<decade>{_any_of(_DECADES)})\b",
        _read_decade,
    ),
    (Need.RELATION, r"(?:a\s+)?(?P<unit>)(?P<span>fortnight|half\s+a\s+year)\s+ago\b", _read_ago),
    (
        Need.RELATION,
        r"a\s+couple\s+of\s+(?P<unit>day|week|month|year)s\s+ago\b",
        _read_ago,
    ),
    (
        Need.NUMBER,
        r"(?P<year>1\d{3}|20\d\d)(?P<mark>[/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)",
        _read_slashed,
    ),
)
PORTION_PATTERNS = [
    (needs, re.compile(rf"(?<![\w$\u00a3\u20ac/-])(?<!\d[.,]){pattern}", re.IGNORECASE), read)
    for needs, pattern, read in _GRAMMAR
]
