"""Versions that stay, are returned to, set aside or removed."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.errors import IndexBusy, IndexDamaged, VersionRefused, VersionUnknown
from corpus.store import Store
from embeddings.build import BuildRequest, build
from embeddings.build_lock import build_lock
from embeddings.compiled_encoder import Use, open_encoder
from embeddings.examination import examine, false_citations
from embeddings.retention import collect, hold, roll_back
from embeddings.versions import (
    Version,
    current_name,
    current_version,
    verify_files,
    version_names,
)
from tests.embeddings.made_archives import Noted, row, write_rows


@pytest.fixture
def versions(index: Path, tmp_path: Path) -> list[str]:
    """Four versions, the last in use."""
    wire = tmp_path / "wire.jsonl"
    for n in range(2, 5):
        write_rows(wire, [row(number) for number in range(n)])
        build(index, BuildRequest(sources=(wire,), only=True), Noted())
    return version_names(index)


def test_a_rollback_returns_to_the_version_before_or_to_one_by_name(index: Path, versions: list[str]) -> None:
    done = roll_back(index)
    assert done.version.name == current_name(index) == versions[2]
    assert (done.before, done.next) == (versions[3], versions[1])
    done = roll_back(index)
    assert (done.version.name, done.before, done.next) == (versions[1], versions[2], versions[0])
    done = roll_back(index, versions[3])
    assert (done.version.name, done.before, done.next) == (versions[3], versions[1], versions[2])
    assert current_name(index) == versions[3]
    assert version_names(index) == versions


def test_a_rollback_to_nothing_or_to_damage_leaves_the_version_in_use(
    index: Path, versions: list[str]
) -> None:
    with pytest.raises(VersionUnknown, match="has no version 'nope'"):
        roll_back(index, "nope")
    (index / "versions" / versions[2] / "vectors.faiss").write_bytes(b"cut")
    with pytest.raises(IndexDamaged):
        roll_back(index)
    assert current_name(index) == versions[3]
    roll_back(index, versions[0])
    with pytest.raises(
        VersionUnknown,
        match=f"{versions[0]} is in use, and .* none from before it; name a newer.*{versions[3]}",
    ):
        roll_back(index)
    with build_lock(index), pytest.raises(IndexBusy):
        roll_back(index, versions[1])


def test_a_build_after_a_rollback_publishes_anew_and_embeds_nothing(index: Path, versions: list[str]) -> None:
    roll_back(index)
    report = build(index, BuildRequest(), Noted())
    assert report.published and report.n_embedded == 0
    assert current_version(index).manifest.n_documents == 4


def test_gc_keeps_the_newest_the_one_in_use_and_nothing_left_over(index: Path, versions: list[str]) -> None:
    (index / "versions" / ".unfinished-x").mkdir()
    (index / "versions" / ".removed-x").mkdir()
    roll_back(index, versions[0])
    done = collect(index, keep=2)
    assert done.removed == tuple(versions[1:3])
    assert (done.kept, done.current) == ((versions[0], versions[3]), versions[0])
    assert done.n_bytes > 0
    assert sorted(path.name for path in (index / "versions").iterdir()) == [versions[0], versions[3]]
    for name in done.kept:
        verify_files(current_version(index) if name == versions[0] else roll_back(index, name).version)


HOLD = """
import sys
from pathlib import Path
from embeddings.retention import hold
from embeddings.versions import current_version
version = current_version(Path(sys.argv[1]))
class Service: pass
service = Service()
hold(version, service)
print("held", flush=True)
sys.stdin.read()
"""


def test_gc_leaves_a_version_that_another_process_serves(index: Path, versions: list[str]) -> None:
    roll_back(index, versions[1])
    arguments = [sys.executable, "-c", HOLD, str(index)]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None and other.stdout.readline() == "held\n"
        roll_back(index, versions[3])
        done = collect(index, keep=1)
        assert (done.served, done.kept) == ((versions[1],), (versions[1], versions[3]))
        other.kill()
    assert collect(index, keep=1).kept == (versions[3],)


def test_a_version_is_let_go_with_its_holder(index: Path, versions: list[str]) -> None:
    class Service:
        pass

    service = Service()
    hold(current_version(index), service)
    roll_back(index, versions[0])
    assert collect(index, keep=1).served == (versions[3],)
    del service
    assert collect(index, keep=1).kept == (versions[0],)


def test_a_version_that_does_not_pass_is_set_aside_and_the_old_one_serves(
    index: Path, versions: list[str], tmp_path: Path
) -> None:
    write_rows(tmp_path / "wire.jsonl", [row(number) for number in range(6)])
    for reason in ("the first reason", "no such answer"):
        with pytest.raises(VersionRefused, match=rf"{reason}.*{versions[3]} goes on serving") as caught:
            build(index, BuildRequest(), Noted(), examine_also=lambda _, reason=reason: [reason])
        assert current_name(index) == versions[3]
        assert version_names(index) == versions
    kept = caught.value.kept
    assert kept.parent == index / "failed" and (kept / "manifest.json").exists()
    assert (index / "failed" / f"{kept.name}.txt").read_text() == "no such answer\n"
    assert len(list((index / "failed").iterdir())) == 2  # the last one alone
    report = build(index, BuildRequest(), Noted())
    assert report.published and report.n_embedded == 0


def test_a_version_whose_passages_do_not_find_themselves_does_not_pass(
    index: Path, versions: list[str]
) -> None:
    version = current_version(index)
    encoder = open_encoder(version.folder / "model", use=Use.LATENCY)
    assert examine(version, encoder) == []
    other = index / "versions" / versions[2]
    (version.folder / "vectors.faiss").unlink()
    os.link(other / "vectors.faiss", version.folder / "vectors.faiss")
    assert examine(version, encoder) == ["3 vectors instead of 4"]


def test_a_passage_that_is_no_slice_of_its_document_is_named(index: Path, versions: list[str]) -> None:
    version: Version = current_version(index)
    path = version.folder / "documents.sqlite"
    assert list(false_citations(Store.open(path))) == []
    with sqlite3.connect(path) as db:
        db.execute('UPDATE passages SET start = 3, "end" = 9 WHERE row = 1')
    (problem,) = false_citations(Store.open(path))
    assert "its text is not the document's from 3 to 9" in problem
