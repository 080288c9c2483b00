"""Which reading of a reporting verb is right, if any: a sum of weights learned from annotated news.

benchmarks/statement_weights.py makes the weights; they are named features of a reading, and nothing
of the articles' text but single verbs and words of closed classes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from corpus.contents import Place
from corpus.statement_readings import Reading
from corpus.word_classes import (
    AUXILIARIES,
    DETERMINERS,
    OBJECT_PRONOUNS,
    PERSONAL,
    PREPOSITIONS,
    TIME_WORDS,
)
from corpus.words import QUOTE, Words

WEIGHTS_FILE = "statement_weights.json"


@cache
def shipped_weights() -> Mapping[str, float]:
    """The weights that come with the package, by feature; "" is the constant."""
    weights: dict[str, float] = json.loads((files("corpus") / WEIGHTS_FILE).read_text(encoding="utf-8"))["weights"]
    return weights


def best_reading(words: Words, readings: Sequence[Reading], weights: Mapping[str, float]) -> tuple[Reading, float]:
    """The likeliest of a cue's readings and its score; above 0 it is likelier right than wrong."""
    shared = sum(weights.get(name, 0.0) for name in cue_features(words, readings[0])) + weights.get("", 0.0)
    scored = [
        (sum(weights.get(name, 0.0) for name in content_features(words, reading)), -number)
        for number, reading in enumerate(readings)
    ]
    score, number = max(scored)
    return readings[-number], shared + score


def cue_features(words: Words, reading: Reading) -> Iterator[str]:
    """What all readings of a cue have in common."""
    cue, subject, lower = reading.cue, reading.subject, words.lower
    lemma, form = cue.verb.lemma, cue.verb.form.value
    yield f"verb {lemma}"
    yield f"form {form}"
    yield f"tie {subject.tie.value}"
    yield f"tie {subject.tie.value} {form}"
    for name in ("negated", "modal", "passive", "infinitive", "perfect"):
        if getattr(cue, name):
            yield name
            yield f"{name} {form}"
    if cue.verb.noun:
        yield f"noun {word_class(words, cue.at - 1)}"
        yield f"noun then {word_class(words, cue.stop)}"
    yield f"subject {_subject_kind(words, reading)}"
    yield f"subject length {min(subject.stop - subject.first, 9)}"
    gap = abs(cue.group - subject.stop)
    yield f"gap {gap if gap < 3 else 9 if gap > 9 else 5} {subject.tie.value}"
    yield f"before {word_class(words, cue.group - 1)}"
    if words.sentences[reading.sentence][0] == 0:
        yield "headline"
        yield f"headline {form}"


def content_features(words: Words, reading: Reading) -> Iterator[str]:
    """What tells one reading of a cue from another."""
    cue, content, lower = reading.cue, reading.content, words.lower
    lemma, place = cue.verb.lemma, content.place.value
    first, stop = content.pieces[0][0], content.pieces[-1][1]
    cut = content.cut or "whole"
    yield f"place {place}"
    yield f"{place} {cut}"
    yield f"{place} of {lemma}"
    yield f"{cut} of {'topic' if content.place is Place.TOPIC_AFTER else 'clause'} {cue.verb.form.value}"
    yield f"{place} {cue.verb.form.value}"
    yield f"{place} {reading.subject.tie.value}"
    opening = _opening_class(words, content.opening, first)
    yield f"{place} opens {opening}"
    n_words = sum(end - begin for begin, end in content.pieces)
    size = 1 if n_words < 2 else 3 if n_words < 5 else 8 if n_words < 11 else 20 if n_words < 26 else 40
    quoted = lower[first] == QUOTE
    yield f"{place} size {size} {'quoted' if quoted else ''}"
    if len(content.pieces) > 1:
        yield f"{place} pieces {min(len(content.pieces), 3)}"
    if content.cut and stop < len(lower):
        yield f"cut before {_next_class(words, stop)}"
    if content.place is Place.CLAUSE_BEFORE:
        yield f"begins {word_class(words, first)} {size}"
        yield f"after verb {word_class(words, cue.stop)}"
        yield f"others {min(reading.others, 3)} {word_class(words, cue.stop)}"
    if content.place is Place.TOPIC_AFTER:
        yield f"topic {lemma} {cut}"
        if any(lower[at] == QUOTE for at in range(first, stop)):
            yield "topic quotes"


def word_class(words: Words, at: int) -> str:
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
    ["that", ",", ".", ":", ";", QUOTE, "to", "of", "for", "on", "about", "and", "but", "as", "if", "when", "who", "which",
     "'s", "’s", "in", "with", "by", "at", "how", "what", "why", "whether", "not", "no", "so", "while", "after", "\n"]
)
_CLASSES = (
    ("personal", PERSONAL),
    ("object", OBJECT_PRONOUNS),
    ("determiner", DETERMINERS),
    ("time", TIME_WORDS),
    ("preposition", PREPOSITIONS),
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
    if word in {",", ";"} and stop + 1 < len(words.lower):
        return f", {word_class(words, stop + 1)}"
    return word_class(words, stop)
