"""On Record beside LangChain, LlamaIndex and txtai, in one run on the same passages and model.

    python -m benchmarks.peers [DATA] [--environments FOLDER] [--rounds 5] [--plot FILE]

DATA holds dataset folders (default ../shared/data); without its polnear-train the sample archive
stands in, which is said. Each peer runs in an environment of its own, made where it is missing; a run
needs the package index only then. Prints the table; what each round gave goes to stderr.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.machine import machine, print_table
from benchmarks.passages import SAMPLE
from benchmarks.peers.comparison import OURS, TITLES, Rounds, table
from benchmarks.peers.environments import default_folder, ensure_environment
from benchmarks.peers.material import passage_rows, questions_about, write_rows
from benchmarks.peers.plot import draw
from benchmarks.peers.protocol import Row
from benchmarks.peers.rounds import Material, measure
from benchmarks.peers.vectors import least_cosine
from embeddings.encoder import Encoder, SentenceTransformerEncoder
from embeddings.model_files import find_model

DATA = Path("../shared/data")
N_PASSAGES = 2000
N_QUESTIONS = 200  # and one before them, which the first answer is timed by
PEERS = tuple(name for name in TITLES if name != OURS)


def main(data: Path, *, environments: Path, n_rounds: int, plot: Path | None) -> None:
    """Measure, print, draw."""
    source = data / "polnear-train" / "corpus.jsonl"
    source = source if source.exists() else SAMPLE
    interpreters = {name: ensure_environment(name, environments) for name in PEERS}
    interpreters[OURS] = Path(sys.executable)
    model = find_model(None)
    reference = SentenceTransformerEncoder(model)
    rows = passage_rows(source, reference, n_wanted=N_PASSAGES)
    questions = questions_about(rows, source, n_wanted=N_QUESTIONS + 1)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        material = _written(work, rows, questions, model.folder)
        print(f"{len(rows)} passages of {source}, {len(questions) - 1} questions; {machine()}\n")
        rounds = measure(interpreters, material, work, n_rounds=n_rounds)
        _print(rounds, reference, work / OURS)
    if plot is not None:
        where = machine().replace(", ", "\n")
        draw(rounds, plot, subtitle=f"{len(rows)} passages, medians of {n_rounds} rounds\n{where}")
        print(f"\ndrawn: {plot}")


def _written(work: Path, rows: Sequence[Row], questions: Sequence[str], model: Path) -> Material:
    material = Material(passages=work / "passages.jsonl", questions=work / "questions.jsonl", model=model)
    write_rows(material.passages, rows, keys=("_id", "title", "text", "date", "source"))
    write_rows(material.questions, [{"text": text} for text in questions], keys=("text",))
    return material


def _print(rounds: Rounds, reference: Encoder, index: Path) -> None:
    n_rounds = len(rounds[OURS])
    print(f"Medians of {n_rounds} rounds in turn; ratios of the medians, and the least and most of a round\n")
    print_table(*table(rounds))
    counts = {TITLES[name]: (one[-1]["n_passages"], one[-1]["n_found"]) for name, one in rounds.items()}
    print("\npassages indexed: " + ", ".join(f"{name} {n}" for name, (n, _) in counts.items()))
    print("passages an answer: " + ", ".join(f"{name} {n:.2f}" for name, (_, n) in counts.items()))
    least = least_cosine(index, reference)
    print(f"least cosine of On Record's stored vectors to the reference encoder's: {least:.5f}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers")
    parser.add_argument("data", nargs="?", type=Path, default=DATA, metavar="DATA")
    parser.add_argument("--environments", type=Path, default=default_folder(), metavar="FOLDER")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--plot", type=Path, metavar="FILE")
    return parser.parse_args()


if __name__ == "__main__":
    given = _arguments()
    main(given.data, environments=given.environments, n_rounds=given.rounds, plot=given.plot)
