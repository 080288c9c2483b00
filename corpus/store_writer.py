"""documents.sqlite as it is written: documents, passages, statements added one by one, or taken over."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus import store_schema as schema
from corpus.documents import Document, DocumentId, Passage, Statement
from corpus.errors import DocumentNotFound
from corpus.spoken import spoken_in
from corpus.statement_store import INDEXES as STATEMENT_INDEXES
from corpus.statement_store import StatementWriter
from corpus.store_columns import ColumnsWriter
from corpus.store_file import check_header, full_disk_is_named
from corpus.store_takeover import Run, TakeOver

_WRITE_CACHE_KIB = 64 * 1024  # holds the index of two million document ids


class StoreWriter:
    """Writes a new file; without `finish` it is incomplete, and no Store opens it.

    Rows of an `earlier` file can be taken over. The file is not synced to the disk: whoever publishes
    the version does that for all its files.

    Raises:
        FileExistsError: there is a file already.
        IndexDamaged, IndexForeign: the earlier file cannot be read; nothing was written.
    """

    def __init__(self, path: Path, *, earlier: Path | None = None) -> None:
        if earlier is not None:
            check_header(earlier)
        path.open("xb").close()
        self._path = path
        self._db = sqlite3.connect(path.resolve().as_uri(), isolation_level=None, uri=True)
        # A crash leaves an incomplete file that is never opened, so no journal is needed.
        self._db.execute("PRAGMA journal_mode=OFF")
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.execute(f"PRAGMA cache_size=-{_WRITE_CACHE_KIB}")
        with full_disk_is_named(path):
            self._db.execute(f"PRAGMA application_id={schema.APPLICATION_ID}")
            self._db.executescript(schema.TABLES)
            self._statements = StatementWriter(self._db)
        self._earlier = None if earlier is None else TakeOver(self._db, earlier)
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
        with full_disk_is_named(self._path):
            return self._add(document, passages, statements)

    def _add(self, document: Document, passages: Sequence[Passage], statements: Sequence[Statement]) -> bool:
        fields = schema.pack_document(document, self.n_documents)
        statement = f"INSERT OR IGNORE INTO main.documents VALUES ({_marks(fields)})"  # noqa: S608 - marks only
        if not self._db.execute(statement, fields).rowcount:
            return False
        first_row = self.n_passages
        for passage in passages:
            fields = schema.pack_passage(passage, self.n_passages, document, self.n_documents)
            self._db.execute(f"INSERT INTO main.passages VALUES ({_marks(fields)})", fields)  # noqa: S608 - the same
            self._columns.add(self.n_passages, passage, is_withdrawn=document.retracted)
            self.n_passages += 1
        for spoken in spoken_in(document, passages, statements):
            self._columns.add_spoken(first_row + spoken.passage, spoken)
        self._statements.add(document, self.n_documents, passages, first_row, statements)
        self.n_documents += 1
        return True

    def ordinal_of(self, document_id: DocumentId) -> int:
        """The number of a document that was added or taken over.

        Raises:
            DocumentNotFound: none has this id.
        """
        sql = "SELECT ordinal FROM main.documents WHERE document_id = ?"
        found = self._db.execute(sql, (schema.pack_id(document_id),)).fetchone()
        if found is None:
            raise DocumentNotFound(document_id)
        return int(found[0])

    def earlier_ordinal(self, document: Document) -> int | None:
        """The number in the earlier file of the document equal to this one; None where there is none."""
        return None if self._earlier is None else self._earlier.ordinal_of(document)

    def take_over(self, run: Run) -> list[Run]:
        """Add a run of the earlier file's documents with their passages and statements, as they stand there.

        Returns:
            Where they are now, in runs; one whose id was there already stays where it was.
        """
        if self._earlier is None:
            raise ValueError("there is no earlier file to take over from")
        placed: list[Run] = []
        for part, there in self._earlier.fresh_runs(run):
            if there is not None:
                placed.append((there, 1))
                continue
            placed.append((self.n_documents, part[1]))
            with full_disk_is_named(self._path):
                self.n_passages += self._earlier.copy(
                    part,
                    n_documents=self.n_documents,
                    n_passages=self.n_passages,
                    columns=self._columns,
                    statements=self._statements,
                )
            self.n_documents += part[1]
        return placed

    def finish(self) -> None:
        """Write what filters and look-ups need, and close the file."""
        with full_disk_is_named(self._path):
            self._finish()

    def _finish(self) -> None:
        contents = self._columns.contents()
        self._db.executemany("INSERT INTO main.columns VALUES (?, ?)", contents.items())
        names = ((schema.pack_text(key), number) for key, number in self._columns.names.items())
        self._db.executemany("INSERT INTO main.names VALUES (?, ?)", names)
        self._statements.finish()
        self._db.execute("COMMIT")
        if self._earlier is not None:
            self._earlier.detach()
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
