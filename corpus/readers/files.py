"""What a reader is given: something with a name that can be opened, be it a file or an archive's member."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import BinaryIO

from corpus.readers.limits import raise_limit
from corpus.readers.problems import UnreadableError


class Format(StrEnum):
    """How a file is read."""

    TEXT = "text"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    FEED = "feed"
    JSON_LINES = "json lines"
    CSV = "csv"
    ZIP = "zip"
    TAR = "tar"
    COMPRESSED = "compressed"


FORMATS = {
    ".md": Format.TEXT,
    ".markdown": Format.TEXT,
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".pdf": Format.PDF,
    ".docx": Format.DOCX,
    ".xml": Format.FEED,
    ".rss": Format.FEED,
    ".atom": Format.FEED,
    ".rdf": Format.FEED,
    ".jsonl": Format.JSON_LINES,
    ".ndjson": Format.JSON_LINES,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".zip": Format.ZIP,
    ".tar": Format.TAR,
    ".tgz": Format.TAR,
    ".tbz2": Format.TAR,
    ".txz": Format.TAR,
    ".gz": Format.COMPRESSED,
    ".bz2": Format.COMPRESSED,
    ".xz": Format.COMPRESSED,
}
COMPRESSIONS = {".gz": "gz", ".tgz": "gz", ".bz2": "bz2", ".tbz2": "bz2", ".xz": "xz", ".txz": "xz"}
ROW_FORMATS = (Format.JSON_LINES, Format.CSV)
_KINDS = (
    "Markdown (.md), text (.txt), HTML (.html), PDF, DOCX, RSS or Atom (.xml), JSON lines (.jsonl), "
    "CSV, or a zip or tar archive of these"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file or an archive's member: its name, whose ending tells the format, and how it is opened.

    `locator` is its place below the source, `n_bytes` its size where that is known.
    """

    name: str
    locator: str
    n_bytes: int | None
    open: Callable[[], AbstractContextManager[BinaryIO]]


def format_of(name: str) -> Format:
    """The format that a file's name tells.

    Raises:
        UnreadableError: files with this ending are not read.
    """
    suffixes = [suffix.lower() for suffix in PurePosixPath(name).suffixes[-2:]]
    found = FORMATS.get(suffixes[-1]) if suffixes else None
    if found is Format.COMPRESSED and suffixes[:-1] == [".tar"]:
        return Format.TAR
    if found is None:
        ending = f"that end in {suffixes[-1]!r}" if suffixes else "without an ending such as .txt"
        raise UnreadableError(f"files {ending} are not read", f"convert it to {_KINDS}")
    return found


def read_whole(file: SourceFile, max_bytes: int) -> bytes:
    """The bytes of a file.

    Raises:
        UnreadableError: it is too large.
    """
    if file.n_bytes is None or file.n_bytes <= max_bytes:
        with file.open() as stream:
            data = stream.read(max_bytes + 1)
        if len(data) <= max_bytes:
            return data
    remedy = f"split it, write JSON lines, or {raise_limit('max_file_bytes')}"
    raise UnreadableError(f"larger than {max_bytes:,} bytes", remedy)
