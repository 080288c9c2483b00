"""The memory of a command and all that it starts, at one moment."""

from __future__ import annotations

import subprocess
import threading
from pathlib import Path

PROC = Path("/proc")
SAMPLED_S = 0.05  # between two looks; each takes about 0.2 ms


class PeakWatch:
    """Looks at a running command until it ends; `peak_kib` is the greatest sum of resident memory seen.

    A page that two processes share counts twice, so a command of several is never flattered.
    """

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.peak_kib = 0
        self._process = process
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> PeakWatch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(SAMPLED_S):
            self.peak_kib = max(self.peak_kib, sum(map(resident_kib, tree(self._process.pid))))


def tree(pid: int) -> list[int]:
    """A process and its descendants, as far as they still run."""
    try:
        tasks = [*(PROC / str(pid) / "task").iterdir()]
        children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return [pid]
    return [pid, *(one for child in children for one in tree(child))]


def resident_kib(pid: int) -> int:
    """A process's resident memory; 0 where it has ended."""
    try:
        lines = (PROC / str(pid) / "status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)
