"""Starting: what an import does not do, and how a server without an index answers."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import httpx
from fastapi.testclient import TestClient

from corpus.errors import IndexMissing
from qa.http.app import create_app
from qa.settings import Settings
from tests.qa.fakes import FakeArchive, client_of, serving, wait_until_ready

IMPORT = """
import os, sys
class Watched(dict):
    def __getitem__(self, name): seen.append(name); return super().__getitem__(name)
    def get(self, name, default=None): seen.append(name); return super().get(name, default)
seen = []
os.environ = Watched(os.environ)
import qa.http.app
print([name for name in seen if name.startswith("ONRECORD_")])
print([name for name in ("torch", "transformers", "openvino", "faiss") if name in sys.modules])
"""


def test_importing_the_application_reads_no_setting_and_loads_no_model() -> None:
    done = subprocess.run([sys.executable, "-c", IMPORT], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n[]\n"


def test_a_server_without_an_index_is_alive_and_says_why_it_is_not_ready() -> None:
    def open_archive() -> FakeArchive:
        raise IndexMissing(Path("/srv/index"))

    with TestClient(
        create_app(open_archive=open_archive, settings=Settings()), base_url="http://localhost"
    ) as client:
        while "being opened" in (ready := client.get("/readyz")).text:
            pass
        assert client.get("/healthz").json() == {"status": "alive"}
        asked = client.post("/v1/ask", json={"question": "x"})
    assert ready.status_code == asked.status_code == 503
    assert "onrecord build" in ready.json()["detail"]
    assert ready.headers["content-type"] == "application/problem+json"


def test_a_failure_that_nobody_foresaw_keeps_its_words_in_the_log() -> None:
    def open_archive() -> FakeArchive:
        raise RuntimeError("/srv/secret")

    with TestClient(
        create_app(open_archive=open_archive, settings=Settings()), base_url="http://localhost"
    ) as client:
        while "being opened" in (ready := client.get("/readyz")).text:
            pass
    assert ready.status_code == 503
    assert "/srv/secret" not in ready.text


def test_the_server_answers_while_the_archive_is_being_opened() -> None:
    opened = threading.Event()

    def open_archive() -> FakeArchive:
        opened.wait()
        return FakeArchive()

    with TestClient(
        create_app(open_archive=open_archive, settings=Settings()), base_url="http://localhost"
    ) as client:
        try:
            assert client.get("/healthz").status_code == 200
            waiting = client.get("/readyz")
        finally:
            opened.set()
        wait_until_ready(client)
    assert waiting.status_code == 503
    assert waiting.headers["retry-after"]
    assert "being opened" in waiting.json()["detail"]


def test_a_ready_server_names_its_version() -> None:
    with client_of() as client:
        assert client.get("/readyz").json() == {"status": "ready", "index_version": "v1"}
        assert client.head("/readyz").status_code == 200
        assert client.head("/healthz").status_code == 200


def test_a_real_server_answers_over_the_network() -> None:
    app = create_app(open_archive=FakeArchive, settings=Settings())
    with serving(app) as url, httpx.Client(base_url=url) as client:
        answer = client.post("/v1/ask", json={"question": "Gates? 😀\x00"})
    assert answer.status_code == 200
    assert answer.json()["question"] == "Gates? 😀\x00"
