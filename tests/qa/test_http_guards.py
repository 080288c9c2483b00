"""Between the network and the routes: hosts, foreign pages, headers."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from qa.http.app import create_app
from qa.http.guards import LOOPBACK_HOSTS, is_loopback, trusted_hosts
from qa.settings import Settings
from tests.qa.fakes import FakeArchive, client_of

EVIL = "https://evil.example"


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:8000", "[::1]", "[::1]:8000"])
def test_on_loopback_its_own_names_are_trusted(host: str) -> None:
    with client_of() as client:
        assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "evil.example:80",
        "",
        "[",
        "[::2]",
        "a@localhost@evil",
        "::1",
    ],
)
def test_on_loopback_a_foreign_name_is_refused(host: str) -> None:
    with client_of() as client:
        response = client.get("/healthz", headers={"Host": host})
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    assert "ONRECORD_TRUSTED_HOSTS" in response.json()["detail"]


def test_configured_names_replace_the_default_and_may_be_wild() -> None:
    with client_of(settings=Settings(trusted_hosts=("localhost", "*.news.example"))) as client:
        assert client.get("/healthz", headers={"Host": "archive.news.example"}).status_code == 200
        assert client.get("/healthz", headers={"Host": "news.example"}).status_code == 400
        assert client.get("/healthz", headers={"Host": "127.0.0.1"}).status_code == 400


def test_beyond_loopback_any_name_is_trusted() -> None:
    app = create_app(open_archive=FakeArchive, settings=Settings(), served_on="0.0.0.0")
    with TestClient(app, base_url="http://archive.example") as client:
        assert client.get("/healthz").status_code == 200
    assert trusted_hosts(None, "::1") == trusted_hosts(None, "localhost") == LOOPBACK_HOSTS


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("[::1]", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("x", False),
    ],
)
def test_loopback_is_what_only_this_machine_reaches(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def test_without_the_setting_no_foreign_page_may_ask() -> None:
    with client_of() as client:
        asked = client.post("/v1/ask", json={"question": "x"}, headers={"Origin": EVIL})
        preflight = client.options(
            "/v1/ask", headers={"Origin": EVIL, "Access-Control-Request-Method": "POST"}
        )
    assert "access-control-allow-origin" not in asked.headers
    assert "access-control-allow-origin" not in preflight.headers
    assert preflight.status_code == 400


def test_a_page_of_an_allowed_origin_may_ask_with_its_headers_and_read_errors() -> None:
    origin = "https://news.example"
    wanted = {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,x-stainless-os",
    }
    with client_of(FakeArchive(broken=RuntimeError()), Settings(cors_origins=(origin,))) as client:
        preflight = client.options("/v1/ask", headers={"Origin": origin} | wanted)
        failed = client.post("/v1/ask", json={"question": "x"}, headers={"Origin": origin})
        foreign = client.post("/v1/ask", json={"question": "x"}, headers={"Origin": EVIL})
    assert preflight.status_code == 200
    assert "x-stainless-os" in preflight.headers["access-control-allow-headers"]
    assert failed.status_code == 500
    assert failed.headers["access-control-allow-origin"] == origin
    assert "X-Request-Id" in failed.headers["access-control-expose-headers"]
    assert "access-control-allow-origin" not in foreign.headers


def test_any_origin_may_be_allowed_but_never_with_credentials() -> None:
    with client_of(settings=Settings(cors_origins=("*",))) as client:
        response = client.post("/v1/ask", json={"question": "x"}, headers={"Origin": EVIL})
    assert response.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in response.headers


@pytest.mark.parametrize("path", ["/", "/widget.js", "/docs", "/healthz", "/nowhere", "/openapi.json"])
def test_every_answer_has_the_security_headers_and_an_id(path: str) -> None:
    with client_of() as client:
        headers = client.get(path).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-request-id"]
