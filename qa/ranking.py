"""From candidates to an order: scores made comparable, weighted by the question's shape, and added."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from corpus.filters import Hits, Rows
from embeddings.vector_index import best
from qa.retrieval import Candidates, Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What of a question decides how it is ranked.

    `n_words` counts its distinct words, stopwords left out; `name_share` is the share that names
    have of them, rare words counting more, in [0, 1]; `asks_when` that a date is wanted.
    """

    n_words: int
    name_share: float
    asks_when: bool = False


class Feedback(Protocol):
    """Compares candidates with the first rows of a ranking, which are taken for relevant."""

    def likeness(self, candidates: Candidates, first: Rows) -> Scores:
        """How near each candidate is in meaning."""

    def typical(self, candidates: Candidates, first: Rows) -> Scores:
        """How many of the words typical of them each candidate has."""

    def cosines(self, rows: Rows) -> Scores:
        """Of each of some passages with each; shape (n, n), or (0, 0) where most are short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingWeights:
    """How evidence is weighed.

    The dense share of a question is `dense_one` less `dense_slope` for each doubling of its words by e,
    within `dense_least` and `dense_most`: a short question is put in its own words, of a long one some
    stand in the passage. The rest goes to BM25, and `coverage` times it to the words covered. `wording`,
    of a score of 0 … 1: 0.1 to 0.3 are alike on current-events, 0.1 and 0.2 on npl_vaswani. `neighbours` is
    their share of the score of a long passage, of the `n_neighbours` nearest within the first `n_smoothed`
    passages; docs/quality.md.
    """

    dense_one: float = 1.0
    dense_slope: float = 0.15
    dense_least: float = 0.5
    dense_most: float = 0.9
    coverage: float = 0.75
    likeness: float = 0.3
    typical: float = 0.1
    wording: float = 0.2
    neighbours: float = 0.3
    n_neighbours: int = 5
    n_smoothed: int = 50

    def dense_share(self, shape: Shape) -> float:
        """The weight of the dense score, 1 less that of BM25; none where little but names is asked for."""
        if shape.asks_when:
            return 1.0  # names alone bring up all that befell them; best of 0.6 … 1 on 15 such questions
        if shape.name_share >= MOSTLY_NAMES:
            return 0.0
        share = self.dense_one - self.dense_slope * math.log(max(shape.n_words, 1))
        return min(max(share, self.dense_least), self.dense_most)


WEIGHTS = RankingWeights()  # chosen by benchmarks/ranking_weights.py, cross-validated; docs/quality.md
# "What did X say" has nothing but a name, which a passage holds or does not: of 976 such questions of
# polnear-train 95 % lie above, of the questions of current-events 95 % below 0.7.
MOSTLY_NAMES = 0.8
# Of the publisher or speaker asked for, beside a fused score of 0 … 1: from 0.3 on the 12 questions of
# current-events that name a publisher gain no more; nDCG@10 0.64 without, 0.97 with it.
PREFERENCE = 1.0
# Of 20, 30, 50 and 100, which rank the questions of current-events alike, the quickest: 1.8 ms.
N_REWORDED = 20


def rank(
    candidates: Candidates,
    shape: Shape,
    feedback: Feedback | None = None,
    *,
    wording: Callable[[Rows], Scores] | None = None,
    weights: RankingWeights = WEIGHTS,
) -> Hits:
    """Order candidates by dense score, BM25, words covered and likeness to the first of them.

    Args:
        candidates: passages with their scores.
        shape: that of the question.
        feedback: compares candidates with the first of a ranking; None leaves it out, as do
            questions of little but names.
        wording: how much of the question's words passages hold, near words counting too; asked of the
            first N_REWORDED, which are put in order anew. None leaves it out, as do questions of little but
            names.
        weights: how evidence is weighed.

    Returns:
        All candidates, best first, equal scores by row; a score lies in 0 … 1 and compares only
        passages of one question.
    """
    if not len(candidates):
        return best(candidates.rows, candidates.dense, k=1)
    fused = fuse(candidates, weights.dense_share(shape), weights)
    if feedback is not None and (shape.asks_when or shape.name_share < MOSTLY_NAMES):
        for weight, compare in ((weights.likeness, feedback.likeness), (weights.typical, feedback.typical)):
            first = best(candidates.rows, fused, k=len(candidates)).rows
            fused = fused + weight * min_max(compare(candidates, first))
    ranked = best(candidates.rows, _to_one(fused), k=len(candidates))
    if feedback is not None and (shape.asks_when or shape.name_share < MOSTLY_NAMES):
        ranked = _with_neighbours(ranked, feedback, weights)
    if wording is None or not (shape.asks_when or shape.name_share < MOSTLY_NAMES):
        return ranked
    first, scores = ranked.rows[:N_REWORDED], ranked.scores.copy()
    scores[: len(first)] += weights.wording * min_max(wording(first))
    return best(ranked.rows, _to_one(scores), k=len(candidates))


def _with_neighbours(ranked: Hits, feedback: Feedback, weights: RankingWeights) -> Hits:
    """The first `n_smoothed` put in order anew, each with a share of the scores of those nearest to it.

    Passages near each other answer the same questions, so what scores well among such as do not is likely
    a chance hit. Source: Diaz 2005, regularization of retrieval scores, cut short to one step.
    """
    cosines, share = feedback.cosines(ranked.rows[: weights.n_smoothed]), weights.neighbours
    n = len(cosines)
    if n <= 1:
        return ranked
    scores = ranked.scores.copy()
    means = neighbour_means(scores[:n], cosines, weights.n_neighbours)
    scores[:n] = (1 - share) * scores[:n] + share * means
    scores[n:] = np.minimum(scores[n:], scores[:n].min())
    return best(ranked.rows, _to_one(scores), k=len(scores))


def neighbour_means(scores: Scores, cosines: Scores, n_neighbours: int) -> Scores:
    """For each passage the mean score of the `n_neighbours` others nearest to it, weighted by their cosine.

    Args:
        scores: shape (n,), n at least 2.
        cosines: shape (n, n); one below 0 counts as 0, and where all do the mean is 0.
        n_neighbours: at least 1; all others where there are fewer.
    """
    others = cosines.copy()
    np.fill_diagonal(others, -np.inf)
    nearest = np.argsort(-others, axis=1, kind="stable")[:, : min(n_neighbours, len(scores) - 1)]
    nearness = np.take_along_axis(others, nearest, axis=1).clip(0)
    total = nearness.sum(axis=1)
    means = (nearness * scores[nearest]).sum(axis=1) / np.where(total > 0, total, 1)
    return np.asarray(means, dtype=np.float32)


def _to_one(scores: Scores) -> Scores:
    """Scores of which the greatest is 1, where any is above 0."""
    greatest = scores.max()
    return scores / greatest if greatest > 0 else scores


def fuse(candidates: Candidates, dense_share: float, weights: RankingWeights = WEIGHTS) -> Scores:
    """The scores before any feedback; those of the publisher or speaker asked for go ahead by PREFERENCE."""
    rest = 1 - dense_share
    fused = dense_share * min_max(candidates.dense) + rest * min_max(candidates.lexical)
    fused = fused + rest * weights.coverage * candidates.coverage + PREFERENCE * candidates.is_preferred
    return np.asarray(fused, dtype=np.float32)


def min_max(scores: Scores) -> Scores:
    """Scale scores to 0 … 1, the least to 0 and the greatest to 1; where all are equal, to 0."""
    if not len(scores):
        return scores
    least, greatest = scores.min(), scores.max()
    spread = greatest - least
    return np.asarray((scores - least) / spread if spread > 0 else np.zeros_like(scores), dtype=np.float32)
