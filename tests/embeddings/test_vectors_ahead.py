"""Passages embedded while more are read: the same vectors in the same batches, and errors in their place."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus.documents import Document, Passage
from corpus.store import Store, StoreWriter
from embeddings import vectors_ahead
from embeddings.build import BuildRequest, build
from embeddings.compiled_encoder import CompiledEncoder
from embeddings.encoder import Vectors
from embeddings.vector_cache import VectorCache
from embeddings.vectors_ahead import Batch, PassageVectors, VectorsAhead, batch_sizes, stored_batches
from embeddings.versions import current_version
from tests.corpus.made_documents import paragraph
from tests.embeddings.made_archives import Noted, row, write_rows

N_DOCUMENTS = 40


class Watched:
    """An encoder that notes how many texts it is given at once, and by which thread."""

    def __init__(self, encoder: CompiledEncoder, *, fails_at: int = -1) -> None:
        self.spec = encoder.spec
        self.batches: list[int] = []
        self.threads: set[int] = set()
        self._encoder = encoder
        self._fails_at = fails_at

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        if len(self.batches) == self._fails_at:
            raise OSError(28, "No space left on device")
        self.batches.append(len(texts))
        self.threads.add(threading.get_ident())
        return self._encoder.encode_passages(texts)


def whole(document: Document) -> Passage:
    return Passage(
        passage_id=document.document_id,  # type: ignore[arg-type] # any id serves
        document_id=document.document_id,
        start=0,
        end=len(document.text),
        text=document.text,
        context="",
        sentences=(),
        sources=document.sources,
        speaker=None,
        n_tokens=1,
    )


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors_ahead, "FIRST_BATCHES", (4, 8))
    monkeypatch.setattr(vectors_ahead, "EMBED_BATCH", 16)


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [paragraph(f"Report {n}: the bridge {'was opened ' * (n % 3)}.") for n in range(N_DOCUMENTS)]


@pytest.fixture(scope="module")
def store(documents: list[Document], tmp_path_factory: pytest.TempPathFactory) -> Store:
    path = tmp_path_factory.mktemp("ahead") / "documents.sqlite"
    with StoreWriter(path) as writer:
        for document in documents:
            writer.add(document, [whole(document)])
    return Store.open(path)


def vectors_by(encoder: Watched, cache: Path) -> PassageVectors:
    return PassageVectors(encoder, known=[], cache=VectorCache(cache, encoder.spec))  # type: ignore[arg-type] # all that is used


def fed(ahead: VectorsAhead, documents: Sequence[Document]) -> Iterator[int]:
    for document in documents:
        ahead.add([whole(document)])
    yield from ahead.rest()


def test_the_batches_and_vectors_are_those_of_embedding_afterwards(
    documents: list[Document], store: Store, tiny_compiled: CompiledEncoder, tmp_path: Path
) -> None:
    afterwards = Watched(tiny_compiled)
    expected = vectors_by(afterwards, tmp_path / "one")
    for batch in stored_batches(store, 0):
        expected.add(batch)
    encoder = Watched(tiny_compiled)
    vectors = vectors_by(encoder, tmp_path / "two")
    with VectorsAhead(vectors, n_cores=2) as ahead:
        n_ahead = sum(fed(ahead, documents))
        assert n_ahead == len(vectors.index) == 4 + 8 + 16
        assert threading.get_ident() not in encoder.threads
        for batch in stored_batches(store, n_ahead):
            vectors.add(batch)
    assert encoder.batches == afterwards.batches == [4, 8, 16, 12]
    assert vectors.n_embedded == N_DOCUMENTS
    rows = np.arange(N_DOCUMENTS)
    np.testing.assert_array_equal(vectors.index.vectors(rows), expected.index.vectors(rows))


def test_what_was_embedded_ahead_outlives_a_crash(
    documents: list[Document], tiny_compiled: CompiledEncoder, tmp_path: Path
) -> None:
    with VectorsAhead(vectors_by(Watched(tiny_compiled), tmp_path), n_cores=2) as ahead:
        assert sum(fed(ahead, documents[:7])) == 4
    assert len(VectorCache(tmp_path, tiny_compiled.spec)) == 4


def test_no_more_than_a_bounded_number_of_batches_wait(
    documents: list[Document], store: Store, tiny_compiled: CompiledEncoder, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(vectors_ahead, "_MOST_WAITING", 1)
    go_on, begun = threading.Event(), threading.Event()
    vectors = vectors_by(Watched(tiny_compiled), tmp_path)
    add = vectors.add

    def held(batch: Batch) -> None:
        begun.set()
        go_on.wait()
        add(batch)

    monkeypatch.setattr(vectors, "add", held)
    with VectorsAhead(vectors, n_cores=2) as ahead:
        for document in documents[:4]:
            ahead.add([whole(document)])
        begun.wait()
        for document in documents[4:]:
            ahead.add([whole(document)])
        go_on.set()
        n_ahead = sum(ahead.rest())
    assert n_ahead in (4, 12)  # the second batch waited, unless the first was not yet begun
    assert n_ahead + sum(len(batch.keys) for batch in stored_batches(store, n_ahead)) == N_DOCUMENTS


@pytest.mark.parametrize("fails_at", [0, 1, 2])
def test_an_error_of_the_other_thread_is_raised_by_who_reads(
    documents: list[Document], tiny_compiled: CompiledEncoder, tmp_path: Path, fails_at: int
) -> None:
    vectors = vectors_by(Watched(tiny_compiled, fails_at=fails_at), tmp_path)
    with pytest.raises(OSError, match="No space left"), VectorsAhead(vectors, n_cores=2) as ahead:
        sum(fed(ahead, documents))
    assert not [thread for thread in threading.enumerate() if thread.name == "vectors ahead"]


def test_reading_that_fails_leaves_no_thread_behind(
    documents: list[Document], tiny_compiled: CompiledEncoder, tmp_path: Path
) -> None:
    vectors = vectors_by(Watched(tiny_compiled), tmp_path)
    with pytest.raises(KeyboardInterrupt), VectorsAhead(vectors, n_cores=2) as ahead:
        for document in documents:
            ahead.add([whole(document)])
        raise KeyboardInterrupt
    assert not [thread for thread in threading.enumerate() if thread.name == "vectors ahead"]


def test_on_one_core_nothing_is_embedded_ahead(
    documents: list[Document], tiny_compiled: CompiledEncoder, tmp_path: Path
) -> None:
    encoder = Watched(tiny_compiled)
    with VectorsAhead(vectors_by(encoder, tmp_path), n_cores=1) as ahead:
        assert sum(fed(ahead, documents)) == 0
    assert encoder.batches == []


def test_batches_grow_to_their_size() -> None:
    sizes = batch_sizes()
    assert [next(sizes) for _ in range(5)] == [4, 8, 16, 16, 16]


def test_one_core_and_two_build_the_same_vectors(index: Path, tmp_path: Path) -> None:
    source = write_rows(tmp_path / "wire.jsonl", [row(number) for number in range(60)])
    made = []
    for workers in (1, 2):
        request = BuildRequest(sources=(source,), only=True, fresh=True, workers=workers)
        report = build(index, request, Noted())
        assert report.n_embedded == report.n_passages == 60
        made.append((current_version(index).folder / "vectors.faiss").read_bytes())
    assert made[0] == made[1]
