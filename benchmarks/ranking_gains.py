"""What ranking by the question gains: nDCG@10 against dense alone and one fixed weight, by set and kind.

    python -m benchmarks.ranking_gains [--weights] [--try wording|neighbours] [--json FILE] DIR...

Gains are paired by question, with 95 % bootstrap intervals; follow-ups are left out. The fixed weight
is FIXED, the best single one over scifact-train, cranfield, cisi, med, lisa and npl_vaswani. With
--weights, the two numbers of RankingWeights that set the dense share are tried on a grid, and each
set's best over the other sets is shown beside: their choice, cross-validated. With --try, the same for
the weight of the wording, or for the share, number and reach of neighbours, with the gain of what is in use
over none.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.filters import Hits
from embeddings.vector_index import best
from qa.capitals import with_countries
from qa.datasets import DatasetQuestion, best_grades, grade_of, read_questions
from qa.evaluation import cached_index
from qa.metrics import ndcg
from qa.opening import open_service
from qa.printing import ProgressBars
from qa.ranking import WEIGHTS, RankingWeights, min_max, rank
from qa.retrieval import Candidates
from qa.search_plan import Planner, SearchPlan
from qa.service import DEPTH, Service

FIXED = 0.6
Figures = npt.NDArray[np.float64]
K, N_BOOTSTRAPS = 10, 1000
TRIES = {
    "wording": [replace(WEIGHTS, wording=weight) for weight in (0.0, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8)],
    "neighbours": [
        *(replace(WEIGHTS, neighbours=weight) for weight in (0.0, 0.1, 0.2, 0.3, 0.4, 0.5)),
        *(replace(WEIGHTS, n_neighbours=number) for number in (3, 8)),
        *(replace(WEIGHTS, n_smoothed=number) for number in (20, 100)),
    ],
}
GRID = tuple((one, slope) for one in (0.9, 1.0, 1.1, 1.2) for slope in (0.1, 0.15, 0.2, 0.25))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with its candidates as planned, and as they are without any plan."""

    question: DatasetQuestion
    plan: SearchPlan
    planned: Candidates
    plain: Candidates
    grades: Mapping[int, tuple[str | None, float]]


def main(
    folders: Sequence[Path], *, tries_weights: bool, tried: str | None = None, json_file: Path | None = None
) -> None:
    """Print a row a set and kind; the rows go into a file too, where one is named."""
    print(
        "| set | kind | questions | nDCG@10 | gain over dense | gain over the fixed weight |\n"
        + "|---" * 6
        + "|"
    )
    grids, tries, rows = {}, {}, []
    for folder in folders:
        service = open_service(cached_index(folder, model=None, progress=ProgressBars()))
        asked = _ask(service, folder)
        rows += _print_rows(folder.name, service, asked)
        if tries_weights:
            grids[folder.name] = {pair: _mean(service, asked, pair) for pair in GRID}
        if tried is not None:
            tries[folder.name] = [_figures(service, asked, weights) for weights in TRIES[tried]]
    if grids:
        _print_grid(grids)
    if tried is not None:
        _print_tries(tried, tries)
    if json_file is not None:
        json_file.write_text(json.dumps(rows, indent=1), encoding="utf-8")


def _ask(service: Service, folder: Path) -> list[Asked]:
    retriever, planner, asked = service.retriever, Planner(service.retriever), []
    for question in read_questions(folder):
        if not question.judgements or question.history:
            continue
        plan = planner.plan(question.text, now=question.now)
        topic = with_countries(plan.reading.topic)
        vector, plain = retriever.query_vector(topic), retriever.query_vector(question.text)
        planned = retriever.candidates(
            plan.reading.search_words, vector, depth=DEPTH, among=plan.among, preferred=plan.preferred
        )
        unplanned = retriever.candidates(question.text, plain, depth=DEPTH, among=None)
        rows = np.union1d(planned.rows, unplanned.rows).tolist()
        grades = _grades(service, question, rows)
        asked.append(Asked(question=question, plan=plan, planned=planned, plain=unplanned, grades=grades))
    return asked


def _grades(
    service: Service, question: DatasetQuestion, rows: list[int]
) -> dict[int, tuple[str | None, float]]:
    passages = service.retriever.store.passages(rows)
    ids = service.external_ids(passages)
    found: dict[int, tuple[str | None, float]] = {}
    for row, external_id, passage in zip(rows, ids, passages, strict=True):
        is_judged = external_id in question.judgements
        n_tokens = service.count_tokens([passage])[0] if is_judged else 0
        found[row] = (external_id, grade_of(question, external_id, passage, n_tokens) if is_judged else 0.0)
    return found


def _ndcg(asked: Asked, hits: Hits) -> float:
    seen: dict[str | None, float] = {}
    for row in hits.rows.tolist():
        external_id, grade = asked.grades[row]
        seen.setdefault(external_id, grade)
        if len(seen) == K:
            break
    return ndcg(list(seen.values()), best_grades(asked.question), k=K)


def _ranked(service: Service, asked: Asked, weights: RankingWeights) -> float:
    retriever, plan = service.retriever, asked.plan
    wording = partial(retriever.wording, plan.reading.search_words)
    return _ndcg(asked, rank(asked.planned, plan.shape, retriever, wording=wording, weights=weights))


def _fixed(asked: Asked, weight: float) -> float:
    plain = asked.plain
    fused = weight * min_max(plain.dense) + (1 - weight) * min_max(plain.lexical)
    return _ndcg(asked, best(plain.rows, fused, k=max(1, len(plain))))


def _mean(service: Service, asked: Sequence[Asked], pair: tuple[float, float]) -> float:
    weights = replace(WEIGHTS, dense_one=pair[0], dense_slope=pair[1])
    return float(np.mean([_ranked(service, one, weights) for one in asked]))


def _figures(service: Service, asked: Sequence[Asked], weights: RankingWeights) -> Figures:
    return np.array([_ranked(service, one, weights) for one in asked])


def _print_rows(name: str, service: Service, asked: Sequence[Asked]) -> list[dict[str, object]]:
    ours = np.array([_ranked(service, one, WEIGHTS) for one in asked])
    others = {
        column: np.array([_fixed(one, weight) for one in asked])
        for column, weight in (("over_dense", 1.0), ("over_fixed", FIXED))
    }
    kinds = np.array([one.question.kind or "" for one in asked])
    rows: list[dict[str, object]] = []
    for kind in dict.fromkeys(["all", *sorted(set(kinds.tolist()) - {""})]):
        chosen = np.ones(len(asked), dtype=bool) if kind == "all" else kinds == kind
        gains = {column: _gain(ours[chosen] - other[chosen]) for column, other in others.items()}
        mean, n = float(ours[chosen].mean()), int(chosen.sum())
        rows.append({"set": name, "kind": kind, "questions": n, "ndcg@10": mean, **gains})
        written = " | ".join(_written(gain) for gain in gains.values())
        print(f"| {name} | {kind} | {n} | {mean:.3f} | {written} |", flush=True)
    return rows


def _written(gain: tuple[float, float, float]) -> str:
    mean, low, high = gain
    return f"{mean:+.3f} ({low:+.3f} to {high:+.3f})"


def _gain(differences: Figures) -> tuple[float, float, float]:
    """The mean gain and its 95 % interval."""
    rng = np.random.default_rng(0)
    means = rng.choice(differences, (N_BOOTSTRAPS, len(differences))).mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return float(differences.mean()), float(low), float(high)


def _print_grid(grids: Mapping[str, Mapping[tuple[float, float], float]]) -> None:
    print("\n| set | in use | best for the other sets | its nDCG@10 |\n|---|---|---|---|")
    in_use = (WEIGHTS.dense_one, WEIGHTS.dense_slope)
    for name, own in grids.items():
        others = [grid for other, grid in grids.items() if other != name]
        chosen = max(GRID, key=lambda pair: sum(grid[pair] for grid in others))
        print(f"| {name} | {own[in_use]:.3f} | {chosen} | {own[chosen]:.3f} |")


def _print_tries(tried: str, by_set: Mapping[str, Sequence[Figures]]) -> None:
    names = [_changed(weights) or "in use" for weights in TRIES[tried]]
    in_use = TRIES[tried].index(WEIGHTS)
    print(f"\n| set | {' | '.join(names)} | gain over none | best for the other sets |")
    print("|---" * (len(names) + 3) + "|")
    for name, own in by_set.items():
        others = [figures for other, figures in by_set.items() if other != name]
        chosen = max(range(len(names)), key=lambda n: sum(float(figures[n].mean()) for figures in others))
        means = " | ".join(f"{figures.mean():.3f}" for figures in own)
        print(f"| {name} | {means} | {_written(_gain(own[in_use] - own[0]))} | {names[chosen]} |")


def _changed(weights: RankingWeights) -> str:
    """In words, what differs from the weights in use."""
    pairs = ((field.name, getattr(weights, field.name)) for field in fields(weights))
    return ", ".join(f"{name} {value}" for name, value in pairs if value != getattr(WEIGHTS, name))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", action="store_true", help="try the weights on a grid, cross-validated")
    parser.add_argument("--try", dest="tried", choices=TRIES, help="try other weights of it, cross-validated")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows there too")
    parser.add_argument("folders", nargs="+", type=Path)
    given = parser.parse_args()
    main(
        given.folders,
        tries_weights=given.weights,
        tried=given.tried,
        json_file=given.json,
    )
