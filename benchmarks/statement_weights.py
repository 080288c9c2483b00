"""Learn corpus/statement_weights.json from polnear-train's annotations.

    python -m benchmarks.statement_weights [FOLDER]

A reporting verb is a choice between its readings and none: right is the reading whose content overlaps
the annotated one most, by half at least, if its subject touches the annotated source. The weights are
those of a conditional logit over the readings' named features (none scores 0), with a Gaussian prior;
features seen fewer than five times are left out.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.attributions import HALF, Article, Attribution, overlap, read_articles
from corpus.cast import Cast
from corpus.statement_ranking import WEIGHTS_FILE, content_features, cue_features, subject_features
from corpus.statement_readings import Reading, find_readings
from corpus.words import Words, cut_words

FOLDER = Path("../shared/data/polnear-train")
N_LEAST = 5  # times a feature must occur
PENALTY = 4.0  # of half the squared weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One cue: the features of each reading, and the number of the right one or None."""

    readings: tuple[frozenset[str], ...]
    right: int | None


def main(folder: Path = FOLDER) -> None:
    """Learn from all articles and write the weights."""
    examples = [example for article in read_articles(folder) for example in examples_of(article)]
    weights = learn(examples)
    path = Path(__file__).parent.parent / "corpus" / WEIGHTS_FILE
    made = {"made_by": "python -m benchmarks.statement_weights", "n_cues": len(examples), "weights": weights}
    path.write_text(json.dumps(made, indent=0, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(weights)} weights from {len(examples)} cues in {path}")


def examples_of(article: Article) -> list[Example]:
    """Every cue of an article."""
    words = cut_words(article.text)
    found = find_readings(words, Cast(words))
    examples: list[Example] = []
    batch = next(found, None)
    while batch is not None:
        right = right_reading(words, batch, article.attributions)
        shared = set(cue_features(words, batch[0]))
        readings = tuple(
            frozenset(shared.union(subject_features(words, reading), content_features(words, reading)))
            for reading in batch
        )
        examples.append(Example(readings=readings, right=right))
        try:
            batch = found.send(None if right is None else batch[right])
        except StopIteration:
            break
    return examples


def right_reading(
    words: Words, readings: Sequence[Reading], attributions: Sequence[Attribution]
) -> int | None:
    """The reading that comes nearest to an annotated attribution of saying with the same source."""
    says = [attribution for attribution in attributions if attribution.says]
    best, best_overlap = None, HALF
    for number, reading in enumerate(readings):
        pieces, subject = reading.content.pieces, reading.subject
        span = words.starts[pieces[0][0]], words.ends[pieces[-1][1] - 1]
        said_by = words.starts[subject.first], words.ends[subject.stop - 1]
        for attribution in says:
            share = overlap(span, (attribution.start, attribution.end))
            if (share > best_overlap or (share == best_overlap and best is None)) and any(
                overlap(said_by, source) > 0 for source in attribution.source_spans
            ):
                best, best_overlap = number, share
    return best


def learn(examples: Sequence[Example]) -> dict[str, float]:
    """Weights by feature, rounded to two decimals."""
    import numpy as np
    from numpy.typing import NDArray
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    counts = Counter(name for example in examples for features in example.readings for name in features)
    columns = {
        name: number for number, name in enumerate(sorted(n for n, c in counts.items() if c >= N_LEAST))
    }
    cues, rows, cols, targets = [], [], [], []
    n_readings = 0
    for cue, example in enumerate(examples):
        if example.right is not None:
            targets.append(n_readings + example.right)
        for features in example.readings:
            known = [columns[name] for name in features if name in columns]
            rows += [n_readings] * len(known)
            cols += known
            cues.append(cue)
            n_readings += 1
    matrix = csr_matrix((np.ones(len(rows)), (rows, cols)), shape=(n_readings, len(columns)))
    of_cue, right = np.array(cues), np.array(targets)
    marked = np.zeros(n_readings)
    marked[right] = 1.0

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = matrix @ weights
        exponents = np.exp(np.clip(scores, -50, 50))
        totals = 1.0 + np.bincount(of_cue, weights=exponents, minlength=len(examples))
        chances = exponents / totals[of_cue]
        value = np.log(totals).sum() - scores[right].sum() + PENALTY * weights @ weights / 2
        return value, matrix.T @ (chances - marked) + PENALTY * weights

    found = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": 120})
    weights = {name: round(float(found.x[column]), 2) for name, column in columns.items()}
    return {name: weight for name, weight in weights.items() if weight}


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
