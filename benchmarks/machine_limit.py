"""How fast this machine would embed if only the model's matrix products took time, and the share reached.

    python -m benchmarks.machine_limit [SOURCE]

The products of one batch as the encoder makes it, of the model's own shapes and precision, are timed by
torch (oneDNN), one thread a core on every core at once, as the encoder runs its streams; then the encoder
embeds the same passages. Between the two lie attention's softmax, norms, activations, tokenizing and memory.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.machine import machine, print_table
from benchmarks.passages import SAMPLE, passage_texts
from embeddings.compiled_encoder import BATCH_TOKENS
from embeddings.encoder import SentenceTransformerEncoder
from embeddings.model_compiling import compile_encoder
from embeddings.model_files import find_model

if TYPE_CHECKING:
    import torch

N_PASSAGES = 2000
N_ROUNDS = 5
ROUND_S = 2.0
Shape = tuple[int, int, int, int]  # how many products, of (rows, inner) by (inner, columns)


def main(source: Path = SAMPLE) -> None:
    """Time both in turn, round by round."""
    reference = SentenceTransformerEncoder(find_model(None))
    with tempfile.TemporaryDirectory() as folder:
        encoder = compile_encoder(reference, Path(folder))
        texts = passage_texts(source, encoder, n_wanted=N_PASSAGES)
        n_tokens = median(encoder.count_tokens(texts))
        n_rows = max(int(BATCH_TOKENS // n_tokens), 1)
        shapes = _products(reference, n_rows, int(n_tokens))
        limits, reached = [], []
        for _ in range(N_ROUNDS):
            limits.append(n_rows * _batches_a_second(shapes, encoder.spec.precision))
            started = time.perf_counter()
            encoder.encode_passages(texts)
            reached.append(len(texts) / (time.perf_counter() - started))
    flops = sum(2 * count * rows * inner * columns for count, rows, inner, columns in shapes) / n_rows
    print(f"{len(texts)} passages of {source}, median {n_tokens:.0f} tokens, {encoder.spec.precision}")
    print(machine() + "\n")
    print_table(
        ["", "passages a second", "GFLOP/s"],
        [
            ["matrix products alone", f"{median(limits):.0f}", f"{median(limits) * flops / 1e9:.0f}"],
            ["the encoder", f"{median(reached):.0f}", f"{median(reached) * flops / 1e9:.0f}"],
        ],
    )
    print(f"\nshare reached: {median(r / limit for r, limit in zip(reached, limits, strict=True)):.2f}\n")


def _products(reference: SentenceTransformerEncoder, n_rows: int, n_tokens: int) -> list[Shape]:
    """The matrix products of one batch through the model, all its layers."""
    transformer: Any = reference.model[0]  # of transformers, which has a class a model
    config = transformer.auto_model.config
    width, inner, heads = config.hidden_size, config.intermediate_size, config.num_attention_heads
    layers, rows, head = config.num_hidden_layers, n_rows * n_tokens, width // heads
    return [
        (4 * layers, rows, width, width),  # query, key, value, output
        (layers, rows, width, inner),
        (layers, rows, inner, width),
        (layers * n_rows * heads, n_tokens, head, n_tokens),  # query by key
        (layers * n_rows * heads, n_tokens, n_tokens, head),  # by value
    ]


def _batches_a_second(shapes: list[Shape], precision: str) -> float:
    """Batches that all cores work off together, each with a thread of its own."""
    import torch

    torch.set_num_threads(1)
    n_cores = os.cpu_count() or 1
    with ThreadPoolExecutor(n_cores) as pool:
        done = list(pool.map(lambda _: _work_off(shapes, precision), range(n_cores)))
    return sum(done)


def _work_off(shapes: list[Shape], precision: str) -> float:
    import torch

    kind = torch.bfloat16 if precision == "bf16" else torch.float32
    pairs = [pair for shape in shapes for pair in _operands(shape, kind)]
    n_batches, started = 0, time.perf_counter()
    with torch.no_grad():
        while (elapsed := time.perf_counter() - started) < ROUND_S or not n_batches:
            for n, left, right in pairs:
                for _ in range(n):
                    torch.matmul(left, right)
            n_batches += 1
    return n_batches / elapsed


def _operands(shape: Shape, kind: torch.dtype) -> list[tuple[int, torch.Tensor, torch.Tensor]]:
    """Many small products go in one call, as attention makes them."""
    import torch

    count, rows, inner, columns = shape
    if rows * inner * columns > 1 << 22:
        return [(count, torch.randn(rows, inner, dtype=kind), torch.randn(inner, columns, dtype=kind))]
    left, right = torch.randn(count, rows, inner, dtype=kind), torch.randn(count, inner, columns, dtype=kind)
    return [(1, left, right)]


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
