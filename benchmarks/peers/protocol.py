"""What every system's script is asked and answers; the standard library only, for every environment.

    python -m benchmarks.peers.SYSTEM {build,ask} PASSAGES QUESTIONS WORK MODEL

PASSAGES holds JSON lines with `_id`, `title`, `text`, `date`, `source`; QUESTIONS JSON lines with
`text`; WORK is the folder of the index, MODEL that of the sentence-transformers model. One JSON object
of figures is printed.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

KIB_IN_MIB = 1024
CLOCK_TICKS = 100  # a second; USER_HZ, the unit of /proc's times on every Linux
K = 5  # passages wanted of a question
Row = dict[str, Any]
Ask = Callable[[str], Sequence[Row]]


class System(NamedTuple):
    """A system's steps.

    `load(model)` gives the embedding model; `build(rows, work, embedder)` writes the index and returns
    how many passages it holds; `open(work, model)` gives what answers a question with its passages, each
    with at least `text`, `date` and `source`.
    """

    load: Callable[[Path], Any]
    build: Callable[[Sequence[Row], Path, Any], int]
    open: Callable[[Path, Path], Ask]


def main(system: System) -> None:
    """Do what the arguments say, and print the figures."""
    mode = sys.argv[1]
    passages, questions, work, model = map(Path, sys.argv[2:6])
    figures = (
        build_figures(system, passages, work, model)
        if mode == "build"
        else ask_figures(system.open, questions, work, model)
    )
    print(json.dumps(figures))


def build_figures(system: System, passages: Path, work: Path, model: Path) -> Row:
    """Build the index, timed from the process's start and from the model's being loaded."""
    embedder = system.load(model)
    loaded_s = seconds_since_start()
    n_passages = system.build(read_rows(passages), work, embedder)
    whole_s = seconds_since_start()
    return {
        "n_passages": n_passages,
        "whole_s": whole_s,
        "without_model_s": whole_s - loaded_s,
        "peak_mib": peak_mib(),
    }


def ask_figures(opened: Callable[[Path, Path], Ask], questions: Path, work: Path, model: Path) -> Row:
    """Ask the first question from a cold start, then every other one."""
    first, *others = [row["text"] for row in read_rows(questions)]
    ask = opened(work, model)
    found = [ask(first)]
    first_s = seconds_since_start()
    ask_ms = []
    for question in others:
        started = time.perf_counter()
        found.append(ask(question))
        ask_ms.append((time.perf_counter() - started) * 1000)
    return {
        "first_s": first_s,
        "ask_ms": ask_ms,
        "peak_mib": peak_mib(),
        "n_found": [len(passages) for passages in found],
    }


def read_rows(path: Path) -> list[Row]:
    """The objects of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def seconds_since_start() -> float:
    """Seconds since this process was started, to a hundredth.

    Source: Linux, proc_pid_stat(5), field 22, which counts from boot.
    """
    after_name = Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2]
    started_s = int(after_name.split()[19]) / CLOCK_TICKS
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started_s


def peak_mib() -> float:
    """This process's peak resident memory (VmHWM)."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    kib = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    return kib / KIB_IN_MIB
