"""Formulas against numbers worked out by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.metrics import auroc, mean, ndcg, percentile, recall, reciprocal_rank

grades = st.lists(st.sampled_from([0.0, 1.0, 2.0]), max_size=20)


def test_a_grade_of_two_gains_three_and_is_discounted_by_its_rank() -> None:
    # ranked: grades 0, 2; relevant: 2 and 1. DCG = 3/log2(3); ideal = 3/1 + 1/log2(3)
    expected = (3 / math.log2(3)) / (3 + 1 / math.log2(3))
    assert ndcg([0.0, 2.0], [1.0, 2.0], k=10) == pytest.approx(expected)


def test_what_lies_beyond_k_does_not_count() -> None:
    assert ndcg([0.0, 0.0, 1.0], [1.0], k=2) == 0.0


def test_a_perfect_ranking_scores_one() -> None:
    assert ndcg([2.0, 1.0, 0.0], [1.0, 2.0], k=10) == pytest.approx(1.0)


def test_recall_is_the_share_of_the_relevant_found() -> None:
    assert recall([0.0, 1.0, 2.0], 4, k=3) == 0.5
    assert recall([1.0], 0, k=3) == 0.0


def test_the_reciprocal_rank_is_of_the_first_relevant() -> None:
    assert reciprocal_rank([0.0, 0.0, 1.0, 1.0], k=10) == pytest.approx(1 / 3)
    assert reciprocal_rank([0.0, 0.0, 1.0], k=2) == 0.0


def test_the_area_under_the_curve_counts_ties_half() -> None:
    # pairs: 3>1, 3>2, 2>1 win, 2=2 ties: 3.5 of 4
    assert auroc([3.0, 2.0], [1.0, 2.0]) == 0.875
    assert auroc([1.0], []) is None


def test_a_percentile_is_a_value_that_occurred() -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], 0.5) == 2.0
    assert percentile([4.0, 1.0, 3.0, 2.0], 0.95) == 4.0
    assert percentile([], 0.5) is None
    assert mean([]) is None


@given(grades, grades)
def test_ndcg_lies_between_zero_and_one_when_nothing_is_found_twice(
    found: list[float], missed: list[float]
) -> None:
    assert 0.0 <= ndcg(found, [*found, *missed], k=10) <= 1.0 + 1e-9
