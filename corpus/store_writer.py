"""documents.sqlite as it is written: documents, passages, statements added one by one, or taken over."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
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
# Documents whose passages, and then whose statements, are written together. What is taken over and what
# is added are written in the same order, so that the pages of the file come out the same.
_DOCUMENTS_TOGETHER = 64


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
        self._later: list[Callable[[], object]] = []  # writes the passages that wait
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
        rows = [
            schema.pack_passage(passage, row, document, self.n_documents)
            for row, passage in enumerate(passages, start=first_row)
        ]
        self._later.append(partial(self._insert_passages, rows))
        for row, passage in enumerate(passages, start=first_row):
            self._columns.add(row, passage, is_withdrawn=document.retracted)
        for spoken in spoken_in(document, passages, statements):
            self._columns.add_spoken(first_row + spoken.passage, spoken)
        self._statements.add(document, self.n_documents, passages, first_row, statements)
        self._count(1, len(passages))
        return True

    def _insert_passages(self, rows: Sequence[Sequence[schema.Value]]) -> None:
        if rows:
            self._db.executemany(f"INSERT INTO main.passages VALUES ({_marks(rows[0])})", rows)  # noqa: S608 - the same

    def _count(self, n_documents: int, n_passages: int) -> None:
        """Count what was added, which never reaches beyond the documents that are written together."""
        self.n_documents += n_documents
        self.n_passages += n_passages
        if self.n_documents % _DOCUMENTS_TOGETHER == 0:
            self._write_waiting()

    def _write_waiting(self) -> None:
        for write in self._later:
            write()
        self._later.clear()
        self._statements.write_waiting()

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

    def take_over(self, run: Run, *, locators: Sequence[str] | None = None) -> list[Run]:
        """Add a run of the earlier file's documents with their passages and statements, as they stand there.

        Args:
            run: which documents.
            locators: where each of them stands now, whose id does not hang on it; None where they did
                not move.

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
            start = part[0] - run[0]
            with full_disk_is_named(self._path):
                self._copy(self._earlier, part, locators and locators[start : start + part[1]])
        return placed

    def _copy(self, earlier: TakeOver, run: Run, locators: Sequence[str] | None) -> None:
        """Copy a run behind what there is, in pieces that are each written together."""
        earlier.copy_columns(run, self._columns, n_passages=self.n_passages)
        start, n = run
        while n:
            piece = start, min(n, _DOCUMENTS_TOGETHER - self.n_documents % _DOCUMENTS_TOGETHER)
            moved = locators and locators[start - run[0] :][: piece[1]]
            earlier.copy_documents(piece, self.n_documents, moved)
            rows = earlier.rows_of(piece)
            shift = self.n_passages - rows.start
            self._later.append(partial(earlier.copy_passages, rows, shift, self.n_documents - start))
            self._statements.take_over(
                earlier.statements_of(piece), shift=shift, document_shift=self.n_documents - start
            )
            self._count(piece[1], len(rows))
            start, n = start + piece[1], n - piece[1]

    def finish(self) -> None:
        """Write what filters and look-ups need, and close the file."""
        with full_disk_is_named(self._path):
            self._finish()

    def _finish(self) -> None:
        self._write_waiting()
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
