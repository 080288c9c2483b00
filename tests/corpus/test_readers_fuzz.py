"""Every reader survives any input: valid files bent out of shape, and bytes that were never a file.

A few hundred examples a reader; with TEST_FULL=1 20,000. Time and memory of each example are bounded.
"""

from __future__ import annotations

import bz2
import lzma
import os
import re
import resource
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.documents import Document, Skipped
from corpus.readers.limits import ReadingLimits
from corpus.readers.sources import read_source
from tests.corpus.made_files import (
    ATOM,
    CSV,
    HTML,
    JSON_LINES,
    MARKDOWN,
    RSS,
    TEXT,
    small_docx,
    small_pdf,
    tar_bytes,
    zip_bytes,
)

N_EXAMPLES = 20_000 if os.environ.get("TEST_FULL") else 300
LIMITS = ReadingLimits(
    max_file_bytes=2**20,
    max_line_bytes=2**16,
    max_unpacked_bytes=2**23,
    max_archive_members=50,
    max_file_seconds=10,
    max_pdf_memory_bytes=2**30,
)
MOST_SECONDS = 20  # for one example, on a machine with other work
MOST_GROWTH_KIB = 200 * 1024  # of the process at its largest, by one example
DAY = "## [2007-06-9](/news/2007/06/9/index.md)\n\n### [ Russia warns. ](/news/2007/06/9/russia-warns.md)\n"
MEMBERS = {"a.txt": TEXT.encode(), "d/b.html": HTML, "r.jsonl": JSON_LINES, "r.csv": CSV}
SIDECAR = b'{"title": "T", "date": "2007-06-15", "source": ["A", {"name": "B"}], "retracted": true}'
FILES: dict[str, tuple[bytes, ...]] = {
    "a.pdf": (small_pdf(),),
    "a.docx": (small_docx(),),
    "a.xml": (RSS, ATOM),
    "a.csv": (CSV,),
    "a.jsonl": (JSON_LINES,),
    "a.md": (MARKDOWN.encode(), DAY.encode(), MARKDOWN.replace("---", "+++").encode()),
    "a.txt": (TEXT.encode(), MARKDOWN.encode("utf-16"), TEXT.replace("e", "é").encode("cp1252")),
    "a.html": (HTML,),
    "a.zip": (zip_bytes(MEMBERS), zip_bytes({"i.zip": zip_bytes(MEMBERS), "a.pdf": small_pdf()})),
    "a.tar": (tar_bytes(MEMBERS),),
    "a.tar.gz": (tar_bytes(MEMBERS, "w:gz"),),
    "a.jsonl.xz": (lzma.compress(JSON_LINES), bz2.compress(JSON_LINES)),
    "a.txt.meta.json": (SIDECAR,),
    "source.toml": (b'publisher = "A"\nurl = "https://a.example"\ndefault_date = 2007-06-15\n',),
}
_TOKEN = re.compile(rb"[A-Za-z_:]+|\d+|<[^<>]*>|[^\sA-Za-z0-9]|\s+")
ODD = st.sampled_from(
    [
        *(
            b"\0",
            b"\xff\xfe",
            b"\xef\xbb\xbf",
            b"9" * 30,
            b"-1",
            b"<![CDATA[",
            b"]]>",
            b"&#xD800;",
            b"&x;",
            b'"',
        ),
        *(b"\\ud800", b"{" * 100, b"[" * 100, b"<div>" * 100, b"---\n", b"\r", b"\x1a", b"\xe2\x80\xae"),
        *(b"../", b"/Kids [1 0 R]", b"4294967295", b"0 R", b"stream\n", b"endobj", b"obj", b"<!DOCTYPE a ["),
        *(b">>", b"%%EOF", b'"'),
    ]
)


@st.composite
def bent(draw: st.DrawFn, whole: bytes) -> bytes:
    """A valid file with tokens taken out, doubled, moved or put in, bytes changed, or its end cut off."""
    data = whole
    for _ in range(draw(st.integers(1, 6))):
        if not data:
            break
        place = draw(st.integers(0, len(data) - 1))
        match draw(st.integers(0, 6)):
            case 0:
                data = data[:place] + draw(st.binary(max_size=8)) + data[place + draw(st.integers(0, 8)) :]
            case 1:
                data = data[:place] + draw(ODD) + data[place:]
            case 2:
                data = data[:place]
            case 3:
                length = draw(st.integers(1, 400))
                piece = data[place : place + length] * draw(st.sampled_from([2, 2, 2, 50]))
                data = data[:place] + piece + data[place + length :]
            case 4:
                start, end = _token(data, place)
                data = data[:start] + draw(ODD | st.just(b"")) + data[end:]
            case 5:
                start, end = _token(data, place)
                other = draw(st.integers(0, len(data) - 1))
                data = data[:other] + data[start:end] + data[other:]
            case _:
                data = data[:place] + bytes([data[place] ^ draw(st.integers(1, 255))]) + data[place + 1 :]
    return data


def _token(data: bytes, place: int) -> tuple[int, int]:
    """The token at or after a place."""
    match = _TOKEN.search(data, place)
    return match.span() if match else (place, len(data))


def inputs(name: str) -> st.SearchStrategy[bytes]:
    valid = st.sampled_from(FILES[name]).flatmap(bent)
    starts = st.sampled_from([whole[:8] for whole in FILES[name]])
    return st.one_of(
        valid,
        valid,
        valid,
        st.binary(max_size=300),
        st.builds(bytes.__add__, starts, st.binary(max_size=300)),
    )


def _read(folder: Path) -> tuple[list[Document], list[Skipped]]:
    skipped: list[Skipped] = []
    return list(read_source(folder, on_skip=skipped.append, limits=LIMITS)), skipped


@pytest.mark.parametrize("name", FILES)
def test_a_reader_survives_any_input(name: str) -> None:
    @settings(max_examples=N_EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(data=inputs(name))
    def survives(data: bytes) -> None:
        with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
            (Path(folder) / name).write_bytes(data)
            (Path(folder) / "a.txt").touch()
            started, before = time.monotonic(), _largest_kib()
            documents, skipped = _read(Path(folder))
            assert time.monotonic() - started < MOST_SECONDS
            assert _largest_kib() - before < MOST_GROWTH_KIB
            _check(documents, skipped)

    survives()


def _check(documents: list[Document], skipped: list[Skipped]) -> None:
    for document in documents:
        assert document.text.strip()
        assert document.sources
        for block in document.blocks:
            assert 0 <= block.start < block.end <= len(document.text)
        assert list(document.page_starts) == sorted(document.page_starts)
        assert all(0 <= start <= len(document.text) for start in document.page_starts)
        for text in (document.text, document.title, document.author or "", document.notice or ""):
            text.encode("utf-8")
    for problem in skipped:
        assert problem.reason
        assert problem.remedy
        assert "\n" not in problem.reason


def _largest_kib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
