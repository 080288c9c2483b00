"""Days, weeks, months and longer units of the calendar, and their early, middle and late thirds.

Weeks begin on Monday (ISO 8601). Seasons are those of the northern hemisphere by whole months, winter
from December on. The early, middle and late part of a time are its thirds: of a month from the 1st, the
11th and the 21st on, of a decade the years 0 to 3, 4 to 6 and 7 to 9.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from corpus.documents import Precision


class Unit(StrEnum):
    """A length of time on the calendar."""

    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class Part(StrEnum):
    """Which third of a time is meant."""

    EARLY = "early"
    MIDDLE = "middle"
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days from start to end, both included."""

    start: date
    end: date

    @property
    def precision(self) -> Precision:
        """A day, a whole month, a whole year, or any other range."""
        if self.start == self.end:
            return Precision.DAY
        if self == whole(self.start, Unit.MONTH):
            return Precision.MONTH
        return Precision.YEAR if self == whole(self.start, Unit.YEAR) else Precision.RANGE


def whole(day: date, unit: Unit) -> Days:
    """The calendar's unit in which a day lies; a weekend is that of the day's week."""
    match unit:
        case Unit.DAY:
            return Days(start=day, end=day)
        case Unit.WEEK:
            monday = day - timedelta(days=day.weekday())
            return Days(start=monday, end=monday + timedelta(days=6))
        case Unit.WEEKEND:
            saturday = day + timedelta(days=5 - day.weekday())
            return Days(start=saturday, end=saturday + timedelta(days=1))
        case Unit.MONTH:
            return months(day.year, day.month, 1)
        case Unit.QUARTER:
            return months(day.year, (day.month - 1) // 3 * 3 + 1, 3)
    n_years = {Unit.YEAR: 1, Unit.DECADE: 10, Unit.CENTURY: 100}[unit]
    first = max(day.year // n_years * n_years, 1)
    return Days(start=date(first, 1, 1), end=date(day.year // n_years * n_years + n_years - 1, 12, 31))


def months(year: int, month: int, n: int) -> Days:
    """Whole months, `n` from one on.

    Raises:
        ValueError: a month or year that is none.
    """
    start = date(year, month, 1)
    last = add_months(start, n - 1)
    return Days(start=start, end=last.replace(day=calendar.monthrange(last.year, last.month)[1]))


def add_months(day: date, n: int) -> date:
    """The same day of a month `n` later, or that month's last where it has no such day.

    Raises:
        ValueError: the year is none.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    first = date(year, month + 1, 1)
    return first.replace(day=min(day.day, calendar.monthrange(first.year, first.month)[1]))


def shifted(day: date, n: int, unit: Unit) -> date:
    """A day `n` units later, or earlier where negative.

    Raises:
        OverflowError, ValueError: the year is none.
    """
    n_days = {Unit.DAY: 1, Unit.WEEK: 7, Unit.WEEKEND: 7}.get(unit)
    if n_days:
        return day + timedelta(days=n * n_days)
    n_months = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12, Unit.DECADE: 120, Unit.CENTURY: 1200}[unit]
    return add_months(day, n * n_months)


def third(days: Days, part: Part | None) -> Days:
    """The early, middle or late third of some days; all of them where no part is meant.

    The thirds of a year, season or century are whole months.
    """
    if part is None:
        return days
    if days == whole(days.start, Unit.MONTH):
        first_day, last_day = {Part.EARLY: (1, 10), Part.MIDDLE: (11, 20), Part.LATE: (21, days.end.day)}[
            part
        ]
        return Days(start=days.start.replace(day=first_day), end=days.start.replace(day=last_day))
    if days == whole(days.start, Unit.DECADE):
        first_year, n_years = {Part.EARLY: (0, 4), Part.MIDDLE: (4, 3), Part.LATE: (7, 3)}[part]
        return months(days.start.year + first_year, 1, 12 * n_years)
    n_months = (days.end.year - days.start.year) * 12 + days.end.month - days.start.month + 1
    number = list(Part).index(part)
    if n_months >= 3 and days.start.day == 1:  # noqa: PLR2004 - three months have thirds
        first, last = n_months * number // 3, n_months * (number + 1) // 3
        start = add_months(days.start, first)
        return months(start.year, start.month, last - first)
    n_days = (days.end - days.start).days + 1
    first, last = round(n_days * number / 3), round(n_days * (number + 1) / 3)
    return Days(
        start=days.start + timedelta(days=first), end=days.start + timedelta(days=max(first, last - 1))
    )
