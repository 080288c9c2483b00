"""POST /v1/ask and /v1/search: what is asked arrives, what is answered is the contract's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from corpus.filters import Filters
from qa.http.events import sentences, wants_events
from qa.service import Turn
from qa.settings import Settings
from tests.qa.fakes import FakeArchive, client_of

EVENTS = {"Accept": "text/event-stream"}


@pytest.fixture
def archive() -> FakeArchive:
    return FakeArchive()


@pytest.fixture
def client(archive: FakeArchive) -> Iterator[TestClient]:
    with client_of(archive) as client:
        yield client


def events_of(text: str) -> list[tuple[str, Any]]:
    """The events of a stream, as names and data."""
    blocks = [block.split("\n") for block in text.strip().split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in blocks]


def test_an_answer_has_the_fields_of_the_contract(client: TestClient) -> None:
    answer = client.post("/v1/ask", json={"question": "What did Gates do?"}).json()
    assert list(answer) == [
        *("question", "standalone_question", "interpreted", "answer", "citations", "usage", "timings_ms"),
        "index_version",
    ]
    assert list(answer["interpreted"]) == ["from", "to", "source", "speaker", "kind"]
    assert list(answer["answer"]) == ["text", "abstained", "reason"]
    assert answer["usage"] == {"passage_tokens": answer["usage"]["passage_tokens"]}
    assert answer["index_version"] == "v1"


def test_a_citation_has_the_fields_of_the_contract_and_iso_dates(client: TestClient) -> None:
    first, second = client.post("/v1/ask", json={"question": "What did Gates do?"}).json()["citations"]
    assert list(first) == [
        *(
            "number",
            "passage_id",
            "document_id",
            "external_id",
            "title",
            "text",
            "start",
            "end",
            "highlights",
        ),
        *("event_date", "published", "source", "sources", "speaker", "score", "near_miss", "quote", "url"),
        "also_reported_by",
    ]
    assert first["event_date"] == {
        "start": "2007-04-23",
        "end": "2007-04-23",
        "precision": "day",
        "basis": "'Monday'",
    }
    assert first["source"] == {"name": "RFE/RL", "url": "https://rferl.example/gates"}
    assert first["quote"]["exact"] == first["text"][0 : first["highlights"][0]["end"]]
    assert list(first["also_reported_by"][0]) == ["document_id", "sources", "published"]
    assert second["event_date"] is None
    assert second["url"] is None


def test_everything_asked_reaches_the_archive(client: TestClient, archive: FakeArchive) -> None:
    client.post(
        "/v1/ask",
        json={
            "question": "And then?",
            "history": [{"role": "user", "content": "Gates?"}, {"role": "assistant", "content": ""}],
            "filters": {"from": "2007-04-01", "to": "2007-04-30", "source": "RFE/RL", "speaker": "Gates"},
            "k": 1,
            "max_tokens": 300,
            "now": "2007-05-01",
            "archive": None,
        },
    )
    (asked,) = archive.asked
    assert asked.text == "And then?"
    assert asked.history == (Turn(role="user", content="Gates?"), Turn(role="assistant", content=""))
    assert asked.filters == Filters(
        from_date=date(2007, 4, 1), to_date=date(2007, 4, 30), source="RFE/RL", speaker="Gates"
    )
    assert (asked.k, asked.max_tokens, asked.now) == (1, 300, date(2007, 5, 1))


def test_broken_text_of_a_document_is_sent_without_shifting_an_offset() -> None:
    archive = FakeArchive()
    for record in (*archive.documents, *archive.passages):
        object.__setattr__(record, "text", record.text.replace("😀", "\ud83d"))
    ask = {"question": "Gates?", "messages": [{"role": "user", "content": "Gates?"}]}
    with client_of(archive) as client:
        cited = client.post("/v1/ask", json={"question": "Gates?"}).json()["citations"][0]
        found = client.get(f"/v1/documents/{cited['document_id']}").json()
        events = client.post("/v1/ask", json={"question": "Gates?"}, headers=EVENTS)
        completion = client.post("/v1/chat/completions", json=ask)
    assert "— \N{REPLACEMENT CHARACTER} says" in cited["text"]
    assert found["text"][cited["start"] : cited["end"]] == cited["text"]
    assert len(cited["text"]) == len(archive.passages[0].text)
    assert dict(events_of(events.text))["citations"][0] == cited
    assert completion.json()["search_results"][0]["snippet"] == cited["text"]


def test_an_answer_that_abstains_is_an_answer(client: TestClient) -> None:
    response = client.post("/v1/ask", json={"question": "Who rules Atlantis?"})
    assert response.status_code == 200
    assert response.json()["answer"]["abstained"] is True
    assert response.json()["answer"]["reason"]


def test_the_events_of_a_stream_hold_what_the_answer_holds(client: TestClient) -> None:
    whole = client.post("/v1/ask", json={"question": "Gates?"}).json()
    response = client.post("/v1/ask", json={"question": "Gates?"}, headers=EVENTS)
    assert response.headers["content-type"].startswith("text/event-stream")
    events = events_of(response.text)
    deltas = [data["text"] for name, data in events if name == "answer.delta"]
    assert [name for name, _ in events] == [
        "interpreted",
        "citations",
        *["answer.delta"] * len(deltas),
        "done",
    ]
    assert dict(events)["interpreted"] == whole["interpreted"]
    assert dict(events)["citations"] == whole["citations"]
    assert dict(events)["done"] == whole
    assert len(deltas) == 2
    assert "".join(deltas) == whole["answer"]["text"]


def test_a_bad_question_is_a_problem_even_where_events_were_asked_for(client: TestClient) -> None:
    response = client.post("/v1/ask", json={"question": " "}, headers=EVENTS)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


@given(st.text(st.sampled_from("aé 😀.!?[1]2”\n"), max_size=60))
def test_sentences_joined_are_the_text_again(text: str) -> None:
    assert "".join(sentences(text)) == text


def test_a_sentence_keeps_its_quotes_and_markers() -> None:
    text = 'He said: "No!" [1][2] It rose by 3.5 percent. [3]\nThen nothing'
    assert sentences(text) == ['He said: "No!" [1][2] ', "It rose by 3.5 percent. [3]\n", "Then nothing"]


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("text/event-stream", True),
        ("TEXT/Event-Stream ; q=0.5", True),
        ("application/json, text/event-stream", True),
        ("application/json, text/event-stream;q=0.5", False),
        ("text/event-stream;q=0", False),
        ("text/event-stream;q=1.2.3", False),
        ("*/*", False),
        ("", False),
        (",;,", False),
    ],
)
def test_events_are_sent_to_who_accepts_them(accept: str, wanted: bool) -> None:
    assert wants_events(accept) is wanted


@pytest.mark.parametrize(
    ("change", "pointer", "told"),
    [
        ({"question": "\n \t"}, "/question", "more than blanks"),
        ({"question": 3}, "/question", "valid string"),
        ({"k": 0}, "/k", "greater than or equal to 1"),
        ({"k": 101}, "/k", "less than or equal to 100"),
        ({"k": "5"}, "/k", "valid integer"),
        ({"max_tokens": 0}, "/max_tokens", "greater than or equal to 1"),
        ({"now": "tomorrow"}, "/now", "'tomorrow' is not a date; write it as YYYY-MM-DD"),
        ({"now": 20070609}, "/now", "write it as YYYY-MM-DD"),
        ({"filters": {"from": "2007-02-30"}}, "/filters/from", "'2007-02-30' is not a date"),
        ({"filters": {"from": "2008-01-01", "to": "2007-01-01"}}, "/filters", "swap 'from' and 'to'"),
        ({"filters": {"form": "2007-01-01"}}, "/filters/form", "there is no such field"),
        ({"history": [{"role": "system", "content": "x"}]}, "/history/0/role", "'user' or 'assistant'"),
        ({"a/b": 1}, "/a~1b", "there is no such field"),
        ({"question": "\ud800"}, "/question", "not valid Unicode"),
    ],
)
def test_a_fault_is_told_with_its_place(
    client: TestClient, change: dict[str, Any], pointer: str, told: str
) -> None:
    body = json.dumps({"question": "Gates?"} | change)
    response = client.post("/v1/ask", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 422
    problem = response.json()
    assert problem["errors"][0]["pointer"] == pointer
    assert told in problem["errors"][0]["detail"]
    assert told in problem["detail"]


def test_an_archive_by_name_is_not_here(client: TestClient) -> None:
    response = client.post("/v1/ask", json={"question": "Gates?", "archive": "sport"})
    assert response.status_code == 404
    assert response.json()["type"] == "urn:onrecord:problem:archive-unknown"


@pytest.mark.parametrize("path", ["/v1/ask", "/v1/search"])
def test_a_question_longer_than_the_setting_is_refused(path: str) -> None:
    with client_of(settings=Settings(max_question_chars=10)) as client:
        assert client.post(path, json={"question": "é" * 10}).status_code == 200
        response = client.post(path, json={"question": "é" * 11})
    assert response.status_code == 422
    assert "is 11 long, and this server reads at most 10" in response.json()["detail"]


def test_a_history_longer_than_the_setting_is_refused() -> None:
    turn = {"role": "user", "content": "x"}
    with client_of(settings=Settings(max_history_turns=1)) as client:
        assert client.post("/v1/ask", json={"question": "x", "history": [turn]}).status_code == 200
        response = client.post("/v1/ask", json={"question": "x", "history": [turn, turn]})
    assert response.status_code == 422
    assert "oldest messages" in response.json()["detail"]


def pages(client: TestClient, request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every page of a search."""
    cursor = None
    while True:
        page = client.post("/v1/search", json=request | {"cursor": cursor}).json()
        yield page
        cursor = page["next_cursor"]
        if cursor is None:
            return


def test_the_pages_of_a_search_hold_every_passage_once(client: TestClient) -> None:
    found = list(pages(client, {"query": "Gates", "k": 3}))
    assert [one["number"] for page in found for one in page["citations"]] == [1, 2, 3, 4, 5, 6, 7]
    assert list(found[0]) == ["citations", "interpreted", "next_cursor", "timings_ms", "index_version"]


def test_a_search_ends_at_the_thousandth_passage() -> None:
    with client_of(FakeArchive(n_found=10_000)) as client:
        assert sum(len(page["citations"]) for page in pages(client, {"question": "Gates", "k": 100})) == 1000


def test_question_and_query_together_are_refused(client: TestClient) -> None:
    assert client.post("/v1/search", json={"question": "a", "query": "b"}).status_code == 422


@pytest.mark.parametrize(
    "change", [{"question": "Putin"}, {"k": 2}, {"filters": {"source": "X"}}, {"now": "2007-01-01"}]
)
def test_a_cursor_of_another_request_is_refused(client: TestClient, change: dict[str, Any]) -> None:
    request = {"question": "Gates", "k": 3}
    cursor = client.post("/v1/search", json=request).json()["next_cursor"]
    response = client.post("/v1/search", json=request | {"cursor": cursor} | change)
    assert response.status_code == 400
    assert "start anew" in response.json()["detail"]


def test_a_cursor_of_an_older_version_is_stale(client: TestClient, archive: FakeArchive) -> None:
    cursor = client.post("/v1/search", json={"question": "Gates", "k": 3}).json()["next_cursor"]
    archive.index_version = "v2"
    response = client.post("/v1/search", json={"question": "Gates", "k": 3, "cursor": cursor})
    assert response.status_code == 409
    assert "version v2" in response.json()["detail"]
    assert "start anew" in response.json()["detail"]


@given(st.one_of(st.text(max_size=40), st.from_regex(r"[A-Za-z0-9_-]{0,60}", fullmatch=True)))
def test_a_made_up_cursor_is_a_bad_request(cursor: str) -> None:
    with client_of() as client:
        response = client.post("/v1/search", json={"question": "Gates", "cursor": cursor})
    assert response.status_code == 400
