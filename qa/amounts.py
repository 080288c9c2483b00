"""The number that a question asks of a sentence, with its unit: "how many votes", "the death toll"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import InvalidOperation

from corpus.fulltext_words import stem
from corpus.story_numbers import NUMBER_WORDS, read_number
from corpus.time_expressions import find_time_expressions
from corpus.word_classes import (
    ADVERBS,
    AUXILIARIES,
    COORDINATORS,
    DETERMINERS,
    NOT_NAMES,
    PREPOSITIONS,
    SUBORDINATORS,
)
from corpus.words import Words, cut_words
from qa.asked_act import is_past

_DEATHS = """
die died dies dead death deaths kill killed kills toll fatality fatalities lives perish perished
"""
_MONEY = """
dollar dollars cent cents euro euros pound pounds sterling franc francs rouble roubles ruble rubles rupee
rupees yen yuan krona kronor peso pesos lira mark marks usd eur gbp
"""
_LENGTHS = """
metre metres meter meters kilometre kilometres kilometer kilometers km m mile miles foot feet inch inches
"""
_TIMES = """
second seconds minute minutes hour hours day days week weeks month months year years decade decades
"""
_SHARES = "percent percentage points"
_OTHERS = """
tonne tonnes ton tons kilogram kilograms kg litre litres liter liters barrel barrels degree degrees hectare
hectares people person persons
"""
_UNITS = frozenset(" ".join((_MONEY, _LENGTHS, _TIMES, _SHARES, _OTHERS)).split())
_SIGNS = frozenset("$€£¥")
# What a question asks for, and the words beside which its number stands.
_CLASSES: tuple[tuple[str, str], ...] = (
    ("die dead death kill toll casualty fatality perish victim", _DEATHS),
    ("cost price owe pay spend worth money debt fine settlement compensation", _MONEY),
    ("far tall high deep wide distance", _LENGTHS),
    ("long", _TIMES),
    ("old", "aged age year years"),
    ("fast", f"{_LENGTHS} {_TIMES}"),
    ("percentage share", _SHARES),
)


def _stems(words: str) -> frozenset[str]:
    return frozenset(found for word in words.split() if (found := stem(word)))


_PERCENT = "percent"
_STEMS_OF_CLASSES = {asked: _stems(told) for asking, told in _CLASSES for asked in _stems(asking)}
_ASKED = re.compile(
    r"\bhow\s+many\b|\bhow\s+(?=(?:long|far|tall|high|deep|wide|old|fast)\b)|\bhow\s+much\b|"
    r"\b(?:number|amount|total|count|size|percentage|share)\s+of\b|\bwhat\s+(?:was|is|were|are)\s+(?:the\s+)?|\bthe\s+",
    re.IGNORECASE,
)
_MOST_LAST = 2
_MOST_ASKED = 3  # words behind "how many", up to the verb or preposition
_NEAR = 10  # words between a number and what is counted, the most: "the toll of … has risen to 43"
_BEFORE_ONE = 3  # words from "killed" to "one" in "killed at least one man"
_BEFORE_YEARS = frozenset(
    {"in", "since", "by", "until", "before", "after", "during", "from", "between", "and"}
)
_YEAR = re.compile(r"(?:1\d|20)\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number in a sentence, sentence[start:end] with its unit.

    `value` reads the same however it is written, as do those of all numbers of the sentence in `values`.
    `is_asked` tells that it stands beside what is counted.
    """

    start: int
    end: int
    value: str
    values: frozenset[str]
    is_asked: bool


def asked_stems(question: str) -> frozenset[str]:
    """The stems of what a question counts, and of the words that units and deaths are told in."""
    match = min(_ASKED.finditer(question), key=lambda found: _rank(found.group()), default=None)
    behind = cut_words(question[match.end() :]).lower if match else _last_words(question)
    asked: list[str] = []
    for word in behind:
        if word in AUXILIARIES | PREPOSITIONS or len(asked) == _MOST_ASKED:
            if asked:
                break
        elif found := stem(word):
            asked.append(found)
    others = [found for word in cut_words(question).lower if (found := stem(word)) in _STEMS_OF_CLASSES]
    kin = [_STEMS_OF_CLASSES.get(one, frozenset()) for one in (*asked, *others)]
    if any(kin):  # of "how many people died" the dead count, not all people
        return frozenset().union(*kin, {one for one in (*asked, *others) if one in _STEMS_OF_CLASSES})
    return frozenset(asked)


def find_amount(sentence: str, asked: frozenset[str]) -> Amount | None:
    """The number nearest to what is counted, else the first; None where there is none.

    Dates, times of day, ordinals and numbers that are part of a name ("Boeing 757") are none.
    """
    words = cut_words(sentence)
    found = [
        (_distance(words, first, stop, asked), first, stop, value)
        for first, stop, value in _all(words, asked)
    ]
    if not found:
        return None
    distance, first, stop, value = _of_more(words, min(found), found)
    first, stop = _with_unit(words, first, stop, asked)
    return Amount(
        start=words.starts[first],
        end=words.ends[stop - 1],
        value=value,
        values=frozenset(value for *_, value in found),
        is_asked=distance <= _NEAR,
    )


def _last_words(question: str) -> list[str]:
    """The end of a question without a verb: "BP settlement amount"."""
    return [word for word in cut_words(question).lower if stem(word)][-_MOST_LAST:]


def _rank(phrase: str) -> int:
    """How well a phrase tells what is counted: "how many" best, then "number of", then any article."""
    first = phrase.lower().split()[0]
    return 0 if first == "how" else 2 if first == "what" else 3 if first == "the" else 1


def _all(words: Words, asked: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Every number that counts: the words it begins and ends at, and its value."""
    tokens, owners = _parts(words.lower)
    dates = [(one.start, one.end) for one in find_time_expressions(words.text)]
    at = 0
    while at < len(tokens):
        value, stop = _read(tokens, at)
        first, last = owners[at], owners[stop - 1] if stop > at else 0
        if (
            value
            and not value.endswith(".")
            and _counts(words, first, last + 1, value, dates=dates, asked=asked)
        ):
            yield first, last + 1, value
        at = max(stop, at + 1)


def _parts(lower: Sequence[str]) -> tuple[list[str], list[int]]:
    """The words with "twenty-nine" as two, and which word each part is of."""
    tokens, owners = [], []
    for index, word in enumerate(lower):
        parts = word.split("-")
        split = parts if len(parts) > 1 and all(part in NUMBER_WORDS for part in parts) else [word]
        tokens += split
        owners += [index] * len(split)
    return tokens, owners


def _read(tokens: Sequence[str], at: int) -> tuple[str, int]:
    word = tokens[at]
    if not (word in NUMBER_WORDS or (word[0].isdigit() and re.fullmatch(r"[\d,]+(?:\.\d+)?", word))):
        return "", at
    try:
        return read_number(tokens, at)
    except (InvalidOperation, ValueError):
        return "", at


def _counts(
    words: Words,
    first: int,
    stop: int,
    value: str,
    *,
    dates: Sequence[tuple[int, int]],
    asked: frozenset[str],
) -> bool:
    start, end = words.starts[first], words.ends[stop - 1]
    is_alone = stop == first + 1 and _YEAR.fullmatch(words.written[first]) is not None
    is_year = is_alone and not _is_of_noun(words, first, stop, asked)
    is_count = is_alone and not is_year  # "1500 people"
    is_dated = not is_count and any(a < end and start < b for a, b in dates)
    is_in_day = is_count and any(a < start and end <= b for a, b in dates)  # "May 2008 people died"
    is_clock = words.text[end : end + 1] == ":" or words.text[max(0, start - 1) : start] == ":"
    before = first > 0 and words.is_name(first - 1) and words.lower[first - 1] not in NOT_NAMES
    is_in_name = before and first - 1 not in words.openings and words.written[first][0].isdigit()
    is_one = value == "1" and not words.written[first][0].isdigit()
    is_pronoun = is_one and not _is_one_of(words, first, stop, asked)
    return not (is_dated or is_in_day or is_clock or is_in_name or is_year or is_pronoun)


def _is_of_noun(words: Words, first: int, stop: int, asked: frozenset[str]) -> bool:
    """Whether four digits are a count, not a year: a unit or what is asked for right behind, no "in" before.

    "Killed 1500 miners", too: a noun behind, and before it a word beside which its number stands.
    """
    before, behind = "".join(words.lower[first - 1 : first]), "".join(words.lower[stop : stop + 1])
    is_range = before == "to" and _YEAR.fullmatch("".join(words.lower[first - 2 : first - 1])) is not None
    if is_range or before in _BEFORE_YEARS or not behind.isalpha():
        return False
    is_counted = behind in _UNITS or stem(behind) in asked
    return is_counted or (stem(before) in asked and _is_noun(words, stop))


def _is_noun(words: Words, at: int) -> bool:
    """Whether a word may be a noun: in lower case, none of the closed classes, no regular past form."""
    word = "".join(words.lower[at : at + 1])
    is_open = word not in AUXILIARIES | PREPOSITIONS | COORDINATORS | SUBORDINATORS | DETERMINERS | ADVERBS
    return word.isalpha() and is_open and not words.is_name(at) and not is_past(words, at)


def _is_one_of(words: Words, first: int, stop: int, asked: frozenset[str]) -> bool:
    """Whether "one" counts: "killed one man", "one person was killed", but not "one man said"."""
    if not _is_noun(words, stop):
        return False
    behind = stop + 1
    while behind < len(words.lower) and words.lower[behind] in AUXILIARIES:
        behind += 1
    near = (*words.lower[max(0, first - _BEFORE_ONE) : first], *words.lower[stop : stop + 1])
    return any(stem(word) in asked for word in (*near, *words.lower[behind : behind + 1]))


def _distance(words: Words, first: int, stop: int, asked: frozenset[str]) -> int:
    """Words between a number and the nearest that is asked for; far where none is, or none near."""
    near = range(max(0, first - _NEAR), min(len(words.lower), stop + _NEAR))
    distances = [
        (first - at if at < first else at - stop + 1)
        for at in near
        if not first <= at < stop and _stem_at(words, at) in asked
    ]
    sign = (
        1 if first > 0 and words.written[first - 1] in _SIGNS and asked & _STEMS_OF_CLASSES["cost"] else None
    )
    return min([*distances, *([sign] if sign else [])], default=_NEAR + 1)


def _stem_at(words: Words, at: int) -> str | None:
    """A word's stem, that of "%" and of the "cent" of "per cent" being "percent"."""
    is_share = words.lower[at] == "%" or words.lower[max(0, at - 1) : at + 1] == ["per", "cent"]
    return _PERCENT if is_share else stem(words.lower[at])


def _of_more(
    words: Words, nearest: tuple[int, int, int, str], found: Sequence[tuple[int, int, int, str]]
) -> tuple[int, int, int, str]:
    """Of "331 of 577 deputies" the first: so many of them, not how many there are."""
    distance, first, *_ = nearest
    parts = [one for one in found if words.lower[one[2] : first] in (["of"], ["of", "the"], ["out", "of"])]
    return (distance, *parts[0][1:]) if parts else nearest


def _with_unit(words: Words, first: int, stop: int, asked: frozenset[str]) -> tuple[int, int]:
    """A number with the sign before it, and the unit or the noun asked for right behind it."""
    if first > 0 and words.written[first - 1] in _SIGNS:
        first -= 1
    following = words.lower[stop : stop + 2]
    if following[:1] == ["%"]:
        return first, stop + 1
    if following == ["per", "cent"]:
        return first, stop + 2
    if following and (following[0] in _UNITS or stem(following[0]) in asked):
        return first, stop + 1
    return first, stop
