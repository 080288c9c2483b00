"""What was said: the stretches of text that a reporting verb may take as its content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.cues import ACCORDING, Cue
from corpus.speech_verbs import SPEECH_VERBS, Form
from corpus.subjects import Subject, Tie, phrase_end
from corpus.word_classes import (
    ADVERBS,
    AUXILIARIES,
    COORDINATORS,
    DASHES,
    DETERMINERS,
    OBJECT_PRONOUNS,
    PERSONAL,
    PREPOSITIONS,
    SENTENCE_ENDS,
    TIME_WORDS,
)
from corpus.words import BREAK, QUOTE, Words

_MAX_ADVERBIAL = 18  # words between a verb and "that": "said in an interview with the paper on Monday that"
_ADJUNCTS = frozenset("when while as after before during because although though despite".split())
_COMPLEMENTISERS = frozenset("that how why whether what if".split())
_SPEECH_QUOTE_END = re.compile(r"[,.?!…—-]['\"”’»]*$")

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
    """One reading of what was said: pieces as indices of words, in order; the last one's final stop is cut."""

    pieces: tuple[Span, ...]
    place: Place
    opening: str  # the first word, or the particle before it, in lower case
    cut: str = ""  # why it ends before its sentence does


def find_contents(
    words: Words, sentences: Sequence[Span], number: int, cue: Cue, subject: Subject | None
) -> list[Content]:
    """All readings of what a cue reports, in its sentence and the quotations beside it."""
    first, stop = sentences[number]
    if cue.verb.lemma == ACCORDING:
        return _according(words, sentences, number, cue, subject)
    found = []
    begin = _begin(cue, subject)
    before = _before(words, sentences, number, begin)
    resume = subject.stop if subject is not None and subject.tie is Tie.AFTER else cue.stop
    if before is not None:
        inverted = subject is not None and subject.tie is Tie.AFTER
        found.append(_with_rest(words, sentences, number, before, resume, inverted=inverted))
    if subject is None or subject.tie is not Tie.AFTER or before is None:
        found += _after(words, sentences, number, cue, resume)
    return found


def _according(
    words: Words, sentences: Sequence[Span], number: int, cue: Cue, subject: Subject | None
) -> list[Content]:
    first, stop = sentences[number]
    if subject is None:
        return []
    before = _before(words, sentences, number, cue.first) if cue.first > first + 1 else None
    if before is not None:
        shorter = _ended_before(words, first, cue.first)
        return [_with_rest(words, sentences, number, before, subject.stop, inverted=True), *shorter]
    if cue.first > first and words.lower[cue.first - 1] not in COORDINATORS:
        return [Content(pieces=((first, cue.first),), place=Place.CLAUSE_BEFORE, opening=words.lower[first])]
    at = subject.stop
    while at < stop and words.lower[at] != ",":
        at += 1
    if at + 1 >= stop:
        return []
    return _ended(words, at + 1, stop, Place.CLAUSE_AFTER, "according")


def _ended_before(words: Words, first: int, at: int) -> Iterator[Content]:
    """A reading that begins later: after the last comma or conjunction."""
    for index in range(at - 3, first, -1):
        if words.lower[index] in {",", ";", "but", *DASHES}:
            stop = at - 1 if words.lower[at - 1] == "," else at
            yield Content(
                pieces=((index + 1, stop),), place=Place.CLAUSE_BEFORE, opening=words.lower[index + 1], cut="late"
            )
            return


def _begin(cue: Cue, subject: Subject | None) -> int:
    if subject is None or subject.tie in {Tie.AFTER, Tie.SHARED, Tie.RELATIVE, Tie.BY}:
        return cue.group
    return subject.clause


def _before(words: Words, sentences: Sequence[Span], number: int, begin: int) -> Content | None:
    first, _ = sentences[number]
    lower = words.lower
    at = begin
    if at > first and lower[at - 1] in {",", *DASHES}:
        at -= 1
    if at == first:
        return _quote_sentence_before(words, sentences, number)
    if lower[at - 1] == QUOTE:
        quotation = words.quotations[at - 1]
        if at < begin or _SPEECH_QUOTE_END.search(words.text, quotation.end - 4, quotation.end):
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


def _with_rest(
    words: Words, sentences: Sequence[Span], number: int, before: Content, resume: int, *, inverted: bool
) -> Content:
    """Add what goes on after the verb: “…,” he said, “….” and the quotation that follows."""
    _, stop = sentences[number]
    pieces = list(before.pieces)
    at = resume
    while at < stop and words.lower[at] != QUOTE:
        at += 1
    if before.place is Place.QUOTE_BEFORE and at < stop and words.lower[at - 1] in {",", "that", ":", *DASHES}:
        pieces.append((at, _trim(words, at, stop)))
    elif not inverted and before.place is Place.CLAUSE_BEFORE and resume < stop and words.lower[resume] == "," and _goes_on(words, resume + 1, stop):
        pieces.append((resume + 1, _trim(words, resume + 1, stop)))
    pieces += _following_quotes(words, sentences, number)
    return Content(pieces=tuple(pieces), place=before.place, opening=before.opening)


def _goes_on(words: Words, at: int, stop: int) -> bool:
    """Whether the clause after "…, he said," still is what he said, not what he did besides."""
    if at >= stop - 1:
        return False
    word = words.lower[at]
    verb = SPEECH_VERBS.get(word)
    return not (word.endswith("ing") and word != "including") and verb is None and word not in PREPOSITIONS - {"including"}


def _following_quotes(words: Words, sentences: Sequence[Span], number: int) -> Iterator[Span]:
    """Sentences of the same paragraph that are nothing but a quotation, right after this one."""
    stop = sentences[number][1]
    for later in range(number + 1, len(sentences)):
        first, end = sentences[later]
        if first != stop or words.lower[first] != QUOTE or end - first > 1:
            return
        yield first, end
        stop = end


def _trim(words: Words, first: int, stop: int) -> int:
    while stop > first + 1 and words.lower[stop - 1] in {".", ",", ";", ":", *DASHES}:
        stop -= 1
    return stop


def _after(words: Words, sentences: Sequence[Span], number: int, cue: Cue, at: int) -> list[Content]:
    first, stop = sentences[number]
    found: list[Content] = []
    if words.lower[first] == "as" and at < stop - 1 and words.lower[at] == ",":
        return _ended(words, at + 1, stop, Place.CLAUSE_AFTER, "as")
    start = _clause_start(words, cue, at, stop) if cue.verb.clause or cue.verb.listener else None
    if start is not None:
        found += _clauses(words, sentences, number, start)
    topic = _topic_start(words, cue, at, stop) if cue.verb.topic else None
    if topic is not None and topic != start:
        opening = words.lower[topic - 1] if topic > cue.stop else words.lower[topic]
        found += _ended(words, topic, stop, Place.TOPIC_AFTER, opening)
    if start is None and topic is None and at >= stop - 1:
        found += _next_paragraph(words, sentences, number)
    return found


def _clause_start(words: Words, cue: Cue, at: int, stop: int) -> int | None:
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
    return word.isalpha() and word not in DETERMINERS and word not in OBJECT_PRONOUNS and not word.endswith("s")


def _clauses(words: Words, sentences: Sequence[Span], number: int, start: int) -> list[Content]:
    _, stop = sentences[number]
    if words.lower[start] == QUOTE:
        rest = tuple(_following_quotes(words, sentences, number)) if start >= stop - 2 else ()
        whole = Content(
            pieces=((start, _trim(words, start, stop)), *rest), place=Place.QUOTE_AFTER, opening=words.lower[start - 1]
        )
        return [whole] if start >= stop - 2 else [whole, *_cuts(words, start, stop, Place.QUOTE_AFTER, whole.opening)]
    place = Place.THAT_AFTER if words.lower[start] in _COMPLEMENTISERS else Place.CLAUSE_AFTER
    return _ended(words, start, stop, place, words.lower[start])


def _ended(words: Words, start: int, stop: int, place: Place, opening: str) -> list[Content]:
    whole = Content(pieces=((start, _trim(words, start, stop)),), place=place, opening=opening)
    return [whole, *_cuts(words, start, stop, place, opening)]


def _cuts(words: Words, start: int, stop: int, place: Place, opening: str) -> Iterator[Content]:
    """Readings that end sooner: at a comma, before the next reporting verb, "when", "during", or "and"."""
    ends: dict[int, str] = {}
    for at in range(start + 1, stop - 1):
        word = words.lower[at]
        if word in {",", ";", *DASHES}:
            ends.setdefault(at, "anew" if _begins_anew(words, at + 1, stop) else "comma")
        elif word in _ADJUNCTS or (place is Place.TOPIC_AFTER and word in PREPOSITIONS and word != "of"):
            ends.setdefault(at, "adjunct")
        elif word == "and":
            ends.setdefault(at, "and")
    seen: set[str] = set()
    for at, why in ends.items():
        if why not in seen:
            seen.add(why)
            yield Content(pieces=((start, at),), place=place, opening=opening, cut=why)


def _begins_anew(words: Words, at: int, stop: int) -> bool:
    word = words.lower[at]
    verb = SPEECH_VERBS.get(word)
    if verb is not None and verb.form is Form.ING:
        return True
    return word in {"according", "but", "while", "although", "though", "and", "which", "who"} or (
        word in COORDINATORS and at + 1 < stop and words.lower[at + 1] in SPEECH_VERBS
    )


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
        rest = tuple(_following_quotes(words, sentences, number + 1))
        return [Content(pieces=((first, stop), *rest), place=Place.QUOTE_AFTER, opening=ends_with)]
    if ends_with != ":":
        return []
    last = number + 1
    while last + 1 < len(sentences) and sentences[last + 1][0] == sentences[last][1]:
        last += 1
    return [Content(pieces=((first, sentences[last][1]),), place=Place.CLAUSE_AFTER, opening=":")]
