"""One document cut: its passages and its statements, as a build stores them.

What a process that reads imports: no torch, no openvino, no faiss.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.chunker import ChunkLimits, TokenCounter, chunk
from corpus.documents import Document, Passage, Statement
from corpus.spoken import with_speakers
from corpus.statements import find_statements
from embeddings.encoder_folder import StoredTokens

CutDocument = tuple[Sequence[Passage], Sequence[Statement]]
Cut = Callable[[Document], CutDocument]


def cut_by(tokens: TokenCounter, limits: ChunkLimits) -> Cut:
    """How to cut a document for an encoder that counts so."""

    def cut(document: Document) -> CutDocument:
        statements = find_statements(document)
        passages = chunk(document, encoder_tokens=tokens, limits=limits, said=statements)
        return with_speakers(passages, statements), statements

    return cut


def stored_cut(folder: Path, limits: ChunkLimits) -> Cut:
    """The same, for the compiled encoder that a folder holds.

    Raises:
        IndexDamaged: the folder lacks a file, or one cannot be read.
    """
    return cut_by(StoredTokens(folder), limits)
