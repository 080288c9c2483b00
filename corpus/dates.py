"""Dates as people write them, read into DateSpans.

What cannot be told for certain is None: a day and a month that could be either way round, a year of
two digits, the 31st of June. Dates inside sentences ("on Monday") are not read here.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime
from functools import lru_cache

from corpus.documents import DateSpan, Precision
from corpus.month_names import FOREIGN_MONTHS, FOREIGN_WEEKDAYS
from corpus.time_words import DayOrder

_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr, ("",) * 9 + ("Sept",))
    for number, name in enumerate(names)
    if name
} | FOREIGN_MONTHS
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º)?"
_YEAR = r"(?P<year>\d{4})"
_WEEKDAY = rf"(?:{'|'.join((*calendar.day_name, *calendar.day_abbr, *FOREIGN_WEEKDAYS))})\b\.?"
_ZONE = r"(?:[A-Z]{1,5}\b|[+-]\d{2}:?\d{2}|(?i:мск|uhr)\b)"  # GMT, CET, EDT, Z; +02:00
_TIME = rf"\d{{1,2}}[:.]\d{{2}}(?::\d{{2}}(?:\.\d+)?)?\s*(?i:[ap]\.?m\b\.?)?\s*(?:\(?{_ZONE}\)?)?"

_DAY_PATTERNS = (
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
    rf"(?i:{_DAY}\s*(?:de\s+|of\s+)?{_MONTH},?\s+(?:de[l]?\s+)?{_YEAR}(?:\s*[\u0433\u0440]\.)?)",
    rf"(?i:{_MONTH}\s+{_DAY}(?:,\s*|\s+){_YEAR})",
    r"(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})",
)
_WRITTEN = [re.compile(pattern) for pattern in (*_DAY_PATTERNS, rf"(?i:{_MONTH},?\s+{_YEAR})")]
_AROUND = re.compile(rf"^(?i:{_WEEKDAY})[,\s]*|[,\s]*\(?(?i:{_WEEKDAY})\)?$")
_LEADING_TIME = re.compile(rf"^(?:{_TIME})[\s,|-]+")
_TRAILING_TIME = re.compile(rf"(?:T|[\s,|-]+(?:at\s+)?){_TIME}(?:\s+{_TIME})?$")
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](.+))?)?)?")
_MARKS_AROUND = "|,;:.-\u2013 \t\xa0"
_LAST_MONTH = 12
_LONGEST_WRITTEN_DATE = 80  # "Last updated: Wednesday, 16 September 2007 at 10:32:15 p.m. GMT" has 63


def day_span(day: date, basis: str) -> DateSpan:
    """One day."""
    return DateSpan(start=day, end=day, precision=Precision.DAY, basis=basis)


def month_span(year: int, month: int, basis: str) -> DateSpan:
    """The days of one month.

    Raises:
        ValueError: there is no such month.
    """
    start = date(year, month, 1)
    end = start.replace(day=calendar.monthrange(year, month)[1])
    return DateSpan(start=start, end=end, precision=Precision.MONTH, basis=basis)


def year_span(year: int, basis: str) -> DateSpan:
    """The days of one year.

    Raises:
        ValueError: there is no such year.
    """
    return DateSpan(start=date(year, 1, 1), end=date(year, 12, 31), precision=Precision.YEAR, basis=basis)


@lru_cache(maxsize=4096)  # an archive's rows come in runs of the same day
def parse_iso_date(text: str, basis: str) -> DateSpan | None:
    """Read YYYY, YYYY-MM, YYYY-MM-DD or an ISO 8601 timestamp, whose day is taken as its writer's.

    Returns:
        The days it names, or None where it is not such a date.
    """
    match = _ISO.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day, clock = match.groups()
    try:
        if clock is not None:
            return day_span(datetime.fromisoformat(match.string).date(), basis)
        if day is not None:
            return day_span(date(int(year), int(month), int(day)), basis)
        return month_span(int(year), int(month), basis) if month else year_span(int(year), basis)
    except ValueError:
        return None


def parse_written_date(text: str, basis: str, day_order: DayOrder | None = None) -> DateSpan | None:
    """Read a text that is a date and nothing else, save a weekday and a time.

    "2007-06-9", "16 April 2007", "Monday, Apr. 16, 2007, 10:32 GMT", "12 de mayo de 2010", "June 2007";
    "16/04/2007" only where one of the first two numbers can be no month, both are the same, or the
    order is known; with dots the day comes first.
    """
    if len(text) > _LONGEST_WRITTEN_DATE or not any(map(str.isdigit, text)):
        return None
    bare = _without_weekday_and_time(text.strip().strip(_MARKS_AROUND))
    for pattern in _WRITTEN:
        if match := pattern.fullmatch(bare):
            return _span_of(match, basis, day_order)
    return None


def _without_weekday_and_time(text: str) -> str:
    text = _LEADING_TIME.sub("", text)
    text = _AROUND.sub("", text)
    text = _TRAILING_TIME.sub("", text)
    return _AROUND.sub("", text).strip()


def _span_of(match: re.Match[str], basis: str, day_order: DayOrder | None) -> DateSpan | None:
    parts = match.groupdict()
    try:
        year = int(parts["year"])
        if "first" in parts:
            order = DayOrder.DAY_FIRST if parts["mark"] == "." else day_order
            return _numeric_day(int(parts["first"]), int(parts["second"]), year, basis, order)
        month = _month_number(parts["month"])
        if "day" not in parts:
            return month_span(year, month, basis)
        return day_span(date(year, month, int(parts["day"])), basis)
    except ValueError:
        return None


def _numeric_day(first: int, second: int, year: int, basis: str, order: DayOrder | None) -> DateSpan | None:
    if first <= _LAST_MONTH and second <= _LAST_MONTH and first != second and order is None:
        return None  # 5/4/2007 is April in London and May in New York
    is_day_first = first > _LAST_MONTH or (second <= _LAST_MONTH and order is DayOrder.DAY_FIRST)
    month, day = (second, first) if is_day_first else (first, second)
    return day_span(date(year, month, day), basis)


_NUMERIC = re.compile(r"(?<![\d/-])(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d{2})(?![\d/-])")
_SAID_ORDER = {"mm/dd": DayOrder.MONTH_FIRST, "dd/mm": DayOrder.DAY_FIRST}


def day_order_of(text: str) -> DayOrder | None:
    """The order of day and month that a text's numeric dates show, None where none does or they differ.

    A number above 12 can be no month; "mm/dd" may also be said outright.
    """
    said = {order for cue, order in _SAID_ORDER.items() if cue in text.lower()}
    for match in _NUMERIC.finditer(text):
        first, second = int(match[1]), int(match[3])
        if first > _LAST_MONTH >= second:
            said.add(DayOrder.DAY_FIRST)
        elif second > _LAST_MONTH >= first:
            said.add(DayOrder.MONTH_FIRST)
    return said.pop() if len(said) == 1 else None


def _month_number(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS[text.lower()]
