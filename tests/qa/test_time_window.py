from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.time_window import read_time_window

WEDNESDAY = date(2015, 11, 11)


def read(text: str) -> tuple[str | None, str | None] | None:
    window = read_time_window(text, now=WEDNESDAY)
    return window and tuple(day and day.isoformat() for day in (window.from_date, window.to_date))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("What was signed on 3 July 2013?", "2013-07-03", "2013-07-03"),
        ("earthquakes in the 1990s", "1990-01-01", "1999-12-31"),
        ("Who won in the summer of 2003?", "2003-06-01", "2003-08-31"),
        ("profits in the third quarter of last year", "2014-07-01", "2014-09-30"),
        ("bills of the latter half of 2012", "2012-07-01", "2012-12-31"),
        ("the last week of May 2007", "2007-05-25", "2007-05-31"),
        ("between March and June 2014", "2014-03-01", "2014-06-30"),
        ("between late August and December 2008", "2008-08-21", "2008-12-31"),
        ("from mid-August to the end of 2008", "2008-08-11", "2008-12-31"),
        ("riots from 27 October through 16 November 2005", "2005-10-27", "2005-11-16"),
        ("in 2012-13", "2012-01-01", "2013-12-31"),
        ("in July and August 2006", "2006-07-01", "2006-08-31"),
        ("in early 2003", "2003-01-01", "2003-04-30"),
        ("in March last year", "2014-03-01", "2014-03-31"),
        ("on Tuesday of last week", "2015-11-03", "2015-11-03"),
        ("last Friday", "2015-11-06", "2015-11-06"),
        ("yesterday", "2015-11-10", "2015-11-10"),
        ("two years ago", "2013-01-01", "2013-12-31"),
        ("in the last year", "2014-11-11", "2015-11-11"),
        ("over the weekend", "2015-11-07", "2015-11-08"),
        ("in the week starting Monday 5 May 2008", "2008-05-05", "2008-05-11"),
        ("the day after 9 May 2008", "2008-05-10", "2008-05-10"),
        ("in the two weeks after 8 August 2008", "2008-08-09", "2008-08-22"),
        ("in the weeks before 18 September 2014", "2014-08-18", "2014-09-17"),
        ("on the eve of 20 January 2009", "2009-01-19", "2009-01-19"),
        ("earthquakes 11/03/2011 japan", "2011-03-11", "2011-03-11"),
    ],
)
def test_a_time_is_read_with_both_ends_included(text: str, start: str, end: str) -> None:
    assert read(text) == (start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("since September 2008", "2008-09-01", None),
        ("since the end of 2010", "2010-12-31", None),
        ("from 2005 onwards", "2005-01-01", None),
        ("from 2010 to the present", "2010-01-01", None),
        ("after 2007", "2008-01-01", None),
        ("not until 2008", "2008-01-01", None),
        ("until March 2010", None, "2010-03-31"),
        ("by the end of 2012", None, "2012-12-31"),
        ("no later than 5 May 2010", None, "2010-05-05"),
        ("before 2005", None, "2004-12-31"),
        ("prior to 15 September 2008", None, "2008-09-14"),
        ("in the run-up to 20 March 2003", None, "2003-03-19"),
    ],
)
def test_an_end_that_is_not_said_stays_open(text: str, start: str | None, end: str | None) -> None:
    assert read(text) == (start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("who is the prime minister as of 14 May 2011", None, "2011-05-14"),
        ("who leads as of March 2010", None, "2010-03-31"),
        ("where were ships looking, as of yesterday", None, "2015-11-10"),
        ("who has been on saturday night live the longest as of 2009", None, "2009-12-31"),
        ("who won the cup in 2006 as of 2009", "2006-01-01", "2009-12-31"),
    ],
)
def test_as_of_sets_the_end_and_is_the_day_from_which_the_rest_counts(
    text: str, start: str | None, end: str
) -> None:
    assert read(text) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "What records fell after the Beijing Olympics?",
        "What may Putin do?",
        "What did May say?",
        "the 9/11 inquiry",
        "the fall of Kabul",
        "over 2000 people",
        "How many of the 2000 soldiers died?",
        "UN resolution 1929",
        "Lebanon's March 14 coalition",
        "blade runner 2049",
        "april jones trial",
        "the winter olympics skaters",
        "Sunday Times rich list",
        "people in their 30s",
        "two weeks later",
        "will troops march on Rome",
        "",
    ],
)
def test_what_names_no_days_sets_no_window(text: str) -> None:
    assert read(text) is None


def test_a_time_within_another_narrows_it_and_times_apart_make_one_window() -> None:
    assert read("in 2008, in the first week of May 2008") == ("2008-05-01", "2008-05-07")
    assert read("in 2004 and in 2006") == ("2004-01-01", "2006-12-31")


def test_the_words_that_say_the_time_are_known_and_those_beside_a_noun_are_kept() -> None:
    text = "What was agreed in October 2009 at Doha?"
    window = read_time_window(text, now=WEDNESDAY)
    assert window is not None and [text[a:b] for a, b in window.dropped_spans] == ["in October 2009"]
    beside = read_time_window("What did he say on his 2011 trip?", now=WEDNESDAY)
    assert beside is not None and beside.dropped_spans == () and len(beside.spans) == 1


WORDS = st.sampled_from(
    [
        "on",
        "June",
        "14",
        ",",
        "2007",
        "last",
        "before",
        "two",
        "days",
        "after",
        "the",
        "week",
        "of",
        "Monday",
        "as",
        "early",
        "1990s",
        "to",
        "-",
        "May",
        "and",
        "between",
        "quarter",
        "31",
        "since",
        "in",
        "later",
        "1st",
        "century",
    ]
)


@given(st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=60), st.dates())
def test_any_text_gives_a_window_in_order_or_none(text: str, now: date) -> None:
    window = read_time_window(text, now=now)
    if window is not None:
        assert window.from_date or window.to_date
        assert not (window.from_date and window.to_date) or window.from_date <= window.to_date
        assert all(0 <= start < end <= len(text) for start, end in window.spans)
