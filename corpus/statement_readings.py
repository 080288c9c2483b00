"""All readings of a text's reporting verbs: who, with which verb, and what they may have said."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass

from corpus.cast import Cast, Person
from corpus.contents import Content, Place
from corpus.cue_contents import find_contents
from corpus.cue_subjects import find_subjects
from corpus.cues import Cue, find_cues
from corpus.speakers import Speaker, speaker_of
from corpus.subjects import Subject, Tie
from corpus.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read a cue.

    `sentence` is its number, `rank` is 0 where the subject is the likeliest, `beside` where the first
    of the subject's contents stands.

    """

    cue: Cue
    subject: Subject
    speaker: Speaker
    content: Content
    sentence: int
    rank: int
    beside: Place


def find_readings(words: Words, cast: Cast) -> Generator[list[Reading], Reading | None, None]:
    """Read every cue of a text in order; a list holds the readings of one cue, never none.

    The receiver sends the reading it settles on, or None; pronouns and shared subjects of later cues
    are read by it.
    """
    previous: Person | None = None
    for number, (first, stop) in enumerate(words.sentences):
        earlier: Subject | None = None
        for cue in find_cues(words, first, stop):
            subjects = find_subjects(words, first, stop, cue, earlier)
            readings = [
                reading
                for rank, subject in enumerate(subjects)
                for reading in _readings(
                    words, cast, cue, subject, number=number, previous=previous, rank=rank
                )
            ]
            if not readings:
                continue
            chosen = yield readings
            if chosen is not None:
                earlier, previous = chosen.subject, chosen.speaker.person or previous
                if previous is not None and previous.person is None:
                    previous.person = True  # who speaks is no place; institutions are known by their words
            elif subjects[0].tie is not Tie.BY:
                earlier = subjects[0]


def _readings(
    words: Words, cast: Cast, cue: Cue, subject: Subject, *, number: int, previous: Person | None, rank: int
) -> Iterator[Reading]:
    contents = find_contents(words, words.sentences, number, cue, subject)
    if contents:
        speaker = speaker_of(words, cast, subject, previous)
        for content in contents:
            yield Reading(
                cue=cue,
                subject=subject,
                speaker=speaker,
                content=content,
                sentence=number,
                rank=rank,
                beside=contents[0].place,
            )
