"""What was read for a documents file, kept beside it for the build that takes over from it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import IndexDamaged, IndexForeign
from corpus.store_file import check_header
from corpus.store_takeover import Run
from embeddings.durable_files import replace_text
from embeddings.model_files import sha256_of
from embeddings.read_rows import ReadRows, read_rows
from embeddings.versions import READING_FILE


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """A file of a source as it was read: `key` digests its place and content; empty, it is read again."""

    source: str
    key: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRecord:
    """Which documents of a documents file came from which files and rows, read in which way."""

    method: str
    documents_sha256: str
    rows_sha256: str  # empty in versions whose rows were not told apart
    files: tuple[FileRead, ...]

    def write(self, folder: Path) -> None:
        """Write it into the folder of the documents file."""
        replace_text(folder / READING_FILE, json.dumps(asdict(self)))

    @classmethod
    def read(cls, folder: Path) -> ReadingRecord | None:
        """That of a folder, None where there is none that can be read."""
        try:
            raw = json.loads((folder / READING_FILE).read_text(encoding="utf-8"))
            files = [
                FileRead(source=f["source"], key=f["key"], runs=tuple((a, n) for a, n in f["runs"]))
                for f in raw["files"]
            ]
            rows_sha256 = raw.get("rows_sha256", "")
            return cls(
                method=raw["method"],
                documents_sha256=raw["documents_sha256"],
                rows_sha256=rows_sha256,
                files=tuple(files),
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A documents file to take over from, and the records of how it was read."""

    documents: Path
    record: ReadingRecord
    rows: ReadRows

    @classmethod
    def open(cls, folder: Path, documents_name: str, *, method: str) -> Earlier | None:
        """What a folder holds, if it is whole and was read in this very way; else None."""
        record, documents = ReadingRecord.read(folder), folder / documents_name
        if record is None or record.method != method:
            return None
        try:
            check_header(documents)
        except (IndexDamaged, IndexForeign):
            return None
        if sha256_of(documents) != record.documents_sha256:
            return None
        return cls(documents=documents, record=record, rows=read_rows(folder, record.rows_sha256))
