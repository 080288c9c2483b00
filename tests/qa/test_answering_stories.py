"""Which stories may answer."""

from __future__ import annotations

import pytest

from qa.answering_stories import names_one


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("US", "American troops left."),
        ("Egypt", "The Egyptian army left."),
        ("Democratic Republic of the Congo", "Peacekeepers in Congo were attacked."),
    ],
)
def test_a_country_is_named_by_any_of_its_names(name: str, text: str) -> None:
    assert names_one([name], text)


def test_the_pronoun_us_names_no_country() -> None:
    assert not names_one(["US"], "Aides told us that he was ill.")
