"""No file takes longer to read than it may.

Three means, each where it holds:

- Rows of JSON lines and CSV are read in time linear in their bytes, which are bounded; they need no
  clock.
- A PDF is parsed in a process of its own (`pdf_process`), which is ended when its time is over: its
  library is native code, which no signal interrupts.
- Everything else that is read whole (HTML, DOCX, feeds, text) is Python code, or native code that
  does a bounded step at a time. In the main thread, where builds and `inspect` run, an alarm ends it.
  Python delivers signals to no other thread; there the size of a file alone bounds its time.

A process for each file would bound all of them alike, and take tens of milliseconds a file where
reading a text takes less than one.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from corpus.readers.limits import raise_limit
from corpus.readers.problems import UnreadableError

_REPEAT_S = 0.5  # a library may swallow the first alarm, which comes anywhere in its code


class _TimeIsOver(BaseException):
    """Raised by the alarm; no Exception, since libraries catch those."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """End what is done inside after so many seconds.

    Raises:
        UnreadableError: the time is over.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, _REPEAT_S)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    except _TimeIsOver:
        raise out_of_time(seconds) from None
    finally:
        signal.signal(signal.SIGALRM, before)


def out_of_time(seconds: float) -> UnreadableError:
    """What is said of a file whose time is over."""
    reason = f"takes longer to read than {seconds:g} seconds"
    return UnreadableError(reason, f"split it, or {raise_limit('max_file_seconds')}")


def _ring(number: int, frame: FrameType | None) -> None:
    raise _TimeIsOver
