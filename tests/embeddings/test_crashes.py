"""Crashes: a kill at any moment, a full disk, a read-only folder; and the order that makes it hold."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from embeddings.build import BuildRequest, build
from embeddings.retention import collect, roll_back
from embeddings.versions import current_name, current_version, verify_files, version_names
from qa.live_archive import LiveArchive
from qa.service import Question
from tests.embeddings.made_archives import Noted, row, write_rows
from tests.qa.fakes import client_of

FULL = bool(os.environ.get("TEST_FULL"))
N_KILLS = 100 if FULL else 10
N_SWITCHES = 50 if FULL else 5

# A process that has imported everything, so that a kill falls into the work and not into the start.
WORKER = """
import sys
from pathlib import Path
from embeddings.build import BuildRequest, build
from embeddings.retention import collect, roll_back
from tests.embeddings.made_archives import Noted
index = Path(sys.argv[1])
tasks = {
    "build": lambda: build(index, BuildRequest(), Noted()),
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


def rows_of(n: int) -> list[dict[str, str]]:
    return [row(number, f"Report {number} of round {n}: the bridge was opened.") for number in range(4)]


def test_after_a_kill_at_any_moment_current_names_a_whole_version_and_the_next_build_finishes(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.live_archive.LOOK_EVERY_S", 0.05)
    chance = random.Random(20070423)
    wire = write_rows(tmp_path / "wire.jsonl", rows_of(0))
    build(index, BuildRequest(sources=(wire,), only=True), Noted())
    live = LiveArchive(index)
    live.follow()
    durations = {"build": 0.8, "rollback": 0.05, "gc": 0.05}
    with client_of(live) as client:  # type: ignore[arg-type] # an archive as good as the fake one
        for n in range(1, N_KILLS + 1):
            write_rows(wire, rows_of(n))
            task = (
                "build"
                if len(version_names(index)) < 2
                else chance.choice(["build", "build", "rollback", "gc"])
            )
            process = worker(index)
            tell(process, task)
            time.sleep(chance.uniform(0, 1.2 * durations[task]))
            process.send_signal(signal.SIGKILL)
            process.communicate()
            version = current_version(index)
            verify_files(version)
            assert client.post("/v1/ask", json={"question": "bridge"}).status_code == 200
            assert client.get("/readyz").status_code == 200
            started = time.perf_counter()
            report = build(index, BuildRequest(), Noted())
            durations["build"] = time.perf_counter() - started
            assert current_name(index) == report.version
            assert not list((index / "versions").glob(".unfinished-*"))
            verify_files(current_version(index))
            assert client.post("/v1/ask", json={"question": "bridge"}).status_code == 200
    live.stop()


def test_what_is_published_reaches_the_disk_before_it_is_named(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wire = write_rows(tmp_path / "wire.jsonl", rows_of(0))
    steps: list[tuple[str, str]] = []
    fsync, rename, replace = os.fsync, Path.rename, Path.replace

    def noting_fsync(descriptor: int) -> None:
        steps.append(("fsync", str(Path(f"/proc/self/fd/{descriptor}").readlink())))
        fsync(descriptor)

    def noting_rename(self: Path, target: Path) -> Path:
        steps.append(("rename", str(target)))
        return rename(self, target)

    def noting_replace(self: Path, target: Path) -> Path:
        steps.append(("rename", str(target)))
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", noting_fsync)
    monkeypatch.setattr(Path, "rename", noting_rename)
    monkeypatch.setattr(Path, "replace", noting_replace)
    report = build(index, BuildRequest(sources=(wire,), only=True), Noted())
    holds_order(steps, index, report.version)


@pytest.mark.skipif(
    shutil.which("strace") is None, reason="strace is not installed: NOT traced by the kernel"
)
def test_the_kernel_sees_the_same_order(index: Path, tmp_path: Path) -> None:
    wire = write_rows(tmp_path / "wire.jsonl", rows_of(0))
    trace = tmp_path / "trace"
    calls = "trace=fsync,fdatasync,rename,renameat,renameat2"
    command = [sys.executable, "-m", "qa.cli", "build", str(wire), "--only", "--index", str(index)]
    tracer = ["strace", "-f", "-y", "--seccomp-bpf", "-e", calls, "-s", "500", "-o", str(trace)]
    done = subprocess.run([*tracer, *command], capture_output=True, text=True, check=False)
    if "PTRACE" in done.stderr or "Operation not permitted" in done.stderr:
        pytest.skip("this machine lets no process be traced: NOT traced by the kernel")
    assert done.returncode == 0, done.stderr
    steps = []
    for line in trace.read_text().splitlines():
        synced = re.search(r"f(?:data)?sync\(\d+<([^>]+)>", line)
        renamed = re.search(r'rename\w*\(.*"([^"]+)"(?:, \w+)?\)', line)
        if synced:
            steps.append(("fsync", synced[1]))
        elif renamed:
            steps.append(("rename", renamed[1]))
    holds_order(steps, index, current_name(index))


def holds_order(steps: list[tuple[str, str]], index: Path, name: str) -> None:
    """Every file and folder synced, then the version renamed, its folder synced, then CURRENT."""
    versions, version = index / "versions", current_version(index)
    named = steps.index(("rename", str(versions / name)))
    switched = steps.index(("rename", str(index / "CURRENT")))
    before, between, after = steps[:named], steps[named:switched], steps[switched:]
    laid_out = versions / f".unfinished-{name}"
    wanted = [laid_out, *(laid_out / file for file in version.manifest.files), laid_out / "manifest.json"]
    wanted += [laid_out / "fulltext", laid_out / "model"]
    assert {str(path) for path in wanted} <= {path for kind, path in before if kind == "fsync"}
    assert ("fsync", str(versions)) in between
    assert ("fsync", str(index / "CURRENT.new")) in between
    assert ("fsync", str(index)) in after


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
from qa.cli import main
main(sys.argv[2:])
"""


@pytest.mark.parametrize("share", [0.02, 0.6])
def test_a_file_that_cannot_grow_costs_one_sentence_and_nothing_else(
    index: Path, tmp_path: Path, share: float
) -> None:
    # A limit on files stands in for a full disk, since no test may fill one.
    wire = write_rows(tmp_path / "wire.jsonl", rows_of(0))
    build(index, BuildRequest(sources=(wire,), only=True), Noted())
    before = current_name(index)
    write_rows(wire, [row(number, "A long story of the war. " * 40) for number in range(200)])
    limit = str(int(share * 400_000))
    arguments = [sys.executable, "-c", LIMITED, limit, "build", "--index", str(index)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    said = [line for line in done.stderr.splitlines() if line.startswith("onrecord:")]
    assert len(said) == 1 and "Traceback" not in done.stderr and "defect" not in said[0]
    assert current_name(index) == before
    verify_files(current_version(index))
    assert build(index, BuildRequest(), Noted()).n_documents == 200


@pytest.mark.skipif(os.geteuid() == 0 and shutil.which("setpriv") is None, reason="root may write anywhere")
@pytest.mark.parametrize("command", [["build"], ["rollback"], ["gc", "--keep", "1"]])
def test_a_read_only_folder_costs_one_sentence_and_nothing_else(
    index: Path, tmp_path: Path, command: list[str]
) -> None:
    wire = write_rows(tmp_path / "wire.jsonl", rows_of(0))
    build(index, BuildRequest(sources=(wire,), only=True), Noted())
    before = current_name(index)
    write_rows(wire, rows_of(1))
    folders = [index, *(path for path in index.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    (index / "build.lock").chmod(0o444)
    plain = [sys.executable, "-m", "qa.cli", *command, "--index", str(index)]
    no_root = ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner", "--inh-caps=-all", "--"]
    arguments = [*no_root, *plain] if os.geteuid() == 0 else plain
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    for folder in folders:
        folder.chmod(0o755)
    (index / "build.lock").chmod(0o644)
    assert done.returncode == 1, done.stderr
    assert done.stderr.startswith("onrecord:") and len(done.stderr.splitlines()) == 1, done.stderr
    assert current_name(index) == before
    verify_files(current_version(index))


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
