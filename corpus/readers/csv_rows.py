"""Rows of CSV and TSV whose header names the fields of a dataset's corpus.

The stored text is exactly the field. What parts the fields is read from the header: of comma,
semicolon, tab and bar the one by which it has a known field, or most known ones.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import BinaryIO, TextIO, cast

from corpus.dates import day_order_of
from corpus.documents import Document
from corpus.readers.decoding import encoding_of
from corpus.readers.limits import ReadingLimits, raise_limit
from corpus.readers.problems import OnSkip, UnreadableError, failures_named
from corpus.readers.rows import N_BYTES_OF_DATES, document_of_row
from corpus.time_words import DayOrder

_N_BYTES_OF_HEAD = 256 * 1024  # tell an encoding as well as the whole file, and fast
_ESCAPED = re.compile("[\udc80-\udcff]")  # what the encoding has no character for
_SEPARATORS = (",", ";", "\t", "|")
_KNOWN = frozenset(
    {
        *("_id", "title", "text", "date", "source", "url", "speaker", "author", "lang"),
        *("retracted", "notice", "correction"),
    }
)
_NO_TEXT = (
    "its first line names neither a 'text' nor a 'title' column",
    "name the columns there: _id, title, text, date, source, url, speaker, lang",
)


class _TooLongError(Exception):
    """A line is longer than it may be."""


def read_csv(stream: BinaryIO, *, locator: str, on_skip: OnSkip, limits: ReadingLimits) -> Iterator[Document]:
    """Read one document a row, never holding more than one row.

    Raises:
        UnreadableError: the header names no text, or the bytes are no text.
    """
    buffered = io.BufferedReader(cast("io.RawIOBase", stream), N_BYTES_OF_DATES)
    with failures_named("not text in any known encoding", "save it as UTF-8, or take it out"):
        head = buffered.peek(N_BYTES_OF_DATES)
        encoding = encoding_of(head[:_N_BYTES_OF_HEAD])
    if encoding is None:
        raise UnreadableError("not text in any known encoding", "save it as UTF-8, or take it out")
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    text = io.TextIOWrapper(buffered, encoding=encoding, errors=errors, newline="")
    csv.field_size_limit(limits.max_line_bytes)  # the module has one for the whole process
    lines = _Lines(text, limits.max_line_bytes)
    try:
        yield from _documents(lines, head.decode(encoding, "replace"), locator, on_skip, limits)
    finally:
        if not stream.closed:  # as it is where the reading was given up
            text.detach()
            buffered.detach()  # whoever opened the stream closes it


def _documents(
    lines: _Lines, head: str, locator: str, on_skip: OnSkip, limits: ReadingLimits
) -> Iterator[Document]:
    names, separator = _header(lines)
    day_order = cache(lambda: _day_order(head, names, separator))
    rows = csv.reader(lines, delimiter=separator)
    while True:
        line = lines.number + 1
        place = f"{locator}#line-{line}"
        try:
            cells = next(rows)
            if any(cells):
                row = _row(names, cells)
                yield document_of_row(row, place=place, on_skip=on_skip, day_order=day_order)
        except StopIteration:
            return
        except UnreadableError as problem:
            on_skip(problem.at(place))
        except (_TooLongError, csv.Error) as error:
            on_skip(_row_problem(error, limits).at(place))


def _day_order(head: str, names: list[str], separator: str) -> DayOrder | None:
    """The order of day and month that the dates of a file's head show."""
    dates: list[str] = []
    rows = csv.reader(io.StringIO(head, newline=""), delimiter=separator)
    with suppress(csv.Error):  # of a row that is no CSV, or cut by the head's end
        dates.extend(_row(names, cells[: len(names)]).get("date", "") for cells in rows)
    return day_order_of("\n".join(dates))


def _row_problem(error: Exception, limits: ReadingLimits) -> UnreadableError:
    if isinstance(error, _TooLongError) or "field larger" in str(error):
        reason = f"the row is longer than {limits.max_line_bytes:,} bytes, or a quotation mark is not closed"
        remedy = f"close it, split its text into several rows, or {raise_limit('max_line_bytes')}"
        return UnreadableError(reason, remedy)
    return UnreadableError(f"no CSV: {error}", "write the row as a spreadsheet does")


def _header(lines: _Lines) -> tuple[list[str], str]:
    """The columns' names and what parts them."""
    try:
        first = next(lines, "")
    except _TooLongError:
        first = ""
    readings = [(_names(first, separator), separator) for separator in _SEPARATORS]
    names, separator = max(readings, key=lambda reading: len(_KNOWN.intersection(reading[0])))
    if not {"text", "title"}.intersection(names):
        raise UnreadableError(*_NO_TEXT)
    return names, separator


def _names(line: str, separator: str) -> list[str]:
    try:
        cells = next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []
    return [cell.strip().removeprefix("\ufeff").strip().lower() for cell in cells]


def _row(names: list[str], cells: list[str]) -> dict[str, str]:
    """The row's fields; of columns with the same name the first that is filled."""
    row: dict[str, str] = {}
    if len(cells) > len(names) and any(cells[len(names) :]):
        reason = f"has {len(cells)} cells, and the header names {len(names)}"
        raise UnreadableError(reason, "put cells that hold the separator in quotation marks")
    for name, cell in zip(names, cells, strict=False):
        if name in _KNOWN and not row.get(name):
            row[name] = _mended(cell)
    return row


def _mended(cell: str) -> str:
    """A cell in another encoding than the file's, as where two files were put together: windows-1252."""
    if not _ESCAPED.search(cell):
        return cell
    return cell.encode("utf-8", "surrogateescape").decode("cp1252", "replace")


class _Lines(Iterator[str]):
    """The lines of a text, counted; one that is too long raises, and the rest of it is passed over."""

    def __init__(self, text: TextIO, max_characters: int) -> None:
        self._text = text
        self._max = max_characters
        self.number = 0

    def __next__(self) -> str:
        line = self._text.readline(self._max + 1)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) <= self._max:
            return line
        while line and not line.endswith(("\n", "\r")):
            line = self._text.readline(self._max + 1)
        raise _TooLongError
