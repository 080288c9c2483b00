"""A text as it is compared with another report of the same event: its terms, each of a kind.

What differs between copies and says nothing is taken away here: entities, wiki marks, quotation
marks, accents, a stray "p", publishers in brackets at the end, the words that any sentence has.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache

import Stemmer

from corpus.story_numbers import NUMBER_WORDS, read_number
from corpus.story_vocabulary import (
    ALIASES,
    FAMILIES,
    FUNCTION_WORDS,
    IRREGULAR_VERBS,
    LIGHT_WORDS,
    MONTHS,
    PHRASES,
    PLAIN_LETTERS,
    TURNS,
    WEEKDAYS,
)

THEN = "then"  # the key of a date that only says when the event happened
_LONGEST_TOPIC = 8  # words before ":" or "." that may be a topic; all of the event pages' are shorter
_MOST_TOPICS = 3  # "2016 election. Russian interference. Cyberwarfare. A committee …"
_SAME_TIME = 2  # days from the event's own within which a date in its text only says when it happened
_NUMBER_MARK = "#"
_JOINING = frozenset({"of", "the", "and", "de", "for"})  # within a name of several words


class Kind(StrEnum):
    """What a term is: other differences are harmless for each."""

    WORD = "word"
    NAME = "name"
    NUMBER = "number"
    TURN = "turn"
    LIGHT = "light"  # "announced", "several", "recently"
    WHEN = "when"  # a weekday, a month, the event's own day or year


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word that counts: `raw` in lower case as written, `key` as it is compared.

    Names that stand side by side have the same `run`, counted from 1.
    """

    key: str
    kind: Kind
    raw: str
    run: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A text's terms in order.

    `bodies` are the positions where the text proper may begin: 0, and later ones where what stands
    before may be a topic. `ends` are the positions where sentences end; `is_whole` tells whether
    the last of them does. `has_by` tells of a "by", which may turn a sentence round, `has_quote` of
    words spoken.
    """

    terms: tuple[Term, ...]
    bodies: tuple[int, ...]
    ends: frozenset[int]
    is_whole: bool
    has_by: bool
    has_quote: bool


_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "\u00b4": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u2212": "-"}
)
_LINK = re.compile(r"\[https?://\S+\s*([^\]]*)\]")
_LOST_APOSTROPHE = re.compile(r"(?<=\w)-s\b")
_PUBLISHERS = re.compile(r"(?:\s*\([^()\d]{2,60}\)[.,;]*)+\s*$")
_STRAY_P = re.compile(r"^p(?=[A-Z])")
_DOLLARS = re.compile(r"\b(?:US|A|C)\$")
_TOKEN = re.compile(
    r"(?P<abbreviation>(?:[A-Z]\.){2,}|[A-Z]\.[A-Z]\b)"
    r"|(?P<code>[A-Za-z]+-?\d[\w.]*\w|[A-Z]+-?\d|[A-Z](?:\.\d+)+"
    r"|\d+(?!(?:st|nd|rd|th|bn|m|pm|am|s)\b)[A-Za-z]\w*)"
    r"|(?P<number>\d+(?:,\d{3})*(?:\.\d+)?(?:st|nd|rd|th)?)"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)?)"
    r"|(?P<percent>%)"
    r"|(?P<stop>[.:;!?]+(?=[\s\"')\]]|$)|:(?=[A-Z])|\n)"
)
_MONTH = "|".join(MONTHS)
_DATE = re.compile(
    rf"\b(?:(?P<m1>{_MONTH})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<y1>\d{{4}}))?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{_MONTH})(?:,?\s+(?P<y2>\d{{4}}))?)\b"
)
_NUMBER_OF_MONTH = {month: number for number, month in enumerate(MONTHS, start=1)}


def wording(text: str, day: date | None) -> Wording:
    """The terms of a text that tells of an event on a day, if that is known."""
    reader = _Reader(day)
    text = _cleaned(text)
    tokens = list(_tokens(text, day))
    reader.read(tokens)
    n_terms = len(reader.terms)
    return Wording(
        terms=tuple(reader.terms),
        bodies=tuple(body for body in reader.bodies if body == 0 or body < n_terms),
        ends=frozenset(reader.ends),
        is_whole=bool(tokens) and tokens[-1][0] == "stop" and tokens[-1][1][0] in ".!?",
        has_by=any(raw == "by" for _, raw in tokens),
        has_quote='"' in text,
    )


def stem(word: str) -> str:
    """A lower-case word without its ending, by Porter's English stemmer; "said" becomes "say"."""
    return _stem(FAMILIES.get(word) or IRREGULAR_VERBS.get(word, word))


def folded(word: str) -> str:
    """In lower case and without accents."""
    if word.isascii():
        return word.casefold()
    plain = unicodedata.normalize("NFKD", word.casefold().translate(PLAIN_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c))


class _Reader:
    """Takes a text's tokens one by one."""

    def __init__(self, day: date | None) -> None:
        self.year = f"{_NUMBER_MARK}{day.year}" if day else ""
        self.terms: list[Term] = []
        self.bodies = [0]
        self.ends: set[int] = set()
        self._n_runs = 0
        self._in_name = False
        self._n_words = 0  # since the last stop; -1 once a sentence was too long for a topic

    def read(self, tokens: list[tuple[str, str]]) -> None:
        """Take all tokens."""
        lowered = [raw.casefold() for _, raw in tokens]
        position = 0
        while position < len(tokens):
            kind, raw = tokens[position]
            end = position + 1
            if kind == "stop":
                self._stop()
            elif kind == "date":
                self._add(raw, Kind.WHEN if raw == THEN else Kind.NUMBER, raw)
            elif kind == "number" or lowered[position] in NUMBER_WORDS:
                end = self._number(lowered, position)
            else:
                self._word(kind, raw)
            self._n_words += kind != "stop" and self._n_words >= 0
            position = end

    def _stop(self) -> None:
        self.ends.add(len(self.terms))
        is_topic = 0 < self._n_words <= _LONGEST_TOPIC and len(self.bodies) <= _MOST_TOPICS
        if is_topic and len(self.terms) > self.bodies[-1]:
            self.bodies.append(len(self.terms))
        self._n_words = 0 if is_topic else -1
        self._in_name = False

    def _number(self, lowered: list[str], position: int) -> int:
        value, end = read_number(lowered, position)
        key = _NUMBER_MARK + value
        self._add(key, Kind.WHEN if key == self.year else Kind.NUMBER, lowered[position])
        return end

    def _word(self, kind: str, raw: str) -> None:
        if kind == "abbreviation":
            raw = raw.replace(".", "")
        lower = raw.removesuffix("'s").casefold()
        key = folded(lower).replace("'", "") if kind != "code" else re.sub("[^a-z0-9]", "", folded(lower))
        if lower.endswith("n't") or key in TURNS:
            self._add(stem("not" if lower.endswith("n't") else key), Kind.TURN, lower)
        elif _is_function_word(lower, key) and (len(raw) == 1 or not raw.isupper()):
            self._in_name = self._in_name and key in _JOINING
        elif key in WEEKDAYS or raw in _NUMBER_OF_MONTH:
            self._add(key, Kind.WHEN, lower)
        elif key in LIGHT_WORDS:
            self._add(stem(key), Kind.LIGHT, lower)
        elif raw[0].isupper() or kind == "code":
            self._name(key, lower)
        else:
            self._add(stem(key), Kind.WORD, lower)

    def _name(self, key: str, lower: str) -> None:
        self._n_runs += not self._in_name
        self.terms.append(Term(key=ALIASES.get(key, key), kind=Kind.NAME, raw=lower, run=self._n_runs))
        self._in_name = True

    def _add(self, key: str, kind: Kind, raw: str) -> None:
        self.terms.append(Term(key=key, kind=kind, raw=raw))
        self._in_name = False


def _is_function_word(lower: str, key: str) -> bool:
    """Whether a word, or what stands before its apostrophe ("you've"), is said in any sentence."""
    return key in FUNCTION_WORDS or ("'" in lower and lower.split("'", maxsplit=1)[0] in FUNCTION_WORDS)


def _cleaned(text: str) -> str:
    text = html.unescape(text).translate(_QUOTES).replace("''", '"').strip()
    text = _LOST_APOSTROPHE.sub("'s", _LINK.sub(r"\1", text))
    text = _PUBLISHERS.sub("", _DOLLARS.sub("$", _STRAY_P.sub("", text)))
    for phrase, short in PHRASES:
        text = text.replace(phrase, short)
    return text


def _tokens(text: str, day: date | None) -> Iterator[tuple[str, str]]:
    """The kind and the text of each token; a date's is its key."""
    start = 0
    for match in _DATE.finditer(text):
        yield from _plain_tokens(text[start : match.start()])
        yield "date", _date_key(match, day)
        start = match.end()
    yield from _plain_tokens(text[start:])


def _plain_tokens(text: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "percent":
            yield "word", "percent"
        else:
            yield str(match.lastgroup), match.group()


def _date_key(match: re.Match[str], day: date | None) -> str:
    """THEN for a date at the time of the event, else month and day, and the year if another."""
    month, number = _NUMBER_OF_MONTH[match["m1"] or match["m2"]], int(match["d1"] or match["d2"])
    year = int(match["y1"] or match["y2"] or (day.year if day else 0))
    key = f"{_NUMBER_MARK}{month}-{number}"
    if day is None or year != day.year:
        return f"{key}-{year}"
    try:
        return THEN if abs((date(year, month, number) - day).days) <= _SAME_TIME else key
    except ValueError:
        return key


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english", 0)
