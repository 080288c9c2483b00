from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.chunker import ChunkLimits
from corpus.errors import IndexBusy, IndexDamaged, IndexForeign, IndexMissing
from embeddings.build_lock import build_lock
from embeddings.encoder import EncoderSpec
from embeddings.manifest import Manifest
from embeddings.versions import (
    Version,
    all_versions,
    current_name,
    current_version,
    described_version,
    new_name,
    publish,
    switch,
    unfinished_folder,
    verify_files,
)

SPEC = EncoderSpec(
    model_name="Überlingen/model",
    weights_sha256="0" * 64,
    settings_sha256="1" * 64,
    query_prompt="query: ",
    document_prompt="",
    pooling="Pooling(mean)",
    precision="f32",
    dimension=32,
    window=64,
)


def made(index: Path, *, vectors: bytes = b"vectors") -> tuple[Path, Manifest]:
    """A version laid out, not published: what its files hold does not matter here."""
    name = new_name()
    folder = unfinished_folder(index, name)
    (folder / "model").mkdir()
    (folder / "model" / "encoder.json").write_bytes(b"{}")
    (folder / "vectors.faiss").write_bytes(vectors)
    (folder / "empty").write_bytes(b"")
    manifest = Manifest(
        name=name,
        created="2026-01-01T00:00:00+00:00",
        encoder=SPEC,
        chunking=ChunkLimits(),
        vector_index="none",
        n_documents=2,
        n_passages=3,
        n_skipped=0,
        content_sha256="2" * 64,
    )
    return folder, manifest


def published(index: Path, **contents: bytes) -> Version:
    folder, manifest = made(index, **contents)
    return publish(index, folder, manifest)


@given(st.datetimes(timezones=st.just(UTC)), st.timedeltas(timedelta(microseconds=1), timedelta(days=400)))
def test_names_sort_by_age(moment: datetime, later: timedelta) -> None:
    after = min(moment, datetime(9000, 1, 1, tzinfo=UTC)) + later
    before = min(moment, datetime(9000, 1, 1, tzinfo=UTC))
    if before.year >= 1000:  # strftime does not pad earlier years
        assert new_name(before) < new_name(after)


def test_a_published_version_reads_back(tmp_path: Path) -> None:
    version = published(tmp_path)
    read = current_version(tmp_path)
    assert read == version
    assert read.folder == tmp_path / "versions" / version.name
    assert read.manifest.encoder == SPEC
    assert read.manifest.chunking == ChunkLimits()
    assert set(read.manifest.files) == {"model/encoder.json", "vectors.faiss", "empty"}
    # sha256 of no bytes at all
    assert read.manifest.files["empty"].sha256.startswith("e3b0c44298fc1c149afbf4c8996fb92427ae41e4")
    assert read.manifest.files["vectors.faiss"].n_bytes == 7
    verify_files(read)


def test_versions_are_listed_oldest_first_and_can_be_returned_to(tmp_path: Path) -> None:
    first, second = published(tmp_path), published(tmp_path, vectors=b"others")
    unfinished_folder(tmp_path, new_name())
    assert [version.name for version in all_versions(tmp_path)] == [first.name, second.name]
    assert current_name(tmp_path) == second.name
    switch(tmp_path, first.name)
    assert current_version(tmp_path) == first


def test_what_cannot_be_verified_is_not_switched_to(tmp_path: Path) -> None:
    old = published(tmp_path)
    folder, manifest = made(tmp_path)
    (folder / "manifest.json").mkdir()  # so that writing the manifest fails
    with pytest.raises(OSError, match="directory"):
        publish(tmp_path, folder, manifest)
    folder, manifest = made(tmp_path)
    with pytest.raises(IndexDamaged):
        publish(tmp_path, folder, replace(manifest, encoder=None))  # type: ignore[arg-type] # does not read back
    assert current_version(tmp_path) == old
    assert [version.name for version in all_versions(tmp_path)] == [old.name]


@pytest.mark.parametrize("damage", ["missing", "cut", "longer", "a folder"])
def test_a_file_of_another_size_is_damage_at_once(tmp_path: Path, damage: str) -> None:
    path = published(tmp_path).folder / "vectors.faiss"
    path.unlink()
    if damage == "a folder":
        path.mkdir()
    elif damage != "missing":
        path.write_bytes(b"vec" if damage == "cut" else b"vectors and more")
    with pytest.raises(IndexDamaged, match="rebuild with 'onrecord build'") as caught:
        current_version(tmp_path)
    assert caught.value.path == path
    assert described_version(tmp_path).manifest.encoder == SPEC


def test_a_changed_file_of_the_same_size_is_found_by_its_checksum(tmp_path: Path) -> None:
    version = published(tmp_path)
    (version.folder / "vectors.faiss").write_bytes(b"vectorz")
    assert current_version(tmp_path) == version
    with pytest.raises(IndexDamaged, match="checksum") as caught:
        verify_files(version)
    assert caught.value.path.name == "vectors.faiss"


NOT_NAMES = ["", "no-such", "..", ".", "../..", "/", "/etc", "a/b", "x" * 5000, "nul\x00", "two\nlines"]


@pytest.mark.parametrize("name", NOT_NAMES)
def test_a_current_that_names_nothing_is_damage(tmp_path: Path, name: str) -> None:
    published(tmp_path)
    (tmp_path / "CURRENT").write_text(name)
    with pytest.raises(IndexDamaged, match=r"names version .* rebuild with 'onrecord build'") as caught:
        current_version(tmp_path)
    assert caught.value.path == tmp_path / "CURRENT"


def test_a_current_that_is_not_text_is_damage(tmp_path: Path) -> None:
    published(tmp_path)
    (tmp_path / "CURRENT").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(IndexDamaged):
        current_version(tmp_path)


@pytest.mark.parametrize("content", [b"", b"not JSON", b'{"name": "cut', b"\xff"])
def test_a_manifest_that_is_not_json_is_damage(tmp_path: Path, content: bytes) -> None:
    path = published(tmp_path).folder / "manifest.json"
    path.write_bytes(content)
    with pytest.raises(IndexDamaged, match="rebuild with 'onrecord build'") as caught:
        current_version(tmp_path)
    assert caught.value.path == path


FIELDS = ["name", "encoder", "chunking", "files", "n_passages", "content_sha256"]


@pytest.mark.parametrize("field", FIELDS)
def test_a_manifest_that_lacks_a_field_is_damage(tmp_path: Path, field: str) -> None:
    path = published(tmp_path).folder / "manifest.json"
    manifest = json.loads(path.read_text())
    del manifest[field]
    path.write_text(json.dumps(manifest))
    with pytest.raises(IndexDamaged, match="lacks a field"):
        current_version(tmp_path)


@pytest.mark.parametrize("field", ["encoder", "chunking", "files"])
@pytest.mark.parametrize("value", [None, [], "text", 7, {"a": 1}])
def test_a_manifest_with_a_field_of_another_shape_is_damage(
    tmp_path: Path, field: str, value: object
) -> None:
    path = published(tmp_path).folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), field: value}))
    with pytest.raises(IndexDamaged):
        current_version(tmp_path)


@pytest.mark.parametrize("content", ['{"format_version": 99}', "[]", "null", "{}", '"text"'])
def test_another_format_is_foreign(tmp_path: Path, content: str) -> None:
    path = published(tmp_path).folder / "manifest.json"
    path.write_text(content)
    with pytest.raises(IndexForeign, match=r"this program reads format 2 and 3; .* build anew"):
        current_version(tmp_path)


def test_a_folder_with_other_things_is_foreign_and_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(IndexForeign, match="holds other files"):
        current_version(tmp_path)
    with pytest.raises(IndexForeign, match="give another --index"), build_lock(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_in_place_of_the_folder_is_foreign(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("mine")
    with pytest.raises(IndexForeign):
        current_version(tmp_path / "index")
    with pytest.raises(IndexForeign), build_lock(tmp_path / "index"):
        pass
    assert (tmp_path / "index").read_text() == "mine"


@pytest.mark.parametrize(
    "own", ["keys.json", "build.lock", "sources.json", "sources.json.new", "CURRENT.new"]
)
def test_a_folder_where_nothing_was_published_yet_is_missing_not_foreign(tmp_path: Path, own: str) -> None:
    (tmp_path / own).write_text("")
    (tmp_path / "versions").mkdir()
    for folder in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(IndexMissing, match="build one with 'onrecord build SOURCE"):
            current_version(folder)


def test_an_unfinished_version_of_a_killed_build_is_cleaned_by_the_next(tmp_path: Path) -> None:
    killed, _ = made(tmp_path)
    folder = unfinished_folder(tmp_path, new_name())
    assert not killed.exists()
    assert list((tmp_path / "versions").iterdir()) == [folder]


HOLD = """
import sys
from pathlib import Path
from embeddings.build_lock import build_lock
with build_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_two_builds_at_once_are_told_apart_and_a_killed_one_lets_go(tmp_path: Path) -> None:
    arguments = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(IndexBusy, match="wait for it to end") as caught, build_lock(tmp_path):
            pass
        said = re.fullmatch(
            rf"process (\d+) on {re.escape(socket.gethostname())} since (\S+ \S+) UTC", caught.value.holder
        )
        assert said is not None
        assert int(said[1]) == other.pid
        since = datetime.strptime(said[2], "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
        assert timedelta(0) <= datetime.now(UTC) - since < timedelta(minutes=2)
        other.kill()
    with build_lock(tmp_path):
        assert f"process {os.getpid()} " in (tmp_path / "build.lock").read_text()


def test_a_manifest_can_be_read_by_any_json_reader(tmp_path: Path) -> None:
    version = published(tmp_path)
    facts = json.loads((version.folder / "manifest.json").read_text(encoding="utf-8"))
    assert facts == json.loads(json.dumps(asdict(version.manifest)))
    assert facts["format_version"] == 3


def test_a_version_of_the_format_before_this_is_still_read(tmp_path: Path) -> None:
    path = published(tmp_path).folder / "manifest.json"
    facts = {**json.loads(path.read_text()), "format_version": 2}
    del facts["changes"], facts["stories"]
    path.write_text(json.dumps(facts))
    assert current_version(tmp_path).manifest.changes is None
