"""What every VectorIndex promises, held against a comparison worked out in plain Python."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from corpus.filters import PassageSet
from embeddings.faiss_index import FaissIndex
from embeddings.vector_index import DimensionMismatchError, ExactIndex, VectorIndex, best

FP16_TOLERANCE = 1e-3  # half precision keeps 11 bits: 2**-11 a number, relative


def exact(vectors: np.ndarray) -> VectorIndex:
    return ExactIndex(vectors)


def in_faiss(vectors: np.ndarray) -> VectorIndex:
    index = FaissIndex.empty(vectors.shape[1])
    index.add(vectors)
    return index


def shortlisted(vectors: np.ndarray) -> VectorIndex:
    index = FaissIndex.empty(vectors.shape[1])
    index.add(vectors)
    return index.with_shortlist() if len(vectors) else index


pytestmark = pytest.mark.parametrize("make", [exact, in_faiss, shortlisted])
Make = Callable[[np.ndarray], VectorIndex]

numbers = st.floats(-4, 4, width=32).filter(lambda x: x == 0 or abs(x) > 1e-3)


def vectors_of(dimension: int, *, least: int = 0, most: int = 60) -> Any:
    row = arrays(np.float32, dimension, elements=numbers).filter(lambda v: np.linalg.norm(v) > 0.1)
    few = st.lists(row, min_size=1, max_size=8)
    # Many of few: equal vectors, as agency texts in many papers have.
    return few.flatmap(
        lambda rows: st.lists(st.sampled_from(rows), min_size=least, max_size=most).map(
            lambda chosen: np.array(chosen, dtype=np.float32).reshape(len(chosen), dimension)
        )
    )


@st.composite
def searches(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, int, PassageSet | None]:
    dimension = draw(st.integers(1, 24))
    vectors = draw(vectors_of(dimension))
    query = draw(vectors_of(dimension, least=1, most=1))[0]
    among = None
    if draw(st.booleans()):
        chosen = draw(st.lists(st.booleans(), min_size=len(vectors), max_size=len(vectors)))
        among = PassageSet(rows=np.flatnonzero(np.array(chosen, dtype=bool)).astype(np.int64))
    return vectors, query, draw(st.integers(1, len(vectors) + 3)), among


def cosine(one: np.ndarray, other: np.ndarray) -> float:
    a, b = one.astype(float), other.astype(float)
    return float(a @ b) / math.sqrt(float(a @ a) * float(b @ b))


@given(searches())
def test_a_search_finds_what_comparing_all_finds(
    make: Make, search: tuple[np.ndarray, np.ndarray, int, PassageSet | None]
) -> None:
    vectors, query, k, among = search
    hits = make(vectors).search(query, k=k, among=among)
    rows = range(len(vectors)) if among is None else among.rows.tolist()
    expected = {row: cosine(vectors[row], query) for row in rows}
    assert len(hits) == min(k, len(expected))
    assert set(hits.rows.tolist()) <= set(expected)
    assert hits.rows.dtype == np.int64
    assert hits.scores.dtype == np.float32
    for row, score in zip(hits.rows.tolist(), hits.scores.tolist(), strict=True):
        assert score == pytest.approx(expected[row], abs=FP16_TOLERANCE)
        assert -1 <= score <= 1
    assert hits.scores.tolist() == sorted(hits.scores.tolist(), reverse=True)
    left_out = [expected[row] for row in set(expected) - set(hits.rows.tolist())]
    if left_out:
        assert max(left_out) <= hits.scores[-1] + 2 * FP16_TOLERANCE


@given(searches())
def test_equal_vectors_come_in_order_of_their_rows(
    make: Make, search: tuple[np.ndarray, np.ndarray, int, PassageSet | None]
) -> None:
    vectors, query, k, among = search
    found = make(vectors).search(query, k=k, among=among).rows.tolist()
    rows = range(len(vectors)) if among is None else among.rows.tolist()
    for vector in np.unique(vectors, axis=0):
        equal = [row for row in rows if np.array_equal(vectors[row], vector)]
        taken = [row for row in found if row in equal]
        assert taken == equal[: len(taken)]


@given(searches())
def test_scores_are_those_of_a_search_in_the_order_of_the_rows_asked(
    make: Make, search: tuple[np.ndarray, np.ndarray, int, PassageSet | None]
) -> None:
    vectors, query, k, among = search
    index = make(vectors)
    hits = index.search(query, k=k, among=among)
    np.testing.assert_allclose(index.scores(query, hits.rows), hits.scores, atol=1e-6)
    backwards = np.ascontiguousarray(hits.rows[::-1])
    np.testing.assert_array_equal(index.scores(query, backwards), index.scores(query, hits.rows)[::-1])


@given(vectors_of(6, least=1))
def test_vectors_come_back_at_length_one_in_the_order_asked(make: Make, vectors: np.ndarray) -> None:
    rows = np.arange(len(vectors), dtype=np.int64)[::-1].copy()
    found = make(vectors).vectors(rows)
    expected = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    np.testing.assert_allclose(found, expected[::-1], atol=FP16_TOLERANCE)
    assert found.dtype == np.float32
    assert make(vectors).vectors(rows[:0]).shape == (0, 6)


def test_a_thousand_equal_vectors_are_told_apart_by_row(make: Make) -> None:
    index = make(np.tile(np.array([[1.0, 2.0]], dtype=np.float32), (1000, 1)))
    among = PassageSet(rows=np.arange(1, 1000, 2, dtype=np.int64))
    query = np.array([2.0, 4.0], dtype=np.float32)
    assert index.search(query, k=5, among=None).rows.tolist() == [0, 1, 2, 3, 4]
    assert index.search(query, k=5, among=among).rows.tolist() == [1, 3, 5, 7, 9]


def test_a_set_of_few_among_many_is_searched_alone(make: Make) -> None:
    rng = np.random.default_rng(7)
    vectors = rng.normal(size=(500, 8)).astype(np.float32)
    among = PassageSet(rows=np.array([3, 77, 499], dtype=np.int64))  # below FEW_SHARE
    hits = make(vectors).search(vectors[77], k=2, among=among)
    assert len(hits) == 2
    assert hits.rows[0] == 77
    assert hits.scores[0] == pytest.approx(1, abs=FP16_TOLERANCE)


def test_the_querys_length_does_not_matter(make: Make) -> None:
    vectors = np.random.default_rng(1).normal(size=(20, 4)).astype(np.float32)
    index = make(vectors)
    small, large = (index.search(vectors[5] * size, k=20, among=None) for size in (0.01, 1000))
    assert small.rows.tolist() == large.rows.tolist()
    np.testing.assert_allclose(small.scores, large.scores, atol=1e-6)


def test_opposite_vectors_score_minus_one(make: Make) -> None:
    hits = make(np.array([[1, 0], [-2, 0], [0, 3]], dtype=np.float32)).search(
        np.array([1, 0], dtype=np.float32), k=3, among=None
    )
    assert hits.rows.tolist() == [0, 2, 1]
    np.testing.assert_allclose(hits.scores, [1, 0, -1], atol=1e-6)


@pytest.mark.parametrize("width", [1, 3])
def test_a_query_of_another_width_is_refused(make: Make, width: int) -> None:
    index = make(np.ones((4, 2), dtype=np.float32))
    query = np.ones(width, dtype=np.float32)
    few = PassageSet(rows=np.array([0], dtype=np.int64))
    for among in (None, few):
        with pytest.raises(DimensionMismatchError, match=f"of {width} numbers was given to an index of 2"):
            index.search(query, k=1, among=among)
    with pytest.raises(DimensionMismatchError):
        index.scores(query, few.rows)


def test_an_empty_index_finds_nothing(make: Make) -> None:
    index = make(np.zeros((0, 3), dtype=np.float32))
    nothing = PassageSet(rows=np.zeros(0, dtype=np.int64))
    assert (len(index), index.dimension) == (0, 3)
    assert len(index.search(np.ones(3, dtype=np.float32), k=5, among=None)) == 0
    assert len(index.search(np.ones(3, dtype=np.float32), k=5, among=nothing)) == 0
    assert index.scores(np.ones(3, dtype=np.float32), nothing.rows).shape == (0,)


def test_an_empty_set_finds_nothing(make: Make) -> None:
    index = make(np.ones((9, 3), dtype=np.float32))
    hits = index.search(np.ones(3, dtype=np.float32), k=5, among=PassageSet(rows=np.zeros(0, dtype=np.int64)))
    assert hits.rows.shape == hits.scores.shape == (0,)


@pytest.mark.parametrize("k", [0, -1])
def test_fewer_than_one_hit_cannot_be_wanted(make: Make, k: int) -> None:
    for vectors in (np.ones((3, 2)), np.ones((0, 2))):
        with pytest.raises(ValueError, match="at least 1"):
            make(vectors.astype(np.float32)).search(np.ones(2, dtype=np.float32), k=k, among=None)


def test_a_searched_index_may_be_asked_from_many_threads(make: Make) -> None:
    vectors = np.random.default_rng(2).normal(size=(300, 16)).astype(np.float32)
    index = make(vectors)
    found: dict[int, list[int]] = {}

    def ask(number: int) -> None:
        found[number] = index.search(vectors[number], k=3, among=None).rows.tolist()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[number][0] for number in range(24)] == list(range(24))


def test_scored_rows_are_ranked_by_score_then_row(make: Make) -> None:
    del make  # best serves every index
    rows = np.array([9, 2, 5, 1], dtype=np.int64)
    hits = best(rows, np.array([0.5, 0.5, 0.9, 0.1], dtype=np.float32), k=3)
    assert hits.rows.tolist() == [5, 2, 9]
