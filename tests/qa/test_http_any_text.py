"""Whatever is sent, the server answers as its OpenAPI document says, and never with a 500."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
import requests
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from qa.settings import Settings
from tests.qa.fakes import client_of, make_app, serving

N_EXAMPLES = 300 if os.environ.get("TEST_FULL") else 30
JSON = {"Content-Type": "application/json"}
LIMITS = Settings(max_question_chars=100)
LABELS = [
    f"{method.upper()} {path}"
    for path, methods in make_app(settings=LIMITS).openapi()["paths"].items()
    for method in methods
]

# Text as it comes: any characters, and those that break things, lone surrogates among them.
ODD = [
    "",
    "\x00",
    "<|endoftext|>",
    "é",
    "😀",
    "\u202eמה",
    "\ud800",
    "\udc00",
    "[1]",
    "'; --",
    "\r\n",
    "1" * 50,
]
any_text = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=50),
    st.lists(st.sampled_from(ODD), max_size=8).map("".join),
    st.sampled_from(ODD).map(lambda odd: odd * 9_999),
)
any_json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), any_text),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(any_text, inner, max_size=3)),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with client_of() as client:
        yield client


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving(make_app(settings=LIMITS)) as url:
        yield url


# By hand rather than with schemathesis' own parametrize, whose 4.32 sets what pytest 9.2 froze.
@pytest.mark.parametrize(
    ("label", "mode"),
    [(label, GenerationMode.POSITIVE) for label in LABELS]
    + [(label, GenerationMode.NEGATIVE) for label in LABELS if label.startswith("POST")],
)
def test_every_operation_does_what_the_openapi_document_says(
    url: str, label: str, mode: GenerationMode
) -> None:
    described = schemathesis.openapi.from_url(f"{url}/openapi.json", wait_for_schema=5)
    operation = described.find_operation_by_label(label)
    assert operation
    with requests.Session() as session:

        @given(case=operation.as_strategy(mode))
        @settings(max_examples=N_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
        def holds(case: schemathesis.Case[Any]) -> None:
            # JSON Schema cannot say that a window ends after it starts, nor what a cursor or an id is
            case.call_and_validate(session=session, excluded_checks=[positive_data_acceptance])

        holds()


@given(
    text=any_text,
    path=st.sampled_from(["/v1/ask", "/v1/search", "/v1/chat/completions"]),
    stream=st.booleans(),
)
@settings(max_examples=N_EXAMPLES * 4, deadline=None)
def test_no_text_is_a_fault_of_the_server(client: TestClient, text: str, path: str, stream: bool) -> None:
    body: dict[str, Any] = {"question": text}
    if path.endswith("completions"):
        body = {
            "messages": [{"role": "assistant", "content": text}, {"role": "user", "content": text}],
            "stream": stream,
        }
    accept = {"Accept": "text/event-stream"} if stream else {}
    response = client.post(path, content=json.dumps(body), headers=JSON | accept)
    assert response.status_code in (200, 400, 413, 422)
    if response.status_code == 200 and path == "/v1/ask" and not stream:
        assert response.json()["question"] == json.loads(json.dumps(text))  # joins surrogates


@given(body=any_json, path=st.sampled_from(["/v1/ask", "/v1/search", "/v1/chat/completions"]))
@settings(max_examples=N_EXAMPLES * 4, deadline=None)
def test_no_json_is_a_fault_of_the_server(client: TestClient, body: object, path: str) -> None:
    response = client.post(path, content=json.dumps(body), headers=JSON)
    assert response.status_code in (400, 413, 422)
    assert response.json()["status"] == response.status_code


@given(
    field=st.sampled_from(["history", "filters", "k", "max_tokens", "now", "archive", "cursor"]),
    value=any_json,
)
@settings(max_examples=N_EXAMPLES * 4, deadline=None)
def test_no_value_of_a_field_is_a_fault_of_the_server(client: TestClient, field: str, value: object) -> None:
    body = json.dumps({"question": "Gates?", field: value})
    path = "/v1/search" if field == "cursor" else "/v1/ask"
    assert client.post(path, content=body, headers=JSON).status_code in (200, 400, 404, 413, 422)


@given(text=any_text.map(lambda text: text[:500]))
@settings(max_examples=N_EXAMPLES * 4, deadline=None)
def test_no_id_is_a_fault_of_the_server(client: TestClient, text: str) -> None:
    path = quote(text, safe="", errors="surrogatepass")
    for kind in ("documents", "passages", "models"):
        assert client.get(f"/v1/{kind}/{path}").status_code in (200, 404)


def test_the_document_is_openapi_31_with_examples_and_problems(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    asked = document["paths"]["/v1/ask"]["post"]
    assert "text/event-stream" in asked["responses"]["200"]["content"]
    for path, methods in document["paths"].items():
        for operation in methods.values():
            assert "application/problem+json" in operation["responses"]["500"]["content"], path
    assert document["components"]["schemas"]["AskRequest"]["examples"]
    assert document["components"]["schemas"]["AskRequest"]["properties"]["question"]["maxLength"] == 4000
    names = re.findall(r'"#/components/schemas/(\w+)"', json.dumps(document))
    assert set(names) <= document["components"]["schemas"].keys()
    assert "HTTPValidationError" not in document["components"]["schemas"]
