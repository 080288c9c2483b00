"""The stage "read" of a build with one process and with more, in turn; nothing is embedded.

    python -m benchmarks.reading_processes SOURCE...

Least seconds of three rounds, and the CPU seconds of this process and of the others in that round. The
documents files are compared: they must be the same to the byte.
"""

from __future__ import annotations

import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.machine import machine, print_table
from embeddings.build_request import BuildReport, BuildRequest
from embeddings.encoder import Encoder
from embeddings.model_compiling import make_encoder
from embeddings.model_files import find_model
from embeddings.source_reading import SourceReading
from embeddings.sources import RememberedSource
from embeddings.versions import MODEL_FOLDER

N_ROUNDS = 3
N_PROCESSES = (1, 2)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Round:
    """What one reading took: seconds, CPU seconds here and elsewhere, and what it made."""

    wall_s: float
    own_s: float
    others_s: float
    sha256: str


class Unseen:
    """A Progress that nobody looks at."""

    @contextmanager
    def stage(self, name: str, total: int | None) -> Iterator[Callable[[int], None]]:
        """A stage without a bar."""
        yield lambda steps: None


def main(*sources: Path) -> None:
    """Print a row for each source and number of processes."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        encoder = make_encoder(find_model(None), Path(folder) / MODEL_FOLDER)
        for source in sources:
            rounds = [
                {n: _read(source, encoder, Path(folder), n) for n in N_PROCESSES} for _ in range(N_ROUNDS)
            ]
            if len({one.sha256 for by_n in rounds for one in by_n.values()}) > 1:
                raise SystemExit(f"{source}: the documents files differ")
            best = {n: min(by_n[n] for by_n in rounds) for n in N_PROCESSES}
            rows += [_row(source, n, best) for n in N_PROCESSES]
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{machine()}; load of the last 1, 5 and 15 minutes: {load}\n")
    print_table(["source", "processes", "read, s", "times", "own CPU s", "others' CPU s"], rows)


def _row(source: Path, n: int, best: dict[int, Round]) -> list[str]:
    one = best[n]
    times = f"{best[1].wall_s / one.wall_s:.2f}"
    return [str(source), str(n), f"{one.wall_s:.1f}", times, f"{one.own_s:.1f}", f"{one.others_s:.1f}"]


def _read(source: Path, encoder: Encoder, made: Path, n_processes: int) -> Round:
    folder = made / "version"
    shutil.copytree(made / MODEL_FOLDER, folder / MODEL_FOLDER)
    request = BuildRequest(workers=n_processes)
    reading = SourceReading(made / "index", request, BuildReport(), Unseen(), in_use=None)
    before, own, others = time.perf_counter(), time.process_time(), _others_s()
    source = source.resolve()
    _, digest = reading.read([RememberedSource(path=source, n_documents=0)], folder, encoder, earlier=())
    wall_s = time.perf_counter() - before
    shutil.rmtree(folder)
    return Round(wall_s=wall_s, own_s=time.process_time() - own, others_s=_others_s() - others, sha256=digest)


def _others_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
