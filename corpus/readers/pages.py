"""Files that are read whole, each by the reader that its ending or its shape calls for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.documents import Document
from corpus.readers.decoding import decode
from corpus.readers.docx import read_docx
from corpus.readers.event_pages import is_event_page, read_event_page
from corpus.readers.feeds import is_feed, read_feed
from corpus.readers.files import Format
from corpus.readers.front_matter import split_front_matter
from corpus.readers.html import declared_encoding, read_html
from corpus.readers.limits import ReadingLimits
from corpus.readers.overrides import override
from corpus.readers.pdf import read_pdf
from corpus.readers.problems import OnSkip, UnreadableError, failures_named
from corpus.readers.repairs import repair, repair_encoding
from corpus.readers.saved_text import read_saved_text

_HTML_START = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype html|<html\b)", re.IGNORECASE)
_PDF_START = b"%PDF-"
_N_BYTES_BEFORE_PDF = 1024  # Source: ISO 32000-1, implementation note 13: readers accept it within these
_ZIP_START = b"PK\x03\x04"
_RTF_START = b"{\\rtf"
_NO_DOCX = ("no Word file of the newer kind (DOCX)", "save it as DOCX, or give it its own ending")
_RTF = ("RTF is not read", "save it as DOCX or plain text")
_NO_PDF = ("no PDF, whatever its ending says", "give it the ending of what it is")
_NO_TEXT = ("holds no text", "nothing to do if it is meant to be empty; else save it again, with its text")
_UNDECODABLE = ("not text in any known encoding", "save it as UTF-8, or take it out")
_PARSE = ("its text or markup cannot be parsed", "save it as plain text in UTF-8, or take it out")


def read_page(
    data: bytes, file_format: Format, *, locator: str, on_skip: OnSkip, limits: ReadingLimits
) -> Iterator[Document]:
    """Read a file's documents: one, or each item of a feed.

    Raises:
        UnreadableError: nothing of it can be read.
    """
    _check_kind(data, file_format)
    if file_format is Format.PDF or data.startswith(_PDF_START):
        with failures_named(*_PARSE):
            yield read_pdf(data, locator=locator, limits=limits)
    elif file_format is Format.DOCX:
        with failures_named(*_PARSE):
            yield read_docx(data, locator=locator, limits=limits)
    elif is_feed(data) or (file_format is Format.FEED and not _begins_like_html(data)):
        with failures_named(*_PARSE):
            yield from list(read_feed(data, locator=locator, on_skip=on_skip))
    else:
        yield _text_document(data, file_format, locator, on_skip)


def _check_kind(data: bytes, file_format: Format) -> None:
    """Refuse what is not what its ending says and would be read as text."""
    if file_format is Format.PDF and _PDF_START not in data[:_N_BYTES_BEFORE_PDF]:
        raise UnreadableError(*_NO_PDF)
    if data.startswith(_RTF_START):
        raise UnreadableError(*_RTF)
    if file_format is Format.DOCX and not data.startswith((_ZIP_START, _PDF_START)):
        raise UnreadableError(*_NO_DOCX)


def _begins_like_html(data: bytes) -> bool:
    return _HTML_START.match(data[:_N_BYTES_BEFORE_PDF].decode("ascii", "replace")) is not None


def _text_document(data: bytes, file_format: Format, locator: str, on_skip: OnSkip) -> Document:
    with failures_named(*_PARSE):
        text = decode(data, declared=declared_encoding(data))
        if text is None:
            raise UnreadableError(*_UNDECODABLE)
        document = _read_text(text, file_format, locator, on_skip)
    if document is None:
        raise UnreadableError(*_NO_TEXT)
    return document


def _read_text(text: str, file_format: Format, locator: str, on_skip: OnSkip) -> Document | None:
    """Read a page by its shape, since saved pages of any format are often named .txt."""
    if file_format is Format.HTML or _HTML_START.match(text):
        return read_html(repair_encoding(text), locator=locator)
    text = repair(text)
    if is_event_page(text):
        return read_event_page(text, locator=locator, on_skip=on_skip)
    return _read_plain(text, locator, on_skip)


def _read_plain(text: str, locator: str, on_skip: OnSkip) -> Document | None:
    def report(problem: UnreadableError) -> None:
        on_skip(problem.in_part(locator, "the text is read without it"))

    front = split_front_matter(text, report)
    title = front.overrides.title
    has_heading = title is not None and title in front.body[: len(title) + _NEAR_START]
    body = front.body if has_heading or title is None else f"# {title}\n\n{front.body}"
    document = read_saved_text(body, locator=locator)
    if document is None:
        return None
    return override(replace(document, dropped=(*front.dropped, *document.dropped)), front.overrides)


_NEAR_START = 200  # characters: the title may stand below a picture or a rule
