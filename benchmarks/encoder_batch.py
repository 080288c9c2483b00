"""Tokens a batch: passages a second by embeddings.compiled_encoder.BATCH_TOKENS.

python -m benchmarks.encoder_batch SOURCE...
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.machine import machine, print_table
from benchmarks.passages import SAMPLE, passage_texts
from embeddings import compiled_encoder
from embeddings.encoder import SentenceTransformerEncoder
from embeddings.model_compiling import compile_encoder
from embeddings.model_files import find_model

SIZES = (512, 1024, 2048, 4096, 8192)
N_PASSAGES = 2000
N_ROUNDS = 3


def main(sources: list[Path]) -> None:
    """Print a row a source, a column a size; sizes take turns, so that noise meets all alike."""
    reference = SentenceTransformerEncoder(find_model(None))
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        encoder = compile_encoder(reference, Path(folder))
        for source in sources:
            texts = passage_texts(source, encoder, n_wanted=N_PASSAGES)
            speeds: dict[int, list[float]] = {size: [] for size in SIZES}
            for _ in range(N_ROUNDS):
                for size in SIZES:
                    compiled_encoder.BATCH_TOKENS = size
                    started = time.perf_counter()
                    encoder.encode_passages(texts)
                    speeds[size].append(len(texts) / (time.perf_counter() - started))
            rows.append([source.parent.name, *(f"{median(speeds[size]):.0f}" for size in SIZES)])
    print(f"Passages a second by tokens a batch, median of {N_ROUNDS}; {machine()}\n")
    print_table(["passages of", *map(str, SIZES)], rows)


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]] or [SAMPLE])
