"""A model compiled into a folder, and proved to agree with the reference; only here torch is needed."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from corpus.errors import ModelUnusable
from embeddings.compiled_encoder import (
    F32,
    GRAPH_FILE,
    PIECES_FILE,
    TOKEN_ARRAYS,
    CompiledEncoder,
    Use,
    cpu_precision,
    graph_table,
    openvino_module,
)
from embeddings.encoder import Encoder, SentenceTransformerEncoder, fast_tokenizer
from embeddings.encoder_folder import TOKENIZER_FILE, StoredEncoder, write_stored
from embeddings.model_files import ModelFiles
from embeddings.word_pieces import write_table

logger = logging.getLogger(__name__)

LEAST_COSINE = 0.999
# Texts on which a compiled model must agree with the reference: short, long, non-Latin, odd.
PROBE_TEXTS = (
    "The alliance answered on 14 June 2007.",
    "Who won?",
    "Überlingen, 1 July 2002: two aircraft collided at 35,000 feet. " * 6,
    "Переговоры начались в Москве 23 апреля 2007 года.",
    "北京奥运会于2008年8月8日开幕。 🚀",
    "A single word, then figures: 217-215, 9.0, 12,000 and 0.2 %.",
    "Far beyond any window, which a question may be, the 27 members met again in Lisbon. " * 40,
)


def compile_encoder(reference: SentenceTransformerEncoder, folder: Path) -> CompiledEncoder:
    """Compile a model into a folder, prove that it agrees with the reference, and open it.

    Precision is bf16 where this CPU computes in it and the model bears it, else f32.

    Raises:
        ModelUnusable: it cannot be converted, or disagrees by more than LEAST_COSINE allows.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = reference.spec.model_name
    try:
        inputs = _convert(reference, folder / GRAPH_FILE)
    except Exception as error:  # the converter raises many kinds, none documented
        raise ModelUnusable(name, f"OpenVINO cannot convert it ({type(error).__name__})") from error
    tokenizer = fast_tokenizer(reference.model, name)
    tokenizer.save(str(folder / TOKENIZER_FILE))
    write_table(folder / PIECES_FILE, graph_table(folder / GRAPH_FILE, tokenizer.get_vocab_size()))
    pad_id = getattr(reference.model.tokenizer, "pad_token_id", None) or 0
    for precision in dict.fromkeys((cpu_precision(), F32)):
        spec = replace(reference.spec, precision=precision)
        write_stored(folder, StoredEncoder(spec=spec, pad_id=pad_id, inputs=tuple(inputs)))
        compiled = CompiledEncoder(folder, use=Use.THROUGHPUT)
        least = least_agreement(reference, compiled, PROBE_TEXTS)
        if least >= LEAST_COSINE:
            return compiled
    raise ModelUnusable(name, f"compiled, its vectors differ from the reference (cosine {least:.5f})")


def make_encoder(model: ModelFiles, folder: Path) -> Encoder:
    """Compile a model into a folder; one that OpenVINO cannot serve is kept by reference instead.

    Raises:
        ModelUnusable: sentence-transformers cannot use it either.
    """
    reference = SentenceTransformerEncoder(model)
    try:
        return compile_encoder(reference, folder)
    except ModelUnusable as error:
        logger.warning("%s; it will run uncompiled, slower, and serving will need torch", error)
    for path in folder.iterdir():
        path.unlink()
    write_stored(folder, StoredEncoder(spec=reference.spec, pad_id=0, inputs=()))
    return reference


def least_agreement(
    reference: SentenceTransformerEncoder, compiled: CompiledEncoder, texts: Sequence[str]
) -> float:
    """The least cosine between the two encoders' vectors of the texts, as queries and, if short, passages."""
    window = reference.spec.window
    fitting = [text for text, n in zip(texts, reference.count_tokens(texts), strict=True) if n <= window]
    as_passages = reference.encode_passages(fitting) * compiled.encode_passages(fitting)
    as_queries = reference.encode_queries(texts) * compiled.encode_queries(texts)
    return float(min(as_passages.sum(axis=1).min(initial=1.0), as_queries.sum(axis=1).min()))


def _convert(reference: SentenceTransformerEncoder, path: Path) -> list[str]:
    """Write the model as one graph from token ids to the sentence's vector; return its input names.

    Weights are stored as fp16. What the converter raises is not documented, and of many kinds.
    """
    import torch

    openvino = openvino_module()
    features = reference.model.preprocess(["two texts", "of unequal length"])
    names = [name for name in TOKEN_ARRAYS if name in features]

    class SentenceEmbedding(torch.nn.Module):
        """The model's forward pass with its inputs in a fixed order."""

        def __init__(self) -> None:
            super().__init__()
            self.model = reference.model

        def forward(self, *tensors: torch.Tensor) -> torch.Tensor:
            """Token tensors, each (n, tokens), to vectors (n, dimension)."""
            result: torch.Tensor = self.model(dict(zip(names, tensors, strict=True)))["sentence_embedding"]
            return result

    with torch.no_grad(), warnings.catch_warnings():
        # Tracing warns of branches on shapes; the probe texts, of many lengths, prove the result.
        warnings.simplefilter("ignore")
        graph = openvino.convert_model(SentenceEmbedding(), example_input=tuple(features[n] for n in names))
    for port, name in zip(graph.inputs, names, strict=True):
        port.get_tensor().set_names({name})
    openvino.save_model(graph, str(path), compress_to_fp16=True)
    return names
