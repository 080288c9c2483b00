from __future__ import annotations

import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.chunker import ChunkLimits, chunk, indexed_text
from corpus.documents import Document, DocumentId, Passage, PassageId, Source, content_hash
from corpus.errors import DocumentNotFound, IndexDamaged, IndexForeign, PassageNotFound
from corpus.filters import NO_FILTERS, Filters, name_key
from corpus.person_names import read_name
from corpus.statements import find_statements
from corpus.store import Store, StoreWriter
from tests.corpus.made_documents import (
    PAPER,
    WIRE,
    WordsTimes,
    day,
    days,
    documents,
    names,
    paragraph,
    unhurried,
)

LIMITS = ChunkLimits()


def chunked(document: Document) -> list[Passage]:
    return chunk(document, encoder_tokens=WordsTimes(), limits=LIMITS)


def written(path: Path, archive: list[Document]) -> Store:
    with StoreWriter(path) as writer:
        for document in archive:
            writer.add(document, chunked(document), find_statements(document))
    return Store.open(path)


@contextmanager
def stored(archive: list[Document]) -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        yield written(Path(folder) / "documents.sqlite", archive)


def distinct(archive: list[Document]) -> list[Document]:
    return list({document.document_id: document for document in reversed(archive)}.values())[::-1]


def meets(passage: Passage, filters: Filters) -> bool:
    """The rule of Filters in its plainest form."""
    if filters.from_date or filters.to_date:
        dates = [s.event_date for s in passage.sentences if s.event_date]
        if not any(
            (filters.from_date is None or d.end >= filters.from_date)
            and (filters.to_date is None or d.start <= filters.to_date)
            for d in dates
        ):
            return False
    if filters.source is not None and name_key(filters.source) not in {
        name_key(s.name) for s in passage.sources
    }:
        return False
    return filters.speaker is None or (
        passage.speaker is not None and read_name(passage.speaker).key == read_name(filters.speaker).key
    )


@st.composite
def filters(draw: st.DrawFn) -> Filters:
    start, end = draw(st.none() | days), draw(st.none() | days)
    if start and end and end < start:
        start, end = end, start
    return Filters(
        from_date=start,
        to_date=end,
        source=draw(st.none() | names | st.text(max_size=3)),
        speaker=draw(st.none() | names),
    )


@unhurried
@given(st.lists(documents(), max_size=4))
def test_what_is_read_is_what_was_written(archive: list[Document]) -> None:
    archive = distinct(archive)
    passages = [passage for document in archive for passage in chunked(document)]
    with stored(archive) as store:
        assert (store.n_documents, store.n_passages) == (len(archive), len(passages))
        assert list(store.documents()) == archive
        assert [store.document(document.document_id) for document in archive] == archive
        assert store.passages(range(len(passages))) == passages
        assert [store.passage(p.passage_id) for p in passages] == list(enumerate(passages))
        for document in archive:
            assert store.passages_of(document.document_id) == chunked(document)


@unhurried
@given(st.lists(documents(), max_size=4))
def test_texts_come_in_order_of_rows_with_the_hash_of_what_is_embedded(archive: list[Document]) -> None:
    with stored(archive) as store:
        batches = list(store.texts_to_index(2))
        texts = [text for batch in batches for text in batch]
        assert all(len(batch) == 2 for batch in batches[:-1])
        passages = store.passages(range(store.n_passages))
        assert [(t.row, t.passage_id, t.context, t.text) for t in texts] == [
            (row, p.passage_id, p.context, p.text) for row, p in enumerate(passages)
        ]
        owners = [store.document(p.document_id) for p in passages]
        assert [t.title for t in texts] == [
            owner.title if p.sources == owner.sources else ""
            for p, owner in zip(passages, owners, strict=True)
        ]
        keys = [(row, content_hash(indexed_text(p.context, p.text))) for row, p in enumerate(passages)]
        assert list(store.embedding_keys()) == [(t.row, t.embedding_key) for t in texts] == keys


@unhurried
@given(st.lists(documents(), max_size=5), st.lists(filters(), min_size=1, max_size=5))
def test_filters_find_what_a_look_at_every_passage_of_a_live_document_finds(
    archive: list[Document], asked: list[Filters]
) -> None:
    with stored(archive) as store:
        passages = store.passages(range(store.n_passages))
        live = [row for row, p in enumerate(passages) if not store.document(p.document_id).retracted]
        for each in asked:
            found = store.matching(each)
            expected = [row for row in live if meets(passages[row], each)]
            assert (found is None) == (each.is_empty and len(live) == len(passages))
            if found is not None:
                assert found.rows.tolist() == expected
                assert found.rows.dtype == np.int64


def test_no_filters_ask_for_no_set() -> None:
    with stored([]) as store:
        assert store.matching(NO_FILTERS) is None


def test_a_source_matches_whatever_its_case_and_leading_the() -> None:
    with stored([paragraph("One.")]) as store:
        for name in ("The Wire", "wire", "THE  WIRE"):
            found = store.matching(Filters(source=name))
            assert found is not None
            assert found.rows.tolist() == [0]
        assert store.matching(Filters(source="Wire Service")).rows.tolist() == []  # type: ignore[union-attr]


def test_a_passage_that_tells_of_two_days_is_found_by_either_once() -> None:
    document = paragraph("Monday. Tuesday.")
    (passage,) = chunked(document)
    first, second = passage.sentences
    dated = replace(
        passage,
        sentences=(
            replace(first, event_date=day("2007-06-04")),
            replace(second, event_date=day("2007-06-05")),
        ),
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "documents.sqlite"
        with StoreWriter(path) as writer:
            writer.add(document, [dated])
        store = Store.open(path)
        monday = day("2007-06-04").start
        for start, end, rows in [(0, 0, [0]), (1, 1, [0]), (0, 1, [0]), (-1, -1, []), (2, 9, [])]:
            window = Filters(from_date=monday + timedelta(days=start), to_date=monday + timedelta(days=end))
            assert store.matching(window).rows.tolist() == rows  # type: ignore[union-attr]


def test_a_document_that_is_there_is_left_out(tmp_path: Path) -> None:
    document = paragraph("Once.")
    with StoreWriter(tmp_path / "s") as writer:
        assert writer.add(document, chunked(document))
        assert not writer.add(document, chunked(document))
        assert (writer.n_documents, writer.n_passages) == (1, 1)
    assert Store.open(tmp_path / "s").n_passages == 1


def test_facts_of_documents_come_without_their_text(tmp_path: Path) -> None:
    archive = [
        paragraph(f"Text {n}.", title=f"T{n}", number=n, published=day("2007-06-09")) for n in range(3)
    ]
    store = written(tmp_path / "s", archive)
    facts = store.document_facts([d.document_id for d in archive[1:]])
    assert [(f.title, f.locator, f.published, f.sources) for f in facts.values()] == [
        ("T1", "file#1", day("2007-06-09"), (WIRE,)),
        ("T2", "file#2", day("2007-06-09"), (WIRE,)),
    ]


@pytest.mark.parametrize("unknown", ["", "0" * 32, "Ü\x00\ud800", "'; DROP TABLE passages; --", "é" * 32])
def test_an_unknown_id_is_said_to_be_unknown(tmp_path: Path, unknown: str) -> None:
    store = written(tmp_path / "s", [paragraph("One.")])
    with pytest.raises(DocumentNotFound):
        store.document(DocumentId(unknown))
    with pytest.raises(DocumentNotFound):
        store.document_facts([DocumentId(unknown)])
    with pytest.raises(DocumentNotFound):
        store.passages_of(DocumentId(unknown))
    with pytest.raises(PassageNotFound):
        store.passage(PassageId(unknown))


def test_a_row_beyond_the_last_is_refused(tmp_path: Path) -> None:
    store = written(tmp_path / "s", [paragraph("One.")])
    for row in (1, -1):
        with pytest.raises(ValueError, match="no row"):
            store.passages([row])


def test_rows_come_in_the_order_asked_and_as_often(tmp_path: Path) -> None:
    store = written(tmp_path / "s", [paragraph(f"Text {n}.", number=n) for n in range(5)])
    rows = np.array([3, 0, 3, 4])
    assert [p.text for p in store.passages(rows.tolist())] == ["Text 3.", "Text 0.", "Text 3.", "Text 4."]


def test_many_threads_may_read(tmp_path: Path) -> None:
    store = written(tmp_path / "s", [paragraph(f"Text {n}.", number=n) for n in range(200)])
    wrong: list[int] = []

    def read() -> None:
        wrong.extend(n for n in range(200) if store.passages([n])[0].text != f"Text {n}.")

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_folder_with_odd_characters_in_its_name_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "what? 100% #1 ü"
    folder.mkdir()
    assert written(folder / "documents.sqlite", [paragraph("One.")]).n_documents == 1


def test_nothing_is_written_beside_the_file_when_it_is_read(tmp_path: Path) -> None:
    written(tmp_path / "s", [paragraph("One.")]).passages([0])
    assert [path.name for path in tmp_path.iterdir()] == ["s"]


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    written(tmp_path / "s", [])
    with pytest.raises(FileExistsError):
        StoreWriter(tmp_path / "s")


def test_an_unfinished_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), StoreWriter(tmp_path / "s") as writer:
        writer.add(paragraph("One."), [])
        raise KeyboardInterrupt
    with pytest.raises(IndexDamaged, match=r"did not finish|cut short"):
        Store.open(tmp_path / "s")


def test_a_missing_cut_or_changed_file_is_damage(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged):
        Store.open(tmp_path / "none")
    written(tmp_path / "s", [paragraph(f"Text {n} " * 50, number=n) for n in range(50)])
    whole = (tmp_path / "s").read_bytes()
    for n_bytes in (0, 10, 99, 100, 4096, len(whole) - 4096, len(whole) - 1):
        (tmp_path / "cut").write_bytes(whole[:n_bytes])
        with pytest.raises(IndexDamaged):
            Store.open(tmp_path / "cut")
    (tmp_path / "zeroed").write_bytes(whole[:100] + bytes(len(whole) - 100))
    with pytest.raises(IndexDamaged):
        Store.open(tmp_path / "zeroed")


@unhurried
@given(st.data())
def test_changed_bytes_are_damage_or_another_text_and_nothing_else(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "s"
        written(
            path,
            [
                paragraph("Text. Text. " * 50, title="T", number=n, published=day("2007-06-09"))
                for n in range(9)
            ],
        )
        content = bytearray(path.read_bytes())
        start = data.draw(st.integers(0, len(content) - 1))
        content[start : start + 40] = data.draw(st.binary(min_size=1, max_size=40))[: len(content) - start]
        path.write_bytes(content)
        try:
            store = Store.open(path)
            for document in store.documents():
                store.passages_of(document.document_id)
            store.matching(Filters(source="wire", from_date=day("2007-01-01").start))
        except (IndexDamaged, IndexForeign, DocumentNotFound):
            pass


def test_other_files_are_foreign(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("This is no database. " * 20)
    with database(tmp_path / "other") as other:
        other.execute("CREATE TABLE t (x)")
    written(tmp_path / "newer", [])
    with database(tmp_path / "newer") as newer:
        newer.execute("PRAGMA user_version=99")
    for name in ("text", "other", "newer"):
        with pytest.raises(IndexForeign):
            Store.open(tmp_path / name)


@contextmanager
def database(path: Path) -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(path)
    yield db
    db.commit()
    db.close()


def test_a_passages_own_sources_are_kept(tmp_path: Path) -> None:
    document = paragraph("One.")
    own = replace(chunked(document)[0], sources=(PAPER, Source(name="Ärger")))
    with StoreWriter(tmp_path / "s") as writer:
        writer.add(document, [own])
    store = Store.open(tmp_path / "s")
    assert store.passages([0]) == [own]
    assert store.matching(Filters(source="ärger")).rows.tolist() == [0]  # type: ignore[union-attr]
    assert store.matching(Filters(source="wire")).rows.tolist() == []  # type: ignore[union-attr]
