"""Citations of earlier versions, golden questions, and a check of a whole version."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from corpus.chunker import ChunkLimits
from corpus.documents import Passage
from corpus.errors import DocumentNotFound, GoldenInvalid, PassageNotFound, VersionRefused, VersionUnknown
from embeddings.build import BuildRequest, build
from embeddings.retention import collect
from embeddings.versions import current_name, current_version
from qa.golden import golden_examiner, read_golden
from qa.opening import open_service
from qa.service import Question, Service
from qa.verification import verify_version
from tests.conftest import Silent

BASE = [
    {"_id": "bridge", "text": "The bridge at Elbsande was opened on Monday.", "date": "2008-05-05"},
    {"_id": "tower", "text": "The tower of Norrby fell in the storm.", "date": "2008-05-06"},
    {"_id": "ferry", "text": "The ferry to Sandholm was sold to its crew.", "date": "2008-05-07"},
]


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index by the shipped model, compiled once."""
    folder = tmp_path_factory.mktemp("superseded")
    write(folder / "wire.jsonl", BASE)
    build(folder / "index", BuildRequest(sources=(folder / "wire.jsonl",)), Silent())
    return folder / "index"


@pytest.fixture
def archive(seed: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A file of three rows and its index."""
    wire, index = tmp_path / "wire.jsonl", Path(shutil.copytree(seed, tmp_path / "index"))
    write(wire, BASE)
    build(index, BuildRequest(sources=(wire,), only=True), Silent())
    return wire, index


def write(path: Path, rows: list[dict[str, str]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


def first(service: Service, text: str) -> tuple[Passage, str]:
    citation = service.ask(Question(text=text, k=1)).citations[0]
    passage, document = service.passage(citation.passage_id)
    return passage, document.document_id


def test_a_superseded_passage_resolves_marked_until_gc(archive: tuple[Path, Path]) -> None:
    wire, index = archive
    old, old_document = first(open_service(index), "bridge at Elbsande")
    write(wire, [{**BASE[0], "text": "The bridge at Elbsande was opened on Tuesday."}, *BASE[1:]])
    build(index, BuildRequest(), Silent())
    service = open_service(index)
    new, new_document = first(service, "bridge at Elbsande")
    assert "Tuesday" in new.text
    passage, document = service.passage(old.passage_id)
    assert passage == old
    assert passage.text == document.text[passage.start : passage.end]
    assert service.superseded_by(document) == new_document
    whole, passages = service.document(old_document)
    assert (whole, passages) == (document, [old])
    assert service.superseded_by(service.document(new_document)[0]) is None
    collect(index, keep=1)
    with pytest.raises(PassageNotFound):
        open_service(index).passage(old.passage_id)


def test_a_document_that_left_the_archive_is_not_found_any_more(archive: tuple[Path, Path]) -> None:
    wire, index = archive
    old, old_document = first(open_service(index), "ferry to Sandholm")
    write(wire, BASE[:2])
    build(index, BuildRequest(allow_removal=True), Silent())
    service = open_service(index)
    with pytest.raises(PassageNotFound):
        service.passage(old.passage_id)
    with pytest.raises(DocumentNotFound):
        service.document(old_document)


def test_a_passage_cut_in_another_way_than_now_resolves_as_a_span_of_its_document(
    archive: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    wire, index = archive
    write(wire, [*BASE, {"_id": "long", "text": "The council of Norrby met again. " * 12}])
    build(index, BuildRequest(), Silent())
    old, document_id = first(open_service(index), "council of Norrby")
    monkeypatch.setattr("embeddings.source_reading.ChunkLimits", lambda: ChunkLimits(max_tokens=30))
    build(index, BuildRequest(), Silent())
    service = open_service(index)
    assert old.passage_id not in {p.passage_id for p in service.document(document_id)[1]}
    passage, document = service.passage(old.passage_id)
    assert passage.text == document.text[passage.start : passage.end] == old.text
    assert service.superseded_by(document) is None


def test_golden_questions_hold_back_a_version_that_loses_their_documents(archive: tuple[Path, Path]) -> None:
    wire, index = archive
    golden = [
        {"text": "Which bridge was opened?", "expect": "bridge"},
        {"text": "What became of the ferry?", "expect": ["no-such", "ferry"], "k": 1},
    ]
    write(index / "golden.jsonl", golden)  # type: ignore[arg-type] # one value is a list
    assert list(golden_examiner(index)(current_version(index))) == []
    before = current_name(index)
    write(wire, [*BASE[:2], {"_id": "other", "text": "The ferry was painted green."}])
    with pytest.raises(VersionRefused, match=r"'What became of the ferry\?' does not find no-such or ferry"):
        build(index, BuildRequest(), Silent(), examine_also=golden_examiner(index))
    assert current_name(index) == before
    assert verify_version(index, None).problems == []


@pytest.mark.parametrize(
    "line",
    [
        "no JSON", "[]", '{"text": "a"}', '{"text": " ", "expect": "a"}', '{"text": "a", "expect": []}',
        '{"text": "a", "expect": [1]}', '{"text": "a", "expect": "b", "k": 0}',
        '{"text": "a", "expect": "b", "z": 1}',
    ],
)  # fmt: skip
def test_a_golden_question_that_cannot_be_read_is_named_by_its_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "golden.jsonl").write_text(f'{{"text": "a", "expect": "b"}}\n\n{line}\n')
    with pytest.raises(GoldenInvalid, match=r"golden\.jsonl: line 3"):
        read_golden(tmp_path)


def test_verify_finds_a_changed_byte_and_knows_no_other_version(archive: tuple[Path, Path]) -> None:
    _, index = archive
    found = verify_version(index, current_name(index))
    assert (found.n_documents, found.n_passages, found.problems) == (3, 3, [])
    path = current_version(index).folder / "vectors.faiss"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.unlink()
    path.write_bytes(content)
    (problem,) = verify_version(index, None).problems
    assert "vectors.faiss is damaged" in problem
    with pytest.raises(VersionUnknown):
        verify_version(index, "none")
