"""Streams out of archives that count what they give, so that a small file cannot unpack to a huge one."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from typing import BinaryIO, cast

from corpus.readers.limits import ReadingLimits, raise_limit
from corpus.readers.problems import UnreadableError, failures_named


class ArchiveEndedError(UnreadableError):
    """A bound of the whole archive is reached: the rest of it is not read."""


class UnpackingBudget:
    """What one outermost archive, with all inside it, may still unpack to."""

    def __init__(self, n_packed_bytes: int | None, limits: ReadingLimits) -> None:
        self._limits = limits
        by_ratio = (n_packed_bytes or 0) * limits.max_unpacked_ratio
        self._by_ratio = max(limits.max_file_bytes, by_ratio)
        self._n_bytes = 0
        self._n_members = 0

    def spend(self, n_bytes: int) -> None:
        """Count unpacked bytes.

        Raises:
            ArchiveEndedError: they are too many.
        """
        self._n_bytes += n_bytes
        if self._n_bytes > self._limits.max_unpacked_bytes:
            most, name = f"{self._limits.max_unpacked_bytes:,} bytes", "max_unpacked_bytes"
        elif self._n_bytes > self._by_ratio:
            most, name = f"{self._limits.max_unpacked_ratio} times its size", "max_unpacked_ratio"
        else:
            return
        reason = f"unpacks to more than {most}; the rest of it is not read"
        raise ArchiveEndedError(reason, f"give what it holds unpacked, or {raise_limit(name)}")

    def count_member(self) -> None:
        """Count a member.

        Raises:
            ArchiveEndedError: they are too many.
        """
        self._n_members += 1
        if self._n_members > self._limits.max_archive_members:
            reason = f"has more than {self._limits.max_archive_members:,} members; the rest of it is not read"
            remedy = f"split it, or {raise_limit('max_archive_members')}"
            raise ArchiveEndedError(reason, remedy)


class CountedStream(io.RawIOBase):
    """A stream whose bytes come out of a budget, and of an allowance while one is set.

    An allowance bounds what may be read before it is set anew: tarfile reads a header of any
    declared length at once.
    """

    def __init__(self, stream: BinaryIO, budget: UnpackingBudget | None) -> None:
        """Read a stream; without a budget it was counted before."""
        self._stream = stream
        self._budget = budget
        self.allowance: int | None = None

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: object) -> int:
        """Read into a buffer, and count."""
        view = memoryview(buffer)  # type: ignore[arg-type] # what the io module hands over is a buffer
        with failures_named("its packed data is damaged", "pack it again, or take it out"):
            data = self._stream.read(len(view))
        view[: len(data)] = data
        if self._budget is not None:
            self._budget.spend(len(data))
        self._use_allowance(len(data))
        return len(data)

    def close(self) -> None:
        """Close the stream beneath, too."""
        self._stream.close()
        super().close()

    def _use_allowance(self, n_bytes: int) -> None:
        if self.allowance is None:
            return
        self.allowance -= n_bytes
        if self.allowance < 0:
            reason = "a header of it is longer than any name needs; the rest of it is not read"
            raise ArchiveEndedError(reason, "make the archive anew, or give what it holds unpacked")


def counted(stream: BinaryIO, budget: UnpackingBudget | None) -> BinaryIO:
    """The stream, buffered, its bytes counted."""
    return cast("BinaryIO", io.BufferedReader(CountedStream(stream, budget)))


def decompressed(stream: BinaryIO, compression: str) -> BinaryIO:
    """What a gz, bz2 or xz stream was made of."""
    match compression:
        case "gz":
            return cast("BinaryIO", gzip.GzipFile(fileobj=stream))
        case "bz2":
            return cast("BinaryIO", bz2.BZ2File(stream))
        case _:
            return cast("BinaryIO", lzma.LZMAFile(stream))
