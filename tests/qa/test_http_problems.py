"""Errors: every one is a problem with a request id, and tells nothing of the inside."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BadDate, BadWindow, BindRefused, IndexDamaged, OnRecordError
from qa.http.problems import status_of
from qa.settings import Settings
from tests.qa.fakes import FakeArchive, client_of

SECRET = "my secret question"
JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("method", "path", "content", "media_type", "status"),
    [
        ("GET", "/nowhere", b"", None, 404),
        ("GET", "/v1/ask", b"", None, 405),
        ("POST", "/v1/ask", b"{", "application/json", 422),
        ("POST", "/v1/ask", b"[" * 100_000, "application/json", 400),
        ("POST", "/v1/ask", b"\xff", "application/json", 400),
        ("POST", "/v1/ask", b'{"question": "x", "k": 1' + b"0" * 5000 + b"}", "application/json", 400),
        ("POST", "/v1/ask", b"null", "application/json", 422),
        ("POST", "/v1/ask", b"", "application/json", 422),
        ("POST", "/v1/ask", b'{"question": "x"}', "text/plain", 415),
        ("POST", "/v1/ask", b'{"question": "x"}', None, 415),
        ("POST", "/v1/chat/completions", b"{}", "application/json", 400),
    ],
)
def test_every_error_is_a_problem(
    method: str, path: str, content: bytes, media_type: str | None, status: int
) -> None:
    headers = {"Content-Type": media_type} if media_type else {}
    with client_of() as client:
        response = client.request(method, path, content=content, headers=headers)
    problem = response.json()
    assert response.status_code == problem["status"] == status
    assert response.headers["content-type"] == "application/problem+json"
    assert problem["request_id"] == response.headers["x-request-id"]
    assert problem["instance"] == path
    assert {"type", "title", "detail"} <= problem.keys()


def test_a_method_that_is_not_taken_comes_with_those_that_are() -> None:
    with client_of() as client:
        assert client.get("/v1/ask").headers["allow"] == "POST"


def test_an_unforeseen_error_is_logged_by_its_places_and_answered_by_its_id(
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken = FakeArchive(broken=RuntimeError(SECRET))
    with client_of(broken) as client, caplog.at_level(logging.INFO):
        response = client.post("/v1/ask", json={"question": SECRET})
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert "RuntimeError" not in response.text
    assert SECRET not in response.text
    request_id = response.json()["request_id"]
    logged = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert any(request_id in line and "fakes.py" in line and "RuntimeError" in line for line in logged)
    assert SECRET not in caplog.text


def test_an_error_outside_the_table_is_a_fault_of_ours() -> None:
    with client_of(FakeArchive(broken=BindRefused("0.0.0.0"))) as client:
        assert client.post("/v1/ask", json={"question": "x"}).status_code == 500


def test_a_damaged_index_is_told_to_its_operator_alone(caplog: pytest.LogCaptureFixture) -> None:
    with client_of(FakeArchive(broken=IndexDamaged(Path("/srv/private"), "cut short"))) as client:
        response = client.post("/v1/ask", json={"question": "x"})
    assert response.status_code == 503
    assert response.headers["retry-after"]
    assert "/srv/private" not in response.text
    assert "/srv/private" in caplog.text


@pytest.mark.parametrize(
    ("error", "status"),
    [(BadDate("from", "x"), 422), (BadWindow("2008", "2007"), 422), (OnRecordError("x"), None)],
)
def test_the_nearest_class_in_the_table_gives_the_status(error: OnRecordError, status: int | None) -> None:
    assert status_of(error) == status


def test_an_error_under_the_openai_paths_is_told_in_both_ways() -> None:
    with client_of() as client:
        problem = client.get("/v1/models/gpt-4").json()
    assert problem["status"] == 404
    assert problem["error"] == {
        "message": problem["detail"],
        "type": "invalid_request_error",
        "param": None,
        "code": "model_unknown",
    }


def test_a_long_body_is_refused_declared_or_in_chunks() -> None:
    with client_of(settings=Settings(max_body_bytes=100)) as client:
        declared = client.post("/v1/ask", content=b"x" * 101, headers=JSON)
        chunked = client.post("/v1/ask", content=(b"x" * 30 for _ in range(4)), headers=JSON)
        nowhere = client.post("/nowhere", content=b"x" * 101, headers=JSON)
        short = client.post("/v1/ask", content=(part for part in (b'{"question"', b': "x"}')), headers=JSON)
    for response in (declared, chunked, nowhere):
        assert response.status_code == 413
        assert response.headers["content-type"] == "application/problem+json"
        assert "100 bytes" in response.json()["detail"]
    assert short.status_code == 200


def test_many_faults_are_not_all_told() -> None:
    with client_of() as client:
        response = client.post("/v1/ask", json={f"{n}" * 999: n for n in range(100)})
    assert len(response.json()["errors"]) == 10
    assert len(response.text) < 10_000


def test_a_request_is_one_line_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    with client_of() as client, caplog.at_level(logging.INFO, logger="qa"):
        caplog.clear()
        client.post("/v1/ask", json={"question": SECRET}, headers={"X-Request-Id": "id-from.proxy_1"})
        client.get(f"/{SECRET}")
    asked, lost = [record.getMessage() for record in caplog.records if record.name.startswith("qa")]
    assert asked.startswith("request id-from.proxy_1: POST /v1/ask 200 in ")
    assert asked.endswith("ms n_citations=2 abstained=False")
    assert "(no route) 404" in lost
    assert SECRET not in caplog.text


@given(st.binary(max_size=80))
def test_an_id_that_is_no_plain_word_is_replaced(given_id: bytes) -> None:
    with client_of() as client:
        answered = client.get("/healthz", headers={b"X-Request-Id": b"\n" + given_id}).headers["x-request-id"]
    assert len(answered) == 32
