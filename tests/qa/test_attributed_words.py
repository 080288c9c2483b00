import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.attributed_words import seem_said_by


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz, the governor of the northern province, said on Friday that the dam would hold.",
        "The dam will hold, said Governor Ana Ruiz.",
        "RUIZ told reporters to wait.",
        "Rain fell. “It will hold,” Ms. Ruiz added. Nobody left.",
    ],
)
def test_a_verb_of_saying_beside_the_name_tells_of_words(text: str) -> None:
    assert seem_said_by("Ana Ruiz", text)


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz opened the dam.",
        "The minister said it would hold. Ana Ruiz stood beside him.",
        "The Ruizes said so.",
        "Workers showed Ana Ruiz the dam.",
        "Workers told Ana Ruiz to go.",
        "",
    ],
)
def test_a_name_without_such_a_verb_beside_it_does_not(text: str) -> None:
    assert not seem_said_by("Ana Ruiz", text)


def test_a_post_is_beside_the_verb_with_all_its_words() -> None:
    assert seem_said_by("the Georgian president", "The President of Georgia said that it was over.")
    assert not seem_said_by("the Georgian president", "President Ana Ruiz of Peru said that it was over.")
    assert seem_said_by("US Senator Ana Ruiz", "Ruiz said that it was over.")


@pytest.mark.parametrize(
    "text",
    [
        "Aides told us the president said he was ill.",
        "The president said that US troops would leave.",
        "“US troops leave,” the president said.",
        "The US president's aide said he was ill.",
        "Former US President Ana Ruiz said that it was over.",
    ],
)
def test_a_post_whose_words_stand_in_no_one_noun_phrase_is_not_beside_the_verb(text: str) -> None:
    assert not seem_said_by("US president", text)


@pytest.mark.parametrize(
    "text",
    [
        "The US president said he was ill.",
        "“No,” said the president of the United States, Ana Ruiz.",
        "On Monday American President Ana Ruiz told reporters to wait.",
    ],
)
def test_a_post_in_one_noun_phrase_is_beside_the_verb(text: str) -> None:
    assert seem_said_by("US president", text) and seem_said_by("us president", text)


@given(st.text(max_size=80), st.text(max_size=200))
def test_any_text_is_looked_through(who: str, text: str) -> None:
    assert seem_said_by(who, text) in (True, False)
