"""The vectors of a built index held against the reference encoder's."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from corpus.chunker import indexed_text
from corpus.store import Store
from embeddings.encoder import Encoder
from embeddings.faiss_index import FaissIndex
from embeddings.versions import DOCUMENTS_FILE, VECTORS_FILE, current_version


def least_cosine(index: Path, reference: Encoder) -> float:
    """The least cosine between a stored vector and the reference's of the same text."""
    folder = current_version(index).folder
    store = Store.open(folder / DOCUMENTS_FILE)
    rows = np.arange(store.n_passages)
    texts = [indexed_text(one.context, one.text) for one in store.passages(range(store.n_passages))]
    stored = FaissIndex.open(folder / VECTORS_FILE).vectors(rows)
    return float((stored * reference.encode_passages(texts)).sum(axis=1).min())
