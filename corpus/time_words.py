"""What all shapes of expressions of time are made of: months, weekdays, days and years."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from corpus.time_spans import Meaning


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


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of some words, longer ones first."""
    return "|".join(sorted(words, key=len, reverse=True))


MONTH = rf"(?P<month>{any_of(MONTH_NUMBERS)})\b\.?"
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b"
YEAR = r"(?P<year>1\d{3}|20\d\d)\b(?![.,:]\d|[%\u2019']\w)"
Parts = dict[str, str | None]  # the named groups of a pattern that matched
Read = Callable[[Parts, Reading], Meaning | None]


class Need(StrEnum):
    """What a pattern's words hold at least."""

    NUMBER = "number"
    NAME = "name"
    RELATION = "relation"


Shape = tuple[Need, str, Read]


def compiled(grammar: Iterable[Shape]) -> list[tuple[Need, re.Pattern[str], Read]]:
    """The shapes of a grammar as they are looked for: no part of a word, a number or a price."""
    return [
        (needs, re.compile(rf"(?<![\w$\u00a3\u20ac/-])(?<!\d[.,]){pattern}", re.IGNORECASE), read)
        for needs, pattern, read in grammar
    ]
