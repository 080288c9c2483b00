"""PDFs parsed in a process of its own, which is kept from file to file and replaced when it fails.

PDFium is native code: a file made to hurt it may crash it, keep it busy or fill its memory, and no
signal or exception of Python stops that. The process may take so much memory and time, and no more.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.readers import pdf_worker
from corpus.readers.limits import ReadingLimits, raise_limit
from corpus.readers.pdf_worker import LENGTH
from corpus.readers.problems import UnreadableError
from corpus.readers.time_limit import out_of_time

_CHUNK = 2**20
_WRONG = ("a damaged PDF", "open and save it in a PDF program, or take it out")
_LOCKED = ("locked with a password", "save it without a password")


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfLine:
    """A line of a page: its text and its edges in points from the page's lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> float:
        """The height of its font."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfPage:
    """A page's lines in the order of its content."""

    height: float
    lines: tuple[PdfLine, ...]
    is_damaged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfContent:
    """What a PDF holds: its pages, and what its metadata say."""

    pages: tuple[PdfPage, ...]
    metadata: dict[str, str]


def parse_pdf(data: bytes, limits: ReadingLimits) -> PdfContent:
    """Parse a PDF.

    Raises:
        UnreadableError: it is damaged or locked, or takes too much time or memory.
    """
    answer = _process(os.getpid(), limits.max_pdf_memory_bytes).ask(data, limits.max_file_seconds)
    if answer is None or answer.get("error") == "memory":
        reason = f"needs more than {limits.max_pdf_memory_bytes:,} bytes of memory, or breaks its parser"
        raise UnreadableError(
            reason, f"open and save it in a PDF program, or {raise_limit('max_pdf_memory_bytes')}"
        )
    if "error" in answer:
        raise UnreadableError(*(_LOCKED if "password" in answer["error"].lower() else _WRONG))
    return PdfContent(pages=tuple(map(_page, answer["pages"])), metadata=answer["meta"])


def _page(page: dict[str, Any]) -> PdfPage:
    lines = tuple(
        PdfLine(text=text, left=left, bottom=bottom, right=right, top=top)
        for text, left, bottom, right, top in page["lines"]
    )
    return PdfPage(height=page["height"], lines=lines, is_damaged=page.get("damaged", False))


class PdfProcess:
    """The process that parses, started when it is needed; one file at a time."""

    def __init__(self, max_memory_bytes: int) -> None:
        self._command = [sys.executable, "-I", str(Path(pdf_worker.__file__)), str(max_memory_bytes)]
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def ask(self, data: bytes, seconds: float) -> dict[str, Any] | None:
        """What the process says of a PDF; None where it breaks.

        Raises:
            UnreadableError: the time is over.
        """
        with self._lock:
            answered = False
            try:
                answer = self._exchange(data, time.monotonic() + seconds)
                answered = answer is not None
            except TimeoutError:
                raise out_of_time(seconds) from None
            finally:
                if not answered:
                    self.close()
        return None if answer is None else json.loads(answer)

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _exchange(self, data: bytes, deadline: float) -> bytes | None:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        stdin = self._process.stdin
        if stdin is None:
            return None
        try:
            stdin.write(LENGTH.pack(len(data)) + data)
            stdin.flush()
        except BrokenPipeError:
            return None
        head = self._read(LENGTH.size, deadline)
        return None if head is None else self._read(LENGTH.unpack(head)[0], deadline)

    def _read(self, n_bytes: int, deadline: float) -> bytes | None:
        """Read so many bytes; None where the process ends before.

        Raises:
            TimeoutError: the time is over.
        """
        if self._process is None or self._process.stdout is None:
            return None
        pipe = self._process.stdout.fileno()
        parts: list[bytes] = []
        while n_bytes:
            ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise TimeoutError
            part = os.read(pipe, min(n_bytes, _CHUNK))
            if not part:
                return None
            parts.append(part)
            n_bytes -= len(part)
        return b"".join(parts)


@cache
def _process(owner: int, max_memory_bytes: int) -> PdfProcess:
    """This process's own: a fork must not share its pipes."""
    process = PdfProcess(max_memory_bytes)
    atexit.register(process.close)
    return process
