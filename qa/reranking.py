"""The first passages of a ranking put in order anew by a cross-encoder."""

from __future__ import annotations

import numpy as np

from corpus.chunker import indexed_text
from corpus.filters import Hits
from embeddings.reranker import Reranker
from embeddings.vector_index import best
from qa.ranking import PREFERENCE, min_max
from qa.retrieval import Candidates, Retriever

# What a small cross-encoder reads in about a second on two cores; six pages of five.
N_RERANKED = 30


def rerank(
    ranked: Hits, candidates: Candidates, question: str, reranker: Reranker, retriever: Retriever
) -> Hits:
    """Order the first N_RERANKED passages by what a cross-encoder says; the rest stay behind them.

    Passages of the publisher or speaker that the question names stay ahead, as when ranked without it.

    Args:
        ranked: best first.
        candidates: the same passages.
        question: what they are to answer.
        reranker: scores them.
        retriever: has their texts.

    Returns:
        The same passages, best first; a score lies in 0 … 1.
    """
    first = ranked.rows[:N_RERANKED]
    passages = retriever.store.passages(first.tolist())
    scored = reranker.scores(question, [indexed_text(one.context, one.text) for one in passages])
    is_preferred = candidates.is_preferred[np.searchsorted(candidates.rows, first)]
    order = min_max(np.nan_to_num(scored)) + PREFERENCE * is_preferred
    least = float(ranked.scores[len(first) - 1]) if len(first) else 0.0
    scores = ranked.scores.copy()
    scores[: len(first)] = least + (1 - least) * order / max(1.0, float(order.max(initial=0.0)))
    return best(ranked.rows, scores, k=max(1, len(ranked)))
