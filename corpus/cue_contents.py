"""All that a reporting verb may have for its content, before and after it."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.contents import Content, Place, Span, ended
from corpus.contents_after import contents_after
from corpus.contents_before import content_before, with_rest
from corpus.cues import ACCORDING, Cue
from corpus.subjects import Subject, Tie
from corpus.word_classes import (
    COORDINATORS,
)
from corpus.words import Words


def find_contents(
    words: Words, sentences: Sequence[Span], number: int, cue: Cue, subject: Subject | None
) -> list[Content]:
    """All readings of what a cue reports, in its sentence and the quotations beside it."""
    if cue.verb.lemma == ACCORDING:
        return _according(words, sentences, number, cue, subject)
    found: list[Content] = []
    before = content_before(words, sentences, number, _begin(cue, subject))
    inverted = subject is not None and subject.tie is Tie.AFTER
    resume = subject.stop if subject is not None and inverted else cue.stop
    if before is not None:
        found += with_rest(words, sentences, number, before, resume)
    if not inverted or before is None:
        found += contents_after(words, sentences, number, cue, resume)
    return found


def _according(
    words: Words, sentences: Sequence[Span], number: int, cue: Cue, subject: Subject | None
) -> list[Content]:
    first, stop = sentences[number]
    if subject is None:
        return []
    before = content_before(words, sentences, number, cue.first) if cue.first > first + 1 else None
    if before is not None:
        return list(with_rest(words, sentences, number, before, subject.stop))
    if cue.first > first and words.lower[cue.first - 1] not in COORDINATORS:
        return [Content(pieces=((first, cue.first),), place=Place.CLAUSE_BEFORE, opening=words.lower[first])]
    at = subject.stop
    while at < stop and words.lower[at] != ",":
        at += 1
    if at + 1 >= stop:
        return []
    return ended(words, at + 1, stop, Place.CLAUSE_AFTER, "according")


def _begin(cue: Cue, subject: Subject | None) -> int:
    if subject is None or subject.tie not in {Tie.BEFORE, Tie.APPOSITION}:
        return cue.group
    return subject.clause
