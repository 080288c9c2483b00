"""Whether two texts tell the same story; all texts are made up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.duplicates import Telling, tell_the_same, telling

DAY = date(2007, 6, 14)
TALKS = (
    "The ministers of Norland and Sudland agree in Vienna to withdraw 1,500 troops from the border by August."
)


def told(text: str, *, after: int = 0, speaker: str | None = None) -> Telling:
    day = DAY + timedelta(days=after)
    return telling(text=text, days=(day, day), speaker=speaker)


def same(one: str, other: str, *, after: int = 0) -> bool:
    found = {
        tell_the_same(told(one), told(other, after=after)),
        tell_the_same(told(other, after=after), told(one)),
    }
    assert len(found) == 1, "the order of the two decides"
    return found.pop()


@pytest.mark.parametrize(
    "other",
    [
        TALKS,
        "Norland border conflict. " + TALKS,
        "Norland border conflict:. " + TALKS,
        "Norland-Sudland relations. Cold War II. " + TALKS,
        "2007 Norland border conflict:" + TALKS,
        "Norland border conflict. p " + TALKS,
        "p" + TALKS,
        TALKS + " (BBC) (Reuters via Yahoo!)",
        TALKS.replace("1,500", "1500").replace("The m", "M"),
        TALKS.replace("1,500", "1.5 thousand"),
        TALKS.replace("agree", "agreed").replace("troops", "soldiers"),
        TALKS[:72],
        TALKS[:78],
        TALKS + " The talks had lasted for nine weeks.",
        TALKS.replace("Sudland", "&#039;Sudland&#039;"),
    ],
)
def test_another_spelling_of_a_text_tells_the_same(other: str) -> None:
    assert same(TALKS, other)


@pytest.mark.parametrize(
    "other",
    [
        TALKS.replace("1,500", "1,600"),
        TALKS.replace("1,500", "fifteen"),
        TALKS.replace("Vienna", "Geneva"),
        TALKS.replace("Norland", "Ostland"),
        TALKS.replace("August", "September"),
        TALKS.replace("agree", "do not agree"),
        TALKS.replace("agree", "refuse"),
        TALKS.replace("agree", "will agree"),
        TALKS.replace("to withdraw", "never to withdraw"),
        TALKS.replace("Norland and Sudland", "Sudland and Norland").replace("by August", "by the August"),
    ],
)
def test_another_number_name_month_or_negation_tells_another_story(other: str) -> None:
    assert not same(TALKS, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("At least six people die in Norport.", "At least seven people die in Norport."),
        ("Norland wins its third cup in Norport.", "Norland wins its fourth cup in Norport."),
        ("Prices in Norland rise by 5% in a year.", "Prices in Norland rise by 6 percent in a year."),
        ("Norland's prices rise again in Norport today.", "Norland's prices fall again in Norport today."),
        ("Ada Birch denies that the Norland bank fails.", "Ada Birch says that the Norland bank fails."),
        ("Norland strikes Sudland on the Norport coast.", "Sudland strikes Norland on the Norport coast."),
        ("Fleet A of Norland meets the F-16 jets there.", "Fleet A of Norland meets the F-18 jets there."),
        ("Ada Birch says the treaty of Norport is dead.", "Ben Cole says the treaty of Norport is dead."),
        ("The Norland storm of June 14 closes Norport.", "The Norland storm of May 2 closes Norport."),
    ],
)
def test_words_that_turn_a_story_keep_two_apart(one: str, other: str) -> None:
    assert not same(one, other)


def test_days_more_than_two_apart_are_two_stories() -> None:
    assert same(TALKS, TALKS, after=2)
    assert not same(TALKS, TALKS, after=3)


def test_the_same_words_of_two_speakers_are_two_stories() -> None:
    assert tell_the_same(told(TALKS, speaker="Ada Birch"), told(TALKS, speaker="ada birch"))
    assert not tell_the_same(told(TALKS, speaker="Ada Birch"), told(TALKS, speaker="Ben Cole"))
    assert not tell_the_same(told(TALKS, speaker="Ada Birch"), told(TALKS))


def test_a_topic_may_stand_over_other_events_on_the_next_day() -> None:
    topic = "Norland border conflict, Negotiations in Vienna"
    assert same(topic, topic)
    assert not same(topic, topic, after=1)


def test_a_greeting_of_another_day_is_another_greeting() -> None:
    greeting = "Prime Minister of Norland Ada Birch: Good afternoon, friends and colleagues."
    assert same(greeting, greeting)
    assert not same(greeting, greeting, after=1)


def test_undated_texts_are_one_story_only_where_they_are_long_and_equal() -> None:
    def undated(text: str) -> Telling:
        return telling(text=text, days=None, speaker=None)

    long = (
        TALKS
        + " Observers of seven nations are to watch the old northern bridges, roads, rivers and tunnels."
    )
    assert tell_the_same(undated(long), undated(long))
    assert not tell_the_same(undated(TALKS), undated(TALKS))
    assert not tell_the_same(undated(long), undated(long + " They stay."))
    assert not tell_the_same(undated(long), told(long))


def test_texts_of_a_month_are_compared_as_undated_ones() -> None:
    june = (date(2007, 6, 1), date(2007, 6, 30))
    assert not tell_the_same(*(telling(text=TALKS, days=june, speaker=None) for _ in range(2)))


def test_another_outlet_words_the_event_of_one_day_in_another_way() -> None:
    one = "Prime Minister Ada Birch of Norland opens the Norport bridge over the river Sud with King Carl."
    other = (
        "Norland Prime Minister Ada Birch, with King Carl beside her, opens the Norport bridge over the Sud."
    )
    assert same(one, other)


def test_a_later_text_that_looks_back_at_an_event_tells_another() -> None:
    event = "Norland's president Ada Birch is shot in Norport."
    assert not same(
        event, "Ada Birch, Norland's president, shot in Norport yesterday, is flown to Vienna.", after=1
    )
    assert not same(event, "Sudland mourns after Norland's president Ada Birch is shot in Norport.", after=1)


def test_a_country_and_its_people_are_one_name() -> None:
    assert same(
        "The United States sends a Russian envoy to Syria over the talks.",
        "The U.S. sends an envoy of Russia to Syria over the talks.",
    )


def test_letters_that_a_site_lost_do_not_make_another_name() -> None:
    assert same("José Müller opens the fair of Norport.", "Jos Mller opens the fair of Norport.")


WORDS = ["Norland", "Vienna", "talks.", "1,500", "“not”", "never", "June", "14", "3rd", "agree:", "p", "U.S."]
ODD_WORDS = ["b\x00", "ü", "😀", "\ud800", "[…](/news/x.md)", "''", "x" * 3000]
TEXTS = st.lists(st.sampled_from(WORDS + ODD_WORDS), max_size=14).map(" ".join)


@given(TEXTS | st.text(max_size=60), TEXTS, st.integers(0, 4))
def test_the_decision_is_symmetric_on_any_text(one: str, other: str, after: int) -> None:
    same(one, other, after=after)


@given(st.integers(2, 10**9), st.integers(2, 10**9))
def test_two_numbers_never_tell_the_same(one: int, other: int) -> None:
    text = "Norland counts {:,} votes in the city of Norport on the river Sud."
    assert same(text.format(one), text.format(other)) == (one == other)
