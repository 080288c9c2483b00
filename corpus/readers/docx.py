"""Word files (DOCX): headings, paragraphs, list items and tables as Word shows them.

Insertions that are tracked are read, deletions are not, as in Word's view without marks.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from corpus.documents import BlockKind, DateSpan, Document, Dropped, Source, make_document
from corpus.prose import is_paragraph
from corpus.readers.file_dates import unless_contradicted
from corpus.readers.file_titles import real_title
from corpus.readers.layout import TextLayout
from corpus.readers.limits import ReadingLimits, raise_limit
from corpus.readers.problems import UnreadableError, failures_named
from corpus.readers.publishers import file_name
from corpus.readers.repairs import repair_encoding
from corpus.readers.saved_dates import read_document_date

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.styles.style import BaseStyle

BASIS = "DOCX metadata"
_DAMAGED = ("a damaged or locked Word file", "open and save it in Word or LibreOffice, or take it out")
_MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXTS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOT_SHOWN = frozenset({"del", "moveFrom", "rPr", "pPr", "txbxContent", "instrText", "delText"})
_STYLES = {  # the beginnings of the names of Word's own styles
    "title": BlockKind.HEADING,
    "heading": BlockKind.HEADING,
    "list": BlockKind.LIST_ITEM,
    "caption": BlockKind.CAPTION,
}
_CELLS_APART = " | "
_Piece = tuple[BlockKind, str, bool]  # kind, text, and whether it is styled as the title


def read_docx(data: bytes, *, locator: str, limits: ReadingLimits) -> Document:
    """Read one Word file.

    Raises:
        UnreadableError: it is damaged, holds no text, or unpacks to too much.
    """
    _check_size(data, limits)
    with failures_named(*_DAMAGED):
        import docx

        word = docx.Document(io.BytesIO(data))
        pieces, furniture = list(_pieces(word)), list(_furniture(word))
        stated, author, made = _properties(word)
    if not pieces:
        raise UnreadableError(
            "holds no text", "nothing to do if it is meant to be empty; else save it again, with its text"
        )
    title = _title(pieces, stated)
    layout = _lay_out(title, pieces)
    return make_document(
        locator=locator,
        title=title,
        text=layout.text,
        published=_published(layout, furniture, made),
        sources=(Source(name=file_name(locator)),),
        blocks=layout.blocks,
        author=author or None,
        dropped=[Dropped(text=text, reason="a page's header or footer") for text in furniture],
    )


def _check_size(data: bytes, limits: ReadingLimits) -> None:
    """Refuse a file whose parts are larger than they may be; no part is read beyond its stated size."""
    with failures_named(*_DAMAGED), zipfile.ZipFile(io.BytesIO(data)) as archive:
        n_bytes = sum(info.file_size for info in archive.infolist())
    if n_bytes > 2 * limits.max_file_bytes:  # pictures among them, which pack badly
        reason = f"unpacks to {n_bytes:,} bytes"
        raise UnreadableError(reason, f"split it, or {raise_limit('max_file_bytes')}")


def _properties(word: WordFile) -> tuple[str, str, date | None]:
    """Title, author and day of making, as far as the file states them well."""
    properties = word.core_properties
    made: datetime | None = properties.created
    author = " ".join((properties.author or "").split())
    return properties.title or "", "" if author == "python-docx" else real_title(author), made and made.date()


def _pieces(word: WordFile) -> Iterator[_Piece]:
    styles = {style.style_id: style for style in word.styles}
    for element in word.element.body.iterchildren():
        yield from _element(element, styles)


def _element(element: BaseOxmlElement, styles: dict[str, BaseStyle]) -> Iterator[_Piece]:
    match _tag(element):
        case "p":
            yield from _paragraph(element, styles)
        case "tbl":
            for row in element.iterchildren(f"{_MAIN}tr"):
                cells = [text for cell in row.iter(f"{_MAIN}tc") if (text := _cell(cell))]
                if cells:
                    yield BlockKind.PARAGRAPH, _CELLS_APART.join(cells), False
        case "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo":
            for child in element.iterchildren():
                yield from _element(child, styles)


def _cell(cell: BaseOxmlElement) -> str:
    """A cell's own text on one line; a table inside it has cells of its own."""
    return " ".join(" ".join(_text(p) for p in cell.iterchildren(f"{_MAIN}p")).split())


def _paragraph(element: BaseOxmlElement, styles: dict[str, BaseStyle]) -> Iterator[_Piece]:
    kind, is_title = _kind(element, styles)
    text = "\n".join(" ".join(line.split()) for line in _text(element).split("\n")).strip()
    if text:
        yield kind, repair_encoding(text), is_title
    for box in element.iter(f"{_MAIN}txbxContent"):
        if not any(_tag(ancestor) == "Fallback" for ancestor in box.iterancestors(_ALTERNATIVE)):
            for child in box.iterchildren():
                yield from _element(child, styles)


def _text(element: BaseOxmlElement) -> str:
    parts: list[str] = []
    for child in element.iterchildren():
        tag = _tag(child)
        if tag == "t":
            parts.append(child.text or "")
        elif tag in _TEXTS:
            parts.append(_TEXTS[tag])
        elif tag not in _NOT_SHOWN:
            parts.append(_text(child))
    return "".join(parts)


def _kind(element: BaseOxmlElement, styles: dict[str, BaseStyle]) -> tuple[BlockKind, bool]:
    """By the paragraph's style and those it is based on, else by its numbering."""
    properties = element.find(f"{_MAIN}pPr")
    if properties is None:
        return BlockKind.PARAGRAPH, False
    style = properties.find(f"{_MAIN}pStyle")
    for name in _style_names(styles.get(style.get(f"{_MAIN}val")) if style is not None else None):
        if kind := next((kind for start, kind in _STYLES.items() if name.startswith(start)), None):
            return kind, name == "title"
    if properties.find(f"{_MAIN}outlineLvl") is not None:
        return BlockKind.HEADING, False
    is_numbered = properties.find(f"{_MAIN}numPr") is not None
    return (BlockKind.LIST_ITEM if is_numbered else BlockKind.PARAGRAPH), False


def _style_names(style: BaseStyle | None) -> Iterator[str]:
    """The names, which are English whatever the language of Word, of a style and its bases."""
    seen: set[str] = set()
    while style is not None and style.style_id not in seen:
        seen.add(style.style_id)
        yield (style.name or "").lower()
        style = getattr(style, "base_style", None)


def _furniture(word: WordFile) -> Iterator[str]:
    """The text of the pages' headers and footers, each once."""
    texts = [
        text
        for section in word.sections
        for part in (section.header, section.footer)
        if not part.is_linked_to_previous
        for paragraph in part.paragraphs
        if (text := " ".join(paragraph.text.split()))
    ]
    yield from dict.fromkeys(texts)


def _title(pieces: list[_Piece], stated: str) -> str:
    """What is styled as the title, else the stated title, else a heading that begins the text."""
    styled = next((text for _, text, is_title in pieces if is_title), "")
    first = pieces[0][1] if pieces[0][0] is BlockKind.HEADING else ""
    return " ".join((styled or real_title(repair_encoding(stated)) or first).split())


def _lay_out(title: str, pieces: list[_Piece]) -> TextLayout:
    layout = TextLayout("\n\n")
    layout.add(title, BlockKind.HEADLINE)
    heading, is_found = "", False
    for kind, text, _ in pieces:
        if not is_found and kind is BlockKind.HEADING and " ".join(text.split()) == title:
            is_found = True
            continue
        heading = "" if kind is BlockKind.HEADING else heading
        layout.add(text, kind, heading=heading)
        heading = text if kind is BlockKind.HEADING else heading
    return layout


def _published(layout: TextLayout, furniture: list[str], made: date | None) -> DateSpan | None:
    text = layout.text
    pieces = [text[block.start : block.end] for block in layout.blocks]
    first_prose = next((i for i, piece in enumerate(pieces) if is_paragraph(piece)), len(pieces))
    written = read_document_date(pieces, 0, first_prose) or read_document_date(furniture, 0, len(furniture))
    return written or unless_contradicted(made, "\n".join([text, *furniture]), BASIS)


def _tag(element: BaseOxmlElement) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
