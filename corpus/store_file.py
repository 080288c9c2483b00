"""documents.sqlite as a file: how it is opened, recognised and found to be damaged."""

from __future__ import annotations

import contextlib
import errno
import sqlite3
import struct
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from corpus.errors import IndexDamaged, IndexForeign
from corpus.store_schema import APPLICATION_ID, FORMAT, Value

T = TypeVar("T")

# Magic, page size, number of pages, user_version, application_id.
# Source: https://www.sqlite.org/fileformat.html
_HEADER = struct.Struct(">16sH10xI28xI4xI28x")
_MAGIC = b"SQLite format 3\0"
_PRIMARY = 0xFF  # of an extended result code. Source: https://www.sqlite.org/rescode.html


def connect(path: Path) -> sqlite3.Connection:
    """Open for reading, from any thread, a file that does not change.

    Immutable: no locks and no look at a journal, so that a folder without write access serves.
    """
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False)


def check_header(path: Path) -> None:
    """Refuse what is not a whole file of this program, by its header and its size."""
    try:
        with path.open("rb") as file:
            header, size = file.read(_HEADER.size), path.stat().st_size
    except OSError as error:
        raise IndexDamaged(path, f"it cannot be read ({error.strerror})") from error
    if not header.startswith(_MAGIC[: len(header)]):
        raise IndexForeign(path, "it is no SQLite file")
    if len(header) < _HEADER.size:
        raise IndexDamaged(path, "it is cut short")
    _, page_size, n_pages, version, application = _HEADER.unpack(header)
    if application != APPLICATION_ID:
        raise IndexForeign(path, "it is another program's SQLite file")
    if version == 0:
        raise IndexDamaged(path, "the build that wrote it did not finish")
    if version != FORMAT:
        raise IndexForeign(path, f"its format is {version}, this program reads {FORMAT}")
    if size != n_pages * (page_size if page_size > 1 else 65536):
        raise IndexDamaged(path, "it is cut short, or longer than it was")


@contextlib.contextmanager
def full_disk_is_named(path: Path) -> Iterator[None]:
    """Turn what SQLite says of a disk that takes no more into OSError, as any other write raises it."""
    try:
        yield
    except sqlite3.OperationalError as error:
        code = error.sqlite_errorcode & _PRIMARY
        if code not in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY):
            raise
        full = code == sqlite3.SQLITE_FULL
        number = errno.ENOSPC if full else errno.EIO
        raise OSError(
            number, "no space is left" if full else f"it cannot be written ({error})", str(path)
        ) from error


@contextlib.contextmanager
def damage_is_named(path: Path) -> Iterator[None]:
    """Turn what SQLite and the unpacking say of changed bytes into IndexDamaged."""
    try:
        yield
    except (sqlite3.Error, ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(path, f"it does not read as it was written ({error})") from error


class ThreadedRead:
    """Runs queries on a finished file, from any number of threads, each on a connection of its own.

    It is no part of a Store, whose tables hold it: a cycle would keep an old version's memory until
    Python looks for cycles.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connections = threading.local()

    def __call__(self, unpack: Callable[[Sequence[Any]], T], sql: str, *values: Value) -> Iterator[T]:
        """Run a query and unpack its rows one by one.

        Raises:
            IndexDamaged: the file does not read as it was written.
        """
        with damage_is_named(self._path):
            if not hasattr(self._connections, "db"):
                self._connections.db = connect(self._path)
                # A connection refers to itself through its cache of statements, so that it and its pages
                # would stay until the next full search for garbage.
                weakref.finalize(self, self._connections.db.close)
            for row in self._connections.db.execute(sql, values):
                yield unpack(row)
