"""From a question's words to candidate passages, with their dense and BM25 scores."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.filters import Filters, Hits, PassageSet, Rows
from corpus.fulltext import FullTextIndex
from corpus.store import Store
from embeddings.encoder import Encoder
from embeddings.vector_index import Vector, VectorIndex

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Passages that may answer: `rows` ascending, and for each both scores, whichever found it.

    `dense` is the cosine; `lexical` is BM25, 0 where no word matches; `is_preferred` tells which are
    of the publisher or speaker asked for.
    """

    rows: Rows
    dense: Scores
    lexical: Scores
    is_preferred: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retriever:
    """The stores of one version, asked together."""

    store: Store
    fulltext: FullTextIndex
    vectors: VectorIndex
    encoder: Encoder

    def passages_meeting(self, filters: Filters) -> PassageSet | None:
        """The passages that meet the filters, decided before anything is ranked; None means all."""
        return self.store.matching(filters)

    def query_vector(self, text: str) -> Vector:
        """The question's vector, by the model's own query prompt."""
        return np.asarray(self.encoder.encode_queries([text])[0], dtype=np.float32)

    def candidates(
        self,
        text: str,
        vector: Vector,
        *,
        depth: int,
        among: PassageSet | None,
        preferred: PassageSet | None = None,
    ) -> Candidates:
        """The `depth` best passages by vector and the `depth` best by words, together.

        Args:
            text: whose words are looked for.
            vector: the question's.
            depth: how many by each.
            among: search only these; None means all.
            preferred: some of those, of which the best are among the candidates too.
        """
        sets = [among] if preferred is None or not len(preferred) else [among, preferred]
        dense = [self.vectors.search(vector, k=depth, among=some) for some in sets]
        lexical = [self.fulltext.search(text, k=depth, among=some) for some in sets]
        rows = np.unique(np.concatenate([hits.rows for hits in (*dense, *lexical)])).astype(np.int64)
        no_rows = np.zeros(0, dtype=np.int64)
        return Candidates(
            rows=rows,
            dense=_completed(rows, dense, lambda some: self.vectors.scores(vector, some)),
            lexical=_completed(rows, lexical, lambda some: self.fulltext.scores(text, some)),
            is_preferred=np.isin(rows, preferred.rows if preferred is not None else no_rows),
        )


def _completed(rows: Rows, known: Sequence[Hits], score: Callable[[Rows], Scores]) -> Scores:
    """The scores of all rows: the known ones, and those of the others worked out."""
    scores = np.full(len(rows), np.nan, dtype=np.float32)
    for hits in known:
        scores[np.searchsorted(rows, hits.rows)] = hits.scores
    is_unknown = np.isnan(scores)
    if is_unknown.any():
        scores[is_unknown] = score(rows[is_unknown])
    return scores
