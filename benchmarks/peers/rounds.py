"""The systems measured in turn, round by round, each step in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers.protocol import Row
from qa.metrics import mean, percentile

ROOT = Path(__file__).resolve().parent.parent.parent
Figures = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The files that every system is given; `model` is the model's folder."""

    passages: Path
    questions: Path
    model: Path


def measure(
    interpreters: Mapping[str, Path], material: Material, work: Path, *, n_rounds: int
) -> dict[str, list[Figures]]:
    """Measure every system once a round; each round begins with another one.

    Args:
        interpreters: by system, the Python of its environment.
        material: what they are given.
        work: their indexes of the last round are left here, in folders named by system.
        n_rounds: at least 1.

    Returns:
        By system, the figures of each round.

    Raises:
        CalledProcessError: a system's script failed.
    """
    names = list(interpreters)
    found: dict[str, list[Figures]] = {name: [] for name in names}
    for number in range(n_rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            figures = _one_round(name, interpreters[name], material, work / name)
            print(f"round {number + 1} {name}: {json.dumps(figures)}", file=sys.stderr, flush=True)
            found[name].append(figures)
    return found


def _one_round(name: str, python: Path, material: Material, index: Path) -> Figures:
    with tempfile.TemporaryDirectory(dir=index.parent) as old:
        if index.exists():
            index.rename(Path(old) / "index")
    index.mkdir()
    command = [str(python), "-m", f"benchmarks.peers.{name}_system"]
    files = [material.passages, material.questions, index, material.model]
    return round_figures(_figures([*command, "build", *files]), _figures([*command, "ask", *files]))


def _figures(command: Sequence[str | Path]) -> Row:
    """Run a system's script without network or inherited import paths; its last line is its answer."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    env = {**kept, "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=env)
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        done.check_returncode()
    figures: Row = json.loads(done.stdout.splitlines()[-1])
    return figures


def round_figures(built: Row, asked: Row) -> Figures:
    """A round's figures from what a script printed of building and of asking."""
    return {
        "n_passages": built["n_passages"],
        "whole_per_s": built["n_passages"] / built["whole_s"],
        "loaded_per_s": built["n_passages"] / built["without_model_s"],
        "first_per_s": built["n_passages"] / built.get("first_whole_s", built["whole_s"]),
        "build_mib": built["peak_mib"],
        "first_build_mib": built.get("first_peak_mib", built["peak_mib"]),
        "first_s": asked["first_s"],
        "p50_ms": percentile(asked["ask_ms"], 0.5) or 0.0,
        "p95_ms": percentile(asked["ask_ms"], 0.95) or 0.0,
        "ask_mib": asked["peak_mib"],
        "n_found": mean(asked["n_found"]) or 0.0,
    }
