"""Letters: a text that greets somebody at its start and is signed at its end."""

from __future__ import annotations

import re
from dataclasses import dataclass

_GREETING = re.compile(
    r"^[ \t]*(?:Dear\b[^\n]{0,120}|To (?:the|my|all|our)\b[^\n]{0,120}[:,])[ \t]*$", re.MULTILINE
)
_FAREWELL = re.compile(
    r"^[ \t]*(?:(?:Yours|Very|Most|With|Kind|Warm|Best|Respectfully|Sincerely|Cordially|Faithfully|Signed"
    r"|In solidarity)"
    r"[^\n.]{0,40})[,:]?[ \t]*\n+[ \t]*(?P<names>[^\n]{3,120}(?:\n[^\n]{3,120}){0,9})",
    re.MULTILINE,
)
_NAME = re.compile(r"[^\W\d_][\w.’'-]*(?: (?:[A-Z]\.|de|van|von|der|al|bin|[^\W\d_][\w’'-]*))+")
_MAX_BEFORE = 1500  # characters before a greeting: headline and introduction


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """text[start:end] is written by the one named at text[name_start:name_end]."""

    start: int
    end: int
    name_start: int
    name_end: int


def find_letter(text: str) -> Letter | None:
    """Find a letter in a text, from its greeting to what stands above its signature; None without both."""
    greeting = _GREETING.search(text, 0, _MAX_BEFORE)
    if greeting is None:
        return None
    farewell = _FAREWELL.search(text, greeting.end())
    if farewell is None:
        return None
    name = _NAME.match(text, farewell.start("names") + _indent(farewell.group("names")))
    if name is None or not all(part[0].isupper() for part in name.group().split() if len(part) > len("van")):
        return None
    start = greeting.start() + _indent(greeting.group())
    end = farewell.start() - _outdent(text[greeting.end() : farewell.start()])
    return Letter(start=start, end=end, name_start=name.start(), name_end=name.end()) if start < end else None


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _outdent(text: str) -> int:
    return len(text) - len(text.rstrip())
