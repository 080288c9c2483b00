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

from corpus.documents import Passage
from corpus.filters import name_key
from corpus.story_names import with_names_of
from corpus.story_vocabulary import CONTRARIES
from corpus.story_words import THEN, Kind, Term, Wording, stem, wording

DAYS_APART = 2

# The numbers below were chosen by reading pairs of event-pages with current-events, and pairs within
# current-events; docs/quality.md has what they come to on pairs labelled by others.
_LEAST_BODY = 5  # terms that a text must have behind its topic, or to be compared word by word
_LEAST_CUT = 8  # terms of a text that is another's beginning
_LEAST_UNDATED = 20  # terms of texts without a day
_LEAST_TOLD = 5  # words beside names that tell an event rather than a topic, where no full stop does
_LEAST_SHARED = 0.85  # of the shorter text's terms, found in the longer one
_LEAST_ALIKE = 0.8  # of the terms of both together, where the days differ or names are few
_LEAST_ALIKE_ONE_DAY = 0.5  # the same, on one day and with names enough
_MANY_NAMES = 4  # shared, that make two wordings of one day tell of one event
_TERMS_PER_CHANGE = 20  # in a long text one changed word in so many is an editor's

_CONTRARIES = tuple(tuple(frozenset(map(stem, side)) for side in sides) for sides in CONTRARIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What of a passage is compared: who says it, when it happened, in which words.

    `days` are the first and the last on which it may have happened, None where nothing is known;
    `is_dated` tells whether they are few enough to be compared with another's.
    """

    speaker: str | None
    days: tuple[date, date] | None
    wording: Wording

    @property
    def is_dated(self) -> bool:
        """Whether the event's day is known, give or take."""
        return is_dated(self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A side of a comparison, from one of its bodies on."""

    terms: Sequence[Term]
    start: int
    wording: Wording

    def keys(self, kind: Kind | None = None) -> list[str]:
        return [term.key for term in self.terms if kind in (None, term.kind)]


def telling(passage: Passage) -> Telling:
    """What of a passage is compared; its day is that of its first dated sentence."""
    days = days_of(passage)
    return Telling(
        speaker=None if passage.speaker is None else name_key(passage.speaker),
        days=days,
        wording=wording(passage.text, days[0] if days and is_dated(days) else None),
    )


def days_of(passage: Passage) -> tuple[date, date] | None:
    """The days of a passage's first dated sentence."""
    spans = (sentence.event_date for sentence in passage.sentences)
    return next(((span.start, span.end) for span in spans if span), None)


def is_dated(days: tuple[date, date] | None) -> bool:
    """Whether days are few enough to be compared."""
    return days is not None and (days[1] - days[0]).days <= DAYS_APART


def tell_the_same(one: Telling, other: Telling) -> bool:
    """Whether two passages tell the same story, in whichever order they are given."""
    if one.speaker != other.speaker:
        return False
    longer, shorter = sorted((one, other), key=_by_length)
    if not (one.is_dated and other.is_dated):
        return one.days == other.days and _are_long_and_equal(longer.wording, shorter.wording)
    n_days = _days_apart(one, other)
    if n_days > DAYS_APART:
        return False
    return any(_match(*texts, n_days=n_days) for texts in _bodies(longer.wording, shorter.wording))


def _by_length(told: Telling) -> tuple[int, list[str]]:
    return -len(told.wording.terms), [term.raw for term in told.wording.terms]


def _days_apart(one: Telling, other: Telling) -> int:
    if one.days is None or other.days is None:
        return 0
    return max(0, (other.days[0] - one.days[1]).days, (one.days[0] - other.days[1]).days)


def _are_long_and_equal(one: Wording, other: Wording) -> bool:
    keys = [term.key for term in one.terms]
    return len(keys) >= _LEAST_UNDATED and keys == [term.key for term in other.terms]


def _bodies(longer: Wording, shorter: Wording) -> Iterator[tuple[_Text, _Text]]:
    """The two texts, without a topic that only one of them has, or that both share."""
    renamed = with_names_of(shorter.terms, longer.terms)
    for i in longer.bodies:
        for j in shorter.bodies:
            topics = ({t.key for t in longer.terms[:i]}, {t.key for t in renamed[:j]})
            if topics[0] <= topics[1] or topics[1] <= topics[0]:
                yield (
                    _Text(terms=longer.terms[i:], start=i, wording=longer),
                    _Text(terms=renamed[j:], start=j, wording=shorter),
                )


def _match(one: _Text, other: _Text, *, n_days: int) -> bool:
    has_topic = bool(one.start or other.start)
    if min(len(one.terms), len(other.terms)) < (_LEAST_BODY if has_topic else 1):
        return False
    if one.keys() == other.keys():
        return n_days == 0 or _tells_an_event(one) or _tells_an_event(other)
    longer, shorter = (one, other) if len(one.terms) >= len(other.terms) else (other, one)
    return _is_cut(shorter, longer, n_days=n_days) or _is_reworded(longer, shorter, n_days=n_days)


def _tells_an_event(text: _Text) -> bool:
    """Whether it is more than a topic, under which another event may stand on the next day."""
    return text.wording.is_whole or len(set(text.keys(Kind.WORD))) >= _LEAST_TOLD


def _is_cut(shorter: _Text, longer: _Text, *, n_days: int) -> bool:
    """Whether the shorter is the beginning of the longer, perhaps cut within its last word."""
    n_terms = len(shorter.terms)
    if n_terms < _LEAST_CUT or shorter.keys()[:-1] != longer.keys()[: n_terms - 1]:
        return False
    last, whole = shorter.terms[-1], longer.terms[n_terms - 1]
    if last.key != whole.key and (last.kind is Kind.NUMBER or not whole.raw.startswith(last.raw)):
        return False
    ends_there = longer.start + n_terms in longer.wording.ends or not shorter.wording.is_whole
    return n_days == 0 or (ends_there and _tells_an_event(shorter))


def _is_reworded(longer: _Text, shorter: _Text, *, n_days: int) -> bool:
    if len(shorter.terms) < _LEAST_BODY or not _agree_on_facts(longer, shorter):
        return False
    one, other = set(longer.keys()), set(shorter.keys())
    n_shared = len(one & other)
    if n_shared < _LEAST_SHARED * min(len(one), len(other)):
        return False
    if min(*_n_alone(longer, shorter)) > _n_editable(shorter, n_days):
        return False
    is_sure = n_days == 0 and _n_shared_names(longer, shorter) >= _MANY_NAMES and _are_whole(longer, shorter)
    return n_shared >= (_LEAST_ALIKE_ONE_DAY if is_sure else _LEAST_ALIKE) * len(one | other)


def _agree_on_facts(one: _Text, other: _Text) -> bool:
    """Whether no number, name, negation or day differs, nothing is told contrary, nobody changed places."""
    return (
        set(one.keys(Kind.NUMBER)) == set(other.keys(Kind.NUMBER))
        and set(one.keys(Kind.TURN)) == set(other.keys(Kind.TURN))
        and _agree_on_time(one, other)
        and _agree_on_names(one, other)
        and not _is_contrary(one, other)
        and _keep_places(one, other)
    )


def _agree_on_time(one: _Text, other: _Text) -> bool:
    """Whether they say the same of the time, as far as both say anything."""
    times = [set(text.keys(Kind.WHEN)) - {THEN} for text in (one, other)]
    return times[0] <= times[1] or times[1] <= times[0]


def _agree_on_names(one: _Text, other: _Text) -> bool:
    """Whether only one has more names, and those only beside names of both, as "President" beside "Putin"."""
    more, fewer = _names_alone(one, other), _names_alone(other, one)
    return not (more and fewer) and _belong(more, one, other) and _belong(fewer, other, one)


def _names_alone(text: _Text, other: _Text) -> list[Term]:
    known = set(other.keys())
    return [term for term in text.terms if term.kind is Kind.NAME and term.key not in known]


def _belong(alone: Sequence[Term], text: _Text, other: _Text) -> bool:
    known = set(other.keys(Kind.NAME))
    runs = {term.run for term in text.terms if term.kind is Kind.NAME and term.key in known}
    return all(term.run in runs for term in alone)


def _is_contrary(one: _Text, other: _Text) -> bool:
    left, right = _words_alone(one, other), _words_alone(other, one)
    return any((left & this and right & that) or (left & that and right & this) for this, that in _CONTRARIES)


def _words_alone(text: _Text, other: _Text) -> Set[str]:
    return set(text.keys(Kind.WORD)) - set(other.keys())


def _keep_places(one: _Text, other: _Text) -> bool:
    """Whether the names that both have stand in the same order, or turned round by "by" in one of them."""
    orders = [_order(one, other), _order(other, one)]
    if orders[0] == orders[1]:
        return True
    return orders[0][:1] != orders[1][:1] and one.wording.has_by != other.wording.has_by


def _order(text: _Text, other: _Text) -> list[str]:
    known = set(other.keys())
    return list(dict.fromkeys(key for key in text.keys(Kind.NAME) if key in known))


def _n_alone(one: _Text, other: _Text) -> tuple[int, int]:
    return len(_words_alone(one, other)), len(_words_alone(other, one))


def _n_editable(shorter: _Text, n_days: int) -> int:
    """How many words of the one may stand for others of the other."""
    n_changes = len(shorter.terms) // _TERMS_PER_CHANGE
    return max(1, n_changes) if n_days == 0 else n_changes


def _n_shared_names(one: _Text, other: _Text) -> int:
    return len(set(one.keys(Kind.NAME)) & set(other.keys(Kind.NAME)))


def _are_whole(one: _Text, other: _Text) -> bool:
    return one.wording.is_whole and other.wording.is_whole
