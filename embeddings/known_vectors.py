"""Vectors that need not be worked out again, because a published version holds them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus.filters import Rows
from corpus.store import Store
from embeddings.encoder import Vectors
from embeddings.faiss_index import FaissIndex


class KnownVectors:
    """A version's vectors by the key of the text that each stands for."""

    def __init__(self, rows: dict[str, int], index: FaissIndex) -> None:
        self._rows = rows
        self._index = index

    @classmethod
    def none(cls, dimension: int) -> KnownVectors:
        """No vector is known."""
        return cls({}, FaissIndex.empty(dimension))

    @classmethod
    def read(cls, *, documents: Path, vectors: Path) -> KnownVectors:
        """The vectors of a version's files.

        Raises:
            IndexDamaged: a file cannot be read.
        """
        rows = {key: row for row, key in Store.open(documents).embedding_keys()}
        return cls(rows, FaissIndex.open(vectors))

    def find(self, keys: Sequence[str]) -> tuple[Vectors, Rows]:
        """Vectors for the keys, shape (len(keys), dimension), and the positions that are missing."""
        rows = np.array([self._rows.get(key, -1) for key in keys], dtype=np.int64)
        vectors = np.zeros((len(keys), self._index.dimension), dtype=np.float32)
        vectors[rows >= 0] = self._index.vectors(rows[rows >= 0])
        return vectors, np.flatnonzero(rows < 0)
