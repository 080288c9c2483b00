"""The words of all passages of a version, where their vectors are known, and a shortlist of these."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.fulltext import FullTextEntry, write_fulltext
from corpus.store import Store
from embeddings.encoder import Encoder, Vectors
from embeddings.faiss_index import EXACT_UP_TO, KIND, SHORTLIST_KIND, FaissIndex
from embeddings.known_vectors import VectorSource, VersionVectors
from embeddings.vector_cache import CACHE_FOLDER, VectorCache
from embeddings.versions import VECTORS_FILE, version_names

WORDS_BATCH = 1024  # passages read at once
N_QUESTIONS = 200
QUESTION_WORDS = 7  # the median of the content words of current-events's questions
LEAST_RECALL = 0.98  # of the ten exactly nearest; below, the shortlist is not used


@dataclass(frozen=True, slots=True, kw_only=True)
class VectorIndexKind:
    """How a version finds nearest passages, and why so."""

    name: str
    reason: str


def write_words(folder: Path, store: Store, *, advance: Callable[[int], None]) -> None:
    """Write the full text of every passage."""
    write_fulltext(folder, _entries(store, advance))


def _entries(store: Store, advance: Callable[[int], None]) -> Iterator[FullTextEntry]:
    for batch in store.texts_to_index(WORDS_BATCH):
        for passage in batch:
            yield FullTextEntry(
                row=passage.row, title=passage.title, context=passage.context, text=passage.text
            )
        advance(len(batch))


def known_vectors(
    index: Path, encoder: Encoder, cache: VectorCache, *, previous: str | None, fresh: bool
) -> list[VectorSource]:
    """Where vectors by this encoder are known: the version in use, what killed builds left, the others.

    A build that is to take nothing over knows only what it left itself, killed before: `cache`.
    """
    if fresh:
        return [cache]
    first = [] if previous is None else [previous]
    others = [name for name in reversed(version_names(index)) if name not in first]
    found = [VersionVectors(index, name, encoder.spec) for name in [*first, *others]]
    left = [cache, VectorCache(index / CACHE_FOLDER, encoder.spec, fresh=True)]
    return [*found[: len(first)], *left, *found[len(first) :]]


def write_shortlist(folder: Path, store: Store, encoder: Encoder) -> VectorIndexKind:
    """Write a shortlist beside a large index's vectors, if it finds what an exact scan finds."""
    n_passages = store.n_passages
    if n_passages <= EXACT_UP_TO:
        return VectorIndexKind(name=KIND, reason=f"{n_passages} passages; up to {EXACT_UP_TO} are scanned")
    index = FaissIndex.open(folder / VECTORS_FILE).with_shortlist()
    recall = recall_at_10(index, encoder.encode_queries(sampled_questions(store)))
    found = f"of the ten nearest to {N_QUESTIONS} sampled texts the shortlist finds {recall:.4f}"
    if recall < LEAST_RECALL:
        return VectorIndexKind(name=KIND, reason=f"{found}, and {LEAST_RECALL} is the least")
    index.write_shortlist(folder)
    return VectorIndexKind(name=SHORTLIST_KIND, reason=f"more than {EXACT_UP_TO} passages; {found}")


def sampled_questions(store: Store) -> list[str]:
    """Pieces of sentences of passages throughout the archive, which stand in for what will be asked.

    A piece holds what a question holds, a few words of what a passage tells, and lies as far from the
    passages as questions do; a whole passage would find itself.
    """
    rows = np.linspace(0, store.n_passages - 1, N_QUESTIONS).astype(np.int64).tolist()
    words = [passage.text.split() for passage in store.passages(rows)]
    return [" ".join(one[len(one) // 3 :][:QUESTION_WORDS]) for one in words]


def recall_at_10(index: FaissIndex, questions: Vectors) -> float:
    """The share of the ten exactly nearest passages that the index finds, over all questions."""
    shares = [
        float(np.isin(index.search_exactly(one, k=10).rows, index.search(one, k=10, among=None).rows).mean())
        for one in questions
    ]
    return sum(shares) / len(shares)
