from dataclasses import replace
from datetime import date

from corpus.documents import DateSpan, Precision
from qa.answer import Citation, Value
from qa.answer_text import compose
from qa.question_kind import QuestionKind
from tests.qa.fakes import FakeArchive


def cited(number: int, words: str, day: date | None) -> Citation:
    span = day and DateSpan(start=day, end=day, precision=Precision.DAY, basis="dateline")
    one = FakeArchive().citation(1)
    return replace(one, number=number, event_date=span, quote=replace(one.quote, exact=words))


def counted(citation: Citation, *amounts: str) -> Citation:
    return replace(citation, value=Value(start=0, end=1, amounts=frozenset(amounts)))


FIRST = counted(cited(1, "Some 40 died.", date(2010, 2, 1)), "40")
SECOND = counted(cited(2, "The toll rose to 52.", date(2010, 2, 3)), "52")
THIRD = cited(3, "The quake struck.", date(2010, 1, 30))


def test_an_answer_to_when_begins_with_the_day_and_how_it_is_known() -> None:
    assert compose(QuestionKind.WHEN, [FIRST], [0]) == "2010-02-01 (dateline): Some 40 died. [1]"


def test_a_course_of_events_is_told_in_order_under_the_days_it_spans() -> None:
    lines = compose(QuestionKind.TIMELINE, [FIRST, SECOND, THIRD], [0]).split("\n")
    assert lines[0] == "2010-01-30 to 2010-02-03:"
    assert [line[-3:] for line in lines[1:]] == ["[3]", "[1]", "[2]"]


def test_numbers_that_differ_are_told_with_their_days_latest_first() -> None:
    lines = compose(QuestionKind.HOW_MANY, [FIRST, SECOND], [0, 1]).split("\n")
    assert lines == ["2010-02-03: The toll rose to 52. [2]", "2010-02-01: Some 40 died. [1]"]


def test_one_number_written_in_two_ways_is_no_conflict() -> None:
    words = counted(cited(2, "Forty people died in all, 7 of them children.", date(2010, 2, 3)), "40", "7")
    assert "\n" not in compose(QuestionKind.HOW_MANY, [FIRST, words], [0, 1])


def test_the_day_that_a_sentence_states_for_what_is_asked_goes_before_its_own() -> None:
    told = date(2009, 12, 24)
    stated = DateSpan(start=told, end=told, precision=Precision.DAY, basis="'24 December 2009'")
    citation = replace(FIRST, value=Value(start=0, end=4, date=stated))
    answer = compose(QuestionKind.WHEN, [citation], [0])
    assert answer == "2009-12-24 ('24 December 2009'): Some 40 died. [1]"


def test_other_answers_are_the_chosen_sentences() -> None:
    assert compose(QuestionKind.WHAT, [FIRST, SECOND], [0, 1]) == "Some 40 died. [1] The toll rose to 52. [2]"
    assert compose(QuestionKind.WHAT, [], []) == ""
