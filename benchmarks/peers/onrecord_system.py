"""On Record: built by its own command, asked through its Service as `onrecord ask` does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.peers.process_tree import PeakWatch
from benchmarks.peers.protocol import KIB_IN_MIB, Ask, K, Row, ask_figures


def build_figures(passages: Path, work: Path, model: Path) -> Row:
    """Run the command twice, each time into an index of its own.

    The first time the model is compiled, as on a machine that has not had it; the second time it is taken
    from where the first kept it. The stages but "model" are what a build takes without loading the model.
    """
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "XDG_CACHE_HOME": folder}
        first_s, first = _build(passages, Path(folder) / "index", model, env)
        whole_s, report = _build(passages, work, model, env)
    return {
        "n_passages": report["n_passages"],
        "n_documents": report["n_documents"],
        "first_whole_s": first_s,
        "first_peak_mib": first["peak_mib"],
        "whole_s": whole_s,
        "without_model_s": sum(s for stage, s in report["stage_s"].items() if stage != "model"),
        "stage_s": report["stage_s"],
        "peak_mib": report["peak_mib"],
    }


def _build(passages: Path, work: Path, model: Path, env: dict[str, str]) -> tuple[float, Row]:
    """The seconds that the command takes, and its report with the most memory of it and what it starts."""
    command = [sys.executable, "-m", "qa.cli", "build", str(passages)]
    command += ["--index", str(work), "--model", str(model), "--json"]
    started = time.perf_counter()
    quiet, pipe = subprocess.DEVNULL, subprocess.PIPE
    with (
        subprocess.Popen(command, env=env, text=True, stdout=pipe, stderr=quiet) as process,
        PeakWatch(process) as watch,
    ):
        printed, _ = process.communicate()
    whole_s = time.perf_counter() - started
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return whole_s, {**json.loads(printed), "peak_mib": watch.peak_kib / KIB_IN_MIB}


def opened(work: Path, model: Path) -> Ask:
    """The version in use, opened as `onrecord ask` opens it; it holds its compiled model."""
    from qa.opening import open_service
    from qa.service import Question

    service = open_service(work)

    def ask(question: str) -> list[Row]:
        citations = service.ask(Question(text=question, k=K)).citations
        return [{"text": one.text, "date": one.event_date, "source": one.source.name} for one in citations]

    return ask


def main() -> None:
    """Do what the arguments say, and print the figures; see protocol.main."""
    passages, questions, work, model = map(Path, sys.argv[2:6])
    is_build = sys.argv[1] == "build"
    print(json.dumps(
        build_figures(passages, work, model) if is_build else ask_figures(opened, questions, work, model)
    ))  # fmt: skip


if __name__ == "__main__":
    main()
