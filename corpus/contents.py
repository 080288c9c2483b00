"""What was said: stretches of words that a reporting verb may take as its content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from corpus.word_classes import (
    DASHES,
    PREPOSITIONS,
)
from corpus.words import BREAK, QUOTE, Words

CLOSING = 6  # characters at a quotation's end: a comma, inner and outer marks
_MAX_CUTS = 8  # readings of one stretch that end sooner
_ADJUNCTS = frozenset("when while as after before during because although though despite".split())

Span = tuple[int, int]


class Place(StrEnum):
    """Where the content stands and how it is tied to its verb."""

    QUOTE_BEFORE = "quote before"
    CLAUSE_BEFORE = "clause before"
    QUOTE_AFTER = "quote after"
    THAT_AFTER = "that-clause after"
    CLAUSE_AFTER = "clause after"
    TOPIC_AFTER = "topic after"
    LABELLED = "labelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One reading of what was said: pieces as indices of words, in order, without a final full stop."""

    pieces: tuple[Span, ...]
    place: Place
    opening: str  # the first word, or the particle before it, in lower case
    cut: str = ""  # why it begins late or ends before its sentence does
    passed: tuple[int, ...] = ()  # words at which it could have ended


def ended(words: Words, start: int, stop: int, place: Place, opening: str) -> list[Content]:
    """The reading that ends with the sentence, and those that end sooner."""
    passed = tuple(at for at, _ in islice(_ends(words, start, stop, place), _MAX_CUTS))
    whole = Content(pieces=((start, trim(words, start, stop)),), place=place, opening=opening, passed=passed)
    return [whole, *cuts(words, start, stop, place, opening)]


def cuts(words: Words, start: int, stop: int, place: Place, opening: str) -> Iterator[Content]:
    """Readings that end sooner: at a comma, a conjunction, "when", and before a preposition after a topic."""
    ends = list(islice(_ends(words, start, stop, place), _MAX_CUTS))
    for number, (at, why) in enumerate(ends):
        passed = tuple(earlier for earlier, _ in ends[:number])
        yield Content(pieces=((start, at),), place=place, opening=opening, cut=why, passed=passed)


def _ends(words: Words, start: int, stop: int, place: Place) -> Iterator[tuple[int, str]]:
    for at in range(start + 1, stop - 1):
        word = words.lower[at]
        if word in {",", ";", "(", *DASHES}:
            yield at, "comma"
        elif words.lower[at - 1] == QUOTE and _ends_with_comma(words, at - 1):
            yield at, "quoted comma"
        elif word in _ADJUNCTS:
            yield at, "adjunct"
        elif word in {"and", "but", "or"} and words.lower[at - 1] != ",":
            yield at, "and"
        elif word in PREPOSITIONS and word != "of" and place is Place.TOPIC_AFTER:
            yield at, "preposition"


def _ends_with_comma(words: Words, at: int) -> bool:
    end = words.ends[at]
    return "," in words.text[end - CLOSING : end]


def trim(words: Words, first: int, stop: int) -> int:
    """Where words[first:stop] ends without the punctuation at its end."""
    while stop > first + 1 and words.lower[stop - 1] in {".", ",", ";", ":", *DASHES}:
        stop -= 1
    return stop


def following_quotes(words: Words, sentences: Sequence[Span], number: int) -> Iterator[Span]:
    """Sentences right after this one that are nothing but a quotation.

    Another paragraph's count where that paragraph holds nothing else.
    """
    stop = sentences[number][1]
    for later in range(number + 1, len(sentences)):
        first, end = sentences[later]
        if words.lower[first] != QUOTE or end - first > 1:
            return
        if first != stop and not (stop < len(words.lower) and _fills_paragraph(words, end)):
            return
        yield first, end
        stop = end


def _fills_paragraph(words: Words, end: int) -> bool:
    return end == len(words.lower) or words.lower[end] == BREAK
