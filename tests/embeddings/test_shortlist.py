"""The shortlist of a large index: it finds what an exact scan finds, takes filters, or is not used."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import IndexDamaged
from corpus.filters import PassageSet
from embeddings import faiss_index, passage_indexes
from embeddings.build import BuildRequest, build
from embeddings.faiss_index import KIND, SHORTLIST_FILE, SHORTLIST_KIND, FaissIndex
from embeddings.versions import current_version
from tests.embeddings.made_archives import Noted, write_rows

DIMENSION = 24
N = 600


def made(seed: int, *, n_axes: int = 8) -> FaissIndex:
    """An index of vectors that lie mostly along a few axes, as real ones do, with a shortlist."""
    chance = np.random.default_rng(seed)
    lengths = np.linspace(1, 0.05, DIMENSION) ** 2
    index = FaissIndex.empty(DIMENSION)
    index.add((chance.normal(size=(N, DIMENSION)) * lengths).astype(np.float32))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("embeddings.faiss_index.N_AXES", n_axes)
        return index.with_shortlist()


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits small enough that a few hundred vectors are many."""
    monkeypatch.setattr(faiss_index, "SHORTLISTED", 60)
    monkeypatch.setattr(faiss_index, "EXACT_IF_PASS", 40)


def test_a_shortlist_finds_nearly_all_that_an_exact_scan_finds() -> None:
    index = made(1)
    lengths = np.linspace(1, 0.05, DIMENSION) ** 2
    questions = (np.random.default_rng(2).normal(size=(50, DIMENSION)) * lengths).astype(np.float32)
    assert passage_indexes.recall_at_10(index, questions) > 0.9


def test_scores_are_exact_and_the_best_come_first() -> None:
    index = made(3)
    question = np.random.default_rng(4).normal(size=DIMENSION).astype(np.float32)
    hits = index.search(question, k=10, among=None)
    np.testing.assert_allclose(hits.scores, index.scores(question, hits.rows), atol=1e-6)
    assert np.all(np.diff(hits.scores) <= 0)


@given(st.integers(0, 1_000), st.floats(0, 1), st.integers(1, 200))
def test_a_filter_holds_and_as_many_come_back_as_pass(seed: int, share: float, k: int) -> None:
    index, chance = made(5), np.random.default_rng(seed)
    rows = np.flatnonzero(chance.random(N) < share).astype(np.int64)
    hits = index.search(chance.normal(size=DIMENSION).astype(np.float32), k=k, among=PassageSet(rows=rows))
    assert set(hits.rows) <= set(rows)
    assert len(hits) == min(k, len(rows))


@given(st.integers(0, 1_000), st.integers(1, 40))
def test_where_few_pass_a_filter_the_search_is_exact(seed: int, n_passing: int) -> None:
    index, chance = made(6), np.random.default_rng(seed)
    rows = np.sort(chance.choice(N, n_passing, replace=False)).astype(np.int64)
    question = chance.normal(size=DIMENSION).astype(np.float32)
    hits = index.search(question, k=5, among=PassageSet(rows=rows))
    scores = index.scores(question, rows)
    np.testing.assert_allclose(hits.scores, np.sort(scores)[::-1][: len(hits)], atol=1e-6)


def test_the_same_vectors_give_the_same_shortlist(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        made(7).write_shortlist(tmp_path / name)
    one, two = ((tmp_path / name / SHORTLIST_FILE).read_bytes() for name in ("one", "two"))
    assert one == two


@pytest.fixture
def many(tmp_path: Path) -> Path:
    words = "bridge river mill harbour council ferry storm school market strike".split()
    rows = [
        {"_id": str(n), "text": f"The {words[n % 10]} and the {words[n // 10 % 10]} of town {n} were shut."}
        for n in range(100)
    ]
    write_rows(tmp_path / "rows.jsonl", rows)
    return tmp_path / "rows.jsonl"


def test_a_large_archive_is_built_with_a_shortlist_and_says_why(
    tmp_path: Path, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passage_indexes, "EXACT_UP_TO", 50)
    index = tmp_path / "index"
    build(index, BuildRequest(sources=(many,)), Noted())
    version = current_version(index)
    assert version.manifest.vector_index == SHORTLIST_KIND
    assert "more than 50 passages" in version.manifest.vector_index_reason
    assert SHORTLIST_FILE in version.manifest.files
    assert FaissIndex.open(version.folder / "vectors.faiss").has_shortlist
    assert not build(index, BuildRequest(sources=(many,)), Noted()).published


def test_a_small_archive_is_scanned_and_says_so(tmp_path: Path, many: Path) -> None:
    build(tmp_path / "index", BuildRequest(sources=(many,)), Noted())
    manifest = current_version(tmp_path / "index").manifest
    assert manifest.vector_index == KIND and manifest.vector_index_reason.startswith("100 passages")
    assert SHORTLIST_FILE not in manifest.files


def test_a_shortlist_that_loses_hits_is_not_used(
    tmp_path: Path, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passage_indexes, "EXACT_UP_TO", 50)
    monkeypatch.setattr(faiss_index, "SHORTLISTED", 10)
    monkeypatch.setattr(faiss_index, "SHORTLISTED_PER_HIT", 1)
    monkeypatch.setattr("embeddings.faiss_index.N_AXES", 1)
    build(tmp_path / "index", BuildRequest(sources=(many,)), Noted())
    manifest = current_version(tmp_path / "index").manifest
    assert manifest.vector_index == KIND
    assert "0.98 is the least" in manifest.vector_index_reason
    assert SHORTLIST_FILE not in manifest.files


def test_a_shortlist_of_other_vectors_is_damage(tmp_path: Path) -> None:
    index = made(8)
    index.write(tmp_path / "vectors.faiss")
    faiss.write_index(faiss.IndexFlatIP(4), str(tmp_path / SHORTLIST_FILE))
    with pytest.raises(IndexDamaged, match="IndexFlat"):
        FaissIndex.open(tmp_path / "vectors.faiss")
    (tmp_path / SHORTLIST_FILE).write_bytes(b"no index")
    with pytest.raises(IndexDamaged, match="shortlist"):
        FaissIndex.open(tmp_path / "vectors.faiss")
