"""Floors of the event dates that a build reads; `python -m benchmarks.event_dates` prints the table.

Lower a floor only in a commit of its own, with its reason. docs/quality.md has the figures.
"""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pytest

from tests.quality.labelled_sentences import (
    DATA,
    FINAL,
    FIRST,
    LATER,
    SECOND,
    SEVENTH,
    SIXTH,
    figures,
    verdicts,
)

if not DATA.is_dir():
    warnings.warn(f"EVENT DATES OF REAL TEXT ARE NOT MEASURED: {DATA} is not here", stacklevel=1)
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason=f"NOT MEASURED: {DATA} is not here")


@needs_data
@pytest.mark.parametrize(
    ("labels", "n_sentences", "precision", "coverage"),
    [
        (FIRST, 275, 0.955, 0.98),
        (LATER, 275, 0.955, 0.98),
        (FINAL, 90, 0.96, 0.98),
        (SIXTH, 110, 0.955, 0.98),
        (SEVENTH, 120, 0.91, 0.98),  # unseen: nobody has looked at its mistakes
    ],
    ids=["first", "later", "final", "sixth", "seventh"],
)
def test_sentences_are_dated_as_people_date_them(
    labels: Path, n_sentences: int, precision: float, coverage: float
) -> None:
    measured = figures(list(verdicts(labels)))
    print(measured)
    assert measured["sentences"] >= n_sentences
    assert measured["precision_of_days"] >= precision
    assert measured["coverage"] >= coverage


@needs_data
def test_most_labels_are_of_real_text() -> None:
    rows = [
        json.loads(line)
        for path in (FIRST, LATER, FINAL, SIXTH, SEVENTH)
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    ours = [row for row in rows if row["set"].startswith(("sample/", "made/"))]
    assert len(rows) >= 1000 and len(ours) * 2 < len(rows)


def test_two_labellers_agree_where_both_are_sure() -> None:
    first, second = (_by_sentence(path) for path in (FIRST, SECOND))
    sure = [key for key in second if "unclear" not in (first[key]["kind"], second[key]["kind"])]
    assert len(sure) >= 50
    assert sum(first[key]["days"] == second[key]["days"] for key in sure) >= 0.95 * len(sure)


def _by_sentence(path: Path) -> dict[tuple[str, str | None, int], dict[str, object]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {(row["set"], row["id"], row["start"]): row for row in rows}
