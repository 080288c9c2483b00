"""Rows of an earlier documents.sqlite taken over into a new one as they are, by whole runs.

Reading, cutting and dating are the dear part of a build beside embedding. A document that is equal
in every stored field, under the same way of reading, has the same passages and statements: its rows
are copied.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from corpus import store_schema as schema
from corpus.documents import Document
from corpus.store_columns import ColumnsWriter, FilterColumns, read_columns
from corpus.store_file import check_header, damage_is_named

Run = tuple[int, int]  # the first of documents in a row, and how many

_ATTACHED = "earlier"


class TakeOver:
    """An earlier file, attached to the connection that writes the new one."""

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        """Attach a finished file; only before a transaction begins.

        Raises:
            IndexDamaged, IndexForeign: it is not one that this program reads.
        """
        check_header(path)
        self._db = db
        self._path = path
        with damage_is_named(path):
            uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
            db.execute(f"ATTACH ? AS {_ATTACHED}", (uri,))
            columns = dict(db.execute(f"SELECT name, content FROM {_ATTACHED}.columns"))  # noqa: S608 - a constant
            self._columns: FilterColumns = read_columns(columns)
            names = db.execute(f"SELECT key FROM {_ATTACHED}.names ORDER BY id")  # noqa: S608 - the same
            self._names = [schema.unpack_text(key) for (key,) in names]

    def detach(self) -> None:
        """Let go of the earlier file; only after the transaction."""
        self._db.execute(f"DETACH {_ATTACHED}")

    def ordinal_of(self, document: Document) -> int | None:
        """The number of the earlier document that is equal in every stored field."""
        sql = f"SELECT * FROM {_ATTACHED}.documents WHERE document_id = ?"  # noqa: S608 - a constant
        found = self._db.execute(sql, (schema.pack_id(document.document_id),)).fetchone()
        return found[0] if found and found == schema.pack_document(document, found[0]) else None

    def fresh_runs(self, run: Run) -> Iterator[tuple[Run, int | None]]:
        """Cut a run where a document stands in the new file already, with its number there.

        What can be copied comes with None.
        """
        first, n = run
        repeated = self._db.execute(
            f"SELECT o.ordinal, d.ordinal FROM {_ATTACHED}.documents o CROSS JOIN main.documents d "  # noqa: S608 - the same
            "ON d.document_id = o.document_id WHERE o.ordinal BETWEEN ? AND ? ORDER BY o.ordinal",
            (first, first + n - 1),
        ).fetchall()
        for earlier, there in repeated:
            if earlier > first:
                yield (first, earlier - first), None
            yield (earlier, 1), there
            first, n = earlier + 1, run[0] + run[1] - earlier - 1
        if n:
            yield (first, n), None

    def copy_columns(self, run: Run, columns: ColumnsWriter, *, n_passages: int) -> None:
        """Copy what filters look at of a run's passages behind `n_passages` others."""
        rows = self.rows_of(run)
        if rows:
            columns.take_over(
                self._columns, self._names, rows=(rows.start, rows.stop), shift=n_passages - rows.start
            )

    def copy_documents(self, run: Run, n_documents: int, locators: Sequence[str] | None) -> None:
        """Copy a run's documents behind `n_documents` others, with other locators where these are given."""
        numbers = range(run[0], run[0] + run[1])
        if locators is None:
            shift = {"document": n_documents - run[0]}
            self._db.execute(_COPY_DOCUMENTS, {"first": numbers[0], "last": numbers[-1], **shift})
            return
        moved = zip(map(schema.pack_text, locators), numbers, strict=True)
        self._db.executemany(
            _MOVE_DOCUMENT, [(number - run[0] + n_documents, place, number) for place, number in moved]
        )

    def copy_passages(self, rows: range, shift: int, document_shift: int) -> None:
        """Copy the passages of some rows, which move by `shift`, as do the numbers of their documents."""
        if rows:
            self._db.execute(
                _COPY_PASSAGES,
                {"first": rows[0], "last": rows[-1], "row": shift, "document": document_shift},
            )

    def rows_of(self, run: Run) -> range:
        """The rows of a run's passages."""
        return self._numbers('"row"', "passages", run)

    def statements_of(self, run: Run) -> list[tuple[schema.Value, ...]]:
        """A run's statements as they stand in the earlier file, in order of their numbers."""
        sql = f"SELECT * FROM {_ATTACHED}.statements WHERE number BETWEEN ? AND ? ORDER BY number"  # noqa: S608 - a constant
        numbers = self._numbers("number", "statements", run)
        return self._db.execute(sql, (numbers[0], numbers[-1])).fetchall() if numbers else []

    def _numbers(self, key: str, table: str, run: Run) -> range:
        """The keys of what belongs to a run's documents, which stands together."""
        first, last = self._db.execute(
            f"SELECT min({key}), max({key}) FROM {_ATTACHED}.{table} WHERE document BETWEEN ? AND ?",  # noqa: S608 - constants
            (run[0], run[0] + run[1] - 1),
        ).fetchone()
        return range(0) if first is None else range(first, last + 1)


def _copying(table: str, columns: Sequence[str], changed: Mapping[str, str], key: str) -> str:
    """A statement that copies rows of a table, some columns changed."""
    values = ", ".join(changed.get(name, f'"{name}"') for name in columns)
    return f"INSERT INTO main.{table} SELECT {values} FROM {_ATTACHED}.{table} WHERE {key}"  # noqa: S608 - names of our own schema


_COPY_DOCUMENTS = _copying(
    "documents",
    schema.DOCUMENT_COLUMNS,
    {"ordinal": "ordinal + :document"},
    "ordinal BETWEEN :first AND :last ORDER BY ordinal",
)
_MOVE_DOCUMENT = _copying(
    "documents", schema.DOCUMENT_COLUMNS, {"ordinal": "?", "locator": "?"}, "ordinal = ?"
)
_COPY_PASSAGES = _copying(
    "passages",
    schema.PASSAGE_COLUMNS,
    {"row": '"row" + :row', "document": "document + :document"},
    '"row" BETWEEN :first AND :last ORDER BY "row"',
)
