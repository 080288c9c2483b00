"""The lines of pages put together to headings, paragraphs and list items, across lines and pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from corpus.documents import BlockKind
from corpus.prose import holds_sentence
from corpus.readers.hard_wrap import LIST_ITEM
from corpus.readers.pdf_process import PdfLine, PdfPage

_SAME_SIZE = 0.08  # of a font's height: rounding of boxes stays below, the next font size does not
_HEADING_SIZE = 1.15  # times the text's; headings are set two or more points larger than 10 to 12
_WIDER_STEP = 1.3  # times the usual step from line to line; a blank half line is 1.5
_INDENT = 0.7  # of a font's height; an indent is an em or more
_FULL_LINE = 0.85  # of a column's width; a ragged line lacks the longest word at most
_LONGEST_HEADING = 200  # characters: two lines of a headline
_ENDS_SENTENCE = re.compile(r".*[.!?:;\u2026\u3002][\"'\u201d\u2019\u00bb)\]]*", re.DOTALL)
_CAPTION = re.compile(
    r"(?:figure|fig\.|table|photo|image|chart|map)\s*\d*\s*[.:\u2013\u2014-]\s*\S", re.IGNORECASE
)
_COMPOUND = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_BROKEN = re.compile(r"([^\W\d_]+)-$")
_WORD_START = re.compile(r"[^\W\d_]+")


@dataclass(slots=True, kw_only=True)
class Paragraph:
    """A piece of the text; `pages` are the places in it where a page begins: offset, page number."""

    text: str
    size: float
    kind: BlockKind = BlockKind.PARAGRAPH
    marker: str = ""
    pages: list[tuple[int, int]] = field(default_factory=list)
    lines: list[PdfLine] = field(default_factory=list)


def put_together(pages: Sequence[PdfPage]) -> list[Paragraph]:
    """The pages' lines as paragraphs, in their order."""
    maker = _Maker(pages)
    for number, page in enumerate(pages, start=1):
        for line in page.lines:
            maker.add(line, number)
    return maker.finish()


class _Maker:
    """Puts line after line to the paragraph under way, or begins one."""

    def __init__(self, pages: Sequence[PdfPage]) -> None:
        lines = [line for page in pages for line in page.lines]
        self._body = _body_size(lines)
        self._steps = _usual_steps(pages)
        self._columns = _columns(lines)
        self._compounds = {match for line in lines for match in _COMPOUND.findall(line.text.lower())}
        self._paragraphs: list[Paragraph] = []
        self._page = 0

    def add(self, line: PdfLine, page: int) -> None:
        begins_page, self._page = page != self._page, page
        above = self._paragraphs[-1] if self._paragraphs else None
        if above is not None and self._runs_on(above, line, begins_page=begins_page):
            self._append(above, line, page if begins_page else None)
            return
        item = LIST_ITEM.fullmatch(line.text)
        self._paragraphs.append(
            Paragraph(
                text=item[2] if item else line.text,
                size=line.size,
                kind=BlockKind.LIST_ITEM if item else BlockKind.PARAGRAPH,
                marker=item[1] if item else "",
                pages=[(0, page)],
                lines=[line],
            )
        )

    def finish(self) -> list[Paragraph]:
        """The paragraphs, each with its kind."""
        paragraphs = self._paragraphs
        for paragraph, below in zip(paragraphs, [*paragraphs[1:], None], strict=False):
            if paragraph.kind is BlockKind.PARAGRAPH:
                paragraph.kind = self._kind(paragraph, below)
        return paragraphs

    def _append(self, above: Paragraph, line: PdfLine, new_page: int | None) -> None:
        above.text, start = _joined(above.text, line.text, self._compounds)
        if new_page is not None:
            above.pages.append((start, new_page))
        above.lines.append(line)

    def _runs_on(self, above: Paragraph, line: PdfLine, *, begins_page: bool) -> bool:
        last = above.lines[-1]
        if abs(last.size - line.size) > _SAME_SIZE * last.size or LIST_ITEM.fullmatch(line.text):
            return False
        is_large = line.size >= _HEADING_SIZE * self._body
        if begins_page or line.bottom > last.bottom + line.size:  # or the next column
            return not is_large and self._goes_over(above, last, line)
        if last.bottom - line.bottom > _WIDER_STEP * self._steps.get(round(line.size), line.size):
            return False
        return is_large or not self._ended(above, last, line)

    def _goes_over(self, above: Paragraph, last: PdfLine, line: PdfLine) -> bool:
        """Whether a paragraph goes on on the next page: its last line is full and no sentence ends there."""
        if _ENDS_SENTENCE.fullmatch(above.text):
            return False
        begins_low = line.text[:1].islower() or bool(_BROKEN.search(above.text))
        return begins_low or (self._is_full(last) and holds_sentence(above.text + "."))

    def _ended(self, above: Paragraph, last: PdfLine, line: PdfLine) -> bool:
        """Whether the line above was the last of its paragraph, by where it ends or the next begins."""
        if _BROKEN.search(last.text):
            return False
        if not self._is_full(last) and (_ENDS_SENTENCE.fullmatch(last.text) or not line.text[:1].islower()):
            return True
        is_indented = line.left > last.left + _INDENT * line.size
        return (
            is_indented
            and above.kind is not BlockKind.LIST_ITEM
            and bool(_ENDS_SENTENCE.fullmatch(last.text))
        )

    def _is_full(self, line: PdfLine) -> bool:
        """Whether a line goes to about the end of its column."""
        right = self._columns.get(_column(line), line.right)
        return line.right - line.left >= _FULL_LINE * (right - line.left)

    def _kind(self, paragraph: Paragraph, below: Paragraph | None) -> BlockKind:
        text = paragraph.text
        if _CAPTION.match(text):
            return BlockKind.CAPTION
        if len(text) > _LONGEST_HEADING or holds_sentence(text) or below is None:
            return BlockKind.PARAGRAPH
        if paragraph.size >= _HEADING_SIZE * self._body:
            return BlockKind.HEADING
        stands_over_text = len(paragraph.lines) == 1 and holds_sentence(below.text)
        is_heading = (
            stands_over_text and not _ENDS_SENTENCE.fullmatch(text) and not self._is_full(paragraph.lines[0])
        )
        return BlockKind.HEADING if is_heading else BlockKind.PARAGRAPH


def _joined(above: str, below: str, compounds: set[str]) -> tuple[str, int]:
    """Two lines as one text, and where the second begins; a word broken by a hyphen is mended.

    The hyphen stays where the document has the word with it elsewhere, or a capital follows.
    """
    head, tail = _BROKEN.search(above), _WORD_START.match(below)
    if head is None or tail is None:
        return f"{above} {below}", len(above) + 1
    is_compound = f"{head[1]}-{tail[0]}".lower() in compounds or not tail[0][0].islower()
    kept = above if is_compound else above[:-1]
    return kept + below, len(kept)


def _body_size(lines: Sequence[PdfLine]) -> float:
    """The font height of most characters."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _usual_steps(pages: Sequence[PdfPage]) -> dict[int, float]:
    """The usual way down from a line to the next, by the font's height in points."""
    steps: dict[int, list[float]] = {}
    for page in pages:
        for above, below in pairwise(page.lines):
            step = above.bottom - below.bottom
            if 0 < step < 3 * below.size and abs(above.size - below.size) < _SAME_SIZE * above.size:
                steps.setdefault(round(below.size), []).append(step)
    return {size: max(median(found), size) for size, found in steps.items()}


def _columns(lines: Sequence[PdfLine]) -> dict[int, float]:
    """How far right the lines go that begin at about the same place."""
    columns: dict[int, float] = {}
    for line in lines:
        columns[_column(line)] = max(line.right, columns.get(_column(line), 0.0))
    return columns


def _column(line: PdfLine) -> int:
    return round(line.left / 40)  # points: wider than an indent, narrower than a column
