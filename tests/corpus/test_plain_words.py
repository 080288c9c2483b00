from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.person_names import fold
from corpus.plain_words import has_name, plain_words

MARKED = st.text(alphabet="aS's’‘`“ ”„«»–—…\xa0é.\u02bc1_-²ß", max_size=20)


def letter_by_letter(text: str) -> str:
    without = re.sub(r"['’]s\b", " ", text)
    words = re.sub(r"[\W_]+", " ", fold(without))
    return f" {words.strip()} "


@given(st.one_of(MARKED, st.text(max_size=40)))
def test_a_text_of_printers_marks_reads_as_one_of_any_letters(text: str) -> None:
    assert plain_words(text) == letter_by_letter(text)


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("“Beto O’Rourke’s turn,” he said.", True),
        ("BETO O'ROURKE", True),
        ("Beto\xa0O‘Rourke…", True),
        ("Beto and O'Rourke", False),
        ("Bétô O’Rourke", True),
    ],
)
def test_a_name_is_had_whole_whatever_the_marks_and_capitals(text: str, is_named: bool) -> None:
    assert has_name(("beto", "orourke"), text) is is_named
