"""Kills at any moment, and versions that switch, under a server that is asked all the while."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from embeddings.build import BuildRequest, build
from embeddings.retention import collect, roll_back
from embeddings.versions import current_name, current_version, verify_files, version_names
from qa.live_archive import LiveArchive
from qa.service import Question
from tests.embeddings.made_archives import Noted, rows_of, write_rows

FULL = bool(os.environ.get("TEST_FULL"))
N_KILLS = 100 if FULL else 10
N_SWITCHES = 50 if FULL else 5

# A process that has imported everything, so that a kill falls into the work and not into the start.
WORKER = """
import sys
from pathlib import Path
import embeddings.build as module
from embeddings.build import BuildRequest, build
from embeddings.retention import collect, roll_back
from tests.embeddings.made_archives import Noted
index = Path(sys.argv[1])
publish = module.publish
def publishing(*arguments, **options):
    print("publishing", flush=True)
    return publish(*arguments, **options)
def build_to_publish():
    module.publish = publishing
    build(index, BuildRequest(), Noted())
tasks = {
    "build": lambda: build(index, BuildRequest(), Noted()),
    "publish": build_to_publish,
    "rollback": lambda: roll_back(index),
    "gc": lambda: collect(index, keep=2),
}
print("ready", flush=True)
for line in sys.stdin:
    try:
        tasks[line.strip()]()
    except Exception as error:
        print(type(error).__name__, flush=True)
    else:
        print("done", flush=True)
"""


def worker(index: Path) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", WORKER, str(index)]
    process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    return process


def tell(process: subprocess.Popen[str], task: str) -> None:
    assert process.stdin is not None
    process.stdin.write(task + "\n")
    process.stdin.flush()


class Asker(threading.Thread):
    """Asks a server one question after another; keeps every status, 0 where there was no answer."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.statuses: Counter[int] = Counter()
        self.is_stopped = threading.Event()
        self._url = url

    def run(self) -> None:
        while not self.is_stopped.is_set():
            self.statuses[self.status("/v1/ask", {"question": "Was the bridge opened?"})] += 1
            self.statuses[self.status("/readyz")] += 1

    def status(self, path: str, body: object = None) -> int:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self._url + path, data=data, headers={"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0


@contextmanager
def asked_server(index: Path, log: Path) -> Iterator[Asker]:
    """A server of its own process over an index, asked all the while."""
    command = [sys.executable, "-m", "qa.cli", "serve", "--port", "0", "--index", str(index)]
    with log.open("w") as stderr, subprocess.Popen(command, stderr=stderr) as process:
        while not (found := re.search(r"on (http://\S+)", log.read_text())):
            assert process.poll() is None, log.read_text()
        asker = Asker(found[1])
        asker.start()
        try:
            yield asker
        finally:
            asker.is_stopped.set()
            asker.join()
            process.send_signal(signal.SIGINT)


def test_after_a_kill_at_any_moment_current_names_a_whole_version_and_the_next_build_finishes(
    index: Path, tmp_path: Path
) -> None:
    chance = random.Random(20070423)
    wire = write_rows(tmp_path / "wire.jsonl", rows_of(0))
    build(index, BuildRequest(sources=(wire,), only=True), Noted())
    durations = {"build": 0.8, "publish": 0.1, "rollback": 0.05, "gc": 0.05}
    killed: Counter[str] = Counter()
    with asked_server(index, tmp_path / "serve.log") as asker:
        for n in range(1, N_KILLS + 1):
            write_rows(wire, rows_of(n))
            task = ("build", "publish", "rollback", "gc")[n % 4]
            if len(version_names(index)) < 3:
                task = ("build", "publish")[n % 2]
            process = worker(index)
            tell(process, task)
            if task == "publish":
                assert process.stdout is not None and process.stdout.readline() == "publishing\n"
            time.sleep(chance.uniform(0, 1.2 * durations[task]))
            process.send_signal(signal.SIGKILL)
            process.communicate()
            killed[task] += 1
            verify_files(current_version(index))
            started = time.perf_counter()
            report = build(index, BuildRequest(), Noted())
            durations["build"] = time.perf_counter() - started
            durations["publish"] = report.stage_s.get("publish", durations["publish"])
            assert current_name(index) == report.version
            assert not list((index / "versions").glob(".unfinished-*"))
            verify_files(current_version(index))
        n_asked = asker.statuses[200]
        while asker.statuses[200] < n_asked + 4:
            assert asker.is_alive()
    assert set(asker.statuses) == {200}, asker.statuses
    assert killed.keys() == durations.keys()


def resident_mib() -> float:
    """Anonymous memory of this process, in MiB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("RssAnon"):
            return int(line.split()[1]) / 1024
    return 0.0


def test_versions_switch_under_load_without_a_failed_request_and_their_memory_comes_back(
    index: Path, tmp_path: Path
) -> None:
    wire = write_rows(tmp_path / "wire.jsonl", rows_of(0))
    build(index, BuildRequest(sources=(wire,), only=True), Noted())
    names = version_names(index)
    live = LiveArchive(index)
    stopped, failures, answered = threading.Event(), [], set()

    def ask() -> None:
        while not stopped.is_set():
            try:
                answered.add(live.ask(Question(text="who opened the bridge", k=2)).index_version)
            except Exception as error:
                failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    levels = []
    for n in range(N_SWITCHES):
        roll_back(index, names[n % 2])
        assert live.move()
        while live.index_version not in answered:
            pass
        answered.clear()
        levels.append(resident_mib())
    stopped.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert levels[-1] < levels[1] + 30, levels  # a version kept open would cost some MiB each
    assert collect(index, keep=1).served == ()
