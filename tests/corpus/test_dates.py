from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import parse_iso_date, parse_written_date
from corpus.documents import Precision

JUNE_9 = date(2007, 6, 9)


@pytest.mark.parametrize(
    "written",
    [
        "2007-06-09",
        "2007-06-9",
        "9 June 2007",
        "June 9, 2007",
        "Jun. 9, 2007",
        "JUNE 9, 2007",
        "June 9th, 2007 at 5:30 pm",
        "Saturday, June 9, 2007",
        "Sat, 09 Jun 2007 10:32:00 GMT",
        "Saturday, 9 June 2007, 10:32 GMT 11:32 UK",
        "10:32 GMT, Saturday 9 June 2007",
        "2007-06-09T10:32:00Z",
    ],
)
def test_a_day_is_read_in_each_usual_writing(written: str) -> None:
    span = parse_written_date(written, "date line")
    assert span is not None
    assert (span.start, span.end, span.precision, span.basis) == (JUNE_9, JUNE_9, Precision.DAY, "date line")


@pytest.mark.parametrize(
    "written", ["05/04/2007", "5-4-2007", "16 April 07", "31 June 2007", "2007", "June 9", "", "x"]
)
def test_what_cannot_be_told_is_no_date(written: str) -> None:
    assert parse_written_date(written, "b") is None


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("16/04/2007", date(2007, 4, 16)),
        ("04/16/2007", date(2007, 4, 16)),
        ("04/04/2007", date(2007, 4, 4)),
        ("16.4.2007", date(2007, 4, 16)),
    ],
)
def test_a_date_in_numbers_is_read_where_only_one_way_round_is_possible(written: str, day: date) -> None:
    span = parse_written_date(written, "b")
    assert span is not None and span.start == span.end == day


def test_a_month_and_a_year_span_all_their_days() -> None:
    month, year = parse_iso_date("2008-02", "date field"), parse_iso_date("2008", "date field")
    assert month is not None and year is not None
    assert (month.start, month.end, month.precision) == (date(2008, 2, 1), date(2008, 2, 29), Precision.MONTH)
    assert (year.start, year.end, year.precision) == (date(2008, 1, 1), date(2008, 12, 31), Precision.YEAR)


def test_a_timestamp_keeps_the_day_of_its_writer() -> None:
    span = parse_iso_date("2007-06-09T23:30:00-05:00", "date field")
    assert span is not None and span.start == JUNE_9


@pytest.mark.parametrize(
    "written", ["2007-13-01", "2007-02-30", "20070609", "2007-W23-6", "0000", "2007-06-09T25:00", "soon"]
)
def test_a_wrong_iso_date_is_none(written: str) -> None:
    assert parse_iso_date(written, "b") is None


@given(st.dates())
def test_every_day_comes_back_from_each_writing(day: date) -> None:
    for written in (day.isoformat(), f"{day:%d %B} {day.year:04}", f"{day:%B} {day.day}, {day.year:04}"):
        span = parse_written_date(written, "b")
        assert span is not None and span.start == span.end == day


@given(st.text())
def test_no_text_makes_the_readers_of_dates_fail(text: str) -> None:
    parse_iso_date(text, "b")
    parse_written_date(text, "b")
