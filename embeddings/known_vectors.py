"""Vectors that need not be worked out again: a published version holds them, or the cache."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from corpus.filters import Rows
from corpus.store import Store
from embeddings.encoder import Vectors, unit
from embeddings.faiss_index import FaissIndex


class VectorSource(Protocol):
    """Something that knows vectors by the key of the text that each stands for."""

    def find(self, keys: Sequence[str]) -> tuple[Vectors, Rows]:
        """Vectors for the keys, shape (len(keys), dimension), and the positions that are missing."""


class KnownVectors:
    """A version's vectors by the key of the text that each stands for."""

    def __init__(self, rows: dict[str, int], index: FaissIndex) -> None:
        self._rows = rows
        self._index = index

    @classmethod
    def read(cls, *, documents: Path, vectors: Path) -> KnownVectors:
        """The vectors of a version's files.

        Raises:
            IndexDamaged, IndexForeign: a file cannot be read, or is of another format.
        """
        rows = {key: row for row, key in Store.open(documents).embedding_keys()}
        return cls(rows, FaissIndex.open(vectors))

    def find(self, keys: Sequence[str]) -> tuple[Vectors, Rows]:
        """Vectors for the keys; see VectorSource."""
        rows = np.array([self._rows.get(key, -1) for key in keys], dtype=np.int64)
        vectors = np.zeros((len(keys), self._index.dimension), dtype=np.float32)
        vectors[rows >= 0] = self._index.vectors(rows[rows >= 0])
        return vectors, np.flatnonzero(rows < 0)


def find_in(sources: Sequence[VectorSource], keys: Sequence[str], dimension: int) -> tuple[Vectors, Rows]:
    """Vectors for the keys from the first source that knows each, and the positions that none does."""
    vectors = np.zeros((len(keys), dimension), dtype=np.float32)
    missing = np.arange(len(keys), dtype=np.int64)
    for source in sources:
        if not len(missing):
            break
        vectors[missing], still = source.find([keys[i] for i in missing.tolist()])
        missing = missing[still]
    return vectors, missing


def as_stored(vectors: Vectors) -> Vectors:
    """Vectors rounded to the 16 bits that an index and the cache keep, so that both give the same."""
    return np.asarray(unit(vectors).astype(np.float16), dtype=np.float32)
