"""A whole archive: built stage by stage, served, asked a thousand questions.

    python -m benchmarks.serving CORPUS.jsonl QUERIES.jsonl [INDEX]

Prints the build's stages and peak memory (where INDEX is not there yet), the time from start to the
first answer, latency over HTTP and by stage, memory after the questions, and how an answer's time
compares with the reference encoder's for one question.
"""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from typing import Any

from benchmarks.machine import machine, print_table
from embeddings.encoder import SentenceTransformerEncoder
from embeddings.model_files import find_model
from qa.metrics import percentile

N_STARTS = 5
N_QUESTIONS = 1000
N_REFERENCE = 200  # questions through the reference encoder, after a few that do not count
N_UNMEASURED = 10
MIB = 1 << 20
KIB = 1 << 10


def main(corpus: Path, queries: Path, index: Path | None = None) -> None:
    """Build where needed, then measure serving."""
    with tempfile.TemporaryDirectory() as folder:
        where = index or Path(folder) / "index"
        print(f"{corpus.parent.name}; {machine()}\n")
        if not (where / "CURRENT").exists():
            _build(corpus, where)
        first_s = [_one_start(where) for _ in range(N_STARTS)]
        print(f"start to first answer: median {median(first_s):.2f} s of {N_STARTS}, "
              f"at most {max(first_s):.2f} s")  # fmt: skip
        asked = questions_of(queries)
        with server(where) as (url, pid):
            p50_ms = _ask_all(url, asked)
            _print_memory(pid)
        _print_reference(asked, p50_ms)


def _build(corpus: Path, index: Path) -> None:
    command = [sys.executable, "-m", "qa.cli", "build", str(corpus), "--index", str(index), "--json"]
    started = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    total_s = time.perf_counter() - started
    report = json.loads(done.stdout)
    rows = [[stage, f"{seconds:.1f}"] for stage, seconds in report["stage_s"].items()]
    print_table(["stage", "seconds"], [*rows, ["whole command", f"{total_s:.1f}"]])
    peak_mib = getrusage(RUSAGE_CHILDREN).ru_maxrss * KIB / MIB
    n_bytes = sum(path.stat().st_size for path in index.rglob("*") if path.is_file())
    print(f"\n{report['n_documents']:,} documents, {report['n_passages']:,} passages; "
          f"peak memory {peak_mib:,.0f} MiB; index {n_bytes / MIB:,.0f} MiB on disk\n")  # fmt: skip


@contextmanager
def server(index: Path) -> Iterator[tuple[str, int]]:
    """A server over an index, for as long as the context lasts: its address and process id."""
    command = [sys.executable, "-m", "qa.cli", "serve", "--port", "0", "--index", str(index)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield _wait_for_url(process), process.pid
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()


def _wait_for_url(process: subprocess.Popen[str]) -> str:
    for line in process.stderr or ():
        if found := re.search(r"running on (http://\S+)", line):
            # A line a request would fill the pipe and stop the server, were nobody to read it.
            threading.Thread(target=deque, args=(process.stderr, 0), daemon=True).start()
            return found.group(1)
    raise RuntimeError("the server ended before it listened")


def _one_start(index: Path) -> float:
    """Seconds from starting the command to the first answer, asked for once it listens."""
    started = time.perf_counter()
    with server(index) as (url, _):
        ask(url, "What happened in Kosovo?")
        return time.perf_counter() - started


def questions_of(path: Path) -> list[str]:
    """A dataset's questions, again and again until there are N_QUESTIONS."""
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    return [texts[i % len(texts)] for i in range(N_QUESTIONS)]


def _ask_all(url: str, questions: Sequence[str]) -> float:
    """Ask one after another, print the stages, return the median of a whole request."""
    whole, stages = [], []
    for question in questions:
        started = time.perf_counter()
        stages.append(ask(url, question)["timings_ms"])
        whole.append((time.perf_counter() - started) * 1000)
    names = list(dict.fromkeys(name for timings in stages for name in timings))
    rows = [["whole request", whole], *([name, [t.get(name, 0.0) for t in stages]] for name in names)]
    print(f"\n{len(questions)} questions one after another over HTTP, ms\n")
    print_table(
        ["stage", "p50", "p95"],
        [[name, f"{percentile(v, 0.5):.2f}", f"{percentile(v, 0.95):.2f}"] for name, v in rows],
    )
    return median(whole)


def ask(url: str, question: str) -> dict[str, Any]:
    """An answer over HTTP; anything but a 200 raises."""
    request = urllib.request.Request(  # noqa: S310 - our own server
        url + "/v1/ask",
        data=json.dumps({"question": question}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as response:  # noqa: S310 - our own server
        body: dict[str, Any] = json.load(response)
        return body


def memory_mib(pid: int) -> dict[str, float]:
    """A process's proportional memory in MiB: `kept`, anonymous and shared, and `mapped` files.

    Source: Linux, Documentation/filesystems/proc.rst, smaps_rollup.
    """
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()[1:]
    mib = {line.split(":")[0]: int(line.split()[1]) * KIB / MIB for line in lines}
    return {"kept": mib["Pss_Anon"] + mib["Pss_Shmem"], "mapped": mib["Pss_File"]}


def _print_memory(pid: int) -> None:
    mib = memory_mib(pid)
    print(f"\nmemory after them: {mib['kept']:.0f} MiB proportional anonymous and shared "
          f"(and {mib['mapped']:.0f} MiB of mapped files)\n")  # fmt: skip


def _print_reference(questions: Sequence[str], whole_p50_ms: float) -> None:
    """The same questions through the encoder as sentence-transformers runs it, and the ratio to it."""
    reference = SentenceTransformerEncoder(find_model(None))
    reference.encode_queries(questions[:N_UNMEASURED])
    spent = []
    for question in questions[:N_REFERENCE]:
        started = time.perf_counter()
        reference.encode_queries([question])
        spent.append((time.perf_counter() - started) * 1000)
    print(f"one question through the fp32 sentence-transformers encoder: median {median(spent):.2f} ms; "
          f"`ask` takes {whole_p50_ms / median(spent):.2f} times that\n")  # fmt: skip


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
