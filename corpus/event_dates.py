"""When what each sentence tells happened, and how that is known.

Evidence in order of strength: the sentence's own expression of time, the entry's date, the
document's. Relative expressions count from the document's day, or the entry's; "two days later"
from the day told of last, where there is one. Rules for expressions are for English.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from corpus.calendar_units import Days
from corpus.date_roles import DatingExpression, dates_narrated, dating_expressions
from corpus.documents import Block, BlockKind, DateSpan, Document, Precision
from corpus.earlier_times import has_pluperfect, is_narrated, points_back, tells_later
from corpus.sentences import Span
from corpus.time_expressions import TimeExpression, find_time_expressions
from corpus.time_spans import Absolute, Anchor, OfSomeYear, Shifted
from corpus.time_words import DayOrder

DOCUMENT_DATE = "document date"
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})([/.])(\d{1,2})\2(?:1\d{3}|20\d\d)(?!\d)")
_LAST_MONTH = 12
_NEAR = timedelta(days=7)  # news of the week is told in the present tense too
_LONGEST = 1_000  # characters: what runs on is no sentence, and its words cost time with their square
_LONG_AGO = timedelta(days=14)  # what is told after something longer ago is of that time in 27 of 30 read


class EventDater:
    """Dates a document's sentences; its blocks and their sentences must come in order."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._is_english = document.is_english
        self._day_order = day_order(document.text) if self._is_english else None
        self._caption = None if document.published else _caption_day(document, self._day_order)
        self._told: date | None = None
        self._is_opening = True  # whether no sentence came before: what opens a document is its news
        self._is_earlier = False  # whether the sentence before, of the same block, is of an earlier time

    def dates(self, block: Block, sentences: Sequence[Span]) -> list[DateSpan | None]:
        """The event date of each sentence of a block, document.text[start:end]."""
        inherited = inherited_date(self._document, block)
        if not self._is_english:
            return [inherited] * len(sentences)
        self._is_earlier = False
        if block.event_date is not None:
            self._told = None  # another event: nothing counts from what was told before it
        return [self._date(block, self._document.text[a:b], inherited) for a, b in sentences]

    def _date(self, block: Block, text: str, inherited: DateSpan | None) -> DateSpan | None:
        sentence = text[:_LONGEST]
        is_opening, self._is_opening = self._is_opening, False
        found = find_time_expressions(sentence, day_order=self._day_order)
        for candidate in dating_expressions(sentence, found) if found else ():
            own = self._own(candidate, sentence, inherited)
            if own and not _is_of_a_thing(candidate, own, inherited):
                self._told = own.start if own.precision is Precision.DAY else self._told
                self._is_earlier = _is_long_ago(own, inherited)
                return own
        if block.event_date is not None:
            return inherited
        if has_pluperfect(sentence):
            return None
        self._is_earlier = not is_opening and self._is_of_earlier(sentence, found, inherited)
        return None if self._is_earlier or (not is_opening and tells_later(sentence)) else inherited

    def _is_of_earlier(
        self, sentence: str, found: Sequence[TimeExpression], inherited: DateSpan | None
    ) -> bool:
        """Whether a sentence without a date of its own tells of an earlier time than the document's."""
        return is_narrated(sentence) and (
            self._is_earlier or points_back(sentence) or _names_earlier(sentence, found, inherited)
        )

    def _own(self, candidate: DatingExpression, sentence: str, inherited: DateSpan | None) -> DateSpan | None:
        """The days of an expression, if they can be told, with its words and from when it counts."""
        expression = candidate.expression
        words = f"'{' '.join(sentence[expression.start : expression.end].split()).rstrip('.')}'"
        if isinstance(expression.meaning, Absolute):
            return _span(expression.meaning.value, words)
        anchor, named = self._anchor(inherited)
        if anchor is None:
            return self._of_known_year(expression.meaning, words, inherited)
        days = expression.meaning.days(Anchor(day=anchor, told=self._told, direction=candidate.direction))
        if self._told and isinstance(expression.meaning, Shifted) and expression.meaning.from_told:
            named = f"{self._told}, told of before"
        return _span(days, f"{words}, counted from {named}") if days else None

    def _anchor(self, inherited: DateSpan | None) -> tuple[date | None, str]:
        """The day from which expressions count, and how it is called."""
        if inherited is not None:
            return (
                (inherited.start, str(inherited.start))
                if inherited.precision is Precision.DAY
                else (None, "")
            )
        if self._caption is not None:
            return self._caption, f"{self._caption}, a caption's date"
        return None, ""

    def _of_known_year(self, meaning: object, words: str, inherited: DateSpan | None) -> DateSpan | None:
        """A day or month of a document of which only the year or month is known."""
        if not isinstance(meaning, OfSomeYear) or inherited is None or meaning.shift is not None:
            return None
        if inherited.start.year != inherited.end.year:
            return None
        days = meaning.of_year(inherited.start.year)
        return _span(days, f"{words} of {inherited.start.year}") if days else None


def _is_of_a_thing(candidate: DatingExpression, own: DateSpan, inherited: DateSpan | None) -> bool:
    """Whether a sentence told in the present names a past time that is that of a thing spoken of."""
    if inherited is None:
        return False
    return (candidate.is_present and own.end < inherited.start - _NEAR) or (
        candidate.is_now and own.end < inherited.start
    )


def _is_long_ago(days: Days | DateSpan, inherited: DateSpan | None) -> bool:
    return inherited is not None and days.end < inherited.start - _LONG_AGO


def _names_earlier(sentence: str, found: Sequence[TimeExpression], inherited: DateSpan | None) -> bool:
    """Whether it names a time long ago beside what it tells: "after the vote in 2014"."""
    if inherited is None:
        return False
    anchor = Anchor(day=inherited.start)
    return any(
        (days := e.meaning.days(anchor)) is not None
        and _is_long_ago(days, inherited)
        and dates_narrated(sentence, e)
        for e in found
    )


def inherited_date(document: Document, block: Block) -> DateSpan | None:
    """The block's own date, else the document's; a page's entries keep the page's reason for it.

    Another event that the page lists without a date has none: the page's is not its own.
    """
    if block.event_date or block.sources or document.published is None:
        return block.event_date
    if block.kind is BlockKind.ENTRY:
        return document.published
    return document.published.because(DOCUMENT_DATE)


def day_order(text: str) -> DayOrder | None:
    """How a text means numeric dates, if all of them that can be read one way only agree."""
    orders = set()
    for match in _NUMERIC.finditer(text):
        first, second = int(match[1]), int(match[3])
        if first > _LAST_MONTH >= second:
            orders.add(DayOrder.DAY_FIRST)
        elif second > _LAST_MONTH >= first:
            orders.add(DayOrder.MONTH_FIRST)
    return orders.pop() if len(orders) == 1 else None


def _caption_day(document: Document, order: DayOrder | None) -> date | None:
    """The one full day that the document's captions name."""
    days = {
        expression.meaning.value.start
        for block in document.blocks
        if block.kind is BlockKind.CAPTION
        for expression in find_time_expressions(document.text[block.start : block.end], day_order=order)
        if isinstance(expression.meaning, Absolute) and expression.meaning.value.precision is Precision.DAY
    }
    return days.pop() if len(days) == 1 else None


def _span(days: Days, basis: str) -> DateSpan:
    return DateSpan(start=days.start, end=days.end, precision=days.precision, basis=basis)
