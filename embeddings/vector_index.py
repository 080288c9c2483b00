"""Nearest passages by cosine: what every vector index promises, and the exact reference."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

from corpus.filters import Hits, PassageSet, Rows
from embeddings.encoder import Vectors, unit

Vector = npt.NDArray[np.float32]


class DimensionMismatchError(ValueError):
    """A vector is not as wide as the index."""

    def __init__(self, expected: int, found: int) -> None:
        self.expected = expected
        self.found = found
        super().__init__(f"a vector of {found} numbers was given to an index of {expected}")


class VectorIndex(Protocol):
    """Passages' vectors by row number; the index normalises, callers never do."""

    @property
    def dimension(self) -> int:
        """How wide its vectors are."""

    def __len__(self) -> int:
        """How many vectors it holds."""

    def search(self, query: Vector, *, k: int, among: PassageSet | None) -> Hits:
        """Return the passages nearest to one query.

        Args:
            query: shape (dimension,), float32, any non-zero length.
            k: hits wanted, at least 1; fewer only where fewer passages qualify.
            among: search only these, before ranking; None means all.

        Returns:
            Best first, equal scores by row; a score is the cosine, in [-1, 1].

        Raises:
            DimensionMismatchError: the query is not `dimension` wide.
        """

    def scores(self, query: Vector, rows: Rows) -> npt.NDArray[np.float32]:
        """The cosine of the query to each of the rows, shape (len(rows),).

        Raises:
            DimensionMismatchError: the query is not `dimension` wide.
        """

    def vectors(self, rows: Rows) -> Vectors:
        """The stored vectors of the rows, shape (len(rows), dimension), float32."""


class ExactIndex:
    """All vectors in one array, compared one by one: slow, simple, right."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = unit(vectors)

    @property
    def dimension(self) -> int:
        """How wide its vectors are."""
        return int(self._vectors.shape[1])

    def __len__(self) -> int:
        return len(self._vectors)

    def search(self, query: Vector, *, k: int, among: PassageSet | None) -> Hits:
        """Return the passages nearest to one query; see VectorIndex."""
        rows = np.arange(len(self), dtype=np.int64) if among is None else among.rows
        return best(rows, self.scores(query, rows), k=k)

    def scores(self, query: Vector, rows: Rows) -> npt.NDArray[np.float32]:
        """The cosine of the query to each of the rows."""
        return cosines(self._vectors[rows], unit_query(query, self.dimension))

    def vectors(self, rows: Rows) -> Vectors:
        """The stored vectors of the rows."""
        return self._vectors[rows]


def cosines(vectors: Vectors, query: Vector) -> npt.NDArray[np.float32]:
    """The cosines of rows of length 1 to a query of length 1; equal rows get equal ones.

    By einsum, since a matrix product by BLAS rounds a row by its place in the matrix.
    """
    return np.asarray(np.clip(np.einsum("ij,j->i", vectors, query), -1, 1), dtype=np.float32)


def best(rows: Rows, scores: npt.NDArray[np.float32], *, k: int) -> Hits:
    """The k best of scored rows, best first, equal scores by row.

    Raises:
        ValueError: k is below 1.
    """
    if k < 1:
        raise ValueError(f"k is {k}; at least 1 hit must be wanted")
    order = np.lexsort((rows, -scores))[:k]
    return Hits(rows=np.asarray(rows[order], dtype=np.int64), scores=np.asarray(scores[order], np.float32))


def unit_query(query: Vector, dimension: int) -> Vector:
    """The query at length 1.

    Raises:
        DimensionMismatchError: it is not `dimension` wide.
    """
    if query.shape != (dimension,):
        raise DimensionMismatchError(dimension, int(query.shape[-1]) if query.ndim else 0)
    return np.asarray(unit(query[None, :])[0], dtype=np.float32)
