"""A broad question's first passages, put in an order in which none repeats those before it."""

from __future__ import annotations

import numpy as np

from corpus.filters import Hits
from embeddings.vector_index import VectorIndex
from qa.ranking import MOSTLY_NAMES, Shape

# "What happened in Kosovo in 2007?" has no more words than its names; of a question with more, the passages
# that fit best may well tell of the same.
MOST_WORDS = 2
N_LOOKED_AT = 50  # passages; what lies behind is ranked as it was
# How much the score counts; the rest is the likeness to what stands before. The less it counts, the less
# alike are the first five; below 0.7 some do not name the country asked for. benchmarks/diversity.py
SCORE_SHARE = 0.7


def is_broad(shape: Shape) -> bool:
    """Whether a question names a subject and asks for nothing of it in particular."""
    return shape.n_words <= MOST_WORDS and shape.name_share >= MOSTLY_NAMES and not shape.asks_when


def spread(ranked: Hits, vectors: VectorIndex, *, score_share: float = SCORE_SHARE) -> Hits:
    """Take first, one by one, the passage that scores well and is unlike those taken.

    Source: maximal marginal relevance, Carbonell and Goldstein 1998.

    Args:
        ranked: best first, scores in 0 … 1.
        vectors: has the passages' vectors, of unit length.
        score_share: how much the score counts, in 0 … 1; 1 leaves the order as it is.

    Returns:
        The same passages; the scores stay in their places, so that they still fall.
    """
    first = ranked.rows[:N_LOOKED_AT]
    held = vectors.vectors(first)
    alike, nearest = held @ held.T, np.full(len(first), -1.0)
    left: list[int] = list(range(len(first)))
    order: list[int] = []
    while left:
        gains = score_share * ranked.scores[left] - (1 - score_share) * nearest[left] * bool(order)
        taken = left.pop(int(np.argmax(gains)))
        order.append(taken)
        nearest = np.maximum(nearest, alike[taken])
    return Hits(rows=np.concatenate([first[order], ranked.rows[len(first) :]]), scores=ranked.scores)
