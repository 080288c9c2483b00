"""Vectors that need not be worked out again: a published version holds them, or the cache."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import numpy as np

from corpus.errors import IndexDamaged, IndexForeign
from corpus.filters import Rows
from corpus.store import Store
from embeddings.encoder import EncoderSpec, Vectors, unit
from embeddings.faiss_index import FaissIndex
from embeddings.versions import DOCUMENTS_FILE, VECTORS_FILE, read_version, verify_files


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


class VersionVectors:
    """The vectors of a published version, opened when they are first looked for."""

    def __init__(self, index: Path, name: str, spec: EncoderSpec) -> None:
        self._index = index
        self._name = name
        self._spec = spec
        self._opened: KnownVectors | None = None
        self._was_tried = False

    def find(self, keys: Sequence[str]) -> tuple[Vectors, Rows]:
        """Vectors for the keys; see VectorSource. A version of another encoder, or damaged, has none."""
        if not self._was_tried:
            self._was_tried = True
            with suppress(IndexDamaged, IndexForeign):
                self._opened = self._open()
        if self._opened is not None:
            return self._opened.find(keys)
        nothing = np.zeros((len(keys), self._spec.dimension), dtype=np.float32)
        return nothing, np.arange(len(keys), dtype=np.int64)

    def _open(self) -> KnownVectors | None:
        version = read_version(self._index, self._name)
        if version.manifest.encoder != self._spec:
            return None
        verify_files(version)
        folder = version.folder
        return KnownVectors.read(documents=folder / DOCUMENTS_FILE, vectors=folder / VECTORS_FILE)


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
