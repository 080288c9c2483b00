"""Where a text names a country's press: "Turkish state media", "Kyiv's papers", "newspapers in Poland"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.country_codes import COUNTRY_ADJECTIVES, country_codes, written_country
from corpus.person_names import fold
from qa.capitals import COUNTRIES

# A capital that is more often another place, and one that stands for a union, not for its country's press.
_NO_CAPITALS = frozenset({"Georgetown", "Brussels"})


def _capitals() -> dict[str, str]:
    """The codes by the name of each seat of government, in lower case without accents."""
    codes = country_codes()
    of_capitals = {
        fold(capital): codes.get(fold(country).removeprefix("the "))
        for capital, country in COUNTRIES.items()
        if capital not in _NO_CAPITALS
    }
    return {capital: code for capital, code in of_capitals.items() if code}


_CODES = {**_capitals(), **country_codes()}
_WITH_ADJECTIVE = {country_codes()[name] for name in COUNTRY_ADJECTIVES & country_codes().keys()}


def _any_of(names: Iterable[str]) -> str:
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(names, key=len, reverse=True))


_ACCENTED = {name.lower() for name in COUNTRIES if not name.isascii()} | {"türkiye"}
_NAME = rf"(?:{_any_of({*_CODES, *_ACCENTED})})"
_PLACE_NAME = rf"(?:{_any_of(({*_CODES} | _ACCENTED) - COUNTRY_ADJECTIVES)})"
_NOUN = (
    r"(?:(?:news|press)\s+(?:agency|agencies|outlets?|sites?|websites?|channels?|services?|media|sources|portals?)|"
    r"media(?:\s+(?:outlets?|reports|sources))?|press(?:\s+reports)?|newspapers?(?:\s+reports)?|papers|dailies|daily|"
    r"tabloids?|broadsheets?|weeklies|weekly|magazines?|broadcasters?|television|tv|radio|editorials)"
)
_KIND = (
    r"(?:state|government|official|independent|opposition|local|national|mainstream|liberal|conservative|daily|"
    r"weekly|tabloid|popular|quality|print|printed|online|public|private|leading|major|main|news|mass|financial|"
    r"business|sports|regional|(?:state|government)-(?:run|owned|controlled|backed)|pro-government|left-wing|"
    r"right-wing)"
)
_SOME = rf"(?:(?:the|a|an|some|several|many|most|all|various|other|today['\u2019]s|mainland|{_KIND})\s+)*"
_JOINT = r"(?:\s*,\s*(?:(?:and|or)\s+)?|\s+(?:and|or)\s+)(?:the\s+|in\s+)?"
_BEFORE_NOUN = re.compile(
    rf"(?<![\w-]){_SOME}(?P<places>{_NAME}(?:{_JOINT}{_NAME})*)\.?(?P<owns>['\u2019]s?)?\s+"
    rf"(?:{_KIND}\s+)*(?P<noun>{_NOUN})(?![\w-])",
    re.IGNORECASE,
)
_BEHIND_NOUN = re.compile(
    rf"(?<![\w-]){_SOME}(?P<noun>{_NOUN})\s+(?:in|of|from|across)\s+(?:the\s+)?"
    rf"(?P<places>{_PLACE_NAME}(?:{_JOINT}{_PLACE_NAME})*)(?![\w-]|['\u2019]s)",
    re.IGNORECASE,
)
_EACH = re.compile(_NAME, re.IGNORECASE)
# One look tells most questions from those that may name any press.
_GATE = re.compile(
    r"\b(?:media|press|papers|newspapers?|news|dailies|daily|tabloids?|broadsheets?|weeklies|weekly|magazines?|"
    r"broadcasters?|television|tv|radio|editorials)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPress:
    """The press of some countries, by their codes, its noun, and where a text names it: text[start:end]."""

    countries: tuple[str, ...]
    noun: str
    start: int
    end: int

    @property
    def place(self) -> str:
        """Its countries in words: "Israel and Palestine"."""
        *first, last = map(written_country, self.countries)
        return f"{', '.join(first)} and {last}" if first else last

    @property
    def label(self) -> str:
        """How it is told: "press of the United States"."""
        return f"press of {self.place}"


def find_press(text: str) -> Iterator[NamedPress]:
    """Every naming of a country's press in a text."""
    if not _GATE.search(text):
        return
    for pattern in (_BEFORE_NOUN, _BEHIND_NOUN):
        for match in pattern.finditer(text):
            countries = _countries(text, match)
            if countries and not _is_title(match):
                yield NamedPress(
                    countries=countries, noun=match["noun"], start=match.start(), end=match.end()
                )


def _countries(text: str, match: re.Match[str]) -> tuple[str, ...]:
    """The codes of the places named; none where the "us" among them is a pronoun."""
    found = list(_EACH.finditer(text, *match.span("places")))
    if any(one.group() == "us" and not text[: one.start()].lower().endswith("the ") for one in found):
        return ()
    return tuple(dict.fromkeys(_CODES[" ".join(fold(one.group()).split())] for one in found))


def _is_title(match: re.Match[str]) -> bool:
    """Whether "papers" are leaked ones, as the Panama Papers: with a capital, or behind a country's noun."""
    if match["noun"].lower() != "papers" or match.re is _BEHIND_NOUN or match["owns"]:
        return False
    name = " ".join(fold(match["places"]).split())
    is_noun = name not in COUNTRY_ADJECTIVES and name in country_codes()
    is_short = name.replace(".", "") in {"us", "uk", "usa"}
    return match["noun"][0].isupper() or (
        is_noun and not is_short and country_codes()[name] in _WITH_ADJECTIVE
    )
