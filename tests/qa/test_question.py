from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.question import KnownNames, QuestionReading, read_question
from qa.question_kind import QuestionKind, read_kind

KNOWN = KnownNames(
    sources={"bbc": 9, "reuters": 9, "sky news": 3, "who": 1, "people": 2, "jakarta post": 2, "greek": 1},
    speakers={"robert gates": 4},
)


def read(text: str) -> QuestionReading:
    return read_question(text, now=date(2015, 11, 11), known=KNOWN)


@pytest.mark.parametrize(
    ("text", "source", "topic"),
    [
        ("According to the BBC, who won?", "bbc", ", who won?"),
        ("What did the minister deny, as reported by Sky News?", "sky news", "What did the minister deny, ?"),
        ("Reuters reported what of the flood?", "reuters", "reported what of the flood?"),
        ("Sky News: how high was the plume?", "sky news", "how high was the plume?"),
        ("What did the Jakarta Post write about Sinabung?", "jakarta post", "What about Sinabung?"),
    ],
)
def test_a_publisher_is_read_beside_words_of_reporting(text: str, source: str, topic: str) -> None:
    reading = read(text)
    assert (reading.source, reading.topic) == (source, topic)


@pytest.mark.parametrize(
    "text",
    [
        "Who reported the fire?",
        "What did people report?",
        "Is the BBC closing?",
        "What did Greek passengers say?",
    ],
)
def test_a_name_that_is_asked_about_is_no_publisher(text: str) -> None:
    assert read(text).source is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Who won the cup?", QuestionKind.WHO),
        ("what day was saddam hanged", QuestionKind.WHEN),
        ("Since when has Zagreb been in the bloc?", QuestionKind.WHEN),
        ("Where did Gates go?", QuestionKind.WHERE),
        ("How many people died?", QuestionKind.HOW_MANY),
        ("death toll of the quake", QuestionKind.HOW_MANY),
        ("Why did the plane crash?", QuestionKind.WHY),
        ("Chronology of the dispute", QuestionKind.TIMELINE),
        ("How did the dispute unfold?", QuestionKind.TIMELINE),
        ("what did Serdyukov say", QuestionKind.STATEMENT),
        ("What was Moscow's reaction?", QuestionKind.STATEMENT),
        ("What punishment did the man who fled receive?", QuestionKind.WHAT),
        ("alaskan village moving", QuestionKind.GENERAL),
    ],
)
def test_the_kind_of_answer_wanted_is_read(text: str, kind: QuestionKind) -> None:
    assert read_kind(text) is kind


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tell me about the flood in Bern", "the flood in Bern"),
        ("what happened to the trapped miners, step by step", "the trapped miners,"),
        ("Give me the course of the Bibi case", "the Bibi case"),
        ("What date did Sweden join?", "did Sweden join?"),
        ("What happened?", "What happened?"),
    ],
)
def test_words_that_only_ask_are_not_searched_for(text: str, words: str) -> None:
    assert read(text).search_words == words


def test_time_and_publisher_leave_the_topic_and_an_event_stays_in_it() -> None:
    assert read("According to Reuters, who fled in May 2004?").topic == ", who fled ?"
    reading = read("What changed after the Beijing Olympics?")
    assert reading.window is None and "Beijing Olympics" in reading.search_words


def test_a_speaker_is_read_where_words_are_asked_for() -> None:
    assert read("What did Robert Gates say?").speaker == "robert gates"
    assert read("When did Robert Gates resign?").speaker is None


def test_names_and_numbers_are_known() -> None:
    reading = read("Did Trent Lott speak of 42 votes in the Senate?")
    assert (reading.names, reading.numbers) == (("Trent Lott", "Senate"), ("42",))


@given(st.text(max_size=80), st.dates())
def test_any_text_is_read_and_leaves_something_to_search_for(text: str, now: date) -> None:
    reading = read_question(text, now=now, known=KNOWN)
    assert reading.text == text
    assert any(c.isalnum() for c in reading.topic) or not any(c.isalnum() for c in text)
