"""How different the first passages of broad questions are, by how much likeness to those before counts.

    python -m benchmarks.diversity CURRENT-EVENTS [SHARE ...]

Asks "What happened in COUNTRY in YEAR?" of the archive, for twenty countries and five years. Prints, for each
share of the score in qa.diversity, the mean over questions of the greatest cosine between two of the first
five passages, of how many of their days are distinct, and of how many name the country.
"""

from __future__ import annotations

import sys
from itertools import combinations
from pathlib import Path
from unittest.mock import patch

import numpy as np

from benchmarks.machine import machine, print_table
from qa import diversity, service
from qa.answer import Citation
from qa.evaluation import cached_index
from qa.opening import open_service
from qa.printing import ProgressBars
from qa.service import Question, Service

COUNTRIES = """
    Iraq Israel Russia China France Germany Japan India Pakistan Afghanistan Iran Syria Egypt Turkey Ukraine
    Mexico Brazil Spain Italy Australia
""".split()  # noqa: SIM905 - read more easily as running text
YEARS = (2004, 2008, 2012, 2016, 2020)
SHARES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
K = 5


def main(folder: Path, *shares: float) -> None:
    """Ask all questions at each share."""
    asked = open_service(cached_index(folder, model=None, progress=ProgressBars()))
    rows = []
    for share in shares or SHARES:
        with patch.object(
            service, "spread", lambda hits, vectors, s=share: diversity.spread(hits, vectors, score_share=s)
        ):
            figures = [_figures(asked, country, year) for country in COUNTRIES for year in YEARS]
        rows.append([share, *(f"{value:.2f}" for value in np.mean(figures, axis=0))])
    print(machine() + "\n")
    print_table(
        ["share of the score", "greatest cosine of two", "distinct days of 5", "name the country"], rows
    )


def _figures(asked: Service, country: str, year: int) -> tuple[float, float, float]:
    citations = asked.ask(Question(text=f"What happened in {country} in {year}?", k=K)).citations
    return (
        _greatest_cosine(asked, citations),
        len({one.event_date for one in citations}),
        sum(country in one.text for one in citations),
    )


def _greatest_cosine(asked: Service, citations: tuple[Citation, ...]) -> float:
    store, vectors = asked.retriever.store, asked.retriever.vectors
    rows = np.array([store.passage(one.passage_id)[0] for one in citations], dtype=np.int64)
    held = vectors.vectors(rows)
    return max((float(a @ b) for a, b in combinations(held, 2)), default=0.0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(float, sys.argv[2:]))
