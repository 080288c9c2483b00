"""From candidates to an order: dense and BM25 scores made comparable, weighted and added."""

from __future__ import annotations

import numpy as np

from corpus.filters import Hits
from embeddings.vector_index import best
from qa.retrieval import Candidates, Scores

# Best mean nDCG@10 of 0.0, 0.1 … 1.0 over nine sets: scifact-train, cranfield, cisi, med, lisa,
# npl_vaswani, polnear-train, kremlin-to-2013, current-events; benchmarks/fusion_weight.py, docs/quality.md
DENSE_WEIGHT = 0.5


# Of the publisher or speaker asked for, beside a fused score of 0 … 1: from 0.3 on the 12 questions of
# current-events that name a publisher gain no more; nDCG@10 0.64 without, 0.97 with it.
PREFERENCE = 0.3


def rank(candidates: Candidates, *, dense_weight: float = DENSE_WEIGHT) -> Hits:
    """Order candidates by dense_weight * dense + (1 - dense_weight) * lexical, each scaled to 0 … 1.

    Those preferred go ahead of others that are not better by PREFERENCE.

    Returns:
        All candidates, best first, equal scores by row; a score lies in 0 … 1 and compares only
        passages of one question.
    """
    dense, lexical = min_max(candidates.dense), min_max(candidates.lexical)
    fused = dense_weight * dense + (1 - dense_weight) * lexical
    if candidates.is_preferred.any():
        fused = (fused + PREFERENCE * candidates.is_preferred) / (1 + PREFERENCE)
    return best(candidates.rows, fused.astype(np.float32), k=max(1, len(candidates)))


def min_max(scores: Scores) -> Scores:
    """Scale scores to 0 … 1, the least to 0 and the greatest to 1; where all are equal, to 0."""
    if not len(scores):
        return scores
    least, greatest = scores.min(), scores.max()
    spread = greatest - least
    return np.asarray((scores - least) / spread if spread > 0 else np.zeros_like(scores), dtype=np.float32)
