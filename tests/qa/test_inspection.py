"""What `onrecord inspect` shows of each format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.readers.limits import ReadingLimits
from qa.cli import main
from qa.inspection import inspect_file, inspection_lines
from tests.corpus.made_files import (
    CSV,
    HTML,
    JSON_LINES,
    MARKDOWN,
    RSS,
    small_docx,
    small_pdf,
    write,
    zip_bytes,
)


def test_pages_language_notices_and_what_was_dropped_are_shown(tmp_path: Path) -> None:
    sidecar = '{"retracted": true, "notice": "Withdrawn.", "author": "Ann Other"}'
    write(tmp_path, {"report.pdf": small_pdf(), "report.pdf.meta.json": sidecar})
    read = inspect_file(tmp_path / "report.pdf")
    shown = "\n".join(inspection_lines(read))
    for words in ("p. 1", "language   en", "retracted  yes", "notice     Withdrawn.", "author     Ann Other"):
        assert words in shown
    assert "a page number, on page 1: Page 1 of 1" in shown
    (document,) = read["documents"]
    assert document["n_pages"] == 1
    assert document["passages"][0]["page"] == 1


FORMATS: dict[str, tuple[bytes, str]] = {
    "a.md": (MARKDOWN.encode(), "tags: a, b"),
    "a.html": (HTML, "no part of the main text"),
    "a.docx": (small_docx(), "Turnout | 61 percent"),
    "a.xml": (RSS, "#item-3: neither title nor text"),
    "a.csv": (CSV, "#line-3"),
    "a.jsonl": (JSON_LINES, "#line-2"),
    "a.zip": (zip_bytes({"b.png": b"x", "c.jsonl": JSON_LINES}), "a.zip!/b.png: files that end in '.png'"),
}


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_shows_what_was_read_and_what_was_not(tmp_path: Path, name: str) -> None:
    data, words = FORMATS[name]
    write(tmp_path, {name: data})
    shown = "\n".join(inspection_lines(inspect_file(tmp_path / name)))
    assert words in shown
    assert "published" in shown


def test_limits_and_language_are_passed_on(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": MARKDOWN})
    read = inspect_file(tmp_path / "a.md", limits=ReadingLimits(max_file_bytes=10), language="de")
    assert "larger than 10 bytes" in read["skipped"][0]["reason"]
    assert inspect_file(tmp_path / "a.md", language="de")["documents"][0]["language"] == "de"


def test_the_command_takes_a_language_and_refuses_what_is_none(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": MARKDOWN})
    done = CliRunner().invoke(main, ["inspect", str(tmp_path / "a.md"), "--lang", "EN_gb", "--json"])
    assert json.loads(done.stdout)["documents"][0]["language"] == "en-GB"
    done = CliRunner().invoke(main, ["inspect", str(tmp_path / "a.md"), "--lang", "a language"])
    assert done.exit_code == 2
    assert "no language code" in done.stderr
