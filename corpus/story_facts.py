"""What two texts must agree on to tell the same story: numbers, names, times, turns and roles."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from corpus.story_vocabulary import CONTRARIES
from corpus.story_words import THEN, Kind, Term, Wording, stem

_FEW_TERMS = 2  # that differ between texts which a change of places makes contrary
_CONTRARIES = tuple(tuple(frozenset(map(stem, side)) for side in sides) for sides in CONTRARIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A side of a comparison: the terms of a wording from `start` on, behind its topic."""

    terms: Sequence[Term]
    start: int
    wording: Wording

    def keys(self, kind: Kind | None = None) -> list[str]:
        """The keys of the terms, of one kind or of all."""
        return [term.key for term in self.terms if kind in (None, term.kind)]

    def substance(self) -> list[str]:
        """The keys of the terms that tell anything."""
        return [term.key for term in self.terms if term.kind not in (Kind.LIGHT, Kind.WHEN)]


def differ(one: Text, other: Text) -> bool:
    """Whether a number, a name, a negation or a time of the one stands against another's."""
    return not (
        agree_on_numbers(one, other)
        and set(one.keys(Kind.TURN)) == set(other.keys(Kind.TURN))
        and agree_on_time(one, other)
        and not (names_alone(one, other) and names_alone(other, one))
    )


def agree_on_numbers(one: Text, other: Text) -> bool:
    """Whether they have the same numbers, each as often."""
    return sorted(one.keys(Kind.NUMBER)) == sorted(other.keys(Kind.NUMBER))


def agree_on_time(one: Text, other: Text) -> bool:
    """Whether they say the same of the time, as far as both say anything."""
    times = [set(text.keys(Kind.WHEN)) - {THEN} for text in (one, other)]
    return times[0] <= times[1] or times[1] <= times[0]


def agree_on_names(one: Text, other: Text) -> bool:
    """Whether what one has more of stands beside names of both, as "President" beside "Putin"."""
    return _belong(names_alone(one, other), one, other) and _belong(names_alone(other, one), other, one)


def names_alone(text: Text, other: Text) -> list[Term]:
    """The names of one text that the other lacks."""
    known = set(other.keys())
    return [term for term in text.terms if term.kind is Kind.NAME and term.key not in known]


def _belong(alone: Sequence[Term], text: Text, other: Text) -> bool:
    known = set(other.keys(Kind.NAME))
    runs = {term.run for term in text.terms if term.kind is Kind.NAME and term.key in known}
    return all(term.run in runs for term in alone)


def is_contrary(one: Text, other: Text) -> bool:
    """Whether one tells the contrary of the other, as "wins" and "loses" do."""
    left, right = _words_alone(one, other), _words_alone(other, one)
    return any((left & this and right & that) or (left & that and right & this) for this, that in _CONTRARIES)


def _words_alone(text: Text, other: Text) -> Set[str]:
    return set(text.keys(Kind.WORD)) - set(other.keys())


def keep_places(one: Text, other: Text) -> bool:
    """Whether both begin with the same of their names, or are turned round by a "by" in one of them.

    Where they have the same terms, all names must stand in the same order.
    """
    orders = [_order(one, other), _order(other, one)]
    if not (_leads(orders[0], other) or _leads(orders[1], one)):
        return one.wording.has_by != other.wording.has_by
    return orders[0] == orders[1] or len(set(one.keys()) ^ set(other.keys())) > _FEW_TERMS


def _leads(order: Sequence[str], text: Text) -> bool:
    """Whether the first of some names is in the first name of a text, as "Putin" in "President Putin"."""
    runs = [term.run for term in text.terms if term.kind is Kind.NAME][:1]
    return not order or order[0] in [
        term.key for term in text.terms if term.kind is Kind.NAME and term.run in runs
    ]


def _order(text: Text, other: Text) -> list[str]:
    known = set(other.keys())
    return list(dict.fromkeys(key for key in text.keys(Kind.NAME) if key in known))


def n_shared_names(one: Text, other: Text) -> int:
    """How many names both have."""
    return len(set(one.keys(Kind.NAME)) & set(other.keys(Kind.NAME)))


def are_whole(one: Text, other: Text) -> bool:
    """Whether both end as sentences do, so that neither is a topic or was cut."""
    return one.wording.is_whole and other.wording.is_whole
