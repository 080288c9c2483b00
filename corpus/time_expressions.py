"""Expressions of time in English text, found by a grammar and read into what they mean.

Found is what names days, however incompletely: "June 14", "last week", "two days later", "the early
1990s". What is too vague for days ("recently", "for years") is not. Which of a sentence's expressions
says when its event was, and what a question asks for by one, is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.calendar_units import Unit
from corpus.documents import Precision
from corpus.time_grammar import PATTERNS
from corpus.time_portions import PORTION_PATTERNS, PORTION_WORDS
from corpus.time_readings import NO_DAYS, SEASONS
from corpus.time_spans import Absolute, Meaning, OfSomeYear, Shifted, Weekday
from corpus.time_words import MONTH_NUMBERS, WEEKDAY_NUMBERS, DayOrder, Need, Read, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """An expression, text[start:end], and what it means."""

    start: int
    end: int
    meaning: Meaning


_WORD = re.compile(r"[^\W\d_]+|\d+")
_RELATION_WORDS = frozenset(
    {*SEASONS, "yesterday", "today", "tonight", "tomorrow", "overnight", "ago", "night", "morning"}
    | {"afternoon", "evening", "day", "days", "week", "weeks", "weekend", "weekends", "month", "months"}
    | {"quarter", "quarters", "year", "years", "decade", "decades", "century", "centuries"}
    | PORTION_WORDS
)
_NAME_WORDS = frozenset({*MONTH_NUMBERS, *WEEKDAY_NUMBERS})
_FEWEST_DIGITS = 2


def find_time_expressions(
    text: str, *, capitals: bool = True, day_order: DayOrder | None = None
) -> list[TimeExpression]:
    """Find the expressions of time in a text, in order and without overlap.

    Where two readings overlap, the longer one counts; "Monday, June 14" is one expression.

    Args:
        text: a sentence or a question.
        capitals: whether names are capitalised as they should be, so that "may" and "march" are verbs.
        day_order: how numeric dates such as 5/4/2007 are meant; None leaves those out that could be
            read both ways.
    """
    needs = _needs(text)
    if not needs:
        return []
    reading = Reading(capitals=capitals, day_order=day_order)
    found = [
        expression
        for needed, pattern, read in (*PATTERNS, *PORTION_PATTERNS)
        if needed in needs
        for expression in _matches(pattern, read, text, reading)
    ]
    return _joined(text, [e for e in _longest(found) if e.meaning is not NO_DAYS])


def _needs(text: str) -> set[Need]:
    """Which kinds of words the text has."""
    kinds = set()
    for word in _WORD.findall(text):
        if word[0].isdigit():
            if len(word) >= _FEWEST_DIGITS:
                kinds.add(Need.NUMBER)
        elif (lower := word.lower()) in _NAME_WORDS:
            kinds.add(Need.NAME)
        elif lower in _RELATION_WORDS:
            kinds.add(Need.RELATION)
    return kinds


def _matches(pattern: re.Pattern[str], read: Read, text: str, reading: Reading) -> Iterator[TimeExpression]:
    for match in pattern.finditer(text):
        parts = match.groupdict()
        opens = not any(map(str.isalnum, text[: match.start()]))
        if reading.capitals and not _is_capitalised(parts, opens=opens):
            continue
        try:
            meaning = read(parts, reading)
        except ValueError:
            meaning = NO_DAYS
        if meaning is not None:
            yield TimeExpression(start=match.start(), end=match.end(), meaning=meaning)


def _is_capitalised(parts: dict[str, str | None], *, opens: bool) -> bool:
    """Whether the months and weekdays are names, no "may" or "march", and "TODAY" is no newspaper's."""
    deictic = parts.get("deictic") or ""
    if deictic.isupper() or (deictic[:1].isupper() and not opens):
        return False
    names = (parts.get("month"), parts.get("to_month"), parts.get("weekday"))
    return all(name is None or name.isdigit() or name[0].isupper() for name in names)


def _longest(found: list[TimeExpression]) -> list[TimeExpression]:
    """Of those that overlap the longest, of equally long ones that of the earlier pattern."""
    kept: list[TimeExpression] = []
    for expression in sorted(found, key=lambda e: e.start - e.end):
        if all(expression.end <= other.start or other.end <= expression.start for other in kept):
            kept.append(expression)
    return sorted(kept, key=lambda e: e.start)


_BETWEEN = re.compile(r"[\s,(]*(?:the\s+)?")


def _joined(text: str, found: list[TimeExpression]) -> list[TimeExpression]:
    """A weekday beside a date, before or behind it, says the same day."""
    joined: list[TimeExpression] = []
    for expression in found:
        last = joined[-1] if joined else None
        if last and _BETWEEN.fullmatch(text, last.end, expression.start):
            kinds = (isinstance(last.meaning, Weekday), isinstance(expression.meaning, Weekday))
            other = expression if kinds[0] else last
            if kinds in ((True, False), (False, True)) and _is_day(other.meaning):
                weekday = last.meaning if kinds[0] else expression.meaning
                meaning = _on_weekday(other.meaning, weekday)
                joined[-1] = TimeExpression(start=last.start, end=expression.end, meaning=meaning)
                continue
        joined.append(expression)
    return joined


def _on_weekday(meaning: Meaning, weekday: Meaning) -> Meaning:
    """A day of some year that is said to be a Monday tells the year."""
    if isinstance(meaning, OfSomeYear) and isinstance(weekday, Weekday):
        return replace(meaning, weekday=weekday.number)
    return meaning


def _is_day(meaning: Meaning) -> bool:
    if isinstance(meaning, OfSomeYear):
        return meaning.first is not None and meaning.first == meaning.last
    if isinstance(meaning, Absolute):
        return meaning.value.precision is Precision.DAY
    return isinstance(meaning, Shifted) and meaning.unit is Unit.DAY
