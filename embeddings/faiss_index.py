"""Passages' vectors in FAISS; the only importer of faiss.

An exact scan over half-precision codes: cosines within 0.001 of float32's, half the memory, and
on one thread faster than a flat index of float32 (docs/performance.md). Exact up to any size;
which kind serves beyond a million passages is measured in a later issue.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from corpus.errors import IndexDamaged
from corpus.filters import Hits, PassageSet, Rows
from embeddings.encoder import Vectors, unit
from embeddings.vector_index import Vector, best, unit_query

KIND = "exact scan, fp16 codes (FAISS IndexScalarQuantizer QT_fp16, inner product)"
# Below this share of the index, scoring the set's own vectors is quicker than a selector inside
# the scan; benchmarks/filters.py
FEW_SHARE = 0.02


class FaissIndex:
    """A VectorIndex in FAISS; see VectorIndex for the methods."""

    def __init__(self, index: faiss.Index) -> None:
        # One question at a time is quickest on one thread: on two cores FAISS's own threads cost
        # 2 to 10 times the scan itself; docs/performance.md
        faiss.omp_set_num_threads(1)
        self._index = index

    @classmethod
    def empty(cls, dimension: int) -> FaissIndex:
        """An index without vectors."""
        codes = faiss.ScalarQuantizer.QT_fp16
        return cls(faiss.IndexScalarQuantizer(dimension, codes, faiss.METRIC_INNER_PRODUCT))

    @classmethod
    def open(cls, path: Path) -> FaissIndex:
        """Open a written index, its vectors mapped from the file and shared between processes.

        Raises:
            IndexDamaged: the file is missing or is not one of ours.
        """
        try:
            return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))
        except RuntimeError as error:
            raise IndexDamaged(path, "the vectors cannot be read") from error

    def add(self, vectors: Vectors) -> None:
        """Append vectors, shape (n, dimension), under the next row numbers."""
        if len(vectors):
            self._index.add(unit(vectors))

    def write(self, path: Path) -> None:
        """Write the index to a file."""
        faiss.write_index(self._index, str(path))

    @property
    def dimension(self) -> int:
        """How wide its vectors are."""
        return int(self._index.d)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, query: Vector, *, k: int, among: PassageSet | None) -> Hits:
        """Return the passages nearest to one query; see VectorIndex."""
        wanted = unit_query(query, self.dimension)
        if among is not None and len(among) <= max(k, FEW_SHARE * len(self)):
            return best(among.rows, self.scores(query, among.rows), k=k)
        found = min(k, len(self))
        if found < 1:
            return best(np.zeros(0, np.int64), np.zeros(0, np.float32), k=k)
        scores, rows = self._index.search(wanted[None, :], found, params=_selecting(among, len(self)))
        kept = rows[0] >= 0
        return best(rows[0][kept], np.clip(scores[0][kept], -1, 1), k=k)

    def scores(self, query: Vector, rows: Rows) -> npt.NDArray[np.float32]:
        """The cosine of the query to each of the rows."""
        wanted = unit_query(query, self.dimension)
        return np.clip(np.asarray(self.vectors(rows) @ wanted, dtype=np.float32), -1, 1)

    def vectors(self, rows: Rows) -> Vectors:
        """The stored vectors of the rows."""
        if not len(rows):
            return np.zeros((0, self.dimension), dtype=np.float32)
        return np.asarray(self._index.reconstruct_batch(np.ascontiguousarray(rows)), dtype=np.float32)


def _selecting(among: PassageSet | None, size: int) -> Any:
    """Parameters that keep a scan to some rows, by a bitmap of one bit a row."""
    if among is None:
        return None
    chosen = np.zeros(size, dtype=bool)
    chosen[among.rows] = True
    selector: Any = faiss.IDSelectorBitmap  # faiss's stubs lack the arguments that its Python layer adds
    parameters: Any = faiss.SearchParameters
    return parameters(sel=selector(np.packbits(chosen, bitorder="little")))
