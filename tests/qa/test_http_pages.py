"""The chat page, its files, and documentation that needs no other server."""

from __future__ import annotations

import re

import pytest

from tests.qa.fakes import client_of


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/", "text/html"),
        ("/widget.js", "text/javascript"),
        ("/page.css", "text/css"),
        ("/icon.svg", "image/svg+xml"),
        ("/docs", "text/html"),
    ],
)
def test_a_page_is_sent_anew_only_where_it_has_changed(path: str, media_type: str) -> None:
    with client_of() as client:
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": f'"other", W/{first.headers["etag"]}'})
        head = client.head(path)
    assert first.status_code == head.status_code == 200
    assert first.headers["content-type"].startswith(media_type)
    assert first.headers["cache-control"] == "no-cache"
    assert again.status_code == 304
    assert again.content == b""
    assert head.headers["etag"] == first.headers["etag"]


def test_the_widget_may_be_embedded_in_any_page() -> None:
    with client_of() as client:
        headers = client.get("/widget.js", headers={"Origin": "https://blog.example"}).headers
        page = client.get("/", headers={"Origin": "https://blog.example"}).headers
    assert headers["access-control-allow-origin"] == "*"
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert "access-control-allow-origin" not in page


def test_the_page_loads_nothing_that_is_not_served_here() -> None:
    with client_of() as client:
        for path in re.findall(r'(?:src|href)="([^"]+)"', client.get("/").text):
            assert client.get(path).status_code == 200, path


def test_the_documentation_names_every_operation_and_needs_no_script() -> None:
    with client_of() as client:
        page = client.get("/docs").text
        described = client.get("/openapi.json").json()
    assert "<script" not in page
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)
    for path in described["paths"]:
        assert path in page
    assert "curl http://localhost/v1/ask" in page


def test_every_link_within_the_documentation_leads_somewhere() -> None:
    with client_of() as client:
        page = client.get("/docs").text
    places = re.findall(r' id="([^"]+)"', page)
    assert len(places) == len(set(places))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(places)
