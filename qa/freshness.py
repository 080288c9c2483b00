"""The newest first, where the newest is asked for: "latest news on", "the most recent"."""

from __future__ import annotations

import re

import numpy as np

from corpus.filters import Hits
from corpus.store import Store
from qa.retrieval import Candidates

N_LOOKED_AT = 20  # passages of a ranking: what lies behind is of something else
# "Last" and "now" ask for other things too: "the last king", "what is now Serbia".
_NEWEST = re.compile(r"\b(?:latest|newest|(?:most|more)\s+recent(?:ly)?)\b", re.IGNORECASE)


def asks_for_newest(question: str) -> bool:
    """Whether the newest of what is told is wanted."""
    return _NEWEST.search(question) is not None


def newest_first(ranked: Hits, candidates: Candidates, store: Store) -> Hits:
    """Of the first passages, order those that hold as many of the question's words as the best, newest first.

    Scores cannot tell which are as good: they spread what they compare. No question of current-events asks
    for the newest, so that this is not measured there.

    Args:
        ranked: best first, scores in 0 … 1.
        candidates: the same passages, with the words they hold.
        store: has their days.

    Returns:
        The same passages, best first; of one day as they were ranked.
    """
    first = ranked.rows[:N_LOOKED_AT]
    if not len(first):
        return ranked
    at = np.searchsorted(candidates.rows, first)
    covered, is_preferred = candidates.coverage[at], candidates.is_preferred[at]
    is_good = (covered >= covered[0]) & (is_preferred == is_preferred[0])
    good = first[is_good]
    ascending, places = np.unique(good, return_inverse=True)
    order = np.argsort(-store.last_days(ascending)[places], kind="stable")
    rows = np.concatenate([good[order], first[~is_good], ranked.rows[N_LOOKED_AT:]])
    return Hits(rows=rows, scores=ranked.scores)
