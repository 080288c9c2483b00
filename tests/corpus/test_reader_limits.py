import json
import threading
import time
from pathlib import Path

import pytest

from corpus.readers import pdf_process
from corpus.readers.limits import ReadingLimits
from corpus.readers.pdf_process import PdfProcess, parse_pdf
from corpus.readers.problems import UnreadableError
from corpus.readers.time_limit import time_limit
from tests.corpus.made_files import TEXT, read, read_bytes, small_pdf, write


def test_a_line_of_100_mib_is_named_and_the_rest_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "first"}\n{"text": "')
        for _ in range(100):
            file.write(b"x" * 2**20)
        file.write(b'"}\n{"text": "last"}\n')
    documents, (problem,) = read(path)
    assert [document.text for document in documents] == ["first", "last"]
    assert problem.locator == "a.jsonl#line-2"
    assert "ONRECORD_MAX_LINE_BYTES" in problem.remedy


def test_json_of_10_000_levels_is_named_and_brackets_in_strings_are_no_levels() -> None:
    deep = b'{"text": "x", "metadata": ' + b"[" * 10_000 + b"]" * 10_000 + b"}\n"
    flat = json.dumps({"text": "[{" * 500 + '\\"[' * 50}).encode()
    documents, (problem,) = read_bytes("a.jsonl", deep + flat)
    assert len(documents) == 1
    assert problem.reason == "JSON nested deeper than 64 levels"


DEEP_ITEM = f"<item><description>{'&lt;p&gt;' * 10_000}x</description></item>"


def test_html_and_feeds_of_10_000_levels_are_read_or_named() -> None:
    for name, data in (
        ("a.html", "<div>" * 10_000 + TEXT + "</div>" * 10_000),
        ("a.html", "<b>" * 10_000 + TEXT),
        ("a.rss", "<rss>" * 10_000 + "<item><title>x</title></item>"),
        ("a.rss", f"<rss><channel>{DEEP_ITEM}</channel></rss>"),
        ("a.md", "> " * 10_000 + TEXT),
        ("a.md", "---\na: " + "[" * 10_000 + "\n---\n" + TEXT),
        ("a.md", "+++\na = " + "[" * 10_000 + "\n+++\n" + TEXT),
    ):
        documents, skipped = read_bytes(name, data.encode())
        assert documents or skipped


def test_time_that_is_over_is_named_even_where_a_library_catches_everything() -> None:
    started = time.monotonic()
    with pytest.raises(UnreadableError, match=r"longer to read than 0\.2 seconds") as error, time_limit(0.2):
        while True:
            try:
                time.sleep(0.01)
            except Exception:
                continue
    assert time.monotonic() - started < 5
    assert "ONRECORD_MAX_FILE_SECONDS" in error.value.remedy


def test_the_alarm_is_off_afterwards_and_absent_in_other_threads() -> None:
    with time_limit(0.1):
        pass
    time.sleep(0.2)
    done: list[bool] = []

    def work() -> None:
        with time_limit(0.05):
            time.sleep(0.15)
        done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]


def test_a_reader_that_hangs_is_ended_and_the_rest_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hang(*_: object, **__: object) -> None:
        while True:
            pass

    monkeypatch.setattr("trafilatura.bare_extraction", hang)
    folder = write(tmp_path / "s", {"a.html": "<html><p>x</p>", "z.txt": TEXT})
    documents, (problem,) = read(folder, max_file_seconds=1)
    assert [document.locator for document in documents] == ["s/z.txt"]
    assert problem.reason == "takes longer to read than 1 seconds"


def test_a_pdf_parser_that_hangs_or_breaks_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    hanging = PdfProcess(2**31)
    hanging._command[1:] = ["-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(pdf_process, "_process", lambda *_: hanging)
    with pytest.raises(UnreadableError, match="longer to read than 1 seconds"):
        parse_pdf(small_pdf(), ReadingLimits(max_file_seconds=1))
    hanging._command[1:] = ["-c", "import os; os.abort()"]
    with pytest.raises(UnreadableError, match="breaks its parser"):
        parse_pdf(small_pdf(), ReadingLimits())
    hanging._command[1:] = PdfProcess(2**31)._command[1:]
    assert parse_pdf(small_pdf(), ReadingLimits()).pages
    hanging.close()


def test_a_pdf_parser_gets_no_more_memory_than_it_may() -> None:
    with pytest.raises(UnreadableError, match="memory"):
        parse_pdf(small_pdf(), ReadingLimits(max_pdf_memory_bytes=20_000_000))


def test_a_bound_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="max_json_depth is 0"):
        ReadingLimits(max_json_depth=0)
