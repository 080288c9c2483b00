"""Whether two passages tell the same story: a decision on their words, days and speakers alone.

Precision before recall. Never the same: different speakers, days more than DAYS_APART apart, or
texts that differ in a number, a name or a negation. What may differ, and how much, depends on the
days: within one day another outlet words the same event in another way, while on the next day a
changed word mostly tells what happened next.

A group of passages is no chain: it has a representative, every member tells the same as the
representative, and the days of all members lie within DAYS_APART; see corpus/story_groups.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from corpus.documents import Sentence
from corpus.filters import name_key
from corpus.story_facts import (
    Text,
    agree_on_names,
    agree_on_numbers,
    are_whole,
    differ,
    is_contrary,
    keep_places,
    n_shared_names,
    names_alone,
)
from corpus.story_names import with_names_of
from corpus.story_vocabulary import DENIALS
from corpus.story_words import Kind, Term, Wording, stem, wording

RULES = "stories-1"  # kept in a version; other rules need another name
DAYS_APART = 2
Days = tuple[date, date]  # first and last

# The numbers below were chosen by reading pairs of event-pages with current-events, and pairs within
# current-events; docs/quality.md has what they come to on pairs labelled by others.
_LEAST_KEYS = 0.5  # of the shorter text's terms, shared; below it, no spelling of names makes up for it
_LEAST_BODY = 5  # terms that a text must have behind its topic, or to be compared word by word
_LEAST_CUT = 8  # terms of a text that is another's beginning
_LEAST_UNDATED = 20  # terms of texts without a day
_LEAST_TOLD = 5  # words beside names that tell an event rather than a topic, where no full stop does
_TERMS_PER_CHANGE = 20  # of the shorter text; all but one in so many must be found in the longer one
_LEAST_TERMS = 6  # of the shorter text then
_LEAST_NAMES = 2  # shared then
_LEAST_SHARED_ONE_DAY = 0.7  # of the shorter text's terms, on one day and with many names
_MANY_NAMES = 4  # shared, that make two wordings of one day tell of one event
_FIRST_TERMS = 3  # that tell what a text is about
_LEAST_QUOTED = 6  # terms in a row
_LEAST_QUOTED_SHARE = 0.7  # of the shorter text

_YESTERDAY = stem("yesterday")
_DENIALS = frozenset(map(stem, DENIALS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What of a passage is compared: who says it, when it happened, in which words.

    `days` are the first and the last on which it may have happened, None where nothing is known;
    `keys` are those of all terms of the wording.
    """

    speaker: str | None
    days: Days | None
    wording: Wording
    keys: frozenset[str]


def telling(*, text: str, days: Days | None, speaker: str | None) -> Telling:
    """What of a text is compared, told of an event on some days and said by a speaker, if by any."""
    words = wording(text, days[0] if days and is_dated(days) else None)
    return Telling(
        speaker=None if speaker is None else name_key(speaker),
        days=days,
        wording=words,
        keys=frozenset(term.key for term in words.terms),
    )


def days_of(sentences: Sequence[Sentence]) -> Days | None:
    """The days of the first dated sentence."""
    spans = (sentence.event_date for sentence in sentences)
    return next(((span.start, span.end) for span in spans if span), None)


def is_dated(days: Days | None) -> bool:
    """Whether days are few enough to be compared with others."""
    return days is not None and (days[1] - days[0]).days <= DAYS_APART


def tell_the_same(one: Telling, other: Telling) -> bool:
    """Whether two passages tell the same story, in whichever order they are given."""
    if one.speaker != other.speaker:
        return False
    longer, shorter = sorted((one, other), key=_by_length)
    if not (is_dated(one.days) and is_dated(other.days)):
        return one.days == other.days and _are_long_and_equal(longer.wording, shorter.wording)
    n_days = days_between(longer.days, shorter.days)
    n_shared = len(one.keys & other.keys)
    if n_days > DAYS_APART or n_shared < _LEAST_KEYS * min(len(one.keys), len(other.keys)):
        return False
    return any(_match(*texts, n_days=n_days) for texts in _bodies(longer.wording, shorter.wording))


def _by_length(told: Telling) -> tuple[int, list[str]]:
    return -len(told.wording.terms), [term.raw for term in told.wording.terms]


def days_between(one: Days | None, other: Days | None) -> int:
    """How many days lie between; 0 where they meet, or nothing is known of one."""
    if one is None or other is None:
        return 0
    return max(0, (other[0] - one[1]).days, (one[0] - other[1]).days)


def _are_long_and_equal(one: Wording, other: Wording) -> bool:
    keys = [term.key for term in one.terms]
    return len(keys) >= _LEAST_UNDATED and keys == [term.key for term in other.terms]


def _bodies(longer: Wording, shorter: Wording) -> Iterator[tuple[Text, Text]]:
    """The two texts, without a topic that only one of them has, or that both share."""
    renamed = with_names_of(shorter.terms, longer.terms)
    for i in longer.bodies:
        for j in shorter.bodies:
            topics = ({t.key for t in longer.terms[:i]}, {t.key for t in renamed[:j]})
            if topics[0] <= topics[1] or topics[1] <= topics[0]:
                yield (
                    Text(terms=longer.terms[i:], start=i, wording=longer),
                    Text(terms=renamed[j:], start=j, wording=shorter),
                )


def _match(one: Text, other: Text, *, n_days: int) -> bool:
    has_topic = bool(one.start or other.start)
    if min(len(one.terms), len(other.terms)) < (_LEAST_BODY if has_topic else 1):
        return False
    if one.keys() == other.keys():
        return n_days == 0 or _tells_an_event(one) or _tells_an_event(other)
    longer, shorter = (one, other) if len(one.terms) >= len(other.terms) else (other, one)
    return (
        _is_cut(shorter, longer, n_days=n_days)
        or _is_quoted(longer, shorter)
        or _is_reworded(longer, shorter, n_days=n_days)
    )


def _tells_an_event(text: Text) -> bool:
    """Whether it is more than a topic or a greeting, which may stand for something else on another day."""
    body = [body for body in text.wording.bodies if body >= text.start][-1:] or [text.start]
    told = [term for term in text.wording.terms[body[0] :] if term.kind is not Kind.WHEN]
    has_words = text.wording.is_whole or len(set(text.keys(Kind.WORD))) >= _LEAST_TOLD
    return len(told) >= _LEAST_TERMS and has_words


def _is_cut(shorter: Text, longer: Text, *, n_days: int) -> bool:
    """Whether the shorter is the beginning of the longer, perhaps cut within its last word."""
    n_terms = len(shorter.terms)
    if n_terms < _LEAST_CUT or shorter.keys()[:-1] != longer.keys()[: n_terms - 1]:
        return False
    last, whole = shorter.terms[-1], longer.terms[n_terms - 1]
    if last.key != whole.key and (last.kind is Kind.NUMBER or not whole.raw.startswith(last.raw)):
        return False
    ends_there = longer.start + n_terms in longer.wording.ends or not shorter.wording.is_whole
    return n_days == 0 or (ends_there and _tells_an_event(shorter))


def _is_quoted(longer: Text, shorter: Text) -> bool:
    """Whether most of the shorter is one run of words that the longer has too, as words spoken are."""
    if not (longer.wording.has_quote and shorter.wording.has_quote):
        return False
    one, other = longer.keys(), shorter.keys()
    run = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    if run.size < max(_LEAST_QUOTED, _LEAST_QUOTED_SHARE * len(other)):
        return False
    rest = (one[: run.a] + one[run.a + run.size :], other[: run.b] + other[run.b + run.size :])
    return (
        agree_on_numbers(longer, shorter)
        and not (names_alone(longer, shorter) and names_alone(shorter, longer))
        and not any(key in _DENIALS for keys in rest for key in keys)
    )


def _is_reworded(longer: Text, shorter: Text, *, n_days: int) -> bool:
    """Whether the longer tells all that the shorter does, or on one day nearly all of it."""
    if len(shorter.terms) < _LEAST_BODY or is_contrary(longer, shorter) or differ(longer, shorter):
        return False
    if not (are_whole(longer, shorter) and _begin_alike(longer, shorter)):
        return False
    one, other = set(longer.substance()), set(shorter.substance())
    fewer = min(len(one), len(other))
    n_shared, n_names = len(one & other), n_shared_names(longer, shorter)
    if (
        n_shared >= fewer - fewer // _TERMS_PER_CHANGE
        and n_names >= _LEAST_NAMES
        and keep_places(longer, shorter)
    ):
        return fewer >= _LEAST_TERMS and (n_days == 0 or _is_of_one_time(longer, shorter))
    is_sure = n_days == 0 and n_names >= _MANY_NAMES and agree_on_names(longer, shorter)
    return is_sure and n_shared >= _LEAST_SHARED_ONE_DAY * fewer


def _begin_alike(longer: Text, shorter: Text) -> bool:
    """Whether the longer begins with what the shorter tells, rather than looking back at it."""
    known = set(shorter.keys())
    starts = [body - longer.start for body in longer.wording.bodies if body >= longer.start]
    return all(_is_known(longer.terms[start:], known) for start in starts)


def _is_known(terms: Sequence[Term], known: Set[str]) -> bool:
    begun = [term.key for term in terms if term.kind is not Kind.LIGHT][:_FIRST_TERMS]
    first_word = [term.key for term in terms if term.kind is Kind.WORD][:1]
    n_known = sum(key in known for key in begun)
    return n_known == len(begun) or (n_known > len(begun) / 2 and set(first_word) <= known)


def _is_of_one_time(longer: Text, shorter: Text) -> bool:
    """Whether both look back at yesterday or neither does."""
    one, other = longer.keys(), shorter.keys()
    return (_YESTERDAY in one) == (_YESTERDAY in other)
