"""Learn the weights of corpus.pronouns from labelled pronouns, and cross-validate them by article.

    python -m benchmarks.pronoun_weights [FOLDER] [LABELS]

FOLDER is polnear-train; LABELS has a JSON object a line: doc, start, end (of the pronoun), person,
unclear. The weights are those of a softmax over the people named before, with a Gaussian prior. A
pronoun with no statement of ours counts as wrong, whoever would be meant.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from benchmarks.attributions import in_fold, read_articles
from benchmarks.machine import machine
from benchmarks.statements import LABELS, same_person
from corpus import pronouns
from corpus.cast import Cast
from corpus.statements import find_in_text
from corpus.words import cut_words

FOLDER = Path("../shared/data/polnear-train")
N_FOLDS = 10
PENALTY = 1.0  # of half the squared weights

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A labelled pronoun: those it may mean, a row of values each, and which of them is right."""

    doc: str
    values: Array
    right: npt.NDArray[np.bool_]
    has_statement: bool


def main(folder: Path = FOLDER, labels: Path = LABELS) -> None:
    """Print the weights, and how often they are right on articles that they were not learned from."""
    examples = list(read_examples(folder, labels))
    held_out = right_held_out(examples)
    print(machine())
    print(
        f"held out, {N_FOLDS} folds by article: {held_out} of {len(examples)}, {held_out / len(examples):.3f}"
    )
    shipped = np.array(list(pronouns.WEIGHTS.values()))
    print(f"the weights in use: {sum(is_right(one, shipped) for one in examples)}")
    for name, weight in zip(pronouns.WEIGHTS, learn(examples), strict=True):
        print(f'    "{name}": {weight:.2f},')


def right_held_out(examples: Sequence[Example]) -> int:
    """How many are right by weights that were not learned from their article."""
    folds = [[one for one in examples if in_fold(one.doc, N_FOLDS) == fold] for fold in range(N_FOLDS)]
    right = 0
    for fold in folds:
        weights = learn([one for other in folds if other is not fold for one in other])
        right += sum(is_right(one, weights) for one in fold)
    return right


def read_examples(folder: Path, labels: Path) -> Iterator[Example]:
    """The labelled pronouns whose person is clear."""
    texts = {article.article_id: article.text for article in read_articles(folder)}
    for line in labels.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["person"] is not None and not row["unclear"] and row["doc"] in texts:
            yield _example(texts[row["doc"]], row["doc"], (row["start"], row["end"]), row["person"])


def _example(text: str, doc: str, span: tuple[int, int], person: str) -> Example:
    """What the finder of statements compares for one pronoun, as it reads the article."""
    seen: dict[int, tuple[pronouns.Candidate, ...]] = {}
    compare = pronouns.candidates

    def keep(cast: Cast, at: int, **told: object) -> tuple[pronouns.Candidate, ...]:
        seen[at] = found = tuple(compare(cast, at, **told))  # type: ignore[arg-type] # passed on
        return found

    with patch.object(pronouns, "candidates", keep):
        statements = find_in_text(text)
    starts = list(cut_words(text).starts)
    found = seen.get(starts.index(span[0]), ()) if span[0] in starts else ()
    return Example(
        doc=doc,
        values=np.array([one.values for one in found], dtype=float).reshape(
            len(found), len(pronouns.WEIGHTS)
        ),
        right=np.array([same_person(one.person.name, person) for one in found], dtype=bool),
        has_statement=any(statement.speaker_span == span for statement in statements),
    )


def learn(examples: Sequence[Example]) -> Array:
    """The weights that make the right people likeliest."""
    usable = [one for one in examples if one.right.any()]

    def loss(weights: Array) -> float:
        terms = [
            _log_sum(one.values @ weights) - _log_sum((one.values @ weights)[one.right]) for one in usable
        ]
        return float(np.sum(terms) + PENALTY * np.sum(weights**2) / 2)

    return np.asarray(minimize(loss, np.zeros(len(pronouns.WEIGHTS))).x)


def is_right(example: Example, weights: Array) -> bool:
    """Whether a statement begins with the pronoun, and its person is the one that is meant."""
    if not example.has_statement or not len(example.right):
        return False
    return bool(example.right[np.argmax(example.values @ weights)])


def _log_sum(scores: Array) -> float:
    return float(np.logaddexp.reduce(scores))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    parser.add_argument("labels", type=Path, nargs="?", default=LABELS)
    arguments = parser.parse_args()
    main(arguments.folder, arguments.labels)
