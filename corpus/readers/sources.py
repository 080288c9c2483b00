"""A source, file or folder, read into Documents.

One bad file never ends the reading: it is reported, and the rest goes on.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, TypeVar

from corpus.documents import Document, Skipped
from corpus.errors import SourceNotFound
from corpus.languages import detect_language
from corpus.readers.archives import join_locator, tar_members, zip_members
from corpus.readers.csv_rows import read_csv
from corpus.readers.files import COMPRESSIONS, ROW_FORMATS, Format, SourceFile, format_of, read_whole
from corpus.readers.folders import is_index, walk
from corpus.readers.json_lines import json_rows, read_json_lines
from corpus.readers.layout import repair_surrogates
from corpus.readers.limits import ReadingLimits, raise_limit
from corpus.readers.overrides import Overrides, override
from corpus.readers.pages import read_page
from corpus.readers.problems import OnSkip, UnreadableError
from corpus.readers.readable import ReadableFile, ReadableRow
from corpus.readers.sidecars import MAX_SIDECAR_BYTES, Sidecars, is_sidecar, sidecars_of
from corpus.readers.time_limit import time_limit
from corpus.readers.unpacking import ArchiveEndedError, UnpackingBudget, counted, decompressed

T = TypeVar("T")

_MANY = (*ROW_FORMATS, Format.ZIP, Format.TAR, Format.FEED)
_DAMAGED = ("the archive is damaged", "make it anew, or give what it holds unpacked")


def read_source(
    path: Path, *, on_skip: OnSkip, limits: ReadingLimits | None = None, language: str | None = None
) -> Iterator[Document]:
    """Read a file, or a folder with all below it in sorted order.

    Args:
        path: the file or folder; locators are relative to its parent, with `#line-N` for a row,
            `#item-N` for a feed's item and `!/` before the path of an archive's member.
        on_skip: told of everything that is left out, where it stands, why, and what to do.
        limits: the bounds of reading.
        language: the code of the language of all documents, whatever they state.

    Raises:
        SourceNotFound: there is nothing at the path; at once, not at the first document.
    """
    files = source_files(path, on_skip=on_skip, limits=limits, language=language)
    return (document for file in files for document in file.documents())


def source_files(
    path: Path, *, on_skip: OnSkip, limits: ReadingLimits | None = None, language: str | None = None
) -> Iterator[ReadableFile]:
    """The files of a source one by one, each to be read or not; see `read_source`.

    Raises:
        SourceNotFound: there is nothing at the path; at once, not at the first file.
    """
    root = Path(os.path.normpath(path.absolute()))
    if not os.path.lexists(root):
        raise SourceNotFound(path)
    return _files(root, _Reader(limits or ReadingLimits(), on_skip), language)


def _files(root: Path, reader: _Reader, language: str | None) -> Iterator[ReadableFile]:
    def locator_of(path: Path) -> str:
        return repair_surrogates(path.relative_to(root.parent).as_posix())

    def report(path: Path, reason: str, remedy: str) -> None:
        reader.on_skip(Skipped(locator=locator_of(path), reason=reason, remedy=remedy))

    def guarded(path: Path, begin: Callable[[SourceFile], Iterator[T]]) -> Iterator[T]:
        try:
            yield from begin(_file(path, locator_of(path)))
        except OSError as error:
            report(path, f"cannot be read: {error.strerror}", "make it readable for this user")

    def read(path: Path, place: str) -> Iterator[Document]:
        found = guarded(path, lambda file: reader.read(file, place, sidecars))
        return (_with_language(document, language) for document in found)

    def read_rows(path: Path, place: str) -> Iterator[ReadableRow]:
        return guarded(path, lambda file: reader.rows(file, place, sidecars, language))

    if root.is_dir() and is_index(root):
        report(root, "an index of this program", "give the folder that holds the documents")
    base = root if root.is_dir() else root.parent
    sidecars = Sidecars(partial(_read_beside, base), lambda place: locator_of(base / place), reader.on_skip)
    for path in walk(root, report=report):
        place = path.relative_to(base).as_posix()
        with suppress(OSError):  # it comes up again when the file is read
            sidecars.enter(place)
        yield ReadableFile(
            path=path,
            locator=locator_of(path),
            documents=partial(read, path, place),
            beside=tuple(base / beside for beside in sidecars_of(place)),
            rows=partial(read_rows, path, place) if _has_rows(path) else None,
        )


def _has_rows(path: Path) -> bool:
    """Whether a file's rows can be told apart before they are read."""
    try:
        return format_of(path.name) is Format.JSON_LINES
    except UnreadableError:
        return False


def _with_language(document: Document, given: str | None) -> Document:
    known = given or document.language
    return replace(document, language=known or detect_language(document.text))


def _file(path: Path, locator: str) -> SourceFile:
    return SourceFile(
        name=path.name, locator=locator, n_bytes=path.stat().st_size, open=lambda: path.open("rb")
    )


def _read_beside(base: Path, place: str) -> bytes | None:
    """The bytes of a sidecar, one more than it may have at most; None where there is none."""
    path = base / place
    if not path.is_file():
        return None
    with path.open("rb") as stream:
        return stream.read(MAX_SIDECAR_BYTES + 1)


class _Reader:
    """Reads files of any format, and the members of archives like files."""

    def __init__(self, limits: ReadingLimits, on_skip: OnSkip) -> None:
        self.limits = limits
        self.on_skip = on_skip

    def read(
        self,
        file: SourceFile,
        place: str,
        sidecars: Sidecars,
        *,
        depth: int = 0,
        budget: UnpackingBudget | None = None,
    ) -> Iterator[Document]:
        """Read a file; what cannot be read of it is reported.

        Args:
            file: what is read.
            place: its path in the folder or archive of the sidecars.
            sidecars: where those beside it are looked up.
            depth: how many archives it lies in.
            budget: what the outermost of these may still unpack to.
        """
        budget = budget or UnpackingBudget(file.n_bytes, self.limits)
        try:
            file_format = format_of(file.name)
            said = sidecars.find(place, holds_many=_holds_many(file_format, file.name))
            yield from self._read_as(file_format, file, said, depth, budget)
        except UnreadableError as problem:
            if isinstance(problem, ArchiveEndedError) and depth:
                raise
            self.on_skip(problem.at(file.locator))

    def rows(
        self, file: SourceFile, place: str, sidecars: Sidecars, language: str | None
    ) -> Iterator[ReadableRow]:
        """The rows of a file of JSON lines; what cannot be read is reported."""
        try:
            said = sidecars.find(place, holds_many=True)
            with file.open() as stream:
                yield from json_rows(
                    stream,
                    locator=file.locator,
                    on_skip=self.on_skip,
                    limits=self.limits,
                    complete=lambda document: _with_language(override(document, said), language),
                )
        except UnreadableError as problem:
            self.on_skip(problem.at(file.locator))

    def _read_as(
        self, file_format: Format, file: SourceFile, said: Overrides, depth: int, budget: UnpackingBudget
    ) -> Iterator[Document]:
        match file_format:
            case Format.ZIP | Format.TAR:
                yield from self._read_archive(file_format, file, said, depth, budget)
            case Format.COMPRESSED:
                yield from self._read_as(*_uncompressed(file, budget), said, depth, budget)
            case Format.JSON_LINES | Format.CSV:
                read = read_csv if file_format is Format.CSV else read_json_lines
                with file.open() as stream:
                    rows = read(stream, locator=file.locator, on_skip=self.on_skip, limits=self.limits)
                    yield from (override(document, said) for document in rows)
            case _:
                yield from [override(document, said) for document in self._read_whole(file_format, file)]

    def _read_whole(self, file_format: Format, file: SourceFile) -> list[Document]:
        data = read_whole(file, self.limits.max_file_bytes)
        with time_limit(self.limits.max_file_seconds):
            return list(
                read_page(data, file_format, locator=file.locator, on_skip=self.on_skip, limits=self.limits)
            )

    def _read_archive(
        self, file_format: Format, file: SourceFile, said: Overrides, depth: int, budget: UnpackingBudget
    ) -> Iterator[Document]:
        if depth >= self.limits.max_archive_depth:
            reason = f"lies in {depth} archives, one in the other"
            raise UnreadableError(reason, f"unpack it, or {raise_limit('max_archive_depth')}")
        whole = read_whole(file, self.limits.max_file_bytes) if depth else None
        beside = self._archive_sidecars(file_format, file, whole, said)
        for place, member in self._members(file_format, file, whole, budget, self.on_skip):
            if not is_sidecar(PurePosixPath(place).name):
                yield from self.read(member, place, beside, depth=depth + 1, budget=budget)

    def _members(
        self,
        file_format: Format,
        file: SourceFile,
        whole: bytes | None,
        budget: UnpackingBudget,
        on_skip: OnSkip,
    ) -> Iterator[tuple[str, SourceFile]]:
        with _opened(file, whole) as stream:
            if file_format is Format.ZIP:
                yield from zip_members(
                    stream, locator=file.locator, budget=budget, limits=self.limits, on_skip=on_skip
                )
            else:
                yield from tar_members(
                    stream, file.name, locator=file.locator, budget=budget, on_skip=on_skip
                )

    def _archive_sidecars(
        self, file_format: Format, file: SourceFile, whole: bytes | None, said: Overrides
    ) -> Sidecars:
        """The sidecars in an archive, found on a first way through it, since a tar is read in its order."""
        budget = UnpackingBudget(file.n_bytes, self.limits)
        found: dict[str, bytes] = {}
        with suppress(UnreadableError):  # the second way through says what is wrong
            for place, member in self._members(file_format, file, whole, budget, lambda _: None):
                if is_sidecar(PurePosixPath(place).name):
                    with member.open() as stream:
                        found[place] = stream.read(MAX_SIDECAR_BYTES + 1)
        return Sidecars(found.get, partial(join_locator, file.locator), self.on_skip, said)


def _holds_many(file_format: Format, name: str) -> bool:
    """Whether a file holds many documents; one that is compressed is what it was before."""
    return (format_of(name.rpartition(".")[0]) if file_format is Format.COMPRESSED else file_format) in _MANY


@contextmanager
def _opened(file: SourceFile, whole: bytes | None) -> Iterator[BinaryIO]:
    """The file's stream; that of an archive in an archive is in memory."""
    if whole is not None:
        yield io.BytesIO(whole)
    else:
        with file.open() as stream:
            yield stream


def _uncompressed(file: SourceFile, budget: UnpackingBudget) -> tuple[Format, SourceFile]:
    """A compressed file without its last ending, and the format which the one before tells."""
    inner, ending = file.name.rpartition(".")[0], PurePosixPath(file.name).suffix.lower()

    @contextmanager
    def open_inner() -> Iterator[BinaryIO]:
        with file.open() as packed, counted(decompressed(packed, COMPRESSIONS[ending]), budget) as stream:
            yield stream

    inner_format = format_of(inner)
    if inner_format in (Format.ZIP, Format.TAR, Format.COMPRESSED):
        raise UnreadableError("an archive, packed once more", "unpack it once")
    return inner_format, SourceFile(name=inner, locator=file.locator, n_bytes=None, open=open_inner)
