"""Who does the saying: noun phrases that may be the subject of a verb after them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.noun_phrases import (
    CLAUSE_STARTS,
    after_time,
    described_end,
    phrase_end,
    phrase_start,
    skip_bracket,
)
from corpus.speech_verbs import SPEECH_VERBS
from corpus.word_classes import (
    ADVERBS,
    AUXILIARIES,
    COORDINATORS,
    DASHES,
    DETERMINERS,
    NOT_NAMES,
    PERSONAL,
    PREPOSITIONS,
    RELATIVES,
    TIME_WORDS,
)
from corpus.words import QUOTE, Words

_MAX_DISTANCE = 30  # words between a verb and the name next before


class Tie(StrEnum):
    """How a subject is tied to its verb."""

    BEFORE = "before"  # Gates said
    APPOSITION = "apposition"  # Gates, the defence secretary, said
    RELATIVE = "relative"  # Gates, who said
    AFTER = "after"  # said Gates
    SHARED = "shared"  # Gates came to Moscow and said; Gates left, saying
    NEAREST = "nearest"  # the name next before, where nothing better is seen
    LATER = "later"  # After saying so, Gates left
    BY = "by"  # was criticised by Gates


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """words[first:stop], and how they belong to the verb; `clause` is where their clause begins."""

    first: int
    stop: int
    tie: Tie
    clause: int


def subject_before(words: Words, first: int, at: int) -> Subject | None:
    """The phrase that ends just before the verb group at `at`: Gates said."""
    start = phrase_start(words, first, at)
    if start > first and words.lower[start - 1] in {"who", "which"}:
        return antecedent(words, first, start - 1)  # The man who left said
    return _trimmed(words, start, at, Tie.BEFORE)


def _trimmed(words: Words, start: int, stop: int, tie: Tie) -> Subject | None:
    """Without "But", "On Monday", "Still" at its start."""
    lower = words.lower
    clause = start
    while start < stop:
        word = lower[start]
        if (
            word in COORDINATORS
            or word in {"so", "still", "meanwhile", "yet"}
            or word in ADVERBS - {"both", "all"}
        ):
            start += 1
        elif word in PREPOSITIONS:
            start = after_time(words, start, stop)
        elif word in TIME_WORDS and word not in {"this", "last"}:
            start += 1
        else:
            break
    if start >= stop:
        return None
    return Subject(first=start, stop=stop, tie=tie, clause=clause)


def antecedent(words: Words, first: int, at: int) -> Subject | None:
    """The phrase before "who"."""
    if words.lower[at] not in {"who", "which", "that"}:
        return None
    stop = at - 1 if at > first and words.lower[at - 1] == "," else at
    start = phrase_start(words, first, stop)
    found = _trimmed(words, start, stop, Tie.RELATIVE)
    if found is None and stop < at:
        return explained_subject(words, first, stop)
    return found


def explained_subject(words: Words, first: int, at: int) -> Subject | None:
    """The phrase before what stands between two commas, the second of which is at `at`."""
    opening = _segments(words, first, at)
    for start, stop in opening:
        if start < stop and _may_be_subject(words, start, stop):
            trimmed = _trimmed(words, start, stop, Tie.APPOSITION)
            if trimmed is not None:
                return trimmed
    return None


def _segments(words: Words, first: int, at: int) -> list[tuple[int, int]]:
    """The parts of the clause between commas, from its start, without the last, which ends at `at`."""
    parts, start = [], _clause_start(words, first, at)
    for index in range(start, at):
        if words.lower[index] in {",", *DASHES}:
            parts.append((start, index))
            start = index + 1
    return parts


def _clause_start(words: Words, first: int, at: int) -> int:
    for index in range(at - 1, first - 1, -1):
        word = words.lower[index]
        if word in {";", QUOTE, ":"} or word == "but":
            return index + 1
        if word == "that" and index > first and words.lower[index - 1] in SPEECH_VERBS:
            return index + 1
    return first


def _may_be_subject(words: Words, start: int, stop: int) -> bool:
    head = start
    while head < stop and words.lower[head] in COORDINATORS:
        head += 1
    if head >= stop:
        return False
    word = words.lower[head]
    if word in PREPOSITIONS or word in RELATIVES or word in CLAUSE_STARTS or word.isdigit():
        return False
    if word.endswith(("ing", "ed")) and not words.is_name(head + 1 if head + 1 < stop else head):
        return False
    return not any(w in AUXILIARIES and w not in {"'s", "’s"} for w in words.lower[head:stop])


def shared_subject(words: Words, first: int, at: int, earlier: Subject | None) -> Subject | None:
    """The subject of the verb before, or of the sentence."""
    if earlier is not None and earlier.stop <= at and earlier.tie is not Tie.BY:
        return Subject(first=earlier.first, stop=earlier.stop, tie=Tie.SHARED, clause=earlier.clause)
    return pronoun_subject(words, first, at) or main_subject(words, first, at)


def pronoun_subject(words: Words, first: int, at: int) -> Subject | None:
    """The last "he" or "she" before the verb, always a subject: "a speech in which he went on, mocking"."""
    for back in range(at - 1, max(first, at - _MAX_DISTANCE) - 1, -1):
        if words.lower[back] in {"he", "she"}:
            return Subject(first=back, stop=back + 1, tie=Tie.SHARED, clause=back)
        if words.lower[back] in {QUOTE, ";", ":"}:
            return None
    return None


def main_subject(words: Words, first: int, at: int) -> Subject | None:
    """The first phrase of the sentence that can be its subject, before `at`."""
    start = first
    while start < at:
        comma = start
        while comma < at and words.lower[comma] not in {",", *DASHES, ";", ":"}:
            comma += 1
        found = opening_subject(words, start, comma if comma < at else at)
        if found is not None:
            return found
        start = comma + 1
    return None


def opening_subject(words: Words, start: int, stop: int) -> Subject | None:
    """The phrase with which words[start:stop] opens, if it can be a subject."""
    trimmed = _trimmed(words, start, stop, Tie.SHARED)
    if trimmed is None or (trimmed.first > start and words.lower[start] in PREPOSITIONS):
        return None
    at = trimmed.first
    word = words.lower[at]
    if word in PERSONAL:
        return Subject(first=at, stop=at + 1, tie=Tie.SHARED, clause=start)
    if word in CLAUSE_STARTS or word in {QUOTE, "there", "to"}:
        return None
    if not (words.is_name(at) and word not in NOT_NAMES) and word not in DETERMINERS:
        return None
    if word.endswith(("ing", "ed")) and not (at + 1 < stop and words.is_name(at + 1)):
        return None
    end = _without_participles(words, at, phrase_end(words, at, stop))
    stop = described_end(words, end, stop)
    return Subject(first=at, stop=stop, tie=Tie.SHARED, clause=start) if end > at else None


def _without_participles(words: Words, at: int, end: int) -> int:
    while end > at and words.lower[end - 1].endswith("ed") and not words.is_name(end - 1):
        end -= 1
    return end


def nearest_subject(words: Words, first: int, at: int) -> Subject | None:
    """The name or pronoun next before the verb, whatever stands between."""
    back = at
    while back > max(first, at - _MAX_DISTANCE):
        back -= 1
        word = words.lower[back]
        if word == ")":
            back = skip_bracket(words, first, back + 1)
        elif word in PERSONAL:
            return Subject(first=back, stop=back + 1, tie=Tie.NEAREST, clause=back)
        elif words.is_name(back) and word not in NOT_NAMES:
            start = phrase_start(words, first, back + 1)
            found = _trimmed(words, start, back + 1, Tie.NEAREST)
            if found is not None:
                return replace(found, stop=described_end(words, found.stop, at))
    return None


def later_subject(words: Words, at: int, stop: int) -> Subject | None:
    """The subject after a participle that opens its sentence: "After saying so, Gates left"."""
    for comma in range(at, stop - 1):
        if words.lower[comma] == ",":
            found = opening_subject(words, comma + 1, stop)
            if found is not None:
                return replace(found, tie=Tie.LATER)
    return None
