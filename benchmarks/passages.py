"""Passages of a dataset or folder, cut as a build cuts them, for the other benchmarks."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from corpus.chunker import ChunkLimits, chunk, indexed_text
from corpus.readers.sources import read_source
from embeddings.encoder import Encoder
from embeddings.source_reading import PassageTokens

SAMPLE = Path(__file__).resolve().parent.parent / "corpus" / "sample_archive"


def passage_texts(source: Path, encoder: Encoder, *, n_wanted: int) -> list[str]:
    """The first `n_wanted` texts that a build of the source would embed; fewer where it has fewer."""
    tokens, limits = PassageTokens(encoder), ChunkLimits()
    texts = (
        indexed_text(passage.context, passage.text)
        for document in read_source(source, on_skip=lambda skipped: None)
        for passage in chunk(document, encoder_tokens=tokens, limits=limits)
    )
    return list(islice(texts, n_wanted))
