from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.durable_files import link_tree, replace_text, sync_tree


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r")), st.text("ab"))
def test_a_replaced_file_reads_as_it_was_given(
    tmp_path_factory: pytest.TempPathFactory, text: str, before: str
) -> None:
    path = tmp_path_factory.mktemp("files") / "CURRENT"
    path.write_text(before)
    replace_text(path, text)
    assert path.read_text(encoding="utf-8") == text
    assert [other.name for other in path.parent.iterdir()] == ["CURRENT"]


def test_a_file_that_cannot_be_written_leaves_the_old(tmp_path: Path) -> None:
    path = tmp_path / "CURRENT"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        replace_text(path, "\ud800")
    assert path.read_text() == "old"


def test_linked_files_are_the_same_files(tmp_path: Path) -> None:
    (tmp_path / "a" / "deep").mkdir(parents=True)
    (tmp_path / "a" / "deep" / "file").write_text("content")
    link_tree(tmp_path / "a", tmp_path / "b")
    linked = tmp_path / "b" / "deep" / "file"
    assert linked.read_text() == "content"
    assert linked.stat().st_ino == (tmp_path / "a" / "deep" / "file").stat().st_ino
    sync_tree(tmp_path / "b")
