from dataclasses import replace
from datetime import date

from corpus.documents import DateSpan, Precision
from qa.answer import Citation
from qa.answer_text import compose
from qa.question_kind import QuestionKind
from tests.qa.fakes import FakeArchive


def cited(number: int, words: str, day: date | None) -> Citation:
    span = day and DateSpan(start=day, end=day, precision=Precision.DAY, basis="dateline")
    one = FakeArchive().citation(1)
    return replace(one, number=number, event_date=span, quote=replace(one.quote, exact=words))


FIRST = cited(1, "Some 40 died.", date(2010, 2, 1))
SECOND = cited(2, "The toll rose to 52.", date(2010, 2, 3))
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


def test_other_answers_are_the_chosen_sentences() -> None:
    assert compose(QuestionKind.WHAT, [FIRST, SECOND], [0, 1]) == "Some 40 died. [1] The toll rose to 52. [2]"
    assert compose(QuestionKind.WHAT, [], []) == ""
