"""The evaluation, on a dataset small enough to be worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import BadDataset
from qa.datasets import read_questions
from qa.evaluation import cached_index, evaluate_folders
from tests.conftest import Silent

ROWS = [
    {"_id": "d1", "title": "", "text": "The harbour bridge was opened by the mayor.", "date": "2004-05-01"},
    {"_id": "d2", "title": "", "text": "A volcano halted flights over the islands.", "date": "2010-04-15"},
    {"_id": "d3", "title": "", "text": "The orchestra played in the park.\n\nThe mayor called it a triumph."},
]
QUESTIONS = [
    {"_id": "q1", "text": "who opened the harbour bridge", "kind": "fact"},
    {"_id": "q2", "text": "when did a volcano halt flights", "kind": "when", "answer_date": "2010-04-15"},
    {"_id": "q3", "text": "what did the mayor call a triumph", "kind": "fact"},
    {"_id": "q4", "text": "price of tin in Peru", "answerable": False, "kind": "unanswerable"},
]
QRELS = "query-id\tcorpus-id\tscore\tstart\tend\nq1\td1\t2\nq2\td2\t1\nq3\td3\t2\t35\t66\nq1\td2\t0\n"


@pytest.fixture
def dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "tiny"
    (folder / "qrels").mkdir(parents=True)
    (folder / "corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    (folder / "queries.jsonl").write_text("".join(json.dumps(row) + "\n" for row in QUESTIONS))
    (folder / "qrels/test.tsv").write_text(QRELS)
    return folder


def test_figures_are_those_worked_out_by_hand(dataset: Path) -> None:
    figures = evaluate_folders([dataset], model=None, progress=Silent())["tiny"]
    assert figures["n_queries"] == 4
    # every question has one relevant document, found first and shown by the right passage
    assert figures["ndcg@10"] == figures["success@1"] == figures["mrr@10"] == figures["recall@100"] == 1.0
    assert figures["date_exact@1"] == 1.0
    assert figures["false_abstention"] == 0.0
    assert figures["abstain_auroc"] == 1.0
    assert set(figures["by_kind"]) == {"fact", "when", "unanswerable"}
    assert figures["by_kind"]["fact"]["n_queries"] == 2
    assert figures["by_kind"]["unanswerable"]["ndcg@10"] is None


def test_a_document_shown_by_the_wrong_passage_does_not_count(dataset: Path) -> None:
    (dataset / "qrels/test.tsv").write_text("query-id\tcorpus-id\tscore\tstart\tend\nq3\td3\t2\t0\t10\n")
    questions = [{"_id": "q3", "text": "what did the mayor call a triumph"}]
    (dataset / "queries.jsonl").write_text("".join(json.dumps(row) + "\n" for row in questions))
    figures = evaluate_folders([dataset], model=None, progress=Silent())["tiny"]
    assert figures["ndcg@10"] == 0.0


def test_the_index_is_cached_outside_the_dataset_by_the_corpus(dataset: Path) -> None:
    before = sorted(path.name for path in dataset.rglob("*"))
    first = cached_index(dataset, model=None, progress=Silent())
    assert cached_index(dataset, model=None, progress=Silent()) == first
    assert len(list((first / "versions").iterdir())) == 1
    assert sorted(path.name for path in dataset.rglob("*")) == before
    with (dataset / "corpus.jsonl").open("a") as file:
        file.write('{"_id": "d4", "text": "One more."}\n')
    assert cached_index(dataset, model=None, progress=Silent()) != first


def test_an_index_by_other_code_is_made_anew(dataset: Path) -> None:
    index = cached_index(dataset, model=None, progress=Silent())
    (index / "code.sha256").write_text("older")
    cached_index(dataset, model=None, progress=Silent())
    assert len(list((index / "versions").iterdir())) == 2


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("queries.jsonl", '{"_id": "q1", "text": "a"}\nnot json\n', r"queries\.jsonl: line 2 .*; write"),
        ("queries.jsonl", '{"_id": 1, "text": "a"}\n', r"queries\.jsonl: line 1 .*; write"),
        ("queries.jsonl", '{"_id": "q", "text": "a", "now": "soon"}\n', r"queries\.jsonl: line 1 .*; write"),
        ("qrels/test.tsv", "q1\td1\n", r"test\.tsv: line 1 is no judgement; write a line as query-id"),
        ("qrels/test.tsv", "q1\td1\tmany\n", r"test\.tsv: line 1 is no judgement; write a line as query-id"),
    ],
)
def test_a_malformed_row_is_named_with_its_place(dataset: Path, name: str, content: str, place: str) -> None:
    (dataset / name).write_text(content)
    with pytest.raises(BadDataset, match=place):
        read_questions(dataset)


def test_a_folder_that_is_no_dataset_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(BadDataset, match=r"corpus\.jsonl"):
        read_questions(tmp_path)
