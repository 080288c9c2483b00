"""Titles in a file's metadata: many are the name of the file it was made from."""

from __future__ import annotations

import re

_FILE_NAME = re.compile(
    r".*\.(?:docx?|dotx?|odt|rtf|pdf|indd|qxd|pptx?|xlsx?|tex|dvi|txt|html?|pages|wpd)", re.IGNORECASE
)
_PROGRAM = re.compile(r"(?:microsoft|libreoffice|openoffice|powerpoint|word)\b.*\s-\s.*", re.IGNORECASE)
_EMPTY = re.compile(
    r"(?:untitled|unnamed|document|title|no title|normal|slide|print|presentation"
    r"|(?:word|pdf) document|template)"
    r"[\s\d()_-]*",
    re.IGNORECASE,
)


def real_title(written: str) -> str:
    """The title on one line; empty where it is a file's name, a program's or a placeholder."""
    title = " ".join(written.replace("\0", "").split())
    is_word = " " not in title and ("_" in title or any(character.isdigit() for character in title))
    unreal = _FILE_NAME.fullmatch(title) or _PROGRAM.fullmatch(title) or _EMPTY.fullmatch(title) or is_word
    return "" if unreal else title
