"""From a question's words to candidate passages, with their dense and BM25 scores."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.filters import Filters, PassageSet, Rows
from corpus.fulltext import FullTextIndex
from corpus.store import Store
from corpus.story_groups import StoryGroups
from embeddings.encoder import Encoder
from embeddings.vector_index import Vector, VectorIndex

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Passages that may answer: `rows` ascending, and for each both scores, whichever found it.

    `dense` is the cosine; `lexical` is BM25, 0 where no word matches.
    """

    rows: Rows
    dense: Scores
    lexical: Scores

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retriever:
    """The stores of one version, asked together."""

    store: Store
    fulltext: FullTextIndex
    vectors: VectorIndex
    encoder: Encoder
    stories: StoryGroups

    def passages_meeting(self, filters: Filters) -> PassageSet | None:
        """The passages that meet the filters, decided before anything is ranked; None means all."""
        return self.store.matching(filters)

    def query_vector(self, text: str) -> Vector:
        """The question's vector, by the model's own query prompt."""
        return np.asarray(self.encoder.encode_queries([text])[0], dtype=np.float32)

    def candidates(self, text: str, vector: Vector, *, depth: int, among: PassageSet | None) -> Candidates:
        """The `depth` best passages by vector and the `depth` best by words, together."""
        dense = self.vectors.search(vector, k=depth, among=among)
        lexical = self.fulltext.search(text, k=depth, among=among)
        rows = np.union1d(dense.rows, lexical.rows).astype(np.int64)
        return Candidates(
            rows=rows,
            dense=_completed(rows, dense.rows, dense.scores, lambda some: self.vectors.scores(vector, some)),
            lexical=_completed(
                rows, lexical.rows, lexical.scores, lambda some: self.fulltext.scores(text, some)
            ),
        )


def _completed(rows: Rows, known_rows: Rows, known: Scores, score: Callable[[Rows], Scores]) -> Scores:
    """The scores of all rows: the known ones, and those of the others worked out."""
    scores = np.zeros(len(rows), dtype=np.float32)
    is_known = np.isin(rows, known_rows)
    scores[np.searchsorted(rows, known_rows)] = known
    if not is_known.all():
        scores[~is_known] = score(rows[~is_known])
    return scores
