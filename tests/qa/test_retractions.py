"""A document that its publisher withdraws leaves the answers; its page stays and says why."""

from datetime import date
from pathlib import Path

import numpy as np
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


REPORTS = [
    {
        "_id": "false",
        "text": "The mayor of Garrow resigned on Friday over the sale of the harbour, two councillors said.",
        "title": "Mayor of Garrow resigns",
        "date": "2019-05-10",
        "source": "Shire Mail",
        "retracted": True,
        "notice": "The mayor did not resign.",
    },
    {
        "_id": "true",
        "text": "The mayor of Garrow opened the new harbour on Saturday. Hundreds of people came.",
        "date": "2019-05-11",
        "source": "Garrow Post",
    },
]


@pytest.fixture(scope="module")
def mayor(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("mayor")
    write_rows(folder / "rows.jsonl", REPORTS)
    build(folder / "index", BuildRequest(sources=(folder / "rows.jsonl",)), Silent())
    return open_service(folder / "index")


@pytest.mark.parametrize(
    "question",
    ["Did the mayor of Garrow resign?", "Who resigned in Garrow?", "Why did the mayor of Garrow resign?"],
)
def test_what_only_a_withdrawn_report_told_is_said_to_be_withdrawn(mayor: Service, question: str) -> None:
    answer = mayor.ask(Question(text=question))
    assert answer.abstained and answer.text == ""
    assert answer.reason is not None and "withdrawn" in answer.reason
    assert "Shire Mail, 2019-05-10" in answer.reason and "The mayor did not resign." in answer.reason
    assert [citation.external_id for citation in answer.citations] == ["true"]
    assert all(citation.near_miss for citation in answer.citations)


def test_a_withdrawn_report_is_not_brought_up_where_another_answers(mayor: Service) -> None:
    answer = mayor.ask(Question(text="Who opened the harbour of Garrow?"))
    assert not answer.abstained and answer.reason is None


def test_a_withdrawn_report_of_other_days_is_not_brought_up(mayor: Service) -> None:
    answer = mayor.ask(Question(text="Did the mayor of Garrow resign in 1999?"))
    assert answer.reason is not None and "withdrawn" not in answer.reason


def test_what_another_paper_still_tells_is_answered(service: Service) -> None:
    assert not service.ask(Question(text="Was the mill at Garrow closed?")).abstained


@pytest.fixture(scope="module")
def two_papers(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("two-papers")
    told = "The mayor of Garrow resigned on Friday over the sale of the harbour, three councillors said."
    ferry = {"text": "The ferry sails again. Hundreds came.", "date": "2019-05-11", "source": "Ferry News"}
    rows = [
        REPORTS[0],
        {"_id": "same", "text": told, "date": "2019-05-10", "source": "Garrow Post"},
        {"_id": "ferry", **ferry},
    ]
    write_rows(folder / "rows.jsonl", rows)
    build(folder / "index", BuildRequest(sources=(folder / "rows.jsonl",)), Silent())
    return open_service(folder / "index")


@pytest.mark.parametrize(
    "filters",
    [
        Filters(source="Ferry News"),
        Filters(source="Shire Mail"),
        Filters(from_date=date(2019, 5, 11), to_date=date(2019, 5, 11)),
        Filters(from_date=date(2019, 5, 10), to_date=date(2019, 5, 11), source="Ferry News"),
    ],
)
def test_a_report_that_another_paper_repeats_is_not_said_to_be_alone_whatever_is_shown(
    two_papers: Service, filters: Filters
) -> None:
    answer = two_papers.ask(Question(text="Why did the mayor of Garrow resign?", filters=filters))
    assert answer.reason is None or "withdrawn" not in answer.reason


def test_a_withdrawn_report_is_not_brought_up_where_another_publisher_is_asked_for(mayor: Service) -> None:
    question = "Why did the mayor of Garrow resign?"
    other = mayor.ask(Question(text=question, filters=Filters(source="Garrow Post")))
    assert other.reason is None or "withdrawn" not in other.reason
    own = mayor.ask(Question(text=question, filters=Filters(source="The Shire Mail")))
    assert own.reason is not None and "withdrawn" in own.reason


@pytest.mark.parametrize("archive", ["mayor", "two_papers"])
def test_a_budget_that_fits_no_passage_is_told_before_a_withdrawn_report(
    archive: str, request: pytest.FixtureRequest
) -> None:
    service: Service = request.getfixturevalue(archive)
    answer = service.ask(Question(text="Why did the mayor of Garrow resign?", max_tokens=3))
    assert answer.reason == "no passage fits into max_tokens 3"


def test_a_report_is_alone_where_the_other_is_taken_for_absent(two_papers: Service) -> None:
    store = two_papers.retriever.store
    same = next(d for d in store.documents() if d.external_id == "same")
    left_out = np.array([store.passage(p.passage_id)[0] for p in store.passages_of(same.document_id)])
    question = Question(text="Why did the mayor of Garrow resign?")
    reason = two_papers.examine(question, left_out=left_out).answer.reason
    assert reason is not None and "withdrawn" in reason
