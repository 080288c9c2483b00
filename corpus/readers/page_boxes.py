"""Boxes of a web page that its markup shows to be no part of the text: forms, link lists, advertisements.

Extractors of main texts keep some of them, above all where a page has classes of its own. A box is told
by what it holds (fields and buttons, nothing but links), by its role, or by a name in its class or id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement  # type: ignore[import-untyped]  # lxml ships no types

from corpus import web_conventions as web
from corpus.documents import Dropped
from corpus.prose import holds_sentence

_BLOCKS = (
    *("div", "section", "aside", "nav", "footer", "form", "fieldset", "article"),
    *("ul", "ol", "dl", "li", "table", "td", "p"),
)
_FIELDS = frozenset({"input", "button", "select", "textarea"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NAME = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert\w*|promos?|share|sharing|social|newsletter|related|recommend\w*|sidebar|rail|widgets?"
    r"|breadcrumbs?|pagination|pager|comments?|cookies?|consent|subscribe|signup|toolbar|nav|navbar|menu|sponsor\w*|trending"
    r"|popular|footer)(?:[\s_-]|$)",
    re.IGNORECASE,
)
FORM = "a form, or buttons"
_ROLES = frozenset({"navigation", "complementary", "contentinfo", "search", "dialog", "alertdialog"})
_N_WORDS_OF_A_BOX = 60  # the numbers here were chosen on the labelled pages of tests/quality
_N_WORDS_OF_A_REMARK = 12
_N_LINKS = 2
_MOST_TEXTS = 500  # pieces of text between tags; a longer list is a page of its own
_N_WORDS_OF_A_LINK = 3  # shorter ones are as well names in a list of the text's own
_BESIDE_LINK = re.compile(
    r"[\W\d_]+|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*|\b(?:minutes?|hours?|days?) ago",
    re.IGNORECASE,
)


def remove_boxes(tree: HtmlElement) -> list[Dropped]:
    """Take the boxes out of a page, in place, and say what they were."""
    cards = _cards(tree)
    dropped: list[Dropped] = []
    gone: set[HtmlElement] = set()
    for element in list(tree.iter(*_BLOCKS)):
        is_inside = any(outer in gone for outer in element.iterancestors())
        if is_inside or element.getparent() is None:
            continue
        if reason := "a card that leads to another page" if element in cards else _reason(element):
            gone.add(element)
            for box in (*_headings_of(element), element):
                dropped += [Dropped(text=text, reason=reason)] if (text := _text(box)) else []
                box.drop_tree()
    return dropped


def _cards(tree: HtmlElement) -> set[HtmlElement]:
    """Small boxes whose heading is a link, summaries of other pages; none where the page is made of them."""
    cards = set()
    for heading in tree.iter(*_HEADINGS[1:]):
        links = [_text(link) for link in heading.iter("a") if link.get("href")]
        card = heading.getparent()
        if links == [_text(heading)] and card is not None and card.tag in _BLOCKS:
            cards |= {card} if len(_text(card).split()) <= _N_WORDS_OF_A_BOX else set()
    n_words = sum(len(_text(card).split()) for card in cards)
    return cards if n_words * 2 < len(_text(tree).split()) else set()


def _reason(element: HtmlElement) -> str | None:
    n_texts = sum(1 for _ in islice(element.itertext(), _MOST_TEXTS))
    if n_texts == _MOST_TEXTS or next(element.iter("h1"), None) is not None:
        return None
    text = _text(element)
    if _is_small(element, text):
        if any(
            isinstance(one.tag, str) and one.tag in _FIELDS and one.get("type") != "hidden"
            for one in element.iter()
        ):
            return FORM
        if element.get("role") in _ROLES or _NAME.search(
            f"{element.get('class') or ''} {element.get('id') or ''}"
        ):
            return "a box beside the text, by its role or class"
    return "a list of links" if _is_link_list(element) else None


def _is_small(element: HtmlElement, text: str) -> bool:
    """Whether a box holds few words, and no paragraph but such as speak to the reader."""
    paragraphs = [_text(one) for one in element.iter("p", "dd", "blockquote", "figcaption")]
    told = [one for one in paragraphs if holds_sentence(one) and len(one.split()) > _N_WORDS_OF_A_REMARK]
    return len(text.split()) <= _N_WORDS_OF_A_BOX and all(web.ADDRESSES_READER.search(one) for one in told)


def _is_link_list(element: HtmlElement) -> bool:
    links = [one for link in element.iter("a") if (one := _text(link))]
    n_words = sum(len(link.split()) for link in links)
    if len(links) < _N_LINKS or n_words < _N_WORDS_OF_A_LINK * len(links) or _is_introduced(element):
        return False
    rest = " ".join(element.xpath(".//text()[not(ancestor::a)]"))
    return not _BESIDE_LINK.sub("", rest)


def _is_introduced(element: HtmlElement) -> bool:
    above = element.getprevious()
    return above is not None and _text(above).endswith(":")


def _headings_of(element: HtmlElement) -> Iterator[HtmlElement]:
    """The heading right above a box."""
    above = element.getprevious()
    if above is not None and above.tag in _HEADINGS[1:]:
        yield above


def _text(element: HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split()) if isinstance(element.tag, str) else ""
