"""Statements and persons in documents.sqlite: written beside the passages, read by person and day."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any, Protocol, TypeVar

from corpus import store_schema as schema
from corpus.documents import DateSpan, Document, DocumentId, Passage, PassageId, Statement
from corpus.persons import NameUse, Person, gather_persons
from corpus.posts import read_post
from corpus.speaker_finder import FoundSpeakers, SpeakerFinder
from corpus.spoken import date_of, passages_of
from corpus.tenures import Given, holders_within

T = TypeVar("T")
Row = Sequence[Any]

TABLES = """
CREATE TABLE statements (
    number INTEGER PRIMARY KEY, document INTEGER, first_row INTEGER, last_row INTEGER,
    start INTEGER, "end" INTEGER, speaker, first_day INTEGER, last_day INTEGER, fields, event_date);
CREATE TABLE persons (
    person INTEGER PRIMARY KEY, name, names, roles, n_statements INTEGER, n_documents INTEGER);
"""
INDEXES = """
CREATE INDEX statement_by_document ON statements (document);
CREATE INDEX statement_by_speaker ON statements (speaker);
"""
_SELECT = (
    'SELECT s.number, d.document_id, p.passage_id, s.first_row, s.last_row, s.start, s."end", s.speaker, '
    "s.fields, s.event_date FROM statements s JOIN documents d ON d.ordinal = s.document "
    "LEFT JOIN passages p ON p.row = s.first_row"
)
_NAMES_AT_ONCE = 500  # SQLite takes 999 values in a query


class Read(Protocol):
    """Runs a query and unpacks its rows, as a Store does."""

    def __call__(self, unpack: Callable[[Row], T], sql: str, *values: schema.Value) -> Iterator[T]:
        """Run it with some values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredStatement:
    """A statement with its place in the archive.

    `number` counts the archive's statements from 0, in order of documents and their text. It begins in
    the passage `passage_id` and lies in the passages `rows`, none where it stands in a headline alone.
    """

    number: int
    document_id: DocumentId
    passage_id: PassageId | None
    rows: range
    statement: Statement
    event_date: DateSpan | None


class StatementWriter:
    """Writes statements while documents are added, and the persons behind them at the end."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._n_statements = 0
        self._waiting: list[Sequence[schema.Value]] = []
        self._uses: dict[str, NameUse] = {}
        db.executescript(TABLES)

    def add(
        self,
        document: Document,
        ordinal: int,
        passages: Sequence[Passage],
        first_row: int,
        statements: Sequence[Statement],
    ) -> None:
        """Add a document's statements; its passages have the rows from `first_row` on."""
        for statement in statements:
            numbers = passages_of(statement, passages)
            rows = (first_row + numbers[0], first_row + numbers[-1]) if numbers else (None, None)
            span = date_of(statement, document, passages)
            self._insert(_pack(statement, self._n_statements, ordinal, rows, span))
        self._count([(statement.speaker, statement.role) for statement in statements])

    def take_over(self, rows: Sequence[Row], *, shift: int, document_shift: int) -> None:
        """Add the statements of some documents as they stand in another file, as rows of its table.

        Args:
            rows: those of each document together, in order of their numbers.
            shift: from the passages' rows there to those here.
            document_shift: from the documents' numbers there to those here.
        """
        for _, document, first_row, last_row, *others in rows:
            placed = (None, None) if first_row is None else (first_row + shift, last_row + shift)
            self._insert((self._n_statements, document + document_shift, *placed, *others))
        for _, of_one in groupby(rows, key=itemgetter(1)):
            self._count([(schema.unpack_optional(row[6]), json.loads(row[9])[3]) for row in of_one])

    def write_waiting(self) -> None:
        """Write what was added or taken over since."""
        if self._waiting:
            marks = ", ".join("?" * len(self._waiting[0]))
            self._db.executemany(f"INSERT INTO main.statements VALUES ({marks})", self._waiting)  # noqa: S608 - marks only
            self._waiting.clear()

    def finish(self) -> None:
        """Write the persons."""
        rows = (_pack_person(person, n) for n, person in enumerate(gather_persons(self._uses)))
        self._db.executemany("INSERT INTO main.persons VALUES (?, ?, ?, ?, ?, ?)", rows)

    def _insert(self, fields: Sequence[schema.Value]) -> None:
        self._waiting.append(fields)
        self._n_statements += 1

    def _count(self, said: Sequence[tuple[str | None, str | None]]) -> None:
        """Count the speakers and roles of one document's statements."""
        for speaker, role in said:
            if speaker is not None:
                use = self._uses.setdefault(speaker, NameUse())
                use.n_statements += 1
                if role:
                    use.roles[" ".join(role.split())] += 1
        for name in {speaker for speaker, _ in said if speaker is not None}:
            self._uses[name].n_documents += 1


class StatementTable:
    """Reads statements and persons through a Store's connections."""

    def __init__(self, read: Read) -> None:
        self._read = read

    @cached_property
    def finder(self) -> SpeakerFinder:
        """Everybody who says something, read once."""
        sql = "SELECT name, names, roles, n_statements, n_documents FROM persons ORDER BY person"
        return SpeakerFinder(list(self._read(_unpack_person, sql)))

    def speakers(
        self, text: str, *, from_date: date | None = None, to_date: date | None = None
    ) -> FoundSpeakers | None:
        """Whom a name or post means, a post those who had it on the days; None for nobody."""
        found = self.finder.find(text)
        if found is None or not found.is_by_post or (from_date is None and to_date is None):
            return found
        return holders_within(
            found, read_post(text), self._given_posts(found), from_date=from_date, to_date=to_date
        )

    def _given_posts(self, speakers: FoundSpeakers) -> Iterator[Given]:
        for stored in self.find(speakers):
            said, span = stored.statement, stored.event_date
            if said.speaker and said.role and span:
                yield Given(speaker=said.speaker, role=said.role, first=span.start, last=span.end)

    def of_document(self, document_id: DocumentId) -> list[StoredStatement]:
        """A document's statements in order of its text."""
        sql = f"{_SELECT} WHERE d.document_id = ? ORDER BY s.number"
        return list(self._read(_unpack, sql, schema.pack_id(document_id)))

    def of_passage(self, passage: Passage) -> list[Statement]:
        """The statements that meet a passage, in order of the text."""
        sql = f'{_SELECT} WHERE d.document_id = ? AND s.start < ? AND s."end" > ? ORDER BY s.number'
        values = schema.pack_id(passage.document_id), passage.end, passage.start
        return [stored.statement for stored in self._read(_unpack, sql, *values)]

    def find(
        self, speakers: FoundSpeakers | None, *, from_date: date | None = None, to_date: date | None = None
    ) -> list[StoredStatement]:
        """The statements of some persons, or of all, whose event date meets the days, in order of numbers."""
        dated, days = _on_days(from_date, to_date)
        if speakers is None:
            return list(self._read(_unpack, f"{_SELECT} WHERE {dated} ORDER BY s.number", *days))
        names = [schema.pack_text(name) for person in speakers.persons for name in person.names]
        found: list[StoredStatement] = []
        for at in range(0, len(names), _NAMES_AT_ONCE):
            some = names[at : at + _NAMES_AT_ONCE]
            sql = f"{_SELECT} WHERE s.speaker IN ({', '.join('?' * len(some))}) AND {dated}"
            found += self._read(_unpack, sql, *some, *days)
        return sorted(found, key=lambda one: one.number)


def _on_days(first: date | None, last: date | None) -> tuple[str, list[schema.Value]]:
    """The condition that an event date meets the days, and its values."""
    conditions, values = ["1"], list[schema.Value]()
    if first is not None:
        conditions.append("s.last_day >= ?")
        values.append(first.toordinal())
    if last is not None:
        conditions.append("s.first_day <= ?")
        values.append(last.toordinal())
    return " AND ".join(conditions), values


def _pack(
    statement: Statement,
    number: int,
    ordinal: int,
    rows: tuple[int | None, int | None],
    span: DateSpan | None,
) -> tuple[schema.Value, ...]:
    fields = [
        statement.pieces,
        statement.speaker_as_written,
        statement.speaker_span,
        statement.role,
        statement.cue,
        statement.cue_span,
        statement.direct,
    ]
    return (
        number,
        ordinal,
        *rows,
        statement.start,
        statement.end,
        schema.pack_optional(statement.speaker),
        span.start.toordinal() if span else None,
        span.end.toordinal() if span else None,
        schema.dump(fields),
        schema.pack_date(span),
    )


def _unpack(row: Row) -> StoredStatement:
    number, document_id, passage_id, first_row, last_row, start, end, speaker, fields, event_date = row
    pieces, written, speaker_span, role, cue, cue_span, direct = json.loads(fields)
    return StoredStatement(
        number=number,
        document_id=DocumentId(schema.unpack_id(document_id)),
        passage_id=None if passage_id is None else PassageId(schema.unpack_id(passage_id)),
        rows=range(0) if first_row is None else range(first_row, last_row + 1),
        statement=Statement(
            start=start,
            end=end,
            pieces=tuple((first, last) for first, last in pieces),
            speaker=schema.unpack_optional(speaker),
            speaker_as_written=written,
            speaker_span=tuple(speaker_span) if speaker_span else None,
            role=role,
            cue=cue,
            cue_span=tuple(cue_span) if cue_span else None,
            direct=direct,
        ),
        event_date=schema.unpack_date(event_date),
    )


def _pack_person(person: Person, number: int) -> tuple[schema.Value, ...]:
    return (
        number,
        schema.pack_text(person.name),
        schema.dump(person.names),
        schema.dump(person.roles),
        person.n_statements,
        person.n_documents,
    )


def _unpack_person(row: Row) -> Person:
    name, names, roles, n_statements, n_documents = row
    return Person(
        name=schema.unpack_text(name),
        names=tuple(json.loads(names)),
        roles=tuple(json.loads(roles)),
        n_statements=n_statements,
        n_documents=n_documents,
    )
