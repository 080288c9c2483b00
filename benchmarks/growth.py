"""What an archive costs as it grows: building by stage, memory by stage, and questions.

python -m benchmarks.growth CORPUS.jsonl QUERIES.jsonl FOLDER [N_DOCUMENTS ...]

CORPUS is a large archive, such as benchmarks.repeated_archive makes; of it the first N_DOCUMENTS (default
10,000, 100,000 and all) are built, each into an index of its own below FOLDER, which is kept: an index that
is there already is asked, not built anew. Memory is that of the build's own process, sampled.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import quantiles

from benchmarks.machine import machine, print_table

SIZES = (10_000, 100_000, 0)
SAMPLE_S = 0.5
STAGES = ("reading", "full text", "embedding", "stories")
CLI = (sys.executable, "-m", "qa.cli")


@dataclass(slots=True)
class Watched:
    """A command that was watched: what it printed, and the most memory it took, by stage, in MiB."""

    seconds: float = 0.0
    printed: str = ""
    resident: dict[str, int] = field(default_factory=dict)
    anonymous: dict[str, int] = field(default_factory=dict)

    def sample(self, pid: int, stage: str) -> None:
        """Note the memory that a process takes now."""
        try:
            lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
        except OSError:
            return
        kib = {
            name: value.split()[0]
            for name, _, value in (line.partition(":") for line in lines)
            if value.split()
        }
        for noted, name in ((self.resident, "VmRSS"), (self.anonymous, "RssAnon")):
            noted[stage] = max(noted.get(stage, 0), int(kib.get(name, "0")) // 1024)


def main(corpus: Path, queries: Path, folder: Path, *sizes: int) -> None:
    """Build and ask at each size; print the tables."""
    builds, asked = [], []
    for size in sizes or SIZES:
        index = folder / f"index-{size or 'all'}"
        if not (index / "CURRENT").exists():  # one cut short goes on where it was
            builds += _build_rows(_build(corpus, size, index))
        asked.append(_asked_row(index, queries))
    print(f"\n{corpus}\n{machine()}\n")
    print_table(["passages", "stage", "seconds", "resident MiB", "of it anonymous"], builds)
    print()
    print_table(
        ["passages", "vectors", "index MiB", "ask p50 ms", "p95 ms", "retrieve p50", "anonymous MiB"], asked
    )


def _build(corpus: Path, size: int, index: Path) -> Watched:
    with tempfile.TemporaryDirectory() as folder, corpus.open(encoding="utf-8") as stream:
        part = Path(folder) / "corpus.jsonl"
        with part.open("w", encoding="utf-8") as copy:
            copy.writelines(islice(stream, size or None))
        return _watched([*CLI, "build", str(part), "--index", str(index), "--json"])


def _watched(command: list[str]) -> Watched:
    """Run a command; its progress on stderr tells the stage."""
    watched, started, stage = Watched(), time.perf_counter(), ["start"]
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as printed,  # a pipe that nobody empties would stop it
        subprocess.Popen(command, stdout=printed, stderr=subprocess.PIPE, text=True) as process,
    ):
        reader = threading.Thread(target=_follow, args=(process.stderr, stage))
        reader.start()
        while process.poll() is None:
            watched.sample(process.pid, stage[0])
            time.sleep(SAMPLE_S)
        reader.join()
        printed.seek(0)
        watched.printed = printed.read()
    watched.seconds = time.perf_counter() - started
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed with {process.returncode}")
    return watched


def _follow(stream: object, stage: list[str]) -> None:
    """Keep the name of the stage that a command's progress speaks of last."""
    for chunk in iter(lambda: stream.read(64), ""):  # type: ignore[attr-defined]  # a text pipe
        for name in STAGES:
            if f"{name}:" in chunk:
                stage[0] = name


def _build_rows(watched: Watched) -> list[list[object]]:
    report = json.loads(watched.printed)
    names = {"read": "reading", "embed": "embedding"}
    rows: list[list[object]] = []
    for stage, seconds in report["stage_s"].items():
        shown = names.get(stage, stage)
        memory = [source.get(shown, "") for source in (watched.resident, watched.anonymous)]
        rows.append([report["n_passages"], stage, seconds, *memory])
    whole = [max(source.values()) for source in (watched.resident, watched.anonymous)]
    return [*rows, [report["n_passages"], "whole command", f"{watched.seconds:.0f}", *whole]]


def _asked_row(index: Path, queries: Path) -> list[object]:
    """Questions one after another in one process, the first left out: it opens the archive."""
    watched = _watched([*CLI, "ask", "--batch", str(queries), "--index", str(index)])
    timings = [json.loads(line)["timings_ms"] for line in watched.printed.splitlines()][1:]
    totals, found = ([one[stage] for one in timings] for stage in ("total", "retrieve"))
    n_bytes = sum(path.stat().st_size for path in (index / "versions").rglob("*") if path.is_file())
    manifest = json.loads(next((index / "versions").glob("*/manifest.json")).read_text(encoding="utf-8"))
    return [
        manifest["n_passages"],
        manifest["vector_index"],
        n_bytes >> 20,
        f"{_percentile(totals, 50):.1f}",
        f"{_percentile(totals, 95):.1f}",
        f"{_percentile(found, 50):.1f}",
        max(watched.anonymous.values()),
    ]


def _percentile(values: list[float], percent: int) -> float:
    return quantiles(values, n=100)[percent - 1]


if __name__ == "__main__":
    paths = [Path(argument) for argument in sys.argv[1:4]]
    main(paths[0], paths[1], paths[2], *map(int, sys.argv[4:]))
