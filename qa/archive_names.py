"""Names that an archive mentions, whether or not anybody of that name speaks in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA

from corpus.filters import Rows
from corpus.fulltext_words import stem
from corpus.person_names import fold, read_name
from corpus.plain_words import has_name, plain_words
from corpus.store import BarePassage
from qa.retrieval import Retriever

LONGEST_NAME = 4  # words; a single one in lower case is no evidence of a name
SHORTEST = 4  # letters of a part that may be misspelt
LOOKED_AT = 20  # passages in which a name would be written as one
COUNTED_MENTIONS = 1000  # passages looked through for a name that is not quoted


def is_written_as_name(retriever: Retriever, who: str) -> bool:
    """Whether words in lower case stand somewhere in the archive one after the other, with capitals."""
    words = who.split()
    if not 1 < len(words) <= LONGEST_NAME:
        return False
    written = re.compile(r"\W+".join(map(re.escape, words)), re.IGNORECASE)
    rows = retriever.fulltext.search(who, k=LOOKED_AT, among=None).rows
    texts = retriever.store.texts(rows.tolist())
    found = (match.group() for passage in texts for match in written.finditer(passage.text))
    return any(all(word[0].isupper() for word in name.split()) for name in found)


def nearest_mention(retriever: Retriever, who: str) -> str | None:
    """A name of two parts as the archive mentions it with a letter off; None where it has it as it is."""
    parts = read_name(who).parts
    if len(parts) < 2:  # noqa: PLR2004 - of one part alone there are too many neighbours
        return None
    first, last = parts[0], parts[-1]
    rows = retriever.fulltext.search(f"{first} {last}", k=COUNTED_MENTIONS, among=None).rows
    if any(has_name(parts, f"{p.context} {p.text}") for p in _told_with(retriever, parts, rows)):
        return None
    texts = (plain_words(f"{p.context} {p.text}") for p in retriever.store.texts(rows.tolist()))
    near = next((pair for text in texts for pair in _near_pairs(text, first, last)), None)
    return " ".join(word.capitalize() for word in near) if near and near != (first, last) else None


def name_whole(retriever: Retriever, who: str, rows: Rows) -> npt.NDArray[np.bool_]:
    """Which passages have a name whole in their text, in any case and with or without accents."""
    parts, found = read_name(who).parts, np.zeros(len(rows), dtype=np.bool_)
    places = _places_of_words(retriever, parts, rows)
    texts = retriever.store.texts(rows[places].tolist())
    found[places] = [has_name(parts, passage.text) for passage in texts]
    return found


def n_documents_naming(retriever: Retriever, who: str) -> int:
    """In how many documents a name stands as a whole, in any case and with or without accents."""
    parts = read_name(who).parts or (fold(who),)
    rows = retriever.fulltext.search(who, k=COUNTED_MENTIONS, among=None).rows
    told = _told_with(retriever, parts, rows)
    return len({p.document_id for p in told if has_name(parts, f"{p.context} {p.text}")})


def _near_pairs(text: str, first: str, last: str) -> Iterator[tuple[str, str]]:
    """The words side by side of which one is a part of the name, and the other at most a letter off."""
    if f" {first} " not in text and f" {last} " not in text:
        return
    for one, other in pairwise(text.split()):
        if (one == first or other == last) and _is_near((first, one), (last, other)):
            yield one, other


def _is_near(first: tuple[str, str], last: tuple[str, str]) -> bool:
    """Whether one part is the same and the other, of some length, at most a letter off."""
    (a, b), (c, d) = first, last
    if a == b:
        return c == d or (max(len(c), len(d)) >= SHORTEST and OSA.distance(c, d) == 1)
    return c == d and max(len(a), len(b)) >= SHORTEST and OSA.distance(a, b) == 1


def _told_with(retriever: Retriever, parts: Sequence[str], rows: Rows) -> Sequence[BarePassage]:
    """What those of some passages tell that may have all parts of a name."""
    return retriever.store.texts(rows[_places_of_words(retriever, parts, rows)].tolist())


def _places_of_words(retriever: Retriever, parts: Sequence[str], rows: Rows) -> Rows:
    """Where among some rows the passages are that may have all parts of a name, by the full text alone."""
    every = np.arange(len(rows), dtype=np.int64)
    if not len(rows) or not all(part.isascii() and part.isalnum() for part in parts):
        return every
    spellings = [_spellings(part) for part in parts]
    held = retriever.fulltext.holding(spellings, limit=COUNTED_MENTIONS) if all(spellings) else None
    return every if held is None else np.flatnonzero(np.isin(rows, held))


@lru_cache(maxsize=4096)  # one question asks several times
def _spellings(part: str) -> list[tuple[str, ...]]:
    """The terms that a part of a name is indexed as: one, or two on either side of an apostrophe."""
    cut = [(part[:at], part[at:]) for at in range(1, len(part))]
    stems = [tuple(map(stem, words)) for words in ((part,), *cut)]
    return [tuple(filter(None, terms)) for terms in stems if all(terms)]
