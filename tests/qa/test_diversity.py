"""Broad questions get passages that do not repeat each other."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as np_st

from corpus.filters import Hits
from embeddings.vector_index import ExactIndex
from qa.diversity import is_broad, spread
from qa.ranking import Shape


def hits(scores: list[float]) -> Hits:
    return Hits(rows=np.arange(len(scores)), scores=np.array(scores, dtype=np.float32))


def test_what_repeats_a_better_passage_goes_behind_another() -> None:
    vectors = ExactIndex(np.array([[1, 0], [1, 0.01], [0, 1]], dtype=np.float32))
    found = spread(hits([1.0, 0.9, 0.8]), vectors)
    assert found.rows.tolist() == [0, 2, 1]
    assert found.scores.tolist() == hits([1.0, 0.9, 0.8]).scores.tolist()


def test_unlike_passages_stay_as_they_are_ranked() -> None:
    vectors = ExactIndex(np.eye(3, dtype=np.float32))
    assert spread(hits([1.0, 0.9, 0.8]), vectors).rows.tolist() == [0, 1, 2]


@given(
    np_st.arrays(
        np.float32, st.tuples(st.integers(1, 60), st.just(3)), elements=st.floats(0.125, 1, width=32)
    )
)
def test_no_passage_is_lost_and_the_best_stays_first(vectors: np.ndarray) -> None:
    scores = np.linspace(1, 0, len(vectors)).tolist()
    found = spread(hits(scores), ExactIndex(vectors))
    assert sorted(found.rows.tolist()) == list(range(len(vectors)))
    assert found.rows[0] == 0


def test_only_a_question_of_names_alone_is_broad() -> None:
    assert is_broad(Shape(n_words=1, name_share=1.0))
    assert not is_broad(Shape(n_words=2, name_share=0.4))
    assert not is_broad(Shape(n_words=5, name_share=1.0))
    assert not is_broad(Shape(n_words=1, name_share=1.0, asks_when=True))
