"""Capitals that stand for governments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.capitals import with_countries


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("When did Nairobi sign the charter?", "When did Kenya sign the charter?"),
        ("the quarrel between Oslo and Lisbon", "the quarrel between Norway and Portugal"),
        ("What did Ottawa's envoy say about Quito?", "What did Canada's envoy say about Ecuador?"),
        ("Why has Abu Dhabi bought it?", "Why has the United Arab Emirates bought it?"),
    ],
)
def test_a_capital_that_acts_is_read_as_its_country(question: str, read: str) -> None:
    assert with_countries(question) == read


@pytest.mark.parametrize(
    "question",
    [
        "How many died in Nairobi?",
        "a fire near Lisbon and the floods outside Oslo",
        "When was the Vienna treaty signed?",
        "the mayor of Quito",
        "When did the train from Nairobi burn?",
        "the great Vienna opera",
        "Who is Paris Hilton?",
        "nairobi",
        "",
    ],
)
def test_a_capital_that_is_a_place_or_a_name_stays(question: str) -> None:
    assert with_countries(question) == question


@given(st.text(alphabet=st.characters(exclude_categories=["Lu"])))
def test_a_text_without_capital_letters_stays(text: str) -> None:
    assert with_countries(text) == text
