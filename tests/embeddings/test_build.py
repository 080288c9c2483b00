from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from corpus.chunker import indexed_text
from corpus.errors import (
    IndexBusy,
    IndexDamaged,
    IndexForeign,
    IndexMissing,
    IndexUnwritable,
    ModelNotFound,
    NoSources,
    SourceEmpty,
    SourceNotFound,
    SourceShrunk,
)
from corpus.fulltext import FullTextIndex
from corpus.store import Store
from corpus.story_groups import StoryGroups
from embeddings.build import BuildReport, BuildRequest, build
from embeddings.build_lock import build_lock
from embeddings.compiled_encoder import Use, open_encoder
from embeddings.dry_run import plan
from embeddings.faiss_index import FaissIndex
from embeddings.model_files import sha256_of
from embeddings.sources import forget_source, read_sources
from embeddings.versions import Version, all_versions, current_version, verify_files
from tests.embeddings.made_archives import Noted, row, write_archive, write_rows
from tests.embeddings.made_models import save_tiny_bert

# The file formats whose reading runs code, and pickle's first bytes by protocol
PICKLED_SUFFIXES = {".pkl", ".pickle", ".pt", ".pth", ".joblib", ".npy", ".npz"}
PICKLE_STARTS = tuple(b"\x80" + bytes([protocol]) for protocol in range(2, 6))


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    return write_rows(tmp_path / "wire.jsonl", [row(number) for number in range(10)])


def run(index: Path, *sources: Path, only: bool = False, allow_removal: bool = False) -> BuildReport:
    return build(index, BuildRequest(sources=sources, only=only, allow_removal=allow_removal), Noted())


def documents(index: Path) -> list[str | None]:
    store = Store.open(current_version(index).folder / "documents.sqlite")
    return [document.external_id for document in store.documents()]


def state(index: Path) -> dict[str, str]:
    """Every file of an index with its digest, the lock and the cache of vectors aside."""
    files = (path for path in sorted(index.rglob("*")) if path.is_file() and path.name != "build.lock")
    files = (path for path in files if path.parent.name != "cache")
    return {path.relative_to(index).as_posix(): sha256_of(path) for path in files}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildReport, Noted]:
    folder = tmp_path_factory.mktemp("shipped")
    noted = Noted()
    archive = write_archive(folder / "archive")
    report = build(folder / "index", BuildRequest(sources=(archive,)), noted)
    return folder / "index", report, noted


@pytest.fixture(scope="module")
def version(built: tuple[Path, BuildReport, Noted]) -> Version:
    return current_version(built[0])


def test_all_is_read_embedded_and_published(built: tuple[Path, BuildReport, Noted]) -> None:
    index, report, noted = built
    assert report.published
    assert report.n_documents == 7
    assert report.n_embedded == report.n_passages > 7
    assert report.skipped == []
    assert noted.done["reading"] == noted.totals["reading"] == 7
    assert noted.done["embedding"] == noted.totals["embedding"] == report.n_passages
    assert noted.done["full text"] == report.n_passages
    assert report.version == current_version(index).name
    assert not list((index / "versions").glob(".*"))


def test_the_manifest_says_how_it_was_made(version: Version) -> None:
    verify_files(version)
    facts = json.loads((version.folder / "manifest.json").read_text(encoding="utf-8"))
    assert facts["encoder"]["model_name"] == "all-MiniLM-L6-v2"
    assert facts["encoder"]["weights_sha256"].startswith("53aa51172d142c89")
    assert facts["encoder"]["query_prompt"] == facts["encoder"]["document_prompt"] == ""
    assert facts["encoder"]["pooling"] == "Pooling(mean) > Normalize"
    assert facts["encoder"]["precision"] in {"f32", "bf16"}
    assert (facts["encoder"]["dimension"], facts["encoder"]["window"]) == (384, 256)
    assert facts["chunking"] == {"max_tokens": 384, "context_share": 0.25}
    assert facts["n_documents"] == 7
    assert facts["format_version"] == 3
    stored = {path.relative_to(version.folder).as_posix() for path in files_of(version)}
    assert set(facts["files"]) == stored - {"manifest.json"}
    assert {"documents.sqlite", "vectors.faiss", "model/openvino.bin"} <= stored
    for name, known in facts["files"].items():
        assert known == {
            "n_bytes": (version.folder / name).stat().st_size,
            "sha256": sha256_of(version.folder / name),
        }


def test_nothing_is_pickled(version: Version) -> None:
    for path in files_of(version):
        assert path.suffix not in PICKLED_SUFFIXES
        with path.open("rb") as file:
            assert not file.read(2).startswith(PICKLE_STARTS)


def test_every_passage_is_a_slice_that_fits_the_window(version: Version) -> None:
    store = Store.open(version.folder / "documents.sqlite")
    encoder = open_encoder(version.folder / "model", use=Use.LATENCY)
    passages = [p for d in store.documents() for p in store.passages_of(d.document_id)]
    assert len(passages) == version.manifest.n_passages
    for passage in passages:
        document = store.document(passage.document_id)
        assert passage.text == document.text[passage.start : passage.end]
    lengths = encoder.count_tokens([indexed_text(p.context, p.text) for p in passages])
    assert max(lengths) <= encoder.spec.window
    assert max(lengths) > 200  # long texts were there to cut


def test_row_for_row_the_vectors_are_those_of_the_passages(version: Version) -> None:
    store = Store.open(version.folder / "documents.sqlite")
    encoder = open_encoder(version.folder / "model", use=Use.LATENCY)
    vectors = FaissIndex.open(version.folder / "vectors.faiss")
    rows = [passage for batch in store.texts_to_index(7) for passage in batch]
    assert [passage.row for passage in rows] == list(range(len(vectors)))
    expected = encoder.encode_passages([indexed_text(p.context, p.text) for p in rows])
    cosines = (vectors.vectors(np.arange(len(rows))) * expected).sum(axis=1)
    assert cosines.min() > 0.999


def test_the_full_text_has_the_same_rows(version: Version) -> None:
    found = FullTextIndex.open(version.folder / "fulltext").search("signed nine", k=50, among=None)
    store = Store.open(version.folder / "documents.sqlite")
    holding = [p.row for batch in store.texts_to_index(50) for p in batch if "signed by nine" in p.text]
    assert found.rows.tolist() == holding != []


def files_of(version: Version) -> list[Path]:
    return [path for path in version.folder.rglob("*") if path.is_file()]


def test_a_source_is_added_to_those_remembered(index: Path, wire: Path, tmp_path: Path) -> None:
    run(index, wire, only=True)
    more = write_rows(tmp_path / "more.jsonl", [row(number) for number in range(20, 23)])
    report = run(index, more)
    assert [source.path for source in read_sources(index)] == [wire, more]
    assert [source.n_documents for source in read_sources(index)] == [10, 3]
    assert report.n_documents == 13
    assert report.n_embedded == 3
    assert report.n_reused == report.n_passages - 3


def test_only_makes_the_given_sources_the_whole_list(index: Path, wire: Path, tmp_path: Path) -> None:
    run(index, wire, only=True)
    other = write_rows(tmp_path / "other.jsonl", [row(50)])
    run(index, other, only=True)
    assert [source.path for source in read_sources(index)] == [other]
    assert documents(index) == ["s50"]


def test_only_still_notices_what_a_given_source_has_lost(index: Path, wire: Path) -> None:
    run(index, wire, only=True)
    write_rows(wire, [row(1)])
    with pytest.raises(SourceShrunk):
        run(index, wire, only=True)


def test_a_rebuild_with_nothing_changed_publishes_nothing(index: Path, wire: Path) -> None:
    first = run(index, wire, only=True)
    before = state(index)
    again = run(index)
    assert not again.published
    assert again.version == first.version
    assert (again.n_documents, again.n_embedded) == (10, 0)
    assert state(index) == before


@pytest.mark.parametrize("reason", ["another analyzer", "republish"])
def test_full_text_made_in_another_way_is_made_anew_and_the_vectors_taken_over(
    index: Path, wire: Path, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    first = run(index, wire, only=True)
    if reason == "another analyzer":
        monkeypatch.setattr("embeddings.build.ANALYZER_NAME", "english-2")
    again = build(index, BuildRequest(republish=reason == "republish"), Noted())
    assert again.published and again.version > first.version
    assert (again.n_embedded, again.n_reused) == (0, 10)


def test_a_fresh_build_embeds_and_publishes_all_anew(index: Path, wire: Path) -> None:
    first = run(index, wire, only=True)
    again = build(index, BuildRequest(fresh=True), Noted())
    assert again.published
    assert again.version > first.version
    assert again.n_embedded == again.n_passages == 10


def test_a_touched_document_embeds_its_own_passages_only(index: Path, wire: Path) -> None:
    run(index, wire, only=True)
    before = current_version(index)
    rows = [row(number) for number in range(10)]
    rows[4]["text"] = "The talks of group 4 were broken off in Geneva."
    write_rows(wire, rows)
    report = run(index)
    assert report.published
    assert (report.n_embedded, report.n_reused) == (1, 9)
    after = current_version(index)
    old, new = (FaissIndex.open(version.folder / "vectors.faiss") for version in (before, after))
    kept = np.array([0, 1, 2, 3, 5, 6, 7, 8, 9])
    np.testing.assert_allclose(new.vectors(kept), old.vectors(kept), atol=5e-4)
    assert (old.vectors(np.array([4])) @ new.vectors(np.array([4])).T).item() < 0.9999


def test_the_vectors_of_a_step_by_step_build_are_those_of_a_fresh_one(
    index: Path, wire: Path, tmp_path: Path
) -> None:
    write_rows(wire, [row(number) for number in range(0, 10, 2)])
    run(index, wire, only=True)
    write_rows(wire, [row(number) for number in range(10)])
    run(index)
    stepwise = FaissIndex.open(current_version(index).folder / "vectors.faiss")
    build(index, BuildRequest(fresh=True), Noted())
    fresh = FaissIndex.open(current_version(index).folder / "vectors.faiss")
    rows = np.arange(10)
    assert (stepwise.vectors(rows) * fresh.vectors(rows)).sum(axis=1).min() > 0.999


def stories(index: Path) -> set[frozenset[str]]:
    """The groups of passages that tell one story, by their documents' external ids."""
    folder = current_version(index).folder
    store = Store.open(folder / "documents.sqlite")
    groups = StoryGroups.read(folder / "stories.bin", n_passages=store.n_passages)
    passages = store.passages(range(store.n_passages))
    facts = store.document_facts([passage.document_id for passage in passages])
    names = [str(facts[passage.document_id].external_id) for passage in passages]
    return {
        frozenset(names[i] for i in groups.members(rep))
        for rep in map(groups.representative, range(len(names)))
    }


def retold(number: int, of: int) -> dict[str, str]:
    """A row that tells the story of another, under a topic and from another paper."""
    told = row(of)
    return {**told, "_id": f"r{number}", "text": "Vienna talks. " + told["text"], "source": "Other Paper"}


def test_the_same_story_in_several_documents_is_one_group(index: Path, wire: Path) -> None:
    write_rows(wire, [row(1), row(2), retold(3, 1), retold(4, 1)])
    report = run(index, wire, only=True)
    assert stories(index) == {frozenset({"s1", "r3", "r4"}), frozenset({"s2"})}
    assert report.stage_s["stories"] >= 0
    assert "stories.bin" in current_version(index).manifest.files


def test_the_stories_of_a_step_by_step_build_are_those_of_a_fresh_one(index: Path, wire: Path) -> None:
    rows = [row(number) for number in range(6)] + [retold(number, number % 3) for number in range(6)]
    for step in (rows[::3], rows[::-2], rows):
        write_rows(wire, step)
        run(index, wire, only=True, allow_removal=True)
    stepwise = stories(index)
    build(index, BuildRequest(fresh=True), Noted())
    assert stories(index) == stepwise
    assert len(stepwise) == 6


def test_stories_grouped_by_other_rules_are_grouped_anew(
    index: Path, wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(index, wire, only=True)
    monkeypatch.setattr("embeddings.build.RULES", "stories-0")
    again = run(index)
    assert again.published and again.n_embedded == 0
    assert not run(index).published


@pytest.mark.parametrize("field", ["source", "date", "title", "url"])
def test_a_change_beside_the_text_is_published_too(index: Path, wire: Path, field: str) -> None:
    run(index, wire, only=True)
    rows = [row(number) for number in range(10)]
    rows[3][field] = "2007-06-15" if field == "date" else "https://other.example/3"
    write_rows(wire, rows)
    report = run(index)
    assert report.published
    assert report.n_embedded == (1 if field == "title" else 0)


def test_the_model_is_linked_from_version_to_version(index: Path, wire: Path) -> None:
    before = current_version(index)
    run(index, wire)
    after = current_version(index)
    assert after.name != before.name
    for name in ("openvino.bin", "openvino.xml", "tokenizer.json"):
        assert (after.folder / "model" / name).samefile(before.folder / "model" / name)


def test_a_source_that_is_gone_stops_the_build_unless_it_is_meant(
    index: Path, wire: Path, tmp_path: Path
) -> None:
    more = write_rows(tmp_path / "more.jsonl", [row(20)])
    run(index, wire, more, only=True)
    more.unlink()
    before = state(index)
    with pytest.raises(SourceNotFound, match="onrecord sources remove") as caught:
        run(index)
    assert caught.value.path == more
    assert state(index) == before
    report = run(index, allow_removal=True)
    assert report.n_documents == 10
    assert [source.path for source in read_sources(index)] == [wire]


@pytest.mark.parametrize(("n_left", "is_refused"), [(9, False), (8, True), (1, True), (0, True)])
def test_a_source_that_lost_a_fifth_stops_the_build_unless_it_is_meant(
    index: Path, wire: Path, n_left: int, is_refused: bool
) -> None:
    run(index, wire, only=True)
    before = state(index)
    write_rows(wire, [row(number) for number in range(n_left)])
    if is_refused:
        with pytest.raises(SourceShrunk, match=r"nothing was changed: .* --allow-removal") as caught:
            run(index)
        assert (caught.value.before, caught.value.now) == (10, n_left)
        assert state(index) == before
    assert run(index, allow_removal=True).n_documents == n_left
    assert run(index).n_documents == n_left


def test_a_given_source_that_is_not_there_is_named_before_anything_is_done(
    index: Path, tmp_path: Path
) -> None:
    before = state(index)
    with pytest.raises(SourceNotFound, match="check the path"):
        run(index, tmp_path / "no-such")
    assert state(index) == before


def test_an_empty_folder_is_refused(index: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    before = state(index)
    with pytest.raises(SourceEmpty, match="no file at all"):
        run(index, tmp_path / "empty")
    assert state(index) == before


def test_an_empty_folder_among_several_sources_is_reported_and_the_rest_goes_on(
    index: Path, wire: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    report = run(index, tmp_path / "empty", wire, only=True)
    assert report.n_documents == 10
    assert [skipped.locator for skipped in report.skipped] == [str(tmp_path / "empty")]
    assert "no file at all" in report.skipped[0].reason


def test_several_sources_with_nothing_at_all_are_refused(index: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    before = state(index)
    with pytest.raises(SourceEmpty):
        run(index, tmp_path / "a", tmp_path / "b", only=True)
    assert state(index) == before


def test_an_archive_whose_last_source_was_removed_is_emptied_only_if_that_is_meant(
    index: Path, wire: Path
) -> None:
    run(index, wire, only=True)
    forget_source(index, wire)
    before = state(index)
    with pytest.raises(NoSources, match=r"onrecord build SOURCE.* --allow-removal"):
        run(index)
    assert state(index) == before
    report = run(index, allow_removal=True)
    assert (report.published, report.n_documents, documents(index)) == (True, 0, [])


def test_reading_is_foretold_by_the_last_count_or_by_files_and_lines(
    index: Path, wire: Path, tmp_path: Path
) -> None:
    run(index, wire, only=True)
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.md").write_text("# A page\n\nIt was signed.\n")
    (pages / "picture.png").write_bytes(b"\x89PNG")
    write_rows(pages / "b.jsonl", [row(30), "", row(31)])
    noted = Noted()
    build(index, BuildRequest(sources=(pages,)), noted)
    assert noted.totals["reading"] == noted.done["reading"] == 13


def test_a_source_with_nothing_readable_is_refused_with_the_number_of_files(
    index: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "a.png").write_bytes(b"\x89PNG\r\n")
    (folder / "b.txt").write_bytes(b"")
    before = state(index)
    with pytest.raises(SourceEmpty, match=r"of 2 files or rows: pictures/a\.png: .*; .* · pictures/b\.txt: "):
        run(index, folder)
    assert state(index) == before


def test_a_broken_row_is_skipped_and_listed_while_the_rest_goes_on(index: Path, tmp_path: Path) -> None:
    lines = [row(1), '{"_id": "cut", "text": "bro', row(2), "[]", '{"_id": "empty"}', row(3)]
    report = run(index, write_rows(tmp_path / "wire.jsonl", lines), only=True)
    assert documents(index) == ["s1", "s2", "s3"]
    assert [skipped.locator for skipped in report.skipped] == [f"wire.jsonl#line-{n}" for n in (2, 4, 5)]
    assert all(skipped.reason and skipped.remedy for skipped in report.skipped)
    assert current_version(index).manifest.n_skipped == 3


def test_nothing_remembered_and_nothing_given_is_a_missing_index(tmp_path: Path) -> None:
    for _ in range(2):  # the first leaves a lock file, which is no other program's
        with pytest.raises(IndexMissing, match="build one with"):
            run(tmp_path / "index")


def test_a_folder_with_other_things_is_left_alone(wire: Path, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "thesis.txt").write_text("mine")
    with pytest.raises(IndexForeign):
        run(tmp_path / "home", wire)
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["thesis.txt"]


def test_a_build_under_way_keeps_another_out(index: Path, wire: Path) -> None:
    with build_lock(index), pytest.raises(IndexBusy):
        run(index, wire)


def test_a_model_that_is_not_found_changes_nothing(index: Path, wire: Path) -> None:
    before = state(index)
    with pytest.raises(ModelNotFound):
        build(index, BuildRequest(sources=(wire,), model="no-such/model"), Noted())
    assert state(index) == before


class FullDisk(Noted):
    """A Progress in which the disk is full as soon as a stage begins."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self._at = at

    def stage(self, name: str, total: int | None):  # type: ignore[no-untyped-def]
        if name == self._at:
            raise OSError(28, "No space left on device")
        return super().stage(name, total)


@pytest.mark.parametrize("stage", ["reading", "full text", "embedding"])
def test_a_failing_build_leaves_the_old_version_and_nothing_unfinished(
    index: Path, wire: Path, stage: str
) -> None:
    run(index, wire, only=True)
    write_rows(wire, [row(number) for number in range(12)])
    before = state(index)
    with pytest.raises(IndexUnwritable, match="No space left"):
        build(index, BuildRequest(), FullDisk(stage))
    assert state(index) == before
    assert not list((index / "versions").glob(".*"))
    assert run(index).n_embedded == 2


@pytest.mark.parametrize("only", [True, False])
def test_a_failing_publication_leaves_the_list_of_sources_as_it_was(
    index: Path, wire: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, only: bool
) -> None:
    run(index, wire, only=True)
    other = write_rows(tmp_path / "other.jsonl", [row(50)])
    before = state(index)

    def full_disk(path: Path) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("embeddings.versions.sync_tree", full_disk)
    with pytest.raises(IndexUnwritable, match="No space left"):
        run(index, other, only=only)
    assert state(index) == before


@pytest.mark.parametrize("only", [True, False])
def test_a_build_killed_right_after_the_switch_loses_no_source(
    index: Path, wire: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, only: bool
) -> None:
    run(index, wire, only=True)
    other = write_rows(tmp_path / "other.jsonl", [row(50)])
    monkeypatch.setattr("embeddings.build.write_sources", lambda *_: pytest.skip("killed"))
    with pytest.raises(pytest.skip.Exception):
        run(index, other, only=only)
    assert [source.path for source in read_sources(index)] == [wire, other]
    assert "s50" in documents(index)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "a vector file gone": lambda folder: (folder / "vectors.faiss").unlink(),
    "a model bit": lambda folder: flip(folder / "model" / "openvino.bin"),
    "documents cut": lambda folder: (folder / "documents.sqlite").write_bytes(b"SQLite"),
}


def flip(path: Path) -> None:
    """Change a bit in the middle, in a copy, so that linked files stay whole."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.unlink()
    path.write_bytes(content)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_build_mends_a_damaged_index_with_the_same_model(index: Path, wire: Path, damage: str) -> None:
    run(index, wire, only=True)
    version = current_version(index)
    DAMAGES[damage](version.folder)
    report = run(index)
    assert report.published
    assert report.n_embedded == report.n_passages == 10
    mended = current_version(index)
    verify_files(mended)
    assert mended.manifest.encoder == version.manifest.encoder
    weights = "model/openvino.bin"
    assert mended.manifest.files[weights] == version.manifest.files[weights]


def test_a_current_that_names_nothing_is_mended_too(index: Path, wire: Path, tiny_folder: Path) -> None:
    run(index, wire, only=True)
    (index / "CURRENT").write_text("no-such")
    with pytest.raises(IndexDamaged):
        current_version(index)
    assert build(index, BuildRequest(model=str(tiny_folder)), Noted()).published
    assert len(documents(index)) == 10


def test_a_spoiled_list_of_sources_is_mended_by_giving_them_all(index: Path, wire: Path) -> None:
    run(index, wire, only=True)
    (index / "sources.json").write_text("{")
    with pytest.raises(IndexDamaged, match="--only"):
        run(index)
    run(index, wire, only=True)
    assert [source.path for source in read_sources(index)] == [wire]


def test_another_model_by_folder_embeds_all_anew_and_stays(index: Path, wire: Path, tmp_path: Path) -> None:
    run(index, wire, only=True)
    before = current_version(index).manifest.encoder
    other = save_tiny_bert(tmp_path / "other", prompts={"query": "the ", "document": "war "}, seed=1)
    report = build(index, BuildRequest(model=str(other)), Noted())
    assert report.published
    assert report.n_embedded == 10
    after = current_version(index).manifest.encoder
    assert after.model_name == str(other)
    assert after.document_prompt == "war "
    assert after.weights_sha256 != before.weights_sha256
    assert not run(index).published  # the model is remembered
    assert asdict(current_version(index).manifest.encoder) == asdict(after)


def test_a_model_that_is_not_compiled_serves_as_well(static_folder: Path, wire: Path, tmp_path: Path) -> None:
    index = tmp_path / "by-static"
    first = build(index, BuildRequest(sources=(wire,), model=str(static_folder)), Noted())
    assert (first.n_embedded, first.n_passages) == (10, 10)
    write_rows(wire, [row(number) for number in range(11)])
    assert run(index).n_embedded == 1
    version = current_version(index)
    query = open_encoder(version.folder / "model", use=Use.LATENCY).encode_queries(["Story 7"])[0]
    assert len(FaissIndex.open(version.folder / "vectors.faiss").search(query, k=3, among=None)) == 3


def test_the_same_archive_gives_the_same_documents_file(index: Path, wire: Path) -> None:
    run(index, wire, only=True)
    build(index, BuildRequest(fresh=True), Noted())
    digests = [version.manifest.content_sha256 for version in all_versions(index)[-2:]]
    assert digests[0] == digests[1] == sha256_of(current_version(index).folder / "documents.sqlite")


class Killed(Noted):
    """A Progress that stops the build once some passages are embedded."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self._after = after

    @contextmanager
    def stage(self, name: str, total: int | None) -> Iterator[Callable[[int], None]]:
        with super().stage(name, total) as advance:

            def counted(steps: int) -> None:
                advance(steps)
                if name == "embedding" and self.done[name] >= self._after:
                    raise KeyboardInterrupt

            yield counted


@pytest.mark.parametrize("only", [True, False])
def test_a_build_stopped_while_embedding_resumes_where_it_was(
    index: Path, wire: Path, monkeypatch: pytest.MonkeyPatch, only: bool
) -> None:
    monkeypatch.setattr("embeddings.vectors_ahead.EMBED_BATCH", 2)
    request = BuildRequest(sources=(wire,), only=only)
    with pytest.raises(KeyboardInterrupt):
        build(index, request, Killed(after=6))
    report = build(index, request, Noted())
    # one batch may hold the passage that was there before
    assert report.n_embedded in ({4} if only else {4, 5})
    assert not list((index / "cache").glob("*"))


def test_a_fresh_build_takes_nothing_from_a_stopped_one(
    index: Path, wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embeddings.vectors_ahead.EMBED_BATCH", 2)
    with pytest.raises(KeyboardInterrupt):
        build(index, BuildRequest(sources=(wire,), only=True), Killed(after=6))
    assert build(index, BuildRequest(sources=(wire,), only=True, fresh=True), Noted()).n_embedded == 10


def test_a_fresh_build_that_was_stopped_takes_up_its_own_vectors_and_no_others(
    index: Path, wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embeddings.vectors_ahead.EMBED_BATCH", 2)
    fresh = BuildRequest(sources=(wire,), only=True, fresh=True)
    with pytest.raises(KeyboardInterrupt):
        build(index, BuildRequest(sources=(wire,), only=True), Killed(after=2))
    with pytest.raises(KeyboardInterrupt):
        build(index, fresh, Killed(after=6))
    assert plan(index, fresh, Noted()).n_to_embed == 4
    assert build(index, fresh, Noted()).n_embedded == 4
    assert not list((index / "cache").glob("*"))
    assert build(index, fresh, Noted()).n_embedded == 10


def test_a_build_takes_up_the_vectors_of_a_fresh_one_that_was_stopped(
    index: Path, wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embeddings.vectors_ahead.EMBED_BATCH", 2)
    with pytest.raises(KeyboardInterrupt):
        build(index, BuildRequest(sources=(wire,), only=True, fresh=True), Killed(after=6))
    assert run(index, wire, only=True).n_embedded == 4
    assert not list((index / "cache").glob("*"))


def test_vectors_taken_over_and_vectors_made_anew_are_the_same_bits(
    index: Path, wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embeddings.vectors_ahead.EMBED_BATCH", 2)
    with pytest.raises(KeyboardInterrupt):
        build(index, BuildRequest(sources=(wire,), only=True), Killed(after=6))
    run(index, wire, only=True)
    resumed = FaissIndex.open(current_version(index).folder / "vectors.faiss")
    build(index, BuildRequest(fresh=True), Noted())
    fresh = FaissIndex.open(current_version(index).folder / "vectors.faiss")
    np.testing.assert_array_equal(resumed.vectors(np.arange(10)), fresh.vectors(np.arange(10)))
