"""A document that its publisher withdraws leaves the answers; its page stays and says why."""

from pathlib import Path

import pytest

from corpus.filters import Filters
from embeddings.build import BuildRequest, build
from qa.opening import open_service
from qa.service import Question, Service
from tests.conftest import Silent
from tests.embeddings.made_archives import write_rows

WORDS = "The mill at Garrow was closed by its owners after the flood of the night before, the council said."
NOTICE = "Withdrawn on 2011-03-09: the mill was never closed."


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("retracted")
    told = {"text": WORDS, "date": "2011-03-04", "title": "Mill closed"}
    rows = [
        {**told, "_id": "kept", "source": "Garrow Post"},
        {**told, "_id": "withdrawn", "source": "Shire Mail", "retracted": True, "notice": NOTICE},
        {"_id": "other", "text": "The ferry sails again.", "date": "2011-03-05", "source": "Shire Mail"},
    ]
    write_rows(folder / "rows.jsonl", rows)
    build(folder / "index", BuildRequest(sources=(folder / "rows.jsonl",)), Silent())
    return open_service(folder / "index")


def test_a_retracted_document_leaves_the_answers(service: Service) -> None:
    answer = service.ask(Question(text="Why was the mill at Garrow closed?", k=10))
    assert [citation.external_id for citation in answer.citations] == ["kept", "other"]
    assert all(not citation.also_reported_by for citation in answer.citations)


def test_a_filter_does_not_bring_it_back(service: Service) -> None:
    filters = Filters(source="Shire Mail")
    answer = service.ask(Question(text="Why was the mill at Garrow closed?", k=10, filters=filters))
    assert [citation.external_id for citation in answer.citations] == ["other"]


def test_its_page_and_its_passages_stay_and_say_so(service: Service) -> None:
    withdrawn = next(d for d in service.retriever.store.documents() if d.external_id == "withdrawn")
    document, passages = service.document(withdrawn.document_id)
    assert document.retracted and document.notice == NOTICE and document.text == WORDS
    found, beside = service.passage(passages[0].passage_id)
    assert found.text == WORDS and beside.retracted


def test_an_archive_of_nothing_but_retractions_answers_nothing(tmp_path: Path) -> None:
    write_rows(tmp_path / "rows.jsonl", [{"_id": "1", "text": WORDS, "retracted": True}])
    build(tmp_path / "index", BuildRequest(sources=(tmp_path / "rows.jsonl",)), Silent())
    answer = open_service(tmp_path / "index").ask(Question(text="Why was the mill closed?"))
    assert answer.abstained and not answer.citations
