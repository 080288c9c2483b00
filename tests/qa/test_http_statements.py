"""GET /v1/statements and GET /v1/speakers."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from tests.qa.fakes import GATES, FakeArchive, client_of


def test_a_statement_is_a_slice_of_its_document_with_speaker_cue_date_and_source() -> None:
    with client_of() as client:
        found = client.get("/v1/statements", params={"speaker": "Gates"}).json()["statements"][0]
        document = client.get(f"/v1/documents/{found['document_id']}").json()
    assert document["text"][found["start"] : found["end"]] == found["text"] == "“The Cold War is over,”"
    assert (found["speaker"], found["speaker_as_written"], found["cue"]) == ("Robert Gates", "he", "told")
    assert found["event_date"]["start"] == "2007-04-23" and found["source"]["name"] == "RFE/RL"
    assert document["statements"] == [found]
    assert document["text"] == GATES


def test_statements_come_page_by_page_and_the_last_has_no_cursor() -> None:
    with client_of(FakeArchive(n_found=5)) as client:
        pages, cursor = [], None
        while True:
            params = {"k": 2} | ({"cursor": cursor} if cursor else {})
            page = client.get("/v1/statements", params=params).json()
            pages.append(len(page["statements"]))
            cursor = page["next_cursor"]
            if cursor is None:
                break
    assert (pages, page["n_found"]) == ([2, 2, 1], 5)


def test_a_cursor_of_other_parameters_is_refused() -> None:
    with client_of() as client:
        cursor = client.get("/v1/statements", params={"k": 1}).json()["next_cursor"]
        again = client.get("/v1/statements", params={"k": 1, "speaker": "Gates", "cursor": cursor})
    assert again.status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize(
    "params",
    [
        {"from": "June"},
        {"from": "2008-01-02", "to": "2008-01-01"},
        {"k": 0},
        {"person": "Gates"},
        {"about": " "},
    ],
)
def test_malformed_or_unknown_parameters_are_problems(params: dict[str, str | int]) -> None:
    with client_of() as client:
        answer = client.get("/v1/statements", params=params)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.headers["content-type"] == "application/problem+json"


def test_speakers_are_completed_with_their_counts() -> None:
    with client_of() as client:
        found = client.get("/v1/speakers", params={"prefix": "gat"}).json()["speakers"]
        none = client.get("/v1/speakers", params={"prefix": "zz"}).json()["speakers"]
    assert [(one["name"], one["n_statements"]) for one in found] == [("Robert Gates", 1)]
    assert none == []
