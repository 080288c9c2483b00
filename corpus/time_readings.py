"""How the common expressions of time are read: of what their words name, the days that are meant."""

from __future__ import annotations

import calendar
from datetime import date

from corpus.calendar_units import Days, Part, Unit, months, third, whole
from corpus.time_spans import Absolute, Direction, Meaning, OfSomeYear, Shifted, Stretch, Weekday
from corpus.time_words import MONTH_NUMBERS, WEEKDAY_NUMBERS, DayOrder, Parts, Reading

_UP_TO_TWENTY = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty
"""
COUNTS = {word: number for number, word in enumerate(_UP_TO_TWENTY.split())} | {
    "a": 1,
    "an": 1,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
}
ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_DECEMBER = 12
SHIFTS = {
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


def _year(written: str, before: int | None = None) -> int:
    """A year; of two digits, as in "1998-99", that of the century before it."""
    number = int(written)
    return number if before is None or len(written) > 2 else before // 100 * 100 + number  # noqa: PLR2004


def _part(parts: Parts) -> Part | None:
    word = (parts.get("part") or parts.get("part_of") or "").lower()
    return _PARTS.get(word.split()[0].replace("latter", "late")) if word else None


def _from_to(start: date | None, end: date | None) -> Absolute | None:
    return Absolute(value=Days(start=start, end=end)) if start and end and start <= end else None


def read_month_day(parts: Parts, _: Reading) -> Meaning | None:
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


def read_numeric(parts: Parts, reading: Reading) -> Meaning | None:
    """16/4/2007, or 5/4/2007 where the order of day and month is known."""
    first, second = int(str(parts["first"])), int(str(parts["second"]))
    order = reading.day_order
    if order is None and first != second and max(first, second) <= _DECEMBER:
        return NO_DAYS  # 5/4/2007 is April in London and May in New York
    day_first = first > _DECEMBER or (second <= _DECEMBER and order is DayOrder.DAY_FIRST)
    day, month = (first, second) if day_first else (second, first)
    found = date(_year(str(parts["year"])), month, day)
    return _from_to(found, found)


def read_iso(parts: Parts, _: Reading) -> Meaning | None:
    """2007-06-09."""
    found = date(int(str(parts["year"])), int(str(parts["month"])), int(str(parts["day"])))
    return _from_to(found, found)


def read_month(parts: Parts, _: Reading) -> Meaning | None:
    """June 2007; late June; last June; March to June 2014."""
    month = MONTH_NUMBERS[str(parts["month"]).lower()]
    part, shift = _part(parts), parts.get("shift")
    if parts["year"] is None:
        return OfSomeYear(month=month, part=part, shift=SHIFTS[shift.lower()] if shift else None)
    value = third(months(_year(parts["year"]), month, 1), part)
    return Absolute(value=value)


def read_months(parts: Parts, _: Reading) -> Meaning | None:
    """March to June 2014; late May to early June 2014."""
    month, to_month = (MONTH_NUMBERS[str(parts[name]).lower()] for name in ("month", "to_month"))
    year = _year(str(parts["year"]))
    from_year = int(parts["from_year"] or (year - 1 if to_month < month else year))
    first = third(months(from_year, month, 1), _part(parts))
    last = third(months(year, to_month, 1), _part({"part": parts["to_part"]}))
    return _from_to(first.start, last.end)


def read_week_of_month(parts: Parts, _: Reading) -> Meaning | None:
    """The first, second, third, fourth or last seven days of a month."""
    if parts["year"] is None:
        return None
    days = months(_year(parts["year"]), MONTH_NUMBERS[str(parts["month"]).lower()], 1)
    number = ORDINALS.get(str(parts["ordinal"]).lower())
    first = days.end.day - 6 if number is None else 7 * number - 6
    return _from_to(days.start.replace(day=first), days.start.replace(day=first + 6))


def read_week_of_day(parts: Parts, _: Reading) -> Meaning | None:
    """The week of May 5, 2007."""
    month, day = MONTH_NUMBERS[str(parts["month"]).lower()], int(str(parts["day"]))
    return Absolute(value=whole(date(_year(str(parts["year"])), month, day), Unit.WEEK))


def read_year(parts: Parts, _: Reading) -> Meaning | None:
    """2007; early 2003; 1998-99."""
    year = _year(str(parts["year"]))
    end = parts.get("to_year") or parts.get("until_year")
    if end is None:
        return Absolute(value=third(months(year, 1, 12), _part(parts)))
    return _from_to(date(year, 1, 1), date(_year(end, year), 12, 31))


def read_decade(parts: Parts, _: Reading) -> Meaning | None:
    """The 1990s; the early '90s."""
    written = str(parts["decade"]).lstrip("'\u2019")
    first = int(written) if len(written) > 2 else 1900 + int(written)  # noqa: PLR2004 - "the '90s"
    return Absolute(value=third(whole(date(first, 1, 1), Unit.DECADE), _part(parts)))


def read_century(parts: Parts, _: Reading) -> Meaning | None:
    """The 19th century; the early 20th century."""
    first = (int(str(parts["century"])) - 1) * 100 or 1
    return Absolute(value=third(whole(date(first, 1, 1), Unit.CENTURY), _part(parts)))


def read_season(parts: Parts, _: Reading) -> Meaning | None:
    """Spring 2007; the summer of 2004; last summer; the winter of 2009-10."""
    month, part, shift = SEASONS[str(parts["season"]).lower()], _part(parts), parts["shift"]
    if parts["year"] is None:
        number = SHIFTS[shift.lower()] if shift else None
        return OfSomeYear(month=month, n_months=3, part=part, shift=number)
    return Absolute(value=third(months(_year(parts["year"]), month, 3), part))


def read_quarter(parts: Parts, _: Reading) -> Meaning | None:
    """The first quarter of 2008; Q3 2008; the second half of 2008."""
    number = int(parts["number"] or ORDINALS.get(str(parts["ordinal"]).lower(), 0))
    is_half = (parts["length"] or "").lower() == "half"
    n_parts, n_months = (2, 6) if is_half else (4, 3)
    number = number or n_parts
    return Absolute(value=months(_year(str(parts["year"])), (number - 1) * n_months + 1, n_months))


def read_weekday(parts: Parts, _: Reading) -> Meaning | None:
    """Monday; last Friday."""
    number = WEEKDAY_NUMBERS[str(parts["weekday"]).lower().rstrip(".")]
    shift = (parts["shift"] or "").lower()
    return Weekday(number=number, shift=SHIFTS[shift] if shift else None)


DEICTIC = {
    "yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "last night": -1, "this morning": 0,
    "this afternoon": 0, "this evening": 0, "the day before yesterday": -2, "the day after tomorrow": 2,
    "overnight": 0,
}  # fmt: skip


def read_deictic(parts: Parts, _: Reading) -> Meaning | None:
    """Yesterday; the day after tomorrow."""
    return Shifted(n=DEICTIC[" ".join(str(parts["deictic"]).lower().split())], unit=Unit.DAY)


def read_period(parts: Parts, _: Reading) -> Meaning | None:
    """Last week; the following day; late this month; the past year."""
    shift, unit = str(parts["shift"]).lower(), Unit(str(parts["unit"]).lower().replace("rie", "ry"))
    from_told = shift in _FROM_TOLD or (unit is Unit.DAY and parts["the"] is not None)
    if unit is Unit.DAY and not from_told:
        return None  # "this day", "last day" and "next day" without "the" are no days of the calendar
    if shift == "past":
        return Stretch(n=1, unit=unit)
    if unit is Unit.WEEKEND and shift == "this":
        return Weekday(number=5, shift=0, n_days=2)
    return Shifted(n=SHIFTS[shift], unit=unit, from_told=from_told, part=_part(parts))


def read_side(parts: Parts, _: Reading) -> Meaning | None:
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


def read_weekend(_: Parts, __: Reading) -> Meaning | None:
    """Over the weekend, which is that nearest."""
    return Weekday(number=5, n_days=2)


def read_offset(parts: Parts, _: Reading) -> Meaning | None:
    """Two days ago; a week earlier; three years later; the day before."""
    unit, n = Unit(str(parts["unit"]).lower().replace("rie", "ry")), _count(parts)
    way = str(parts["way"]).lower()
    if unit in (Unit.DECADE, Unit.CENTURY):
        return None  # "a decade ago" is about ten years
    sign = -1 if way in ("ago", "earlier", "before", "previously", "prior") else 1
    return Shifted(n=sign * n, unit=unit, from_told=way not in ("ago", "from now", "hence"))


def read_day_beside(parts: Parts, _: Reading) -> Meaning | None:
    """The day before; a day after."""
    return Shifted(n=-1 if str(parts["way"]).lower() == "before" else 1, unit=Unit.DAY, from_told=True)


def read_stretch(parts: Parts, _: Reading) -> Meaning | None:
    """The last three months; the next two weeks."""
    n = _count(parts)
    if str(parts["shift"]).lower() in ("this", "current", *_FROM_TOLD):
        return None  # "following 21 days of talks"
    return Stretch(
        n=n if SHIFTS[str(parts["shift"]).lower()] < 0 else -n,
        unit=Unit(str(parts["unit"]).lower().replace("rie", "ry")),
    )


def _count(parts: Parts) -> int:
    written = str(parts["count"]).lower()
    return int(written) if written.isdigit() else COUNTS[written]


# What stands for no day, as the 31st of June does; nor does a part of it.
NO_DAYS = OfSomeYear(month=2, first=30)
