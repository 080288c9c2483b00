"""Which of the expressions found in a question do name a time: "may" in a question is mostly a verb.

A question's capitals cannot be trusted, so what could be another word counts as a time only beside
words that say so.
"""

from __future__ import annotations

import re
from datetime import date

from corpus.time_expressions import TimeExpression
from corpus.time_spans import Absolute, OfSomeYear, Weekday

_PREPOSITION = re.compile(
    r"\b(?:in|during|since|until|till|by|before|after|from|through|throughout|of|between|around|about|late|early|"
    r"mid|last|this|next|as\s+of|prior\s+to|following|over|on|for|and|to|or|up\s+to|the\s+(?:month|start|end)\s+of)"
    r"[\s(-]+(?:the\s+)?$",
    re.IGNORECASE,
)
_ONLY_OF_TIME = re.compile(
    r"\b(?:in|during|since|until|till|by|before|after|between|through|throughout|late|early|mid|last|this|next|as\s+of|from)"
    r"[\s-]+(?:the\s+)?$",
    re.IGNORECASE,
)
_ALSO_WORDS = frozenset({"may", "march", "mar", "sat", "sun", "spring", "fall", "the spring", "the fall"})
# A number of four digits that counts or names something else than a year.
_NAMES_A_NUMBER = re.compile(
    r"(?:\b(?:resolution|article|no|no\.|nr|number|flight|room|route|model|chapter|section|page|highway|windows|"
    r"boeing|airbus|unit|than|agenda|vision|class\s+of)|[#$\u00a3\u20ac])\s*$",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    r"\b(?:over|nearly|almost|some|about|least|most|approximately|roughly|exactly|only|up\s+to|these|those|all)\s*$",
    re.IGNORECASE,
)
_UNITS_AFTER = re.compile(
    r"[\s-](?:people|men|women|children|persons|others|more|km|kilomet\w+|miles?|met\w+|feet|ft|tons?|tonnes|kg|"
    r"mph|pounds|dollars|euros|roubles|rubles|points|votes|seats|jobs|troops|soldiers|dead|killed|injured|"
    r"homes|houses|workers|prisoners|migrants|refugees|victims|casualties|years?|days?|hours?|percent|"
    r"calories|mah|mhz|hp|watts?|volts?|square|m)\b",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(
    r"\b(?:his|her|their|my|your|our|its|in\s+the\s+low|temperatures?\s+in\s+the)\s+(?:\w+\s+)?$", re.I
)
_AFTER_A_NAME = re.compile(r"\b[A-Z][\w'\u2019]*\s+$")
_NOT_A_SEASON = re.compile(
    r"\s+(?:of\b|olympi|paralympi|games|palace|sports|school|soldier|camp)", re.IGNORECASE
)
_STANDS_ALONE = re.compile(r"\s*(?:$|[,:;.?!)])")


def names_a_time(text: str, expression: TimeExpression, *, now: date) -> bool:
    """Whether an expression of time is meant as one, in a question asked on a day."""
    before, words = text[: expression.start], text[expression.start : expression.end]
    after, meaning = text[expression.end :], expression.meaning
    if isinstance(meaning, Absolute):
        year = words.split()[-1]
        is_name = year.isdigit() and int(year) > now.year and not _PREPOSITION.search(before)
        return not is_name and not _is_count(before, words, after)
    if isinstance(meaning, Weekday):
        return meaning.shift is not None or _is_weekday(before, words, after)
    if isinstance(meaning, OfSomeYear) and meaning.shift is None:
        if meaning.first is not None:  # "the March 14 coalition", "November 17" are names
            return bool(_PREPOSITION.search(before) or _STANDS_ALONE.match(after)) and not _is_part_of_name(
                after
            )
        return _is_month_or_season(before, words, after, meaning)
    return True


def _is_part_of_name(after: str) -> bool:
    return bool(
        re.match(
            r"\s+(?:movement|coalition|alliance|committee|group|uprising|revolution|attacks?)\b", after, re.I
        )
    )


def _is_count(before: str, words: str, after: str) -> bool:
    words = re.sub(r"^the\s+", "", words, flags=re.IGNORECASE)
    if not words.isdigit():
        return bool(re.fullmatch(r"['\u2019]?\d\ds", words) and _POSSESSIVE.search(before))
    if _NAMES_A_NUMBER.search(before):
        return True
    if _QUANTITY.search(before) and not _STANDS_ALONE.match(after):
        return True
    return bool(_UNITS_AFTER.match(after)) and not _ONLY_OF_TIME.search(before)


def _is_weekday(before: str, words: str, after: str) -> bool:
    """A weekday, unless it is an abbreviation that is a word too, or part of a name."""
    if words.lower().rstrip(".") in _ALSO_WORDS:
        return words[0].isupper() and bool(
            _ONLY_OF_TIME.search(before) or re.search(r"\bon\s+$", before, re.I)
        )
    if _PREPOSITION.search(before):
        return True
    if not before.strip():
        return bool(
            re.match(
                r"['\u2019]s\b|\s*(?:$|[,:;.?!)]|(?:what|who|when|where|how|which|did|was|were)\b)",
                after,
                re.I,
            )
        )
    return not re.match(r"\s+[A-Z]", after) and not _AFTER_A_NAME.search(before)


def _is_month_or_season(before: str, words: str, after: str, meaning: OfSomeYear) -> bool:
    """A month or season without a year, which must stand as a time does."""
    if meaning.part is not None:
        return True
    if re.search(r"quarter|half|^[qh]\d", words, re.IGNORECASE):
        return True
    if meaning.n_months > 1:
        is_name = _NOT_A_SEASON.match(after) or _AFTER_A_NAME.search(before)
        return not is_name and bool(_ONLY_OF_TIME.search(before))
    if words.lower().rstrip(".") in _ALSO_WORDS:
        return bool(_ONLY_OF_TIME.search(before)) and not re.match(r"\s+[A-Z]", after)
    return bool(_PREPOSITION.search(before) or _STANDS_ALONE.match(after))
