"""Rows of an earlier documents.sqlite taken over into a new one as they are, by whole runs.

Reading, cutting and dating are the dear part of a build beside embedding. A document that is equal
in every stored field, under the same way of reading, has the same passages and statements: its rows
are copied.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from corpus import store_schema as schema
from corpus.documents import Document
from corpus.statement_store import StatementWriter
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

    def copy(
        self,
        run: Run,
        *,
        n_documents: int,
        n_passages: int,
        columns: ColumnsWriter,
        statements: StatementWriter,
    ) -> int:
        """Copy a run behind what the new file holds; return how many passages came with it.

        Document by document, as `add` writes them, so that the pages of the file come out the same.
        """
        first, last = run[0], run[0] + run[1] - 1
        rows = self._db.execute(
            f'SELECT min("row"), max("row") FROM {_ATTACHED}.passages WHERE document BETWEEN ? AND ?',  # noqa: S608 - a constant
            (first, last),
        ).fetchone()
        shift = n_passages - (rows[0] or 0)
        copies = (
            self._copying("documents", "ordinal", {"ordinal": n_documents - first}),
            self._copying("passages", "document", {"row": shift, "document": n_documents - first}),
        )
        for ordinal in range(first, last + 1):
            for statement in copies:
                self._db.execute(statement, (ordinal,))
            statements.take_over(self._statements_of(ordinal), ordinal + n_documents - first, shift=shift)
        if rows[0] is None:
            return 0
        columns.take_over(self._columns, self._names, rows=(rows[0], rows[1] + 1), shift=shift)
        return int(rows[1] - rows[0] + 1)

    def _statements_of(self, ordinal: int) -> list[tuple[schema.Value, ...]]:
        sql = f"SELECT * FROM {_ATTACHED}.statements WHERE document = ? ORDER BY number"  # noqa: S608 - a constant
        return self._db.execute(sql, (ordinal,)).fetchall()

    def _copying(self, table: str, key: str, shifts: dict[str, int]) -> str:
        """A statement that copies the rows of one document, some columns shifted."""
        names = [row[1] for row in self._db.execute(f"PRAGMA main.table_info({table})")]
        values = ", ".join(f'"{name}" + {shifts[name]}' if name in shifts else f'"{name}"' for name in names)
        return (
            f"INSERT INTO main.{table} SELECT {values} FROM {_ATTACHED}.{table} "  # noqa: S608 - names of our own schema
            f'WHERE "{key}" = ? ORDER BY 1'
        )
