"""Ways of finding nearest passages, by the size of the archive: recall, latency, cost to build, memory.

    python -m benchmarks.vector_growth INDEX QUERIES.jsonl [QUERIES.jsonl ...] [--sizes N ...]
        [--json FILE] [--plot FILE]

INDEX is a large built archive: its first N passages' own vectors are indexed in each way, and the questions'
vectors are those of real questions. Recall is that of the ten exactly nearest, among all and among a random
half, tenth, hundredth and thousandth of the passages. Latency is one question's on one thread, 200 hits.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import faiss as typed_faiss
import numpy as np

from benchmarks.drawing import panels, save
from benchmarks.machine import machine, print_table
from corpus.filters import PassageSet, Rows
from embeddings.encoder import Vectors
from embeddings.faiss_index import EXACT_IF_PASS, EXACT_IF_SHARE, FaissIndex
from embeddings.versions import VECTORS_FILE, current_version
from qa.opening import open_retriever

faiss: Any = typed_faiss  # its stubs lack what its Python layer adds
SIZES = (10_000, 100_000, 1_000_000)
SHARES = (1.0, 0.5, 0.1, 0.01, 0.001)
K = 10
DEPTH = 200  # hits fetched, as the service does
N_TIMED = 100
SEED = 5
NPROBE_SHARE = 0.45  # of the lists that is looked at; a quarter misses 0.98 on 788,480 vectors
EF_SEARCH = 800
Search = Callable[[Any, int, PassageSet | None], Rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One way at one size; recalls in the order of SHARES, milliseconds, seconds, MiB."""

    kind: str
    n: int
    recalls: tuple[float, ...]
    p50_ms: float
    p95_ms: float
    build_s: float
    stored_mib: float


def main(index: Path, queries: list[Path], sizes: list[int], output: Path | None, plot: Path | None) -> None:
    """Measure every way at every size; print the table."""
    retriever = open_retriever(current_version(index))
    texts = [json.loads(line)["text"] for path in queries for line in path.read_text("utf-8").splitlines()]
    questions = np.asarray(retriever.encoder.encode_queries(texts), dtype=np.float32)
    stored = FaissIndex.open(current_version(index).folder / VECTORS_FILE)
    found = [one for n in sizes if n <= len(stored) for one in _at_size(stored, n, questions)]
    print(f"\n{index}\n{machine()}\n{len(questions)} questions, seed {SEED}\n")
    print_table(
        [
            "way",
            "vectors",
            *(f"recall, {share:.1%}" for share in SHARES),
            "p50 ms",
            "p95 ms",
            "build s",
            "MiB",
        ],
        [
            [m.kind, m.n, *(f"{r:.3f}" for r in m.recalls), m.p50_ms, m.p95_ms, m.build_s, m.stored_mib]
            for m in found
        ],
    )
    print(f"\npeak memory of this script: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MiB")
    if output is not None:
        output.write_text(json.dumps([asdict(m) for m in found], indent=1), encoding="utf-8")
    if plot is not None:
        _draw(found, plot)


def _draw(found: Sequence[Measured], path: Path) -> None:
    """How latency, building and memory grow, a line a way."""
    figure, ((*axes,),) = panels(1, 3, inches=(13, 3.8))
    wanted = ("p50_ms", "one question, p50 ms"), ("build_s", "built in s"), ("stored_mib", "MiB")
    for panel, (name, title) in zip(axes, wanted, strict=True):
        for way in WAYS:
            points = [(one.n, getattr(one, name)) for one in found if one.kind == way]
            panel.plot(*zip(*points, strict=True), marker="o", label=way)
        panel.set(xscale="log", yscale="symlog", xlabel="vectors")
        panel.set_ylim(bottom=0)
        panel.set_title(title, fontsize=9)
        panel.spines[["top", "right"]].set_visible(False)
    axes[0].legend(fontsize=7, frameon=False)
    save(figure, path)


def _at_size(stored: FaissIndex, n: int, questions: Vectors) -> list[Measured]:
    vectors = stored.vectors(np.arange(n, dtype=np.int64))
    chance = np.random.default_rng(SEED)
    sets = [None if share == 1 else _some(chance, n, share) for share in SHARES]
    flat = _flat(vectors)
    truth = [[flat.search(q, k=K, among=among).rows for q in questions[:N_TIMED]] for among in sets]
    measured = []
    for kind, make in WAYS.items():
        started = time.perf_counter()
        search, n_bytes = make(vectors, flat)
        build_s = time.perf_counter() - started
        recalls = tuple(
            float(
                np.mean(
                    [
                        _recall(search, q, among, right)
                        for q, right in zip(questions[:N_TIMED], rights, strict=True)
                    ]
                )
            )
            for among, rights in zip(sets, truth, strict=True)
        )
        times = [_timed(search, q) for q in questions[:N_TIMED]]
        p50, p95 = (round(float(np.percentile(times, p)), 2) for p in (50, 95))
        measured.append(
            Measured(
                kind=kind,
                n=n,
                recalls=recalls,
                p50_ms=p50,
                p95_ms=p95,
                build_s=round(build_s, 1),
                stored_mib=round(n_bytes / (1 << 20), 0),
            )
        )
        print(measured[-1], flush=True)
    return measured


def _some(chance: np.random.Generator, n: int, share: float) -> PassageSet:
    return PassageSet(rows=np.sort(chance.choice(n, max(K, int(share * n)), replace=False)).astype(np.int64))


def _recall(search: Search, question: Any, among: PassageSet | None, right: Rows) -> float:
    return float(np.isin(right, search(question, DEPTH, among)).mean()) if len(right) else 1.0


def _timed(search: Search, question: Any) -> float:
    started = time.perf_counter()
    search(question, DEPTH, None)
    return (time.perf_counter() - started) * 1000


def _flat(vectors: Vectors) -> FaissIndex:
    index = FaissIndex.empty(vectors.shape[1])
    index.add(vectors)
    return index


def _exact(vectors: Vectors, flat: FaissIndex) -> tuple[Search, int]:
    del vectors
    return lambda q, k, among: flat.search(q, k=k, among=among).rows, 2 * flat.dimension * len(flat)


def _shortlist(vectors: Vectors, flat: FaissIndex) -> tuple[Search, int]:
    del vectors
    index = flat.with_shortlist()
    return lambda q, k, among: index.search(q, k=k, among=among).rows, (2 * index.dimension + 128) * len(
        index
    )


def _eight_bits(vectors: Vectors, flat: FaissIndex) -> tuple[Search, int]:
    codes = faiss.IndexScalarQuantizer(
        flat.dimension, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    )
    codes.train(vectors[:65_536])
    codes.add(vectors)
    return _rescored(codes, flat, None, DEPTH), 3 * flat.dimension * len(flat)


def _ivf(vectors: Vectors, flat: FaissIndex) -> tuple[Search, int]:
    n_lists = int(2 * len(vectors) ** 0.5)
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(flat.dimension),
        flat.dimension,
        n_lists,
        faiss.ScalarQuantizer.QT_fp16,
        faiss.METRIC_INNER_PRODUCT,
        False,
    )
    index.cp.max_points_per_centroid = 64
    _all_threads()
    index.train(vectors)
    index.add(vectors)
    parameters = {"nprobe": max(1, int(NPROBE_SHARE * n_lists))}
    return _rescored(index, flat, (faiss.SearchParametersIVF, parameters), DEPTH), 2 * flat.dimension * len(
        flat
    )


def _hnsw(vectors: Vectors, flat: FaissIndex) -> tuple[Search, int]:
    index = faiss.IndexHNSWSQ(flat.dimension, faiss.ScalarQuantizer.QT_fp16, 32, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction = 80
    _all_threads()
    index.train(vectors[:1000])
    index.add(vectors)
    parameters = {"efSearch": EF_SEARCH}
    found = _rescored(index, flat, (faiss.SearchParametersHNSW, parameters), DEPTH)
    return found, (2 * flat.dimension + 4 * 64) * len(flat)


def _all_threads() -> None:
    faiss.omp_set_num_threads(2)


def _rescored(index: Any, flat: FaissIndex, parameters: Any, depth: int) -> Search:
    """A search by another index, whose hits are scored exactly; where few pass a filter, an exact one."""

    def search(question: Any, k: int, among: PassageSet | None) -> Rows:
        if among is not None and len(among) <= max(EXACT_IF_PASS, EXACT_IF_SHARE * len(flat)):
            return flat.search(question, k=k, among=among).rows
        faiss.omp_set_num_threads(1)
        given = {} if among is None else {"sel": faiss.IDSelectorBatch(among.rows)}
        make, own = parameters or (faiss.SearchParameters, {})
        rows = index.search(question[None], max(k, depth), params=make(**own, **given))[1][0]
        rows = np.sort(rows[rows >= 0]).astype(np.int64)
        if len(rows) < k:
            return flat.search(question, k=k, among=among).rows
        return np.asarray(rows[np.argsort(-flat.scores(question, rows), kind="stable")][:k], dtype=np.int64)

    return search


WAYS: dict[str, Callable[[Vectors, FaissIndex], tuple[Search, int]]] = {
    "exact, fp16": _exact,
    "8 bits, rescored": _eight_bits,
    "shortlist (in use beyond 200,000)": _shortlist,
    "IVF, 0.45 of the lists": _ivf,
    "HNSW, 32 links, efSearch 800": _hnsw,
}


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("index", type=Path)
    parser.add_argument("queries", type=Path, nargs="+")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--json", type=Path)
    parser.add_argument("--plot", type=Path)
    given = parser.parse_args()
    main(given.index, given.queries, given.sizes, given.json, given.plot)
