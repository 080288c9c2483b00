"""How portions of a time, and days known by another name, are read."""

from __future__ import annotations

from datetime import date, timedelta

from corpus.calendar_units import Days, Part, Unit, add_months, months, third, whole
from corpus.time_spans import Absolute, Meaning, OfSomeYear, Shifted, Stretch
from corpus.time_words import MONTH_NUMBERS, WEEKDAY_NUMBERS, Parts, Reading

COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
ORDINALS = {"first": 1, "opening": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
ORDINALS |= {"last": -1, "latter": -1, "final": -1, "closing": -1}
_ONES = """
zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
"""
_UNITS = tuple(_ONES.split())
_TENS = {
    f"{tens}-{_UNITS[n]}": start + n for tens, start in (("twenty", 20), ("thirty", 30)) for n in range(1, 10)
}
NTHS = {word: n for n, word in enumerate(_UNITS) if n} | _TENS | {"thirtieth": 30}
DECADES = {"twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960}
DECADES |= {"seventies": 1970, "eighties": 1980, "nineties": 1990, "noughties": 2000}
FEASTS = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year's day": (1, 1), "may day": (5, 1),
    "valentine's day": (2, 14), "halloween": (10, 31),
}  # fmt: skip
# What is left of a time by its first or last days, weeks or months without a number: its first or
# last third, and of a year by its weeks or days one month.
OPENINGS = ("first", "opening", "initial", "early")
CLOSINGS = ("last", "final", "closing", "dying")


def _of(parts: Parts) -> Days:
    """The month or year that is named.

    Raises:
        ValueError: it is none.
    """
    month, year = parts.get("month"), int(str(parts["year"]))
    return months(year, MONTH_NUMBERS[month.lower()], 1) if month else months(year, 1, 12)


def read_portion(parts: Parts, _: Reading) -> Meaning | None:
    """The first two weeks of July 2007; the opening weeks of 2010; the last three months of 2004."""
    days, unit = _of(parts), Unit(str(parts["unit"]).lower())
    is_opening = str(parts["edge"]).lower() in OPENINGS
    written = (parts["count"] or "").lower()
    n = int(written) if written.isdigit() else COUNTS.get(written)
    if not parts["many"] and n is None:
        n = 1
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


def read_half_of_month(parts: Parts, _: Reading) -> Meaning | None:
    """The first half of May 2003: its first fifteen days, or the others."""
    month = MONTH_NUMBERS[str(parts["month"]).lower()]
    is_first = ORDINALS[str(parts["ordinal"]).lower()] == 1
    if parts["year"] is None:
        last = months(2001, month, 1).end.day
        return OfSomeYear(month=month, first=1 if is_first else 16, last=15 if is_first else last)
    days = months(int(parts["year"]), month, 1)
    half = Days(start=days.start, end=days.start.replace(day=15))
    return Absolute(value=half if is_first else Days(start=days.start.replace(day=16), end=days.end))


def read_half(parts: Parts, _: Reading) -> Meaning | None:
    """H1 2008; the latter half of 2017; the first half of the 1990s."""
    number = parts.get("number") or parts.get("number_first")
    is_first = number == "1" if number else ORDINALS[str(parts["ordinal"]).lower()] == 1
    if decade := parts.get("decade"):
        return Absolute(value=months(int(decade) + (0 if is_first else 5), 1, 60))
    return Absolute(value=months(int(str(parts["year"])), 1 if is_first else 7, 6))


def read_quarter(parts: Parts, _: Reading) -> Meaning | None:
    """3Q 2010; 2011 Q2."""
    return Absolute(value=months(int(str(parts["year"])), int(str(parts["number"])) * 3 - 2, 3))


def read_two_years(parts: Parts, _: Reading) -> Meaning | None:
    """2004/2005; 2004/05."""
    first, written = int(str(parts["year"])), str(parts["last"])
    last = int(written) if len(written) > 2 else first // 100 * 100 + int(written)  # noqa: PLR2004 - digits
    return Absolute(value=months(first, 1, 24)) if last == first + 1 else None


def read_feast_of_some_year(parts: Parts, _: Reading) -> Meaning | None:
    """Last Christmas; next Halloween."""
    month, day = FEASTS[" ".join(str(parts["feast"]).lower().replace("\u2019", "'").split())]
    shift = {"last": -1, "this": 0, "next": 1}[str(parts["shift"]).lower()]
    return OfSomeYear(month=month, first=day, shift=shift)


def read_before_last(parts: Parts, _: Reading) -> Meaning | None:
    """The week before last."""
    return Shifted(n=-2, unit=Unit(str(parts["unit"]).lower()))


def read_part_of_relative_year(parts: Parts, _: Reading) -> Meaning | None:
    """The third quarter, before "of last year"; H1, before "this year"."""
    is_half = (parts.get("length") or "h").lower().startswith("h")
    n_parts, n_months = (2, 6) if is_half else (4, 3)
    written = parts.get("number")
    number = int(written) if written else ORDINALS[str(parts["ordinal"]).lower()]
    number = n_parts if number < 0 else number
    return OfSomeYear(month=(number - 1) * n_months + 1, n_months=n_months) if number <= n_parts else None


def read_part_of_the(parts: Parts, _: Reading) -> Meaning | None:
    """The start of the year; the end of the month: of the one that the anchor lies in."""
    word = str(parts["part"]).lower()
    part = Part.EARLY if word in ("start", "beginning") else Part.MIDDLE if word == "middle" else Part.LATE
    return Shifted(n=0, unit=Unit(str(parts["unit"]).lower()), part=part)


def read_few(parts: Parts, _: Reading) -> Meaning | None:
    """The last few weeks, which are three; the past couple of days; the last 48 hours."""
    if hours := parts.get("hours"):
        return Stretch(n=-(-int(hours) // 24), unit=Unit.DAY)
    n = 3 if str(parts["count"]).lower() == "few" else 2
    return Stretch(n=n, unit=Unit(str(parts["unit"]).lower()))


def read_weekend(parts: Parts, _: Reading) -> Meaning | None:
    """Over the weekend, which is the last one."""
    return Shifted(n=-1, unit=Unit.WEEKEND)


def read_weekend_of_month(parts: Parts, _: Reading) -> Meaning | None:
    """The last weekend of June 2010: a Saturday of the month, and the Sunday after it."""
    days, number = _of(parts), ORDINALS[str(parts["ordinal"]).lower()]
    first = days.start + timedelta(days=(5 - days.start.weekday()) % 7)
    last = days.end - timedelta(days=(days.end.weekday() - 5) % 7)
    saturday = last if number < 0 else first + timedelta(days=7 * (number - 1))
    return Absolute(value=whole(saturday, Unit.WEEKEND)) if saturday <= days.end else None


def read_nth(parts: Parts, _: Reading) -> Meaning | None:
    """The fourteenth of June 2007; June fourteenth; the seventeenth century."""
    number = NTHS[str(parts["nth"]).lower().replace(" ", "-")]
    if parts.get("month") is None:
        part = {"early": Part.EARLY, "mid": Part.MIDDLE, "late": Part.LATE}.get((parts["part"] or "").lower())
        return Absolute(value=third(whole(date((number - 1) * 100 or 1, 1, 1), Unit.CENTURY), part))
    month = MONTH_NUMBERS[str(parts["month"]).lower()]
    if parts["year"] is None:
        return OfSomeYear(month=month, first=number, last=number)
    day = date(int(parts["year"]), month, number)
    return Absolute(value=Days(start=day, end=day))


def read_numeric_month(parts: Parts, _: Reading) -> Meaning | None:
    """06/2004; 2014-06, which is no range of years."""
    year, month = int(str(parts["year"])), int(str(parts["month"]))
    is_range = parts.get("is_range") is not None and month > year % 100
    return None if is_range else Absolute(value=months(year, month, 1))


def read_short_year(parts: Parts, _: Reading) -> Meaning | None:
    """In '07, and of '98: of a year of the last or this century."""
    number = int(str(parts["short"]))
    return Absolute(value=months(number + (2000 if number < 50 else 1900), 1, 12))  # noqa: PLR2004 - half


def read_week(parts: Parts, _: Reading) -> Meaning | None:
    """The first week of May, of no named year."""
    number, month = ORDINALS[str(parts["ordinal"]).lower()], MONTH_NUMBERS[str(parts["month"]).lower()]
    first = 7 * number - 6 if number > 0 else months(2001, month, 1).end.day - 6
    return OfSomeYear(month=month, first=first, last=first + 6)


def read_weekday_of_month(parts: Parts, _: Reading) -> Meaning | None:
    """The first Monday of May 2005; the last Friday in March 2004."""
    days, wanted = _of(parts), WEEKDAY_NUMBERS[str(parts["weekday"]).lower()]
    number = ORDINALS[str(parts["ordinal"]).lower()]
    if number < 0:
        day = days.end - timedelta(days=(days.end.weekday() - wanted) % 7)
    else:
        day = days.start + timedelta(days=(wanted - days.start.weekday()) % 7 + 7 * (number - 1))
    return Absolute(value=Days(start=day, end=day)) if day <= days.end else None


def read_week_around(parts: Parts, _: Reading) -> Meaning | None:
    """The week of 5 May 2007; the weekend of May 5, 2007; the week beginning or ending 5 May 2007."""
    day = date(int(str(parts["year"])), MONTH_NUMBERS[str(parts["month"]).lower()], int(str(parts["day"])))
    way, week = str(parts["way"]).lower(), timedelta(days=6)
    if way.startswith(("begin", "start", "commenc")):
        return Absolute(value=Days(start=day, end=day + week))
    if way.startswith("end"):
        return Absolute(value=Days(start=day - week, end=day))
    return Absolute(value=whole(day, Unit(str(parts["unit"]).lower())))


def read_feast(parts: Parts, _: Reading) -> Meaning | None:
    """Christmas Day 2004."""
    month, day = FEASTS[" ".join(str(parts["feast"]).lower().replace("\u2019", "'").split())]
    found = date(int(str(parts["year"])), month, day)
    return Absolute(value=Days(start=found, end=found))


def read_decade(parts: Parts, _: Reading) -> Meaning | None:
    """The nineties; the late sixties."""
    first = date(DECADES[str(parts["decade"]).lower()], 1, 1)
    part = {"early": Part.EARLY, "mid": Part.MIDDLE, "late": Part.LATE}.get((parts["part"] or "").lower())
    return Absolute(value=third(whole(first, Unit.DECADE), part))


def read_ago(parts: Parts, _: Reading) -> Meaning | None:
    """A fortnight ago; a couple of weeks ago; half a year ago."""
    if unit := parts["unit"]:
        return Shifted(n=-2, unit=Unit(unit.lower()))
    is_fortnight = str(parts["span"]).lower() == "fortnight"
    return Shifted(n=-2, unit=Unit.WEEK) if is_fortnight else Shifted(n=-6, unit=Unit.MONTH)


def read_slashed(parts: Parts, _: Reading) -> Meaning | None:
    """2004/5/16; 2004.5.16."""
    day = date(int(str(parts["year"])), int(str(parts["month"])), int(str(parts["day"])))
    return Absolute(value=Days(start=day, end=day))
