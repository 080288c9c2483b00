"""Text saved from the web, and plain Markdown: headline, headings, lists and paragraphs.

The stored text is the headline and then the kept lines, a blank line between blocks. Lines above
the headline that hold no sentence are page furniture; a date among them is still read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.cleaning import remove_furniture
from corpus.documents import BlockKind, Document, Dropped, Source, make_document
from corpus.furniture_groups import N_WORDS_OF_A_HEADLINE, N_WORDS_OF_A_LONG_HEADLINE, is_long
from corpus.prose import holds_sentence, is_lower, is_paragraph
from corpus.readers.hard_wrap import LIST_ITEM, MARKDOWN_HEADING, WIDEST_HARD_WRAP, lines_that_run_on
from corpus.readers.headline import headline_index, is_imprint
from corpus.readers.layout import TextLayout
from corpus.readers.mastheads import page_sources
from corpus.readers.publishers import file_name
from corpus.readers.saved_dates import is_date_line, read_document_date
from corpus.web_conventions import CONTACT

_CREDIT_AT_END = re.compile(  # as captions end: "(AP Photo/Jane Doe)", "(Image: The Trust)"
    r".*\((?:[^\W\d_a-z][\w/ .,&-]*|(?i:image|photo|picture|credit|pic)\s*[:|].*)\)"
)
_PLACE_IN_PICTURE = re.compile(  # who stands where: "(L)", "(left)", "(second from right)"
    r"\((?:[LRC]|(?:far |(?:second|third) from )?(?:left|right)|cent(?:er|re)|top|bottom|front|back)\)"
)
_LONGEST_CAPTION = 400  # characters: twice as long as any in the 65 labelled pages
_N_WORDS_OF_A_REMARK = 12  # above a text there may be a sentence about something else
_N_LINES_OF_A_HEAD = 3
_END_MARK = re.compile(r".*[.!?\u2026,;][\"'\u201d\u2019\u00bb)\]]*")
_ABOVE = "stands above the headline and tells nothing"
_DATE_LINE = "a date line, read as the document's date"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A block in the making: its text, and the marker of its list that stands before it."""

    text: str
    kind: BlockKind
    marker: str = ""
    group: int = 0  # counts the groups of lines between blank ones
    stands_alone: bool = False  # in its group
    is_marked: bool = False  # as a heading, in Markdown


def read_saved_text(text: str, *, locator: str) -> Document | None:
    r"""Read a text whose lines end in "\n".

    Returns:
        The text without page furniture, or None where nothing is left. Without a line that can be
        its headline it has no title.
    """
    page = remove_furniture(text)
    pieces = _pieces(page.lines)
    if not pieces:
        return None
    first_prose = _first_prose(pieces)
    is_prose = first_prose < len(pieces)  # else a list or a poem, whose lines are all of a kind
    n_head = first_prose if is_prose else 1
    headline, rivals = headline_index(pieces[:n_head], pieces[n_head:])
    contacts = {piece.group for piece in pieces if CONTACT.match(piece.text)}
    above = [i for i in range(headline or 0) if i not in rivals and _is_no_text(pieces[i], contacts)]
    below = range(0 if headline is None else headline + 1, first_prose if is_prose else 0)
    dates = [i for i in below if i not in above and is_date_line(pieces[i].text)]
    dropped = (
        *(Dropped(text=pieces[i].text, reason=_ABOVE) for i in above),
        *(Dropped(text=pieces[i].text, reason=_DATE_LINE) for i in dates),
        *page.dropped,
    )
    title = "" if headline is None else pieces[headline].text
    told = [piece.text for i, piece in enumerate(pieces) if i not in {headline, *above, *dates}]
    lines = [line for line in map(str.strip, text.split("\n")) if line]
    sources = page_sources(lines, headline=title, pieces=told, dropped=dropped)
    layout = _lay_out(pieces, headline, {*above, *dates})
    return make_document(
        locator=locator,
        title=title,
        text=layout.text,
        published=read_document_date([piece.text for piece in pieces], headline or 0, first_prose, text),
        sources=sources or (Source(name=file_name(locator)),),
        blocks=layout.blocks,
        dropped=dropped,
    )


def _first_prose(pieces: list[_Piece]) -> int:
    """Where the text begins; a sentence above a date or an author is part of the head."""
    found = [index for index, piece in enumerate(pieces) if is_paragraph(piece.text)]
    imprints = [i for i, piece in enumerate(pieces) if is_imprint(piece.text) and piece.text[0] not in "(["]
    for index, below in pairwise(found):
        if not _is_in_head(pieces, index, below, imprints):
            return index
    return found[-1] if found else len(pieces)


def _is_in_head(pieces: list[_Piece], index: int, below: int, imprints: list[int]) -> bool:
    n_words = len(pieces[index].text.split())
    if below - index > _N_LINES_OF_A_HEAD and n_words <= _N_WORDS_OF_A_REMARK:
        is_dated = any(index < i < below for i in imprints)
        return is_dated or not any(_may_be_headline(piece) for piece in pieces[:index])
    imprint = next((i for i in imprints if i > index), index)
    head = [len(piece.text.split()) for piece in pieces[index:imprint]]
    is_head = 0 < len(head) <= _N_LINES_OF_A_HEAD and max(head) <= N_WORDS_OF_A_LONG_HEADLINE
    return is_head and len(imprints) <= _N_LINES_OF_A_HEAD and index - 1 not in imprints


def _may_be_headline(piece: _Piece) -> bool:
    return len(piece.text.split()) >= N_WORDS_OF_A_HEADLINE and not is_imprint(piece.text)


def _is_no_text(piece: _Piece, contacts: set[int]) -> bool:
    """Whether a piece above the headline is none of the text: a remark at most, and no way to ask.

    A long line of mostly small letters is as well a summary that lacks its full stop.
    """
    is_remark = len(piece.text.split()) <= _N_WORDS_OF_A_REMARK
    is_remark = is_remark or not (holds_sentence(piece.text) or is_long(piece.text))
    return is_remark and piece.group not in contacts


def _pieces(lines: tuple[str, ...]) -> list[_Piece]:
    pieces: list[_Piece] = []
    for number, group in enumerate(_groups(lines)):
        pieces += [replace(piece, group=number) for piece in _pieces_of(group)]
    return [_with_kind(piece, is_last=piece is pieces[-1]) for piece in pieces]


def _groups(lines: tuple[str, ...]) -> list[list[str]]:
    """The lines between blank ones."""
    groups: list[list[str]] = [[]]
    for line in lines:
        if line:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _pieces_of(group: list[str]) -> list[_Piece]:
    """A piece a line, but hard-wrapped lines together; a list item's may run on."""
    pieces: list[_Piece] = []
    for line, runs_on in zip(group, lines_that_run_on(group), strict=True):
        if runs_on:
            pieces[-1] = replace(pieces[-1], text=f"{pieces[-1].text}\n{line}")
        elif pieces and _continues_headline(pieces, line, n_lines=len(group)):
            pieces[-1] = replace(pieces[-1], text=f"{pieces[-1].text} {line}", stands_alone=True)
        else:
            pieces.append(_piece(line, stands_alone=len(group) == 1))
    return [piece for piece in pieces if piece.text]


def _continues_headline(pieces: list[_Piece], line: str, *, n_lines: int) -> bool:
    """Whether two lines that stand alone are one headline, the second going on in lower case."""
    alone = n_lines == 2 and len(pieces) == 1 and pieces[0].kind is BlockKind.PARAGRAPH  # noqa: PLR2004 - two
    is_marked = is_date_line(pieces[0].text) or "|" in pieces[0].text if alone else False
    return (
        alone
        and not is_marked
        and line[0].isalpha()
        and is_lower(line.split(maxsplit=1)[0])
        and not holds_sentence(f"{pieces[0].text} {line}")
    )


def _piece(line: str, *, stands_alone: bool) -> _Piece:
    if heading := MARKDOWN_HEADING.fullmatch(line):
        return _Piece(text=heading[1].rstrip("# "), kind=BlockKind.HEADING, is_marked=True)
    if item := LIST_ITEM.fullmatch(line):
        return _Piece(text=item[2], kind=BlockKind.LIST_ITEM, marker=item[1])
    return _Piece(text=line, kind=BlockKind.PARAGRAPH, stands_alone=stands_alone)


def _with_kind(piece: _Piece, *, is_last: bool) -> _Piece:
    """A lone line without a sentence is a heading over what follows, or a picture's caption."""
    if piece.kind is not BlockKind.PARAGRAPH or not piece.stands_alone:
        return piece
    if _PLACE_IN_PICTURE.search(piece.text) and len(piece.text) <= _LONGEST_CAPTION:
        return replace(piece, kind=BlockKind.CAPTION)
    if holds_sentence(piece.text):
        return piece
    if _CREDIT_AT_END.fullmatch(piece.text):
        return replace(piece, kind=BlockKind.CAPTION)
    is_heading = len(piece.text) <= WIDEST_HARD_WRAP and not (_END_MARK.fullmatch(piece.text) or is_last)
    return replace(piece, kind=BlockKind.HEADING) if is_heading and not is_imprint(piece.text) else piece


def _lay_out(pieces: list[_Piece], headline: int | None, above: set[int]) -> TextLayout:
    layout = TextLayout("\n\n")
    if headline is not None:
        layout.add(pieces[headline].text, BlockKind.HEADLINE)
    heading = ""
    for index, piece in enumerate(pieces):
        if index == headline or index in above:
            continue
        heading = "" if piece.kind is BlockKind.HEADING else heading
        layout.add(piece.text, piece.kind, marker=piece.marker, heading=heading)
        heading = piece.text if piece.kind is BlockKind.HEADING else heading
    return layout
