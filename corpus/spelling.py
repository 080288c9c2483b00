"""Words of a question that the archive spells otherwise, corrected by the archive's own vocabulary.

A word that no passage holds is taken for the nearest that one does. A word that is there keeps its
place, and the same name in another transliteration ("Lugovoi", "Lugovoy") is searched beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from corpus.fulltext import FullTextIndex
from corpus.fulltext_words import content_words, stem

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
# A misspelt word is one letter off from five letters on and two from nine: shorter ones have too many
# neighbours. Source of the shape: Lucene's automatic fuzziness, a step later for names.
_SHORTEST = 5
_TWO_OFF_FROM = 9
_LEAST_COUNT = 3  # passages that must hold a common word, so that one slip does not mend another
_VARIANT_FROM = 7  # letters of a name that may have other transliterations; shorter ones meet by chance
# Letters that transliterations of one name interchange; in order.
_SAME_SOUND = (
    ("kh", "h"), ("zh", "z"), ("ph", "f"), ("ck", "k"), ("ou", "u"), ("iy", "i"), ("ij", "i"), ("yi", "i"),
    ("ii", "i"), ("y", "i"), ("j", "i"), ("w", "v"), ("q", "k"), ("c", "k"), ("x", "ks"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Respelling:
    """A question's word, text[start:end], and the archive's term for it."""

    start: int
    end: int
    term: str
    replaces: bool


def respell(text: str, index: FullTextIndex) -> list[Respelling]:
    """The words that the archive spells otherwise, in order."""
    return [found for match in _WORD.finditer(text) if (found := _respelt(match, index))]


def _respelt(match: re.Match[str], index: FullTextIndex) -> Respelling | None:
    word = match.group()
    term = stem(word)
    if term is None or len(word) < _SHORTEST or not content_words(word):
        return None
    count = index.term_count(term)
    if count == 0:
        near = _nearest(term, index, least=1 if word[0].isupper() else _LEAST_COUNT)
        return Respelling(start=match.start(), end=match.end(), term=near, replaces=True) if near else None
    if word[0].isupper() and len(term) >= _VARIANT_FROM and (other := _other_spelling(term, index)):
        return Respelling(start=match.start(), end=match.end(), term=other, replaces=False)
    return None


def _nearest(term: str, index: FullTextIndex, *, least: int) -> str | None:
    """The nearest term with the same first letter; then one with its letters swapped, then the commonest."""
    counts = {known: n for known, n in index.terms(term[0]) if n >= least and known.isalpha()}
    cutoff = 2 if len(term) >= _TWO_OFF_FROM else 1
    found = process.extract(term, counts.keys(), scorer=OSA.distance, score_cutoff=cutoff, limit=None)
    letters = sorted(term)
    near = min(found, key=lambda one: (one[1], sorted(one[0]) != letters, -counts[one[0]]), default=None)
    return near[0] if near else None


def _other_spelling(term: str, index: FullTextIndex) -> str | None:
    """The commonest other transliteration."""
    key = _sound(term)
    others = [(n, known) for known, n in _same_beginning(term, index) if _sound(known) == key]
    return max(others)[1] if others else None


def _same_beginning(term: str, index: FullTextIndex) -> Iterator[tuple[str, int]]:
    return (one for one in index.terms(term[:2]) if one[0] != term and abs(len(one[0]) - len(term)) <= 2)  # noqa: PLR2004 - letters that transliterations add


@lru_cache(maxsize=16384)  # the same terms stand beside many names; 2 MB
def _sound(term: str) -> str:
    for letters, sound in _SAME_SOUND:
        term = term.replace(letters, sound)
    return re.sub(r"(.)\1", r"\1", term)
