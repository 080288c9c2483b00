"""The cache of vectors, and what it keeps of a build that was killed."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import content_hash
from embeddings.encoder import EncoderSpec, Vectors, unit
from embeddings.known_vectors import as_stored
from embeddings.vector_cache import VectorCache, clear_cache, fingerprint

SPEC = EncoderSpec(
    model_name="tiny",
    weights_sha256="0" * 64,
    settings_sha256="1" * 64,
    query_prompt="",
    document_prompt="",
    pooling="Pooling(mean)",
    precision="f32",
    dimension=8,
    window=64,
)


def keys(*numbers: int) -> list[str]:
    return [content_hash(f"text {number}") for number in numbers]


def vectors(*numbers: int) -> Vectors:
    made = [np.random.default_rng(number).standard_normal(8) for number in numbers]
    return as_stored(unit(np.array(made).reshape(-1, 8)))


def filled(folder: Path, *batches: list[int]) -> VectorCache:
    cache = VectorCache(folder, SPEC)
    for batch in batches:
        cache.add(keys(*batch), vectors(*batch))
    return VectorCache(folder, SPEC)


def test_what_was_added_is_found_as_it_was_and_the_rest_is_missing(tmp_path: Path) -> None:
    cache = filled(tmp_path, [1, 2], [], [3])
    found, missing = cache.find(keys(3, 9, 1))
    assert missing.tolist() == [1]
    np.testing.assert_array_equal(found[[0, 2]], vectors(3, 1))
    assert len(cache) == 3


def test_another_encoder_has_vectors_of_its_own(tmp_path: Path) -> None:
    filled(tmp_path, [1])
    for other in (replace(SPEC, document_prompt="passage: "), replace(SPEC, precision="bf16")):
        assert fingerprint(other) != fingerprint(SPEC)
        assert len(VectorCache(tmp_path, other)) == 0


@given(st.data())
def test_a_file_cut_or_changed_anywhere_gives_only_whole_records_and_goes_on(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("cache")
    path = filled(folder, [1, 2, 3]).path
    content = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        del content[at:]
    else:
        content[at] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content)
    cache = VectorCache(folder, SPEC)
    kept = list(range(1, len(cache) + 1))
    assert len(kept) < 4
    np.testing.assert_array_equal(cache.find(keys(*kept))[0], vectors(*kept))
    cache.add(keys(4), vectors(4))
    found, missing = VectorCache(folder, SPEC).find(keys(*kept, 4))
    assert not len(missing)
    np.testing.assert_array_equal(found, vectors(*kept, 4))
    shutil.rmtree(folder)


def test_a_full_disk_costs_the_batch_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = filled(tmp_path, [1])

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("embeddings.vector_cache.os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        cache.add(keys(2), vectors(2))
    monkeypatch.undo()
    cache.add(keys(3), vectors(3))
    assert VectorCache(tmp_path, SPEC).find(keys(1, 2, 3))[1].tolist() == [1]


def test_an_encoders_cleared_cache_is_gone_and_can_be_begun_again(tmp_path: Path) -> None:
    caches = [VectorCache(tmp_path / "cache", SPEC, fresh=fresh) for fresh in (False, True)]
    for cache in caches:
        cache.add(keys(1), vectors(1))
    clear_cache(tmp_path, SPEC)
    assert not any(cache.path.exists() for cache in caches)
    again = VectorCache(tmp_path / "cache", SPEC)
    again.add(keys(3), vectors(3))
    assert len(VectorCache(tmp_path / "cache", SPEC)) == 1
