"""Embedding through our encoder against SentenceTransformer.encode: same passages, same run.

python -m benchmarks.encoder [SOURCE]
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.machine import machine, print_table
from benchmarks.passages import SAMPLE, passage_texts
from embeddings.encoder import SentenceTransformerEncoder, Vectors, unit
from embeddings.model_compiling import compile_encoder
from embeddings.model_files import find_model

N_PASSAGES = 2000
N_ROUNDS = 3


def main(source: Path = SAMPLE) -> None:
    """Time both in turn, and print passages a second, the ratio and the least cosine."""
    reference = SentenceTransformerEncoder(find_model(None))
    with tempfile.TemporaryDirectory() as folder:
        compiled = compile_encoder(reference, Path(folder))
        texts = passage_texts(source, compiled, n_wanted=N_PASSAGES)
        theirs, ours, least = [], [], 1.0
        for _ in range(N_ROUNDS):
            expected, their_s = _timed(lambda: unit(reference.model.encode(texts, show_progress_bar=False)))
            found, our_s = _timed(lambda: compiled.encode_passages(texts))
            least = min(least, float((expected * found).sum(axis=1).min()))
            theirs.append(len(texts) / their_s)
            ours.append(len(texts) / our_s)
    ratio = median(np.array(ours) / np.array(theirs))
    print(f"Embedding {len(texts)} passages of {source}, median of {N_ROUNDS} rounds in turn")
    print(machine() + "\n")
    print_table(
        ["encoder", "passages a second"],
        [
            ["SentenceTransformer.encode, fp32", f"{median(theirs):.0f}"],
            [f"ours, OpenVINO {compiled.spec.precision}", f"{median(ours):.0f}"],
        ],
    )
    print(f"\nratio {ratio:.2f}, least cosine {least:.5f}\n")


def _timed(encode: Callable[[], Vectors]) -> tuple[Vectors, float]:
    started = time.perf_counter()
    vectors = encode()
    return vectors, time.perf_counter() - started


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
