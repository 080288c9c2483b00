"""Rows taken over from an earlier file: what comes out is what writing all anew gives."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.chunker import ChunkLimits, chunk
from corpus.documents import Document, Passage, Statement
from corpus.errors import IndexDamaged, IndexForeign
from corpus.store import Store, StoreWriter
from tests.corpus.made_documents import WordsTimes, documents, paragraph, unhurried


def chunked(document: Document) -> list[Passage]:
    return chunk(document, encoder_tokens=WordsTimes(), limits=ChunkLimits())


def said_in(document: Document) -> list[Statement]:
    """Statements that lie across each other, by persons and by nobody, the same for the same text."""
    speakers = ("Anna Berg", None, "Berg", "Jürgen Ärger", "\ud800")
    return [
        Statement(
            start=start,
            end=min(start + 40, len(document.text)),
            pieces=((start, min(start + 40, len(document.text))),),
            speaker=speakers[start % 5],
            speaker_as_written=speakers[start % 5] or "he",
            speaker_span=(0, 1) if start % 2 else None,
            role="Foreign  Minister" if start % 3 else None,
            cue=":",
            cue_span=None,
            direct=start % 2 == 0,
        )
        for start in range(0, len(document.text), 23)
    ]


def write(path: Path, archive: list[Document]) -> Store:
    with StoreWriter(path) as writer:
        for document in archive:
            writer.add(document, chunked(document), said_in(document))
    return Store.open(path)


@unhurried
@given(
    st.lists(documents(), max_size=4),
    st.lists(st.tuples(st.integers(0, 4), st.integers(1, 4)) | documents(), max_size=5),
)
def test_runs_taken_over_between_new_documents_give_the_same_bytes_as_writing_all(
    before: list[Document], steps: list[tuple[int, int] | Document]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        earlier = list(write(folder / "earlier", before).documents())
        with StoreWriter(folder / "taken", earlier=folder / "earlier") as writer:
            added: list[Document] = []
            for step in steps:
                if isinstance(step, Document):
                    writer.add(step, chunked(step), said_in(step))
                    added.append(step)
                elif sum(step) <= len(earlier):
                    wanted = earlier[step[0] : sum(step)]
                    placed = [n for first, n_in in writer.take_over(step) for n in range(first, first + n_in)]
                    assert placed == [writer.ordinal_of(document.document_id) for document in wanted]
                    added += wanted
        write(folder / "anew", added)
        assert (folder / "taken").read_bytes() == (folder / "anew").read_bytes()


def test_files_of_many_pages_come_out_the_same_too(tmp_path: Path) -> None:
    archive = [paragraph(f"Report {n}: {'the bridge was opened. ' * 30}", number=n) for n in range(300)]
    write(tmp_path / "earlier", archive)
    with StoreWriter(tmp_path / "taken", earlier=tmp_path / "earlier") as writer:
        writer.take_over((0, 200))
        writer.add(paragraph("New."), chunked(paragraph("New.")), said_in(paragraph("New.")))
        writer.take_over((210, 90))
    write(tmp_path / "anew", [*archive[:200], paragraph("New."), *archive[210:]])
    assert (tmp_path / "taken").read_bytes() == (tmp_path / "anew").read_bytes()


def test_documents_that_moved_are_taken_over_with_their_new_locators(tmp_path: Path) -> None:
    archive = [paragraph(f"Report {n}: {'the bridge was opened. ' * 9}", number=n) for n in range(150)]
    moved = [replace(document, locator=f"other#line-{n}") for n, document in enumerate(archive)]
    write(tmp_path / "earlier", archive)
    with StoreWriter(tmp_path / "taken", earlier=tmp_path / "earlier") as writer:
        writer.take_over((3, 1))
        writer.take_over((0, 150), locators=[document.locator for document in moved])
    write(tmp_path / "anew", [archive[3], *moved])
    assert (tmp_path / "taken").read_bytes() == (tmp_path / "anew").read_bytes()


def test_only_a_document_equal_in_every_stored_field_is_known(tmp_path: Path) -> None:
    known = replace(paragraph("One."), language="en")
    write(tmp_path / "earlier", [paragraph("None."), known])
    with StoreWriter(tmp_path / "s", earlier=tmp_path / "earlier") as writer:
        assert writer.earlier_ordinal(known) == 1
        assert writer.earlier_ordinal(replace(known, language="de")) is None
        assert writer.earlier_ordinal(replace(known, blocks=())) is None
        assert writer.earlier_ordinal(paragraph("Two.")) is None
    with StoreWriter(tmp_path / "other") as writer:
        assert writer.earlier_ordinal(known) is None
        with pytest.raises(ValueError, match="no earlier file"):
            writer.take_over((0, 1))


def test_an_earlier_file_that_cannot_be_read_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no database, but long enough to have a header of a hundred bytes" * 2)
    with pytest.raises(IndexForeign):
        StoreWriter(tmp_path / "s", earlier=tmp_path / "text")
    write(tmp_path / "earlier", [paragraph("One.")])
    with (tmp_path / "earlier").open("r+b") as file:
        file.truncate(4096)
    with pytest.raises(IndexDamaged):
        StoreWriter(tmp_path / "s", earlier=tmp_path / "earlier")
    assert not (tmp_path / "s").exists()
