"""What an archive is made of: its remembered files and folders."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import IndexDamaged, SourceUnknown
from corpus.readers.files import ROW_FORMATS, format_of
from corpus.readers.folders import walk
from corpus.readers.problems import UnreadableError
from embeddings.durable_files import replace_text

SOURCES_FILE = "sources.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class RememberedSource:
    """A file or folder that the archive is made of, and how many documents its last build read."""

    path: Path
    n_documents: int


def read_sources(index: Path) -> tuple[RememberedSource, ...]:
    """The remembered sources in the order they were added; none where nothing was built yet.

    Raises:
        IndexDamaged: the list cannot be read.
    """
    path = index / SOURCES_FILE
    if not path.exists():
        return ()
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return tuple(RememberedSource(path=Path(r["path"]), n_documents=int(r["n_documents"])) for r in rows)
    except (OSError, ValueError, KeyError, TypeError) as error:
        remedy = "give all sources anew with 'onrecord build --only SOURCE...'"
        raise IndexDamaged(path, "the list of sources cannot be read", remedy) from error


def write_sources(index: Path, sources: Sequence[RememberedSource]) -> None:
    """Remember these sources and no others, by one atomic rename."""
    rows = [{**asdict(source), "path": str(source.path)} for source in sources]
    replace_text(index / SOURCES_FILE, json.dumps(rows, indent=1))


@contextmanager
def adding_sources(index: Path, given: Sequence[Path]) -> Iterator[None]:
    """Remember the given sources beside the old ones for the time of a switch of versions.

    Killed meanwhile, the next build reads too much, not too little; failed, the old list is there again.
    """
    path = index / SOURCES_FILE
    before = path.read_text(encoding="utf-8", errors="replace") if path.exists() else None
    try:
        remembered = read_sources(index)
    except IndexDamaged:
        remembered = ()
    write_sources(index, combine(remembered, given))
    try:
        yield
    except BaseException:
        with suppress(OSError):  # the disk may be full: then the longer list stays
            if before is None:
                path.unlink()
            else:
                replace_text(path, before)
        raise


def combine(remembered: Sequence[RememberedSource], given: Sequence[Path]) -> list[RememberedSource]:
    """The remembered sources and the given ones, each path once; new ones hold nothing yet."""
    known = {source.path for source in remembered}
    new = dict.fromkeys(path.resolve() for path in given)
    added = [RememberedSource(path=path, n_documents=0) for path in new if path not in known]
    return [*remembered, *added]


def n_expected(source: Path) -> int:
    """How many documents a source may hold: one a file, or one a line of JSON or CSV."""
    n = 0
    for path in walk(source, report=lambda *_: None):
        with suppress(OSError, UnreadableError):
            if format_of(path.name) not in ROW_FORMATS:
                n += 1
                continue
            with path.open("rb") as file:
                n += sum(1 for line in file if not line.isspace())
    return n


def forget_source(index: Path, path: Path) -> None:
    """Take a path off the remembered sources; its documents leave with the next build.

    Raises:
        SourceUnknown: the archive is not made of it.
    """
    remembered = read_sources(index)
    kept = [source for source in remembered if source.path not in (path, path.resolve())]
    if len(kept) == len(remembered):
        raise SourceUnknown(path, [str(source.path) for source in remembered])
    write_sources(index, kept)
