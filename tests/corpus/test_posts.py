"""Posts compared, whatever their wording."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.posts import Post, is_post, read_phrase, read_post


@pytest.mark.parametrize(
    ("asked", "given_post"),
    [
        ("US president", "President of the United States"),
        ("the American president", "U.S. President"),
        ("defence minister", "Russian Defense Minister"),
        ("the British prime minister", "Prime Minister of the United Kingdom"),
        ("former US president", "Former U.S. President"),
        ("the us president", "US President"),
        ("South Sudanese president", "President of South Sudan"),
        ("Congolese president", "President of the Democratic Republic of the Congo"),
        ("DRC president", "President of the Democratic Republic of Congo"),
        ("US vice president", "U.S. Vice-President"),
        ("president-elect", "President Elect"),
        ("ex-vice-president", "ex vice president"),
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
        ("president", "Vice-President"),
        ("Sudanese president", "South Sudan president"),
        ("Mexican governor", "Governor of New Mexico"),
        ("Irish first minister", "First Minister of Northern Ireland"),
        ("German chancellor", "West German chancellor"),
        ("president of the Republic of the Congo", "President of the Democratic Republic of the Congo"),
        ("President of the Democratic Republic of the Congo", "Congolese president"),
    ],
)
def test_another_post_is_not_held_with_it(asked: str, given_post: str) -> None:
    assert not read_post(asked).is_held_as(read_post(given_post))


def test_a_name_is_no_post() -> None:
    assert is_post("the mayor") and is_post("US president") and is_post("president of France")
    assert not is_post("Steve King") and not is_post("US Senator Ana Ruiz")


def test_a_phrase_of_running_text_is_read_without_the_pronoun_and_not_kept() -> None:
    n_kept = read_post.cache_info().currsize
    assert read_phrase("Aides told us the president").words == {"aides", "told", "us", "president"}
    assert read_phrase("the US president") == Post(
        words=frozenset({"united-states", "president"}), head="president"
    )
    assert read_post.cache_info().currsize == n_kept


@given(st.text(max_size=60))
def test_any_text_is_read_as_a_post_and_held_as_itself_if_it_has_words(text: str) -> None:
    post = read_post(text)
    assert post.is_held_as(post) == bool(post.words)
