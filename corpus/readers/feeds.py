"""RSS (0.9 to 2.0) and Atom files: one document an item.

Read by lxml, which is bounded and keeps dates as written; a feed is plain XML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from corpus.dates import parse_iso_date, parse_written_date
from corpus.documents import BlockKind, DateSpan, Document, Source, make_document
from corpus.publishers import host_of
from corpus.readers.fields import language_code
from corpus.readers.layout import TextLayout
from corpus.readers.markup import Piece, markup_pieces, plain_line
from corpus.readers.problems import OnSkip, UnreadableError, failures_named
from corpus.readers.publishers import file_name

_START = re.compile(
    rb"\s*(?:<\?[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<(?:\w+:)?(rss|feed|rdf)\b", re.I | re.S
)
_N_BYTES_OF_START = 4096
_CONTENT = ("content:encoded", "content", "description", "summary", "subtitle")
_DATES = ("pubDate", "published", "date", "issued", "created", "updated", "modified")
_UNSAFE_IN_URL = re.compile(r"[\s<>\"`\\]")
_ONLY_LINKS_TITLE = "an item needs a title or a text"
_EMPTY_TITLE = re.compile(r"(?:untitled|no title)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Feed:
    """What a feed says of all its items."""

    title: str
    url: str | None
    language: str | None


def is_feed(data: bytes) -> bool:
    """Whether a file begins like a feed."""
    start = data[:_N_BYTES_OF_START].removeprefix(b"\xef\xbb\xbf")
    return _START.match(start.replace(b"\0", b"")) is not None


def read_feed(data: bytes, *, locator: str, on_skip: OnSkip) -> Iterator[Document]:
    """Read each item of a feed; one that says nothing is reported.

    Raises:
        UnreadableError: it is no XML, or no feed.
    """
    with failures_named("no XML", "save the feed as its server sends it"):
        parser = etree.XMLParser(
            recover=True, resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True
        )
        root = etree.fromstring(data.lstrip(), parser)
    if root is None or _name(root) not in ("rss", "feed", "RDF"):
        what = f"its root element is {_name(root)!r}" if root is not None else "it has no element"
        raise UnreadableError(f"XML, but no RSS or Atom feed: {what}", "convert it to HTML or JSON lines")
    feed, items = _feed(root), list(_items(root))
    if not items:
        raise UnreadableError(
            "a feed without an item that can be read",
            "nothing to do if it is meant to be empty; else fetch it again",
        )
    for number, item in enumerate(items, start=1):
        place = f"{locator}#item-{number}"
        document = _document(item, feed, place)
        if document is None:
            on_skip(UnreadableError("neither title nor text", _ONLY_LINKS_TITLE).at(place))
        else:
            yield document


def _feed(root: etree._Element) -> _Feed:
    channel = root if _name(root) == "feed" else next(_children(root, "channel"), root)
    stated = _first(channel, ("language",)) or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    return _Feed(
        title=plain_line(_first(channel, ("title",))),
        url=_link(channel),
        language=language_code(stated.strip()),
    )


def _items(root: etree._Element) -> Iterator[etree._Element]:
    return (element for element in root.iter() if _name(element) in ("item", "entry"))


def _document(item: etree._Element, feed: _Feed, place: str) -> Document | None:
    title = plain_line(_first(item, ("title",)))
    title = "" if _EMPTY_TITLE.fullmatch(title) else title
    pieces = _text_pieces(item)
    layout = _lay_out(title, pieces)
    if not layout.blocks:
        return None
    source = next(_children(item, "source"), None)
    return make_document(
        locator=place,
        external_id=_first(item, ("guid", "id")).strip() or None,
        title=title,
        text=layout.text,
        published=_published(item),
        sources=(_publisher(source, feed, _link(item), place),),
        blocks=layout.blocks,
        language=_language(item) or feed.language,
        author=_author(item) or None,
    )


def _text_pieces(item: etree._Element) -> list[Piece]:
    """The item's content, else its summary: the first that says anything."""
    for name in _CONTENT:
        pieces = markup_pieces(_first(item, (name,)))
        if pieces:
            return pieces
    return []


def _lay_out(title: str, pieces: list[Piece]) -> TextLayout:
    layout = TextLayout("\n\n")
    layout.add(title, BlockKind.HEADLINE)
    heading = ""
    for kind, text in pieces:
        if text == title:
            continue
        heading = "" if kind is BlockKind.HEADING else heading
        layout.add(text, kind, heading=heading)
        heading = text if kind is BlockKind.HEADING else heading
    return layout


def _published(item: etree._Element) -> DateSpan | None:
    """The item's date, that of its publication before that of its last change."""
    for name in _DATES:
        written = _first(item, (name,)).strip()
        basis = f"feed {name}"
        if span := parse_iso_date(written, basis) or parse_written_date(written, basis):
            return span
    return None


def _publisher(source: etree._Element | None, feed: _Feed, url: str | None, place: str) -> Source:
    """The feed's title, or that of the feed from which an aggregator took the item."""
    if source is not None:
        name = plain_line(_first(source, ("title",)) or source.text or "")
        if name:
            return Source(name=name, url=url)
    url = url or feed.url
    return Source(name=feed.title or (host_of(url) if url else None) or file_name(place), url=url)


def _author(item: etree._Element) -> str:
    """Names; RSS also has mail addresses with the name in parentheses."""
    names = []
    for author in (*_children(item, "creator"), *_children(item, "author")):
        text = _first(author, ("name",)) or "".join(author.itertext())
        match = re.search(r"\(([^()]+)\)", text) if "@" in text else None
        name = " ".join((match[1] if match else text).split())
        names += [name] if name and "@" not in name else []
    return ", ".join(dict.fromkeys(names))


def _language(item: etree._Element) -> str | None:
    return language_code(item.get("{http://www.w3.org/XML/1998/namespace}lang", "").strip())


def _link(element: etree._Element) -> str | None:
    """The item's own page: RSS has it as text, Atom as a link to an alternate; some only as a permalink."""
    links = list(_children(element, "link"))
    stated = [link.text or "" for link in links]
    stated += [link.get("href", "") for link in links if link.get("rel", "alternate") == "alternate"]
    stated += [guid.text or "" for guid in _children(element, "guid") if guid.get("isPermaLink") != "false"]
    urls = (url.strip() for url in stated)
    return next((url for url in urls if host_of(url) and not _UNSAFE_IN_URL.search(url)), None)


def _first(element: etree._Element, names: tuple[str, ...]) -> str:
    """The text or inner markup of the first child with one of the names, in order of the names."""
    for name in names:
        for child in _children(element, name):
            if text := _inner(child):
                return text
    return ""


def _inner(element: etree._Element) -> str:
    """What an element holds; XHTML inside it as markup."""
    if not len(element):
        return element.text or ""
    return (element.text or "") + "".join(
        etree.tostring(child, encoding="unicode", with_tail=True) for child in element
    )


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The children of a name, which is without its namespace but for content:encoded."""
    wanted = "encoded" if name == "content:encoded" else name
    for child in element:
        if _name(child) != wanted:
            continue
        # media:title, media:description and the like are about a picture.
        if "search.yahoo.com/mrss" not in str(child.tag) and "itunes" not in str(child.tag).lower():
            yield child


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
