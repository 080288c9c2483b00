"""What a source holds before it is read: files, and the rows of those that hold many documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.documents import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadableRow:
    """One row of a file; `document` reads it, None where it cannot be read, which is reported.

    `content` decides, with the file's place, the files beside it and `number`, what is read; `number`
    counts the file's lines from 1, and decides nothing but the locator, and the id of a document
    without an id of its own.
    """

    number: int
    locator: str
    content: bytes
    document: Callable[[], Document | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadableFile:
    """One file of a source; `documents` reads it, and `beside` are other files that change how.

    These need not exist: one that comes or goes changes it too. `rows` gives the same documents row by
    row, each to be read or not; None where the format has no rows, or hides them.
    """

    path: Path
    locator: str
    documents: Callable[[], Iterator[Document]]
    beside: tuple[Path, ...] = ()
    rows: Callable[[], Iterator[ReadableRow]] | None = None
