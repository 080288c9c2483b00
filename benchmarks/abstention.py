"""When to abstain: fits qa.abstention on development questions, cross-validated.

    python -m benchmarks.abstention [--json FILE] [--own FOLDER] DIR...

Follow-ups are left out. A question that stands in several sets is held out of all of them at once.
FOLDER (default tests/quality/event_questions) holds questions about the first DIR's archive without
their own corpus; each is asked twice, the second time as if its relevant documents, and all that tell
the same story, were not there. Prints the weights, and for the sets in DIR and for the own questions
the AUROC and the abstain_recall at a false abstention of 0.05 on held-out questions, each with a 95 %
bootstrap interval over questions, and a table of calibration.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt

from corpus.filters import Rows
from qa.abstention import EVIDENCE_WEIGHTS, features
from qa.datasets import CORPUS_FILE, DatasetQuestion, read_questions
from qa.evaluation import N_RANKED, cached_index
from qa.metrics import auroc
from qa.opening import open_service
from qa.printing import ProgressBars
from qa.service import NO_ROWS, Question, Service

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
OWN = Path("tests/quality/event_questions")
N_FOLDS, N_BOOTSTRAPS, FALSE_ABSTENTION = 10, 1000, 0.05
PENALTY = 3.0  # of the squared weights of scaled numbers; 1 and 10 change the AUROC by 0.01
N_STEPS = 20  # of Newton's method, which is still after some eight


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Questions as they came out: `values` of the evidence, a row each; shape (n,) otherwise."""

    values: Array
    answerable: Mask
    ids: npt.NDArray[np.str_]
    is_own: Mask


def main(folders: list[Path], own: Path = OWN, json_file: Path | None = None) -> None:
    """Fit, cross-validate and print; what the reliability curve is drawn from goes into a file."""
    asked = _gather([*_ask_given(folders), *_ask_own(folders[0], own)])
    held_out = _cross_validate(asked)
    written: dict[str, object] = {}
    for name, chosen in (("given", ~asked.is_own), ("own", asked.is_own)):
        written[name] = _print_figures(name, held_out[chosen], asked.answerable[chosen], asked.ids[chosen])
    intercept, *weights = _fit(asked.values, asked.answerable)
    for name, weight in zip(EVIDENCE_WEIGHTS, weights, strict=True):
        print(f"  {name}: {weight:.2f}")
    threshold = np.quantile(held_out[asked.answerable], FALSE_ABSTENTION)
    print(f"  intercept: {intercept:.2f}; threshold: {threshold:.2f}")
    if json_file is not None:
        json_file.write_text(json.dumps(written, indent=1), encoding="utf-8")


Row = tuple[tuple[float, ...], bool, str, bool]


def _gather(rows: list[Row]) -> Asked:
    values, answerable, ids, is_own = zip(*rows, strict=True)
    return Asked(
        values=np.array(values), answerable=np.array(answerable), ids=np.array(ids), is_own=np.array(is_own)
    )


def _ask_given(folders: list[Path]) -> Iterator[Row]:
    for folder in folders:
        service = open_service(cached_index(folder, model=None, progress=ProgressBars()))
        for question in read_questions(folder):
            yield from _ask(service, question, answerable=question.answerable)


def _ask_own(archive: Path, own: Path) -> Iterator[Row]:
    """Each question of one's own as it is, and with its answers left out."""
    service = open_service(cached_index(archive, model=None, progress=ProgressBars()))
    for folder in sorted(path.parent for path in own.rglob("queries.jsonl")):
        for question in questions_over(archive, folder):
            yield from _ask(service, question, answerable=question.answerable, is_own=True)
            without = _rows_of_answers(service, question)
            if len(without):
                yield from _ask(service, question, answerable=False, is_own=True, left_out=without)


def questions_over(archive: Path, folder: Path) -> list[DatasetQuestion]:
    """A folder's questions, read beside another's corpus."""
    with TemporaryDirectory() as name:
        whole = Path(name)
        (whole / CORPUS_FILE).symlink_to((archive / CORPUS_FILE).resolve())
        for part in ("queries.jsonl", "qrels"):
            (whole / part).symlink_to((folder / part).resolve())
        return read_questions(whole)


def _rows_of_answers(service: Service, question: DatasetQuestion) -> Rows:
    """The passages of the relevant documents that were found, and of the stories that they tell."""
    ranking = service.examine(Question(text=question.text, now=question.now), n_documents=N_RANKED).ranking
    store, stories = service.retriever.store, service.retriever.stories
    rows: set[int] = set()
    for external_id, passage in zip(service.external_ids(ranking), ranking, strict=True):
        if external_id in question.judgements:
            of_document = store.passages_of(passage.document_id)
            own_rows = [store.passage(one.passage_id)[0] for one in of_document]
            rows.update(own_rows)
            rows.update(int(x) for row in own_rows for x in stories.members(stories.representative(row)))
    return np.array(sorted(rows), dtype=np.int64)


def _ask(
    service: Service,
    question: DatasetQuestion,
    *,
    answerable: bool,
    is_own: bool = False,
    left_out: Rows = NO_ROWS,
) -> Iterator[Row]:
    asked = Question(text=question.text, now=question.now)
    evidence = service.examine(asked, left_out=left_out).evidence
    if not question.history and evidence is not None:
        yield features(evidence), answerable, question.text, is_own


def _print_figures(
    name: str, scores: Array, answerable: Mask, ids: npt.NDArray[np.str_]
) -> dict[str, object]:
    """Print how well held-out scores tell answers apart, and return it."""
    print(f"{name}: {len(ids)} questions, {int(answerable.sum())} answerable")
    written: dict[str, object] = {"questions": len(ids), "answerable": int(answerable.sum())}
    for figure_name, figure in (("AUROC", _auroc), (f"abstain_recall at {FALSE_ABSTENTION}", _recall)):
        low, high = _interval(figure, scores, answerable, ids)
        print(f"  {figure_name}: {figure(scores, answerable):.3f} ({low:.3f} to {high:.3f})")
        written[figure_name] = {"value": figure(scores, answerable), "low": low, "high": high}
    calibration = _calibration(scores, answerable)
    _print_calibration(calibration)
    return {**written, "calibration": calibration}


def _fit(values: Array, answerable: Mask) -> Array:
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


def _cross_validate(asked: Asked) -> Array:
    held_out = np.zeros(len(asked.ids))
    distinct = np.unique(asked.ids)
    np.random.default_rng(0).shuffle(distinct)
    for fold in range(N_FOLDS):
        test = np.isin(asked.ids, distinct[fold::N_FOLDS])
        intercept, *weights = _fit(asked.values[~test], asked.answerable[~test])
        held_out[test] = intercept + asked.values[test] @ np.array(weights)
    return held_out


def _auroc(scores: Array, answerable: Mask) -> float:
    return auroc(scores[answerable].tolist(), scores[~answerable].tolist()) or 0.0


def _recall(scores: Array, answerable: Mask) -> float:
    return float((scores[~answerable] < np.quantile(scores[answerable], FALSE_ABSTENTION)).mean())


def _interval(
    figure: Callable[[Array, Mask], float],
    scores: Array,
    answerable: Mask,
    ids: npt.NDArray[np.str_],
) -> tuple[float, float]:
    rng, distinct, figures = np.random.default_rng(0), np.unique(ids), []
    places = {one: np.flatnonzero(ids == one) for one in distinct}
    for _ in range(N_BOOTSTRAPS):
        drawn = np.concatenate([places[one] for one in rng.choice(distinct, len(distinct))])
        figures.append(figure(scores[drawn], answerable[drawn]))
    return float(np.quantile(figures, 0.025)), float(np.quantile(figures, 0.975))


def _calibration(scores: Array, answerable: Mask) -> list[dict[str, float]]:
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
    parser.add_argument("--own", type=Path, default=OWN, metavar="FOLDER", help="questions without a corpus")
    parser.add_argument("folders", nargs="+", type=Path)
    given = parser.parse_args()
    main(given.folders, given.own, given.json)
