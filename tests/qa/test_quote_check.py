"""A quote is verbatim, altered or not in the archive."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.build import BuildRequest, build
from qa.opening import open_service
from qa.quote_check import Difference, QuoteCheck, Verdict
from qa.service import Service
from tests.conftest import Silent
from tests.embeddings.made_archives import write_rows
from tests.qa.fakes import client_of

WORDS = (
    "The mill at Garrow was closed by its owners on Friday.\nThe council said that 40 people lost their work."
)
FERRY = "Skipper Ada Lund said the ferry \u201cwill sail again in spring\u201d, whatever the harbour costs."


@pytest.fixture(scope="module")
def mill(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("quotes")
    rows = [
        {
            "_id": "mill",
            "text": WORDS,
            "date": "2011-03-04",
            "title": "Mill closed at Garrow",
            "source": "Post",
        },
        {"_id": "again", "text": WORDS + " More follows.", "date": "2011-03-05", "source": "Mail"},
        {"_id": "ferry", "text": FERRY, "date": "2011-03-05", "retracted": True, "notice": "Never said."},
    ]
    write_rows(folder / "rows.jsonl", rows)
    build(folder / "index", BuildRequest(sources=(folder / "rows.jsonl",)), Silent())
    return open_service(folder / "index")


def is_slice(service: Service, check: QuoteCheck) -> bool:
    return all(
        service.document(match.citation.document_id)[0].text[match.start : match.end] == match.text
        for match in check.matches
    )


def test_words_across_a_line_break_are_verbatim_in_every_document_that_has_them(mill: Service) -> None:
    check = mill.verify("by its owners on Friday. The council said")
    assert check.verdict is Verdict.VERBATIM and is_slice(mill, check)
    assert sorted(match.citation.external_id or "" for match in check.matches) == ["again", "mill"]
    assert {match.text for match in check.matches} == {"by its owners on Friday.\nThe council said"}


def test_another_number_is_altered_and_told_with_the_nearest_words(mill: Service) -> None:
    check = mill.verify("The council said that 400 people lost their work.")
    assert check.verdict is Verdict.ALTERED and is_slice(mill, check)
    assert check.matches[0].text == "The council said that 40 people lost their work."
    assert check.matches[0].differences == (Difference(quoted="400", text="40"),)
    dates = [match.citation.event_date for match in check.matches]
    assert sorted(str(date and date.start) for date in dates) == ["2011-03-04", "2011-03-05"]


def test_words_that_nobody_wrote_are_not_found(mill: Service) -> None:
    check = mill.verify("The owners promised to open the mill again within a fortnight of the flood.")
    assert (check.verdict, check.matches) == (Verdict.NOT_FOUND, ())


def test_quotation_marks_around_a_quote_do_not_alter_it(mill: Service) -> None:
    assert mill.verify("\u201clost their work\u201d").verdict is Verdict.VERBATIM
    assert mill.verify('"lost their work"').verdict is Verdict.VERBATIM
    assert mill.verify("\u201cwill sail again in spring\u201d").matches[0].text.startswith("\u201c")


def test_a_withdrawn_document_says_so(mill: Service) -> None:
    match = mill.verify("the ferry \u201cwill sail again").matches[0]
    assert match.retracted and match.notice == "Never said."


def test_a_headline_is_found_although_it_is_in_no_passage(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("# Mill closed at Garrow\n\nThe owners said so on 4 March 2011.\n")
    build(tmp_path / "index", BuildRequest(sources=(tmp_path / "page.md",)), Silent())
    check = open_service(tmp_path / "index").verify("Mill closed at Garrow")
    assert check.verdict is Verdict.VERBATIM and check.matches[0].start == 0


@given(st.data())
def test_every_slice_of_a_document_is_verbatim(mill: Service, data: st.DataObject) -> None:
    words = WORDS.split()
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    check = mill.verify(" ".join(words[first:last]))
    assert check.verdict is Verdict.VERBATIM and is_slice(mill, check)


@given(st.text(min_size=1, max_size=200))
def test_any_text_gets_a_verdict_and_what_is_shown_is_a_slice(mill: Service, quote: str) -> None:
    check = mill.verify(quote)
    assert check.verdict in Verdict and is_slice(mill, check)


def test_over_http_a_verdict_comes_with_citations() -> None:
    with client_of() as client:
        found = client.post("/v1/verify", json={"quote": "The Cold War is over"}).json()
        missed = client.post("/v1/verify", json={"quote": "The war goes on"}).json()
    assert found["verdict"] == "verbatim" and found["matches"][0]["citation"]["number"] == 1
    assert missed["verdict"] == "not_found" and missed["matches"] == []


@pytest.mark.parametrize("body", [{}, {"quote": " "}, {"quote": "x", "text": "y"}, {"quote": "x" * 5000}])
def test_a_malformed_request_is_a_problem(body: dict[str, str]) -> None:
    with client_of() as client:
        answer = client.post("/v1/verify", json=body)
    assert HTTPStatus.BAD_REQUEST <= answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
    assert answer.headers["content-type"] == "application/problem+json"
