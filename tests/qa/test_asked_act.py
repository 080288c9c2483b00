"""Where a sentence tells of the very act that is asked about: dates, doers and places beside another verb."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import DateSpan, Precision
from corpus.english_verbs import BASE_FORMS
from corpus.words import cut_words
from qa.asked_act import folded, read_act
from qa.asked_doer import Asked, asked_of
from qa.named_answers import find_actor, find_place
from qa.stated_date import stated_date

TOLD = date(2015, 10, 13)
OF_TUESDAY = DateSpan(
    start=TOLD, end=TOLD, precision=Precision.DAY, basis="'Tuesday', counted from 2015-10-13"
)


@pytest.mark.parametrize("dated", [OF_TUESDAY, None])
@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (
            "When did the miners' strike at Norby begin?",
            "The miners' strike at Norby, the first since a strike in 1984, began on Tuesday.",
        ),
        ("When did Anna Berg resign as minister?", "Anna Berg, who became minister in 2006, resigned."),
        ("When was the bridge closed?", "The bridge opened in 1932 was closed."),
        ("When did he die?", "He was born on 3 May 1950 and died."),
        (
            "When did the company close its Norby plant?",
            "The company, which closed another plant in 2009, shut down Norby on Tuesday.",
        ),
        ("When was Anna Berg killed?", "Anna Berg killed Karl Moser on 3 May 1950."),
        ("When did Anna Berg die?", "Anna Berg was the sister of Karl Moser, who died on 3 May 1950."),
        ("When did Anna Berg die?", "Anna Berg's brother died on 3 May 1950."),
        ("When did Anna Berg open the bridge?", "Anna Berg opened the fair on 3 May 1950."),
        ("When did Anna Berg resign?", "Anna Berg has not resigned since 3 May 1950."),
    ],
)
def test_the_date_of_another_act_is_not_the_one_asked_for(
    question: str, sentence: str, dated: DateSpan | None
) -> None:
    assert stated_date(question, sentence, dated) is None


@pytest.mark.parametrize(
    ("question", "sentence", "stated"),
    [
        (
            "When was the plane shot down?",
            "Investigators said on Tuesday that the plane, shot down on 17 July 2014, was old.",
            date(2014, 7, 17),
        ),
        (
            "When was the bridge closed?",
            "He said on Tuesday that the bridge opened in 1932 and was closed on 3 May 1950.",
            date(1950, 5, 3),
        ),
        (
            "When was Anna Berg elected president?",
            "Anna Berg, who was elected president on 3 May 2010, resigned on Tuesday.",
            date(2010, 5, 3),
        ),
    ],
)
def test_the_date_beside_the_verb_asked_for_is_stated(question: str, sentence: str, stated: date) -> None:
    found = stated_date(question, sentence, OF_TUESDAY)
    assert found and found[0].start == found[0].end == stated


def test_a_month_never_displaces_a_known_day() -> None:
    question, sentence = (
        "When did the strike begin?",
        "The strike, which began in May 2014, ended on Tuesday.",
    )
    known = stated_date(question, sentence, None)
    assert known and known[0].precision is Precision.MONTH
    assert stated_date(question, sentence, OF_TUESDAY) is None


def test_irregular_forms_fold_to_their_verb() -> None:
    assert [folded(word) for word in ("began", "begun", "said", "shot")] == ["begin", "begin", "say", "shoot"]
    assert not set(BASE_FORMS) & set(BASE_FORMS.values())


@pytest.mark.parametrize(
    ("question", "verbs"),
    [
        ("When did the miners' strike at Norby begin?", {"begin"}),
        ("When did the army attack the town?", {"attack"}),
        ("When was the bridge at Norby closed?", {"close"}),
        ("Who has won the race?", {"win"}),
        ("Who leads the party?", {"lead"}),
        ("When was the battle of Norby?", set()),
    ],
)
def test_the_verb_of_a_question_is_told_by_the_words_around_it(question: str, verbs: set[str]) -> None:
    assert read_act(question).verbs == verbs


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Who shot Lennon?", Asked.DOER),
        ("Who will lead the party?", Asked.DOER),
        ("Which company bought the mill?", Asked.DOER),
        ("Who was Lennon shot by?", Asked.BY),
        ("By whom was Lennon shot?", Asked.BY),
        ("Who was arrested?", Asked.DONE_TO),
        ("Who has been arrested?", Asked.DONE_TO),
        ("Who did Obama appoint?", Asked.DONE_TO),
        ("Which company did Karl Moser buy?", Asked.DONE_TO),
        ("Who was the first man on the moon?", Asked.NOUN),
        ("Who was Anna Berg?", Asked.UNTOLD),
        ("Who was Anna Berg married to?", Asked.UNTOLD),
        ("Whose bridge was closed?", Asked.UNTOLD),
    ],
)
def test_who_stands_for_the_doer_or_for_whom_it_is_done_to(question: str, asked: Asked) -> None:
    assert asked_of(question) is asked


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who was killed in Homs?", "Gunmen led by Omar Khan killed Marie Colvin in Homs."),
        ("Who killed Marie Colvin?", "Gunmen led by Omar Khan killed Marie Colvin in Homs."),
        ("Who was arrested?", "Interpol arrested Radovan Karadzic."),
        ("Who did Obama appoint?", "Obama said that Anna Berg appointed him."),
        ("Who did Obama appoint?", "Karl Moser was appointed by Merkel."),
        ("Who shot Lennon?", "Mark Chapman was shot near Lennon."),
        ("Who shot Lennon?", "Mark Chapman did not shoot Lennon."),
        ("Who closed the mill?", "Anna Berg bought the mill."),
        ("Who closed the mill?", "Anna Berg closed a shop beside the mill."),
        ("Who closed the mill?", "If Anna Berg closed the mill, nobody knew."),
        ("Who is the president of Norland?", "Karl Moser is the former president of Norland."),
        ("Who was elected president?", "Anna Berg was elected mayor on Monday."),
        ("Who was the first man on the moon?", "Karl Moser was the second man on the moon."),
    ],
)
def test_who_is_not_plain_where_the_name_is_on_the_other_side_of_the_act(
    question: str, sentence: str
) -> None:
    found = find_actor(sentence, question)
    assert found is None or not found.is_asked


@pytest.mark.parametrize(
    ("question", "sentence", "name"),
    [
        ("Who shot Lennon?", "Mark Chapman shot Lennon, and Yoko Ono shot a film.", "Mark Chapman"),
        ("Who shot Lennon?", "Mark Chapman, who shot Lennon, met Yoko Ono.", "Mark Chapman"),
        ("Who was killed in Homs?", "Marie Colvin was killed in Homs by men of Omar Khan.", "Marie Colvin"),
        ("Who did Obama appoint?", "Karl Moser was appointed by Obama.", "Karl Moser"),
        ("Who was Lennon killed by?", "Lennon was killed by Mark Chapman.", "Mark Chapman"),
        ("Who opened the bridge?", "The bridge, opened by Karl Moser, was closed.", "Karl Moser"),
        (
            "Who was the first man on the moon?",
            "Neil Armstrong was the first man on the moon.",
            "Neil Armstrong",
        ),
    ],
)
def test_who_is_the_name_on_its_side_of_the_act(question: str, sentence: str, name: str) -> None:
    found = find_actor(sentence, question)
    assert found and found.is_asked and sentence[found.start : found.end] == name


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Where was the treaty signed?", "The treaty was signed in English."),
        ("Where was the treaty signed?", "The treaty was signed in Arabic by three ministers."),
        ("Where was the treaty published?", "The treaty was published in The Times on Monday."),
        ("Where was the treaty published?", "The treaty was published in Le Monde on Monday."),
        ("Where did the plane crash?", "The plane operated by Air France crashed."),
        ("Where did the plane crash?", "A reporter in Paris said that the plane crashed."),
        ("Where was the treaty signed?", "The treaty was signed, he said in Norby."),
    ],
)
def test_where_is_no_language_publication_agent_or_place_of_another_act(question: str, sentence: str) -> None:
    found = find_place(sentence, question)
    assert found is None or not found.is_asked


def test_a_place_before_its_clause_is_that_of_the_act() -> None:
    sentence = "In Rorschach, the treaty was signed by three ministers."
    found = find_place(sentence, "Where was the treaty signed?")
    assert found and found.is_asked and sentence[found.start : found.end] == "Rorschach"


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_is_read_without_an_error(question: str, sentence: str) -> None:
    words, act = cut_words(sentence), read_act(question)
    asked_of(question)
    assert all(act.is_told_at(words, at, at + 1) in {True, False} for at in range(len(words.lower)))
