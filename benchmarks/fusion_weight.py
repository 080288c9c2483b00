"""What one weight of dense against BM25 scores would give: nDCG@10 by weight on dataset folders.

    python -m benchmarks.fusion_weight [--depth N] DIR...

The baseline of qa.ranking, which weighs by the question; the table goes into docs/quality.md.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from embeddings.vector_index import best
from qa.datasets import DatasetQuestion, best_grades, grade_of, read_questions
from qa.evaluation import cached_index
from qa.metrics import mean, ndcg
from qa.opening import open_service
from qa.printing import ProgressBars
from qa.ranking import min_max
from qa.service import DEPTH, Service
from qa.stories import first_of_each

WEIGHTS = tuple(round(0.1 * step, 1) for step in range(11))
K = 10


def main(folders: Sequence[Path], depth: int) -> None:
    """Print a row a dataset and the means."""
    print("| set | " + " | ".join(str(weight) for weight in WEIGHTS) + " |")
    print("|---" * (len(WEIGHTS) + 1) + "|")
    rows = []
    for folder in folders:
        service = open_service(cached_index(folder, model=None, progress=ProgressBars()))
        questions = [question for question in read_questions(folder) if question.judgements]
        by_question = [_by_weight(service, question, depth) for question in questions]
        rows.append([mean(values) or 0.0 for values in zip(*by_question, strict=True)])
        _print_row(folder.name, rows[-1])
    _print_row("mean", [mean(values) or 0.0 for values in zip(*rows, strict=True)])


def _by_weight(service: Service, question: DatasetQuestion, depth: int) -> list[float]:
    """nDCG@10 of one question at every weight; its candidates are found once."""
    retriever = service.retriever
    vector = retriever.query_vector(question.text)
    candidates = retriever.candidates(question.text, vector, depth=depth, among=None)
    known = dict(
        zip(candidates.rows.tolist(), retriever.store.passages(candidates.rows.tolist()), strict=True)
    )
    figures = []
    for weight in WEIGHTS:
        fused = weight * min_max(candidates.dense) + (1 - weight) * min_max(candidates.lexical)
        hits = best(candidates.rows, fused, k=len(candidates))
        ranking = first_of_each([known[row] for row in hits.rows.tolist()])[:K]
        pairs = zip(service.external_ids(ranking), ranking, service.count_tokens(ranking), strict=True)
        grades = [grade_of(question, external_id, passage, n) for external_id, passage, n in pairs]
        figures.append(ndcg(grades, best_grades(question), k=K))
    return figures


def _print_row(name: str, values: Sequence[float]) -> None:
    print(f"| {name} | " + " | ".join(f"{value:.3f}" for value in values) + " |", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--depth", type=int, default=DEPTH, help="candidates by vector and by words each")
    parser.add_argument("folders", nargs="+", type=Path)
    given = parser.parse_args()
    main(given.folders, given.depth)
