"""A text's words as names are looked for in it: in lower case, without accents and apostrophes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.person_names import fold

_POSSESSIVE = re.compile(r"['’]s\b")
_NO_LETTERS = re.compile(r"[\W_]+")
# Marks of printed text, and what plain words make of each. A text of these and of ASCII, as most are, is
# gone through as bytes, in an eighth of the time.
_MARKS = (
    *(("’", b"'"), ("‘", b"`")),
    *((mark, b" ") for mark in ("“", "”", "„", "«", "»", "–", "—", "…", "\xa0")),
)
_MARK_BYTES = tuple((mark.encode(), plain) for mark, plain in _MARKS)
_APOSTROPHES = b"'`"
_POSSESSIVE_BYTES = re.compile(rb"'s\b")
_LETTERS = bytes(ord(chr(n).lower()) if chr(n).isalnum() else ord(" ") for n in range(128)).ljust(256, b" ")


def plain_words(text: str) -> str:
    """A text's words in lower case without accents, each between spaces."""
    plain = _as_ascii(text)
    if plain is None:
        return f" {_NO_LETTERS.sub(' ', fold(_POSSESSIVE.sub(' ', text))).strip()} "
    if b"'s" in plain:
        plain = _POSSESSIVE_BYTES.sub(b" ", plain)
    return f" {b' '.join(plain.translate(_LETTERS, _APOSTROPHES).split()).decode('ascii')} "


def has_name(parts: Sequence[str], text: str) -> bool:
    """Whether a name's parts stand whole and in order in a text."""
    return f" {' '.join(parts)} " in plain_words(text)


def _as_ascii(text: str) -> bytes | None:
    """The text with its marks in ASCII; None where it has letters or marks beyond."""
    plain = text.encode("utf-8", "surrogatepass")
    if len(plain) > len(text):
        for mark, instead in _MARK_BYTES:
            plain = plain.replace(mark, instead)
    return plain if plain.isascii() else None
