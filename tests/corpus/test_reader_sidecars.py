import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from corpus.documents import Source
from tests.corpus.made_files import HTML, JSON_LINES, TEXT, read, write

DAY = "## [2007-06-9](/news/2007/06/9/index.md)\n\n### [ Russia warns. ](/news/2007/06/9/russia-warns.md)\n"


def test_a_sidecar_outranks_the_file_and_is_no_document(tmp_path: Path) -> None:
    said = {
        "title": "The talks",
        "date": "2007-06",
        "source": {"name": "The Courier", "url": "https://courier.example/"},
        "url": "https://courier.example/1",
        "lang": "EN_us",
        "speaker": "Robert Gates",
        "author": "Ann Other",
        "retracted": True,
        "notice": "Withdrawn.",
    }
    files: dict[str, str | bytes] = {"a.html": HTML, "a.html.meta.json": json.dumps(said)}
    (document,), skipped = read(write(tmp_path / "s", files))
    assert not skipped
    assert document.title == "The talks"
    assert document.text.startswith("Talks held")
    assert document.published is not None
    assert (document.published.start, document.published.end) == (date(2007, 6, 1), date(2007, 6, 30))
    assert document.published.basis == "sidecar"
    assert document.sources == (Source(name="The Courier", url="https://courier.example/1"),)
    assert (document.language, document.speaker, document.author) == ("en-US", "Robert Gates", "Ann Other")
    assert (document.retracted, document.notice) == (True, "Withdrawn.")


def test_a_file_given_by_itself_has_its_sidecar_and_its_folder_s_file(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.txt": TEXT,
        "a.txt.meta.json": '{"date": "2007-06-15"}',
        "source.toml": 'publisher = "The Courier"\nurl = "https://courier.example"\nlang = "en-GB"',
    }
    (document,), _ = read(write(tmp_path, files) / "a.txt")
    assert document.published is not None
    assert document.sources == (Source(name="The Courier", url="https://courier.example"),)
    assert document.language == "en-GB"


def test_the_nearest_folder_speaks_first_and_a_sidecar_before_it(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "source.toml": 'publisher = "Outer"\nlang = "fr"\ndefault_date = 2007-06-15',
        "in/source.toml": 'publisher = "Inner"',
        "in/a.txt": TEXT,
        "in/b.txt": TEXT,
        "in/b.txt.meta.json": '{"source": "Own"}',
        "in/c.html": HTML.replace(b"2007-06-15", b"2001-02-03"),
    }
    documents, skipped = read(write(tmp_path / "s", files))
    assert not skipped
    assert [document.sources[0].name for document in documents] == ["Inner", "Own", "Inner"]
    assert {document.language for document in documents} == {"fr"}
    dates = [(str(d.published.start), d.published.basis) for d in documents if d.published]
    assert dates == [
        ("2007-06-15", "sidecar"),
        ("2007-06-15", "sidecar"),
        ("2001-02-03", "meta article:published_time"),
    ]


def test_rows_take_what_can_be_said_of_all_of_them(tmp_path: Path) -> None:
    said = {"title": "One", "url": "https://x.example/1", "source": "Wire", "retracted": True}
    files: dict[str, str | bytes] = {"r.jsonl": JSON_LINES, "r.jsonl.meta.json": json.dumps(said)}
    documents, skipped = read(write(tmp_path / "s", files))
    assert [document.title for document in documents] == ["T", ""]
    assert all(document.retracted and document.sources[0].name == "Wire" for document in documents)
    assert [problem.locator for problem in skipped] == ["s/r.jsonl.meta.json"] * 2
    assert "the file holds many" in skipped[0].reason
    packed: dict[str, str | bytes] = {
        "r.jsonl.gz": gzip.compress(JSON_LINES),
        "r.jsonl.gz.meta.json": json.dumps(said),
    }
    assert [document.title for document in read(write(tmp_path / "t", packed))[0]] == ["T", ""]


def test_blocks_that_are_dated_like_their_page_go_on_to_be(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"index.md": DAY, "index.md.meta.json": '{"date": "2007-06-10"}'}
    (document,), _ = read(write(tmp_path / "s", files))
    assert document.published is not None
    assert document.published.start == date(2007, 6, 10)
    assert document.blocks[0].event_date is not None
    assert document.blocks[0].event_date.basis == "entry link"


@pytest.mark.parametrize(
    ("name", "content", "reason", "remedy"),
    [
        ("a.txt.meta.json", '{"date": "June"}', "'date' is \"June\"", "YYYY"),
        ("a.txt.meta.json", '{"lang": "English language"}', "no language code", "BCP 47"),
        ("a.txt.meta.json", '{"url": "javascript:x"}', "no web address", "https"),
        ("a.txt.meta.json", '{"retracted": "maybe"}', "neither true nor false", "true or false"),
        ("a.txt.meta.json", '{"publisher": "x"}', "'publisher' is no field", "use title"),
        ("a.txt.meta.json", "{cut", "not JSON", "JSON object"),
        ("a.txt.meta.json", "[" * 10_000, "deeper than 8", "nest less"),
        ("a.txt.meta.json", "[1]", "holds no JSON object", "title"),
        ("a.txt.meta.json", b"\x00\xff\xfe\x00", "not text", "UTF-8"),
        ("source.toml", "publisher = ", "not TOML", "correct it"),
        ("source.toml", 'url = "https://x.example"', "'publisher' is not given", "publisher"),
        ("source.toml", "default_date = 7", "'default_date' is 7", "quotation marks"),
        ("source.toml", 'lang = ["en"]', "'lang' is", "quotation marks"),
    ],
)
def test_what_cannot_be_used_is_named_once_and_the_file_read(
    tmp_path: Path, name: str, content: str | bytes, reason: str, remedy: str
) -> None:
    files: dict[str, str | bytes] = {"a.txt": TEXT, "b.txt": TEXT, name: content}
    documents, (problem,) = read(write(tmp_path / "s", files))
    assert len(documents) == 2
    assert problem.locator == f"s/{name}"
    assert reason in problem.reason
    assert remedy in problem.remedy


def test_a_sidecar_of_nothing_is_named(tmp_path: Path) -> None:
    _, (problem,) = read(write(tmp_path / "s", {"a.txt": TEXT, "b.txt.meta.json": "{}"}))
    assert problem.locator == "s/b.txt.meta.json"
    assert "'b.txt', which does not stand beside it" in problem.reason


def test_a_row_s_own_fields_say_it_too(tmp_path: Path) -> None:
    rows = (
        '{"text": "x", "retracted": true, "correction": "It was 61.", "lang": "de", "author": "Ann Other"}\n'
        '{"text": "y", "retracted": 5, "lang": 7}\n'
    )
    (first, second), skipped = read(write(tmp_path / "s", {"r.jsonl": rows}))
    assert (first.retracted, first.notice, first.language, first.author) == (
        True,
        "It was 61.",
        "de",
        "Ann Other",
    )
    assert not second.retracted
    assert len(skipped) == 2


def test_a_retraction_that_is_neither_true_nor_false_is_named_with_file_field_and_remedy(
    tmp_path: Path,
) -> None:
    files: dict[str, str | bytes] = {"a.txt": "Some text.", "a.txt.meta.json": '{"retracted": "perhaps"}'}
    (document,), (problem,) = read(write(tmp_path / "s", files))
    assert not document.retracted and problem.is_read
    assert problem.locator == "s/a.txt.meta.json"
    assert "'retracted' is \"perhaps\"" in problem.reason and "write true" in problem.remedy
