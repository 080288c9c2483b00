"""Posts compared, whatever their wording."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.posts import is_post, read_post


@pytest.mark.parametrize(
    ("asked", "given_post"),
    [
        ("US president", "President of the United States"),
        ("the American president", "U.S. President"),
        ("defence minister", "Russian Defense Minister"),
        ("the British prime minister", "Prime Minister of the United Kingdom"),
        ("former US president", "Former U.S. President"),
    ],
)
def test_a_post_is_held_in_other_words(asked: str, given_post: str) -> None:
    assert read_post(asked).is_held_as(read_post(given_post))


@pytest.mark.parametrize(
    ("asked", "given_post"),
    [
        ("US president", "US Vice President"),
        ("US president", "former US President"),
        ("US president", "US President's spokesman"),
        ("US president", "French President"),
        ("minister", "Deputy Minister"),
    ],
)
def test_another_post_is_not_held_with_it(asked: str, given_post: str) -> None:
    assert not read_post(asked).is_held_as(read_post(given_post))


def test_a_name_is_no_post() -> None:
    assert is_post("the mayor") and is_post("US president") and is_post("president of France")
    assert not is_post("Steve King") and not is_post("US Senator Ana Ruiz")


@given(st.text(max_size=60))
def test_any_text_is_read_as_a_post_and_held_as_itself_if_it_has_words(text: str) -> None:
    post = read_post(text)
    assert post.is_held_as(post) == bool(post.words)
