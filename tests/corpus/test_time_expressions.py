from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.time_expressions import find_time_expressions
from corpus.time_spans import Anchor, Direction
from corpus.time_words import DayOrder

WEDNESDAY = date(2015, 11, 11)


def read(text: str, anchor: Anchor | None = None, **reading: object) -> list[tuple[str, str, str]]:
    """Each expression's words, first day and last day."""
    anchor = anchor or Anchor(day=WEDNESDAY)
    found = find_time_expressions(text, **reading)  # type: ignore[arg-type]
    spans = [(text[e.start : e.end], e.meaning.days(anchor)) for e in found]
    return [(words, str(days.start), str(days.end)) for words, days in spans if days]


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("on 2007-06-9 he", "2007-06-9", "2007-06-09", "2007-06-09"),
        ("the March 29, 2007 paper", "the March 29, 2007", "2007-03-29", "2007-03-29"),
        ("on 29 March 2007", "29 March 2007", "2007-03-29", "2007-03-29"),
        ("on the 3rd of May, 1994", "the 3rd of May, 1994", "1994-05-03", "1994-05-03"),
        ("14-16 June 2007", "14-16 June 2007", "2007-06-14", "2007-06-16"),
        ("June 30 to July 2, 2007", "June 30 to July 2, 2007", "2007-06-30", "2007-07-02"),
        ("Dec. 30 - Jan. 2, 2008", "Dec. 30 - Jan. 2, 2008", "2007-12-30", "2008-01-02"),
        ("March to June 2014", "March to June 2014", "2014-03-01", "2014-06-30"),
        ("in June 2007", "June 2007", "2007-06-01", "2007-06-30"),
        ("in late June 2007", "late June 2007", "2007-06-21", "2007-06-30"),
        ("the last week of May 2007", "the last week of May 2007", "2007-05-25", "2007-05-31"),
        ("the week of April 25, 2007", "the week of April 25, 2007", "2007-04-23", "2007-04-29"),
        ("in early 2003", "early 2003", "2003-01-01", "2003-04-30"),
        ("at the end of 2003", "the end of 2003", "2003-09-01", "2003-12-31"),
        ("1998-99", "1998-99", "1998-01-01", "1999-12-31"),
        ("the second half of 2008", "the second half of 2008", "2008-07-01", "2008-12-31"),
        ("in Q3 2008", "Q3 2008", "2008-07-01", "2008-09-30"),
        ("in the summer of 2004", "the summer of 2004", "2004-06-01", "2004-08-31"),
        ("in winter 2009", "winter 2009", "2009-12-01", "2010-02-28"),
        ("in the 1990s", "the 1990s", "1990-01-01", "1999-12-31"),
        ("the '80s", "the '80s", "1980-01-01", "1989-12-31"),
        ("the 19th century", "the 19th century", "1800-01-01", "1899-12-31"),
    ],
)
def test_what_names_its_year_needs_no_anchor(text: str, words: str, start: str, end: str) -> None:
    assert read(text) == [(words, start, end)]
    assert all(e.meaning.is_complete for e in find_time_expressions(text))


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("yesterday", "yesterday", "2015-11-10", "2015-11-10"),
        ("on Tuesday night", "Tuesday night", "2015-11-10", "2015-11-10"),
        ("on Wednesday", "Wednesday", "2015-11-11", "2015-11-11"),
        ("last Wednesday", "last Wednesday", "2015-11-04", "2015-11-04"),
        ("this Friday", "this Friday", "2015-11-13", "2015-11-13"),
        ("next Monday", "next Monday", "2015-11-16", "2015-11-16"),
        ("two days ago", "two days ago", "2015-11-09", "2015-11-09"),
        ("last week", "last week", "2015-11-02", "2015-11-08"),
        ("last weekend", "last weekend", "2015-11-07", "2015-11-08"),
        ("this month", "this month", "2015-11-01", "2015-11-30"),
        ("two years ago", "two years ago", "2013-01-01", "2013-12-31"),
        ("late last year", "late last year", "2014-09-01", "2014-12-31"),
        ("the past three months", "past three months", "2015-08-11", "2015-11-11"),
        ("on June 14", "June 14", "2015-06-14", "2015-06-14"),
        ("on Dec. 14", "Dec. 14", "2014-12-14", "2014-12-14"),
        ("last summer", "last summer", "2015-06-01", "2015-08-31"),
        ("last June", "last June", "2015-06-01", "2015-06-30"),
    ],
)
def test_what_is_relative_counts_from_the_anchor(text: str, words: str, start: str, end: str) -> None:
    assert read(text) == [(words, start, end)]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Monday", "2015-11-16"),
        ("Dec. 14", "2015-12-14"),
        ("June 14", "2016-06-14"),
        ("October", "2016-10-01"),
    ],
)
def test_what_lies_ahead_is_the_next(text: str, start: str) -> None:
    ahead = Anchor(day=WEDNESDAY, direction=Direction.FUTURE)
    assert [found[1] for found in read(text, ahead)] == [start]


@pytest.mark.parametrize(
    ("text", "start"),
    [("the next day", "2007-06-15"), ("two days earlier", "2007-06-12"), ("a week later", "2007-06-18")],
)
def test_earlier_and_later_count_from_the_day_told_of_last(text: str, start: str) -> None:
    told = Anchor(day=WEDNESDAY, told=date(2007, 6, 14))
    assert [found[1] for found in read(text, told)] == [start]


def test_a_weekday_beside_a_day_is_one_expression_and_tells_the_year() -> None:
    assert read("on Monday, Nov. 16, they") == [("Monday, Nov. 16", "2015-11-16", "2015-11-16")]
    assert read("on Saturday, June 9, 2007,") == [("Saturday, June 9, 2007", "2007-06-09", "2007-06-09")]


NO_DAYS = ["he may go", "troops march on", "recently", "a decade ago", "300 people", "$2000", "5/4/2007"]
NEITHER = [
    "31 February 2007",
    "June 31",
    "May 45",
    "the day",
    "this day",
    "a year",
    "2,007",
    "1.2007",
    "early on",
]


@pytest.mark.parametrize("text", NO_DAYS + NEITHER)
def test_what_names_no_days_is_no_expression(text: str) -> None:
    assert find_time_expressions(text) == []


def test_a_numeric_date_is_read_by_the_order_that_is_known() -> None:
    assert read("on 5/4/2007", day_order=DayOrder.DAY_FIRST)[0][1] == "2007-04-05"
    assert read("on 5/4/2007", day_order=DayOrder.MONTH_FIRST)[0][1] == "2007-05-04"
    assert read("on 16/4/2007")[0][1] == "2007-04-16"


def test_lower_case_names_count_where_capitals_cannot_be_trusted() -> None:
    assert read("in march 2007", capitals=False) == [("march 2007", "2007-03-01", "2007-03-31")]
    assert read("in march 2007") == [("2007", "2007-01-01", "2007-12-31")]


NAMES = [
    "June",
    "Monday",
    "May",
    "14",
    "31",
    "2007",
    "99",
    "1990s",
    "week",
    "quarter",
    "days",
    "ago",
    "later",
]
WORDS = st.sampled_from(
    [*NAMES, "on", ",", "last", "next", "two", "the", "of", "early", "to", "-", "and", "first"]
)


@given(st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=60), st.dates())
def test_any_text_gives_ordered_expressions_whose_days_are_in_order(text: str, day: date) -> None:
    found = find_time_expressions(text, capitals=False)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for expression in found:
        assert 0 <= expression.start < expression.end <= len(text)
        for direction in Direction:
            days = expression.meaning.days(Anchor(day=day, direction=direction))
            assert days is None or days.start <= days.end


@pytest.mark.parametrize(
    ("day", "start"),
    [(date(2018, 7, 12), "2018-07-14"), (date(2016, 2, 1), "2016-01-30"), (date(2016, 1, 31), "2016-01-30")],
)
def test_this_weekend_is_the_nearer_one(day: date, start: str) -> None:
    assert [found[1] for found in read("this weekend", Anchor(day=day))] == [start]
