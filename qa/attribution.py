"""Whose words a passage's sentences are: what is highlighted of somebody's words, and who speaks in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.documents import Passage, Sentence, Statement
from corpus.person_names import read_name
from corpus.speaker_finder import FoundSpeakers, SpeakerFinder
from corpus.spoken import is_named, own_spans


def own_sentences(
    passage: Passage, statements: Sequence[Statement], speakers: FoundSpeakers | None
) -> Passage:
    """The passage with only the sentences that hold words of the persons, of anybody where None.

    Sentences of which half or more are their words outrank others; those whose speaker the text names
    stand before those of a "he". As it is where there is none.
    """
    names = None if speakers is None else {name for person in speakers.persons for name in person.names}
    theirs = [s for s in statements if s.speaker is not None and (names is None or s.speaker in names)]
    shares = [_share(sentence, theirs) for sentence in passage.sentences]
    for least in (0.5, 0.0):
        own = tuple(one for one, share in zip(passage.sentences, shares, strict=True) if share > least)
        if own:
            named = [s for s in theirs if is_named(s)]
            by_name = sorted(own, key=lambda one: not any(_n_own(one, s) for s in named))
            return replace(passage, sentences=tuple(by_name))
    return passage


def speaker_of(
    sentence: Sentence,
    statements: Sequence[Statement],
    finder: SpeakerFinder,
    speakers: FoundSpeakers | None = None,
) -> str | None:
    """Who speaks in a sentence: of several whoever was asked for, then who says most of it; or None."""
    asked = {name for person in speakers.persons for name in person.names} if speakers else set[str]()
    said = [(s.speaker in asked, _n_own(sentence, s), s.speaker) for s in statements if _n_own(sentence, s)]
    if not said:
        return None
    _, _, speaker = max(said, key=lambda one: one[:2])
    return speaker and full_name(speaker, finder)


def full_name(speaker: str, finder: SpeakerFinder) -> str:
    """The speaker as the document names him, or in full where that is a bare surname."""
    if len(read_name(speaker).parts) != 1:
        return speaker
    person = finder.person_named(speaker)
    return person.name if person else speaker


def _share(sentence: Sentence, statements: Sequence[Statement]) -> float:
    return max((_n_own(sentence, s) for s in statements), default=0) / max(1, sentence.end - sentence.start)


def _n_own(sentence: Sentence, statement: Statement) -> int:
    return sum(end - start for start, end in own_spans(statement, sentence))
