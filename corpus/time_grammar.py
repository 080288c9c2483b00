"""The grammar of English expressions of time: what each looks like.

Patterns are in order: of two readings of the same length the earlier one counts.
"""

from __future__ import annotations

from corpus import time_readings as readings
from corpus.time_readings import COUNTS, DEICTIC, ORDINALS, SEASONS, SHIFTS
from corpus.time_words import DAY, MONTH, MONTH_NUMBERS, YEAR, Need, Shape, any_of, compiled

_TO_MONTH = rf"(?P<to_month>{any_of(MONTH_NUMBERS)})\b\.?"
_TO_DAY = r"(?P<to_day>[0-3]?\d)(?:st|nd|rd|th)?\b"
_DASH = r"\s?[-\u2013\u2014]\s?"
_TO = rf"(?:{_DASH}|\s+(?:to|and|through|until|till)\s+)"
_WEEKDAY = (
    r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tues?|wed|thurs?|thu|fri|sat|sun)\.)"
)
_BARE_PART = (
    r"(?:(?P<part>early|late|mid)(?:\s+in\s+|[-\s]\s?)|"
    r"(?:the\s+)?(?P<part_of>beginning|start|middle|end|early\s+part|latter\s+part)\s+of\s+)?"
)
_PART = rf"{_BARE_PART}(?:the\s+)?"
_COUNT = rf"(?P<count>\d{{1,3}}|{any_of(COUNTS)})"
_UNIT = r"(?P<unit>day|weekend|week|month|quarter|year|decade|century|centurie)s?\b"
_SEASON = rf"(?P<season>{any_of(SEASONS)})\b"
_SHIFT = rf"(?:this\s+(?=past|coming))?(?P<shift>{any_of(SHIFTS)})"
_HOURS = r"(?!\s+(?:morning|afternoon|evening|night)s)(?:\s+(?:morning|afternoon|evening|night))?\b"
_ORDINAL = rf"(?P<ordinal>{any_of(ORDINALS)}|last|final)"
_GRAMMAR: tuple[Shape, ...] = (
    (Need.NUMBER, r"(?P<year>1\d{3}|20\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)", readings.read_iso),
    (
        Need.NUMBER,
        r"(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})(?P=mark)(?P<year>1\d{3}|20\d\d)(?!\d)",
        readings.read_numeric,
    ),
    (Need.NAME, rf"the\s+week\s+of\s+{MONTH}\s+{DAY},?\s+{YEAR}", readings.read_week_of_day),
    (
        Need.NAME,
        rf"{MONTH}\s+{DAY}(?:,?\s+(?P<from_year>1\d{{3}}|20\d\d))?{_TO}{_TO_MONTH}\s+{_TO_DAY},?\s+{YEAR}",
        readings.read_month_day,
    ),
    (
        Need.NAME,
        rf"{DAY}\s+{MONTH}(?:,?\s+(?P<from_year>1\d{{3}}|20\d\d))?{_TO}{_TO_DAY}\s+{_TO_MONTH},?\s+{YEAR}",
        readings.read_month_day,
    ),
    (
        Need.NAME,
        rf"(?:the\s+)?{MONTH}\s+(?:the\s+)?{DAY}(?!\s*%)(?:{_TO}{_TO_DAY}(?!\s*%))?(?:(?:,\s*|\s+){YEAR})?",
        readings.read_month_day,
    ),
    (
        Need.NAME,
        rf"(?:the\s+)?{DAY}(?:{_TO}(?:the\s+)?{_TO_DAY})?\s+(?:of\s+)?{MONTH}(?:,?\s+{YEAR})?",
        readings.read_month_day,
    ),
    (
        Need.NAME,
        rf"(?:the\s+)?{_ORDINAL}\s+week\s+(?:of|in)\s+{MONTH},?\s+{YEAR}",
        readings.read_week_of_month,
    ),
    (
        Need.NAME,
        rf"{_PART}{MONTH}(?:\s+(?P<from_year>1\d{{3}}|20\d\d))?{_TO}"
        rf"(?:(?P<to_part>early|late|mid)[-\s]\s?)?{_TO_MONTH}(?:\s+of)?,?\s+{YEAR}",
        readings.read_months,
    ),
    (Need.NAME, rf"{_PART}(?:{_SHIFT}\s+)?{MONTH}(?:,?\s+(?:of\s+)?{YEAR})?(?!\s*\d)", readings.read_month),
    (Need.NAME, rf"(?:the\s+)?(?:{_SHIFT}\s+)?{_WEEKDAY}{_HOURS}", readings.read_weekday),
    (
        Need.NUMBER,
        rf"(?:the\s+)?(?:{_ORDINAL}[\s-](?P<length>quarter|half)\s+(?:of\s+)?|q(?P<number>[1-4])\s+(?:of\s+)?){YEAR}",
        readings.read_quarter,
    ),
    (Need.NUMBER, rf"{_PART}(?P<decade>(?:1\d|20)\d0|['\u2019]?[2-9]0)s\b", readings.read_decade),
    (Need.NUMBER, rf"{_PART}(?P<century>\d{{1,2}})(?:st|nd|rd|th)[\s-]century", readings.read_century),
    (
        Need.RELATION,
        rf"{_PART}(?:{_SHIFT}\s+)?{_SEASON}(?:\s+(?:of\s+)?{YEAR}(?:[-\u2013/]\d\d(?:\d\d)?\b)?)?",
        readings.read_season,
    ),
    (Need.NUMBER, rf"{_PART}{YEAR}(?!-\w)", readings.read_year),
    (
        Need.NUMBER,
        rf"{YEAR}(?:{_DASH}(?P<to_year>1\d{{3}}|20\d\d|\d\d)|\s+to\s+(?P<until_year>1\d{{3}}|20\d\d))\b",
        readings.read_year,
    ),
    (Need.NUMBER, rf"(?<=between\s){YEAR}\s+and\s+(?P<until_year>1\d{{3}}|20\d\d)\b", readings.read_year),
    (Need.RELATION, rf"(?P<deictic>{any_of(DEICTIC)})\b".replace(r"\ ", r"\s+"), readings.read_deictic),
    (Need.RELATION, rf"{_BARE_PART}(?P<the>the\s+)?{_SHIFT}\s+{_UNIT}", readings.read_period),
    (
        Need.RELATION,
        rf"(?P<side>earlier|later|so\s+far|before|afterwards?)\s+(?:in\s+)?(?P<shift>this|last)\s+{_UNIT}",
        readings.read_side,
    ),
    (Need.RELATION, r"(?<=\bthe\s)weekend\b", readings.read_weekend),
    (
        Need.RELATION,
        rf"{_COUNT}(?:\s+|-){_UNIT}\s+(?P<way>ago|earlier|later|from\s+now|hence|previously|(?:before|after|prior)(?=\s*(?:[,.;:)]|$)))\b",
        readings.read_offset,
    ),
    (
        Need.RELATION,
        r"(?:the|a)\s+day\s+(?P<way>before|after)\b(?=\s*(?:[,.;:)]|$))",
        readings.read_day_beside,
    ),
    (Need.RELATION, rf"{_SHIFT}\s+{_COUNT}\s+{_UNIT}", readings.read_stretch),
)
PATTERNS = compiled(_GRAMMAR)
