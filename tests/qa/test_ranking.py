"""Fusion of dense and BM25 scores."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.ranking import min_max, rank
from qa.retrieval import Candidates, Scores

finite = st.floats(-1e3, 1e3, width=32)


def array(*values: float) -> Scores:
    return np.array(values, dtype=np.float32)


def candidates(dense: Scores, lexical: Scores) -> Candidates:
    return Candidates(
        rows=np.arange(len(dense), dtype=np.int64),
        dense=dense,
        lexical=lexical,
        is_preferred=np.zeros(len(dense), dtype=np.bool_),
    )


def test_scores_are_scaled_to_their_own_range_then_weighted() -> None:
    # dense 0, .5, 1 and BM25 1, 0, .25 after scaling; at weight .6: .4, .3, .7
    hits = rank(candidates(array(0.2, 0.4, 0.6), array(8, 0, 2)), dense_weight=0.6)
    assert hits.rows.tolist() == [2, 0, 1]
    assert hits.scores.tolist() == pytest.approx([0.7, 0.4, 0.3])


def test_equal_scores_stand_in_order_of_rows() -> None:
    assert rank(candidates(array(1, 1, 1), array(0, 0, 0))).rows.tolist() == [0, 1, 2]


def test_nothing_found_ranks_nothing() -> None:
    assert len(rank(candidates(array(), array()))) == 0


@given(st.lists(finite, min_size=1, max_size=30))
def test_scaled_scores_keep_their_order_and_lie_between_zero_and_one(values: list[float]) -> None:
    scaled = min_max(array(*values))
    assert scaled.min() >= 0 and scaled.max() <= 1
    assert (np.diff(scaled[np.argsort(array(*values), kind="stable")]) >= 0).all()


@given(st.lists(st.tuples(finite, finite), min_size=1, max_size=30), st.floats(0, 1))
def test_a_ranking_holds_every_candidate_once_best_first(
    pairs: list[tuple[float, float]], weight: float
) -> None:
    dense, lexical = (array(*values) for values in zip(*pairs, strict=True))
    hits = rank(candidates(dense, lexical), dense_weight=weight)
    assert sorted(hits.rows.tolist()) == list(range(len(pairs)))
    assert (np.diff(hits.scores) <= 0).all()
