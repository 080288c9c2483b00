"""A speaker's name taken apart: its words as they are compared, whatever case, accents, titles or spelling.

Two spellings sound alike where they differ only in how a name is carried over from another script or
language. Each rule below has at least five pairs of well-known names behind it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from corpus.word_classes import ORGANISATIONS, TITLES

_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])
_PARTICLES = frozenset(
    {"de", "la", "del", "du", "da", "dos", "van", "von", "der", "den", "bin", "ibn", "al", "el", "di", "le"}
    | {"ten", "ter", "zu", "y", "e"}
)
_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s?$")
_INNER_POSSESSIVE = re.compile(r"(?<=\w)['’]s\s")
_APOSTROPHES = re.compile(r"['’‘`\u02bc]")


class _PlainLetters(dict[int, int | str | None]):
    """What str.translate makes of a letter: no accent of its own, none of letters that Unicode keeps whole.

    Filled as letters are met.
    """

    def __missing__(self, letter: int) -> int | None:
        plain = None if unicodedata.combining(chr(letter)) else letter
        self[letter] = plain
        return plain


_LETTERS = _PlainLetters()
_LETTERS.update(
    (ord(letter), plain)
    for letter, plain in (
        ("ø", "o"),
        ("ł", "l"),
        ("đ", "d"),
        ("ð", "d"),
        ("þ", "th"),
        ("æ", "ae"),
        ("œ", "oe"),
        ("\u0131", "i"),
    )
)
_BODIES = ORGANISATIONS - {"white"}  # a surname too
_BARE_TITLES = frozenset(title.strip(".") for title in TITLES)
# In order. Behind each, names in both spellings:
_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"shch|sch", "sh"),  # Shcherbakov, Shchukin, Khrushchev, Shchedrin, Shchugorev
        (r"tch", "ch"),  # Tchaikovsky, Tchekhov, Tcherenkov, Tchubais, Petchersky
        (r"kh", "h"),  # Khodorkovsky, Khamenei, Khatami, Mikhail, Kharkov
        (r"ph", "f"),  # Stephan, Sophia, Joseph, Raphael, Philip
        (r"x", "ks"),  # Alexander, Alexei, Maxim, Felix, Xenia
        (r"ck|c(?![heiy])|q", "k"),  # Victor, Nicolas, Marc, Oscar, Eric and Erick
        (r"w", "v"),  # Wladimir, Wiktor, Nowak, Kowalski, Jaroslaw
        (r"[yj]", "i"),  # Sergey, Dmitry, Timoshenko, Kleymenov, Aleksej
        (r"ou", "u"),  # Mahmoud, Massoud, Daoud, Mourad, Haroun
        (r"(?<=[b-df-hj-np-tv-z])oe(?=[b-df-hj-np-tv-z])", "o"),  # Schroeder, Koehler, Joerg, Goering, Boell
        (
            r"(?<=[b-df-hj-np-tv-z])ue(?=[b-df-hj-np-tv-z])",
            "u",
        ),  # Mueller, Guenther, Buelow, Juergen, Huebner
        (r"i+", "i"),  # Zelenskiy and Zelenskyy, Dmitriy, Yuriy, Anatoliy, Vasiliy
        (r"(^|(?<=[aeou]))ie", "e"),  # Yeltsin, Yelena, Yevgeny, Yegor, Dudayev
        (r"(.)\1+", r"\1"),  # Saakashvilli, Mohammed, Phillip, Hussein, Abdullah
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """A name's `parts`: words without accents, titles and apostrophes, in lower case, in order.

    `n_last` of them, at the end, are the surname as far as one word, hyphens included, holds it.
    `suffix` tells a son from his father ("jr"), "" mostly. `is_body` tells a name or phrase that stands
    for something else than one person: an institution, "Trump's aides".
    """

    parts: tuple[str, ...]
    n_last: int = 1
    suffix: str = ""
    is_body: bool = False

    @property
    def key(self) -> str:
        """The parts as one string: equal for names that differ in case, accents, titles, marks."""
        return " ".join((*self.parts, self.suffix)).strip()

    @property
    def last(self) -> str:
        """The last part."""
        return self.parts[-1]

    @property
    def middle(self) -> tuple[str, ...]:
        """What stands between first and last."""
        return self.parts[1:-1]


@lru_cache(maxsize=65536)
def read_name(written: str) -> PersonName:
    """Take a written name apart; `parts` are empty where it has no letter or figure."""
    tokens = [
        words
        for token in _POSSESSIVE.sub("", _INNER_POSSESSIVE.sub(" ", written.strip())).split()
        if (words := _WORD.findall(fold(token)))
    ]
    if len(tokens) > 1 and tokens[0] == ["the"]:
        tokens = tokens[1:]
    suffix = ""
    if len(tokens) > 1 and tokens[-1][0] in _SUFFIXES:
        suffix = tokens.pop()[0]
    if not tokens:
        return PersonName(parts=())
    is_body = _is_body(written, [word for token in tokens for word in token])
    named = tokens if is_body else _without_titles(tokens)
    parts = tuple(word for token in named for word in token)
    return PersonName(parts=parts, n_last=len(named[-1]), suffix=suffix, is_body=is_body)


def fold(text: str) -> str:
    """A text without accents and apostrophes, case-folded."""
    plain = _APOSTROPHES.sub("", text)
    if plain.isascii():
        return plain.lower()
    return unicodedata.normalize("NFKD", plain).casefold().translate(_LETTERS)


@lru_cache(maxsize=65536)
def sound(part: str) -> str:
    """How a part of a name is written once the ways of carrying it over are evened out."""
    for pattern, replacement in _SOUNDS:
        part = pattern.sub(replacement, part)
    return part


def _without_titles(tokens: list[list[str]]) -> list[list[str]]:
    """The words after the titles before a name, unless nothing is left."""
    first = 0
    while first < len(tokens) - 1 and tokens[first][-1] in _BARE_TITLES:
        first += 1
    return tokens[first:]


def _is_body(written: str, words: list[str]) -> bool:
    if len(words) > 1 and (words[-1] in _BODIES or "of" in words):
        return True
    if _INNER_POSSESSIVE.search(written):
        return True
    is_name_cased = written != written.lower()
    lower = [word for word in written.split() if word[0].isalpha() and word[0].islower()]
    return is_name_cased and any(word not in _PARTICLES for word in lower)
