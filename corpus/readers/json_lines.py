"""Rows of JSON lines, in the layout of a dataset's corpus.jsonl."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO, cast

from corpus.dates import day_order_of
from corpus.documents import Document
from corpus.readers.fields import Fields, shown
from corpus.readers.limits import ReadingLimits, raise_limit
from corpus.readers.problems import OnSkip, UnreadableError
from corpus.readers.readable import ReadableRow
from corpus.readers.rows import N_BYTES_OF_DATES, document_of_row
from corpus.time_words import DayOrder

_DATE = re.compile(rb'"date"\s*:\s*"([0-9/-]{6,10})[^"]*"')
_UTF8_BOM = b"\xef\xbb\xbf"
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*"|[\[{\]}]', re.DOTALL)


def read_json_lines(
    stream: BinaryIO, *, locator: str, on_skip: OnSkip, limits: ReadingLimits
) -> Iterator[Document]:
    """Read one document a line, never holding more than one line of at most `max_line_bytes`.

    The stored text is exactly `text`, or the title where that is empty; offsets slice it as given.
    """
    for row in json_rows(stream, locator=locator, on_skip=on_skip, limits=limits):
        document = row.document()
        if document is not None:
            yield document


def json_rows(
    stream: BinaryIO,
    *,
    locator: str,
    on_skip: OnSkip,
    limits: ReadingLimits,
    complete: Callable[[Document], Document] = lambda document: document,
) -> Iterator[ReadableRow]:
    """The rows that `read_json_lines` reads, each to be read or not; `complete` changes the documents."""
    buffered = io.BufferedReader(cast("io.RawIOBase", stream), N_BYTES_OF_DATES)
    day_order = _day_order(buffered.peek(N_BYTES_OF_DATES))

    def read(line: bytes, place: str) -> Document | None:
        try:
            row = _parse(line, limits)
            return complete(document_of_row(row, place=place, on_skip=on_skip, day_order=lambda: day_order))
        except UnreadableError as problem:
            on_skip(problem.at(place))
            return None

    order = str(day_order).encode() + b"\n"
    try:
        for number, whole in _lines(buffered, limits.max_line_bytes):
            line, place = whole.rstrip(b"\r\n"), f"{locator}#line-{number}"
            if line.strip():
                document = partial(read, line, place)
                yield ReadableRow(number=number, locator=place, content=order + line, document=document)
    finally:
        if not stream.closed:  # as it is where the reading was given up
            buffered.detach()  # whoever opened the stream closes it


def _day_order(head: bytes) -> DayOrder | None:
    """The order of day and month that the dates of a file's head show."""
    return day_order_of("\n".join(match[1].decode() for match in _DATE.finditer(head)))


def _lines(stream: BinaryIO, max_line_bytes: int) -> Iterator[tuple[int, bytes]]:
    """Number the lines from 1; a line over the limit comes cut, one byte longer than the limit."""
    number = 0
    while line := stream.readline(max_line_bytes + 1):
        number += 1
        rest = line
        while len(rest) > max_line_bytes and not rest.endswith(b"\n"):
            rest = stream.readline(max_line_bytes + 1)
        yield number, line.removeprefix(_UTF8_BOM) if number == 1 else line


def _parse(line: bytes, limits: ReadingLimits) -> Fields:
    if len(line) > limits.max_line_bytes:
        reason = f"the line is longer than {limits.max_line_bytes:,} bytes"
        remedy = f"split its text into several rows, or {raise_limit('max_line_bytes')}"
        raise UnreadableError(reason, remedy)
    try:
        row = load_json(line.decode("utf-8"), limits.max_json_depth)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"not UTF-8 at byte {error.start + 1} of the line", "save the file as UTF-8"
        ) from error
    if not isinstance(row, dict):
        remedy = 'write the row as {"_id": "1", "text": "..."}'
        raise UnreadableError(f"{shown(row)} is not a JSON object", remedy)
    return row


def load_json(text: str, max_depth: int) -> object:
    """Parse JSON.

    Raises:
        UnreadableError: it is none, or nested too deep.
    """
    if text.count("[") + text.count("{") > max_depth and _depth(text) > max_depth:
        remedy = f"nest less deep, or {raise_limit('max_json_depth')}"
        raise UnreadableError(f"JSON nested deeper than {max_depth} levels", remedy)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column" if error.lineno > 1 else "column"
        fault = error.msg.removesuffix(" at")  # as in "Unterminated string starting at"
        reason = f"not JSON: {fault} at {place} {error.colno}"
        raise UnreadableError(reason, "write one whole JSON object") from error
    except (ValueError, RecursionError) as error:
        reason = f"JSON beyond what can be read: {error}"
        raise UnreadableError(reason, "nest less deep and shorten numbers") from error


def _depth(text: str) -> int:
    """How deep the brackets nest, those within strings left out."""
    depth = deepest = 0
    for match in _STRING_OR_BRACKET.finditer(text):
        if match[0] in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif match[0] in "]}":
            depth -= 1
    return deepest
