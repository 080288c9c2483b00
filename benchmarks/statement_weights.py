"""Learn corpus/statement_weights.json from polnear-train's annotations.

    python -m benchmarks.statement_weights [FOLDER]

Every reading of every reporting verb is an example, right where its content overlaps an annotated
one by half and its subject touches the annotated source. A logistic regression over the readings'
named features; features seen fewer than five times are left out.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.attributions import Article, Attribution, overlap, read_articles
from corpus.speakers import Cast, Person
from corpus.statement_ranking import WEIGHTS_FILE, best_reading, content_features, cue_features
from corpus.statement_readings import Reading, find_readings
from corpus.words import Words, cut_words

FOLDER = Path("../shared/data/polnear-train")
N_LEAST = 5  # times a feature must occur
STRENGTH = 0.3  # of the penalty, inverted: C of the logistic regression


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One reading of a cue: its features and whether annotators read it so."""

    features: frozenset[str]
    right: bool


def main(folder: Path = FOLDER) -> None:
    """Learn from all articles and write the weights."""
    examples = [example for article in read_articles(folder) for example in examples_of(article)]
    weights = learn(examples)
    path = Path(__file__).parent.parent / "corpus" / WEIGHTS_FILE
    made = {"made_by": "python -m benchmarks.statement_weights", "n_readings": len(examples), "weights": weights}
    path.write_text(json.dumps(made, indent=0, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(weights)} weights from {len(examples)} readings in {path}")


def examples_of(article: Article) -> list[Example]:
    """Every reading of an article's cues."""
    words = cut_words(article.text)
    readings = find_readings(words, Cast(words))
    examples: list[Example] = []
    batch = next(readings, None)
    while batch is not None:
        right = [is_right(words, reading, article.attributions) for reading in batch]
        for reading, is_so in zip(batch, right, strict=True):
            features = frozenset([*cue_features(words, reading), *content_features(words, reading)])
            examples.append(Example(features=features, right=is_so))
        try:
            batch = readings.send(batch[0].speaker.person if any(right) else None)
        except StopIteration:
            break
    return examples


def is_right(words: Words, reading: Reading, attributions: Sequence[Attribution]) -> bool:
    """Whether an annotated attribution of saying has this content and this source."""
    pieces = reading.content.pieces
    span = words.starts[pieces[0][0]], words.ends[pieces[-1][1] - 1]
    said_by = words.starts[reading.subject.first], words.ends[reading.subject.stop - 1]
    return any(
        a.says
        and overlap(span, (a.start, a.end)) >= 0.5
        and any(overlap(said_by, source) > 0 for source in a.source_spans)
        for a in attributions
        if a.start < span[1] and span[0] < a.end
    )


def learn(examples: Sequence[Example]) -> dict[str, float]:
    """Weights by feature, "" being the constant, rounded to two decimals."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    counts = Counter(name for example in examples for name in example.features)
    names = sorted(name for name, n in counts.items() if n >= N_LEAST)
    columns = {name: number for number, name in enumerate(names)}
    rows, cols = [], []
    for row, example in enumerate(examples):
        for name in example.features:
            if name in columns:
                rows.append(row)
                cols.append(columns[name])
    matrix = csr_matrix(([1.0] * len(rows), (rows, cols)), shape=(len(examples), len(names)))
    model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=500)
    model.fit(matrix, [example.right for example in examples])
    weights = {name: round(float(model.coef_[0][column]), 2) for name, column in columns.items()}
    return {"": round(float(model.intercept_[0]), 2)} | {name: w for name, w in weights.items() if w}


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
