"""Web pages: the main text by trafilatura, date, publisher and address by what the page states.

A date is taken from a statement: structured data, meta elements, the page's only <time>, its address,
a date line or dateline in its text; where there is none, from what its markup marks as a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types
from lxml import html as lxml_html

from corpus.cleaning import furniture_among
from corpus.documents import BlockKind, DateSpan, Document, Dropped, Source, make_document
from corpus.prose import is_paragraph
from corpus.publishers import host_of, publisher_of, publisher_table
from corpus.readers.captions import (
    headings_above,
    keep_sources_of_quotes,
    lead_of,
    mark_captions,
    mark_standfirst,
    split_mark,
)
from corpus.readers.found_dates import find_published
from corpus.readers.layout import TextLayout
from corpus.readers.markup import markup_pieces
from corpus.readers.mastheads import page_sources, window_site
from corpus.readers.page_boxes import FORM, remove_boxes
from corpus.readers.page_lines import page_lines, page_text
from corpus.readers.page_statements import PageStatements, read_statements
from corpus.readers.publishers import file_name
from corpus.readers.recovered import recover_lists
from corpus.readers.repairs import repair
from corpus.readers.saved_dates import is_date_line, read_document_date
from corpus.readers.saved_text import read_saved_text

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_N_BYTES_OF_CHARSET = 1024  # the HTML standard has it declared within these
_KINDS: dict[str, BlockKind | None] = {  # trafilatura's elements; None: what is inside tells
    "head": BlockKind.HEADING,
    "p": BlockKind.PARAGRAPH,
    "item": BlockKind.LIST_ITEM,
    "list": None,
    "quote": BlockKind.PARAGRAPH,
    "table": None,
    "row": BlockKind.PARAGRAPH,
    "code": BlockKind.PARAGRAPH,
}
_ABOVE = "stands above the headline and holds no sentence"
_N_GLUED = 3  # words of the text that no line of the page has; a text without such faults has none
_N_LINES_ABOVE = 5  # a date that stands further above is the site's own of today
_MARKUP_ERRORS = (etree.ParserError, etree.XMLSyntaxError, ValueError)
_Piece = tuple[BlockKind, str]
_OUTSIDE = "no part of the main text, as trafilatura sees it"
_N_DROPPED = 1_000  # shown to people; a page has some hundred


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page says it is written in."""
    match = _CHARSET.search(data[:_N_BYTES_OF_CHARSET])
    return match[1].decode("ascii") if match else None


def read_html(text: str, *, locator: str) -> Document | None:
    """Read one page.

    Returns:
        The headline and the main text, or None where the page has none.
    """
    tree = _tree(text)
    if tree is None:
        return None
    statements, lines = read_statements(tree), page_lines(tree)
    boxes = remove_boxes(tree)
    pieces, dropped = _without_furniture(list(_main_text(tree)))
    if not pieces or _is_glued(pieces, lines):
        found = read_saved_text(_with_marked_headline(page_text(tree), tree), locator=locator)
        return found and _with_statements(found, text, statements, lines, boxes)
    title = _headline(statements, pieces)
    pieces, above = _without_head(pieces, lines, title)
    dropped = above + dropped + boxes
    layout = _lay_out(title, pieces)
    return make_document(
        locator=locator,
        title=title,
        text=layout.text,
        published=statements.published
        or _written_date(layout)
        or _shown_date(lines, title)
        or _found_date(text, statements),
        sources=_sources(statements, lines, layout, dropped) or (Source(name=file_name(locator)),),
        blocks=layout.blocks,
        language=statements.language,
        author=statements.author,
        dropped=[*dropped, *_lost(text, layout.text, dropped)],
    )


def _lost(page: str, kept: str, dropped: list[Dropped]) -> Iterator[Dropped]:
    """What a browser shows of the page and is neither in its main text nor dropped already, each once."""
    known = " ".join([*kept.split(), *(word for piece in dropped for word in piece.text.split())])
    shown = dict.fromkeys(text for _, text in markup_pieces(page))
    lost = (text for text in shown if text not in known and any(map(str.isalnum, text)))
    return (Dropped(text=text, reason=_OUTSIDE) for text in islice(lost, _N_DROPPED))


def _tree(text: str) -> lxml_html.HtmlElement | None:
    parser = lxml_html.HTMLParser(encoding="utf-8")
    try:
        return lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except _MARKUP_ERRORS:
        return None  # nothing but white space or comments


def _main_text(tree: lxml_html.HtmlElement) -> Iterator[_Piece]:
    import trafilatura  # here, since it takes a third of a second, which other formats need not pay

    headings = headings_above(tree)
    mark_captions(tree)
    lead = lead_of(tree, mark_standfirst(tree))
    keep_sources_of_quotes(tree)
    page = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True, favor_recall=True)
    if page is None or page.body is None:
        return
    above = ""
    pieces = list(_pieces(page.body, BlockKind.PARAGRAPH))
    for kind, text in recover_lists(tree, _with_lead(pieces, lead)):
        is_caption, told = split_mark(text)
        if headings.get(told, above) not in (above, told):
            yield BlockKind.HEADING, headings[told]
        yield (BlockKind.CAPTION if is_caption else kind), told
        above = told


def _with_lead(pieces: list[_Piece], lead: list[str]) -> list[_Piece]:
    """With what the extractor lost between the headline and the text."""
    lost = [(BlockKind.PARAGRAPH, text) for text in lead if not any(text in told for _, told in pieces)]
    start = 1 if pieces and pieces[0][0] is BlockKind.HEADING else 0
    return [*pieces[:start], *lost, *pieces[start:]] if pieces else []


def _without_head(pieces: list[_Piece], lines: list[str], title: str) -> tuple[list[_Piece], list[Dropped]]:
    """Without the pieces that the page shows above its headline and that hold no sentence."""
    headline = lines.index(title) if title in lines else 0
    above = "".join("".join(lines[:headline]).split())
    first = next((i for i, (_, text) in enumerate(pieces) if is_paragraph(text)), 0)
    head = {
        i
        for i, (_, text) in enumerate(pieces[:first])
        if "".join(text.split()) in above and not is_date_line(text) and text != title
    }
    kept = [piece for i, piece in enumerate(pieces) if i not in head]
    return kept, [Dropped(text=pieces[i][1], reason=_ABOVE) for i in sorted(head)]


def _is_glued(pieces: list[_Piece], lines: list[str]) -> bool:
    """Whether the extractor ran lines together, as it does where a page has tables for its layout."""
    shown = {word for line in lines for word in line.split()}
    n_glued = sum(word not in shown for _, text in pieces for word in text.split())
    return n_glued >= _N_GLUED


def _with_statements(
    found: Document, page: str, statements: PageStatements, lines: list[str], boxes: list[Dropped]
) -> Document:
    """A page that the extractor cannot take apart, read as a text that was saved from a browser."""
    layout = TextLayout("\n\n")
    for block in found.blocks:
        _, told = split_mark(found.text[block.start : block.end])
        layout.add(told, block.kind, heading=block.heading)
    dropped = [*found.dropped, *boxes]
    return make_document(
        locator=found.locator,
        title=found.title,
        text=layout.text,
        published=statements.published or found.published or _found_date(page, statements),
        sources=_sources(statements, lines, layout, dropped) or found.sources,
        blocks=layout.blocks,
        language=statements.language,
        author=statements.author,
        dropped=dropped,
    )


def _with_marked_headline(text: str, tree: lxml_html.HtmlElement) -> str:
    """The page's lines, its headline marked where the markup has one of the highest headings only."""
    for tag in ("h1", "h2"):
        headings = [" ".join(heading.text_content().split()) for heading in tree.iter(tag)]
        if headings:
            is_said = len(headings) == 1 and headings[0]
            return text.replace(f"\n{headings[0]}\n", f"\n# {headings[0]}\n", 1) if is_said else text
    return text


def _without_furniture(pieces: list[_Piece]) -> tuple[list[_Piece], list[Dropped]]:
    """What the extractor left of the page's own parts, by what the pieces say and where they stand."""
    bulleted = [f"- {text}" if kind is BlockKind.LIST_ITEM else text for kind, text in pieces]
    reasons = furniture_among(bulleted)
    kept = [piece for index, piece in enumerate(pieces) if index not in reasons]
    return kept, [Dropped(text=pieces[index][1], reason=reason) for index, reason in sorted(reasons.items())]


def _pieces(element: etree._Element, kind: BlockKind) -> Iterator[_Piece]:
    """The element's text in blocks; what stands between inner blocks is a block of its own."""
    inline = [element.text or ""]
    for child in element:
        if child.tag in _KINDS:
            yield from _piece(inline, kind)
            yield from _pieces(child, _kind_inside(child.tag, kind))
            inline = []
        else:
            inline += [" " if child.tag in ("lb", "cell") else "", *child.itertext()]
        inline.append(child.tail or "")
    yield from _piece(inline, kind)


def _kind_inside(tag: str, outside: BlockKind) -> BlockKind:
    if tag == "p" and outside is BlockKind.LIST_ITEM:
        return outside
    return _KINDS[tag] or outside


def _piece(inline: list[str], kind: BlockKind) -> Iterator[_Piece]:
    text = " ".join(repair("".join(inline)).split())
    if text:
        yield kind, text


def _headline(statements: PageStatements, pieces: list[_Piece]) -> str:
    """The stated headline, else a heading that begins the text, else the page's title, else none."""
    kind, text = pieces[0]
    return statements.headline or (text if kind is BlockKind.HEADING else statements.title) or ""


def _lay_out(title: str, pieces: list[_Piece]) -> TextLayout:
    layout = TextLayout("\n\n")
    layout.add(title, BlockKind.HEADLINE)
    heading = ""
    for kind, text in pieces:
        if text == title and kind is BlockKind.HEADING:
            continue
        heading = "" if kind is BlockKind.HEADING else heading
        layout.add(text, kind, heading=heading)
        heading = text if kind is BlockKind.HEADING else heading
    return layout


def _written_date(layout: TextLayout) -> DateSpan | None:
    text = layout.text
    pieces = [text[block.start : block.end] for block in layout.blocks]
    first_prose = next((i for i, piece in enumerate(pieces) if is_paragraph(piece)), len(pieces))
    return read_document_date(pieces, 0, first_prose)


def _found_date(text: str, statements: PageStatements) -> DateSpan | None:
    tree = _tree(text)  # trafilatura has changed the other
    return None if tree is None else find_published(tree, statements.modified)


def _shown_date(lines: list[str], title: str) -> DateSpan | None:
    """A date line between the headline and the first paragraph, or shortly above."""
    headline = next((index for index, line in enumerate(lines) if line == title), None)
    if headline is None:
        return None
    start = max(0, headline - _N_LINES_ABOVE)
    first_prose = next((i for i in range(headline + 1, len(lines)) if is_paragraph(lines[i])), len(lines))
    return read_document_date(lines[start:first_prose], headline - start, first_prose - start)


def _sources(
    statements: PageStatements, lines: list[str], layout: TextLayout, dropped: list[Dropped]
) -> tuple[Source, ...]:
    """The publisher that the page states, its address's in the name table, or what its lines show."""
    known = publisher_table().of_host(host_of(statements.url) or "") if statements.url else None
    name = statements.publisher or (known.name if known else None)
    if name is None:
        name = window_site(statements.site, lines)
    if name is None:
        title = statements.headline or statements.title or ""
        told = [layout.text[block.start : block.end] for block in layout.blocks]
        forms = " ".join(one.text for one in dropped if one.reason == FORM)
        found = page_sources(
            [line for line in lines if line not in forms], headline=title, pieces=told, dropped=dropped
        )
        if found and not statements.url:
            return found
        name = found[0].name if found else statements.url and publisher_of(statements.url)
    return (Source(name=name, url=statements.url),) if name else ()
