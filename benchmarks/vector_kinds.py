"""Exact vector search: 32-bit vectors against 16-bit codes, on one thread and on two.

    python -m benchmarks.vector_kinds

Chooses embeddings.faiss_index.KIND and its one thread a search.
"""

from __future__ import annotations

import time
from statistics import median

import faiss
import numpy as np

from benchmarks.machine import machine, print_table

N_VECTORS = 100_000
DIMENSION = 384
K = 200
N_ROUNDS = 30


def main() -> None:
    """Print milliseconds a search, bytes a vector, and how both kinds differ."""
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(N_VECTORS, DIMENSION)).astype(np.float32)
    faiss.normalize_L2(vectors)
    queries = rng.normal(size=(N_ROUNDS, DIMENSION)).astype(np.float32)
    faiss.normalize_L2(queries)
    half = faiss.IndexScalarQuantizer(DIMENSION, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    kinds = {"32-bit vectors": faiss.IndexFlatIP(DIMENSION), "16-bit codes": half}
    rows, found = [], {}
    for name, index in kinds.items():
        index.add(vectors)
        times = [f"{_median_ms(index, queries, n_threads):.1f}" for n_threads in (1, 2)]
        rows.append([name, DIMENSION * (2 if index is half else 4), *times])
        found[name] = index.search(queries, 10)
    (exact_scores, exact), (scores, close) = found.values()
    same = np.mean([len(set(a) & set(b)) / 10 for a, b in zip(exact, close, strict=True)])
    print(f"{N_VECTORS:,} random vectors of {DIMENSION}, k = {K}, median of {N_ROUNDS}; {machine()}\n")
    print_table(["kind", "bytes a vector", "ms on one thread", "ms on two"], rows)
    print(
        f"\nof the ten nearest {same:.1%} the same, scores within {np.abs(scores - exact_scores).max():.5f}\n"
    )


def _median_ms(
    index: faiss.Index, queries: np.ndarray[tuple[int, int], np.dtype[np.float32]], n: int
) -> float:
    faiss.omp_set_num_threads(n)
    times = []
    for query in queries:
        started = time.perf_counter()
        index.search(query[None, :], K)
        times.append((time.perf_counter() - started) * 1000)
    faiss.omp_set_num_threads(1)
    return median(times)


if __name__ == "__main__":
    main()
