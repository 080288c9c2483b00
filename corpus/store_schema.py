"""How records lie in documents.sqlite: the tables, and each record to and from a row of them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from corpus.chunker import indexed_text
from corpus.documents import (
    Block,
    BlockKind,
    DateSpan,
    Document,
    DocumentId,
    Passage,
    PassageId,
    Precision,
    Sentence,
    Source,
    content_hash,
)

APPLICATION_ID = 0x4F6E5265  # "OnRe", at byte 68 of the file
FORMAT = 2  # in user_version; a change of the tables takes the next number

# Wide columns stand last, so that reading the narrow ones does not walk through them. A passage's
# text and sources are null where they are the whole document's.
TABLES = """
CREATE TABLE documents (
    ordinal INTEGER PRIMARY KEY, document_id UNIQUE, external_id, locator, title, language, speaker,
    author, retracted INTEGER, notice, published, sources, page_starts, text, blocks);
CREATE TABLE passages (
    row INTEGER PRIMARY KEY, passage_id, document INTEGER, embedding_key, start INTEGER, "end" INTEGER,
    page INTEGER, n_tokens INTEGER, speaker, sources, context, sentences, text);
CREATE TABLE names (key PRIMARY KEY, id INTEGER) WITHOUT ROWID;
CREATE TABLE columns (name PRIMARY KEY, content BLOB);
"""
INDEXES = """
CREATE UNIQUE INDEX passage_by_id ON passages (passage_id);
CREATE INDEX passage_by_document ON passages (document);
"""

_FACTS = "d.document_id, d.external_id, d.title, d.published, d.sources, d.speaker, d.locator"
_JOINED = "FROM passages p JOIN documents d ON d.ordinal = p.document"
SELECT_FACTS = f"SELECT {_FACTS} FROM documents d"  # noqa: S608 - made of constants
SELECT_DOCUMENT = (
    f"SELECT {_FACTS}, d.text, d.blocks, d.language, d.author, d.retracted, d.notice, d.page_starts "  # noqa: S608 - the same
    "FROM documents d"
)
SELECT_PASSAGE = (
    'SELECT p.passage_id, d.document_id, p.start, p."end", coalesce(p.text, d.text), p.context, p.sentences, '
    f"coalesce(p.sources, d.sources), p.speaker, p.n_tokens, p.page, p.row {_JOINED}"
)
SELECT_BARE_PASSAGE = f"SELECT p.row, d.document_id, p.context, coalesce(p.text, d.text), p.speaker {_JOINED}"
SELECT_SOURCES = f"SELECT coalesce(p.sources, d.sources) {_JOINED}"
AMONG_ROWS = "WHERE p.row IN (SELECT value FROM json_each(?))"
SELECT_PASSAGE_TEXT = (
    # A passage with sources of its own tells of another event than its page's title.
    "SELECT p.row, p.passage_id, CASE WHEN p.sources IS NULL THEN d.title ELSE '' END, p.context, "
    f"coalesce(p.text, d.text), p.embedding_key {_JOINED}"
)
SELECT_TOLD = (  # a retracted document reports nothing
    "SELECT p.passage_id, CASE WHEN d.retracted THEN '' ELSE coalesce(p.text, d.text) END, "
    f"p.sentences, p.speaker, p.sources IS NOT NULL {_JOINED}"
)

_ID = re.compile("[0-9a-f]{32}")

Value = str | bytes | int | None


def pack_id(value: str) -> str | bytes:
    """An id in 16 bytes; whatever is not one of our hashes stays as it is."""
    return bytes.fromhex(value) if _ID.fullmatch(value) else pack_text(value)


def unpack_id(value: str | bytes) -> str:
    """An id as it was before `pack_id`."""
    return value.hex() if isinstance(value, bytes) and len(value) == 16 else unpack_text(value)  # noqa: PLR2004


def pack_text(value: str) -> str | bytes:
    """A text as SQLite takes it: lone surrogates, which are no UTF-8, make it a blob."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return value.encode("utf-8", "surrogatepass")
    return value


def unpack_text(value: str | bytes) -> str:
    """A text as it was before `pack_text`."""
    return value.decode("utf-8", "surrogatepass") if isinstance(value, bytes) else value


def pack_document(document: Document, ordinal: int) -> tuple[Value, ...]:
    """A row of `documents`."""
    return (
        ordinal,
        pack_id(document.document_id),
        pack_optional(document.external_id),
        pack_text(document.locator),
        pack_text(document.title),
        pack_optional(document.language),
        pack_optional(document.speaker),
        pack_optional(document.author),
        int(document.retracted),
        pack_optional(document.notice),
        pack_date(document.published),
        pack_sources(document.sources),
        dump(document.page_starts),
        pack_text(document.text),
        dump([_block_list(block) for block in document.blocks]),
    )


def unpack_document(row: Sequence[Any]) -> Document:
    """The document of a row of SELECT_DOCUMENT."""
    return Document(
        document_id=DocumentId(unpack_id(row[0])),
        external_id=unpack_optional(row[1]),
        title=unpack_text(row[2]),
        published=unpack_date(row[3]),
        sources=unpack_sources(row[4]),
        speaker=unpack_optional(row[5]),
        locator=unpack_text(row[6]),
        text=unpack_text(row[7]),
        blocks=tuple(_block(fields) for fields in json.loads(row[8])),
        language=unpack_optional(row[9]),
        author=unpack_optional(row[10]),
        retracted=bool(row[11]),
        notice=unpack_optional(row[12]),
        page_starts=tuple(json.loads(row[13])),
    )


def pack_passage(passage: Passage, row: int, document: Document, ordinal: int) -> tuple[Value, ...]:
    """A row of `passages`."""
    return (
        row,
        pack_id(passage.passage_id),
        ordinal,
        pack_id(content_hash(indexed_text(passage.context, passage.text))),
        passage.start,
        passage.end,
        passage.page,
        passage.n_tokens,
        pack_optional(passage.speaker),
        None if passage.sources == document.sources else pack_sources(passage.sources),
        pack_text(passage.context),
        _pack_sentences(passage.sentences),
        None if passage.text == document.text else pack_text(passage.text),
    )


def unpack_passage(row: Sequence[Any]) -> Passage:
    """The passage of a row of SELECT_PASSAGE."""
    return Passage(
        passage_id=PassageId(unpack_id(row[0])),
        document_id=DocumentId(unpack_id(row[1])),
        start=row[2],
        end=row[3],
        text=unpack_text(row[4]),
        context=unpack_text(row[5]),
        sentences=unpack_sentences(row[6]),
        sources=unpack_sources(row[7]),
        speaker=unpack_optional(row[8]),
        n_tokens=row[9],
        page=row[10],
    )


def pack_sources(sources: Sequence[Source]) -> str:
    """Sources as JSON."""
    return dump([[source.name, source.url] for source in sources])


def unpack_sources(value: str) -> tuple[Source, ...]:
    """Sources as they were before `pack_sources`."""
    return tuple(Source(name=name, url=url) for name, url in json.loads(value))


def pack_date(span: DateSpan | None) -> str:
    """A date as JSON."""
    return dump(_date_list(span))


def unpack_date(value: str) -> DateSpan | None:
    """A date that stands as JSON."""
    return _date(json.loads(value))


def unpack_optional(value: str | bytes | None) -> str | None:
    """A text that may be none."""
    return None if value is None else unpack_text(value)


def pack_optional(value: str | None) -> str | bytes | None:
    """A text that may be none, as SQLite takes it."""
    return None if value is None else pack_text(value)


def dump(value: object) -> str:
    """A value as JSON, in the one way in which it stands in a column."""
    return json.dumps(value, separators=(",", ":"))  # ASCII only, which keeps lone surrogates whole


def _date_list(span: DateSpan | None) -> list[str] | None:
    if span is None:
        return None
    return [span.start.isoformat(), span.end.isoformat(), span.precision.value, span.basis]


def _date(fields: list[str] | None) -> DateSpan | None:
    if fields is None:
        return None
    start, end, precision, basis = fields
    return DateSpan(
        start=date.fromisoformat(start),
        end=date.fromisoformat(end),
        precision=Precision(precision),
        basis=basis,
    )


def _block_list(block: Block) -> list[object]:
    sources = [[source.name, source.url] for source in block.sources]
    return [block.start, block.end, block.kind.value, block.heading, _date_list(block.event_date), sources]


def _block(fields: list[Any]) -> Block:
    start, end, kind, heading, event_date, sources = fields
    return Block(
        start=start,
        end=end,
        kind=BlockKind(kind),
        heading=heading,
        event_date=_date(event_date),
        sources=tuple(Source(name=name, url=url) for name, url in sources),
    )


def _pack_sentences(sentences: Sequence[Sentence]) -> str:
    """The distinct dates, then each sentence with its date's number: most passages have one date."""
    dates = list(dict.fromkeys(sentence.event_date for sentence in sentences))
    spans = [[s.start, s.end, dates.index(s.event_date)] for s in sentences]
    return dump([[_date_list(span) for span in dates], spans])


def unpack_sentences(value: str) -> tuple[Sentence, ...]:
    """Sentences as they were before they were packed."""
    date_lists, spans = json.loads(value)
    dates = [_date(fields) for fields in date_lists]
    return tuple(Sentence(start=start, end=end, event_date=dates[n]) for start, end, n in spans)
