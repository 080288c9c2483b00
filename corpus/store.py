"""Documents, passages and statements in one SQLite file of an immutable version, and filters over them."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import numpy as np

from corpus import store_schema as schema
from corpus.documents import DateSpan, Document, DocumentId, Passage, PassageId, Source, Statement
from corpus.duplicates import days_of
from corpus.errors import DocumentNotFound, PassageNotFound
from corpus.filters import Filters, PassageSet, Rows
from corpus.publishers import source_key
from corpus.speaker_finder import FoundSpeakers
from corpus.spoken import spoken_in
from corpus.statement_store import INDEXES as STATEMENT_INDEXES
from corpus.statement_store import StatementTable, StatementWriter
from corpus.store_columns import (
    UNKNOWN,
    Column,
    ColumnsWriter,
    FilterColumns,
    SpokenRows,
    read_columns,
)
from corpus.store_file import check_header, connect, damage_is_named
from corpus.story_groups import Told

T = TypeVar("T")
Row = Sequence[Any]

_WRITE_CACHE_KIB = 64 * 1024  # holds the index of two million document ids


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


class StoreWriter:
    """Writes a new file; without `finish` it is incomplete, and no Store opens it.

    The file is not synced to the disk: whoever publishes the version does that for all its files.

    Raises:
        FileExistsError: there is a file already.
    """

    def __init__(self, path: Path) -> None:
        path.open("xb").close()
        self._db = sqlite3.connect(path, isolation_level=None)
        # A crash leaves an incomplete file that is never opened, so no journal is needed.
        self._db.execute("PRAGMA journal_mode=OFF")
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.execute(f"PRAGMA cache_size=-{_WRITE_CACHE_KIB}")
        self._db.execute(f"PRAGMA application_id={schema.APPLICATION_ID}")
        self._db.executescript(schema.TABLES)
        self._statements = StatementWriter(self._db)
        self._db.execute("BEGIN")
        self._columns = ColumnsWriter()
        self.n_documents = 0
        self.n_passages = 0

    def add(
        self, document: Document, passages: Sequence[Passage], statements: Sequence[Statement] = ()
    ) -> bool:
        """Add a document, its passages, which get the next rows, counting from 0, and its statements.

        Returns:
            Whether it was added; a document whose id is there already is left out.
        """
        fields = schema.pack_document(document, self.n_documents)
        statement = f"INSERT OR IGNORE INTO documents VALUES ({_marks(fields)})"  # noqa: S608 - marks only
        if not self._db.execute(statement, fields).rowcount:
            return False
        first_row = self.n_passages
        for passage in passages:
            fields = schema.pack_passage(passage, self.n_passages, document, self.n_documents)
            self._db.execute(f"INSERT INTO passages VALUES ({_marks(fields)})", fields)  # noqa: S608 - the same
            self._columns.add(self.n_passages, passage, is_withdrawn=document.retracted)
            self.n_passages += 1
        for spoken in spoken_in(document, passages, statements):
            self._columns.add_spoken(first_row + spoken.passage, spoken)
        self._statements.add(document, self.n_documents, passages, first_row, statements)
        self.n_documents += 1
        return True

    def finish(self) -> None:
        """Write what filters and look-ups need, and close the file."""
        self._db.executemany("INSERT INTO columns VALUES (?, ?)", self._columns.contents().items())
        names = ((schema.pack_text(key), number) for key, number in self._columns.names.items())
        self._db.executemany("INSERT INTO names VALUES (?, ?)", names)
        self._statements.finish()
        self._db.execute("COMMIT")
        self._db.executescript(schema.INDEXES + STATEMENT_INDEXES)
        self._db.execute(f"PRAGMA user_version={schema.FORMAT}")  # last: 0 until then
        self._db.close()

    def __enter__(self) -> Self:
        """Return the writer itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Finish; after an exception leave the file incomplete."""
        if kind is None:
            self.finish()
        else:
            self._db.close()


def _marks(fields: Sequence[object]) -> str:
    return ", ".join("?" * len(fields))


class Store:
    """Reads a finished file, from any number of threads; the file must not change meanwhile."""

    def __init__(self, path: Path, *, n_documents: int, n_passages: int, columns: FilterColumns) -> None:
        self.n_documents = n_documents
        self.n_passages = n_passages
        self._path = path
        self._columns = columns
        self._connections = threading.local()
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

    def passages(self, rows: Sequence[int]) -> list[Passage]:
        """Return the passages of some rows, in the order asked.

        Raises:
            ValueError: there is no such row.
        """
        sql = f"{schema.SELECT_PASSAGE} WHERE p.row = ?"
        found = []
        for row in rows:
            passage = next(self._read(schema.unpack_passage, sql, int(row)), None)
            if passage is None:
                raise ValueError(f"no row {row} among {self.n_passages} passages")
            found.append(passage)
        return found

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
        speakers = self.statements.finder.find(filters.speaker) if filters.speaker is not None else None
        return self._columns.matching(
            filters, source=source, speakers=self._names_of(speakers), n_passages=self.n_passages
        )

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

    def _read(self, unpack: Callable[[Row], T], sql: str, *values: schema.Value) -> Iterator[T]:
        """Run a query on this thread's connection and unpack its rows one by one."""
        with damage_is_named(self._path):
            if not hasattr(self._connections, "db"):
                self._connections.db = connect(self._path)
            for row in self._connections.db.execute(sql, values):
                yield unpack(row)


def _named(row: Row) -> tuple[str, int]:
    return schema.unpack_text(row[0]), int(row[1])


def _first(row: Row) -> int:
    return int(row[0])


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
