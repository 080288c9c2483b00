import json
import os
import socket
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.documents import Document, Skipped
from corpus.errors import SourceNotFound
from corpus.readers.decoding import decode
from corpus.readers.limits import ReadingLimits
from corpus.readers.sources import read_source

DAY = "## [2007-06-9](/news/2007/06/9/index.md)\n\n### [ Russia warns. ](/news/2007/06/9/russia-warns.md)\n"
TEXT = "A title of it\n\nThe minister told reporters that the talks would go on.\n"
SHARED = Path(__file__).parents[3] / "shared" / "data"


def _read(path: Path, **limits: int) -> tuple[list[Document], list[Skipped]]:
    skipped: list[Skipped] = []
    return list(read_source(path, on_skip=skipped.append, limits=ReadingLimits(**limits))), skipped


def _write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def _locators(documents: list[Document]) -> list[str]:
    return [document.locator for document in documents]


def test_a_folder_is_read_in_sorted_order_with_places_below_its_parent(tmp_path: Path) -> None:
    row = json.dumps({"text": "x"})
    files: dict[str, str | bytes] = {
        "b.txt": TEXT,
        "a/z.md": TEXT,
        "a.md": TEXT,
        "c.JSONL": f"{row}\n{row}\n",
        "d.html": f"<p>{TEXT}",
    }
    documents, skipped = _read(_write(tmp_path / "papers", files))
    assert not skipped
    assert _locators(documents) == [
        "papers/a/z.md",
        "papers/a.md",
        "papers/b.txt",
        "papers/c.JSONL#line-1",
        "papers/c.JSONL#line-2",
        "papers/d.html",
    ]


def test_a_single_file_s_place_is_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(tmp_path, {"one.txt": TEXT})
    monkeypatch.chdir(tmp_path)
    assert _locators(_read(tmp_path / "one.txt")[0]) == ["one.txt"]
    assert _locators(_read(Path("one.txt"))[0]) == ["one.txt"]
    assert _locators(_read(Path())[0]) == [f"{tmp_path.name}/one.txt"]


def test_a_missing_path_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFound, match=r"gone.*check the path"):
        read_source(tmp_path / "gone", on_skip=lambda _: None)


def test_the_shape_of_a_text_tells_its_reader_whatever_its_name(tmp_path: Path) -> None:
    html = f"<!DOCTYPE html><html><body><p>{TEXT}</p></body></html>"
    files: dict[str, str | bytes] = {"day.txt": DAY, "page.txt": html, "text.md": TEXT}
    day, page, text = _read(_write(tmp_path, files))[0]
    assert day.published is not None and day.published.basis == "page heading"
    assert "<p>" not in page.text
    assert text.title == "A title of it"


def test_hidden_files_and_our_own_index_are_left_out(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        ".hidden.txt": TEXT,
        ".onrecord/a.txt": TEXT,
        "index/CURRENT": "1",
        "index/versions/1/a.txt": TEXT,
        "a.txt": TEXT,
    }
    documents, skipped = _read(_write(tmp_path, files))
    assert [Path(locator).name for locator in _locators(documents)] == ["a.txt"]
    assert not skipped
    assert "index of this program" in _read(tmp_path / "index")[1][0].reason


def test_a_loop_of_links_ends_and_a_linked_folder_is_read_once(tmp_path: Path) -> None:
    _write(tmp_path, {"a/one.txt": TEXT})
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "c.txt").symlink_to(tmp_path / "nowhere")
    documents, skipped = _read(tmp_path)
    assert _locators(documents) == [f"{tmp_path.name}/a/one.txt"]
    assert [problem.reason for problem in skipped] == ["a link that leads nowhere"]


def test_the_questions_of_a_dataset_are_no_documents(tmp_path: Path) -> None:
    row = json.dumps({"_id": "1", "text": "x"})
    files: dict[str, str | bytes] = {
        "corpus.jsonl": row,
        "queries.jsonl": row,
        "qrels/test.tsv": "q\t1\t1",
        "cues.txt": TEXT,
    }
    documents, skipped = _read(_write(tmp_path / "set", files))
    assert _locators(documents) == ["set/corpus.jsonl#line-1"]
    assert [problem.locator for problem in skipped] == ["set/cues.txt", "set/qrels", "set/queries.jsonl"]
    assert "give this file itself" in skipped[0].remedy
    assert "questions" in skipped[1].reason


def test_a_readme_is_left_out_only_where_it_repeats_the_day_page_beside_it(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "day/README.md": DAY,
        "day/index.md": DAY,
        "docs/README.md": TEXT,
        "docs/index.md": TEXT,
    }
    documents, skipped = _read(_write(tmp_path / "s", files))
    assert _locators(documents) == ["s/day/index.md", "s/docs/README.md", "s/docs/index.md"]
    assert [(problem.locator, problem.reason) for problem in skipped] == [
        ("s/day/README.md", "repeats the day page index.md beside it")
    ]


@pytest.mark.parametrize(
    ("name", "content", "reason", "remedy"),
    [
        ("a.png", b"\x89PNG", "end in '.png'", "convert it"),
        ("a.pdf", b"%PDF-1.4", "a damaged PDF", "PDF program"),
        ("a.pdf", b"a text", "no PDF", "the ending of what it is"),
        ("Makefile", b"all:", "without an ending", "convert it"),
        ("a.txt", b"\x7fELF\x00\x01\x02\xff\xfe\x00", "not text", "UTF-8"),
        ("a.txt", b"x" * 2001, "larger than 2,000 bytes", "split it"),
        ("a.txt", b"", "holds no text", "nothing to do"),
        ("a.md", b"\x00\x00", "holds no text", "nothing to do"),
        ("a.html", b"<html></html>", "holds no text", "nothing to do"),
    ],
)
def test_a_bad_file_is_named_with_a_remedy_and_the_rest_goes_on(
    tmp_path: Path, name: str, content: bytes, reason: str, remedy: str
) -> None:
    documents, skipped = _read(_write(tmp_path / "s", {name: content, "z.txt": TEXT}), max_file_bytes=2000)
    assert _locators(documents) == ["s/z.txt"]
    assert [problem.locator for problem in skipped] == [f"s/{name}"]
    assert reason in skipped[0].reason
    assert remedy in skipped[0].remedy


def test_a_page_that_declares_no_usable_encoding_is_read_as_its_bytes_suggest(tmp_path: Path) -> None:
    page = '<meta charset="undefined"><p>Le président a été reçu à Évian pour des entretiens.</p>'
    documents, skipped = _read(_write(tmp_path / "s", {"a.html": page.encode("cp1252"), "z.txt": TEXT}))
    assert _locators(documents) == ["s/a.html", "s/z.txt"]
    assert "président" in documents[0].text
    assert not skipped


@pytest.mark.parametrize(
    ("function", "encoding"),
    [("corpus.readers.decoding.likeliest_language", "cp1252"), ("trafilatura.bare_extraction", "utf-8")],
)
def test_a_page_on_which_a_library_fails_is_named_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: str, encoding: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr(function, fail)
    page = "<html><p>Le président a été reçu.</p>".encode(encoding)
    documents, skipped = _read(_write(tmp_path / "s", {"a.html": page, "z.txt": TEXT}))
    assert _locators(documents) == ["s/z.txt"]
    assert [problem.locator for problem in skipped] == ["s/a.html"]
    assert "RecursionError" in skipped[0].reason and "UTF-8" in skipped[0].remedy


@pytest.mark.skipif(os.geteuid() == 0, reason="SKIPPED: root may read every file")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    _write(tmp_path / "s", {"a.txt": TEXT, "b.jsonl": "{}", "c/d.txt": TEXT, "z.txt": TEXT})
    for name in ("a.txt", "b.jsonl", "c"):
        (tmp_path / "s" / name).chmod(0)
    documents, skipped = _read(tmp_path / "s")
    (tmp_path / "s" / "c").chmod(0o700)
    assert _locators(documents) == ["s/z.txt"]
    assert [problem.locator for problem in skipped] == ["s/a.txt", "s/b.jsonl", "s/c"]
    assert all("Permission denied" in problem.reason and "readable" in problem.remedy for problem in skipped)


def test_a_socket_is_named_and_not_waited_for() -> None:
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as end:
        end.bind(f"{folder}/a.txt")
        documents, skipped = _read(Path(folder))
        assert not documents
        assert [problem.reason for problem in skipped] == ["not a regular file"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_a_text_is_decoded_whatever_its_encoding(encoding: str) -> None:
    text = "Le président a été reçu à Évian.\n\nGrüße aus Köln."
    assert decode(text.replace("\n", "\r\n").encode(encoding)) == text


def test_old_line_ends_and_nuls_are_put_right_and_composed_letters_kept() -> None:
    assert decode("a\rb\r\nc\0d e\u0301".encode()) == "a\nb\ncd e\u0301"


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".jsonl"])
@settings(deadline=None, max_examples=50)
@given(data=st.binary() | st.text().map(str.encode))
def test_any_bytes_are_read_or_named_and_read_the_same_again(suffix: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(data)
        documents, skipped = _read(path)
        assert suffix == ".jsonl" or len(documents) == 1 or len(skipped) == 1
        assert _read(path) == (documents, skipped)


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"SKIPPED: {SHARED} with the seed pages is absent")
def test_the_seed_pages_read_as_people_read_them() -> None:
    documents, skipped = _read(SHARED / "seeds")
    assert not skipped
    dates = [
        document.published and (document.published.start.isoformat(), document.published.basis)
        for document in documents
    ]
    assert dates == [
        ("2007-04-19", "page heading"),
        ("2007-06-09", "page heading"),
        ("2007-04-16", "date line"),
        ("2007-06-15", "dateline"),
        None,
    ]
    assert [document.title for document in documents[2:]] == [
        "U.S. Missile Defense: Cooperation With NATO and Russia",
        "U.S., Russian Defense Chiefs Meet, Avoid Missile Issue",
        "Missile Defense Watch: Russia and USA Clash Over European Missile Shield",
    ]
    furniture = ("Technorati", "Back to top", "Accessibility links", "Airborne Laser")
    assert not any(word in document.text for document in documents for word in furniture)


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"SKIPPED: {SHARED} with the event pages is absent")
def test_every_real_event_page_is_read_with_a_date() -> None:
    documents, skipped = _read(SHARED / "event-pages")
    assert len(documents) == 28
    assert not skipped
    assert all(document.published and document.published.basis == "page heading" for document in documents)
