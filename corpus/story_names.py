"""Names that are spelled in two ways: a country and its people, lost letters, a small letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from corpus.story_vocabulary import words
from corpus.story_words import Kind, Term, stem

# How a country's name and that of its people end behind what they share.
_ENDINGS = frozenset(
    frozenset(pair.split("/"))
    for pair in words(
        "/n /i /ian /an /ese /s /is /ns /ians /ish /istan /stan a/ese o/ese y/ian a/ian a/ians a/ans um/an "
        "e/an e/ian /a"
    )
)
_LEAST_SHARED = 4  # letters; "Mali" and "Malian" share them, "Iran" and "Iraq" do not
_LEAST_KEPT = 3  # letters of a name that are left where those beyond ASCII were lost


def with_names_of(terms: Sequence[Term], others: Sequence[Term]) -> list[Term]:
    """The terms, with the keys of the others where a name is the same in another spelling."""
    keys, known = {term.key for term in terms}, {term.key for term in others}
    alone = {term.key: term for term in others if term.key not in keys}.values()
    same = {
        term.key: other.key
        for term in {term.key: term for term in terms if term.key not in known}.values()
        for other in alone
        if _is_same(term, other)
    }
    return [replace(term, key=same[term.key]) if term.key in same else term for term in terms]


def _is_same(one: Term, other: Term) -> bool:
    kinds = {one.kind, other.kind}
    if kinds == {Kind.NAME}:
        return _is_same_name(one, other)
    # "Prime Minister" and "prime minister"; "Riot police", where a sentence begins, and "riot police".
    return kinds == {Kind.NAME, Kind.WORD} and stem(one.raw) == stem(other.raw)


def _is_same_name(one: Term, other: Term) -> bool:
    shared = _n_shared(one.key, other.key)
    if shared >= _LEAST_SHARED and frozenset((one.key[shared:], other.key[shared:])) in _ENDINGS:
        return True
    left, right = _ascii(one.raw), _ascii(other.raw)
    return left == right and len(left) >= _LEAST_KEPT


def _n_shared(one: str, other: str) -> int:
    """How many letters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _ascii(raw: str) -> str:
    """Without the letters that some sites lose: "Franois" is "François"."""
    return raw.encode("ascii", "ignore").decode("ascii")
