"""Rebuilds: what did not change is taken over, and the result is that of building all anew."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.documents import Document
from corpus.duplicates import Days, Telling, telling
from corpus.errors import SourceNotFound
from corpus.publishers import extend_publishers
from corpus.readers import json_lines
from corpus.readers.limits import ReadingLimits
from corpus.store import Store
from embeddings.build import BuildReport, BuildRequest, build
from embeddings.compiled_encoder import Use, open_encoder
from embeddings.document_cut import CutDocument
from embeddings.dry_run import plan
from embeddings.durable_files import link_tree
from embeddings.encoder import Encoder
from embeddings.faiss_index import FaissIndex
from embeddings.manifest import Changes
from embeddings.model_files import ModelFiles
from embeddings.reading_method import _program
from embeddings.source_reading import SourceReading
from embeddings.sources import read_sources
from embeddings.versions import current_version, version_names
from tests.embeddings.made_archives import Noted, row, write_rows
from tests.embeddings.made_models import save_tiny_bert

N_EXAMPLES = 60 if os.environ.get("TEST_FULL") else 8


def run(index: Path, *sources: Path, **options: Any) -> BuildReport:
    return build(index, BuildRequest(sources=sources, **options), Noted())


def cut_texts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts of the documents that are cut into passages from now on."""
    texts: list[str] = []
    whole = SourceReading._cut

    def noting(self: SourceReading, encoder: Encoder) -> Any:
        cut = whole(self, encoder)

        def one(document: Document) -> CutDocument:
            texts.append(document.text)
            return cut(document)

        return one

    monkeypatch.setattr(SourceReading, "_cut", noting)
    return texts


def never(*_: object, **__: object) -> None:
    raise AssertionError("an unchanged file was read")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.md").write_text(
            f"# Page {name}\n\nIt was signed in {name.upper()} on 4 May 2009.\n"
        )
    write_rows(folder / "wire.jsonl", [row(number) for number in range(6)])
    return folder


def test_a_rebuild_reads_no_file_that_did_not_change(
    index: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run(index, pages, only=True)
    for path in pages.iterdir():
        os.utime(path)  # time stamps do not count
    monkeypatch.setattr("corpus.readers.sources._Reader.read", never)
    again = run(index)
    assert not again.published
    assert (again.n_documents, again.n_embedded) == (first.n_documents, 0)


def test_a_change_that_keeps_size_and_time_is_seen(index: Path, pages: Path) -> None:
    run(index, pages, only=True)
    page = pages / "b.md"
    status = page.stat()
    page.write_text(page.read_text().replace("4 May", "5 May"))
    os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert run(index).n_embedded == 1
    assert current_version(index).manifest.changes == Changes(previous=version_names(index)[-2], n_changed=1)


def test_of_a_changed_file_only_the_changed_document_is_cut_anew(
    index: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(index, pages, only=True)
    rows = [row(number) for number in range(6)]
    rows[3]["text"] = "The talks were broken off."
    write_rows(pages / "wire.jsonl", rows)
    texts = cut_texts(monkeypatch)
    assert run(index).n_embedded == 1
    assert texts == ["The talks were broken off."]


def lines_of(rows: list[dict[str, str]]) -> dict[str, str]:
    return {one["_id"]: f"pages/wire.jsonl#line-{number}" for number, one in enumerate(rows, start=1)}


def test_rows_that_stay_are_not_read_again_wherever_they_stand_now(
    index: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(index, pages, only=True)
    read: list[str] = []

    def noting(line: bytes, limits: ReadingLimits) -> Any:
        read.append(json.loads(line)["_id"])
        return parse(line, limits)

    parse = json_lines._parse
    monkeypatch.setattr("corpus.readers.json_lines._parse", noting)
    wire = [row(9), *(row(number) for number in (5, 0, 1, 2, 3)), row(4, "It was broken off.")]
    write_rows(pages / "wire.jsonl", wire)
    assert run(index).n_embedded == 2
    assert read == ["s9", "s4"]
    stepwise = passages_of(index)
    assert {d["external_id"]: d["locator"] for d in stepwise if d["external_id"]} == lines_of(wire)
    write_rows(pages / "wire.jsonl", wire[1:])
    run(index)
    assert read == ["s9", "s4"]
    stepwise, sha256 = passages_of(index), current_version(index).manifest.content_sha256
    run(index, fresh=True)
    assert (passages_of(index), current_version(index).manifest.content_sha256) == (stepwise, sha256)


def test_equal_rows_without_ids_are_documents_of_their_own_lines(index: Path, pages: Path) -> None:
    bare = {"text": "It was signed.", "date": "2008-05-03", "source": "Wire"}
    write_rows(pages / "wire.jsonl", [bare, row(1), bare])
    run(index, pages, only=True)
    write_rows(pages / "wire.jsonl", [row(1), bare, bare])
    run(index)
    stepwise = passages_of(index)
    run(index, fresh=True)
    assert passages_of(index) == stepwise
    assert [d["locator"][-6:] for d in stepwise if "wire" in d["locator"]] == ["line-1", "line-2", "line-3"]


def test_a_row_that_was_read_in_part_is_reported_each_time(index: Path, pages: Path) -> None:
    wire: list[dict[str, str] | str] = [row(1), {**row(2), "date": "soon"}]
    write_rows(pages / "wire.jsonl", wire)
    first = run(index, pages, only=True)
    write_rows(pages / "wire.jsonl", [*wire, row(3)])
    assert [s.locator for s in run(index).skipped] == [s.locator for s in first.skipped] != []


@pytest.mark.parametrize("damage", [b"", b"short", bytes(200)])
def test_without_a_whole_record_of_the_rows_they_are_read(
    index: Path, pages: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes
) -> None:
    command = [sys.executable, "-c", KILLED, str(index), str(pages), "any"]
    subprocess.run(command, check=False)
    left = next((index / "versions").glob(".unfinished-*/rows.bin"))
    left.write_bytes(damage)  # as a power cut may leave it
    texts = cut_texts(monkeypatch)
    write_rows(pages / "wire.jsonl", [row(number) for number in range(7)])
    assert run(index, pages, only=True).n_documents == 10
    assert texts == [row(6)["text"]]


def test_another_way_of_reading_takes_nothing_over(
    index: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(index, pages, only=True)
    texts = cut_texts(monkeypatch)
    monkeypatch.setattr("embeddings.reading_method._program", lambda: ["another program"])
    report = run(index)
    assert report.n_documents == len(texts) == 9
    # Published though it came out the same, so that the next build need not read all again.
    assert (report.published, report.n_embedded) == (True, 0)
    assert not run(index).published and len(texts) == 9


@pytest.mark.parametrize(
    ("options", "n_cut"),
    [
        ({}, 0),
        ({"language": "de"}, 9),
        ({"limits": ReadingLimits(max_json_depth=63)}, 9),
    ],
)
def test_another_language_or_bound_is_another_way_of_reading(
    index: Path, pages: Path, monkeypatch: pytest.MonkeyPatch, options: dict[str, Any], n_cut: int
) -> None:
    run(index, pages, only=True)
    texts = cut_texts(monkeypatch)
    run(index, **options)
    assert len(texts) == n_cut
    languages = {document["language"] for document in passages_of(index)}
    assert languages == ({"de"} if "language" in options else {"en"})


def test_another_table_of_publishers_is_another_way_of_reading(
    index: Path, pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(index, pages, only=True)
    table = tmp_path / "publishers.csv"
    table.write_text("name,domains,aliases,kind\nThe Herald,herald.example,Wire,news\n")
    texts = cut_texts(monkeypatch)
    extend_publishers(table)
    try:
        run(index)
    finally:
        extend_publishers(None)
    assert len(texts) == 9


@pytest.mark.parametrize(
    ("sidecar", "content", "n_changed"),
    [
        ("a.md.meta.json", '{"title": "Another title", "date": "2011-02-03"}', 1),
        ("a.md.meta.json", '{"retracted": true, "notice": "It was made up."}', 1),
        ("source.toml", 'publisher = "The Herald"', 9),
        ("source.toml", "publisher = 7", 0),
    ],
)
def test_a_sidecar_that_comes_or_goes_changes_what_it_describes(
    index: Path, pages: Path, sidecar: str, content: str, n_changed: int
) -> None:
    run(index, pages, only=True)
    before = passages_of(index)
    (pages / sidecar).write_text(content)
    first = run(index)
    after = passages_of(index)
    assert sum(one != other for one, other in zip(before, after, strict=True)) == n_changed
    assert [s.locator for s in run(index).skipped] == [s.locator for s in first.skipped]
    run(index, fresh=True)
    assert passages_of(index) == after
    (pages / sidecar).unlink()
    run(index)
    assert passages_of(index) == before


def test_a_file_of_which_something_was_skipped_is_looked_at_again(index: Path, pages: Path) -> None:
    (pages / "picture.png").write_bytes(b"\x89PNG")
    write_rows(pages / "wire.jsonl", [row(1), "no JSON", row(2)])
    first, again = run(index, pages, only=True), run(index)
    assert [s.locator for s in again.skipped] == [s.locator for s in first.skipped] != []
    assert not again.published


def test_a_document_gone_from_its_file_leaves_the_next_version(index: Path, pages: Path) -> None:
    run(index, pages, only=True)
    (pages / "a.md").unlink()
    assert run(index).n_documents == 8
    assert current_version(index).manifest.changes == Changes(previous=version_names(index)[-2], n_removed=1)


def test_how_the_program_was_started_does_not_change_how_files_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = _program.__wrapped__()
    monkeypatch.setattr(sys, "path", [*sys.path, *sys.path])
    assert _program.__wrapped__() == before


KILLED = """
import os, signal, sys
from pathlib import Path
import embeddings.build as module
from embeddings.build import BuildRequest, build
from tests.embeddings.made_archives import Noted
module.write_words = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
fresh = sys.argv[3] == "fresh"
build(Path(sys.argv[1]), BuildRequest(sources=(Path(sys.argv[2]),), only=True, fresh=fresh), Noted())
"""


@pytest.mark.parametrize(("killed_as", "then"), [("any", "any"), ("fresh", "fresh"), ("fresh", "any")])
def test_a_build_killed_after_reading_reads_nothing_twice_and_its_leftovers_go(
    index: Path, pages: Path, monkeypatch: pytest.MonkeyPatch, killed_as: str, then: str
) -> None:
    command = [sys.executable, "-c", KILLED, str(index), str(pages), killed_as]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert list((index / "versions").glob(".unfinished-*/reading.json"))
    monkeypatch.setattr("corpus.readers.sources._Reader.read", never)
    assert run(index, pages, only=True, fresh=then == "fresh").n_documents == 9
    assert not list((index / "versions").glob(".*"))


def test_a_fresh_build_takes_over_nothing_that_another_killed_build_had_read(
    index: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(index), str(pages), "any"], check=False)
    texts = cut_texts(monkeypatch)
    assert run(index, pages, only=True, fresh=True).n_documents == len(texts) == 9


def test_another_model_works_from_stored_documents_where_files_are_gone(
    index: Path, pages: Path, tmp_path: Path
) -> None:
    run(index, pages, only=True)
    before = passages_of(index)
    shutil.rmtree(pages)
    with pytest.raises(SourceNotFound):
        run(index)
    other = save_tiny_bert(tmp_path / "other", seed=1)
    report = run(index, model=str(other))
    assert (report.n_documents, report.n_embedded) == (9, 9)
    assert passages_of(index) == before
    assert [source.n_documents for source in read_sources(index)] == [9]


def test_going_back_to_an_earlier_model_embeds_nothing(
    index: Path, pages: Path, tmp_path: Path, tiny_folder: Path
) -> None:
    run(index, pages, only=True)
    run(index, model=str(save_tiny_bert(tmp_path / "other", seed=1)))
    assert run(index, model=str(tiny_folder)).n_embedded == 0


def test_a_dry_run_says_what_a_build_would_do_and_changes_nothing(index: Path, pages: Path) -> None:
    run(index, pages, only=True)
    (pages / "a.md").unlink()
    (pages / "b.md").write_text("# Page b\n\nIt was torn up.\n")
    (pages / "d.md").write_text("# Page d\n\nIt was found again.\n")
    before = sorted((path, path.stat().st_mtime_ns) for path in index.rglob("*"))
    planned = plan(index, BuildRequest(), Noted())
    assert sorted((path, path.stat().st_mtime_ns) for path in index.rglob("*")) == before
    assert planned.changes == Changes(previous=version_names(index)[-1], n_added=1, n_changed=1, n_removed=1)
    assert planned.would_publish and planned.passages_per_s
    assert planned.n_to_embed == run(index).n_embedded == 2
    assert not plan(index, BuildRequest(), Noted()).would_publish


def test_a_dry_run_makes_no_index(tmp_path: Path, pages: Path, tiny_folder: Path) -> None:
    request = BuildRequest(sources=(pages,), model=str(tiny_folder))
    assert plan(tmp_path / "none", request, Noted()).changes.n_added == 9
    assert not (tmp_path / "none").exists()


def test_a_rebuild_compares_only_stories_that_changed(
    index: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = "Foreign ministers of nine countries met in Lisbon on 14 June 2007 and agreed to a ceasefire."
    rows = [row(number, told + f" They met {number} times.") for number in range(4)]
    write_rows(pages / "wire.jsonl", rows)
    run(index, pages, only=True)
    compared: list[str] = []

    def noting(*, text: str, days: Days | None, speaker: str | None) -> Telling:
        compared.append(text)
        return telling(text=text, days=days, speaker=speaker)

    monkeypatch.setattr("corpus.story_groups.telling", noting)
    (pages / "c.md").write_text("# Page c\n\nIt was torn up.\n")
    run(index)
    assert compared == []
    rows[0]["text"] += " Then they left."
    write_rows(pages / "wire.jsonl", rows)
    run(index)
    n_compared = len(compared)
    run(index, fresh=True)
    assert 0 < n_compared < len(compared) - n_compared


def passages_of(index: Path) -> list[dict[str, Any]]:
    """All that is stored: documents, and passages with their sentences, dates and sources."""
    store = Store.open(current_version(index).folder / "documents.sqlite")
    return [
        {**asdict(document), "passages": [asdict(p) for p in store.passages_of(document.document_id)]}
        for document in store.documents()
    ]


words = st.sampled_from(
    [
        *("It began on Monday.", "He said no.", "Peace.", "On 3 May 2008 it ended.", "שלום 😀"),
        'Foreign Minister Anna Berg told reporters that "the bridge will be opened in May".',
        '"We have never agreed to that," President John Miller said on Monday.',
        "Berg: The talks go on. Miller: They do not.",
    ]
)
texts = st.lists(words, min_size=1, max_size=3).map(" ".join)
rows = st.builds(
    lambda n, text, day, more: {
        **{"_id": f"r{n}", "text": text, "date": f"2008-05-{day:02}", "source": "Wire"},
        **more,
    },
    st.integers(0, 3),
    texts,
    st.integers(1, 3),
    st.sampled_from(
        [
            *({}, {}, {"speaker": "Anna Berg"}, {"retracted": True, "notice": "False."}),
            *({"_id": ""}, {"author": "Ada"}, {"date": "03/05/2008"}, {"date": "soon"}),
        ]
    ),
)
files = st.sampled_from(["a.md", "b.txt", "sub/c.md"])
sidecars = st.sampled_from(
    [
        ("a.md.meta.json", '{"title": "A title", "speaker": "Anna Berg"}'),
        ("b.txt.meta.json", '{"retracted": true}'),
        ("sub/source.toml", 'publisher = "The Herald"\ndefault_date = "2008-05-02"'),
        ("source.toml", 'publisher = "The Courier"'),
        *((name, None) for name in ("a.md.meta.json", "b.txt.meta.json", "sub/source.toml", "source.toml")),
    ]
)
steps = st.lists(
    st.tuples(files, st.none() | texts)
    | sidecars
    | st.tuples(st.just("w.jsonl"), st.lists(rows, max_size=4)),
    min_size=1,
    max_size=3,
)


@settings(max_examples=N_EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, min_size=2, max_size=3))
def test_a_version_built_step_by_step_equals_a_fresh_one(
    seed: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, history: Any
) -> None:
    def linked(model: ModelFiles, folder: Path, *, n_cores: int | None) -> Encoder:
        link_tree(current_version(seed).folder / "model", folder)  # compiling takes two seconds
        return open_encoder(folder, use=Use.THROUGHPUT)

    monkeypatch.setattr("embeddings.build.encoder_of", linked)
    folder = tmp_path_factory.mktemp("steps")
    index, pages = Path(shutil.copytree(seed, folder / "index")), folder / "pages"
    (pages / "sub").mkdir(parents=True)
    (pages / "first.md").write_text("# First\n\nIt stays.\n")
    for number, edits in enumerate(history):
        for name, content in edits:
            if isinstance(content, list):
                (pages / name).write_text("".join(json.dumps(one) + "\n" for one in content))
            elif content is None:
                (pages / name).unlink(missing_ok=True)
            elif name.endswith((".json", ".toml")):
                (pages / name).write_text(content)
            else:
                (pages / name).write_text(f"# A page\n\n{content}\n")
        run(index, *([] if number else [pages]), only=not number, allow_removal=True)
    stepwise, documents = current_version(index), passages_of(index)
    report = run(index, fresh=True)
    fresh = current_version(index)
    assert report.n_embedded == report.n_passages
    assert passages_of(index) == documents
    assert fresh.manifest.content_sha256 == stepwise.manifest.content_sha256
    assert fresh.manifest.n_skipped == stepwise.manifest.n_skipped
    for file in ("stories.bin", "verdicts.bin"):
        assert (stepwise.folder / file).read_bytes() == (fresh.folder / file).read_bytes()
    made = [
        FaissIndex.open(v.folder / "vectors.faiss").vectors(np.arange(report.n_passages))
        for v in (stepwise, fresh)
    ]
    assert (made[0] * made[1]).sum(axis=1).min(initial=1) > 0.999
    shutil.rmtree(folder)
