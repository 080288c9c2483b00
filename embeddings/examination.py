"""Whether a version is what it should be: before it is published, and whenever it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from corpus.chunker import indexed_text
from corpus.documents import Document, Passage, passage_id
from corpus.fulltext import FullTextIndex
from corpus.fulltext_words import content_words
from corpus.store import Store
from corpus.story_groups import StoryGroups
from embeddings.encoder import Encoder
from embeddings.faiss_index import FaissIndex
from embeddings.vector_index import VectorIndex
from embeddings.versions import (
    DOCUMENTS_FILE,
    FULLTEXT_FOLDER,
    STORIES_FILE,
    VECTORS_FILE,
    Version,
)

N_SAMPLED = 32  # passages that must find themselves; a twentieth of a second on two cores
# Of a stored vector to that of the same text embedded again: encoders are held to 0.999, and the
# vector of another text or model lies far below.
LEAST_SELF_COSINE = 0.99
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The opened files of a version."""

    store: Store
    fulltext: FullTextIndex
    vectors: VectorIndex
    stories: StoryGroups

    @classmethod
    def open(cls, version: Version) -> Contents:
        """Open a version's files, wherever its folder is.

        Raises:
            IndexDamaged, IndexForeign: one cannot be read.
        """
        store = Store.open(version.folder / DOCUMENTS_FILE)
        return cls(
            store=store,
            fulltext=FullTextIndex.open(version.folder / FULLTEXT_FOLDER),
            vectors=FaissIndex.open(version.folder / VECTORS_FILE),
            stories=StoryGroups.read(version.folder / STORIES_FILE, n_passages=store.n_passages),
        )


def examine(version: Version, encoder: Encoder) -> list[str]:
    """What is wrong with a version's counts and its finding of its own passages, in sentences.

    Raises:
        IndexDamaged, IndexForeign: a file cannot be read.
    """
    contents = Contents.open(version)
    return wrong_counts(version, contents) or lost_passages(contents, encoder)


def wrong_counts(version: Version, contents: Contents) -> list[str]:
    """Where what the files hold is not as many as the manifest says."""
    manifest = version.manifest
    counted = [
        ("documents", manifest.n_documents, contents.store.n_documents),
        ("passages", manifest.n_passages, contents.store.n_passages),
        ("passages in the full text", manifest.n_passages, contents.fulltext.n_passages),
        ("vectors", manifest.n_passages, len(contents.vectors)),
        ("numbers in a vector", manifest.encoder.dimension, contents.vectors.dimension),
    ]
    return [f"{found} {what} instead of {wanted}" for what, wanted, found in counted if found != wanted]


def lost_passages(contents: Contents, encoder: Encoder) -> list[str]:
    """Sampled passages that are not found by their own words, or lie far from their own vector."""
    n_passages = contents.store.n_passages
    rows = np.unique(np.linspace(0, max(n_passages - 1, 0), N_SAMPLED, dtype=np.int64))[:n_passages]
    passages = contents.store.passages(rows.tolist())
    expected = encoder.encode_passages([indexed_text(p.context, p.text) for p in passages])
    cosines = (contents.vectors.vectors(rows) * expected).sum(axis=1)
    lost = []
    for row, passage, cosine in zip(rows, passages, cosines, strict=True):
        if not cosine >= LEAST_SELF_COSINE:  # NaN too
            lost.append(f"passage {passage.passage_id} is not found by its vector (cosine {cosine:.3f})")
        elif content_words(passage.text) and not contents.fulltext.scores(passage.text, rows[rows == row])[0]:
            lost.append(f"passage {passage.passage_id} is not found by its words")
    return lost[:_MOST_NAMED]


def false_citations(store: Store) -> Iterator[str]:
    """Every passage that is not the slice of its document that it says it is, in sentences.

    Raises:
        IndexDamaged: the file does not read as it was written.
    """
    for document in store.documents():
        for passage in store.passages_of(document.document_id):
            problem = _false(passage, document)
            if problem:
                yield f"passage {passage.passage_id} of document {document.document_id}: {problem}"


def _false(passage: Passage, document: Document) -> str | None:
    start, end = passage.start, passage.end
    if not 0 <= start < end <= len(document.text) or passage.text != document.text[start:end]:
        return f"its text is not the document's from {start} to {end}"
    if passage.passage_id != passage_id(document.document_id, start, end):
        return "its id is not that of its span"
    if any(not start <= sentence.start < sentence.end <= end for sentence in passage.sentences):
        return "a sentence lies outside it"
    return None
