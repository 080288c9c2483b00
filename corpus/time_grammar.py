"""The grammar of English expressions of time: what each looks like, and how it is read.

Patterns are in order: of two readings of the same length the earlier one counts.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.time_spans import (
    Absolute,
    Days,
    Direction,
    Meaning,
    OfSomeYear,
    Part,
    Shifted,
    Stretch,
    Unit,
    Weekday,
    months,
    third,
    whole,
)


class DayOrder(StrEnum):
    """Which of a numeric date's first two numbers is the day."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a text is read: whether its capitals can be trusted, and the order of numeric dates."""

    capitals: bool
    day_order: DayOrder | None


MONTH_NUMBERS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr, ("",) * 9 + ("Sept",))
    for number, name in enumerate(names)
    if name
}
WEEKDAY_NUMBERS = {
    name.lower(): number
    for names in (calendar.day_name, calendar.day_abbr, ("", "Tues", "", "Thurs"), ("", "", "", "Thur"))
    for number, name in enumerate(names)
    if name
}
_COUNTS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | {"a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80}
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_DECEMBER = 12
_SHIFTS = {
    "last": -1, "past": -1, "previous": -1, "preceding": -1,
    "this": 0, "current": 0, "same": 0,
    "next": 1, "coming": 1, "following": 1,
}  # fmt: skip
_FROM_TOLD = ("previous", "preceding", "same", "following")
_PARTS = {
    "early": Part.EARLY, "beginning": Part.EARLY, "start": Part.EARLY,
    "mid": Part.MIDDLE, "middle": Part.MIDDLE,
    "late": Part.LATE, "end": Part.LATE,
}  # fmt: skip


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_MONTH = rf"(?P<month>{_any_of(MONTH_NUMBERS)})\b\.?"
_TO_MONTH = rf"(?P<to_month>{_any_of(MONTH_NUMBERS)})\b\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b"
_TO_DAY = r"(?P<to_day>[0-3]?\d)(?:st|nd|rd|th)?\b"
_YEAR = r"(?P<year>1\d{3}|20\d\d)\b(?![.,:]\d|[%\u2019']\w)"
_DASH = r"\s?[-\u2013\u2014]\s?"
_TO = rf"(?:{_DASH}|\s+(?:to|and|through|until|till)\s+)"
_WEEKDAY = (
    r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tues?|wed|thurs?|thu|fri|sat|sun)\.)"
)
_BARE_PART = (
    r"(?:(?P<part>early|late|mid)(?:\s+in\s+|[-\s]\s?)|"
    r"(?:the\s+)?(?P<part_of>beginning|start|middle|end|early\s+part|latter\s+part)\s+of\s+)?"
)
_PART = rf"{_BARE_PART}(?:the\s+)?"
_COUNT = rf"(?P<count>\d{{1,3}}|{_any_of(_COUNTS)})"
_UNIT = r"(?P<unit>day|weekend|week|month|quarter|year|decade|century|centurie)s?\b"
_SEASON = rf"(?P<season>{_any_of(SEASONS)})\b"
_SHIFT = rf"(?:this\s+(?=past|coming))?(?P<shift>{_any_of(_SHIFTS)})"
_HOURS = r"(?!\s+(?:morning|afternoon|evening|night)s)(?:\s+(?:morning|afternoon|evening|night))?\b"
_ORDINAL = rf"(?P<ordinal>{_any_of(_ORDINALS)}|last|final)"


def _year(written: str, before: int | None = None) -> int:
    """A year; of two digits, as in "1998-99", that of the century before it."""
    number = int(written)
    return number if before is None or len(written) > 2 else before // 100 * 100 + number  # noqa: PLR2004


def _part(parts: dict[str, str | None]) -> Part | None:
    word = (parts.get("part") or parts.get("part_of") or "").lower()
    return _PARTS.get(word.split()[0].replace("latter", "late")) if word else None


def _from_to(start: date | None, end: date | None) -> Absolute | None:
    return Absolute(value=Days(start=start, end=end)) if start and end and start <= end else None


def _read_month_day(parts: dict[str, str | None], _: Reading) -> Meaning | None:
    """June 14; June 3-5, 2007; 14 June 2007; June 30 to July 2, 2007."""
    month = MONTH_NUMBERS[str(parts["month"]).lower()]
    first = int(str(parts["day"]))
    last = int(parts["to_day"] or first)
    to_month = parts.get("to_month")
    if parts["year"] is None:
        if to_month or not 1 <= first <= last <= calendar.monthrange(2000, month)[1]:  # a leap year
            return NO_DAYS
        return OfSomeYear(month=month, first=first, last=last)
    year = _year(parts["year"])
    end_month = MONTH_NUMBERS[to_month.lower()] if to_month else month
    start_year = int(parts.get("from_year") or (year - 1 if end_month < month else year))
    return _from_to(date(start_year, month, first), date(year, end_month, last))


def _read_numeric(parts: dict[str, str | None], reading: Reading) -> Meaning | None:
    first, second = int(str(parts["first"])), int(str(parts["second"]))
    order = reading.day_order
    if order is None and first != second and max(first, second) <= _DECEMBER:
        return NO_DAYS  # 5/4/2007 is April in London and May in New York
    day_first = first > _DECEMBER or (second <= _DECEMBER and order is DayOrder.DAY_FIRST)
    day, month = (first, second) if day_first else (second, first)
    found = date(_year(str(parts["year"])), month, day)
    return _from_to(found, found)


def _read_iso(parts: dict[str, str | None], _: Reading) -> Meaning | None:
    found = date(int(str(parts["year"])), int(str(parts["month"])), int(str(parts["day"])))
    return _from_to(found, found)


def _read_month(parts: dict[str, str | None], _: Reading) -> Meaning | None:
    """June 2007; late June; last June; March to June 2014."""
    month = MONTH_NUMBERS[str(parts["month"]).lower()]
    part, shift = _part(parts), parts.get("shift")
    if parts["year"] is None:
        return OfSomeYear(month=month, part=part, shift=_SHIFTS[shift.lower()] if shift else None)
    value = third(months(_year(parts["year"]), month, 1), part)
    return Absolute(value=value)


def _read_months(parts: dict[str, str | None], _: Reading) -> Meaning | None:
    month, to_month = (MONTH_NUMBERS[str(parts[name]).lower()] for name in ("month", "to_month"))
    year = _year(str(parts["year"]))
    from_year = int(parts["from_year"] or (year - 1 if to_month < month else year))
    first = third(months(from_year, month, 1), _part(parts))
    last = third(months(year, to_month, 1), _part({"part": parts["to_part"]}))
    return _from_to(first.start, last.end)


def _read_week_of_month(parts: dict[str, str | None], _: Reading) -> Meaning | None:
    """The first, second, third, fourth or last seven days of a month."""
    if parts["year"] is None:
        return None
    days = months(_year(parts["year"]), MONTH_NUMBERS[str(parts["month"]).lower()], 1)
    number = _ORDINALS.get(str(parts["ordinal"]).lower())
    first = days.end.day - 6 if number is None else 7 * number - 6
    return _from_to(days.start.replace(day=first), days.start.replace(day=first + 6))


def _read_week_of_day(parts: dict[str, str | None], _: Reading) -> Meaning | None:
    month, day = MONTH_NUMBERS[str(parts["month"]).lower()], int(str(parts["day"]))
    return Absolute(value=whole(date(_year(str(parts["year"])), month, day), Unit.WEEK))


def _read_year(parts: dict[str, str | None], _: Reading) -> Meaning | None:
    """2007; early 2003; 1998-99."""
    year = _year(str(parts["year"]))
    end = parts.get("to_year") or parts.get("until_year")
    if end is None:
        return Absolute(value=third(months(year, 1, 12), _part(parts)))
    return _from_to(date(year, 1, 1), date(_year(end, year), 12, 31))


def _read_decade(parts: dict[str, str | None], _: Reading) -> Meaning | None:
    written = str(parts["decade"]).lstrip("'\u2019")
    first = int(written) if len(written) > 2 else 1900 + int(written)  # noqa: PLR2004 - "the '90s"
    return Absolute(value=third(whole(date(first, 1, 1), Unit.DECADE), _part(parts)))


def _read_century(parts: dict[str, str | None], _: Reading) -> Meaning | None:
    first = (int(str(parts["century"])) - 1) * 100 or 1
    return Absolute(value=third(whole(date(first, 1, 1), Unit.CENTURY), _part(parts)))


def _read_season(parts: dict[str, str | None], _: Reading) -> Meaning | None:
    """Spring 2007; the summer of 2004; last summer; the winter of 2009-10."""
    month, part, shift = SEASONS[str(parts["season"]).lower()], _part(parts), parts["shift"]
    if parts["year"] is None:
        number = _SHIFTS[shift.lower()] if shift else None
        return OfSomeYear(month=month, n_months=3, part=part, shift=number)
    return Absolute(value=third(months(_year(parts["year"]), month, 3), part))


def _read_quarter(parts: dict[str, str | None], _: Reading) -> Meaning | None:
    """The first quarter of 2008; Q3 2008; the second half of 2008."""
    number = int(parts["number"] or _ORDINALS.get(str(parts["ordinal"]).lower(), 0))
    is_half = (parts["length"] or "").lower() == "half"
    n_parts, n_months = (2, 6) if is_half else (4, 3)
    number = number or n_parts
    return Absolute(value=months(_year(str(parts["year"])), (number - 1) * n_months + 1, n_months))


def _read_weekday(parts: dict[str, str | None], _: Reading) -> Meaning | None:
    number = WEEKDAY_NUMBERS[str(parts["weekday"]).lower().rstrip(".")]
    shift = (parts["shift"] or "").lower()
    return Weekday(number=number, shift=_SHIFTS[shift] if shift else None)


_DEICTIC = {
    "yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "last night": -1, "this morning": 0,
    "this afternoon": 0, "this evening": 0, "the day before yesterday": -2, "the day after tomorrow": 2,
    "overnight": 0,
}  # fmt: skip


def _read_deictic(parts: dict[str, str | None], _: Reading) -> Meaning | None:
    return Shifted(n=_DEICTIC[" ".join(str(parts["deictic"]).lower().split())], unit=Unit.DAY)


def _read_period(parts: dict[str, str | None], _: Reading) -> Meaning | None:
    """Last week; the following day; late this month; the past year."""
    shift, unit = str(parts["shift"]).lower(), Unit(str(parts["unit"]).lower().replace("rie", "ry"))
    from_told = shift in _FROM_TOLD or (unit is Unit.DAY and parts["the"] is not None)
    if unit is Unit.DAY and not from_told:
        return None  # "this day", "last day" and "next day" without "the" are no days of the calendar
    if shift == "past":
        return Stretch(n=1, unit=unit)
    if unit is Unit.WEEKEND and shift == "this":
        return Weekday(number=5, shift=0, n_days=2)
    return Shifted(n=_SHIFTS[shift], unit=unit, from_told=from_told, part=_part(parts))


def _read_side(parts: dict[str, str | None], _: Reading) -> Meaning | None:
    """Earlier this month, which ends with the anchor's day; later this year, which begins there."""
    unit, shift = Unit(str(parts["unit"]).lower().replace("rie", "ry")), str(parts["shift"]).lower()
    if shift == "last":
        return Shifted(n=-1, unit=unit)
    side = (
        Direction.FUTURE
        if str(parts["side"]).lower() in ("later", "afterward", "afterwards")
        else Direction.PAST
    )
    return Shifted(n=0, unit=unit, side=side)


def _read_weekend(_: dict[str, str | None], __: Reading) -> Meaning | None:
    """Over the weekend, which is that nearest."""
    return Weekday(number=5, n_days=2)


def _read_offset(parts: dict[str, str | None], _: Reading) -> Meaning | None:
    """Two days ago; a week earlier; three years later; the day before."""
    unit, n = Unit(str(parts["unit"]).lower().replace("rie", "ry")), _count(parts)
    way = str(parts["way"]).lower()
    if unit in (Unit.DECADE, Unit.CENTURY):
        return None  # "a decade ago" is about ten years
    sign = -1 if way in ("ago", "earlier", "before", "previously", "prior") else 1
    return Shifted(n=sign * n, unit=unit, from_told=way not in ("ago", "from now", "hence"))


def _read_day_beside(parts: dict[str, str | None], _: Reading) -> Meaning | None:
    """The day before; a day after."""
    return Shifted(n=-1 if str(parts["way"]).lower() == "before" else 1, unit=Unit.DAY, from_told=True)


def _read_stretch(parts: dict[str, str | None], _: Reading) -> Meaning | None:
    """The last three months; the next two weeks."""
    n = _count(parts)
    if str(parts["shift"]).lower() in ("this", "current", *_FROM_TOLD):
        return None  # "following 21 days of talks"
    return Stretch(
        n=n if _SHIFTS[str(parts["shift"]).lower()] < 0 else -n,
        unit=Unit(str(parts["unit"]).lower().replace("rie", "ry")),
    )


def _count(parts: dict[str, str | None]) -> int:
    written = str(parts["count"]).lower()
    return int(written) if written.isdigit() else _COUNTS[written]


# What stands for no day, as the 31st of June does; nor does a part of it.
NO_DAYS = OfSomeYear(month=2, first=30)
Read = Callable[[dict[str, str | None], Reading], Meaning | None]


class Need(StrEnum):
    """What a pattern's words hold at least."""

    NUMBER = "number"
    NAME = "name"
    RELATION = "relation"


_GRAMMAR: tuple[tuple[Need, str, Read], ...] = (
    (Need.NUMBER, r"(?P<year>1\d{3}|20\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)", _read_iso),
    (
        Need.NUMBER,
        r"(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})(?P=mark)(?P<year>1\d{3}|20\d\d)(?!\d)",
        _read_numeric,
    ),
    (Need.NAME, rf"the\s+week\s+of\s+{_MONTH}\s+{_DAY},?\s+{_YEAR}", _read_week_of_day),
    (
        Need.NAME,
        rf"{_MONTH}\s+{_DAY}(?:,?\s+(?P<from_year>1\d{{3}}|20\d\d))?{_TO}{_TO_MONTH}\s+{_TO_DAY},?\s+{_YEAR}",
        _read_month_day,
    ),
    (
        Need.NAME,
        rf"{_DAY}\s+{_MONTH}(?:,?\s+(?P<from_year>1\d{{3}}|20\d\d))?{_TO}{_TO_DAY}\s+{_TO_MONTH},?\s+{_YEAR}",
        _read_month_day,
    ),
    (
        Need.NAME,
        rf"(?:the\s+)?{_MONTH}\s+(?:the\s+)?{_DAY}(?!\s*%)(?:{_TO}{_TO_DAY}(?!\s*%))?(?:(?:,\s*|\s+){_YEAR})?",
        _read_month_day,
    ),
    (
        Need.NAME,
        rf"(?:the\s+)?{_DAY}(?:{_TO}(?:the\s+)?{_TO_DAY})?\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?",
        _read_month_day,
    ),
    (Need.NAME, rf"(?:the\s+)?{_ORDINAL}\s+week\s+(?:of|in)\s+{_MONTH},?\s+{_YEAR}", _read_week_of_month),
    (
        Need.NAME,
        rf"{_PART}{_MONTH}(?:\s+(?P<from_year>1\d{{3}}|20\d\d))?{_TO}"
        rf"(?:(?P<to_part>early|late|mid)[-\s]\s?)?{_TO_MONTH}(?:\s+of)?,?\s+{_YEAR}",
        _read_months,
    ),
    (Need.NAME, rf"{_PART}(?:{_SHIFT}\s+)?{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR})?(?!\s*\d)", _read_month),
    (Need.NAME, rf"(?:the\s+)?(?:{_SHIFT}\s+)?{_WEEKDAY}{_HOURS}", _read_weekday),
    (
        Need.NUMBER,
        rf"(?:the\s+)?(?:{_ORDINAL}[\s-](?P<length>quarter|half)\s+(?:of\s+)?|q(?P<number>[1-4])\s+(?:of\s+)?){_YEAR}",
        _read_quarter,
    ),
    (Need.NUMBER, rf"{_PART}(?P<decade>(?:1\d|20)\d0|['\u2019]?[2-9]0)s\b", _read_decade),
    (Need.NUMBER, rf"{_PART}(?P<century>\d{{1,2}})(?:st|nd|rd|th)[\s-]century", _read_century),
    (
        Need.RELATION,
        rf"{_PART}(?:{_SHIFT}\s+)?{_SEASON}(?:\s+(?:of\s+)?{_YEAR}(?:[-\u2013/]\d\d(?:\d\d)?\b)?)?",
        _read_season,
    ),
    (Need.NUMBER, rf"{_PART}{_YEAR}(?!-\w)", _read_year),
    (
        Need.NUMBER,
        rf"{_YEAR}(?:{_DASH}(?P<to_year>1\d{{3}}|20\d\d|\d\d)|\s+to\s+(?P<until_year>1\d{{3}}|20\d\d))\b",
        _read_year,
    ),
    (Need.RELATION, rf"(?P<deictic>{_any_of(_DEICTIC)})\b".replace(r"\ ", r"\s+"), _read_deictic),
    (Need.RELATION, rf"{_BARE_PART}(?P<the>the\s+)?{_SHIFT}\s+{_UNIT}", _read_period),
    (
        Need.RELATION,
        rf"(?P<side>earlier|later|so\s+far|before|afterwards?)\s+(?:in\s+)?(?P<shift>this|last)\s+{_UNIT}",
        _read_side,
    ),
    (Need.RELATION, r"(?<=\bthe\s)weekend\b", _read_weekend),
    (
        Need.RELATION,
        rf"{_COUNT}(?:\s+|-){_UNIT}\s+(?P<way>ago|earlier|later|from\s+now|hence|previously|(?:before|after|prior)(?=\s*(?:[,.;:)]|$)))\b",
        _read_offset,
    ),
    (Need.RELATION, r"(?:the|a)\s+day\s+(?P<way>before|after)\b(?=\s*(?:[,.;:)]|$))", _read_day_beside),
    (Need.RELATION, rf"{_SHIFT}\s+{_COUNT}\s+{_UNIT}", _read_stretch),
)
PATTERNS = [
    (needs, re.compile(rf"(?<![\w$\u00a3\u20ac/-])(?<!\d[.,]){pattern}", re.IGNORECASE), read)
    for needs, pattern, read in _GRAMMAR
]
