"""Sources read into a new documents file, what did not change taken over from an earlier one.

A file whose content, and that of the files beside it that matter, is what it was gives the documents
it gave: they are taken over unread. Of a file of rows that changed, the rows that did not are taken
over unread too; of any other file, each document that is equal to an earlier one keeps its passages and
statements. All of it only where the reading itself is the same: the program's own code, the packages
installed, the table of publishers, the bounds of reading, the language given, the encoder's way of
counting tokens and the limits of passages. Files and rows are told apart by digests of their bytes: size
and time stamp change less than content.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from corpus.documents import Document, Passage, Skipped
from corpus.readers.limits import ReadingLimits
from corpus.readers.readable import ReadableFile, ReadableRow
from corpus.readers.sources import source_files
from corpus.store import StoreWriter
from corpus.store_takeover import Run
from embeddings.cutting_ahead import CuttingAhead
from embeddings.document_cut import CutDocument
from embeddings.model_files import sha256_of
from embeddings.read_rows import NO_ROW, ReadRows, record_of
from embeddings.reading_record import Earlier, FileRead
from embeddings.reading_steps import FileEnd, RowOf, Step, Taking, joined, merged

OnAdded = Callable[[Sequence[Passage]], None]


class Reading:
    """The reading of all sources into one documents file."""

    def __init__(
        self,
        writer: StoreWriter,
        cutting: CuttingAhead,
        earlier: Earlier | None,
        on_skip: Callable[[Skipped], None],
        *,
        limits: ReadingLimits | None = None,
        language: str | None = None,
        on_added: OnAdded = lambda passages: None,
    ) -> None:
        """Begin to read.

        Args:
            writer: the new file, which takes over from `earlier` where that is given.
            cutting: cuts documents into passages and statements.
            earlier: what was read before in the same way.
            on_skip: told of everything that is left out.
            limits: the bounds of reading.
            language: that of all documents, whatever they state.
            on_added: told of the passages of each document that is added, in order of their rows.
        """
        self.files: list[FileRead] = []
        self.rows = bytearray()  # the records of all documents' rows; see read_rows.py
        self._writer = writer
        self._cutting = cutting
        self._known = {} if earlier is None else {f.key: f.runs for f in earlier.record.files if f.key}
        self._known_rows = ReadRows() if earlier is None else earlier.rows
        self._on_skip = on_skip
        self._on_added = on_added
        self._limits = limits
        self._language = language
        self._n_skipped = 0

    def read(self, source: Path) -> Iterator[int]:
        """Read a source, yielding how many documents came since.

        Raises:
            SourceNotFound: there is nothing at the path.
            ReadingStopped: another process that reads was ended.
        """
        files = source_files(source, on_skip=self._skip, limits=self._limits, language=self._language)
        yield from self._place(step for file in files for step in self._steps(source, file))

    def take_source(self, source: Path, earlier: Sequence[Document]) -> Iterator[int]:
        """Keep the documents of a source whose files are gone, yielding as `read` does."""
        yield from self._place([*earlier, FileEnd(source=str(source), key="")])

    def _steps(self, source: Path, file: ReadableFile) -> Iterator[Step]:
        """What is to be done for a file; it is read some steps before they are done."""
        digests, n_skipped = _digests(file), self._n_skipped
        key = _key(file, digests)
        if runs := self._known.get(key, ()):
            yield from (Taking(run=run, rows=self._known_rows.between(*run)) for run in runs)
        elif file.rows and digests:
            yield from self._row_steps(file.rows(), _place(file, digests[1:]))
        else:
            for document in file.documents():
                yield from self._document_steps(document, NO_ROW)
        # What could not be read is looked at again: the next time it may be possible.
        yield FileEnd(source=str(source), key=key if self._n_skipped == n_skipped else "")

    def _row_steps(self, rows: Iterable[ReadableRow], place: bytes) -> Iterator[Step]:
        for row in rows:
            if found := self._known_rows.find(row, place):
                yield found
                continue
            n_skipped = self._n_skipped
            document = row.document()
            if document is not None:
                record = record_of(row, place, has_own_id=document.external_id is not None)
                # A row of which something is left out is read again each time, and so reported.
                yield from self._document_steps(document, record if self._n_skipped == n_skipped else NO_ROW)

    def _document_steps(self, document: Document, record: bytes) -> Iterator[Step]:
        ordinal = self._writer.earlier_ordinal(document)
        if ordinal is not None:
            yield Taking(run=(ordinal, 1), rows=record)
        else:
            yield from (RowOf(record=record), document)

    def _place(self, steps: Iterable[Step]) -> Iterator[int]:
        """Add and take over in the order of the steps."""
        placed: list[Run] = []
        record = NO_ROW
        for step, found in self._cutting.in_order(joined(steps)):
            if isinstance(step, RowOf):
                record = step.record
            elif isinstance(step, Taking):
                placed += self._take(step)
                yield step.run[1]
            elif isinstance(step, FileEnd):
                self.files.append(FileRead(source=step.source, key=step.key, runs=merged(placed)))
                placed = []
            elif isinstance(step, Document) and found is not None:
                placed.append(self._add(step, found, record))
                yield 1

    def _add(self, document: Document, found: CutDocument, record: bytes) -> Run:
        if self._writer.add(document, *found):
            self.rows += record
            self._on_added(found[0])
            return self._writer.n_documents - 1, 1
        return self._writer.ordinal_of(document.document_id), 1

    def _take(self, step: Taking) -> list[Run]:
        """Take documents over; of one whose id was there already, the record stays too."""
        n_before, position = self._writer.n_documents, 0
        placed = self._writer.take_over(step.run, locators=step.locators)
        for first, n in placed:
            if first >= n_before:
                self.rows += step.rows[position * len(NO_ROW) : (position + n) * len(NO_ROW)]
            position += n
        return placed

    def _skip(self, skipped: Skipped) -> None:
        self._n_skipped += 1
        self._on_skip(skipped)


def _digests(file: ReadableFile) -> list[str]:
    """Those of a file and of the files beside it, none where one cannot be read."""
    try:
        return [sha256_of(path) if path.is_file() else "" for path in (file.path, *file.beside)]
    except OSError:
        return []


def _key(file: ReadableFile, digests: Sequence[str]) -> str:
    """A digest of a file's place and content, empty where these cannot be read."""
    return _hash(file, digests).hex() if digests else ""


def _place(file: ReadableFile, beside: Sequence[str]) -> bytes:
    """A digest of a file's place and of what stands beside it."""
    return _hash(file, ["", *beside])


def _hash(file: ReadableFile, digests: Sequence[str]) -> bytes:
    text = json.dumps([file.locator, file.path.name, [*digests]])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
