from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.encoder import SentenceTransformerEncoder, encodable, refuse_longer, unit
from embeddings.model_files import find_model
from tests.embeddings.made_models import WINDOW, save_static, save_tiny_bert

TEXTS = ["the war", "", "talks in Москва", "😀 the talks", "\x00", "query: the war"]


def test_a_row_is_scaled_to_length_one_and_zeros_stay() -> None:
    assert unit([[3.0, 4.0], [0.0, 0.0]]).tolist() == [[np.float32(0.6), np.float32(0.8)], [0.0, 0.0]]


@given(st.lists(st.text(), max_size=5))
def test_only_lone_surrogates_change_before_a_text_is_encoded(texts: list[str]) -> None:
    assert [len(text) for text in encodable(texts)] == [len(text) for text in texts]
    for before, after in zip(texts, encodable(texts), strict=True):
        assert all(
            a == b or (b == "?" and "\ud800" <= a <= "\udfff") for a, b in zip(before, after, strict=True)
        )


def test_the_first_text_over_the_window_is_named_with_its_length() -> None:
    refuse_longer([1, 64], 64)
    with pytest.raises(ValueError, match="text 1 has 65 tokens, more than the encoder's window of 64"):
        refuse_longer([64, 65, 70], 64)


def test_the_spec_tells_what_decides_a_vector(reference: SentenceTransformerEncoder) -> None:
    spec = reference.spec
    assert (spec.model_name, spec.dimension, spec.window) == ("all-MiniLM-L6-v2", 384, 256)
    assert (spec.query_prompt, spec.document_prompt) == ("", "")
    assert (spec.pooling, spec.precision) == ("Pooling(mean) > Normalize", "f32")


def test_the_models_prompts_are_applied(tiny: SentenceTransformerEncoder) -> None:
    assert (tiny.spec.query_prompt, tiny.spec.document_prompt) == ("query: ", "passage: ")
    as_queries, as_passages = tiny.encode_queries(TEXTS), tiny.encode_passages(TEXTS)
    np.testing.assert_allclose(as_queries, unit(tiny.model.encode_query(TEXTS)), atol=1e-6)
    prompted = tiny.model.encode([f"passage: {text}" for text in TEXTS])
    np.testing.assert_allclose(as_passages, unit(prompted), atol=1e-5)
    assert np.abs(as_queries - as_passages).max() > 0.1


def test_a_document_prompt_is_applied_as_by_encode_document(tmp_path: Path) -> None:
    prompts = {"query": "the query ", "document": "the talks ", "passage": "the war "}
    encoder = SentenceTransformerEncoder(find_model(str(save_tiny_bert(tmp_path / "m", prompts=prompts))))
    expected = unit(encoder.model.encode_document(TEXTS))
    np.testing.assert_allclose(encoder.encode_passages(TEXTS), expected, atol=1e-6)
    assert encoder.spec.document_prompt == "the talks "


def test_tokens_are_counted_as_sentence_transformers_sees_them(tiny: SentenceTransformerEncoder) -> None:
    seen = [tiny.model.preprocess([text], prompt="passage: ")["input_ids"].shape[1] for text in TEXTS]
    assert tiny.count_tokens(TEXTS) == seen
    # [CLS] passage : the war [SEP]
    assert seen[0] == 6


def test_the_shipped_models_tokens_are_counted_as_it_sees_them(reference: SentenceTransformerEncoder) -> None:
    seen = [reference.model.preprocess([text])["input_ids"].shape[1] for text in TEXTS]
    assert reference.count_tokens(TEXTS) == seen
    assert reference.count_tokens(["word " * 1000]) == [1002]


def test_a_text_over_the_window_is_refused_and_one_that_fills_it_is_not(
    tiny: SentenceTransformerEncoder,
) -> None:
    fitting = "the " * (WINDOW - 4)
    assert tiny.count_tokens([fitting]) == [WINDOW]
    assert tiny.encode_passages([fitting]).shape == (1, 32)
    with pytest.raises(ValueError, match=f"text 1 has {WINDOW + 1} tokens"):
        tiny.encode_passages(["the", fitting + "war"])


def test_a_long_query_is_read_to_the_windows_end(tiny: SentenceTransformerEncoder) -> None:
    head = "the " * (WINDOW - 4)
    first, same, other = tiny.encode_queries([head, head + "war " * 500, "war " + head])
    np.testing.assert_allclose(first, same, atol=1e-5)
    assert first @ other < 0.9999


def test_a_model_with_a_longer_window_than_we_use_is_read_as_far_as_we_use_it(tmp_path: Path) -> None:
    encoder = SentenceTransformerEncoder(find_model(str(save_tiny_bert(tmp_path / "wide", window=600))))
    assert encoder.spec.window == 512
    head = "the " * (512 - 4)
    first, same = encoder.encode_queries([head, head + "war " * 100])
    np.testing.assert_allclose(first, same, atol=1e-5)


@pytest.mark.parametrize("text", ["\ud800", "the \udfff war", "nul\x00nul", "", " \n"])
def test_odd_text_has_a_vector_of_length_one(tiny: SentenceTransformerEncoder, text: str) -> None:
    for vectors in (tiny.encode_passages([text]), tiny.encode_queries([text])):
        assert np.linalg.norm(vectors[0]) == pytest.approx(1, abs=1e-5)


def test_no_text_gives_no_vector(tiny: SentenceTransformerEncoder) -> None:
    assert tiny.encode_passages([]).shape == tiny.encode_queries([]).shape == (0, 32)
    assert tiny.count_tokens([]) == []


def test_static_embeddings_serve_though_they_have_no_window(static_folder: Path) -> None:
    encoder = SentenceTransformerEncoder(find_model(str(static_folder)))
    assert (encoder.spec.window, encoder.spec.dimension) == (512, 16)
    a, b, both, nothing = encoder.encode_passages(["war", "talks", "war talks", ""])
    middle = unit(encoder.model.encode(["war", "talks"]).sum(axis=0, keepdims=True))[0]
    np.testing.assert_allclose(both, middle, atol=1e-5)
    assert not np.allclose(a, b)
    assert not nothing.any()
    assert not math.isnan(nothing.sum())


def test_static_embeddings_that_are_cut_at_a_length_refuse_more(tmp_path: Path) -> None:
    encoder = SentenceTransformerEncoder(find_model(str(save_static(tmp_path / "cut", truncated_to=8))))
    assert encoder.spec.window == 8
    with pytest.raises(ValueError, match="window of 8"):
        encoder.encode_passages(["the war " * 8])
