"""Countries by all their names."""

from __future__ import annotations

import pytest

from corpus.countries import ADJECTIVES, country_end, with_country_keys


@pytest.mark.parametrize("name", ["us", "u.s.", "u.s", "american", "united states", "usa"])
def test_a_country_has_one_key_however_it_is_named(name: str) -> None:
    assert with_country_keys(f"{name} president") == "united-states president"


def test_the_longest_name_of_a_country_counts() -> None:
    words = ["democratic", "republic", "of", "the", "congo", "roe"]
    assert country_end(words, 0, len(words)) == len(words) - 1
    assert country_end(["bristol", "roe"], 0, 2) is None
    assert with_country_keys("south korean president") == "south-korea president"


def test_names_of_countries_are_no_adjectives() -> None:
    assert {"american", "korean", "british"} <= ADJECTIVES
    assert not {"france", "us", "korea", "uk"} & ADJECTIVES
