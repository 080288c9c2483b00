"""Passages' vectors in FAISS; the only importer of faiss.

An exact scan over half-precision codes: cosines within 0.001 of float32's, half the memory, and
on one thread faster than a flat index of float32 (docs/performance.md). Of a large index a shortlist is
taken first, and exact scores decide among it; a filter that few pass is scanned exactly all the same.
What was measured against that: docs/decisions/2026-11-24-vector-index.md
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

N_AXES = 128
N_TRAINED = 65_536  # vectors, evenly spaced, of which the axes and the range of the 8 bits are taken
_AT_ONCE = 16_384  # vectors reduced together: 24 MiB
KIND = "exact scan, fp16 codes (FAISS IndexScalarQuantizer QT_fp16, inner product)"
SHORTLIST_KIND = (
    f"shortlist by {N_AXES} main components in 8 bits (FAISS LinearTransform, IndexScalarQuantizer QT_8bit), "
    "exact scores by fp16 codes"
)
SHORTLIST_FILE = "shortlist.faiss"  # beside the vectors
# Passages up to which all are scanned: 2.8 to 4.7 ms at 100,000, where a whole answer takes some 15 ms;
# 32 to 35 at 788,480, where a shortlist takes 11. docs/decisions/2026-11-24-vector-index.md
EXACT_UP_TO = 200_000
SHORTLISTED = 1_000  # and at least this many times k:
SHORTLISTED_PER_HIT = 5
# Where no more than this many, or this share, pass a filter, they are scanned exactly.
EXACT_IF_PASS = 20_000
EXACT_IF_SHARE = 0.02
# Below this share of the index, scoring the set's own vectors is quicker than a selector inside
# the scan; benchmarks/filters.py
FEW_SHARE = 0.002
HALF_ROUNDING = 2.0**-11  # of a number rounded to 16 bits, and so of a unit vector's length; IEEE 754
TIES = 32  # hits fetched beyond k, so that equal scores around the k-th are mostly there at once
GROWTH = 4


class FaissIndex:
    """A VectorIndex in FAISS; see VectorIndex for the methods."""

    def __init__(self, index: faiss.Index, shortlist: Shortlist | None = None) -> None:
        self._index = index
        self._shortlist = shortlist

    @classmethod
    def empty(cls, dimension: int) -> FaissIndex:
        """An index without vectors."""
        codes = faiss.ScalarQuantizer.QT_fp16
        return cls(faiss.IndexScalarQuantizer(dimension, codes, faiss.METRIC_INNER_PRODUCT))

    @classmethod
    def open(cls, path: Path) -> FaissIndex:
        """Open a written index and the shortlist beside it, mapped from files that processes share.

        Raises:
            IndexDamaged: the file is missing or is not one of ours, or the shortlist is of other vectors.
        """
        try:
            index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as error:
            raise IndexDamaged(path, "the vectors cannot be read") from error
        if not isinstance(index, faiss.IndexScalarQuantizer):
            raise IndexDamaged(path, f"it is a FAISS {type(index).__name__}, not what a build writes")
        beside = path.with_name(SHORTLIST_FILE)
        shortlist = Shortlist.open(beside) if beside.exists() else None
        if shortlist is not None and len(shortlist) != index.ntotal:
            raise IndexDamaged(beside, f"it has {len(shortlist)} vectors instead of {index.ntotal}")
        return cls(index, shortlist)

    def with_shortlist(self) -> FaissIndex:
        """The same vectors, with a shortlist of their main components."""
        return FaissIndex(self._index, Shortlist.made_of(self))

    def write_shortlist(self, folder: Path) -> None:
        """Write the shortlist, if there is one, into the folder of the vectors."""
        if self._shortlist is not None:
            self._shortlist.write(folder / SHORTLIST_FILE)

    @property
    def has_shortlist(self) -> bool:
        """Whether a shortlist is taken before exact scores decide."""
        return self._shortlist is not None

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
        if self._shortlist is None or _are_few(among, len(self)):
            return self._scan(wanted, k, _selecting(among, len(self)))
        return self._search_shortlist(self._shortlist, wanted, k, among)

    def search_exactly(self, query: Vector, *, k: int) -> Hits:
        """The passages nearest to one query, whatever shortlist there is."""
        return self._scan(unit_query(query, self.dimension), k, None)

    def _search_shortlist(
        self, shortlist: Shortlist, wanted: Vector, k: int, among: PassageSet | None
    ) -> Hits:
        n_wanted = max(SHORTLISTED, SHORTLISTED_PER_HIT * k)
        rows = shortlist.likeliest(wanted, n_wanted, _selecting(among, len(self)))
        if len(rows) < k:
            return self._scan(wanted, k, _selecting(among, len(self)))
        rows = np.sort(rows)
        return best(rows, self.scores(wanted, rows), k=k)

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


class Shortlist:
    """Of every vector its components along the index's main axes, 8 bits each.

    The axes are those along which the vectors have most of their length, without centring, so that inner
    products stay inner products. A scan over the components takes every filter as one over the vectors does,
    and they are made within seconds, the same from the same vectors.
    """

    def __init__(self, index: faiss.IndexPreTransform) -> None:
        self._index = index
        self._codes: Any = faiss.downcast_index(index.index)
        chain: Any = index.chain
        axes: Any = faiss.downcast_VectorTransform(chain.at(0))
        self._axes = faiss.vector_to_array(axes.A).reshape(axes.d_out, axes.d_in)

    @classmethod
    def made_of(cls, stored: FaissIndex) -> Shortlist:
        """Work out the main axes of stored vectors, and every vector's components along them."""
        n, dimension = len(stored), stored.dimension
        sample = stored.vectors(np.linspace(0, n - 1, min(n, N_TRAINED)).astype(np.int64))
        codes = faiss.IndexScalarQuantizer(
            min(N_AXES, dimension), faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
        )
        index = faiss.IndexPreTransform(_main_axes(sample, codes.d), codes)
        index.train(sample)
        for start in range(0, n, _AT_ONCE):
            index.add(stored.vectors(np.arange(start, min(n, start + _AT_ONCE), dtype=np.int64)))
        return cls(index)

    @classmethod
    def open(cls, path: Path) -> Shortlist:
        """Open a written one, mapped from its file.

        Raises:
            IndexDamaged: it cannot be read, or is something else.
        """
        try:
            index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as error:
            raise IndexDamaged(path, "the shortlist of vectors cannot be read") from error
        if not isinstance(index, faiss.IndexPreTransform):
            raise IndexDamaged(path, f"it is a FAISS {type(index).__name__}, not what a build writes")
        return cls(index)

    def write(self, path: Path) -> None:
        """Write it to a file."""
        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def likeliest(self, query: Vector, n_wanted: int, parameters: Any) -> Rows:
        """The rows whose components are nearest to a query of length 1; `parameters` may hold a selector."""
        faiss.omp_set_num_threads(1)  # as for the vectors themselves: see FaissIndex
        reduced = (self._axes @ query)[None, :]
        rows = self._codes.search(reduced, min(n_wanted, len(self)), params=parameters)[1][0]
        return np.asarray(rows[rows >= 0], dtype=np.int64)


def _main_axes(sample: Vectors, n_axes: int) -> faiss.LinearTransform:
    """The directions along which vectors have most of their length, of the sample's second moments."""
    moments = sample.T.astype(np.float64) @ sample.astype(np.float64)
    _, directions = np.linalg.eigh(moments)
    axes = np.ascontiguousarray(directions[:, ::-1][:, :n_axes].T, dtype=np.float32)
    transform = faiss.LinearTransform(sample.shape[1], n_axes, False)
    faiss.copy_array_to_vector(axes.ravel(), transform.A)
    transform.is_trained = True
    return transform


def _are_few(among: PassageSet | None, size: int) -> bool:
    return among is not None and len(among) <= max(EXACT_IF_PASS, EXACT_IF_SHARE * size)


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
