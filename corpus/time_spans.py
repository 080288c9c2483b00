"""What an expression of time means, and the days it stands for once it is known from when it counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from corpus.calendar_units import Days, Part, Unit, months, shifted, third, whole


class Direction(StrEnum):
    """On which side of the anchor an incomplete date lies."""

    PAST = "past"
    FUTURE = "future"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """From when an expression counts: the document's day, and the day told of last, if any."""

    day: date
    told: date | None = None
    direction: Direction = Direction.PAST

    def at_told(self) -> Anchor:
        """The same, counting from the day told of last."""
        return replace(self, day=self.told or self.day)


class Meaning(Protocol):
    """What an expression says of time."""

    @property
    def is_complete(self) -> bool:
        """Whether it needs no anchor."""

    def days(self, anchor: Anchor) -> Days | None:
        """The days it stands for; None where there are none, as for the 31st of June."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absolute:
    """Days that need no anchor."""

    value: Days

    is_complete = True

    def days(self, anchor: Anchor) -> Days | None:
        """The days themselves."""
        del anchor
        return self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class OfSomeYear:
    """Months or days of a year that is not named: "June 14", "June 3-5", "late April", "summer".

    `first` and `last` are days of `month`, None for whole months, of which there are `n_months`;
    `weekday` is what day of the week the first is said to be, 0 for Monday.
    """

    month: int
    first: int | None = None
    last: int | None = None
    n_months: int = 1
    part: Part | None = None
    shift: int | None = None  # "last June" -1, "this June" 0, "next June" 1
    weekday: int | None = None

    is_complete = False

    def days(self, anchor: Anchor) -> Days | None:
        """Those of the year that is nearest on the anchor's side, its own day included."""
        if self.shift == 0:
            return self.of_year(anchor.day.year)
        direction = anchor.direction
        if self.shift is not None:
            direction = Direction.PAST if self.shift < 0 else Direction.FUTURE
        years = range(anchor.day.year - 1, anchor.day.year + 2)
        found = [days for year in years if (days := self.of_year(year))]
        if fitting := [days for days in found if days.start.weekday() == self.weekday]:
            return min(fitting, key=lambda days: abs(days.start - anchor.day))
        if direction is Direction.PAST:
            return max((days for days in found if self._is_past(days, anchor.day)), default=None, key=_start)
        return min((days for days in found if self._is_ahead(days, anchor.day)), default=None, key=_start)

    def of_year(self, year: int) -> Days | None:
        """Those of one year, None where it has none."""
        try:
            if self.first is None:
                return third(months(year, self.month, self.n_months), self.part)
            return Days(
                start=date(year, self.month, self.first),
                end=date(year, self.month, self.last or self.first),
            )
        except ValueError:
            return None

    def _is_past(self, days: Days, day: date) -> bool:
        """A time that has begun is past; "last June", said in June, is the year before's."""
        return days.end < day if self.shift is not None else days.start <= day

    def _is_ahead(self, days: Days, day: date) -> bool:
        return days.start > day if self.shift is not None else days.end >= day


def _start(days: Days) -> date:
    return days.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekday:
    """A day of the week, 0 for Monday; `shift` -1 for "last", 0 for "this", 1 for "next"."""

    number: int
    shift: int | None = None
    n_days: int = 1  # two for a weekend

    is_complete = False

    def days(self, anchor: Anchor) -> Days | None:
        """The nearest on the anchor's side, its own day included; "last" and "next" exclude that day."""
        if self.shift == 0 and self.n_days > 1:
            day = self._nearest(anchor.day)
        elif self.shift == 0:
            day = anchor.day - timedelta(days=anchor.day.weekday() - self.number)
        elif self.shift == 1 or (self.shift is None and anchor.direction is Direction.FUTURE):
            n_days = (self.number - anchor.day.weekday()) % 7
            day = anchor.day + timedelta(days=n_days or (7 if self.shift else 0))
        else:
            n_days = (anchor.day.weekday() - self.number) % 7
            day = anchor.day - timedelta(days=n_days or (7 if self.shift else 0))
        return Days(start=day, end=day + timedelta(days=self.n_days - 1))

    def _nearest(self, day: date) -> date:
        """Where it begins in the week before or in this one, whichever is nearer: "this weekend"."""
        ahead = day + timedelta(days=self.number - day.weekday())
        behind = ahead - timedelta(days=7)
        n_since = (day - behind).days - self.n_days + 1
        return behind if n_since < (ahead - day).days else ahead


@dataclass(frozen=True, slots=True, kw_only=True)
class Shifted:
    """A unit of the calendar, `n` before or after that of the anchor: "last week", "two years ago".

    With `from_told` it counts from the day told of last: "two days later". `side` leaves only what of
    the unit lies before or after the anchor, its day included: "earlier this month".
    """

    n: int
    unit: Unit
    from_told: bool = False
    part: Part | None = None
    side: Direction | None = None

    is_complete = False

    def days(self, anchor: Anchor) -> Days | None:
        """The whole unit in which the day so far away lies."""
        base = anchor.at_told() if self.from_told else anchor
        if self.from_told and self.n == 0 and anchor.told is None:
            return None  # "the same year": as what?
        try:
            found = third(whole(shifted(base.day, self.n, self.unit), self.unit), self.part)
        except (ValueError, OverflowError):
            return None
        if self.side is Direction.PAST:
            return Days(start=min(found.start, base.day), end=base.day)
        return found if self.side is None else Days(start=base.day, end=max(found.end, base.day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The `n` units up to the anchor, or from it on where negative: "the past three months"."""

    n: int
    unit: Unit

    is_complete = False

    def days(self, anchor: Anchor) -> Days | None:
        """From that long ago up to the anchor's day, or the other way."""
        try:
            other = shifted(anchor.day, -self.n, self.unit)
        except (ValueError, OverflowError):
            return None
        return Days(start=min(other, anchor.day), end=max(other, anchor.day))
