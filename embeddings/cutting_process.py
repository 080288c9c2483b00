"""A process beside this one that cuts documents: this side of it, and what it runs itself.

It is started by its own command, and not by forking: OpenVINO's threads would not survive that, and
`multiprocessing` would run the program's main module once more. What passes between the two is pickled
by `multiprocessing.connection`; nobody else can reach the socket. When this process ends, however it
does, the socket closes, and the other ends too.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import cast

from corpus.documents import Document
from corpus.errors import ReadingStopped
from embeddings.document_cut import Cut, CutDocument

MakeCut = Callable[[], Cut]
CutBatch = list[CutDocument] | None

# Two batches are on the way at once, so that the next is there when one is done.
_MOST_ON_THE_WAY = 2
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[2]); "
    "from embeddings.cutting_process import serve; serve(int(sys.argv[1]))"
)
_END_S = 5.0  # for the system to say how a process ended whose socket is closed


class CuttingProcess:
    """The process as this one sees it.

    Raises:
        OSError: it cannot be started.
    """

    def __init__(self, make_cut: MakeCut) -> None:
        """Start it; it makes its own `Cut`, by what `make_cut` names in a module."""
        self._socket, theirs = Pipe()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-c", _START, str(theirs.fileno()), json.dumps(sys.path)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                # tokenizers' own threads would take the cores of the other processes
                env={**os.environ, "TOKENIZERS_PARALLELISM": "false"},
            )
        self._threads = ThreadPoolExecutor(_MOST_ON_THE_WAY)
        self._sending, self._receiving = threading.Lock(), threading.Lock()
        self._on_the_way: list[Future[CutBatch]] = []
        self._ready = self._threads.submit(self._begin, make_cut)

    @property
    def is_free(self) -> bool:
        """Whether it has started and would take another batch."""
        self._on_the_way = [one for one in self._on_the_way if not one.done()]
        return self._ready.done() and len(self._on_the_way) < _MOST_ON_THE_WAY

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def cut(self, documents: Sequence[Document]) -> Future[CutBatch]:
        """Have documents cut; the result is None where one of them cannot be.

        The result raises ReadingStopped where the process has ended.
        """
        batch = self._threads.submit(self._exchange, documents)
        self._on_the_way.append(batch)
        return batch

    def close(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self._threads.shutdown()
        self._socket.close()

    def _begin(self, make_cut: MakeCut) -> None:
        with suppress(EOFError, OSError):  # the first batch finds it ended
            self._socket.send(make_cut)
            self._socket.recv()

    def _exchange(self, documents: Sequence[Document]) -> CutBatch:
        """Send and receive in turn: who sends next waits for the answer next."""
        try:
            with self._sending:
                self._socket.send(documents)
                self._receiving.acquire()
            try:
                return cast("CutBatch", self._socket.recv())
            finally:
                self._receiving.release()
        except (EOFError, OSError) as error:
            first, last = documents[0].locator, documents[-1].locator
            raise ReadingStopped(self._how_it_ended(), first=first, last=last) from error

    def _how_it_ended(self) -> str:
        with suppress(subprocess.TimeoutExpired):
            code = self._process.wait(_END_S)
            return f"by {signal.Signals(-code).name}" if code < 0 else f"with code {code}"
        return "its connection"


def serve(handle: int) -> None:
    """Cut what comes through a socket until it closes; what the process runs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the other process, and so this one
    with Connection(handle) as socket, suppress(EOFError, OSError):
        cut = socket.recv()()
        socket.send(None)
        while True:
            socket.send(_cut_all(cut, socket.recv()))


def _cut_all(cut: Cut, documents: Sequence[Document]) -> CutBatch:
    """None where something is wrong: the other process cuts them once more and meets the error itself."""
    try:
        return [cut(document) for document in documents]
    except Exception:
        return None
