"""Damage of encodings and markup in a text, repaired before it is stored; correct text stays as it is.

ftfy does it, told to do nothing else: no quotes made straight, no characters made compatible, no
composing. What it takes for mojibake is a sequence that hardly occurs otherwise.
"""

from __future__ import annotations

import html
import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ftfy import TextFixerConfig

_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_MAX_CHARACTERS = 100_000  # ftfy takes a text by such parts, so that one bad part spoils no other
# Mojibake has a character beyond ASCII that is no ordinary punctuation; most texts have none.
_SUSPECT = re.compile(r"[^\x00-\x7f\u2010-\u2027\u00a0\u00ab\u00bb]")
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st"}
_LIGATURES |= {0xFB06: "st"}
_SOFT_HYPHEN = 0xAD


def repair_encoding(text: str) -> str:
    """Put right what was UTF-8 and read as another encoding, and C1 controls of windows-1252."""
    if not _SUSPECT.search(text):
        return text
    from ftfy import fix_text

    return fix_text(text, _config())


def repair_entities(text: str) -> str:
    """Put characters for the entities left in a text, unless it has markup, of which it may speak."""
    if "&" not in text or _MARKUP.search(text):
        return text
    return _ENTITY.sub(_character, text)


def repair(text: str) -> str:
    """Both."""
    return repair_encoding(repair_entities(text))


def without_typesetting(text: str) -> str:
    """A printed page's text without Latin ligatures and soft hyphens, which are no letters."""
    return text.translate(_TYPESETTING)


_TYPESETTING: dict[int, str | None] = {**_LIGATURES, _SOFT_HYPHEN: None}


def _character(match: re.Match[str]) -> str:
    """The entity's character; one that is none, or a control character, stays as it is written."""
    character = html.unescape(match[0])
    is_character = character.isprintable() and character not in ("", "\ufffd")
    return character if is_character or character in ("\n", "\t", "\xa0", "\xad") else match[0]


@cache
def _config() -> TextFixerConfig:
    from ftfy import TextFixerConfig

    return TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_encoding=True,
        restore_byte_a0=True,
        replace_lossy_sequences=True,
        decode_inconsistent_utf8=True,
        fix_c1_controls=True,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
        max_decode_length=_MAX_CHARACTERS,
        explain=False,
    )
