"""Tables and lists right below a kept paragraph that the extractor of main texts has left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.html import HtmlElement  # type: ignore[import-untyped]  # lxml ships no types

from corpus.documents import BlockKind

Piece = tuple[BlockKind, str]

_PARTS = {"table": "tr", "ul": "li", "ol": "li", "dl": "dd"}
_NO_TEXT = frozenset({"nav", "aside", "footer", "form", "header"})
_NO_CLASS = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|related|share|social|promo|ads?|advert\w*|newsletter|comments?|sidebar|widget|teaser|recommend\w*|popular"
    r"|breadcrumbs?|tags?|toc|infobox|navbox|pagination)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_ABOVE = frozenset({"p", "h2", "h3", "h4", "h5", "h6", "blockquote"})
_MOST_PARTS = 500  # a longer table is data to download, not a part of a text


def recover_lists(tree: HtmlElement, pieces: Sequence[Piece]) -> list[Piece]:
    """Put the rows and items that were left out below the paragraph or heading they stand under."""
    kept = {_squeeze(text) for _, text in pieces}
    everything = "\n".join(kept)
    missing: dict[str, list[Piece]] = {}
    for element in tree.iter(*_PARTS):
        above = element.getprevious()
        if above is None or above.tag not in _ABOVE or _is_outside(element):
            continue
        parts = _parts(element)
        anchor = _squeeze(above.text_content())
        if anchor in kept and parts and not any(_squeeze(text) in everything for _, text in parts):
            missing.setdefault(anchor, []).extend(parts)
    return [one for piece in pieces for one in (piece, *missing.pop(_squeeze(piece[1]), ()))]


def _parts(element: HtmlElement) -> list[Piece]:
    kind = BlockKind.PARAGRAPH if element.tag == "table" else BlockKind.LIST_ITEM
    rows = [row for _, row in zip(range(_MOST_PARTS), element.iter(_PARTS[element.tag]), strict=False)]
    texts = [" ".join(" ".join(row.itertext()).split()) for row in rows]
    return [(kind, text) for text in texts if text]


def _is_outside(element: HtmlElement) -> bool:
    """Whether an element, by its own tag or class or one around it, is no part of the text."""
    around = [element, *element.iterancestors()]
    return any(one.tag in _NO_TEXT or _NO_CLASS.search(one.get("class") or "") for one in around) or bool(
        element.findall(".//table")
    )


def _squeeze(text: str) -> str:
    return "".join(text.split())
