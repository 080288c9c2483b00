"""Filtered vector search: a selector inside the scan against scoring the set's own vectors.

    python -m benchmarks.filters

Chooses embeddings.faiss_index.FEW_SHARE, below which the second is used.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

import numpy as np

from benchmarks.machine import machine, print_table
from corpus.filters import PassageSet
from embeddings import faiss_index
from embeddings.faiss_index import FaissIndex

N_VECTORS = 100_000
DIMENSION = 384
SHARES = (0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5)
N_ROUNDS = 15
K = 200


def main() -> None:
    """Print milliseconds a search by the share that passes the filter."""
    rng = np.random.default_rng(0)
    index = FaissIndex.empty(DIMENSION)
    index.add(rng.normal(size=(N_VECTORS, DIMENSION)).astype(np.float32))
    rows = []
    for share in SHARES:
        chosen = np.sort(rng.choice(N_VECTORS, int(share * N_VECTORS), replace=False)).astype(np.int64)
        query = rng.normal(size=DIMENSION).astype(np.float32)
        among = PassageSet(rows=chosen)
        times = []
        for few_share in (0.0, 1.0):
            faiss_index.FEW_SHARE = few_share
            times.append(_median_ms(lambda: index.search(query, k=K, among=among)))  # noqa: B023 - run at once
        rows.append([f"{share:.1%}", *(f"{ms:.2f}" for ms in times)])
    print(f"{N_VECTORS:,} random vectors of {DIMENSION}, k = {K}, median of {N_ROUNDS}, ms; {machine()}\n")
    print_table(["share that passes", "selector in the scan", "own vectors scored"], rows)


def _median_ms(search: Callable[[], object]) -> float:
    times = []
    for _ in range(N_ROUNDS):
        started = time.perf_counter()
        search()
        times.append((time.perf_counter() - started) * 1000)
    return median(times)


if __name__ == "__main__":
    main()
