"""Numbers and terms read out of a text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.story_numbers import read_number
from corpus.story_words import Kind, wording


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,500", "1500"),
        ("1500", "1500"),
        ("1.5 thousand", "1500"),
        ("fifteen hundred", "1500"),
        ("one thousand five hundred", "1500"),
        ("two hundred and fifty", "250"),
        ("twenty five", "25"),
        ("three million", "3000000"),
        ("3.2 m", "3200000"),
        ("21st", "21."),
        ("twenty first", "21."),
        ("third", "3."),
        ("dozens", "dozens"),
        ("two dozen", "24"),
        ("half", "half"),
    ],
)
def test_a_number_is_read_whole_in_words_or_digits(text: str, value: str) -> None:
    words = text.split()
    assert read_number([*words, "people"], 0) == (value, len(words))


@pytest.mark.parametrize("text", ["two three", "one of", "seven eleven"])
def test_numbers_side_by_side_stay_two(text: str) -> None:
    assert read_number(text.split(), 0)[1] == 1


def keys(text: str, kind: Kind) -> list[str]:
    return [term.key for term in wording(text, date(2007, 6, 14)).terms if term.kind is kind]


def test_codes_are_names_and_not_numbers() -> None:
    assert keys("An F-16, the MH17 and COVID-19 of B.1.617", Kind.NAME) == ["f16", "mh17", "covid19", "b1617"]


def test_the_day_of_the_event_is_no_number_of_the_story() -> None:
    assert keys("On June 14, 2007, and June 16", Kind.NUMBER) == []
    assert keys("On June 20 and 14 June 2006", Kind.NUMBER) == ["#6-20", "#6-14-2006"]
    assert keys("The 2007 vote after that of 2003", Kind.NUMBER) == ["#2003"]


def test_a_topic_ends_where_the_text_proper_may_begin() -> None:
    read = wording("NATO-Russia relations. Cold War II. Russia deploys missiles.", None)
    assert read.bodies == (0, 3, 6)
    assert wording("A bridge falls in the old town of Norport on the Sud. Six die.", None).bodies == (0,)


@given(st.text())
def test_any_text_has_a_wording(text: str) -> None:
    read = wording(text, date(2007, 6, 14))
    assert read.bodies[0] == 0 and all(0 <= end <= len(read.terms) for end in read.ends)
