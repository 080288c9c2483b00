"""Documents cut ahead of their turn, in this process and in others, and given back in their order.

Reading the files and writing the documents file, a fifth of the work, stay in this process, which
meets every error of a file itself and in its place. It cuts documents too while the others are busy.
"""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Generic, Self, TypeVar

from corpus.documents import Document
from embeddings.cutting_process import CutBatch, CuttingProcess, MakeCut
from embeddings.document_cut import Cut, CutDocument

logger = logging.getLogger(__name__)

Other = TypeVar("Other")

# Characters cut in this process before others are started: about 0.6 s of work on polnear-train and
# current-events (2026-11-24), as another needs 0.35 s of CPU to start, and 95 MiB.
START_AFTER = 200_000
# Characters of a batch, 0.15 s of work. With 10,000, 50,000 and 200,000 reading polnear-train by two
# processes took 14.2, 13.3 and 13.6 CPU seconds; smaller ones are waited for less at the end.
BATCH_CHARACTERS = 50_000
_MAX_BATCH = 1_000  # documents, and what else stands between them
_MAX_WAITING = 32  # batches that are cut or on the way while the first of them is not done
_MAX_OTHERS = 3  # processes; with more, reading and writing in this one would hold them up


@dataclass(slots=True)
class _Batch(Generic[Other]):
    """Some steps of a source, and what becomes of the documents among them."""

    steps: list[Document | Other] = field(default_factory=list)
    n_characters: int = 0
    found: list[CutDocument] = field(default_factory=list)
    coming: Future[CutBatch] | None = None

    @property
    def documents(self) -> list[Document]:
        """Those that are to be cut."""
        return [step for step in self.steps if isinstance(step, Document)]

    @property
    def is_done(self) -> bool:
        """Whether nothing has to be waited for."""
        return self.coming is None or self.coming.done()


class CuttingAhead:
    """Cuts documents in this process and, where there are many, in others; a context that ends these."""

    def __init__(self, cut: Cut, *, elsewhere: MakeCut | None, n_cores: int | None) -> None:
        """Cut in this process until it is known that there is much to cut.

        Args:
            cut: how this process cuts.
            elsewhere: makes the same in another process; None where only this one can.
            n_cores: how many processes may be at work, this one included; None means one a core.
        """
        self.n_elsewhere = 0
        self._cut = cut
        self._make_cut = elsewhere
        self._n_wanted = min((n_cores or os.cpu_count() or 1) - 1, _MAX_OTHERS) if elsewhere else 0
        self._others: list[CuttingProcess] = []
        self._n_characters = 0

    @property
    def pids(self) -> list[int]:
        """The numbers of the other processes."""
        return [one.pid for one in self._others]

    def in_order(
        self, steps: Iterable[Document | Other]
    ) -> Iterator[tuple[Document | Other, CutDocument | None]]:
        """Each document with what it is cut into, each other step with None, all in their order.

        Raises:
            ReadingStopped: another process was ended.
        """
        waiting: deque[_Batch[Other]] = deque()
        for batch, is_last in _batches(steps):
            self._begin(batch, is_last=is_last)
            waiting.append(batch)
            while waiting and (is_last or waiting[0].is_done or len(waiting) > _MAX_WAITING):
                yield from self._placed(waiting.popleft())

    def _begin(self, batch: _Batch[Other], *, is_last: bool) -> None:
        """Give a batch to a process that is free, or cut it here, as the last one of a source, too."""
        self._n_characters += batch.n_characters
        if self._n_wanted and self._n_characters > START_AFTER:
            self._start()
        free = None if is_last else next((one for one in self._others if one.is_free), None)
        documents = batch.documents
        if free is None or not documents:
            batch.found = self._cut_here(documents)
        else:
            batch.coming = free.cut(documents)
            self.n_elsewhere += len(documents)

    def _placed(self, batch: _Batch[Other]) -> Iterator[tuple[Document | Other, CutDocument | None]]:
        if batch.coming is not None:
            found = batch.coming.result()
            # Where one of them cannot be cut, this raises as if no other process had tried.
            batch.found = self._cut_here(batch.documents) if found is None else found
        cut = iter(batch.found)
        yield from ((step, next(cut) if isinstance(step, Document) else None) for step in batch.steps)

    def _cut_here(self, documents: Sequence[Document]) -> list[CutDocument]:
        return [self._cut(document) for document in documents]

    def _start(self) -> None:
        try:
            while self._n_wanted and self._make_cut:
                self._others.append(CuttingProcess(self._make_cut))
                self._n_wanted -= 1
        except OSError as error:
            logger.warning("documents are read by one process, as no other can be started: %s", error)
            self._n_wanted = 0

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the other processes."""
        for one in self._others:
            one.close()
        if self.n_elsewhere:
            logger.info("%d documents were cut by %d other processes", self.n_elsewhere, len(self._others))


def _batches(steps: Iterable[Document | Other]) -> Iterator[tuple[_Batch[Other], bool]]:
    """The steps in batches, and whether one is the last, which may be empty."""
    batch: _Batch[Other] = _Batch()
    for step in steps:
        batch.steps.append(step)
        batch.n_characters += len(step.text) if isinstance(step, Document) else 0
        if batch.n_characters >= BATCH_CHARACTERS or len(batch.steps) >= _MAX_BATCH:
            yield batch, False
            batch = _Batch()
    yield batch, True
