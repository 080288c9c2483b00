"""What a rebuild costs beside the first build: nothing changed, and one row changed.

    python -m benchmarks.rebuild [CORPUS.jsonl [FOLDER]]

The copy of the corpus and its index are left in FOLDER where one is given, for benchmarks.serving.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

from benchmarks.machine import machine, print_table
from benchmarks.passages import SAMPLE

ADDED = " It was confirmed on the next day."


def main(corpus: Path = Path("../shared/data/current-events/corpus.jsonl"), kept: Path | None = None) -> None:
    """Build a copy, rebuild it, change one row in the middle, rebuild it; print seconds and ratios."""
    corpus = corpus if corpus.exists() else SAMPLE / "wire" / "corpus.jsonl"
    with nullcontext(kept) if kept else tempfile.TemporaryDirectory() as folder:
        source, index = Path(folder) / "corpus.jsonl", Path(folder) / "index"
        source.write_bytes(corpus.read_bytes())
        steps = [("first build", _build(index, source)), ("nothing changed", _build(index))]
        _change_a_row(source)
        steps.append(("one row changed", _build(index)))
        steps.append(("one row changed, dry run", _build(index, "--dry-run")))
    first_s = steps[0][1][0]
    print(f"\n{corpus}\n{machine()}\n")
    rows = [
        [name, f"{seconds:.1f}", f"1/{first_s / seconds:.0f}", report.get("n_embedded", "–"), _stages(report)]
        for name, (seconds, report) in steps
    ]
    print_table(["build", "seconds", "of the first", "embedded", "stages"], rows)


def _build(index: Path, *arguments: Path | str) -> tuple[float, dict[str, object]]:
    """Seconds of a build as a command of its own, and its report."""
    command = [sys.executable, "-m", "qa.cli", "build", *map(str, arguments), "--index", str(index), "--json"]
    started = time.perf_counter()
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    return time.perf_counter() - started, json.loads(done.stdout)


def _change_a_row(source: Path) -> None:
    lines = source.read_text(encoding="utf-8").splitlines()
    row = json.loads(lines[len(lines) // 2])
    row["text"] += ADDED
    lines[len(lines) // 2] = json.dumps(row, ensure_ascii=False)
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _stages(report: dict[str, object]) -> str:
    stages = report.get("stage_s")
    return ", ".join(f"{name} {s}" for name, s in stages.items()) if isinstance(stages, dict) else ""


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
