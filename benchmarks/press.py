"""The press of a country asked by a question: its passages alone, ahead of others, or like any other.

    python -m benchmarks.press [--questions N] [--seed N] DIR

Questions are made from a dataset folder's own documents: N are drawn by the seed, evenly over the countries
whose press published them, and asked by a few of their words in one of FORMS. Only the document that a
question is made from counts as relevant. The first row reads no press; the others leave the words that
name it out of the search. nDCG@10, gains paired by question with 95 % bootstrap intervals.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unittest.mock import patch

import numpy as np

from benchmarks.ranking_gains import _gain, _written
from corpus.country_codes import COUNTRY_ADJECTIVES, country_codes, written_country
from corpus.documents import Passage
from corpus.filters import PassageSet
from corpus.fulltext_words import content_terms
from corpus.published_in import PublishedIn
from corpus.publishers import country_of
from qa.evaluation import cached_index
from qa.metrics import ndcg
from qa.opening import open_service
from qa.printing import ProgressBars
from qa.question_words import read_names
from qa.ranking import rank
from qa.retrieval import Retriever
from qa.search_plan import Planner, SearchPlan
from qa.service import DEPTH

FORMS = (
    "What did the {adjective} press report about {words}?",
    "According to {adjective} media, what happened with {words}?",
    "{adjective} newspapers on {words}",
    "What was written in the {adjective} papers about {words}?",
    "What did newspapers in {country} say about {words}?",
    "{words}, as reported by {adjective} news agencies",
    "How did the {adjective} press cover {words}?",
    "In the {adjective} media, what was said about {words}?",
    "What has the press of {country} written about {words}?",
    "{adjective} media coverage of {words}",
)
N_WORDS = (2, 3, 4)  # of the document, in turn; few, so that other papers tell of the same
FEWEST_DOCUMENTS = 20  # of a country's press
SHORTEST_WORD = 5
K = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A question made from a passage, and the country whose press it asks."""

    text: str
    country: str
    row: int


def main(folder: Path, *, n_questions: int, seed: int) -> None:
    """Print nDCG@10 by what is done with the press, and the gains."""
    service = open_service(cached_index(folder, model=None, progress=ProgressBars()))
    retriever = service.retriever
    made = make_questions(retriever, n=n_questions, seed=seed)
    planner, published = Planner(retriever), PublishedIn(retriever.store)
    plans = [planner.plan(one.text) for one in made]
    is_read = [
        plan.press is not None and plan.press.countries == (one.country,)
        for plan, one in zip(plans, made, strict=True)
    ]
    with patch("qa.question.read_press", lambda text: None):
        unread = [planner.plan(one.text) for one in made]
    press = [published.passages([one.country]) for one in made]
    columns = {
        "not read": [_ndcg(retriever, plan, one) for plan, one in zip(unread, made, strict=True)],
        "words left out": [_ndcg(retriever, plan, one) for plan, one in zip(plans, made, strict=True)],
        "alone": [
            _ndcg(retriever, plan, one, among=some)
            for plan, one, some in zip(plans, made, press, strict=True)
        ],
        "ahead of others": [
            _ndcg(retriever, plan, one, preferred=some)
            for plan, one, some in zip(plans, made, press, strict=True)
        ],
        "ahead, others dropped (in use)": [
            _ndcg(retriever, plan, one, preferred=some, only=some)
            for plan, one, some in zip(plans, made, press, strict=True)
        ],
    }
    n_countries = len({one.country for one in made})
    print(
        f"{len(made)} questions of {n_countries} countries, the press read in {sum(is_read)}; seed {seed}\n"
    )
    _print(columns)


def _print(columns: dict[str, list[float]]) -> None:
    print("| press | nDCG@10 | gain over not read | gain over alone |\n|---|---|---|---|")
    figures = {name: np.array(values) for name, values in columns.items()}
    for name, values in figures.items():
        gains = " | ".join(_written(_gain(values - figures[other])) for other in ("not read", "alone"))
        print(f"| {name} | {values.mean():.3f} | {gains} |")


def make_questions(retriever: Retriever, *, n: int, seed: int) -> list[Made]:
    """Draw passages evenly over the countries of their press, and ask for each in turn of FORMS."""
    rng = random.Random(seed)  # noqa: S311 - a draw, no secret
    by_country = _by_country(retriever)
    drawn: list[tuple[str, int]] = []
    shuffled = {country: rng.sample(rows, len(rows)) for country, rows in sorted(by_country.items())}
    while len(drawn) < n and any(shuffled.values()):
        drawn += [(country, rows.pop()) for country, rows in shuffled.items() if rows]
    questions = []
    for number, (country, row) in enumerate(rng.sample(drawn, len(drawn))[:n]):
        [passage] = retriever.store.passages([row])
        words = _words(passage, N_WORDS[number % len(N_WORDS)], rng)
        form = FORMS[number % len(FORMS)]
        names = {"adjective": _adjective(country), "country": written_country(country)}
        questions.append(Made(text=form.format(words=words, **names), country=country, row=row))
    return questions


def _by_country(retriever: Retriever) -> dict[str, list[int]]:
    """The passages that one country's press alone published, of countries with enough and an adjective."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    rows = list(range(retriever.store.n_passages))
    for first in range(0, len(rows), 10_000):
        for row, passage in zip(
            rows[first:], retriever.store.passages(rows[first : first + 10_000]), strict=False
        ):
            countries = {country_of(source.name, None) for source in passage.sources} - {None}
            if len(countries) == 1 and len(content_terms(passage.text)) >= 2 * max(N_WORDS):
                found[str(countries.pop())].append(row)
    return {
        country: some
        for country, some in found.items()
        if len(some) >= FEWEST_DOCUMENTS and _adjective(country)
    }


def _adjective(country: str) -> str:
    """A country's adjective, the shortest: "Dutch"; "" where it has none."""
    names = [name for name, code in country_codes().items() if code == country and name in COUNTRY_ADJECTIVES]
    return min(names, key=lambda name: (len(name), name)).title() if names else ""


def _words(passage: Passage, n: int, rng: random.Random) -> str:
    """A name of the passage's, where it has one, and some of its longer words, in its order."""
    names = [name for name in read_names(passage.text) if content_terms(name)]
    name = rng.choice(names) if names else ""
    others = [
        word
        for word in dict.fromkeys(passage.text.split())
        if word.isalpha() and word.islower() and len(word) >= SHORTEST_WORD
    ]
    chosen = set(rng.sample(others, min(n - bool(name), len(others))))
    return " ".join([*([name] if name else []), *(word for word in others if word in chosen)])


def _ndcg(
    retriever: Retriever,
    plan: SearchPlan,
    made: Made,
    *,
    among: PassageSet | None = None,
    preferred: PassageSet | None = None,
    only: PassageSet | None = None,
) -> float:
    vector = retriever.query_vector(plan.query)
    candidates = retriever.candidates(plan.words, vector, depth=DEPTH, among=among, preferred=preferred)
    wording = partial(retriever.wording, plan.words)
    rows = rank(candidates, plan.shape, retriever, wording=wording).rows
    shown = rows if only is None else rows[np.isin(rows, only.rows)]
    return ndcg([float(row == made.row) for row in shown[:K].tolist()], [1.0], k=K)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    main(given.folder, n_questions=given.questions, seed=given.seed)
