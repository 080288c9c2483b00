"""Which ends of a window a time in a question sets: "since", "before", "as of", "the eve of"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TypedDict

from corpus.calendar_units import Days, Unit, shifted, whole
from qa.named_days import DAY, NamedDays


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSaid:
    """A time with the words around it, text[start:end], and the ends of the window that it sets.

    `is_attribute` tells of a year beside a noun without a preposition: "the 2019 trip".
    """

    start: int
    end: int
    from_date: date | None
    to_date: date | None
    is_as_of: bool = False
    is_attribute: bool = False


def relate(text: str, named: NamedDays) -> TimeSaid:
    """Which ends a time sets, by the words before and behind it."""
    start, end, days = named.start, named.end, named.days
    said = TimeSaid(start=start, end=end, from_date=days.start, to_date=days.end)
    for pattern, ends in _BEFORE_IT:
        if match := pattern.search(text, 0, start):
            return replace(said, **ends(days, match), start=match.start())
    for pattern, ends in _BEHIND_IT:
        if match := pattern.match(text, end):
            start = _with_preposition(text, start)
            return replace(said, **ends(days, match), start=start, end=match.end())
    begin = _with_preposition(text, start)
    is_attribute = begin == start and _NOUN.match(text, end) is not None
    return replace(said, start=begin, is_attribute=is_attribute)


def _with_preposition(text: str, start: int) -> int:
    match = _PREPOSITION.search(text, 0, start)
    return match.start() if match else start


def is_vantage(text: str, start: int) -> bool:
    """Whether "as of" stands before a time that starts there."""
    return _AS_OF.search(text, 0, start) is not None


class _Ends(TypedDict, total=False):
    """Fields of TimeSaid that a relation sets."""

    from_date: date | None
    to_date: date | None
    is_as_of: bool


def _part_of(match: re.Match[str]) -> str:
    """Whether the time is the start or the end of something, which is then one day's length from it."""
    found = _EDGE.match(match.string, match.end())
    return found[1].lower() if found else ""


def _until(days: Days, match: re.Match[str]) -> _Ends:
    is_start = _part_of(match) in ("start", "beginning")
    return {"from_date": None, "to_date": days.start if is_start else days.end}


def _before(days: Days, match: re.Match[str]) -> _Ends:
    # What is before the end of a time may lie within it.
    return {"from_date": None, "to_date": days.end if _part_of(match) == "end" else days.start - DAY}


def _since(days: Days, match: re.Match[str]) -> _Ends:
    return {"from_date": days.end if _part_of(match) == "end" else days.start, "to_date": None}


def _after(days: Days, match: re.Match[str]) -> _Ends:
    is_start = _part_of(match) in ("start", "beginning")
    return {"from_date": days.start if is_start else days.end + DAY, "to_date": None}


def _around(days: Days, match: re.Match[str]) -> _Ends:
    """The week of a day, of no named year; the week to a day; the week from it on."""
    way, week = match["way"].lower(), 6 * DAY
    if way.startswith(("begin", "start", "commenc")):
        return {"from_date": days.start, "to_date": days.start + week}
    if way.startswith(("end", "to")):
        return {"from_date": days.end - week, "to_date": days.end}
    found = whole(days.start, Unit(match["unit"].lower()))
    return {"from_date": found.start, "to_date": found.end}


def _as_of(days: Days, _: re.Match[str]) -> _Ends:
    return {"from_date": None, "to_date": days.end, "is_as_of": True}


def _eve(days: Days, _: re.Match[str]) -> _Ends:
    return {"from_date": days.start - DAY, "to_date": days.start - DAY}


def _stretch(days: Days, match: re.Match[str]) -> _Ends:
    """The days, weeks or months beside a time: without a number a week, a month, or three of them."""
    is_fortnight = match["unit"].lower() == "fortnight"
    unit = Unit.WEEK if is_fortnight else Unit(match["unit"].lower())
    written = "two" if is_fortnight else (match["count"] or "").lower()
    n = int(written) if written.isdigit() else _NUMBERS.get(written, 1)
    if match["many"] and not written:
        n, unit = _SOME[unit]
    way = match["way"].lower().split()[0]
    before = shifted(days.start, -n, unit)
    after = shifted(days.end, n, unit)
    if way in ("after", "following"):
        return {"from_date": days.end + DAY, "to_date": after}
    if way == "of":
        return {"from_date": before, "to_date": after}
    return {"from_date": before, "to_date": days.start - DAY}


_NUMBERS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_SOME = {
    Unit.DAY: (1, Unit.WEEK),
    Unit.WEEK: (1, Unit.MONTH),
    Unit.MONTH: (3, Unit.MONTH),
    Unit.YEAR: (3, Unit.YEAR),
}


def _run_up(days: Days, _: re.Match[str]) -> _Ends:
    return {"from_date": None, "to_date": days.start - DAY}


def _ending(pattern: str) -> re.Pattern[str]:
    """A pattern that must reach up to where the time begins."""
    return re.compile(rf"(?<!\w)(?:{pattern})\s+(?:the\s+)?$", re.IGNORECASE)


_COUNT = rf"(?:(?P<count>\d{{1,2}}|{'|'.join(_NUMBERS)})\s+)?"
_UNIT = r"(?P<unit>day|week|fortnight|month|year)(?P<many>s)?"
_WAY = r"(?P<way>before|after|following|preceding|prior\s+to|leading\s+up\s+to|up\s+to)"
_BEFORE_IT = (
    (_AS_OF := _ending(r"as\s+(?:of|at|on|per|it\s+was\s+in)(?:\s+(?:late|early))?"), _as_of),
    (_ending(rf"(?:(?:in|during|over|within|for)\s+)?(?:the\s+)?{_COUNT}{_UNIT}\s+{_WAY}"), _stretch),
    (
        _ending(
            r"(?:(?:in|during|over|for)\s+)?(?:the\s+)?(?P<unit>weekend|week)\s+"
            r"(?P<way>of|to|beginning|starting|commencing|ending|ended)(?:\s+on)?"
        ),
        _around,
    ),
    (_ending(r"(?:no|not)\s+later\s+than"), _until),
    (_ending(r"in\s+the\s+(?:aftermath|wake)\s+of"), _after),
    (_ending(rf"within\s+{_COUNT}{_UNIT}\s+(?P<way>of)"), _stretch),
    (_ending(r"(?:(?:in|during)\s+)?(?:the\s+)?(?:run-?\s?up|lead-?\s?up|build-?\s?up)\s+to"), _run_up),
    (_ending(r"(?:on\s+)?(?:the\s+)?eve\s+of"), _eve),
    (
        _ending(
            r"(?:not|never)\s+(?:\w+\s+)?(?:until|till|before)|no\s+(?:earlier|sooner)\s+than|as\s+early\s+as"
        ),
        _since,
    ),
    (
        _ending(
            r"(?:ever\s+)?since(?:\s+(?:at\s+least|about|around|late|early))?|as\s+from|as\s+of|"
            r"(?:starting|beginning)\s+(?:in|on|from|with)|in\s+or\s+after|on\s+or\s+after|after\s+or\s+(?:in|on)"
        ),
        _since,
    ),
    (
        _ending(
            r"(?:(?:just|shortly|right|immediately|long|some\s+time|sometime|at\s+any\s+time|any\s+time)\s+)?"
            r"(?:before|prior\s+to|ahead\s+of|earlier\s+than|preceding|previous\s+to)(?:\s+about)?"
        ),
        _before,
    ),
    (
        _ending(
            r"(?:(?:just|shortly|right|immediately|long|soon|some\s+time|sometime|at\s+any\s+time|any\s+time)\s+)?"
            r"(?:after|following|later\s+than|subsequent\s+to|past|beyond)(?:\s+about)?"
        ),
        _after,
    ),
    (
        _ending(
            r"(?:(?:right\s+)?up\s+)?(?:until|till|to|through)(?:\s+and\s+including)?|(?:no|not)\s+later\s+than|by|as\s+late\s+as|"
            r"(?:in|on)\s+or\s+before|before\s+or\s+(?:in|on)|ending\s+(?:in|on|with)"
        ),
        _until,
    ),
)


def _behind(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\s*,?\s*(?:{pattern})\b", re.IGNORECASE)


_BEHIND_IT = (
    (
        _behind(
            r"on(?=\s*(?:[?.!,;:]|$))|onwards?|and\s+on|and\s+(?:after|later|onwards?|beyond|since)|"
            r"or\s+(?:after|later)|forwards?|(?:to|until|till|and|-|\u2013)\s*(?:the\s+)?(?:present|date|now)"
        ),
        _since,
    ),
    (_behind(r"(?:and|or)\s+(?:before|earlier)"), _until),
)
_PREPOSITION = _ending(
    r"in|on|at|during|of|for|from|over|throughout|through|within|around|about|circa|near|roughly|across|dated|"
    r"back\s+in|back\s+on|between|in\s+the\s+(?:course|month|year|summer|period)\s+of|in\s+around|"
    r"in\s+the\s+(?:period|years?|months?)(?:\s+(?:from|between))?|(?:from|between)|the\s+(?:night|morning|evening|afternoon|day)\s+of|"
    r"on\s+the\s+(?:night|morning|evening|afternoon|day)\s+of|earlier|later|so\s+far|"
    r"(?:in\s+)?(?:towards?)|this\s+time|year-?\s?end"
)
_EDGE = re.compile(r"(?:the\s+)?(start|beginning|end)\s+of\b", re.IGNORECASE)
# Behind a time, words of these classes begin something else: "yesterday in Lindau" describes no Lindau.
_NO_NOUN = """
and or but did do does was were is are has have had will would can could should may might who which that when
what where why how whom whose in on at to from for about by with near between during after before since
until around over under against within into through the a an there here
"""
_NOUN = re.compile(
    rf"\s+(?:and|or)\s+\d{{4}}\s+\w|\s+(?!(?:{'|'.join(_NO_NOUN.split())})\b)\w|['\u2019]s\s", re.IGNORECASE
)
