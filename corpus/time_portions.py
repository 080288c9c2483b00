"""Portions of a time, and days known by another name: the grammar's less common shapes.

"The first two weeks of July 2007", "the second half of May 2003", "the first Monday of May 2005",
"the weekend of 5 May 2007", "Christmas Day 2004", "the nineties", "a fortnight ago".
"""

from __future__ import annotations

from collections.abc import Iterable

from corpus import portion_readings as readings
from corpus.portion_readings import CLOSINGS, COUNTS, DECADES, FEASTS, NTHS, OPENINGS, ORDINALS
from corpus.time_words import DAY, MONTH, WEEKDAY_NUMBERS, YEAR, Need, Shape, any_of, compiled

PORTION_WORDS = frozenset(
    {*DECADES, "christmas", "boxing", "valentine's", "valentine", "halloween", "fortnight", "eve", "half"}
)


def _any_of(words: Iterable[str]) -> str:
    """The same for words that may hold spaces and apostrophes of either kind."""
    return any_of(words).replace(" ", r"\s+").replace("'", "['\u2019]")


_OPT_YEAR = rf"(?:,?\s+(?:of\s+)?{YEAR})?"
_WEEKDAY = rf"(?P<weekday>{_any_of(name for name in WEEKDAY_NUMBERS if name.endswith('day'))})\b"
_ORDINAL = rf"(?P<ordinal>{_any_of(ORDINALS)})"
_EDGE = rf"(?P<edge>{_any_of((*OPENINGS, *CLOSINGS))})"
_COUNT = rf"(?P<count>\d{{1,2}}|{_any_of(COUNTS)}|few|couple\s+of|several)"
_AROUND = (
    r"(?:the\s+)?(?P<unit>weekend|week)\s+(?P<way>of|beginning|starting|commencing|ending|ended)\s+(?:on\s+)?"
)
_PART = r"(?:(?P<part>early|mid|late)[-\s]\s?)?"
_OF_YEAR = r"(?=\s+(?:of\s+)?(?:this|last|next|the\s+previous)\s+year\b)"
_GRAMMAR: tuple[Shape, ...] = (
    (
        Need.NUMBER,
        rf"(?:the\s+)?{_EDGE}\s+(?:{_COUNT}\s+)?(?P<unit>day|week|month)(?P<many>s)?\s+of\s+(?:the\s+year\s+)?"
        rf"(?:{MONTH},?\s+(?:of\s+)?)?{YEAR}",
        readings.read_portion,
    ),
    (
        Need.NAME,
        rf"(?:the\s+)?{_ORDINAL}\s+half\s+of\s+{MONTH}{_OPT_YEAR}",
        readings.read_half_of_month,
    ),
    (
        Need.NUMBER,
        rf"(?:h(?P<number>[12])\s+(?:of\s+)?|(?P<number_first>[12])h\s+){YEAR}",
        readings.read_half,
    ),
    (Need.NUMBER, rf"(?P<number>[1-4])q\s+(?:of\s+)?{YEAR}", readings.read_quarter),
    (Need.NUMBER, r"(?P<year>1\d{3}|20\d\d)[\s-]?q(?P<number>[1-4])\b", readings.read_quarter),
    (Need.NUMBER, r"(?P<year>1\d{3}|20\d\d)/(?P<last>(?:1\d|20)?\d\d)\b(?!/)", readings.read_two_years),
    (
        Need.RELATION,
        rf"(?P<shift>last|this|next)\s+(?P<feast>{_any_of(FEASTS)})\b(?!['\u2019])",
        readings.read_feast_of_some_year,
    ),
    (Need.RELATION, r"the\s+(?P<unit>week|weekend|month|year)\s+before\s+last\b", readings.read_before_last),
    (Need.NUMBER, rf"(?:the\s+)?{_ORDINAL}\s+half\s+of\s+{YEAR}", readings.read_half),
    (
        Need.RELATION,
        rf"(?:the\s+)?{_ORDINAL}[\s-](?P<length>quarter|half){_OF_YEAR}",
        readings.read_part_of_relative_year,
    ),
    (Need.RELATION, rf"(?P<length>q|h)(?P<number>[1-4]){_OF_YEAR}", readings.read_part_of_relative_year),
    (
        Need.RELATION,
        r"(?:the\s+)?(?P<part>start|beginning|middle|end)\s+of\s+the\s+(?P<unit>year|month|week)\b",
        readings.read_part_of_the,
    ),
    (
        Need.RELATION,
        r"(?:the\s+)?(?:last|past)\s+(?P<count>few|couple\s+of)\s+(?P<unit>day|week|month|year)s\b",
        readings.read_few,
    ),
    (Need.NUMBER, r"(?:the\s+)?(?:last|past)\s+(?P<hours>24|36|48|72)\s+hours\b", readings.read_few),
    (
        Need.RELATION,
        r"(?<=over\s)the\s+weekend\b|(?<=[ao][tn]\s)the\s+weekend\b(?!\s+of)",
        readings.read_weekend,
    ),
    (
        Need.NAME,
        rf"(?:the\s+)?{_ORDINAL}\s+weekend\s+(?:of|in)\s+{MONTH},?\s+(?:of\s+)?{YEAR}",
        readings.read_weekend_of_month,
    ),
    (Need.NAME, rf"(?:the\s+)?(?P<nth>{_any_of(NTHS)})\s+(?:of\s+)?{MONTH}{_OPT_YEAR}", readings.read_nth),
    (Need.NAME, rf"{MONTH}\s+(?:the\s+)?(?P<nth>{_any_of(NTHS)})\b{_OPT_YEAR}", readings.read_nth),
    (Need.RELATION, rf"(?:the\s+)?{_PART}(?P<nth>{_any_of(NTHS)})[\s-]century\b", readings.read_nth),
    (Need.NUMBER, r"(?P<month>0?[1-9]|1[0-2])/(?P<year>1\d{3}|20\d\d)(?![\d/])", readings.read_numeric_month),
    (
        Need.NUMBER,
        r"(?P<year>1\d{3}|20\d\d)(?P<is_range>-)(?P<month>0[1-9]|1[0-2])(?![\d-])",
        readings.read_numeric_month,
    ),
    (Need.NUMBER, r"(?<=\b(?:in|of)\s)['\u2019](?P<short>\d\d)\b(?!s)", readings.read_short_year),
    (
        Need.NUMBER,
        rf"(?:the\s+)?{_ORDINAL}\s+half\s+of\s+the\s+(?P<decade>(?:1\d|20)\d0)s\b",
        readings.read_half,
    ),
    (
        Need.NAME,
        rf"(?:the\s+)?(?P<ordinal>first|second|third|fourth|last|final)\s+week\s+(?:of|in)\s+{MONTH}(?!,?\s+\d)",
        readings.read_week,
    ),
    (
        Need.NAME,
        rf"(?:the\s+)?{_ORDINAL}\s+{_WEEKDAY}\s+(?:of|in)\s+{MONTH},?\s+(?:of\s+)?{YEAR}",
        readings.read_weekday_of_month,
    ),
    (Need.NAME, rf"{_AROUND}(?:the\s+)?{DAY}\s+(?:of\s+)?{MONTH},?\s+{YEAR}", readings.read_week_around),
    (Need.NAME, rf"{_AROUND}{MONTH}\s+{DAY},?\s+{YEAR}", readings.read_week_around),
    (
        Need.RELATION,
        rf"(?P<feast>{_any_of(FEASTS)})(?:,?\s+(?:of\s+|in\s+)?{YEAR})",
        readings.read_feast,
    ),
    (
        Need.RELATION,
        # Without "the" an age is meant: "in her late eighties".
        rf"the\s+{_PART}(?P<decade>{_any_of(DECADES)})\b",
        readings.read_decade,
    ),
    (Need.RELATION, r"(?:a\s+)?(?P<unit>)(?P<span>fortnight|half\s+a\s+year)\s+ago\b", readings.read_ago),
    (
        Need.RELATION,
        r"a\s+couple\s+of\s+(?P<unit>day|week|month|year)s\s+ago\b",
        readings.read_ago,
    ),
    (
        Need.NUMBER,
        r"(?P<year>1\d{3}|20\d\d)(?P<mark>[/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)",
        readings.read_slashed,
    ),
)
PORTION_PATTERNS = compiled(_GRAMMAR)
