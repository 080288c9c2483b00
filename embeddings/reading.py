"""Sources read into a new documents file, what did not change taken over from an earlier one.

A file whose content, and that of the files beside it that matter, is what it was gives the documents
it gave: they are taken over unread. Of a file that changed, each document that is equal to an earlier
one keeps its passages and statements. Both only where the reading itself is the same: the program's
own code, the packages installed, the table of publishers, the bounds of reading, the language given,
the encoder's way of counting tokens and the limits of passages. Files are told
apart by the SHA-256 of their bytes: size and time stamp change less than content.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import corpus
from corpus.chunker import ChunkLimits
from corpus.documents import Document, Skipped
from corpus.errors import IndexDamaged, IndexForeign
from corpus.publishers import publisher_table
from corpus.readers.limits import ReadingLimits
from corpus.readers.sources import ReadableFile, source_files
from corpus.store import StoreWriter
from corpus.store_file import check_header
from corpus.store_takeover import Run
from embeddings.cutting_ahead import CuttingAhead
from embeddings.document_cut import CutDocument
from embeddings.durable_files import replace_text
from embeddings.encoder import EncoderSpec
from embeddings.model_files import sha256_of
from embeddings.versions import READING_FILE

_DATA_SUFFIXES = frozenset({".py", ".csv", ".json", ".txt", ".toml"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """A file of a source as it was read: `key` digests its place and content; empty, it is read again."""

    source: str
    key: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _FileEnd:
    """The end of a file among the steps of a source: all of it is read, and its place and content known."""

    source: str
    key: str


_Step = Document | Run | _FileEnd  # a document to be cut and added, or documents to be taken over


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRecord:
    """Which documents of a documents file came from which files, read in which way."""

    method: str
    documents_sha256: str
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
            return cls(method=raw["method"], documents_sha256=raw["documents_sha256"], files=tuple(files))
        except (OSError, ValueError, KeyError, TypeError):
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A documents file to take over from, and the record of how it was read."""

    documents: Path
    record: ReadingRecord

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
        return cls(documents=documents, record=record)


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
    ) -> None:
        """Begin to read.

        Args:
            writer: the new file, which takes over from `earlier` where that is given.
            cutting: cuts documents into passages and statements.
            earlier: what was read before in the same way.
            on_skip: told of everything that is left out.
            limits: the bounds of reading.
            language: that of all documents, whatever they state.
        """
        self.files: list[FileRead] = []
        self._writer = writer
        self._cutting = cutting
        self._known = {} if earlier is None else {f.key: f.runs for f in earlier.record.files if f.key}
        self._on_skip = on_skip
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
        yield from self._place([*earlier, _FileEnd(source=str(source), key="")])

    def _steps(self, source: Path, file: ReadableFile) -> Iterator[_Step]:
        """What is to be done for a file; it is read some steps before they are done."""
        key, n_skipped = _key(file), self._n_skipped
        runs = self._known.get(key, ())
        yield from runs
        for document in () if runs else file.documents():
            ordinal = self._writer.earlier_ordinal(document)
            yield document if ordinal is None else (ordinal, 1)
        # What could not be read is looked at again: the next time it may be possible.
        yield _FileEnd(source=str(source), key=key if self._n_skipped == n_skipped else "")

    def _place(self, steps: Iterable[_Step]) -> Iterator[int]:
        """Add and take over in the order of the steps; equal documents in a row are taken over as a run."""
        placed: list[Run] = []
        waiting: Run | None = None
        for step, found in self._cutting.in_order(steps):
            if waiting and isinstance(step, tuple) and step[0] == sum(waiting):
                waiting = (waiting[0], waiting[1] + step[1])
            else:
                placed += self._writer.take_over(waiting) if waiting else []
                waiting = step if isinstance(step, tuple) else None
            if isinstance(step, _FileEnd):
                self.files.append(FileRead(source=step.source, key=step.key, runs=merged(placed)))
                placed = []
            elif isinstance(step, Document) and found is not None:
                placed.append(self._add(step, found))
                yield 1
            elif isinstance(step, tuple):
                yield step[1]

    def _add(self, document: Document, found: CutDocument) -> Run:
        if self._writer.add(document, *found):
            return self._writer.n_documents - 1, 1
        return self._writer.ordinal_of(document.document_id), 1

    def _skip(self, skipped: Skipped) -> None:
        self._n_skipped += 1
        self._on_skip(skipped)


def merged(runs: list[Run]) -> tuple[Run, ...]:
    """The same documents in as few runs as may be."""
    joined: list[Run] = []
    for first, n in runs:
        if joined and sum(joined[-1]) == first:
            joined[-1] = (joined[-1][0], joined[-1][1] + n)
        else:
            joined.append((first, n))
    return tuple(joined)


def reading_method(
    spec: EncoderSpec, limits: ChunkLimits, *, reading: ReadingLimits, language: str | None
) -> str:
    """A digest of all that decides which passages and statements a file's bytes become."""
    publishers = [asdict(publisher) for publisher in publisher_table().publishers]
    decided = [_program(), asdict(spec), asdict(limits), asdict(reading), language, publishers]
    return hashlib.sha256(json.dumps(decided, sort_keys=True).encode()).hexdigest()


def program_digest() -> str:
    """A digest of the program that reads documents and compares their stories."""
    return hashlib.sha256(json.dumps(_program()).encode()).hexdigest()


@cache
def _program() -> list[object]:
    """The reading program: Python, every package installed, and the corpus floor's own files."""
    # A set: a package is listed once for each folder of sys.path that shows it, which starting from
    # the project's folder or from elsewhere changes.
    installed = sorted({f"{d.name}=={d.version}" for d in importlib.metadata.distributions()})
    root = Path(corpus.__file__).parent
    own = (path for path in sorted(root.rglob("*")) if path.suffix in _DATA_SUFFIXES and path.is_file())
    digests = [[path.relative_to(root).as_posix(), sha256_of(path)] for path in own]
    return [sys.version, installed, digests]


def _key(file: ReadableFile) -> str:
    """A digest of a file's place and content, empty where it cannot be read."""
    try:
        digests = [sha256_of(path) if path.is_file() else "" for path in (file.path, *file.beside)]
    except OSError:
        return ""
    text = json.dumps([file.locator, file.path.name, digests])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
