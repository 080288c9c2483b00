"""Fusion of dense and BM25 scores by the question's shape."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.filters import Rows
from qa.ranking import (
    MOSTLY_NAMES,
    N_REWORDED,
    RankingWeights,
    Shape,
    fuse,
    min_max,
    neighbour_means,
    rank,
)
from qa.retrieval import Candidates, Scores

finite = st.floats(-1e3, 1e3, width=32)
PLAIN = Shape(n_words=8, name_share=0.0)
WEIGHTS = RankingWeights()


def array(*values: float) -> Scores:
    return np.array(values, dtype=np.float32)


def candidates(
    dense: Scores, lexical: Scores, coverage: Scores | None = None, preferred: int = -1
) -> Candidates:
    rows = np.arange(len(dense), dtype=np.int64)
    return Candidates(
        rows=rows,
        dense=dense,
        lexical=lexical,
        coverage=np.zeros_like(dense) if coverage is None else coverage,
        is_preferred=rows == preferred,
    )


def test_scores_are_scaled_to_their_own_range_then_weighted() -> None:
    # dense 0, .5, 1 and BM25 1, 0, .25 after scaling; at share .6: .4, .3, .7; coverage at .4 * .75
    found = fuse(candidates(array(0.2, 0.4, 0.6), array(8, 0, 2), array(0, 0, 1)), 0.6, WEIGHTS)
    assert found.tolist() == pytest.approx([0.4, 0.3, 1.0])


def test_the_longer_a_question_the_more_its_words_count() -> None:
    shares = [WEIGHTS.dense_share(Shape(n_words=n, name_share=0.2)) for n in (1, 3, 10, 30, 300)]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] == WEIGHTS.dense_most and shares[-1] == WEIGHTS.dense_least


def test_a_question_of_names_alone_is_ranked_by_words_and_one_for_a_date_by_meaning() -> None:
    names = Shape(n_words=3, name_share=MOSTLY_NAMES)
    assert WEIGHTS.dense_share(names) == 0
    assert WEIGHTS.dense_share(Shape(n_words=3, name_share=MOSTLY_NAMES, asks_when=True)) == 1
    assert rank(candidates(array(0.9, 0.1), array(0, 5)), names).rows.tolist() == [1, 0]


def test_what_the_named_publisher_says_goes_ahead() -> None:
    found = rank(candidates(array(0.9, 0.5, 0.1), array(5, 1, 0), preferred=1), PLAIN)
    assert found.rows.tolist() == [1, 0, 2]


class LikeTheLast:
    """Feedback that finds the last row nearest to whatever comes first."""

    def likeness(self, candidates: Candidates, first: Rows) -> Scores:
        return np.arange(len(candidates), dtype=np.float32)

    def typical(self, candidates: Candidates, first: Rows) -> Scores:
        return np.zeros(len(candidates), dtype=np.float32)

    def cosines(self, rows: Rows) -> Scores:
        return np.zeros((0, 0), dtype=np.float32)


class InTwoGroups(LikeTheLast):
    """Feedback on rows of which the even are all alike, and the odd, and neither is like the other."""

    def likeness(self, candidates: Candidates, first: Rows) -> Scores:
        return np.zeros(len(candidates), dtype=np.float32)

    def cosines(self, rows: Rows) -> Scores:
        return np.asarray((rows[:, None] + rows[None, :]) % 2 == 0, dtype=np.float32)


def test_likeness_to_the_first_moves_what_stands_near() -> None:
    near = candidates(array(0.5, 0.51, 0.5), array(1, 1, 1))
    assert rank(near, PLAIN).rows.tolist() == [1, 0, 2]
    far = candidates(array(0.0, 1.0, 0.9), array(0, 1, 1))
    assert rank(far, PLAIN, LikeTheLast()).rows.tolist() == [2, 1, 0]


def test_a_long_passage_among_such_as_score_low_falls_behind_one_among_such_as_score_high() -> None:
    found = candidates(array(0.0, 1.0, 0.1, 0.9, 0.1, 0.8, 0.95, 0.85), array(*[1.0] * 8))
    assert rank(found, PLAIN).rows.tolist()[:3] == [1, 6, 3]
    # with a share of 0.3 row 6 has 0.7 x .95 and 0.3 of a mean of .07, row 3 0.7 x .9 and 0.3 x .88
    assert rank(found, PLAIN, InTwoGroups()).rows.tolist()[:4] == [1, 3, 7, 5]


def test_the_neighbours_mean_is_of_the_nearest_others_by_their_cosine() -> None:
    cosines = array(1, 0.5, 0.25, 0.5, 1, -0.5, 0.25, -0.5, 1).reshape(3, 3)
    # row 0: (.5 x .4 + .25 x .1) / .75; row 1: only row 0 is on its side; row 2 likewise
    assert neighbour_means(array(0.8, 0.4, 0.1), cosines, 5).tolist() == pytest.approx([0.3, 0.8, 0.8])
    # one neighbour: that of row 0 is row 1, whose score it takes
    assert neighbour_means(array(0.8, 0.4, 0.1), cosines, 1).tolist() == pytest.approx([0.4, 0.8, 0.8])


@given(st.lists(st.floats(0, 1, width=32), min_size=2, max_size=80))
def test_neighbours_leave_every_passage_in_and_the_later_ones_behind(dense: list[float]) -> None:
    found = candidates(np.array(dense, dtype=np.float32), np.ones(len(dense), dtype=np.float32))
    before, after = rank(found, PLAIN), rank(found, PLAIN, InTwoGroups())
    assert sorted(after.rows.tolist()) == sorted(before.rows.tolist())
    n = WEIGHTS.n_smoothed
    assert set(after.rows[n:].tolist()) == set(before.rows[n:].tolist())


def test_equal_scores_stand_in_order_of_rows() -> None:
    assert rank(candidates(array(1, 1, 1), array(0, 0, 0)), PLAIN).rows.tolist() == [0, 1, 2]


def test_nothing_found_ranks_nothing() -> None:
    assert len(rank(candidates(array(), array()), PLAIN)) == 0


@given(st.lists(finite, min_size=1, max_size=30))
def test_scaled_scores_keep_their_order_and_lie_between_zero_and_one(values: list[float]) -> None:
    scaled = min_max(array(*values))
    assert scaled.min() >= 0 and scaled.max() <= 1
    assert (np.diff(scaled[np.argsort(array(*values), kind="stable")]) >= 0).all()


@given(st.lists(st.tuples(finite, finite), min_size=1, max_size=30), st.integers(0, 40), st.floats(0, 1))
def test_a_ranking_holds_every_candidate_once_best_first(
    pairs: list[tuple[float, float]], n_words: int, name_share: float
) -> None:
    dense, lexical = (array(*values) for values in zip(*pairs, strict=True))
    hits = rank(candidates(dense, lexical), Shape(n_words=n_words, name_share=name_share))
    assert sorted(hits.rows.tolist()) == list(range(len(pairs)))
    assert (np.diff(hits.scores) <= 0).all()
    assert hits.scores.min() >= 0 and hits.scores.max() <= 1


def test_the_first_that_hold_the_questions_words_go_ahead_and_the_rest_stay_behind() -> None:
    asked: list[list[int]] = []

    def last_is_best(rows: Rows) -> Scores:
        asked.append(rows.tolist())
        return np.arange(len(rows), dtype=np.float32)

    dense = np.linspace(1, 0, N_REWORDED + 5, dtype=np.float32)
    found = rank(
        candidates(dense, np.zeros_like(dense)),
        PLAIN,
        wording=last_is_best,
        weights=RankingWeights(wording=100),
    )
    assert asked == [list(range(N_REWORDED))]
    assert found.rows.tolist() == [*reversed(range(N_REWORDED)), *range(N_REWORDED, N_REWORDED + 5)]
    assert found.scores[0] == 1 and (np.diff(found.scores) <= 0).all()


def test_a_question_of_names_alone_asks_for_no_wording() -> None:
    def never(_: Rows) -> Scores:
        raise AssertionError

    names = Shape(n_words=3, name_share=MOSTLY_NAMES)
    assert rank(candidates(array(0.9, 0.1), array(0, 5)), names, wording=never).rows.tolist() == [1, 0]
