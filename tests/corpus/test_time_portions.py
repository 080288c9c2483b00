from datetime import date

import pytest

from corpus.time_expressions import find_time_expressions
from corpus.time_spans import Anchor

ANCHOR = Anchor(day=date(2015, 11, 11))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("the first two weeks of July 2007", "2007-07-01", "2007-07-14"),
        ("the opening weeks of 2010", "2010-01-01", "2010-01-31"),
        ("the last three months of 2004", "2004-10-01", "2004-12-31"),
        ("the final five days of May 2007", "2007-05-27", "2007-05-31"),
        ("the closing days of May 2007", "2007-05-21", "2007-05-31"),
        ("the first half of May 2003", "2003-05-01", "2003-05-15"),
        ("the second half of June", "2015-06-16", "2015-06-30"),
        ("H1 2008", "2008-01-01", "2008-06-30"),
        ("the second half of the 1990s", "1995-01-01", "1999-12-31"),
        ("the first week of May", "2015-05-01", "2015-05-07"),
        ("the first Monday of May 2005", "2005-05-02", "2005-05-02"),
        ("the last Friday in March 2004", "2004-03-26", "2004-03-26"),
        ("the weekend of 5 May 2007", "2007-05-05", "2007-05-06"),
        ("the week ending May 5, 2007", "2007-04-29", "2007-05-05"),
        ("the week beginning 5 May 2007", "2007-05-05", "2007-05-11"),
        ("Christmas Day 2004", "2004-12-25", "2004-12-25"),
        ("New Year\u2019s Eve 2008", "2008-12-31", "2008-12-31"),
        ("the late eighties", "1987-01-01", "1989-12-31"),
        ("the fourteenth of June 2007", "2007-06-14", "2007-06-14"),
        ("June twenty-first", "2015-06-21", "2015-06-21"),
        ("the seventeenth century", "1600-01-01", "1699-12-31"),
        ("06/2004", "2004-06-01", "2004-06-30"),
        ("2014-06", "2014-06-01", "2014-06-30"),
        ("the latter half of 2017", "2017-07-01", "2017-12-31"),
        ("the opening week of 2015", "2015-01-01", "2015-01-07"),
        ("the last weekend of June 2010", "2010-06-26", "2010-06-27"),
        ("the start of the year", "2015-01-01", "2015-04-30"),
        ("the last few weeks", "2015-10-21", "2015-11-11"),
        ("the past 48 hours", "2015-11-09", "2015-11-11"),
        ("late July 2022", "2022-07-21", "2022-07-31"),
        ("early 1990s", "1990-01-01", "1993-12-31"),
        ("a fortnight ago", "2015-10-26", "2015-11-01"),
        ("half a year ago", "2015-05-01", "2015-05-31"),
        ("a couple of weeks ago", "2015-10-26", "2015-11-01"),
        ("2007/06/09", "2007-06-09", "2007-06-09"),
    ],
)
def test_a_portion_of_a_time_is_read_whole(text: str, start: str, end: str) -> None:
    (found,) = find_time_expressions(text)
    days = found.meaning.days(ANCHOR)
    assert (found.start, found.end) == (0, len(text))
    assert days is not None and (str(days.start), str(days.end)) == (start, end)


def test_a_month_has_no_fifth_monday_every_year() -> None:
    days = [e.meaning.days(ANCHOR) for e in find_time_expressions("the fifth Tuesday of May 2005")]
    assert [str(d.start) for d in days if d] == ["2005-05-31"]


@pytest.mark.parametrize("text", ["in her late eighties", "a Christmas tree", "an initial fall"])
def test_ages_and_trees_are_no_time(text: str) -> None:
    assert not [e for e in find_time_expressions(text) if text[e.start : e.end] != "fall"]
