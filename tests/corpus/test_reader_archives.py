import bz2
import gzip
import json
import lzma
import random
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from corpus.documents import Document, Skipped
from tests.corpus.made_files import (
    CSV,
    HTML,
    JSON_LINES,
    RSS,
    TEXT,
    read,
    read_bytes,
    small_docx,
    small_pdf,
    tar_bytes,
    write,
    zip_bytes,
)

TEXT_BYTES = TEXT.encode()
MEMBERS = {
    "b/page.html": HTML,
    "a.txt": TEXT_BYTES,
    "rows.jsonl": JSON_LINES,
    "rows.csv": CSV,
    "c/report.pdf": small_pdf(),
    "c/word.docx": small_docx(),
    "feed.xml": RSS,
}


def _locators(documents: list[Document]) -> list[str]:
    return [document.locator for document in documents]


def _problems(skipped: list[Skipped]) -> list[tuple[str, str]]:
    return [(problem.locator, problem.reason) for problem in skipped]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("dump.zip", zip_bytes(MEMBERS)),
        ("dump.zip", zip_bytes(MEMBERS, zipfile.ZIP_STORED)),
        ("dump.zip", zip_bytes(MEMBERS, zipfile.ZIP_LZMA)),
        ("dump.tar", tar_bytes(MEMBERS)),
        ("dump.tar.gz", tar_bytes(MEMBERS, "w:gz")),
        ("dump.TGZ", tar_bytes(MEMBERS, "w:gz")),
        ("dump.tar.bz2", tar_bytes(MEMBERS, "w:bz2")),
        ("dump.tar.xz", tar_bytes(MEMBERS, "w:xz")),
    ],
)
def test_the_members_of_an_archive_are_read_as_files_are(name: str, data: bytes) -> None:
    documents, skipped = read_bytes(name, data)
    places = sorted(locator.removeprefix(f"{name}!/") for locator in _locators(documents))
    assert places == [
        *("a.txt", "b/page.html", "c/report.pdf", "c/word.docx", "feed.xml#item-1", "feed.xml#item-2"),
        *("rows.csv#line-2", "rows.csv#line-3", "rows.jsonl#line-1", "rows.jsonl#line-2"),
    ]
    assert _problems(skipped) == [(f"{name}!/feed.xml#item-3", "neither title nor text")]


@pytest.mark.parametrize(
    ("ending", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)]
)
def test_a_compressed_file_is_read_as_what_it_was(ending: str, pack: object) -> None:
    documents, _ = read_bytes(f"rows.jsonl{ending}", pack(JSON_LINES))  # type: ignore[operator]
    assert _locators(documents) == [f"rows.jsonl{ending}#line-1", f"rows.jsonl{ending}#line-2"]
    documents, _ = read_bytes(f"a.txt{ending}", pack(TEXT_BYTES))  # type: ignore[operator]
    assert documents[0].title == "A title of it"


def test_archives_in_archives_are_read_to_a_depth() -> None:
    inner = tar_bytes({"in.zip": zip_bytes({"a.txt": TEXT_BYTES})}, "w:gz")
    documents, skipped = read_bytes("0.zip", zip_bytes({"1.tgz": inner}))
    assert _locators(documents) == ["0.zip!/1.tgz!/in.zip!/a.txt"]
    assert not skipped
    deep = zip_bytes({"1.zip": zip_bytes({"2.zip": zip_bytes({"a.txt": TEXT_BYTES})}), "b.txt": TEXT_BYTES})
    documents, skipped = read_bytes("0.zip", deep, max_archive_depth=2)
    assert _locators(documents) == ["0.zip!/b.txt"]
    assert _problems(skipped) == [("0.zip!/1.zip!/2.zip", "lies in 2 archives, one in the other")]
    assert "ONRECORD_MAX_ARCHIVE_DEPTH" in skipped[0].remedy


CLIMBING = ["../up.txt", "/etc/abs.txt", "a/../../up.txt", "C:/win.txt", "..\\up.txt", "\\abs.txt"]


@pytest.mark.parametrize("name", CLIMBING)
def test_a_path_that_climbs_out_is_named_and_the_rest_read(name: str) -> None:
    for archive, data in (
        ("d.zip", zip_bytes({name: TEXT_BYTES, "z.txt": TEXT_BYTES})),
        ("d.tar", tar_bytes({name: TEXT_BYTES, "z.txt": TEXT_BYTES})),
    ):
        documents, (problem,) = read_bytes(archive, data)
        assert _locators(documents) == [f"{archive}!/z.txt"]
        assert problem.reason == "its path leads out of the archive"


def test_links_devices_hidden_files_and_locked_members_are_left_out() -> None:
    data = tar_bytes(
        {".DS_Store": b"x", "__MACOSX/a.txt": b"x", "z.txt": TEXT_BYTES}, links=[("l.txt", "/etc/passwd")]
    )
    documents, skipped = read_bytes("d.tar", data)
    assert _locators(documents) == ["d.tar!/z.txt"]
    assert _problems(skipped) == [("d.tar!/l.txt", "a link or a device, not a file")]
    locked = bytearray(zip_bytes({"a.txt": TEXT_BYTES}))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert _problems(read_bytes("d.zip", bytes(locked))[1]) == [("d.zip!/a.txt", "locked with a password")]


def test_a_zip_bomb_ends_at_its_ratio_and_what_stands_before_is_read() -> None:
    rows = b'{"text": "x"}\n'
    data = zip_bytes({"a.txt": TEXT_BYTES, "b.jsonl": b" " * 60_000_000 + b"\n", "c.jsonl": rows})
    assert len(data) < 100_000
    documents, skipped = read_bytes("d.zip", data, max_file_bytes=1_000_000, max_unpacked_ratio=100)
    assert _locators(documents) == ["d.zip!/a.txt"]
    assert [place for place, _ in _problems(skipped)] == ["d.zip!/b.jsonl#line-1", "d.zip"][-len(skipped) :]
    assert skipped[-1].reason == "unpacks to more than 100 times its size; the rest of it is not read"
    assert "ONRECORD_MAX_UNPACKED_RATIO" in skipped[-1].remedy


@pytest.mark.parametrize("name", ["d.tgz", "rows.jsonl.gz", "a.txt.gz"])
def test_a_bomb_of_another_kind_ends_too(name: str) -> None:
    zeros = b"\0" * 80_000_000
    data = tar_bytes({"a.jsonl": zeros}, "w:gz") if name == "d.tgz" else gzip.compress(zeros)
    tracemalloc.start()
    documents, skipped = read_bytes(name, data, max_file_bytes=1_000_000, max_unpacked_bytes=20_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert not documents
    assert skipped[-1].locator == name
    assert "more than" in skipped[-1].reason or "larger than" in skipped[-1].reason
    assert peak < 40_000_000


def test_a_bomb_in_an_archive_in_an_archive_ends_the_outermost() -> None:
    bomb = zip_bytes({"a.jsonl": (b" " * 999_999 + b"\n") * 100})
    outer = zip_bytes({"1.zip": zip_bytes({"2.zip": bomb}), "z.txt": TEXT_BYTES})
    documents, skipped = read_bytes("d.zip", outer, max_file_bytes=1_000_000)
    assert not documents
    assert skipped[-1].locator == "d.zip"
    assert "200 times its size" in skipped[-1].reason


def test_too_many_members_are_not_read() -> None:
    files = {f"{n:03}.txt": TEXT_BYTES for n in range(20)}
    for name, data in (("d.zip", zip_bytes(files)), ("d.tar", tar_bytes(files))):
        documents, skipped = read_bytes(name, data, max_archive_members=10)
        assert len(documents) == 10
        assert _problems(skipped) == [(name, "has more than 10 members; the rest of it is not read")]
    _, skipped = read_bytes("d.zip", zip_bytes({"a" * 3000 + ".txt": TEXT_BYTES}), max_archive_members=10)
    assert _problems(skipped) == [("d.zip", "lists more than 10 members")]


def test_a_tar_with_an_endless_header_is_named() -> None:
    header = bytearray(tar_bytes({"a.txt": TEXT_BYTES})[:512])
    header[156:157] = b"L"
    header[124:136] = b"77777777777\0"
    header[148:156] = b" " * 8
    header[148:156] = f"{sum(header):06o}\0 ".encode()
    data = bytes(header) + b"a" * 5_000_000
    documents, skipped = read_bytes("d.tar", data)
    assert not documents
    assert len(skipped) == 1


def test_damaged_archives_are_named_and_the_rest_of_a_folder_read(tmp_path: Path) -> None:
    rng = random.Random(7)
    files: dict[str, str | bytes] = {"z.txt": TEXT}
    for number in range(40):
        for name, whole in (
            ("zip", zip_bytes(MEMBERS)),
            ("tar", tar_bytes(MEMBERS)),
            ("tgz", tar_bytes(MEMBERS, "w:gz")),
        ):
            data = bytearray(whole[: rng.randrange(1, len(whole))] if number % 2 else whole)
            for _ in range(20):
                data[rng.randrange(len(data))] = rng.randrange(256)
            files[f"{number}.{name}"] = bytes(data)
    documents, _ = read(write(tmp_path / "s", files))
    assert documents[-1].locator == "s/z.txt"


def test_a_member_s_sidecar_and_folder_file_speak_for_it() -> None:
    files = {
        "d/a.txt": TEXT_BYTES,
        "d/a.txt.meta.json": json.dumps({"date": "2007-06-15"}).encode(),
        "d/source.toml": b'publisher = "The Courier"',
        "b.txt": TEXT_BYTES,
    }
    for name, data in (("d.zip", zip_bytes(files)), ("d.tgz", tar_bytes(files, "w:gz"))):
        documents, skipped = read_bytes(name, data)
        by_place = {document.locator: document for document in documents}
        assert not skipped
        assert list(by_place) == [f"{name}!/b.txt", f"{name}!/d/a.txt"] or len(by_place) == 2
        told = by_place[f"{name}!/d/a.txt"]
        assert told.published is not None
        assert (told.published.basis, told.sources[0].name) == ("sidecar", "The Courier")
        assert by_place[f"{name}!/b.txt"].sources[0].name == "b.txt"
