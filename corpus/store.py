"""Documents, passages and statements in one SQLite file of an immutable version, and filters over them."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from corpus import store_schema as schema
from corpus.documents import DateSpan, Document, DocumentId, Passage, PassageId, Source
from corpus.duplicates import days_of
from corpus.errors import DocumentNotFound, PassageNotFound
from corpus.filters import Filters, PassageSet, Rows
from corpus.publishers import source_key
from corpus.speaker_finder import FoundSpeakers
from corpus.statement_store import StatementTable
from corpus.store_columns import UNKNOWN, Column, FilterColumns, SpokenRows, read_columns
from corpus.store_file import ThreadedRead, check_header, connect, damage_is_named
from corpus.store_writer import StoreWriter
from corpus.story_groups import Told

__all__ = ["DocumentFacts", "PassageText", "Store", "StoreWriter"]

T = TypeVar("T")
Row = Sequence[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """What a citation says of its document, without the text."""

    document_id: DocumentId
    external_id: str | None
    title: str
    published: DateSpan | None
    sources: tuple[Source, ...]
    speaker: str | None
    locator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageText:
    """What is indexed of a passage; `embedding_key` is the same where the embedded text is the same."""

    row: int
    passage_id: PassageId
    title: str
    context: str
    text: str
    embedding_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BarePassage:
    """What is read of a passage, without its sentences and dates."""

    document_id: DocumentId
    context: str
    text: str
    speaker: str | None


class Store:
    """Reads a finished file, from any number of threads; the file must not change meanwhile."""

    def __init__(self, path: Path, *, n_documents: int, n_passages: int, columns: FilterColumns) -> None:
        self.n_documents = n_documents
        self.n_passages = n_passages
        self._columns = columns
        self._read = ThreadedRead(path)
        self.statements = StatementTable(self._read)

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open a file that a StoreWriter has finished.

        Raises:
            IndexForeign: not SQLite, or not of this program or this format.
            IndexDamaged: missing, incomplete, cut short or changed.
        """
        check_header(path)
        with damage_is_named(path), contextlib.closing(connect(path)) as db:
            columns = read_columns(dict(db.execute("SELECT name, content FROM columns")))
            n_documents = db.execute("SELECT coalesce(max(ordinal), -1) + 1 FROM documents").fetchone()[0]
            n_passages = db.execute("SELECT coalesce(max(row), -1) + 1 FROM passages").fetchone()[0]
        return cls(path, n_documents=n_documents, n_passages=n_passages, columns=columns)

    def document(self, document_id: DocumentId) -> Document:
        """Return a document, without what was dropped of its file.

        Raises:
            DocumentNotFound: no document has this id.
        """
        sql = f"{schema.SELECT_DOCUMENT} WHERE d.document_id = ?"
        for document in self._read(schema.unpack_document, sql, schema.pack_id(document_id)):
            return document
        raise DocumentNotFound(document_id)

    def has_document(self, document_id: DocumentId) -> bool:
        """Whether a document has this id."""
        sql = "SELECT ordinal FROM documents WHERE document_id = ?"
        return next(self._read(_first, sql, schema.pack_id(document_id)), None) is not None

    def documents(self) -> Iterator[Document]:
        """Read all documents in the order they were added."""
        sql = f"{schema.SELECT_DOCUMENT} ORDER BY d.ordinal"
        return self._read(schema.unpack_document, sql)

    def document_facts(self, document_ids: Sequence[DocumentId]) -> dict[DocumentId, DocumentFacts]:
        """Return what is known of documents beside their text.

        Raises:
            DocumentNotFound: no document has one of the ids.
        """
        sql = f"{schema.SELECT_FACTS} WHERE d.document_id = ?"
        facts = {}
        for document_id in document_ids:
            found = next(self._read(_facts, sql, schema.pack_id(document_id)), None)
            if found is None:
                raise DocumentNotFound(document_id)
            facts[document_id] = found
        return facts

    def documents_with(self, name: str, value: str) -> list[DocumentFacts]:
        """The documents that have an `external_id`, `locator` or only address (`url`).

        Raises:
            ValueError: another name.
        """
        if name == "url":
            like = self._read(_facts, f"{schema.SELECT_FACTS} WHERE instr(d.sources, ?)", schema.dump(value))
            return [facts for facts in like if [source.url for source in facts.sources] == [value]]
        if name not in ("external_id", "locator"):
            raise ValueError(f"documents are not looked up by {name!r}")
        return list(self._read(_facts, f"{schema.SELECT_FACTS} WHERE d.{name} = ?", schema.pack_text(value)))

    def document_ids(self) -> Iterator[DocumentId]:
        """Read all documents' ids in the order they were added."""
        return self._read(_document_id, "SELECT document_id FROM documents ORDER BY ordinal")

    def documents_between(self, first: int, n: int) -> Iterator[Document]:
        """Read `n` documents in the order they were added, from the one that is `first`, from 0."""
        sql = f"{schema.SELECT_DOCUMENT} WHERE d.ordinal BETWEEN ? AND ? ORDER BY d.ordinal"
        return self._read(schema.unpack_document, sql, first, first + n - 1)

    def passages(self, rows: Sequence[int]) -> list[Passage]:
        """Return the passages of some rows, in the order asked.

        Raises:
            ValueError: there is no such row.
        """
        found = dict(self._read(_numbered, f"{schema.SELECT_PASSAGE} {schema.AMONG_ROWS}", _listed(rows)))
        missing = next((row for row in rows if row not in found), None)
        if missing is not None:
            raise ValueError(f"no row {missing} among {self.n_passages} passages")
        return [found[row] for row in rows]

    def texts(self, rows: Sequence[int]) -> list[BarePassage]:
        """Read no more than the texts of some rows' passages, in the order asked."""
        sql = f"{schema.SELECT_BARE_PASSAGE} {schema.AMONG_ROWS}"
        found = dict(self._read(_bare_passage, sql, _listed(rows)))
        return [found[row] for row in rows]

    def passage(self, passage_id: PassageId) -> tuple[int, Passage]:
        """Return a passage and its row.

        Raises:
            PassageNotFound: no passage has this id.
        """
        sql = f"{schema.SELECT_PASSAGE} WHERE p.passage_id = ?"
        for found in self._read(_numbered, sql, schema.pack_id(passage_id)):
            return found
        raise PassageNotFound(passage_id)

    def passages_of(self, document_id: DocumentId) -> list[Passage]:
        """Return a document's passages in the order of its text.

        Raises:
            DocumentNotFound: no document has this id.
        """
        self.document_facts([document_id])
        sql = f"{schema.SELECT_PASSAGE} WHERE d.document_id = ? ORDER BY p.row"
        return list(self._read(schema.unpack_passage, sql, schema.pack_id(document_id)))

    def texts_to_index(self, batch: int) -> Iterator[list[PassageText]]:
        """Read what is indexed of all passages, in order of their rows, `batch` at a time."""
        rows = self._read(_passage_text, f"{schema.SELECT_PASSAGE_TEXT} ORDER BY p.row")
        while texts := list(islice(rows, batch)):
            yield texts

    def embedding_keys(self) -> Iterator[tuple[int, str]]:
        """Read each passage's row and the hash of the text that is embedded, in order of rows."""
        return self._read(_key, "SELECT row, embedding_key FROM passages ORDER BY row")

    def told(self) -> Iterator[Told]:
        """Read what decides on each passage's story, in order of rows."""
        return self._read(_told, f"{schema.SELECT_TOLD} ORDER BY p.row")

    def matching(self, filters: Filters) -> PassageSet | None:
        """Return the passages that meet all conditions; None where all do.

        Those of retracted documents meet none.
        """
        if filters.is_empty and not len(self._columns.withdrawn_row):
            return None
        source = self._number(filters.source and source_key(filters.source))
        speakers = (
            self.statements.speakers(filters.speaker, from_date=filters.from_date, to_date=filters.to_date)
            if filters.speaker is not None
            else None
        )
        return self._columns.matching(
            filters, source=source, speakers=self._names_of(speakers), n_passages=self.n_passages
        )

    def of_sources(self, keys: Sequence[str]) -> PassageSet:
        """The passages of any of some sources, by their names' keys, those retracted too."""
        return PassageSet(rows=self._columns.of_sources(self._numbers(keys)))

    def first_sources(self) -> list[tuple[Source, ...]]:
        """The sources of the passages in which a source's name comes first, in order of their rows."""
        rows = self._columns.first_of_sources()
        return list(self._read(_sources, f"{schema.SELECT_SOURCES} {schema.AMONG_ROWS}", _listed(rows)))

    def spoken_by(self, speakers: FoundSpeakers) -> SpokenRows:
        """The passages that hold words of some persons, and how many."""
        exact = self._numbers(sorted(speakers.exact_names))
        return self._columns.spoken(self._names_of(speakers), exact=exact)

    def all_spoken(self) -> Rows:
        """The passages in which somebody known says something, ascending."""
        return self._columns.all_spoken()

    def last_days(self, rows: Rows) -> Rows:
        """The last day (date.toordinal) of an event in each of some ascending rows, 0 where none is dated."""
        return self._columns.last_days(rows)

    def _names_of(self, speakers: FoundSpeakers | None) -> list[int]:
        if speakers is None:
            return []
        return self._numbers([name for person in speakers.persons for name in person.names])

    def _numbers(self, names: Sequence[str]) -> list[int]:
        return [number for name in names if (number := self._number(name)) != UNKNOWN]

    def source_counts(self) -> dict[str, int]:
        """How many passages each source has, by its name's key."""
        return self._counts(self._columns.source_name)

    def speaker_counts(self) -> dict[str, int]:
        """How many passages each speaker has, by the name's key."""
        return self._counts(self._columns.speaker_name)

    def dated_days(self) -> tuple[date, date] | None:
        """The first and the last day of an event; None where no passage has a date."""
        return self._columns.dated_days()

    def last_day_until(self, day: date) -> date | None:
        """The last day, up to one, on which an event ends; None where there is none."""
        return self._columns.last_day_until(day)

    def first_day_from(self, day: date) -> date | None:
        """The first day, from one on, on which an event begins; None where there is none."""
        return self._columns.first_day_from(day)

    def n_undated(self) -> int:
        """How many passages have no date, and so meet no window."""
        return self.n_passages - self._columns.n_dated()

    def _counts(self, numbers: Column) -> dict[str, int]:
        counts = np.bincount(numbers) if len(numbers) else np.zeros(0, dtype=np.int64)
        keys = self._read(_named, "SELECT key, id FROM names")
        return {key: int(counts[number]) for key, number in keys if number < len(counts) and counts[number]}

    def _number(self, key: str | None) -> int:
        """The number of a name's key as the columns hold it."""
        if key is None:
            return UNKNOWN
        sql = "SELECT id FROM names WHERE key = ?"
        return next(self._read(_first, sql, schema.pack_text(key)), UNKNOWN)


def _named(row: Row) -> tuple[str, int]:
    return schema.unpack_text(row[0]), int(row[1])


def _first(row: Row) -> int:
    return int(row[0])


def _sources(row: Row) -> tuple[Source, ...]:
    return schema.unpack_sources(row[0])


def _document_id(row: Row) -> DocumentId:
    return DocumentId(schema.unpack_id(row[0]))


def _key(row: Row) -> tuple[int, str]:
    return row[0], schema.unpack_id(row[1])


def _numbered(row: Row) -> tuple[int, Passage]:
    return row[-1], schema.unpack_passage(row)


def _facts(row: Row) -> DocumentFacts:
    return DocumentFacts(
        document_id=DocumentId(schema.unpack_id(row[0])),
        external_id=schema.unpack_optional(row[1]),
        title=schema.unpack_text(row[2]),
        published=schema.unpack_date(row[3]),
        sources=schema.unpack_sources(row[4]),
        speaker=schema.unpack_optional(row[5]),
        locator=schema.unpack_text(row[6]),
    )


def _told(row: Row) -> Told:
    return Told(
        passage_id=PassageId(schema.unpack_id(row[0])),
        text=schema.unpack_text(row[1]),
        days=days_of(schema.unpack_sentences(row[2])),
        speaker=schema.unpack_optional(row[3]),
        is_listed=bool(row[4]),
    )


def _passage_text(row: Row) -> PassageText:
    return PassageText(
        row=row[0],
        passage_id=PassageId(schema.unpack_id(row[1])),
        title=schema.unpack_text(row[2]),
        context=schema.unpack_text(row[3]),
        text=schema.unpack_text(row[4]),
        embedding_key=schema.unpack_id(row[5]),
    )


def _bare_passage(row: Row) -> tuple[int, BarePassage]:
    passage = BarePassage(
        document_id=DocumentId(schema.unpack_id(row[1])),
        context=schema.unpack_text(row[2]),
        text=schema.unpack_text(row[3]),
        speaker=schema.unpack_optional(row[4]),
    )
    return row[0], passage


def _listed(rows: Iterable[int]) -> str:
    return json.dumps([int(row) for row in rows])
