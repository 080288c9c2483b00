"""Born-digital PDFs: one document a file, whose passages know their pages.

PDFium gives the lines in the order of the file's content, which is that of reading in what programs
make; running headers, footers and page numbers are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.documents import BlockKind, DateSpan, Document, Dropped, Source, make_document
from corpus.prose import is_paragraph
from corpus.readers.file_dates import parse_pdf_date, unless_contradicted
from corpus.readers.file_titles import real_title
from corpus.readers.layout import TextLayout
from corpus.readers.limits import ReadingLimits
from corpus.readers.pdf_furniture import remove_running_lines
from corpus.readers.pdf_paragraphs import Paragraph, put_together
from corpus.readers.pdf_process import PdfLine, PdfPage, parse_pdf
from corpus.readers.problems import UnreadableError
from corpus.readers.publishers import file_name
from corpus.readers.repairs import repair_encoding, without_typesetting
from corpus.readers.saved_dates import read_document_date

BASIS = "PDF metadata"
_LARGER = 1.15  # times the next size: a title is set apart from its subtitle
_LONGEST_TITLE = 300  # characters
_WORD = re.compile(r"\w+")


def read_pdf(data: bytes, *, locator: str, limits: ReadingLimits) -> Document:
    """Read one PDF.

    Raises:
        UnreadableError: it is damaged, locked, holds no text, or exceeds a bound.
    """
    content = parse_pdf(data, limits)
    pages, dropped = remove_running_lines([_repaired(page) for page in content.pages])
    paragraphs = [paragraph for paragraph in put_together(pages) if paragraph.text]
    if not paragraphs:
        reason = "holds no text, only pictures of pages" if content.pages else "has no pages"
        raise UnreadableError(reason, "give it a text layer with a program for OCR, such as ocrmypdf")
    title = _title(paragraphs, content.metadata.get("Title", ""))
    layout, page_starts = _lay_out(title, paragraphs, len(pages))
    author = " ".join(content.metadata.get("Author", "").replace("\0", "").split())
    return make_document(
        locator=locator,
        title=title,
        text=layout.text,
        published=_published(layout, [piece.text for piece in dropped], content.metadata),
        sources=(Source(name=file_name(locator)),),
        blocks=layout.blocks,
        author=real_title(author) or None,
        page_starts=page_starts,
        dropped=(*dropped, *_damaged(pages)),
    )


def _damaged(pages: Sequence[PdfPage]) -> list[Dropped]:
    return [
        Dropped(text=f"page {number}", reason="a damaged page")
        for number, page in enumerate(pages, start=1)
        if page.is_damaged
    ]


def _repaired(page: PdfPage) -> PdfPage:
    lines = [(line, _line_text(line.text)) for line in page.lines]
    kept = tuple(
        PdfLine(text=text, left=line.left, bottom=line.bottom, right=line.right, top=line.top)
        for line, text in lines
        if text
    )
    return PdfPage(height=page.height, lines=kept, is_damaged=page.is_damaged)


def _line_text(text: str) -> str:
    ends_broken = text.endswith("\xad")
    plain = " ".join(repair_encoding(without_typesetting(text.replace("\0", ""))).split())
    return plain + "-" if ends_broken and plain else plain


def _title(paragraphs: list[Paragraph], stated: str) -> str:
    """The stated title where the first page has it, else the largest heading there, else the stated."""
    first_page = [paragraph for paragraph in paragraphs if paragraph.pages[0][1] == paragraphs[0].pages[0][1]]
    title = real_title(repair_encoding(stated))
    words = _words(title)
    if words and words in _words(" ".join(paragraph.text for paragraph in first_page)):
        return title
    headings = [p for p in first_page if p.kind is BlockKind.HEADING and len(p.text) <= _LONGEST_TITLE]
    largest = max(headings, key=lambda paragraph: paragraph.size, default=None)
    return largest.text if largest else title


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _lay_out(title: str, paragraphs: list[Paragraph], n_pages: int) -> tuple[TextLayout, list[int]]:
    """The text with the headline first, and where its pages begin."""
    layout = TextLayout("\n\n")
    layout.add(title, BlockKind.HEADLINE)
    starts: dict[int, int] = {1: 0}
    heading, is_found = "", False
    for paragraph in paragraphs:
        if not is_found and paragraph.kind is BlockKind.HEADING and _words(paragraph.text) == _words(title):
            is_found = True
            continue
        heading = "" if paragraph.kind is BlockKind.HEADING else heading
        layout.add(paragraph.text, paragraph.kind, marker=paragraph.marker, heading=heading)
        heading = paragraph.text if paragraph.kind is BlockKind.HEADING else heading
        for offset, page in paragraph.pages:
            starts.setdefault(page, layout.blocks[-1].start + offset)
    return layout, _page_starts(starts, n_pages, len(layout.text))


def _page_starts(starts: dict[int, int], n_pages: int, length: int) -> list[int]:
    """Where each page begins; one without text where the next does."""
    found: list[int] = []
    following = length
    for page in range(n_pages, 0, -1):
        following = min(following, starts.get(page, following))
        found.append(following)
    return found[::-1]


def _published(layout: TextLayout, running: list[str], metadata: dict[str, str]) -> DateSpan | None:
    """The date written in the text or its running headers, else the day the file was made."""
    text = layout.text
    pieces = [text[block.start : block.end] for block in layout.blocks]
    first_prose = next((i for i, piece in enumerate(pieces) if is_paragraph(piece)), len(pieces))
    written = read_document_date(pieces, 0, first_prose) or read_document_date(running, 0, len(running))
    made = parse_pdf_date(metadata.get("CreationDate", ""))
    return written or unless_contradicted(made, "\n".join([text, *running]), BASIS)
