"""The days that a question asks about, read from its words.

A window is read only from what names days. An event ("after the Olympics") is not turned into days:
its words stay part of what is searched for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corpus.time_expressions import TimeExpression, find_time_expressions
from corpus.time_grammar import DayOrder
from corpus.time_spans import (
    Absolute,
    Anchor,
    Days,
    Direction,
    Meaning,
    OfSomeYear,
    Shifted,
    Unit,
    Weekday,
    Stretch,
    shifted,
    whole,
)
from qa.time_plausibility import names_a_time

DAY = timedelta(days=1)


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

    def without_words(self, text: str) -> str:
        """The question without the words that say its time."""
        left, position = [], 0
        for start, end in sorted(span for span in self.spans if span not in self.kept_spans):
            left.append(text[position:start])
            position = max(position, end)
        return " ".join(f"{' '.join(left)}{text[position:]}".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """Some days, the words that name them, and the ends that they set."""

    start: int
    end: int
    days: Days
    from_date: date | None = None
    to_date: date | None = None
    is_as_of: bool = False
    is_attribute: bool = False


def read_time_window(text: str, *, now: date) -> TimeWindow | None:
    """Read the window of days that a question names; None where it names none.

    Several times narrow each other where they meet, and otherwise make one window that holds them
    all. "As of" sets the end alone, and is the day from which the rest counts.

    Args:
        text: the question.
        now: the day from which "yesterday" counts.
    """
    expressions = [
        _as_asked(text, e)
        for e in find_time_expressions(text, capitals=False, day_order=DayOrder.DAY_FIRST)
        if names_a_time(text, e, now=now)
    ]
    if not expressions:
        return None
    vantage = [e for e in expressions if _AS_OF.search(text, 0, e.start)]
    known: list[_Named] = []
    if vantage and (days := vantage[-1].meaning.days(Anchor(day=now))):
        # A vantage tells no Saturday and no March: "Saturday Night Live as of 2018".
        expressions = [e for e in expressions if not isinstance(e.meaning, Weekday | OfSomeYear)]
        expressions = [e for e in expressions if e not in vantage]
        known = [(vantage[-1].start, vantage[-1].end, days, vantage[-1].meaning)]
        now = days.end
    anchor = Anchor(day=now, direction=Direction.FUTURE if _AHEAD.search(text) else Direction.PAST)
    named = sorted([*_resolved(text, expressions, anchor), *known], key=lambda one: one[:2])
    return _together([_with_ends(text, one) for one in _ranges(text, named)])


_Named = tuple[int, int, Days, Meaning]


def _resolved(text: str, expressions: Sequence[TimeExpression], anchor: Anchor) -> list[_Named]:
    """The expressions as days; two that make one time as one."""
    named: list[_Named] = []
    for one in expressions:
        last = named[-1] if named else None
        days = one.meaning.days(anchor)
        if (
            last
            and _BESIDE.fullmatch(text, last[1], one.start)
            and (both := _one_within_other(text, last, one, anchor))
        ):
            named[-1] = (last[0], one.end, both, Absolute(value=both))
        elif days and not _counts_from_told(one.meaning):
            named.append((one.start, one.end, days, one.meaning))
        elif _counts_from_told(one.meaning):
            named.append((one.start, one.end, Days(start=anchor.day, end=anchor.day), one.meaning))
    return [one for one in named if not _counts_from_told(one[3])]


def _as_asked(text: str, one: TimeExpression) -> TimeExpression:
    """ "In the last year" are the twelve months up to now; "this past weekend" is the last one."""
    meaning = one.meaning
    if isinstance(meaning, Stretch) and meaning.unit is Unit.WEEKEND:
        return replace(one, meaning=Shifted(n=-1, unit=Unit.WEEKEND))
    if (
        isinstance(meaning, Shifted)
        and meaning.n == -1
        and meaning.part is None
        and meaning.unit is not Unit.DAY
    ):
        if meaning.unit is not Unit.WEEKEND and _DURING_THE.search(text, 0, one.start + len("last")):
            return replace(one, meaning=Stretch(n=1, unit=meaning.unit))
    return one


def _counts_from_told(meaning: Meaning) -> bool:
    return isinstance(meaning, Shifted) and meaning.from_told


def _one_within_other(text: str, last: _Named, one: TimeExpression, anchor: Anchor) -> Days | None:
    """The days of "March last year", "Tuesday of last week" and "two weeks after 8 May 2008"."""
    first, second = last[3], one.meaning
    second_days = second.days(anchor)
    if second_days is None:
        return None
    if isinstance(first, OfSomeYear) and isinstance(second, Shifted) and second.unit is Unit.YEAR:
        return first.of_year(second_days.start.year)
    if isinstance(second, OfSomeYear) and isinstance(first, Shifted) and first.unit is Unit.YEAR:
        return second.of_year(last[2].start.year)
    if isinstance(first, Weekday) and isinstance(second, Shifted) and second.unit is Unit.WEEK:
        day = second_days.start + first.number * DAY
        return Days(start=day, end=day)
    if isinstance(first, Shifted) and isinstance(second, Shifted) and second == _TODAY and first.n < 0:
        day = shifted(anchor.day, first.n, first.unit)  # "a year ago today"
        return Days(start=day, end=day)
    if isinstance(first, Shifted) and first.from_told:
        return _counted_from(first, second_days, is_stretch=bool(_DURING.search(text, 0, last[0])))
    return None


def _counted_from(told: Shifted, days: Days, *, is_stretch: bool) -> Days | None:
    """The day, week or month so far before or after some days; "in the two weeks after" all till then."""
    edge = days.start if told.n < 0 else days.end
    if not is_stretch:
        return told.days(Anchor(day=edge, told=edge))
    other = shifted(edge, told.n, told.unit)
    if told.n < 0:
        return Days(start=other, end=edge - DAY)
    return Days(start=edge + DAY, end=other)


def _ranges(text: str, named: Sequence[_Named]) -> list[_Named]:
    """Two times with "to" between them, or "between" before them, made one."""
    joined: list[_Named] = []
    for one in named:
        last = joined[-1] if joined else None
        if last and _makes_range(text, last, one) and (days := _from_to(last, one)):
            joined[-1] = (last[0], one[1], days, Absolute(value=days))
        else:
            joined.append(one)
    return joined


def _makes_range(text: str, last: _Named, one: _Named) -> bool:
    connector = _CONNECTOR.fullmatch(text, last[1], one[0])
    if not connector:
        return False
    return connector["and"] is None or bool(_BETWEEN.search(text, 0, last[0]))


def _from_to(last: _Named, one: _Named) -> Days | None:
    """From the first day of one to the last of the other; where one lacks its year, the other's."""
    first, second = last[2], one[2]
    if isinstance(last[3], OfSomeYear) and last[3].shift is None:
        for year in (second.end.year, second.end.year - 1):
            found = last[3].of_year(year)
            if found and found.start <= second.end:
                first = found
                break
    elif isinstance(one[3], OfSomeYear) and one[3].shift is None and last[3].is_complete:
        for year in (first.start.year, first.start.year + 1):
            found = one[3].of_year(year)
            if found and found.end >= first.start:
                second = found
                break
    return Days(start=first.start, end=second.end) if first.start <= second.end else None


def _with_ends(text: str, named: _Named) -> _Said:
    """Which ends a time sets, by the words before and behind it."""
    start, end, days, _ = named
    said = _Said(start=start, end=end, days=days, from_date=days.start, to_date=days.end)
    for pattern, ends in _BEFORE_IT:
        if match := pattern.search(text, 0, start):
            return replace(said, **ends(days, match), start=match.start())  # type: ignore[arg-type]
    for pattern, ends in _BEHIND_IT:
        if match := pattern.match(text, end):
            return replace(said, **ends(days, match), end=match.end(), start=_with_preposition(text, start))  # type: ignore[arg-type]
    begin = _with_preposition(text, start)
    is_attribute = begin == start and _NOUN.match(text, end) is not None
    return replace(said, start=begin, is_attribute=is_attribute)


def _with_preposition(text: str, start: int) -> int:
    match = _PREPOSITION.search(text, 0, start)
    return match.start() if match else start


def _together(said: Sequence[_Said]) -> TimeWindow | None:
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


def _meeting(said: Sequence[_Said]) -> tuple[date | None, date | None]:
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


_TODAY = Shifted(n=0, unit=Unit.DAY)
_AHEAD = re.compile(r"\b(?:will|planned|scheduled|upcoming|due|going\s+to)\b", re.IGNORECASE)
_Ends = dict[str, object]


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
_DURING_THE = re.compile(r"\b(?:in|during|over|within|throughout)\s+(?:the\s+)(?:last)?$", re.IGNORECASE)
_DURING = re.compile(r"\b(?:in|during|over|within|for)\s+(?:the\s+)?(?:first\s+|last\s+)?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|from|both|any\s+time)\s+(?:[\w'-]+\s+){0,3}$", re.IGNORECASE)
_EDGE = re.compile(r"(?:the\s+)?(start|beginning|end)\s+of\b", re.IGNORECASE)
_CONNECTOR = re.compile(
    r"\s*,?\s*(?:(?:to|until|till|through|thru|up\s+to|up\s+until|[-\u2013\u2014])|(?P<and>and))\s*"
    r"(?:the\s+|about\s+|in\s+|around\s+)*",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\s*,?\s*(?:of\s+|in\s+|on\s+|from\s+)?(?:the\s+)?", re.IGNORECASE)
_NOUN = re.compile(
    r"\s+(?:and|or)\s+\d{4}\s+\w|\s+(?!and\b|or\b|but\b|did\b|was\b|were\b|is\b|has\b|had\b|who\b|which\b|that\b|when\b|what\b)\w|['\u2019]s\s",
    re.I,
)
