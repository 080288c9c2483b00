"""Which row of which file each document was read from, so that one that stays is not read again.

rows.bin    a record for each document, in their order: what decides the row's document, in 16 bytes,
            and its line, in 4; zeros for a document that is not a row's, or not one row's alone
"""

from __future__ import annotations

import hashlib
import struct
from functools import cached_property
from pathlib import Path

from corpus.readers.readable import ReadableRow
from embeddings.model_files import sha256_of
from embeddings.reading_steps import Taking
from embeddings.versions import ROWS_FILE

_RECORD = struct.Struct("<16sI")
NO_ROW = bytes(_RECORD.size)


class ReadRows:
    """The records of a documents file."""

    def __init__(self, content: bytes = b"") -> None:
        self._content = content

    def between(self, first: int, n: int) -> bytes:
        """The records of `n` documents, of no rows where nothing is known."""
        size = _RECORD.size
        return self._content[first * size : (first + n) * size] or NO_ROW * n

    def find(self, row: ReadableRow, place: bytes) -> Taking | None:
        """The document that a row was read as, to be taken over; None where the row is new.

        Args:
            row: one of a file now.
            place: digests the file's place, and what beside it decides how it is read.
        """
        by_content = _digest(row, place)
        if known := self._known.get(by_content):
            ordinal, line = known
            moved = None if line == row.number else (row.locator,)
            return Taking(run=(ordinal, 1), rows=_RECORD.pack(by_content, row.number), locators=moved)
        by_line = _digest(row, place, row.number)
        if known := self._known.get(by_line):
            return Taking(run=(known[0], 1), rows=_RECORD.pack(by_line, row.number))
        return None

    @cached_property
    def _known(self) -> dict[bytes, tuple[int, int]]:
        records = enumerate(_RECORD.iter_unpack(self._content))
        known = {digest: (ordinal, line) for ordinal, (digest, line) in records}
        known.pop(bytes(16), None)
        return known


def record_of(row: ReadableRow, place: bytes, *, has_own_id: bool) -> bytes:
    """A row's record; that of a document without an id of its own holds for its line alone."""
    return _RECORD.pack(_digest(row, place, 0 if has_own_id else row.number), row.number)


def _digest(row: ReadableRow, place: bytes, number: int = 0) -> bytes:
    salt = number.to_bytes(16, "little")
    return hashlib.blake2b(row.content, digest_size=16, key=place, salt=salt).digest()


def write_rows(folder: Path, records: bytes) -> str:
    """Write the records; return the file's SHA-256, which `read_rows` asks for."""
    path = folder / ROWS_FILE
    path.write_bytes(records)
    return sha256_of(path)


def read_rows(folder: Path, sha256: str) -> ReadRows:
    """The records of a folder, none where they are not there as they were written."""
    try:
        content = (folder / ROWS_FILE).read_bytes()
    except OSError:
        return ReadRows()
    return ReadRows(content if hashlib.sha256(content).hexdigest() == sha256 else b"")
