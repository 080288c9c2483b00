"""What was said after its verb: said that …, said: “…”, told him …, criticised …."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.contents import Content, Place, Span, cuts, ended, following_quotes, trim
from corpus.cues import Cue
from corpus.noun_phrases import phrase_end
from corpus.word_classes import (
    ADVERBS,
    AUXILIARIES,
    COORDINATORS,
    DETERMINERS,
    OBJECT_PRONOUNS,
    PERSONAL,
    PREPOSITIONS,
    SENTENCE_ENDS,
    TIME_WORDS,
)
from corpus.words import BREAK, QUOTE, Words

_MAX_ADVERBIAL = 18  # words between a verb and "that": "said in an interview with the paper on Monday that"
_COMPLEMENTISERS = frozenset("that how why whether what if".split())


def contents_after(words: Words, sentences: Sequence[Span], number: int, cue: Cue, at: int) -> list[Content]:
    """All readings of what follows a verb, from the word at `at` on."""
    first, stop = sentences[number]
    found: list[Content] = []
    if words.lower[first] == "as" and at < stop - 1 and words.lower[at] == ",":
        return ended(words, at + 1, stop, Place.CLAUSE_AFTER, "as")
    start = _clause_start(words, cue, at, stop) if cue.verb.clause or cue.verb.listener else None
    if start is not None:
        found += _clauses(words, sentences, number, start)
    topic = _topic_start(words, cue, at, stop) if cue.verb.topic else None
    if topic is not None and topic != start:
        opening = words.lower[topic - 1] if topic > cue.stop else words.lower[topic]
        found += ended(words, topic, stop, Place.TOPIC_AFTER, opening)
    elif topic is not None and words.lower[topic] not in _COMPLEMENTISERS and words.lower[topic] != QUOTE:
        found += ended(words, topic, stop, Place.TOPIC_AFTER, words.lower[topic])
    if start is None and topic is None and at >= stop - 1:
        found += _next_paragraph(words, sentences, number)
    return found


def _clause_start(  # noqa: PLR0911  # one case, one way out
    words: Words, cue: Cue, at: int, stop: int
) -> int | None:
    """Where the words said begin, past the listener and what tells when and where."""
    lower = words.lower
    if cue.verb.listener and at < stop and lower[at] not in {"that", QUOTE, ":", ","}:
        at = _past_listener(words, at, stop)
    while at < stop:
        word = lower[at]
        if word == ":" or (word == "," and at + 1 < stop and lower[at + 1] == QUOTE):
            return at + 1 if at + 1 < stop else None
        if word in _COMPLEMENTISERS or word == QUOTE:
            return at
        if word in TIME_WORDS or word in ADVERBS or word in {"here", "there", "aloud", "back"}:
            at += 1
        elif word == "to" and _infinitive(words, at + 1, stop):
            return at
        elif word in PREPOSITIONS or word in {"(", ","}:
            return _announced(words, at, stop)
        elif word in SENTENCE_ENDS or word in COORDINATORS or word in {")", ";", BREAK}:
            return None
        else:
            return at
    return None


def _past_listener(words: Words, at: int, stop: int) -> int:
    if words.lower[at] in OBJECT_PRONOUNS or words.lower[at] in {"reporters", "supporters", "me"}:
        return at + 1
    if words.lower[at] in PERSONAL:
        return at
    return max(phrase_end(words, at, stop), at)


def _announced(words: Words, at: int, stop: int) -> int | None:
    """The clause after "said in an interview that", "said in a statement: “"."""
    for index in range(at, min(stop, at + _MAX_ADVERBIAL)):
        word = words.lower[index]
        if word == "that" and words.lower[index + 1 : index + 2] != [","]:
            return index
        if word == QUOTE and words.lower[index - 1] in {",", ":"}:
            return index
        if word == ":" and index + 1 < stop:
            return index + 1
        if word == "to" and index > at and _infinitive(words, index + 1, stop):
            return index
    return None


def _infinitive(words: Words, at: int, stop: int) -> bool:
    if at >= stop or words.is_name(at):
        return False
    word = words.lower[at]
    return (
        word.isalpha() and word not in DETERMINERS and word not in OBJECT_PRONOUNS and not word.endswith("s")
    )


def _clauses(words: Words, sentences: Sequence[Span], number: int, start: int) -> list[Content]:
    _, stop = sentences[number]
    if words.lower[start] == QUOTE:
        rest = tuple(following_quotes(words, sentences, number)) if start >= stop - 2 else ()
        whole = Content(
            pieces=((start, trim(words, start, stop)), *rest),
            place=Place.QUOTE_AFTER,
            opening=words.lower[start - 1],
        )
        return (
            [whole]
            if start >= stop - 2
            else [whole, *cuts(words, start, stop, Place.QUOTE_AFTER, whole.opening)]
        )
    place = Place.THAT_AFTER if words.lower[start] in _COMPLEMENTISERS else Place.CLAUSE_AFTER
    return ended(words, start, stop, place, words.lower[start])


def _topic_start(words: Words, cue: Cue, at: int, stop: int) -> int | None:
    lower = words.lower
    while at < stop and (lower[at] in ADVERBS or lower[at] in TIME_WORDS or lower[at].endswith("ly")):
        at += 1
    if at >= stop:
        return None
    word = lower[at]
    if word in cue.verb.particles:
        at += 1
        if at < stop and lower[at] in {"to", "for", "at", "on", "against", "of", "with", "that"}:
            at += 1
        return at if at < stop and lower[at] not in SENTENCE_ENDS else None
    if word in {"to"} and not cue.verb.particles:
        return at
    if word in PREPOSITIONS or word in SENTENCE_ENDS or word in {",", ":", ";", ")"} or word in AUXILIARIES:
        return None
    return at


def _next_paragraph(words: Words, sentences: Sequence[Span], number: int) -> list[Content]:
    """What stands as the next paragraph after "he said:" or "he said."."""
    if number + 1 >= len(sentences):
        return []
    first, stop = sentences[number + 1]
    ends_with = words.lower[sentences[number][1] - 1]
    if words.lower[first] == QUOTE and stop - first == 1:
        rest = tuple(following_quotes(words, sentences, number + 1))
        return [Content(pieces=((first, stop), *rest), place=Place.QUOTE_AFTER, opening=ends_with)]
    if ends_with != ":":
        return []
    last = number + 1
    while last + 1 < len(sentences) and sentences[last + 1][0] == sentences[last][1]:
        last += 1
    return [Content(pieces=((first, sentences[last][1]),), place=Place.CLAUSE_AFTER, opening=":")]
