"""The main job: the real program builds the sample archive, serves it, and is asked over HTTP."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import httpx
import openai
import pytest

from tests.conftest import ROOT

QUESTION = "When did Kosovo declare independence?"


@pytest.fixture(scope="module")
def server(sample_index: Path) -> Iterator[tuple[str, int]]:
    """The base URL and process id of `onrecord serve` on a port that the system chose."""
    process = subprocess.Popen(
        [sys.executable, "-m", "qa.cli", "serve", "--port", "0", "--index", str(sample_index)],
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={k: v for k, v in os.environ.items() if not k.startswith("ONRECORD_")},
    )
    try:
        yield _url(process), process.pid
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def _url(process: subprocess.Popen[str]) -> str:
    """Read the log until the server says where it listens."""
    said = []
    for line in process.stderr or ():
        said.append(line)
        if found := re.search(r"running on (http://[\d.]+:\d+)", line):
            # A line a request would fill the pipe and stop the server, were nobody to read it.
            threading.Thread(target=deque, args=(process.stderr, 0), daemon=True).start()
            return found.group(1)
    raise AssertionError("the server ended:\n" + "".join(said))


def test_a_question_is_answered_with_dates_and_sources(server: tuple[str, int]) -> None:
    body = httpx.post(server[0] + "/v1/ask", json={"question": QUESTION, "k": 3}).json()
    assert not body["answer"]["abstained"] and "[1]" in body["answer"]["text"]
    assert "2008-02-17" in {c["event_date"]["start"] for c in body["citations"] if c["event_date"]}
    for citation in body["citations"]:
        document = httpx.get(f"{server[0]}/v1/documents/{citation['document_id']}").json()
        assert document["text"][citation["start"] : citation["end"]] == citation["text"]


def test_a_stream_brings_the_same_answer_in_parts(server: tuple[str, int]) -> None:
    headers = {"Accept": "text/event-stream"}
    events: list[tuple[str, str]] = []
    with httpx.stream(
        "POST", server[0] + "/v1/ask", json={"question": QUESTION}, headers=headers
    ) as response:
        for line in response.iter_lines():
            if line.startswith("event:"):
                events.append((line[6:].strip(), ""))
            elif line.startswith("data:"):
                events[-1] = (events[-1][0], events[-1][1] + line[5:].strip())
    names = [name for name, _ in events]
    assert names[:2] == ["interpreted", "citations"] and names[-1] == "done" and names.count("citations") == 1
    whole = json.loads(events[-1][1])["answer"]["text"]
    assert "".join(json.loads(data)["text"] for name, data in events if name == "answer.delta") == whole


def test_an_openai_client_gets_the_answer_with_its_sources(server: tuple[str, int]) -> None:
    client = openai.OpenAI(base_url=server[0] + "/v1", api_key="none")
    messages = [{"role": "user", "content": QUESTION}]
    completion = client.chat.completions.create(model="onrecord", messages=messages)  # type: ignore[arg-type]
    message = completion.choices[0].message
    assert "[1]" in (message.content or "") and message.annotations
    assert completion.model_extra and completion.model_extra["search_results"][0]["date"]


def test_the_page_and_the_health_of_the_server_are_there(server: tuple[str, int]) -> None:
    assert "<on-record-chat" in httpx.get(server[0] + "/").text
    assert "customElements.define" in httpx.get(server[0] + "/widget.js").text
    assert (
        httpx.get(server[0] + "/healthz").status_code == httpx.get(server[0] + "/readyz").status_code == 200
    )


def test_serving_loads_no_torch(server: tuple[str, int]) -> None:
    httpx.post(server[0] + "/v1/ask", json={"question": QUESTION})
    mapped = Path(f"/proc/{server[1]}/maps").read_text(encoding="utf-8")
    assert "openvino" in mapped and "torch" not in mapped


def test_off_loopback_the_server_refuses_to_start(sample_index: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "qa.cli",
            "serve",
            "--host",
            "0.0.0.0",
            "--port",
            "0",
            "--index",
            str(sample_index),
        ],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1 and "--insecure" in done.stderr
