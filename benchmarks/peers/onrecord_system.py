"""On Record: built by its own command, asked through its Service as `onrecord ask` does."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from benchmarks.peers.protocol import KIB_IN_MIB, Ask, K, Row, ask_figures


def build_figures(passages: Path, work: Path, model: Path) -> Row:
    """Run the command; its stages but "model" are what it takes without loading the model."""
    command = [sys.executable, "-m", "qa.cli", "build", str(passages)]
    command += ["--index", str(work), "--model", str(model), "--json"]
    started = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    whole_s = time.perf_counter() - started
    report = json.loads(done.stdout)
    return {
        "n_passages": report["n_passages"],
        "n_documents": report["n_documents"],
        "whole_s": whole_s,
        "without_model_s": sum(s for stage, s in report["stage_s"].items() if stage != "model"),
        "stage_s": report["stage_s"],
        # Of the children, the one that took the most: the command is one process.
        "peak_mib": getrusage(RUSAGE_CHILDREN).ru_maxrss / KIB_IN_MIB,
    }


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
