"""HTML that is all text, as feeds carry it: its blocks, in order, without taking anything out but scripts."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types
from lxml import html as lxml_html

from corpus.documents import BlockKind
from corpus.readers.repairs import repair

MARKUP_ERRORS = (etree.ParserError, etree.XMLSyntaxError, ValueError)
_NOT_SHOWN = frozenset({"script", "style", "head", "noscript", "template", "iframe", "object", "svg", "form"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = frozenset(
    {
        *_HEADINGS,
        *("p", "div", "section", "article", "main", "blockquote", "ul", "ol", "dl", "li", "dd", "dt", "pre"),
        *("table", "tbody", "thead", "tfoot", "tr", "caption", "figure", "figcaption", "hr", "body", "html"),
        *("header", "footer", "aside", "nav", "address", "details", "summary"),
    }
)
_CELLS = frozenset({"td", "th"})
_KINDS = {
    **dict.fromkeys(_HEADINGS, BlockKind.HEADING),
    **dict.fromkeys(("li", "dd", "dt"), BlockKind.LIST_ITEM),
    **dict.fromkeys(("figcaption", "caption"), BlockKind.CAPTION),
}
_MAX_DEPTH = 200  # of elements inside elements; libxml2 refuses more than 256 itself
Piece = tuple[BlockKind, str]


def parse_markup(text: str) -> lxml_html.HtmlElement | None:
    """A page's or a fragment's tree; None where there is nothing but white space or comments."""
    parser = lxml_html.HTMLParser(encoding="utf-8")
    try:
        return lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except MARKUP_ERRORS:
        return None


def markup_pieces(text: str) -> list[Piece]:
    """The blocks of HTML, or of plain text whose paragraphs are parted by blank lines."""
    if "<" not in text:
        return [(BlockKind.PARAGRAPH, line) for part in text.split("\n\n") if (line := _line([part]))]
    tree = parse_markup(text)
    return [] if tree is None else list(_pieces(tree, BlockKind.PARAGRAPH, 0))


def plain_line(text: str) -> str:
    """HTML or text as one line."""
    return " ".join(piece for _, piece in markup_pieces(text))


def _pieces(element: etree._Element, kind: BlockKind, depth: int) -> Iterator[Piece]:
    """The element's text in blocks; what stands between inner blocks is a block of its own."""
    inline = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _NOT_SHOWN:
            pass
        elif child.tag in _BLOCKS and depth < _MAX_DEPTH:
            yield from _piece(inline, kind)
            yield from _pieces(child, _KINDS.get(child.tag, kind), depth + 1)
            inline = []
        elif child.tag == "br":
            inline.append("\n")
        else:
            yield from _within(child, inline, kind, depth)
        inline.append(child.tail or "")
    yield from _piece(inline, kind)


def _within(child: etree._Element, inline: list[str], kind: BlockKind, depth: int) -> Iterator[Piece]:
    """An inline element's text, or its blocks where it wrongly has some."""
    has_blocks = any(isinstance(e.tag, str) and e.tag in _BLOCKS for e in child.iter()) and depth < _MAX_DEPTH
    inline.append(" " if child.tag in _CELLS else "")
    if has_blocks:
        yield from _piece(inline, kind)
        inline.clear()
        yield from _pieces(child, kind, depth + 1)
    else:
        inline += _shown(child)


def _shown(element: etree._Element) -> Iterator[str]:
    """The text that a browser shows of an inline element."""
    for event, one in etree.iterwalk(element, events=("start", "end")):
        if event == "start" and isinstance(one.tag, str) and one.tag not in _NOT_SHOWN:
            yield "\n" if one.tag == "br" else one.text or ""
        elif event == "end" and one is not element:
            yield one.tail or ""


def _piece(inline: list[str], kind: BlockKind) -> Iterator[Piece]:
    """The text so far; two line breaks in a row part paragraphs, as old pages do."""
    for part in "".join(inline).replace("\r", "").split("\n\n"):
        if text := _line([part]):
            yield kind, text


def _line(parts: list[str]) -> str:
    return " ".join(repair("".join(parts)).split())
