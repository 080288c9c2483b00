"""What was said before its verb: “…,” he said; …, he said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.contents import CLOSING, Content, Place, Span, following_quotes, trim
from corpus.word_classes import (
    DASHES,
)
from corpus.words import QUOTE, Words

_BEFORE_QUOTES = frozenset({",", "that", ":"}) | DASHES
_SPEECH_QUOTE_END = re.compile(r"[,.?!…—-][\s'\"”“’»]*$")


def content_before(words: Words, sentences: Sequence[Span], number: int, begin: int) -> Content | None:
    """What stands before the word at `begin`, where the verb and its subject begin."""
    first, _ = sentences[number]
    lower = words.lower
    at = begin
    if at > first and lower[at - 1] in {",", *DASHES}:
        at -= 1
    if at == first:
        return _quote_sentence_before(words, sentences, number)
    if lower[at - 1] == QUOTE:
        quotation = words.quotations[at - 1]
        if at < begin or _SPEECH_QUOTE_END.search(words.text, quotation.end - CLOSING, quotation.end):
            return Content(pieces=((first, at),), place=Place.QUOTE_BEFORE, opening=lower[first])
        return None
    if at == begin:
        return None
    return Content(pieces=((first, at),), place=Place.CLAUSE_BEFORE, opening=lower[first])


def _quote_sentence_before(words: Words, sentences: Sequence[Span], number: int) -> Content | None:
    """A sentence in the same paragraph that ends with a quotation: “Why?” Gates asked."""
    if number == 0:
        return None
    first, stop = sentences[number - 1]
    if words.lower[stop - 1] != QUOTE or stop != sentences[number][0]:
        return None
    return Content(pieces=((first, stop),), place=Place.QUOTE_BEFORE, opening=words.lower[first])


def with_rest(
    words: Words, sentences: Sequence[Span], number: int, before: Content, resume: int
) -> Iterator[Content]:
    """Add what goes on after the verb: “…,” he said, “….” and the quotation that follows."""
    stop = sentences[number][1]
    more: list[Span] = []
    at = resume
    while at < stop and words.lower[at] != QUOTE:
        at += 1
    goes_on = at < stop and (words.lower[at - 1] in _BEFORE_QUOTES or words.lower[at - 1].endswith("."))
    more += following_quotes(words, sentences, number)
    yield _joined(before, more)
    if before.place is Place.QUOTE_BEFORE and goes_on:
        more.insert(0, (at, trim(words, at, stop)))
        yield _joined(before, more, cut="on")
    if before.place is Place.CLAUSE_BEFORE:
        rest = _last_part(words, resume, stop)
        if rest is not None:
            yield _joined(before, [rest], cut="on")
    late = _late_start(words, before.pieces[0])
    if late is not None:
        yield _joined(replace(before, pieces=((late, before.pieces[0][1]),)), more, cut="late")


def _joined(content: Content, more: Sequence[Span], cut: str = "") -> Content:
    return replace(content, pieces=(*content.pieces, *more), cut=cut)


def _last_part(words: Words, at: int, stop: int) -> Span | None:
    """What follows "…, he said," or "…, said Gates, the minister,"."""
    while at < stop - 1 and words.lower[at] != ",":
        at += 1
    for comma in range(stop - 2, at - 1, -1) if at < stop - 1 and words.is_name(at - 1) else (at,):
        if comma < stop - 2 and words.lower[comma] == ",":
            return comma + 1, trim(words, comma + 1, stop)
    return None


def _late_start(words: Words, piece: Span) -> int | None:
    """A later beginning: the quotation at the end, or past the last comma, colon or conjunction."""
    first, stop = piece
    if words.lower[stop - 1] == QUOTE and stop - first > 1:
        return stop - 1
    for at in range(stop - 3, first, -1):
        if words.lower[at] in {",", ";", ":", "but", "while", "(", *DASHES}:
            return at + 1
    return None
