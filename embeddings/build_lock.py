"""One change of an index at a time, and one sentence where the disk takes no more or nothing at all."""

from __future__ import annotations

import errno
import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import IndexBusy, IndexUnwritable, OnRecordError
from embeddings.durable_files import sync
from embeddings.versions import LOCK_FILE, refuse_foreign

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)  # SQLite says EIO of a file that may not grow
_DENIED = (errno.EROFS, errno.EACCES, errno.EPERM)


@contextmanager
def build_lock(index: Path) -> Iterator[None]:
    """Hold the index for one change; the lock ends with the process, however it ends.

    Raises:
        IndexBusy: another build holds it, named with its start.
        IndexForeign: the folder holds other things; nothing is added to them.
        IndexUnwritable: the disk became full meanwhile, or the folder cannot be written to.
    """
    refuse_foreign(index)
    with _unwritable_is_named(index):
        if not index.is_dir():
            index.mkdir(parents=True)
            sync(index.parent)
        with (index / LOCK_FILE).open("a+", encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                file.seek(0)
                raise IndexBusy(index, file.read().strip() or "another process") from error
            with suppress(OSError):  # on a full disk the lock holds all the same: gc is to make room
                _note_holder(index / LOCK_FILE)
            yield


def _note_holder(path: Path) -> None:
    since = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"
    path.write_text(f"process {os.getpid()} on {socket.gethostname()} since {since}", encoding="utf-8")


@contextmanager
def _unwritable_is_named(index: Path) -> Iterator[None]:
    """Turn what the system, or a library in its words, says of a write refused into IndexUnwritable."""
    try:
        yield
    except OnRecordError:
        raise
    except (OSError, RuntimeError, ValueError) as error:
        code = _code(error)
        if code is None or _is_elsewhere(error, index):
            raise
        raise IndexUnwritable(index, os.strerror(code), is_full=code in _FULL) from error


def _code(error: Exception) -> int | None:
    """Which refusal an error reports; faiss, tantivy and OpenVINO quote the system's words for it."""
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno if error.errno in (*_FULL, *_DENIED) else None
    return next((code for code in (*_FULL, *_DENIED) if os.strerror(code) in str(error)), None)


def _is_elsewhere(error: Exception, index: Path) -> bool:
    """Whether it names a path outside the index: a source, or a temporary file."""
    name = error.filename if isinstance(error, OSError) else None
    return isinstance(name, str) and not Path(name).absolute().is_relative_to(index.absolute())
