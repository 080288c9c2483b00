"""What was said: the stretches of text that a reporting verb may take as its content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice

from corpus.cues import ACCORDING, Cue
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

_CLOSING = 6  # characters at a quotation's end: a comma, inner and outer marks
_MAX_CUTS = 8  # readings of one stretch that end sooner
_MAX_ADVERBIAL = 18  # words between a verb and "that": "said in an interview with the paper on Monday that"
_ADJUNCTS = frozenset("when while as after before during because although though despite".split())
_BEFORE_QUOTES = frozenset({",", "that", ":"}) | DASHES
_COMPLEMENTISERS = frozenset("that how why whether what if".split())
_SPEECH_QUOTE_END = re.compile(r"[,.?!…—-][\s'\"”“’»]*$")

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
    cut: str = ""  # why it begins late or ends before its sentence does
    passed: tuple[int, ...] = ()  # words at which it could have ended


def find_contents(
    words: Words, sentences: Sequence[Span], number: int, cue: Cue, subject: Subject | None
) -> list[Content]:
    """All readings of what a cue reports, in its sentence and the quotations beside it."""
    first, stop = sentences[number]
    if cue.verb.lemma == ACCORDING:
        return _according(words, sentences, number, cue, subject)
    found: list[Content] = []
    before = _before(words, sentences, number, _begin(cue, subject))
    inverted = subject is not None and subject.tie is Tie.AFTER
    resume = subject.stop if subject is not None and inverted else cue.stop
    if before is not None:
        found += _with_rest(words, sentences, number, before, resume)
    if not inverted or before is None:
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
        return list(_with_rest(words, sentences, number, before, subject.stop))
    if cue.first > first and words.lower[cue.first - 1] not in COORDINATORS:
        return [Content(pieces=((first, cue.first),), place=Place.CLAUSE_BEFORE, opening=words.lower[first])]
    at = subject.stop
    while at < stop and words.lower[at] != ",":
        at += 1
    if at + 1 >= stop:
        return []
    return _ended(words, at + 1, stop, Place.CLAUSE_AFTER, "according")


def _begin(cue: Cue, subject: Subject | None) -> int:
    if subject is None or subject.tie not in {Tie.BEFORE, Tie.APPOSITION}:
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
        if at < begin or _SPEECH_QUOTE_END.search(words.text, quotation.end - _CLOSING, quotation.end):
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
    words: Words, sentences: Sequence[Span], number: int, before: Content, resume: int
) -> Iterator[Content]:
    """Add what goes on after the verb: “…,” he said, “….” and the quotation that follows."""
    stop = sentences[number][1]
    more: list[Span] = []
    at = resume
    while at < stop and words.lower[at] != QUOTE:
        at += 1
    goes_on = at < stop and (words.lower[at - 1] in _BEFORE_QUOTES or words.lower[at - 1].endswith("."))
    more += _following_quotes(words, sentences, number)
    yield _joined(before, more)
    if before.place is Place.QUOTE_BEFORE and goes_on:
        more.insert(0, (at, _trim(words, at, stop)))
        yield _joined(before, more, cut="on")
    if before.place is Place.CLAUSE_BEFORE:
        rest = _last_part(words, resume, stop)
        if rest is not None:
            yield _joined(before, [rest], cut="on")
    late = _late_start(words, before.pieces[0])
    if late is not None:
        yield _joined(replace(before, pieces=((late, before.pieces[0][1]),)), more, cut="late")


def _joined(content: Content, more: Sequence[Span], cut: str = "") -> Content:
    return replace(content, pieces=(*content.pieces, *more), cut=cut)


def _last_part(words: Words, at: int, stop: int) -> Span | None:
    """What follows "…, he said," or "…, said Gates, the minister,"."""
    while at < stop - 1 and words.lower[at] != ",":
        at += 1
    for comma in range(stop - 2, at - 1, -1) if at < stop - 1 and words.is_name(at - 1) else (at,):
        if comma < stop - 2 and words.lower[comma] == ",":
            return comma + 1, _trim(words, comma + 1, stop)
    return None


def _late_start(words: Words, piece: Span) -> int | None:
    """A later beginning: the quotation at the end, or past the last comma, colon or conjunction."""
    first, stop = piece
    if words.lower[stop - 1] == QUOTE and stop - first > 1:
        return stop - 1
    for at in range(stop - 3, first, -1):
        if words.lower[at] in {",", ";", ":", "but", "while", "(", *DASHES}:
            return at + 1
    return None


def _following_quotes(words: Words, sentences: Sequence[Span], number: int) -> Iterator[Span]:
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
    elif topic is not None and words.lower[topic] not in _COMPLEMENTISERS and words.lower[topic] != QUOTE:
        found += _ended(words, topic, stop, Place.TOPIC_AFTER, words.lower[topic])
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
    return (
        word.isalpha() and word not in DETERMINERS and word not in OBJECT_PRONOUNS and not word.endswith("s")
    )


def _clauses(words: Words, sentences: Sequence[Span], number: int, start: int) -> list[Content]:
    _, stop = sentences[number]
    if words.lower[start] == QUOTE:
        rest = tuple(_following_quotes(words, sentences, number)) if start >= stop - 2 else ()
        whole = Content(
            pieces=((start, _trim(words, start, stop)), *rest),
            place=Place.QUOTE_AFTER,
            opening=words.lower[start - 1],
        )
        return (
            [whole]
            if start >= stop - 2
            else [whole, *_cuts(words, start, stop, Place.QUOTE_AFTER, whole.opening)]
        )
    place = Place.THAT_AFTER if words.lower[start] in _COMPLEMENTISERS else Place.CLAUSE_AFTER
    return _ended(words, start, stop, place, words.lower[start])


def _ended(words: Words, start: int, stop: int, place: Place, opening: str) -> list[Content]:
    passed = tuple(at for at, _ in islice(_ends(words, start, stop, place), _MAX_CUTS))
    whole = Content(pieces=((start, _trim(words, start, stop)),), place=place, opening=opening, passed=passed)
    return [whole, *_cuts(words, start, stop, place, opening)]


def _cuts(words: Words, start: int, stop: int, place: Place, opening: str) -> Iterator[Content]:
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
    return "," in words.text[end - _CLOSING : end]


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
