"""Which reading of a reporting verb is right, if any: a sum of weights learned from annotated news.

benchmarks/statement_weights.py makes the weights; they are named features of a reading, and nothing
of the articles' text but single verbs and words of closed classes.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import exp

from corpus.contents import Place
from corpus.speech_verbs import SPEECH_VERBS
from corpus.statement_readings import Reading
from corpus.word_classes import (
    AUXILIARIES,
    COORDINATORS,
    DASHES,
    DETERMINERS,
    FINITE,
    OBJECT_PRONOUNS,
    PERSONAL,
    PREPOSITIONS,
    SUBORDINATORS,
    TIME_WORDS,
)
from corpus.words import BREAK, QUOTE, Words

_GAPS = (0, 1, 2, 9)  # words between subject and verb
_SIZES = (1, 2, 4, 10, 25)  # words of a content
_SHORT = 4  # letters of a word that ends in -ed and need be no verb
_MAX_EXPONENT = 50.0  # keeps exp() finite
WEIGHTS_FILE = "statement_weights.json"


@cache
def shipped_weights() -> Mapping[str, float]:
    """The weights that come with the package, by feature."""
    weights: dict[str, float] = json.loads((files("corpus") / WEIGHTS_FILE).read_text(encoding="utf-8"))[
        "weights"
    ]
    return weights


def best_reading(
    words: Words, readings: Sequence[Reading], weights: Mapping[str, float]
) -> tuple[Reading, float]:
    """The reading of a cue that is likeliest to share half of its content with the right one.

    Returns:
        The reading and that chance, in [0, 1]; the first of equals.
    """
    shared = sum(weights.get(name, 0.0) for name in cue_features(words, readings[0]))
    of_subject: dict[int, float] = {}
    likelihoods = []
    for reading in readings:
        if reading.rank not in of_subject:
            of_subject[reading.rank] = sum(
                weights.get(name, 0.0) for name in subject_features(words, reading)
            )
        own = sum(weights.get(name, 0.0) for name in content_features(words, reading))
        likelihoods.append(exp(min(shared + of_subject[reading.rank] + own, _MAX_EXPONENT)))
    chances = [
        sum(
            likelihood
            for likelihood, other in zip(likelihoods, readings, strict=True)
            if _alike(reading, other)
        )
        for reading in readings
    ]
    number = max(range(len(readings)), key=lambda at: (chances[at], likelihoods[at], -at))
    return readings[number], chances[number] / (1.0 + sum(likelihoods))


def _alike(left: Reading, right: Reading) -> bool:
    """Whether two readings have one subject and share half of their contents."""
    if left.subject.first != right.subject.first and left.subject.stop != right.subject.stop:
        return False
    (start, end), (first, stop) = _span(left), _span(right)
    return 2 * (min(end, stop) - max(start, first)) >= max(end, stop) - min(start, first)


def _span(reading: Reading) -> tuple[int, int]:
    return reading.content.pieces[0][0], reading.content.pieces[-1][1]


def cue_features(words: Words, reading: Reading) -> Iterator[str]:
    """What all readings of a cue have in common."""
    cue = reading.cue
    lemma, form = cue.verb.lemma, cue.verb.form.value
    before, after = word_class(words, cue.group - 1), word_class(words, cue.stop)
    yield f"verb {lemma}"
    yield f"verb {lemma} {form}"
    yield f"verb {lemma} then {after}"
    yield f"form {form}"
    for name in ("negated", "modal", "passive", "infinitive", "perfect"):
        if getattr(cue, name):
            yield f"{name} {form}"
            yield f"{name} verb {lemma}"
    if cue.verb.noun:
        yield f"noun {word_class(words, cue.at - 1)}"
        yield f"noun then {after}"
        yield f"noun {word_class(words, cue.at - 1)} then {after}"
    yield f"before {before} {form}"
    if words.sentences[reading.sentence][0] == 0:
        yield f"headline {form}"


def subject_features(words: Words, reading: Reading) -> Iterator[str]:
    """What tells one subject of a cue from another."""
    cue, subject = reading.cue, reading.subject
    form, tie = cue.verb.form.value, subject.tie.value
    before, kind = word_class(words, cue.group - 1), _subject_kind(words, reading)
    yield f"rank {reading.rank} {tie}"
    yield f"rank {reading.rank} {form}"
    yield f"tie {tie} {form}"
    yield f"tie {tie} {before}"
    yield f"subject {kind}"
    yield f"subject {kind} {form}"
    yield f"subject {kind} {tie}"
    yield f"subject length {min(subject.stop - subject.first, 9)} {tie}"
    yield f"subject after {word_class(words, subject.first - 1)}"
    yield f"subject after {word_class(words, subject.first - 1)} {tie}"
    yield f"subject then {word_class(words, subject.stop)} {tie}"
    gap = abs(cue.group - subject.stop)
    yield f"gap {_bucket(gap, _GAPS)} {tie}"
    if subject.first == words.sentences[reading.sentence][0]:
        yield f"subject opens {tie}"
    verbs = sum(word in FINITE or word in AUXILIARIES for word in words.lower[subject.stop : cue.group])
    yield f"verbs between {min(verbs, 3)} {tie}"
    if any(words.is_name(at) for at in range(subject.first, subject.stop)):
        yield f"subject names {tie}"


def content_features(words: Words, reading: Reading) -> Iterator[str]:
    """What tells one reading of a cue from another."""
    cue, content, lower = reading.cue, reading.content, words.lower
    lemma, form, place, tie = (
        cue.verb.lemma,
        cue.verb.form.value,
        content.place.value,
        reading.subject.tie.value,
    )
    first, stop = content.pieces[0][0], content.pieces[-1][1]
    cut = content.cut or "whole"
    opening = _opening_class(words, content.opening, first)
    yield f"{place} {cut}"
    yield f"{place} beside {reading.beside.value}"
    yield f"{place} of {lemma}"
    yield f"{place} {form}"
    yield f"{place} {tie}"
    yield f"{place} opens {opening}"
    yield f"{place} opens {opening} {form}"
    yield f"{place} of {lemma} opens {opening}"
    n_words = sum(end - begin for begin, end in content.pieces)
    size = _bucket(n_words, _SIZES)
    yield f"{place} size {size} {'quoted' if lower[first] == QUOTE else ''}"
    yield f"{place} {cut} size {size}"
    if content.place is not Place.QUOTE_BEFORE:
        verbal = _holds_verb(words, first, stop)
        yield f"{place} {cut} {'with' if verbal else 'without'} verb"
        kind = "topic" if content.place is Place.TOPIC_AFTER else "clause"
        yield f"{lemma} {kind} {'with' if verbal else 'without'} verb"
    if len(content.pieces) > 1:
        yield f"{place} pieces {min(len(content.pieces), 3)}"
    for at in content.passed:
        yield f"over {_next_class(words, at)}"
    if content.passed:
        yield f"over the last {_next_class(words, content.passed[-1])}"
        yield f"{place} over {len(content.passed)}"
    if content.cut and stop < len(lower):
        yield f"cut before {_next_class(words, stop)}"
        yield f"{place} cut before {_next_class(words, stop)}"
        yield f"{place} {len(content.passed)} cut before {word_class(words, stop)}"
        yield f"{place} of {lemma} cut before {word_class(words, stop)}"
    if content.place is Place.CLAUSE_BEFORE:
        yield f"begins {word_class(words, first)} {size}"
        yield f"after verb {word_class(words, cue.stop)} {cut}"
    if content.place is Place.TOPIC_AFTER:
        yield f"topic {lemma} {cut}"
        yield f"topic {lemma} {form}"
        if any(lower[at] == QUOTE for at in range(first, stop)):
            yield "topic quotes"
            yield f"topic quotes {lemma}"


def _holds_verb(words: Words, first: int, stop: int) -> bool:
    return any(
        word in AUXILIARIES or word in FINITE or (word.endswith("ed") and len(word) > _SHORT) or word == QUOTE
        for word in words.lower[first + 1 : stop]
    )


def _bucket(n: int, limits: Sequence[int]) -> int:
    """The least of the limits that n does not exceed, or -1."""
    at = bisect_left(limits, n)
    return limits[at] if at < len(limits) else -1


def word_class(words: Words, at: int) -> str:  # noqa: PLR0911  # one case, one way out
    """The kind of a word: itself where it is one of few, else its class."""
    if at < 0 or at >= len(words.lower):
        return "edge"
    word = words.lower[at]
    if word in _THEMSELVES:
        return word
    for name, members in _CLASSES:
        if word in members:
            return name
    if words.is_name(at):
        return "name"
    if word.endswith("ing"):
        return "-ing"
    if word.endswith("ly"):
        return "-ly"
    if word.endswith("ed"):
        return "-ed"
    return "number" if word[0].isdigit() else "word" if word[0].isalpha() else "mark"


_THEMSELVES = frozenset(
    {",", ".", ":", ";", QUOTE, "to", "'s", "’s", "not", "no", BREAK, "who", "which", "i"}
) | (PREPOSITIONS | SUBORDINATORS | COORDINATORS)
_JOINTS = PREPOSITIONS | COORDINATORS | SUBORDINATORS | DASHES | {",", ";", "or", "("}
_CLASSES = (
    ("personal", PERSONAL),
    ("object", OBJECT_PRONOUNS),
    ("determiner", DETERMINERS),
    ("time", TIME_WORDS),
    ("auxiliary", AUXILIARIES),
)


def _subject_kind(words: Words, reading: Reading) -> str:
    speaker, first = reading.speaker, reading.subject.first
    if speaker.pronoun:
        return words.lower[first]
    if speaker.person is not None:
        return "person"
    if speaker.name is not None:
        return "named"
    return "described" if speaker.named else word_class(words, first)


def _opening_class(words: Words, opening: str, first: int) -> str:
    if opening in _THEMSELVES:
        return opening
    return word_class(words, first)


def _next_class(words: Words, stop: int) -> str:
    word = words.lower[stop]
    if word in _JOINTS and stop + 1 < len(words.lower):
        following = words.lower[stop + 1]
        verb = SPEECH_VERBS.get(following)
        if verb is not None:
            return f"{word} speech {verb.form.value}"
        if following in {"and", "but"} and stop + 2 < len(words.lower):
            return f"{word} {following} {word_class(words, stop + 2)}"
        return f"{word} {word_class(words, stop + 1)}"
    return word_class(words, stop)
