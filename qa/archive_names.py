"""Names that an archive mentions, whether or not anybody of that name speaks in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA

from corpus.person_names import fold, read_name
from qa.retrieval import Retriever

LONGEST_NAME = 4  # words; a single one in lower case is no evidence of a name
_POSSESSIVE = re.compile(r"['’]s\b")
_TYPOGRAPHIC = re.compile(r"['’‘`\u02bc“”„«»–—…\xa0]")
_NO_LETTERS = re.compile(r"[\W_]+")
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
    texts = [plain_words(f"{p.context} {p.text}") for p in retriever.store.texts(rows.tolist())]
    if any(f" {' '.join(parts)} " in text for text in texts):
        return None
    pairs = (pair for text in texts for pair in pairwise(text.split()))
    near = next((pair for pair in pairs if _is_near((first, pair[0]), (last, pair[1]))), None)
    return " ".join(word.capitalize() for word in near) if near and near != (first, last) else None


def name_whole(who: str, texts: Iterable[str]) -> npt.NDArray[np.bool_]:
    """Which texts have a name whole, in any case and with or without accents."""
    parts = read_name(who).parts
    return np.array([_names(parts, text) for text in texts], dtype=np.bool_)


def _is_near(first: tuple[str, str], last: tuple[str, str]) -> bool:
    """Whether one part is the same and the other, of some length, at most a letter off."""
    (a, b), (c, d) = first, last
    if a == b:
        return c == d or (max(len(c), len(d)) >= SHORTEST and OSA.distance(c, d) == 1)
    return c == d and max(len(a), len(b)) >= SHORTEST and OSA.distance(a, b) == 1


def n_documents_naming(retriever: Retriever, who: str) -> int:
    """In how many documents a name stands as a whole, in any case and with or without accents."""
    parts = read_name(who).parts or (fold(who),)
    rows = retriever.fulltext.search(who, k=COUNTED_MENTIONS, among=None).rows
    told = retriever.store.texts(rows.tolist())
    return len({p.document_id for p in told if _names(parts, f"{p.context} {p.text}")})


def _names(parts: Sequence[str], text: str) -> bool:
    """Whether a name's parts stand whole and in order in a text."""
    return may_name(parts, text) and f" {' '.join(parts)} " in plain_words(text)


def may_name(parts: Sequence[str], text: str) -> bool:
    """Whether a text may have a name's parts, at a glance; False is sure."""
    glance = _TYPOGRAPHIC.sub("", text)
    if not glance.isascii():
        return True
    glance = glance.lower()
    return all(part in glance for part in parts)


def plain_words(text: str) -> str:
    """A text's words in lower case without accents, each between spaces."""
    return f" {_NO_LETTERS.sub(' ', fold(_POSSESSIVE.sub(' ', text))).strip()} "
