"""Versions switched under a constant load: failed requests, latency and memory beside those without.

    python -m benchmarks.reload INDEX QUERIES.jsonl

INDEX holds two versions or more, as `python -m benchmarks.rebuild CORPUS FOLDER` leaves it; the newest
two take turns, and the newest is in use afterwards. Spells with and without switches alternate, so that
whatever else the machine does falls on both. A request's time counts from when it was due, not from when
it could be sent: a server that stands still is not spared.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.machine import machine, print_table
from benchmarks.serving import ask, memory_mib, questions_of, server
from embeddings.retention import roll_back
from embeddings.versions import version_names
from qa.metrics import percentile

N_SPELLS = 5
N_SWITCHES = 10  # in each spell that has any: 50 in all
SWITCH_EVERY_S = 2.0
PER_S = 10  # requests: some fifth of what the server can answer
N_CLIENTS = 8
N_WARM = 200  # questions before anything counts


@dataclass(slots=True, kw_only=True)
class Load:
    """What became of the requests of one kind of spell."""

    latency_ms: list[float] = field(default_factory=list)
    n_failed: int = 0
    n_switches: int = 0


def main(index: Path, queries: Path) -> None:
    """Warm the server up, alternate the spells, print what both were like."""
    names, questions = version_names(index)[-2:], questions_of(queries)
    loads = {False: Load(), True: Load()}
    roll_back(index, names[1])
    with server(index) as (url, pid):
        for question in questions[:N_WARM]:
            ask(url, question)
        levels: dict[bool, list[float]] = {False: [], True: []}
        for _ in range(N_SPELLS):
            for switching in (False, True):
                _spell(url, questions, loads[switching], index, names if switching else ())
                levels[switching].append(memory_mib(pid)["kept"])
    print(f"{machine()}; {PER_S} requests a second, {N_SPELLS * N_SWITCHES} switches\n")
    rows = [
        [kind, len(load.latency_ms), load.n_failed, load.n_switches]
        + [f"{percentile(load.latency_ms, share):.1f}" for share in (0.5, 0.95, 0.99)]
        + [f"{max(load.latency_ms):.0f}"]
        for kind, load in (("no switch", loads[False]), ("a switch every 2 s", loads[True]))
    ]
    print_table(["", "requests", "failed", "switches", "p50 ms", "p95 ms", "p99 ms", "most ms"], rows)
    print("\nmemory, anonymous and shared, after each spell, MiB\n")
    print_table(
        ["", *(f"spell {n}" for n in range(1, N_SPELLS + 1))],
        [
            [kind, *(f"{level:.0f}" for level in levels[switching])]
            for kind, switching in (("no switch", False), ("ten switches", True))
        ],
    )


def _spell(url: str, questions: Sequence[str], load: Load, index: Path, names: Sequence[str]) -> None:
    """Ask at a constant rate while versions take turns, or none does where there are no names."""
    answering: list[str] = []  # the versions that answered, in order
    asked: list[Future[float]] = []
    started = time.perf_counter()
    with ThreadPoolExecutor(N_CLIENTS) as pool, ThreadPoolExecutor(1) as other:
        switching = other.submit(_switch, index, names, answering)
        while not switching.done():
            due = started + len(asked) / PER_S
            time.sleep(max(0.0, due - time.perf_counter()))
            asked.append(pool.submit(_timed, url, questions[len(asked) % len(questions)], due, answering))
    load.n_switches += switching.result()
    for one in asked:
        _count(one, load)


def _switch(index: Path, names: Sequence[str], answering: Sequence[str]) -> int:
    """Switch once each version has answered, and not sooner than SWITCH_EVERY_S; return how often."""
    for n in range(N_SWITCHES):
        if names:
            roll_back(index, names[n % len(names)])
        time.sleep(SWITCH_EVERY_S)
        while names and answering[-1] != names[n % len(names)]:
            time.sleep(SWITCH_EVERY_S / 20)
    return N_SWITCHES if names else 0


def _timed(url: str, question: str, due: float, answering: list[str]) -> float:
    answering.append(str(ask(url, question)["index_version"]))
    return (time.perf_counter() - due) * 1000


def _count(one: Future[float], load: Load) -> None:
    if one.exception() is not None:
        load.n_failed += 1
    else:
        load.latency_ms.append(one.result())


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
