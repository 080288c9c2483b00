"""The members of zip and tar archives, each to be read like a file of its own.

A zip's members come sorted by name, as a folder's files do; a tar's, which is read from its beginning
to its end, in its order. Nothing is ever written to the disk, so a member's path can climb nowhere;
one that would is skipped all the same, since it names no place in the archive.
"""

from __future__ import annotations

import stat
import struct
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from corpus.readers.files import COMPRESSIONS, SourceFile
from corpus.readers.limits import ReadingLimits, raise_limit
from corpus.readers.problems import OnSkip, UnreadableError, failures_named
from corpus.readers.unpacking import CountedStream, UnpackingBudget, counted, decompressed

_TAR_BUFFER = 64 * 1024
_MAX_HEADER_BYTES = 64 * 1024  # a PAX header holds a path of 4 KiB and some attributes
_MAX_TRAILER_BYTES = 64 * 1024 + 22  # of a zip: its end record with the longest comment
_END_RECORD = struct.Struct("<4s4H2LH")  # Source: APPNOTE.TXT 6.3.10, section 4.3.16
_END_MARK = b"PK\x05\x06"
_BYTES_OF_AN_ENTRY = 200  # in a zip's directory: 46 and the path, with attributes for few
_ENCRYPTED = 0x1
_DAMAGED = ("the archive is damaged", "make it anew, or give what it holds unpacked")
_OUTSIDE = UnreadableError("its path leads out of the archive", "pack it under a path inside the archive")
_LINK = UnreadableError("a link or a device, not a file", "pack the file that it leads to")
_LOCKED = UnreadableError("locked with a password", "unlock it and pack it again")


def join_locator(archive: str, member: str) -> str:
    """The place of a member: dump.zip!/folder/page.html."""
    return f"{archive}!/{member}"


def zip_members(
    stream: BinaryIO, *, locator: str, budget: UnpackingBudget, limits: ReadingLimits, on_skip: OnSkip
) -> Iterator[tuple[str, SourceFile]]:
    """Yield the path and the file of each member of a zip that may be read.

    Raises:
        UnreadableError: it is no zip, or exceeds a bound.
    """
    _check_directory(stream, limits)
    with failures_named(*_DAMAGED):
        archive = zipfile.ZipFile(stream)
    with archive:
        for info in sorted(archive.infolist(), key=lambda info: info.filename):
            if info.is_dir():
                continue
            budget.count_member()
            path = _inner_path(info.filename)
            place = join_locator(locator, path or _harmless_path(info.filename))
            if path is None:
                on_skip(_OUTSIDE.at(place))
            elif problem := _zip_problem(info):
                on_skip(problem.at(place))
            elif not _is_hidden(path):
                yield path, _zip_file(archive, info, place, budget)


def tar_members(
    stream: BinaryIO, name: str, *, locator: str, budget: UnpackingBudget, on_skip: OnSkip
) -> Iterator[tuple[str, SourceFile]]:
    """Yield the path and the file of each member of a tar; a file can be opened until the next is asked for.

    Raises:
        UnreadableError: it is no tar, or exceeds a bound.
    """
    compression = COMPRESSIONS.get(PurePosixPath(name).suffix.lower())
    unpacked = CountedStream(decompressed(stream, compression) if compression else stream, budget)
    unpacked.allowance = _MAX_HEADER_BYTES + _TAR_BUFFER
    with failures_named(*_DAMAGED):
        # closed below, where what is read of it does not stand under this name for failures
        archive = tarfile.open(fileobj=cast("BinaryIO", unpacked), mode="r|", bufsize=_TAR_BUFFER)  # noqa: SIM115
    last: tarfile.TarInfo | None = None
    with closing(archive):
        while (last := _next_member(archive, last, unpacked)) is not None:
            if last.isdir():
                continue
            budget.count_member()
            path = _inner_path(last.name)
            place = join_locator(locator, path or _harmless_path(last.name))
            if path is None:
                on_skip(_OUTSIDE.at(place))
            elif not last.isreg() or last.issparse():
                on_skip(_LINK.at(place))
            elif not _is_hidden(path):
                yield path, _tar_file(archive, last, place)


def _next_member(
    archive: tarfile.TarFile, last: tarfile.TarInfo | None, unpacked: CountedStream
) -> tarfile.TarInfo | None:
    """The next member's header, what is left of the one before having been read."""
    with failures_named(*_DAMAGED):
        if last is not None and last.isreg():
            _drain(archive, last)
        archive.members = []  # type: ignore[attr-defined] # tarfile would keep them all
        unpacked.allowance = _MAX_HEADER_BYTES + _TAR_BUFFER
        member = archive.next()
        unpacked.allowance = None
        return member


def _drain(archive: tarfile.TarFile, member: tarfile.TarInfo) -> None:
    stream = archive.fileobj
    end = member.offset_data + member.size
    while stream is not None and stream.tell() < end:
        if not stream.read(min(_TAR_BUFFER, end - stream.tell())):
            raise EOFError


def _tar_file(archive: tarfile.TarFile, member: tarfile.TarInfo, place: str) -> SourceFile:
    def open_member() -> AbstractContextManager[BinaryIO]:
        stream = archive.extractfile(member)
        if stream is None:
            raise UnreadableError(_LINK.reason, _LINK.remedy)
        return counted(cast("BinaryIO", stream), None)  # the whole tar is

    return SourceFile(name=_name(member.name), locator=place, n_bytes=member.size, open=open_member)


def _zip_file(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: str, budget: UnpackingBudget
) -> SourceFile:
    def open_member() -> AbstractContextManager[BinaryIO]:
        with failures_named(*_DAMAGED):
            return counted(cast("BinaryIO", archive.open(info)), budget)

    return SourceFile(name=_name(info.filename), locator=place, n_bytes=info.file_size, open=open_member)


def _zip_problem(info: zipfile.ZipInfo) -> UnreadableError | None:
    if info.flag_bits & _ENCRYPTED:
        return _LOCKED
    kind = stat.S_IFMT(info.external_attr >> 16)
    return _LINK if kind not in (0, stat.S_IFREG) else None


def _check_directory(stream: BinaryIO, limits: ReadingLimits) -> None:
    """Refuse a zip whose directory, which is read whole, is longer than its members can need."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _MAX_TRAILER_BYTES))
    trailer = stream.read(_MAX_TRAILER_BYTES)
    stream.seek(0)
    place = trailer.rfind(_END_MARK)
    if place < 0 or len(trailer) - place < _END_RECORD.size:
        return  # no zip, as zipfile will say
    # Where the size stands elsewhere, as in a zip of more than 4 GiB, this field is at its greatest.
    n_bytes = min(_END_RECORD.unpack_from(trailer, place)[5], size)
    if n_bytes > limits.max_archive_members * _BYTES_OF_AN_ENTRY:
        reason = f"lists more than {limits.max_archive_members:,} members"
        raise UnreadableError(reason, f"split it, or {raise_limit('max_archive_members')}")


def _inner_path(name: str) -> str | None:
    """The member's path with "/" between its parts; None where it is absolute or climbs out."""
    path = name.replace("\\", "/")
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if path.startswith("/") or ".." in parts or not parts or parts[0].endswith(":"):
        return None
    return _harmless_path("/".join(parts))


def _harmless_path(name: str) -> str:
    return name.encode("utf-8", "replace").decode("utf-8")


def _is_hidden(path: str) -> bool:
    """Left out silently, as in a folder: hidden files, and what macOS adds to archives."""
    parts = path.split("/")
    return parts[0] == "__MACOSX" or any(part.startswith(".") for part in parts)


def _name(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]
