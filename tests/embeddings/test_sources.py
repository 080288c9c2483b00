from __future__ import annotations

import os
from pathlib import Path

import pytest

from corpus.errors import IndexDamaged, SourceUnknown
from embeddings.sources import RememberedSource, combine, forget_source, read_sources, write_sources

WIRE = RememberedSource(path=Path("/archive/wire.jsonl"), n_documents=12)
ODD = RememberedSource(path=Path("/archive/Überlingen 😀"), n_documents=0)
UNTYPABLE = RememberedSource(path=Path(os.fsdecode(b"/archive/latin-\xfc")), n_documents=3)


def test_nothing_is_remembered_where_nothing_was_built(tmp_path: Path) -> None:
    assert read_sources(tmp_path) == read_sources(tmp_path / "nothing") == ()


def test_sources_are_remembered_in_order_whatever_their_names(tmp_path: Path) -> None:
    write_sources(tmp_path, [WIRE])
    write_sources(tmp_path, [UNTYPABLE, ODD, WIRE])
    assert read_sources(tmp_path) == (UNTYPABLE, ODD, WIRE)
    assert [path.name for path in tmp_path.iterdir()] == ["sources.json"]


@pytest.mark.parametrize(
    "content", ["", "{}}", "7", "[7]", '[{"path": "/a"}]', '[{"path": 1, "n_documents": 1}]']
)
def test_a_spoiled_list_is_damage_and_says_how_to_go_on(tmp_path: Path, content: str) -> None:
    (tmp_path / "sources.json").write_text(content)
    with pytest.raises(IndexDamaged, match="'onrecord build --only SOURCE") as caught:
        read_sources(tmp_path)
    assert caught.value.path == tmp_path / "sources.json"


def test_given_sources_are_added_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    here = RememberedSource(path=tmp_path / "a", n_documents=0)
    given = [Path("a"), tmp_path / "a", tmp_path / "b" / ".." / "a", WIRE.path]
    assert combine([WIRE], given) == [WIRE, here]


def test_a_source_is_forgotten_by_any_of_its_paths(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    source = RememberedSource(path=tmp_path / "a", n_documents=1)
    monkeypatch.chdir(tmp_path)
    write_sources(tmp_path, [WIRE, source])
    forget_source(tmp_path, Path("a"))
    assert read_sources(tmp_path) == (WIRE,)
    forget_source(tmp_path, WIRE.path)
    assert read_sources(tmp_path) == ()


def test_forgetting_what_is_unknown_names_what_is_known(tmp_path: Path) -> None:
    write_sources(tmp_path, [WIRE])
    with pytest.raises(SourceUnknown, match=r"other is not among the sources: /archive/wire\.jsonl"):
        forget_source(tmp_path, Path("/archive/other"))
    assert read_sources(tmp_path) == (WIRE,)
