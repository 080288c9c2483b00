"""Rows of JSON lines, in the layout of a dataset's corpus.jsonl.

A row whose `text`, `title` or `_id` is unusable is skipped. A row whose `date`, `source`, `url` or
`speaker` is unusable is read without that field. Either way it is reported, with its line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, TypeVar

from corpus.dates import parse_iso_date
from corpus.documents import Block, BlockKind, DateSpan, Document, Skipped, Source, make_document
from corpus.publishers import host_of, publisher_of
from corpus.readers.hard_wrap import lines_that_run_on
from corpus.readers.layout import repair_surrogates
from corpus.readers.publishers import file_name
from corpus.sentences import Span
from corpus.trailing_publishers import read_trailing_publishers

MAX_LINE_BYTES = 16 * 2**20  # a book of 1,000 pages has 2 to 3 MiB
_Row = dict[str, object]
_Field = TypeVar("_Field")
_LINE = re.compile(r"\S(?:[^\r\n]*\S)?")
_LINE_END = re.compile(r"\r\n|\r|\n")
_UNSAFE_IN_URL = re.compile(r"[\s\x00-\x1f<>\"`\\]")  # RFC 3986 allows none of them in an address
_UTF8_BOM = b"\xef\xbb\xbf"
_SHOWN_CHARACTERS = 60


class _RowError(Exception):
    """A row, or one field of it, cannot be read; says why and what to do."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


def read_json_lines(
    stream: BinaryIO,
    *,
    locator: str,
    on_skip: Callable[[Skipped], None],
    max_line_bytes: int = MAX_LINE_BYTES,
) -> Iterator[Document]:
    """Read one document a line, never holding more than one line of at most `max_line_bytes`.

    The stored text is exactly `text`, or the title where that is empty; offsets slice it as given. A row
    without a `source` has the publishers that its text names at its end, "(BBC)"; its blocks, and so
    its passages, end before them.
    """
    for number, line in _lines(stream, max_line_bytes):
        if not line.strip():
            continue
        place = f"{locator}#line-{number}"
        try:
            yield _document(_parse(line, max_line_bytes), place, on_skip)
        except _RowError as problem:
            on_skip(Skipped(locator=place, reason=problem.reason, remedy=problem.remedy))


def _lines(stream: BinaryIO, max_line_bytes: int) -> Iterator[tuple[int, bytes]]:
    """Number the lines from 1; a line over the limit comes cut, one byte longer than the limit."""
    number = 0
    while line := stream.readline(max_line_bytes + 1):
        number += 1
        rest = line
        while len(rest) > max_line_bytes and not rest.endswith(b"\n"):
            rest = stream.readline(max_line_bytes + 1)
        yield number, line.removeprefix(_UTF8_BOM) if number == 1 else line


def _parse(line: bytes, max_line_bytes: int) -> _Row:
    if len(line) > max_line_bytes:
        raise _RowError(
            f"the line is longer than {max_line_bytes:,} bytes", "split its text into several rows"
        )
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _RowError(
            f"not UTF-8 at byte {error.start + 1} of the line", "save the file as UTF-8"
        ) from error
    except json.JSONDecodeError as error:
        reason = f"not JSON: {error.msg} at column {error.colno}"
        raise _RowError(reason, "write one whole JSON object on the line") from error
    except (ValueError, RecursionError) as error:
        raise _RowError(
            f"JSON beyond what can be read: {error}", "nest less deep and shorten numbers"
        ) from error
    if not isinstance(row, dict):
        raise _RowError(f"{_shown(row)} is not a JSON object", 'write the row as {"_id": "1", "text": "..."}')
    return row


def _document(row: _Row, place: str, on_skip: Callable[[Skipped], None]) -> Document:
    title, text = _string(row, "title"), _string(row, "text")
    stored = text if text.strip() else title
    if not stored.strip():
        raise _RowError("neither 'text' nor 'title' holds anything", "give the row a 'text'")

    def report(problem: _RowError) -> None:
        reason = f"{problem.reason}; the row is read without it"
        on_skip(Skipped(locator=place, reason=reason, remedy=problem.remedy))

    url = _unless_wrong(_url, row, report)

    def sources(row: _Row) -> tuple[Source, ...]:
        return _sources(row, url)

    told, publishers = (stored, ()) if row.get("source") else read_trailing_publishers(stored)

    return make_document(
        locator=place,
        external_id=_string(row, "_id") or None,
        title=title,
        text=stored,
        published=_unless_wrong(_published, row, report),
        sources=tuple(Source(name=name, url=url) for name in publishers)
        or _unless_wrong(sources, row, report)
        or (Source(name=file_name(place), url=url),),
        speaker=_unless_wrong(_speaker, row, report),
        blocks=_paragraphs(told),
    )


def _unless_wrong(
    read: Callable[[_Row], _Field], row: _Row, report: Callable[[_RowError], None]
) -> _Field | None:
    try:
        return read(row)
    except _RowError as problem:
        report(problem)
        return None


def _published(row: _Row) -> DateSpan | None:
    written = _string(row, "date").strip()
    span = parse_iso_date(written, "date field")
    if written and span is None:
        remedy = "write it as YYYY, YYYY-MM, YYYY-MM-DD or an ISO 8601 timestamp"
        raise _RowError(f"'date' is {_shown(written)}, which is no date", remedy)
    return span


def _speaker(row: _Row) -> str | None:
    return _string(row, "speaker").strip() or None


def _url(row: _Row) -> str | None:
    url = _string(row, "url").strip()
    return _web_address(url) if url else None


def _web_address(url: str) -> str:
    """An address that a browser may safely open; anything else, such as "javascript:", is a fault."""
    if host_of(url) is None or _UNSAFE_IN_URL.search(url):
        raise _RowError(f"'url' is {_shown(url)}, which is no web address", "write it as https://host/path")
    return url


def _sources(row: _Row, url: str | None) -> tuple[Source, ...]:
    """The publishers, each with the row's url, under which this very text stands, unless it has its own."""
    given = row.get("source")
    entries = given if isinstance(given, list) else [given]
    sources = [_source(entry, url) for entry in entries if entry not in (None, "")]
    if not sources and url:
        sources = [Source(name=publisher_of(url) or url, url=url)]
    return tuple(dict.fromkeys(sources))


def _source(entry: object, url: str | None) -> Source:
    if isinstance(entry, dict):
        name, own_url = _string(entry, "name").strip(), _url(entry) or url
    else:
        name, own_url = _string({"source": entry}, "source").strip(), url
    if host := host_of(name):
        return Source(name=publisher_of(name) or host, url=name)
    if not name and not own_url:
        remedy = 'write it as {"name": "...", "url": "..."}'
        raise _RowError(f"'source' holds {_shown(entry)}, which has no name", remedy)
    return Source(name=name or publisher_of(own_url or "") or str(own_url), url=own_url)


def _string(row: _Row, field: str) -> str:
    """The field's text; absent and null are empty."""
    value = row.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _RowError(
            f"'{field}' is {_shown(value)}, which is no string", f"put '{field}' in quotation marks"
        )
    return repair_surrogates(value)


def _paragraphs(text: str) -> tuple[Block, ...]:
    """A block for each line that holds anything, but one for hard-wrapped lines."""
    kind = BlockKind.PARAGRAPH
    spans: list[Span] = []
    for group in _groups(text):
        runs_on = lines_that_run_on([text[start:end] for start, end in group])
        for (start, end), goes_on in zip(group, runs_on, strict=True):
            spans.append((spans.pop()[0] if goes_on else start, end))
    return tuple(Block(start=start, end=end, kind=kind) for start, end in spans)


def _groups(text: str) -> list[list[Span]]:
    """The lines that hold anything, stripped, in groups between blank ones."""
    groups: list[list[Span]] = []
    for match in _LINE.finditer(text):
        if groups and len(_LINE_END.findall(text, groups[-1][-1][1], match.start())) == 1:
            groups[-1].append(match.span())
        else:
            groups.append([match.span()])
    return groups


def _shown(value: object) -> str:
    """A value short enough for a message, with nothing that a terminal would act on."""
    shown = json.dumps(value)
    return shown if len(shown) <= _SHOWN_CHARACTERS else shown[:_SHOWN_CHARACTERS] + "..."
