"""The same model compiled for the CPU by OpenVINO, stored in a folder and opened without torch.

The only importer of openvino.
"""

from __future__ import annotations

import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from enum import StrEnum
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from tokenizers import Encoding

from corpus.errors import IndexDamaged, ModelChanged
from embeddings.encoder import (
    Encoder,
    EncoderSpec,
    SentenceTransformerEncoder,
    Vectors,
    encodable,
    refuse_longer,
    unit,
)
from embeddings.encoder_folder import (
    read_stored,
    read_tokenizer,
    tokenized,
)
from embeddings.model_files import find_model
from embeddings.word_pieces import (
    Scores,
    Table,
    WordPieces,
    map_table,
    table_of_graph,
    unit_table,
)

if TYPE_CHECKING:
    from types import ModuleType


GRAPH_FILE = "openvino.xml"
# Mapped: servers of one index share it, and read no more than the words asked for.
PIECES_FILE = "word_pieces.f16"
F32, BF16 = "f32", "bf16"

# What models take, and what tokenizers calls it
TOKEN_ARRAYS = {"input_ids": "ids", "attention_mask": "attention_mask", "token_type_ids": "type_ids"}
# With 1024 the best of 512 … 8192 on polnear-train and current-events; benchmarks/encoder_batch.py
BATCH_TOKENS = 2048


class Use(StrEnum):
    """What an encoder is opened for: one question at a time, or a whole archive."""

    LATENCY = "LATENCY"
    THROUGHPUT = "THROUGHPUT"


class CompiledEncoder:
    """An encoder read from a folder that `compile_encoder` wrote; see Encoder for the methods."""

    def __init__(self, folder: Path, *, use: Use, n_cores: int | None = None) -> None:
        self._stored = read_stored(folder)
        self._tokenizer = read_tokenizer(folder)
        self._requests = threading.local()
        self._graph_path = folder / GRAPH_FILE
        opening = partial(_open_graph, self._graph_path, self._stored.spec.precision, use, n_cores)
        self._opening = _in_background(opening) if use is Use.THROUGHPUT else _at_once(opening)

    @property
    def spec(self) -> EncoderSpec:
        """What decides a text's vector."""
        return self._stored.spec

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Embed texts of an archive; see Encoder."""
        encodings = self._tokenize(self.spec.document_prompt, texts)
        refuse_longer([len(encoding) for encoding in encodings], self.spec.window)
        return self._embed(encodings)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions; see Encoder."""
        encodings = self._tokenize(self.spec.query_prompt, texts)
        for i, encoding in enumerate(encodings):
            if len(encoding) > self.spec.window:
                encodings[i] = self._beginning(self.spec.query_prompt + encodable([texts[i]])[0])
        return self._embed(encodings)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count each text's tokens as a passage."""
        return [len(encoding) for encoding in self._tokenize(self.spec.document_prompt, texts)]

    def wording(self, words: str, texts: Sequence[str]) -> Scores:
        """How much of some words each text holds; see Encoder."""
        return self._pieces.wording(encodable([words])[0], encodable(texts))

    @cached_property
    def _pieces(self) -> WordPieces:
        path = self._graph_path.with_name(PIECES_FILE)
        try:
            table = map_table(path)
        except FileNotFoundError:  # an index made before this file was
            table = graph_table(self._graph_path, self._tokenizer.get_vocab_size())
        except (OSError, ValueError) as error:
            raise IndexDamaged(path, "the table of word pieces cannot be read") from error
        return WordPieces(self._tokenizer, table)

    @property
    def _compiled(self) -> Any:
        return self._opening.result()

    def _tokenize(self, prompt: str, texts: Sequence[str]) -> list[Encoding]:
        return tokenized(self._tokenizer, prompt, texts)

    def _beginning(self, text: str) -> Encoding:
        """As much of a text as the window holds, its special tokens around it."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        encoding.truncate(self.spec.window - self._tokenizer.num_special_tokens_to_add(is_pair=False))
        return self._tokenizer.post_process(encoding)

    def _embed(self, encodings: Sequence[Encoding]) -> Vectors:
        vectors = np.zeros((len(encodings), self.spec.dimension), dtype=np.float32)
        batches = list(_batches([len(encoding) for encoding in encodings]))
        if len(batches) == 1:
            vectors[batches[0]] = self._infer([encodings[i] for i in batches[0]])
        elif batches:
            self._infer_all(encodings, batches, vectors)
        return unit(vectors)

    def _infer(self, encodings: Sequence[Encoding]) -> Vectors:
        request = getattr(self._requests, "held", None)
        if request is None:
            request = self._requests.held = self._compiled.create_infer_request()
        request.infer(self._pad(encodings), share_inputs=True, share_outputs=True)  # the vectors are copied
        return np.array(request.get_output_tensor(0).data, dtype=np.float32)

    def _infer_all(self, encodings: Sequence[Encoding], batches: Sequence[list[int]], out: Vectors) -> None:
        """Have every stream at work and the next batch waiting for it; results are taken in turn.

        Without openvino's AsyncInferQueue: its callback is a Python object, which a thread of openvino lets
        go of after the last batch. Where the model goes meanwhile, the two wait for each other for ever.
        """
        n_streams = self._compiled.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS")
        free = [self._compiled.create_infer_request() for _ in range(min(2 * n_streams, len(batches)))]
        running: deque[tuple[Any, list[int]]] = deque()
        for rows in batches:
            request = free.pop() if free else _taken(*running.popleft(), out)
            request.start_async(self._pad([encodings[i] for i in rows]))
            running.append((request, rows))
        for request, rows in running:
            _taken(request, rows, out)

    def _pad(self, encodings: Sequence[Encoding]) -> dict[str, np.ndarray[Any, Any]]:
        shape = (len(encodings), max(len(encoding) for encoding in encodings))
        arrays = {name: np.zeros(shape, dtype=np.int64) for name in self._stored.inputs}
        arrays["input_ids"][:] = self._stored.pad_id
        for row, encoding in enumerate(encodings):
            for name, array in arrays.items():
                array[row, : len(encoding)] = getattr(encoding, TOKEN_ARRAYS[name])
        return arrays


def _taken(request: Any, rows: list[int], out: Vectors) -> Any:
    """A request, free again, after its result went to its rows."""
    request.wait()
    out[rows] = request.get_output_tensor(0).data
    return request


def open_encoder(folder: Path, *, use: Use, n_cores: int | None = None) -> Encoder:
    """Open the encoder that `make_encoder` left in a folder.

    Args:
        folder: where it was left.
        use: what it is opened for.
        n_cores: how many cores it takes where it is compiled; None means as many as serve the use.

    Raises:
        IndexDamaged: the folder lacks a file, or one cannot be read.
        ModelNotFound, ModelChanged: an uncompiled model is not on this machine as it was.
    """
    stored = read_stored(folder)
    if stored.inputs:
        return CompiledEncoder(folder, use=use, n_cores=n_cores)
    files = find_model(stored.spec.model_name)
    expected = (stored.spec.weights_sha256, stored.spec.settings_sha256)
    found = (files.weights_sha256, files.settings_sha256)
    for what, wanted, digest in zip(("weights", "settings"), expected, found, strict=True):
        if digest != wanted:
            raise ModelChanged(f"the SHA-256 of the {what} of model {files.name!r}", wanted, digest)
    return SentenceTransformerEncoder(files)


def graph_table(graph_path: Path, n_pieces: int) -> Table:
    """The vectors of a written graph's word pieces."""
    return unit_table(table_of_graph(openvino_module().Core().read_model(str(graph_path)), n_pieces))


def _in_background(opening: Callable[[], Any]) -> Future[Any]:
    """What is opened by another thread, so that documents are read meanwhile; whoever needs it waits."""
    with_one = ThreadPoolExecutor(1, thread_name_prefix="model")
    opened = with_one.submit(opening)
    with_one.shutdown(wait=False)
    return opened


def _at_once(opening: Callable[[], Any]) -> Future[Any]:
    opened: Future[Any] = Future()
    opened.set_result(opening())
    return opened


def _open_graph(path: Path, precision: str, use: Use, n_cores: int | None) -> Any:
    """Compile a written graph for this CPU; where it lacks the precision, for f32."""
    usable = precision if precision == cpu_precision() else F32
    options = {"INFERENCE_PRECISION_HINT": usable, "PERFORMANCE_HINT": use.value}
    if use is Use.THROUGHPUT:
        options["NUM_STREAMS"] = str(n_cores or os.cpu_count() or 1)  # one a core; docs/performance.md
    if n_cores is not None:
        options["INFERENCE_NUM_THREADS"] = str(n_cores)
    try:
        return openvino_module().Core().compile_model(str(path), "CPU", options)
    except RuntimeError as error:
        raise IndexDamaged(path, "the compiled model cannot be read") from error


def cpu_precision() -> str:
    """The quickest precision that this CPU computes in."""
    capabilities = openvino_module().Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    return BF16 if "BF16" in capabilities else F32


def openvino_module() -> ModuleType:
    """Import openvino without its telemetry, which would report to its makers over the network."""
    if "openvino" not in sys.modules:
        sys.modules["openvino_telemetry"] = None  # type: ignore[assignment] # "not importable": a stub serves
    import openvino

    return openvino  # type: ignore[no-any-return] # openvino has no types


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Positions in batches of like lengths, longest first, each of at most BATCH_TOKENS with padding."""
    batch: list[int] = []
    for position in sorted(range(len(lengths)), key=lambda i: (-lengths[i], i)):
        if batch and (len(batch) + 1) * lengths[batch[0]] > BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(position)
    if batch:
        yield batch
