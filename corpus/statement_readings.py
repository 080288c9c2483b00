"""All readings of a text's reporting verbs: who, with which verb, and what they may have said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.contents import Content, find_contents
from corpus.cues import Cue, find_cues
from corpus.speakers import Cast, Person, Speaker
from corpus.subjects import Subject, Tie, find_subject
from corpus.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read a cue: `sentence` is its number, `others` how many readings the cue has."""

    cue: Cue
    subject: Subject
    speaker: Speaker
    content: Content
    sentence: int
    others: int


def find_readings(words: Words, cast: Cast) -> Iterator[list[Reading]]:
    """Read every cue of a text in order; a list holds the readings of one cue, never none.

    The receiver may tell the speaker it settled on by `send`; the next pronoun is read with it.
    """
    previous: Person | None = None
    for number, (first, stop) in enumerate(words.sentences):
        earlier: Subject | None = None
        for cue in find_cues(words, first, stop):
            subject = find_subject(words, first, stop, cue, earlier)
            if subject is None:
                continue
            if subject.tie is not Tie.BY and not cue.negated:
                earlier = subject
            contents = find_contents(words, words.sentences, number, cue, subject)
            if not contents:
                continue
            speaker = cast.meant(subject, previous, number)
            readings = [
                Reading(cue=cue, subject=subject, speaker=speaker, content=content, sentence=number, others=len(contents))
                for content in contents
            ]
            chosen = yield readings
            if chosen is not None:
                previous = chosen
