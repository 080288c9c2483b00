"""Countries by all their names."""

from __future__ import annotations

import pytest

from corpus.countries import ADJECTIVES, country_end, with_country_keys, with_shared_country_keys


@pytest.mark.parametrize("name", ["US", "u.s.", "U.S", "American", "united states", "USA"])
def test_a_country_has_one_key_however_it_is_named(name: str) -> None:
    assert with_country_keys(f"{name} president") == "united-states president"


def test_the_longest_name_of_a_country_counts() -> None:
    words = ["democratic", "republic", "of", "the", "congo", "roe"]
    assert country_end(words, 0, len(words)) == len(words) - 1
    assert country_end(["bristol", "roe"], 0, 2) is None
    assert with_country_keys("South Korean president") == "south-korea president"


@pytest.mark.parametrize(
    ("longer", "country"),
    [
        ("South Sudanese", "Sudanese"),
        ("Equatorial Guinea", "Guinea"),
        ("Guinea-Bissau", "Guinea"),
        ("Papua New Guinea", "Guinea"),
        ("New Mexico", "Mexico"),
        ("New South Wales", "Wales"),
        ("Northern Irish", "Irish"),
        ("East German", "German"),
        ("West Germany", "Germany"),
    ],
)
def test_a_place_whose_name_ends_with_a_countrys_has_a_key_of_its_own(longer: str, country: str) -> None:
    assert " " not in with_country_keys(longer)
    assert with_country_keys(longer) != with_country_keys(country)


def test_two_countries_of_one_short_name_share_that_names_key_alone() -> None:
    assert with_country_keys("Congolese") == "congo"
    assert with_country_keys("the Democratic Republic of the Congo") == "the congo dr-congo"
    assert with_country_keys("the Republic of the Congo") == "the congo congo-republic"
    assert with_shared_country_keys("DR Congo") == with_shared_country_keys("Congo") == "congo"


def test_us_in_lower_case_is_a_pronoun() -> None:
    assert with_country_keys("They told us that US troops left.") == (
        "they told us that united-states troops left."
    )


def test_names_of_countries_are_no_adjectives() -> None:
    assert {"american", "korean", "british"} <= ADJECTIVES
    assert not {"france", "us", "korea", "uk"} & ADJECTIVES
