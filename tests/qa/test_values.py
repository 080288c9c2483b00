"""The number, name or date asked for, in sentences written for this."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import DateSpan, Precision, Sentence
from embeddings.build import BuildRequest, build
from qa.amounts import asked_stems, find_amount
from qa.named_answers import find_actor, find_place
from qa.opening import open_service
from qa.printing import citation_lines
from qa.question_kind import QuestionKind, read_kind
from qa.service import Question, Service
from qa.stated_date import stated_date
from qa.values import value_sought
from tests.conftest import Silent
from tests.embeddings.made_archives import write_rows

ANY_TEXT = st.text(max_size=200)


@pytest.mark.parametrize(
    ("question", "sentence", "value"),
    [
        ("How many people died in the flood?", "At least 17 people died when the river rose.", "17 people"),
        ("death toll of the Norby flood", "The toll of the flood has risen to 43, he said.", "43"),
        ("What was the number of the dead?", "It has killed twenty-nine of the crew.", "twenty-nine"),
        ("How many votes did Rio get?", "Rio beat Madrid by 66 votes to 32 on Friday.", "66 votes"),
        (
            "How much did the bank owe?",
            "It failed in 2008 with debts of 613 billion dollars.",
            "613 billion dollars",
        ),
        ("What did the deal cost?", "Anna Berg sold 14 ships for $236 million in all.", "$236 million"),
        ("What was the magnitude?", "The magnitude was corrected at 14:46 to 9.0.", "9.0"),
        ("How long were they trapped?", "All 33 miners were below for 69 days.", "69 days"),
        ("What share of voters said no?", "Of 9,000 voters a share of 61 per cent said no.", "61 per cent"),
        ("How many miners were trapped?", "All 33 miners were below for 69 days.", "33 miners"),
        ("How old is Anna Berg?", "Anna Berg, aged 90, was given 2 medals.", "90"),
    ],
)
def test_the_number_beside_what_is_counted_is_the_value(question: str, sentence: str, value: str) -> None:
    found = find_amount(sentence, asked_stems(question))
    assert found and found.is_asked and sentence[found.start : found.end] == value


@pytest.mark.parametrize(
    ("question", "sentence", "value"),
    [
        ("How many people were killed?", "The blast killed 1500 people and injured 12.", "1500 people"),
        ("How many miners were killed?", "The blast killed 1500 miners and injured 12.", "1500"),
        ("How many votes did Rio get?", "Rio got 2014 votes, 3 more than Madrid.", "2014 votes"),
        ("How many people died?", "In 2008 people fled, and 12 people died.", "12 people"),
        ("How many people died?", "From 1914 to 1918 people fled, and 12 people died.", "12 people"),
        ("How many people died?", "The 2008 flood left 12 people dead.", "12 people"),
    ],
)
def test_four_digits_are_a_year_only_where_nothing_counted_stands_behind(
    question: str, sentence: str, value: str
) -> None:
    found = find_amount(sentence, asked_stems(question))
    assert found and found.is_asked and sentence[found.start : found.end] == value


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("At least one person died and 14 were hurt.", "one person"),
        ("The flood killed at least one man, and 14 were hurt.", "one"),
        ("One survivor said that 14 people died.", "14 people"),
    ],
)
def test_one_before_a_noun_counts_beside_what_is_asked_for(sentence: str, value: str) -> None:
    found = find_amount(sentence, asked_stems("How many people died?"))
    assert found and found.is_asked and sentence[found.start : found.end] == value


@pytest.mark.parametrize("share", ["55%", "55 per cent", "55 percent"])
def test_a_share_is_plain_however_percent_is_written(share: str) -> None:
    sentence = f"Of 9,000 voters asked at Norby in the spring {share} said no."
    found = find_amount(sentence, asked_stems("What percentage of voters said no?"))
    assert found and found.is_asked and sentence[found.start : found.end] == share


@pytest.mark.parametrize(
    "sentence",
    [
        "One survivor said that many died.",
        "On 4 May 2008 the river rose.",
        "It came at 14:46 on Friday.",
        "A Boeing 757 landed.",
        "One of them died in the third row.",
        "In 2008 many died.",
    ],
)
def test_dates_times_names_and_ordinals_are_no_numbers_of_anything(sentence: str) -> None:
    assert find_amount(sentence, asked_stems("How many people died?")) is None


def test_a_number_compares_the_same_however_it_is_written() -> None:
    asked = asked_stems("How many people died?")
    written = ["Twenty-nine people died.", "29 people died.", "Some 29 people were killed."]
    assert {amount.value for text in written if (amount := find_amount(text, asked))} == {"29"}


@pytest.mark.parametrize(
    ("question", "sentence", "name"),
    [
        ("Who was elected president?", "Anna Berg was elected president on Monday.", "Anna Berg"),
        ("Who opened the bridge?", "The bridge was opened by Prime Minister Karl Moser.", "Karl Moser"),
        ("Who sank the ferry?", "NORPORT - Pirates said nothing, but Ada Birch sank the ferry.", "Ada Birch"),
        ("Who closed the mill?", "In Garrow the Shire Council closed the mill.", "Shire Council"),
    ],
)
def test_who_is_the_name_that_acts(question: str, sentence: str, name: str) -> None:
    found = find_actor(sentence, question)
    assert found and found.is_asked and sentence[found.start : found.end] == name


def test_who_is_nobody_that_the_question_names() -> None:
    assert find_actor("Anna Berg resigned.", "Who followed Anna Berg?") is None


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("The treaty was signed in Rorschach by three ministers.", "Rorschach"),
        ("The treaty was signed in southern Sudland in May.", "Sudland"),
        ("Anna Berg signed the treaty at Castle Norby on Monday.", "Castle Norby"),
    ],
)
def test_where_is_the_name_behind_a_preposition_of_place(sentence: str, place: str) -> None:
    found = find_place(sentence, "Where was the treaty signed?")
    assert found and found.is_asked and sentence[found.start : found.end] == place


def test_a_dateline_may_be_the_place_but_is_not_highlighted() -> None:
    sentence = "GENEVA - The treaty was signed by three ministers."
    found = find_place(sentence, "Where was the treaty signed?")
    assert found and not found.is_asked
    sought = value_sought(QuestionKind.WHERE, "Where was the treaty signed?")
    assert sought.find(sentence, Sentence(start=0, end=len(sentence), event_date=None), start=0) is None


TOLD = date(2015, 10, 13)
OF_REPORT = DateSpan(
    start=TOLD, end=TOLD, precision=Precision.DAY, basis="'Tuesday', counted from 2015-10-13"
)
REPORT = "Investigators said on Tuesday that the ferry Ada, which sank off Norport on 17 July 2014, was old."


def test_a_sentence_states_the_day_of_what_is_asked_in_a_clause_of_its_own() -> None:
    found = stated_date("When did the ferry Ada sink off Norport?", REPORT, OF_REPORT)
    assert found and found[0].start == found[0].end == date(2014, 7, 17)
    assert found[0].basis == "'17 July 2014'"


def test_what_was_said_keeps_the_day_of_saying() -> None:
    assert stated_date("When did the investigators say that?", REPORT, OF_REPORT) is None


@given(ANY_TEXT, ANY_TEXT, st.sampled_from(list(QuestionKind)))
def test_any_value_lies_within_its_sentence(question: str, words: str, kind: QuestionKind) -> None:
    sentence = Sentence(start=7, end=7 + len(words), event_date=OF_REPORT)
    sought = value_sought(kind, question)
    assert sought.fit(words) in {0, 1, 2}
    value = sought.find(words, sentence, start=7)
    assert value is None or 0 <= value.start < value.end <= len(words)


@pytest.mark.parametrize(
    "question",
    [
        "How many people died at Norby?",
        "death toll of the flood at Norby",
        "What was the number of dead at Norby?",
        "What was the body count at Norby?",
        "casualty figures of the flood at Norby",
        "What number of people died at Norby?",
    ],
)
def test_a_count_is_asked_for_in_many_words(question: str) -> None:
    assert read_kind(question) is QuestionKind.HOW_MANY


FLOOD = [
    ("At least 17 people died when the river at Norby flooded the old town.", "2019-06-01", "Garrow Post"),
    ("Teams of 200 firemen reached Norby. The flood has killed twenty-nine people.", "2019-06-02", "Mail"),
    ("The death toll of the flood in Norby has risen to 43, the prefect said.", "2019-06-03", "Wire"),
    ("Lindau lies on an island and has a lighthouse of 33 metres.", None, "Guide"),
    ("The town hall of Lindau was cleared on Thursday after a fire in its cellar.", "2019-05-09", "Post"),
]


@pytest.fixture(scope="module")
def flood(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder: Path = tmp_path_factory.mktemp("flood")
    rows = [
        {"_id": str(n), "text": text, "source": source, **({"date": day} if day else {})}
        for n, (text, day, source) in enumerate(FLOOD)
    ]
    write_rows(folder / "rows.jsonl", rows)
    build(folder / "index", BuildRequest(sources=(folder / "rows.jsonl",)), Silent())
    return open_service(folder / "index")


@pytest.mark.parametrize(
    "question",
    [
        "How many people died in the flood in Norby?",
        "death toll of the Norby flood",
        "What was the number of people killed by the flood in Norby?",
    ],
)
def test_counts_that_differ_are_told_with_their_days_latest_first(flood: Service, question: str) -> None:
    answer = flood.ask(Question(text=question))
    days = [line[:10] for line in answer.text.split("\n")]
    assert days == ["2019-06-03", "2019-06-02", "2019-06-01"]
    values = {
        citation.text[citation.value.start : citation.value.end]
        for citation in answer.citations[:3]
        if citation.value
    }
    assert values == {"17 people", "twenty-nine people", "43"}


def test_yesterday_is_answered_as_its_date_is(flood: Service) -> None:
    asked = Question(text="What happened yesterday in Lindau?", now=date(2019, 5, 10))
    dated = flood.ask(Question(text="What happened in Lindau on 9 May 2019?"))
    answer = flood.ask(asked)
    assert not answer.abstained and answer.text == dated.text


def test_only_undated_passages_about_the_matter_are_said_to_be_left_out(flood: Service) -> None:
    lindau = flood.ask(Question(text="What happened in Lindau in May 2019?"))
    assert lindau.reason == "1 passage without a date was left out"
    assert flood.ask(Question(text="What happened in Norby in June 2019?")).reason is None


def test_an_unknown_publisher_is_said_to_be_unknown_with_those_called_alike(flood: Service) -> None:
    from corpus.filters import Filters

    answer = flood.ask(Question(text="What burned?", filters=Filters(source="Garow Posst")))
    assert answer.abstained and answer.reason is not None
    assert "no publisher named 'Garow Posst'" in answer.reason and "Garrow Post" in answer.reason


def test_the_terminal_marks_the_value_and_near_misses(flood: Service) -> None:
    count = flood.ask(Question(text="death toll of the Norby flood")).citations[0]
    assert any("›43‹" in line for line in citation_lines(count, marked=str))
    missed = flood.ask(Question(text="What did Zoe Quux say about Norby?"))
    assert missed.citations
    assert all(citation_lines(one, marked=str)[0].endswith("· near miss") for one in missed.citations)


def test_a_value_goes_out_over_http_where_there_is_one(flood: Service) -> None:
    from qa.printing import answer_body

    body = json.loads(json.dumps(answer_body(flood.ask(Question(text="death toll of the Norby flood")))))
    assert body["citations"][0]["value"].keys() == {"start", "end"}
    plain = json.loads(json.dumps(answer_body(flood.ask(Question(text="Why was the town hall cleared?")))))
    assert "value" not in plain["citations"][0]
