from __future__ import annotations

import threading
from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from corpus.errors import IndexDamaged
from embeddings.faiss_index import FaissIndex

QUERY = np.array([1, 2, 3, 4, 5], dtype=np.float32)
some_vectors = st.integers(0, 40).flatmap(
    lambda n: arrays(np.float32, (n, 5), elements=st.floats(-4, 4, width=32))
)


def filled(vectors: np.ndarray) -> FaissIndex:
    index = FaissIndex.empty(5)
    index.add(vectors)
    return index


@given(some_vectors)
def test_a_written_index_opens_as_the_same(
    tmp_path_factory: pytest.TempPathFactory, vectors: np.ndarray
) -> None:
    path = tmp_path_factory.mktemp("index") / "vectors.faiss"
    index = filled(vectors)
    index.write(path)
    opened = FaissIndex.open(path)
    assert (len(opened), opened.dimension) == (len(vectors), 5)
    rows = np.arange(len(vectors), dtype=np.int64)
    np.testing.assert_array_equal(opened.vectors(rows), index.vectors(rows))
    before, after = (each.search(QUERY, k=9, among=None) for each in (index, opened))
    np.testing.assert_array_equal(before.rows, after.rows)
    np.testing.assert_array_equal(before.scores, after.scores)


@given(some_vectors)
def test_vectors_taken_over_from_build_to_build_do_not_drift(vectors: np.ndarray) -> None:
    rows = np.arange(len(vectors), dtype=np.int64)
    first = filled(vectors).vectors(rows)
    later = first
    for _ in range(5):
        later = filled(later).vectors(rows)
    np.testing.assert_allclose(later, first, atol=5e-4)


@pytest.mark.parametrize("share", [0, 0.02, 0.5, 0.99])
def test_a_cut_file_is_damage(tmp_path: Path, share: float) -> None:
    path = tmp_path / "vectors.faiss"
    filled(np.ones((100, 5), dtype=np.float32)).write(path)
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    with pytest.raises(IndexDamaged, match="rebuild with 'onrecord build'") as caught:
        FaissIndex.open(path)
    assert caught.value.path == path


def test_a_missing_file_or_another_file_is_damage(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged):
        FaissIndex.open(tmp_path / "nothing")
    (tmp_path / "text").write_text("no vectors here " * 20)
    with pytest.raises(IndexDamaged):
        FaissIndex.open(tmp_path / "text")


def test_a_faiss_index_of_another_kind_is_damage(tmp_path: Path) -> None:
    faiss.write_index(faiss.IndexFlatL2(5), str(tmp_path / "flat.faiss"))
    with pytest.raises(IndexDamaged, match="IndexFlatL2"):
        FaissIndex.open(tmp_path / "flat.faiss")


def test_one_question_uses_one_thread_whichever_thread_asks() -> None:
    index = filled(np.ones((10, 5), dtype=np.float32))
    used: list[int] = []

    def ask() -> None:
        faiss.omp_set_num_threads(4)
        index.search(QUERY, k=3, among=None)
        used.append(faiss.omp_get_max_threads())

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert used == [1]
