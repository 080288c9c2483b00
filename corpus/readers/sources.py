"""A source, file or folder, read into Documents.

One bad file never ends the reading: it is reported, and the rest goes on.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from corpus.documents import Document, Skipped
from corpus.errors import SourceNotFound
from corpus.readers.decoding import decode
from corpus.readers.event_pages import is_event_page, read_event_page
from corpus.readers.folders import is_index, walk
from corpus.readers.html import declared_encoding, read_html
from corpus.readers.json_lines import read_json_lines
from corpus.readers.layout import repair_surrogates
from corpus.readers.saved_text import read_saved_text

MAX_FILE_BYTES = 64 * 2**20
JSON_LINES_SUFFIXES = frozenset({".jsonl", ".ndjson"})
HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
TEXT_SUFFIXES = frozenset({".md", ".markdown", ".txt", ".text"})
_HTML_START = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype html|<html\b)", re.IGNORECASE)

OnSkip = Callable[[Skipped], None]


class _UnreadableError(Exception):
    """A file holds no document that can be read; says why and what to do."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadableFile:
    """One file of a source; `documents` reads it, and `beside` are other files that change how."""

    path: Path
    locator: str
    documents: Callable[[], Iterator[Document]]
    beside: tuple[Path, ...] = ()


def read_source(path: Path, *, on_skip: OnSkip, max_file_bytes: int = MAX_FILE_BYTES) -> Iterator[Document]:
    """Read a file, or a folder with all below it in sorted order.

    Args:
        path: the file or folder; locators are relative to its parent, with `#line-N` for a row.
        on_skip: told of everything that is left out, where it stands, why, and what to do.
        max_file_bytes: a larger file is skipped, JSON lines excepted.

    Raises:
        SourceNotFound: there is nothing at the path; at once, not at the first document.
    """
    files = source_files(path, on_skip=on_skip, max_file_bytes=max_file_bytes)
    return (document for file in files for document in file.documents())


def source_files(
    path: Path, *, on_skip: OnSkip, max_file_bytes: int = MAX_FILE_BYTES
) -> Iterator[ReadableFile]:
    """The files of a source one by one, each to be read or not; see `read_source`.

    Raises:
        SourceNotFound: there is nothing at the path; at once, not at the first file.
    """
    root = Path(os.path.normpath(path.absolute()))
    if not os.path.lexists(root):
        raise SourceNotFound(path)
    return _files(root, on_skip, max_file_bytes)


def _files(root: Path, on_skip: OnSkip, max_file_bytes: int) -> Iterator[ReadableFile]:
    def locator_of(path: Path) -> str:
        return repair_surrogates(path.relative_to(root.parent).as_posix())

    def report(path: Path, reason: str, remedy: str) -> None:
        on_skip(Skipped(locator=locator_of(path), reason=reason, remedy=remedy))

    def read(path: Path) -> Iterator[Document]:
        try:
            yield from _read_file(path, locator_of(path), on_skip, max_file_bytes)
        except OSError as error:
            report(path, f"cannot be read: {error.strerror}", "make it readable for this user")

    if root.is_dir() and is_index(root):
        report(root, "an index of this program", "give the folder that holds the documents")
    for path in walk(root, report=report):
        yield ReadableFile(path=path, locator=locator_of(path), documents=partial(read, path))


def _read_file(path: Path, locator: str, on_skip: OnSkip, max_file_bytes: int) -> Iterator[Document]:
    if path.suffix.lower() in JSON_LINES_SUFFIXES:
        with path.open("rb") as stream:
            yield from read_json_lines(stream, locator=locator, on_skip=on_skip)
        return
    try:
        yield _read_page(path, locator, on_skip, max_file_bytes)
    except _UnreadableError as problem:
        on_skip(Skipped(locator=locator, reason=problem.reason, remedy=problem.remedy))


def _read_page(path: Path, locator: str, on_skip: OnSkip, max_file_bytes: int) -> Document:
    suffix = path.suffix.lower()
    if suffix not in TEXT_SUFFIXES | HTML_SUFFIXES:
        kinds = "Markdown (.md), text (.txt), HTML (.html) or JSON lines (.jsonl)"
        ending = f"that end in {suffix!r}" if suffix else "without an ending such as .txt"
        raise _UnreadableError(f"files {ending} are not read", f"convert it to {kinds}")
    if path.stat().st_size > max_file_bytes:
        raise _UnreadableError(f"larger than {max_file_bytes:,} bytes", "split it, or write JSON lines")
    data = path.read_bytes()
    with _failures_named():
        text = decode(data, declared=declared_encoding(data))
    if text is None:
        raise _UnreadableError("not text in any known encoding", "save it as UTF-8, or take it out")
    document = _read_text(text, suffix, locator, on_skip)
    if document is None:
        raise _UnreadableError("holds no text", "nothing to do, unless it should")
    return document


def _read_text(text: str, suffix: str, locator: str, on_skip: OnSkip) -> Document | None:
    """Read a page by its shape, since saved pages of any format are often named .txt."""
    if suffix in HTML_SUFFIXES or _HTML_START.match(text):
        with _failures_named():
            return read_html(text, locator=locator)
    if is_event_page(text):
        return read_event_page(text, locator=locator, on_skip=on_skip)
    return read_saved_text(text, locator=locator)


@contextmanager
def _failures_named() -> Iterator[None]:
    """Whatever charset-normalizer, lxml or trafilatura raises spoils one file and not the reading."""
    try:
        yield
    except Exception as error:  # they state no complete list
        reason = f"its text or markup cannot be parsed: {type(error).__name__}"
        raise _UnreadableError(reason, "save it as plain text in UTF-8, or take it out") from error
