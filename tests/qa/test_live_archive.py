"""A served archive and the versions that are published under it."""

from __future__ import annotations

import gc
import shutil
import weakref
from pathlib import Path

import pytest

from corpus.errors import IndexFolderError
from embeddings.build import BuildRequest, build
from embeddings.versions import current_name, switch
from qa.live_archive import LiveArchive
from qa.service import Question
from tests.conftest import SAMPLE, Silent

ASKED = Question(text="who tamed the river at Elbsande", k=1)


@pytest.fixture
def archive(tmp_path: Path) -> tuple[Path, Path]:
    """A folder of documents and its index."""
    pages, index = tmp_path / "pages", tmp_path / "index"
    shutil.copytree(SAMPLE / "saved", pages)
    build(index, BuildRequest(sources=(pages,)), Silent())
    return pages, index


def publish_another(pages: Path, index: Path) -> None:
    (pages / "new.jsonl").write_text('{"_id": "1", "text": "The engineer tamed the river at Elbsande."}\n')
    build(index, BuildRequest(), Silent())


def test_a_new_version_is_taken_up_and_the_same_one_is_not_opened_again(archive: tuple[Path, Path]) -> None:
    pages, index = archive
    live = LiveArchive(index)
    before = live.service
    assert not live.move() and live.service is before
    publish_another(pages, index)
    assert "Elbsande" not in live.ask(ASKED).citations[0].text
    assert live.move() and live.index_version == current_name(index) != before.index_version
    assert "Elbsande" in live.ask(ASKED).citations[0].text
    assert before.ask(ASKED).index_version == before.index_version


def test_a_version_that_cannot_be_opened_leaves_the_old_one_serving(archive: tuple[Path, Path]) -> None:
    pages, index = archive
    live = LiveArchive(index)
    before = live.index_version
    publish_another(pages, index)
    (index / "versions" / current_name(index) / "vectors.faiss").write_bytes(b"cut")
    assert not live.move() and not live.move()
    assert live.index_version == before and live.ask(ASKED).citations


def test_a_rollback_past_a_spoiled_version_is_followed(archive: tuple[Path, Path]) -> None:
    pages, index = archive
    first = current_name(index)
    publish_another(pages, index)
    live = LiveArchive(index)
    spoiled = live.index_version
    (index / "versions" / first / "vectors.faiss").write_bytes(b"cut")
    switch(index, first)
    assert not live.move() and live.index_version == spoiled
    (index / "CURRENT").unlink()
    with pytest.raises(IndexFolderError):
        live.move()
    switch(index, spoiled)
    assert not live.move() and live.index_version == spoiled


def test_questions_are_answered_while_versions_change(
    archive: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages, index = archive
    monkeypatch.setattr("qa.live_archive.LOOK_EVERY_S", 0.01)
    live = LiveArchive(index)
    first = live.index_version
    live.follow()
    publish_another(pages, index)
    second = current_name(index)
    answered = {live.ask(ASKED).index_version for _ in range(20)}
    while live.index_version != second:  # each turn asks: the test ends with the change or its time limit
        answered.add(live.ask(ASKED).index_version)
    answered.add(live.ask(ASKED).index_version)
    live.stop()
    assert answered <= {first, second} and second in answered


def test_an_old_version_is_let_go_at_once_without_a_look_for_cycles(archive: tuple[Path, Path]) -> None:
    pages, index = archive
    live = LiveArchive(index)
    live.ask(Question(text="what did Berg say"))
    retriever = live.service.retriever
    old = [weakref.ref(one) for one in (live.service, retriever.store, retriever.store.statements.finder)]
    del retriever
    publish_another(pages, index)
    gc.disable()
    try:
        assert live.move()
        assert [one() for one in old] == [None, None, None]
    finally:
        gc.enable()
