"""Whom "he" and "she" mean: the likeliest of the people named before, by learned weights."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from operator import mul

from corpus.cast import Cast, Mention, Person

N_REMEMBERED = 12  # mentions looked back on
# Learned by `python -m benchmarks.pronoun_weights`; in the order of `_values`.
WEIGHTS = {
    "recent": 1.09,
    "subject": 1.14,
    "spoke_last": 1.69,
    "known_to_be": 0.55,
    "same_paragraph": 3.44,
    "paragraph_before": 1.58,
    "owner": -1.16,
    "often_named": 0.27,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody whom a pronoun may mean, named at one place before it; `values` as WEIGHTS names them."""

    person: Person
    values: tuple[float, ...]


def meant(cast: Cast, at: int, *, male: bool, previous: Person | None) -> Person | None:
    """Whom the pronoun at a word means; `previous` is who spoke last. None where nobody may be meant."""
    best = likeliest(tuple(candidates(cast, at, male=male, previous=previous)))
    if best is None and previous is not None and previous.male in {None, male}:
        return previous
    return best


def likeliest(found: tuple[Candidate, ...]) -> Person | None:
    """The candidate of the highest weighted sum, of equal ones the one named last; None of none."""
    best = max(found, key=_score, default=None)
    return None if best is None else best.person


def _score(candidate: Candidate) -> float:
    return math.fsum(map(mul, WEIGHTS.values(), candidate.values))


def candidates(cast: Cast, at: int, *, male: bool, previous: Person | None) -> Iterator[Candidate]:
    """Those named before a word who may be "he" or "she", the last named first.

    Los Angeles is nobody: neither a title nor a first name nor words of its own tell of a person.
    """
    paragraph = cast.paragraph(at)
    for back, mention in enumerate(reversed(cast.mentions_before(at, N_REMEMBERED))):
        person = mention.person
        if person.male in {None, male} and (person.person or person.male is not None):
            values = _values(mention, back, paragraph, male=male, spoke_last=person is previous)
            yield Candidate(person=person, values=values)


def _values(
    mention: Mention, back: int, paragraph: int, *, male: bool, spoke_last: bool
) -> tuple[float, ...]:
    person = mention.person
    return (
        1 / (1 + back),
        mention.subject,  # the first name of its sentence
        spoke_last,
        person.male is male,  # by title or first name
        mention.paragraph == paragraph,
        mention.paragraph == paragraph - 1,
        mention.owner,  # "Gates's plan"
        math.log(person.n_mentions),
    )
