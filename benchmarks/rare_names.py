"""What it gains to look first where a question's rarest name stands: nDCG@10 by kind.

    python -m benchmarks.rare_names ARCHIVE [FOLDER]

ARCHIVE is a dataset folder; its questions and those in FOLDER (default tests/quality/event_questions), which
are about the same archive, are ranked with and without. Follow-ups and questions that name a publisher, whose
passages go ahead anyway, are left out.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.abstention import OWN, questions_over
from benchmarks.machine import print_table
from qa import rare_names
from qa.capitals import with_countries
from qa.datasets import DatasetQuestion, best_grades, read_questions
from qa.evaluation import cached_index
from qa.metrics import ndcg
from qa.opening import open_service
from qa.printing import ProgressBars
from qa.question_kind import QuestionKind
from qa.ranking import rank
from qa.rare_names import with_rarest_name
from qa.search_plan import Planner, SearchPlan
from qa.service import DEPTH, Service

SHARES = (0.0003, 0.001, 0.003, 0.01)
KINDS = {
    "how many": {QuestionKind.HOW_MANY},
    "who, what, where, why": {QuestionKind.WHO, QuestionKind.WHAT, QuestionKind.WHERE, QuestionKind.WHY},
    "when": {QuestionKind.WHEN},
}
K, N_READ = 10, 60  # enough passages for ten documents


def main(archive: Path, own: Path) -> None:
    """Print a row a kind and share."""
    service = open_service(cached_index(archive, model=None, progress=ProgressBars()))
    planner, questions = Planner(service.retriever), [*_questions(archive, own)]
    rows = []
    for name, kinds in KINDS.items():
        plans = [(one, planner.plan(one.text, now=one.now)) for one in questions]
        chosen = [
            (one, plan) for one, plan in plans if plan.reading.kind in kinds and plan.reading.source is None
        ]
        before = [_ndcg(service, one, replace(plan, preferred=None)) for one, plan in chosen]
        for share in SHARES:
            gains = _gains(service, chosen, before, share)
            rows.append([name, len(chosen), share, *gains])
    print_table(
        ["kind", "questions", "share", "have such a name", "nDCG@10 before", "gain", "up", "down"], rows
    )


def _gains(
    service: Service, chosen: list[tuple[DatasetQuestion, SearchPlan]], before: list[float], share: float
) -> list[object]:
    rare_names.RARE_SHARE = share
    index, gains, n_named = service.retriever.fulltext, [], 0
    for (question, plan), figure in zip(chosen, before, strict=True):
        as_count = replace(plan.reading, kind=QuestionKind.HOW_MANY)
        preferred = with_rarest_name(as_count, index, plan.among)
        n_named += preferred is not None
        after = figure if preferred is None else _ndcg(service, question, replace(plan, preferred=preferred))
        gains.append(after - figure)
    mean, mean_gain = sum(before) / len(before), sum(gains) / len(gains)
    up, down = sum(gain > 0 for gain in gains), sum(gain < 0 for gain in gains)
    return [n_named, f"{mean:.3f}", f"{mean_gain:+.3f}", up, down]


def _questions(archive: Path, own: Path) -> Iterator[DatasetQuestion]:
    folders = sorted(path.parent for path in own.rglob("queries.jsonl"))
    for question in [
        *read_questions(archive),
        *(q for folder in folders for q in questions_over(archive, folder)),
    ]:
        if question.judgements and not question.history:
            yield question


def _ndcg(service: Service, question: DatasetQuestion, plan: SearchPlan) -> float:
    retriever = service.retriever
    candidates = retriever.candidates(
        plan.reading.search_words,
        retriever.query_vector(with_countries(plan.reading.topic)),
        depth=DEPTH,
        among=plan.among,
        preferred=plan.preferred,
    )
    wording = partial(retriever.wording, plan.reading.search_words)
    ranked = rank(candidates, plan.shape, retriever, wording=wording)
    seen: dict[str | None, float] = {}
    for external_id in service.external_ids(retriever.store.passages(ranked.rows[:N_READ].tolist())):
        judged = question.judgements.get(external_id or "", [])
        seen.setdefault(external_id, max((one.grade for one in judged), default=0.0))
    return ndcg(list(seen.values())[:K], best_grades(question), k=K)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("own", type=Path, nargs="?", default=OWN)
    given = parser.parse_args()
    main(given.archive, given.own)
