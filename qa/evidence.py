"""What speaks for an answer being in the archive, as a few numbers that anyone can read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.documents import Passage
from corpus.filters import Hits
from corpus.fulltext_words import content_terms
from qa.retrieval import Candidates, Retriever
from qa.search_plan import SearchPlan

COMPARED_WITH = 9  # the tenth passage, counted from 0
N_LOOKED_AT = 5  # passages: as many as an answer shows by default


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How well the first passages fit a question.

    `nearness` is the greatest cosine of a passage; `prominence` how far the first passage's stands above
    the tenth's; `wording` how much of the question's words the first passage has, near words counting too;
    `rarest` is 1 where one of the first five has the question's rarest word, else 0;
    `name_share` is the share that names have of the question's words: the more is named, the more must
    be met. `best_names` is the greatest share of those names that one of the first five has, and
    `missing_names` are names of which the archive has no word.
    """

    nearness: float
    prominence: float
    wording: float
    rarest: float
    name_share: float
    best_names: float
    n_words: int
    missing_names: tuple[str, ...]


def weigh(
    plan: SearchPlan, candidates: Candidates, ranked: Hits, first: Sequence[Passage], retriever: Retriever
) -> Evidence | None:
    """The evidence for one question; None where nothing was found.

    Args:
        plan: the question's.
        candidates: all that was ranked.
        ranked: the same in order.
        first: the passages of the first rows, at least N_LOOKED_AT where there are so many.
        retriever: the archive's words and its encoder.
    """
    if not len(ranked) or not first:
        return None
    index = retriever.fulltext
    reading, dense = plan.reading, candidates.dense[np.searchsorted(candidates.rows, ranked.rows)]
    held = [frozenset(content_terms(f"{p.context} {p.text}")) for p in first[:N_LOOKED_AT]]
    rarities = {term: index.rarity(term) for term in content_terms(reading.search_words)}
    rarest = max(rarities, key=lambda term: rarities[term], default="")
    named = {term for name in reading.names for term in content_terms(name)}
    weights = {term: rarity for term, rarity in rarities.items() if term in named}
    return Evidence(
        nearness=float(candidates.dense.max()),
        prominence=float(dense[0] - dense[min(COMPARED_WITH, len(dense) - 1)]),
        wording=float(retriever.wording_of(plan.words, first[:1])[0]),
        rarest=float(any(rarest in passage for passage in held)),
        name_share=plan.shape.name_share,
        best_names=max(_share(weights, passage) for passage in held),
        n_words=plan.shape.n_words,
        missing_names=tuple(
            name for name in reading.names if not any(map(index.term_count, content_terms(name)))
        ),
    )


def _share(weights: dict[str, float], held: frozenset[str]) -> float:
    total = math.fsum(weights.values())
    return math.fsum(weight for term, weight in weights.items() if term in held) / total if total else 1.0
