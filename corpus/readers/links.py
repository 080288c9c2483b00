"""Links and titles as the event pages write them."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_NUMBER = re.compile(r"\s*(?:\d+\.|[*-])\s+")
_WIKI_LINK = re.compile(r"\[https?:(?://|--)[^\s\[\]]+ ([^\[\]]*)\]")  # a link inside a link has - for /
_WIKI_QUOTES = re.compile(r"'{2,5}")  # '' slants, ''' makes bold, ''''' both
_ENTITY = re.compile(r"&#?\w+;")
_CONTEXT = " _Context:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What a link shows and where it leads, both as written; no address where it is cut off."""

    shown: str
    url: str | None


def parse_link(line: str) -> Link:
    """Read a line that is one link, perhaps with its list number and a trailing context.

    The shown text may hold brackets and the address parentheses; either may be cut off. A line
    without a link is shown as it is.
    """
    shown, address = _split(without_number(line).strip())
    url = address.strip().removesuffix(")").strip() if address is not None else None
    return Link(shown=shown, url=url or None)


def without_number(line: str) -> str:
    """The line without the number or bullet of its list."""
    return _NUMBER.sub("", line, count=1) if _NUMBER.match(line) else line


def context_of(line: str) -> str:
    """The `_Context: ..._` that ends a line, or nothing."""
    before, cue, context = line.rpartition(_CONTEXT)
    return (cue + context).strip() if cue and "](" in before else ""


def clean_title(written: str) -> str:
    """A title or description without entities, wiki markup and stray spaces."""
    text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), written)
    text = _WIKI_QUOTES.sub("", _WIKI_LINK.sub(r"\1", text))
    return " ".join(text.replace("\0", "").split())


def clean_url(written: str) -> str:
    """An address as a browser takes it: in Markdown `&amp;` stands for `&`."""
    return written.replace("&amp;", "&")


def _split(line: str) -> tuple[str, str | None]:
    if context := context_of(line):
        line = line[: -len(context)].rstrip()
    if not line.startswith("["):
        return line, None
    shown, mark, address = line.rpartition("](")
    if mark:
        return shown[1:], address
    return line[1:].removesuffix("]"), None
