"""Retrieval and abstention measures, each by its published definition."""

from __future__ import annotations

import math
from collections.abc import Sequence


def ndcg(gains: Sequence[float], all_gains: Sequence[float], *, k: int) -> float:
    """Normalised discounted cumulative gain at k, in 0 … 1.

    Source: Burges et al. 2005, the gain of a grade being 2**grade - 1, the discount log2(rank + 1).

    Args:
        gains: grades of what was ranked, best first, 0 for what is not relevant.
        all_gains: grades of all that is relevant, in any order.
        k: how far down the ranking counts, at least 1.
    """
    ideal = _dcg(sorted(all_gains, reverse=True)[:k])
    return _dcg(gains[:k]) / ideal if ideal > 0 else 0.0


def recall(gains: Sequence[float], n_relevant: int, *, k: int) -> float:
    """The share of the relevant that stands among the first k."""
    return sum(gain > 0 for gain in gains[:k]) / n_relevant if n_relevant else 0.0


def reciprocal_rank(gains: Sequence[float], *, k: int) -> float:
    """One over the rank of the first relevant among the first k, 0 where there is none."""
    return next((1 / rank for rank, gain in enumerate(gains[:k], start=1) if gain > 0), 0.0)


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """The chance that a positive scores above a negative, ties counting half; None without both.

    Source: Hanley and McNeil 1982.
    """
    if not positive or not negative:
        return None
    wins = sum((p > n) + 0.5 * (p == n) for p in positive for n in negative)
    return wins / (len(positive) * len(negative))


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value below which a share of the values lies, by nearest rank; None without values."""
    if not values:
        return None
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def mean(values: Sequence[float]) -> float | None:
    """The arithmetic mean; None without values."""
    return sum(values) / len(values) if values else None


def _dcg(grades: Sequence[float]) -> float:
    return sum((math.pow(2, grade) - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, start=1))
