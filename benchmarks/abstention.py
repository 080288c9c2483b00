"""When to abstain: fits qa.abstention on development questions, cross-validated.

    python -m benchmarks.abstention [--json FILE] DIR...

Follow-ups are left out. A question that stands in several sets is held out of all of them at once.
Prints the weights, the AUROC and the abstain_recall at a false abstention of 0.05 on held-out
questions, each with a 95 % bootstrap interval over questions, and a table of calibration.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from qa.abstention import EVIDENCE_WEIGHTS, features
from qa.datasets import read_questions
from qa.evaluation import cached_index
from qa.metrics import auroc
from qa.opening import open_service
from qa.printing import ProgressBars
from qa.service import Question

Array = npt.NDArray[np.float64]
N_FOLDS, N_BOOTSTRAPS, FALSE_ABSTENTION = 10, 1000, 0.05
PENALTY = 3.0  # of the squared weights of scaled numbers; 1 and 10 change the AUROC by 0.01
N_STEPS = 20  # of Newton's method, which is still after some eight


def main(folders: list[Path], json_file: Path | None = None) -> None:
    """Fit, cross-validate and print; what the reliability curve is drawn from goes into a file."""
    values, answerable, ids = _measure(folders)
    held_out = _cross_validate(values, answerable, ids)
    print(f"{len(ids)} questions, {int(answerable.sum())} answerable")
    written: dict[str, object] = {"questions": len(ids), "answerable": int(answerable.sum())}
    for name, figure in (("AUROC", _auroc), (f"abstain_recall at {FALSE_ABSTENTION}", _recall)):
        low, high = _interval(figure, held_out, answerable, ids)
        print(f"{name}: {figure(held_out, answerable):.3f} ({low:.3f} to {high:.3f})")
        written[name] = {"value": figure(held_out, answerable), "low": low, "high": high}
    intercept, *weights = _fit(values, answerable)
    for name, weight in zip(EVIDENCE_WEIGHTS, weights, strict=True):
        print(f"  {name}: {weight:.2f}")
    print(
        f"  intercept: {intercept:.2f}; threshold: {np.quantile(held_out[answerable], FALSE_ABSTENTION):.2f}"
    )
    calibration = _calibration(held_out, answerable)
    _print_calibration(calibration)
    if json_file is not None:
        json_file.write_text(json.dumps({**written, "calibration": calibration}, indent=1), encoding="utf-8")


def _measure(folders: list[Path]) -> tuple[Array, npt.NDArray[np.bool_], npt.NDArray[np.str_]]:
    values, answerable, ids = [], [], []
    for folder in folders:
        service = open_service(cached_index(folder, model=None, progress=ProgressBars()))
        for question in read_questions(folder):
            evidence = service.examine(Question(text=question.text, now=question.now)).evidence
            if not question.history and evidence is not None:
                values.append(features(evidence))
                answerable.append(question.answerable)
                ids.append(question.question_id)
    return np.array(values), np.array(answerable), np.array(ids)


def _fit(values: Array, answerable: npt.NDArray[np.bool_]) -> Array:
    """The intercept and weights of a logistic regression, by Newton's method, for unscaled numbers."""
    mean, scale = values.mean(axis=0), values.std(axis=0)
    scaled = np.column_stack([np.ones(len(values)), (values - mean) / scale])
    penalty = np.diag([0.0, *[PENALTY] * values.shape[1]])
    weights = np.zeros(scaled.shape[1])
    for _ in range(N_STEPS):
        chance = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (answerable - chance) - penalty @ weights
        bend = scaled.T @ (scaled * (chance * (1 - chance))[:, None]) + penalty
        weights = weights + np.linalg.solve(bend, slope)
    unscaled = weights[1:] / scale
    return np.concatenate([[weights[0] - unscaled @ mean], unscaled])


def _cross_validate(values: Array, answerable: npt.NDArray[np.bool_], ids: npt.NDArray[np.str_]) -> Array:
    held_out = np.zeros(len(ids))
    distinct = np.unique(ids)
    np.random.default_rng(0).shuffle(distinct)
    for fold in range(N_FOLDS):
        test = np.isin(ids, distinct[fold::N_FOLDS])
        intercept, *weights = _fit(values[~test], answerable[~test])
        held_out[test] = intercept + values[test] @ np.array(weights)
    return held_out


def _auroc(scores: Array, answerable: npt.NDArray[np.bool_]) -> float:
    return auroc(scores[answerable].tolist(), scores[~answerable].tolist()) or 0.0


def _recall(scores: Array, answerable: npt.NDArray[np.bool_]) -> float:
    return float((scores[~answerable] < np.quantile(scores[answerable], FALSE_ABSTENTION)).mean())


def _interval(
    figure: Callable[[Array, npt.NDArray[np.bool_]], float],
    scores: Array,
    answerable: npt.NDArray[np.bool_],
    ids: npt.NDArray[np.str_],
) -> tuple[float, float]:
    rng, distinct, figures = np.random.default_rng(0), np.unique(ids), []
    places = {one: np.flatnonzero(ids == one) for one in distinct}
    for _ in range(N_BOOTSTRAPS):
        drawn = np.concatenate([places[one] for one in rng.choice(distinct, len(distinct))])
        figures.append(figure(scores[drawn], answerable[drawn]))
    return float(np.quantile(figures, 0.025)), float(np.quantile(figures, 0.975))


def _calibration(scores: Array, answerable: npt.NDArray[np.bool_]) -> list[dict[str, float]]:
    chance = 1 / (1 + np.exp(-scores))
    return [
        {
            "predicted": float(chance[group].mean()),
            "answerable": float(answerable[group].mean()),
            "questions": len(group),
        }
        for group in np.array_split(np.argsort(chance), 5)
    ]


def _print_calibration(groups: list[dict[str, float]]) -> None:
    print("| predicted | answerable | questions |\n|---|---|---|")
    for group in groups:
        print(f"| {group['predicted']:.2f} | {group['answerable']:.2f} | {group['questions']} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("folders", nargs="+", type=Path)
    given = parser.parse_args()
    main(given.folders, given.json)
