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
from embeddings.vector_index import Vector, best, cosines, unit_query

KIND = "exact scan, fp16 codes (FAISS IndexScalarQuantizer QT_fp16, inner product)"
# Below this share of the index, scoring the set's own vectors is quicker than a selector inside
# the scan; benchmarks/filters.py
FEW_SHARE = 0.002
HALF_ROUNDING = 2.0**-11  # of a number rounded to 16 bits, and so of a unit vector's length; IEEE 754
TIES = 32  # hits fetched beyond k, so that equal scores around the k-th are mostly there at once
GROWTH = 4


class FaissIndex:
    """A VectorIndex in FAISS; see VectorIndex for the methods."""

    def __init__(self, index: faiss.Index) -> None:
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
            index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as error:
            raise IndexDamaged(path, "the vectors cannot be read") from error
        if not isinstance(index, faiss.IndexScalarQuantizer):
            raise IndexDamaged(path, f"it is a FAISS {type(index).__name__}, not what a build writes")
        return cls(index)

    def add(self, vectors: Vectors) -> None:
        """Append vectors, shape (n, dimension), under the next row numbers."""
        if len(vectors):
            self._index.add(_unit_but_for_rounding(vectors))

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
        if k < 1 or not len(self):
            return best(np.zeros(0, np.int64), np.zeros(0, np.float32), k=k)
        return self._scan(wanted, k, _selecting(among, len(self)))

    def _scan(self, wanted: Vector, k: int, parameters: Any) -> Hits:
        """Scan for ever more hits until those that tie with the k-th are all among them.

        FAISS keeps any of equal scores, and agency texts in many papers have equal vectors.
        """
        # One question at a time is quickest on one thread: FAISS's own second
        # thread gains nothing, or costs; docs/performance.md. OpenMP holds the number by thread.
        faiss.omp_set_num_threads(1)
        n_fetched = k + TIES
        while True:
            found = self._index.search(wanted[None, :], min(n_fetched, len(self)), params=parameters)
            scores, rows = (column[0][found[1][0] >= 0] for column in found)
            if len(rows) < n_fetched or scores[k - 1] > scores[-1]:
                return best(rows, np.clip(scores, -1, 1), k=k)
            n_fetched *= GROWTH

    def scores(self, query: Vector, rows: Rows) -> npt.NDArray[np.float32]:
        """The cosine of the query to each of the rows."""
        return cosines(self.vectors(rows), unit_query(query, self.dimension))

    def vectors(self, rows: Rows) -> Vectors:
        """The stored vectors of the rows."""
        if not len(rows):
            return np.zeros((0, self.dimension), dtype=np.float32)
        return np.asarray(self._index.reconstruct_batch(np.ascontiguousarray(rows)), dtype=np.float32)


def _unit_but_for_rounding(vectors: Vectors) -> Vectors:
    """Vectors at length 1; one that was read back from 16-bit codes stays as it is, and so never drifts."""
    rows = np.asarray(vectors, dtype=np.float32)
    is_rounded = np.abs(np.linalg.norm(rows, axis=1) - 1) <= HALF_ROUNDING
    return np.asarray(np.where(is_rounded[:, None], rows, unit(rows)), dtype=np.float32)


def _selecting(among: PassageSet | None, size: int) -> Any:
    """Parameters that keep a scan to some rows, by a bitmap of one bit a row."""
    if among is None:
        return None
    chosen = np.zeros(size, dtype=bool)
    chosen[among.rows] = True
    selector: Any = faiss.IDSelectorBitmap  # faiss's stubs lack the arguments that its Python layer adds
    parameters: Any = faiss.SearchParameters
    return parameters(sel=selector(np.packbits(chosen, bitorder="little")))
