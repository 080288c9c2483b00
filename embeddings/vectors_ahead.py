"""Passages embedded in row order, some of them while documents are still read.

Reading has stretches for one core: the first documents, the end of a file, SQLite, full text. What was
read by then is embedded meanwhile, in the very batches in which it would be embedded afterwards.
"""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Self

from corpus.chunker import indexed_text
from corpus.documents import Passage, content_hash
from corpus.store import Store
from embeddings.encoder import Encoder
from embeddings.faiss_index import FaissIndex
from embeddings.known_vectors import VectorSource, as_stored, find_in
from embeddings.vector_cache import VectorCache

EMBED_BATCH = 1024  # passages sorted by length together; a few seconds between two steps of progress
FIRST_BATCHES = (256, 512)  # smaller, so that there soon is one
_MOST_WAITING = 16  # batches read and not embedded, some 10 MiB of text; what follows is read again later


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Texts that are embedded together: their keys, and what gives those at some positions."""

    keys: Sequence[str]
    texts_at: Callable[[Sequence[int]], list[str]]


class PassageVectors:
    """The vectors of passages, worked out or taken from where they are known, in row order."""

    def __init__(self, encoder: Encoder, *, known: Sequence[VectorSource], cache: VectorCache) -> None:
        """Begin with none.

        Args:
            encoder: works out what is not known.
            known: where vectors are looked for.
            cache: keeps what was worked out.
        """
        self.index = FaissIndex.empty(encoder.spec.dimension)
        self.n_embedded = 0
        self._encoder = encoder
        self._known = known
        self._cache = cache

    def add(self, batch: Batch) -> None:
        """Embed the next passages; like lengths of one batch go through the model together."""
        vectors, missing = find_in(self._known, batch.keys, self._encoder.spec.dimension)
        vectors[missing] = as_stored(self._encoder.encode_passages(batch.texts_at(missing.tolist())))
        self._cache.add([batch.keys[i] for i in missing], vectors[missing])
        self.index.add(vectors)
        self.n_embedded += len(missing)


class VectorsAhead:
    """Has passages embedded by another thread while this one reads; a context that ends it."""

    def __init__(self, vectors: PassageVectors, *, n_cores: int | None) -> None:
        """Begin, unless there is one core for both.

        Args:
            vectors: what to add to; nobody else may before `rest`.
            n_cores: how many are used; None means all.
        """
        self._vectors = vectors
        self._sizes = batch_sizes()
        self._size = next(self._sizes)
        self._is_open = (n_cores or os.cpu_count() or 1) > 1 and FIRST_BATCHES[0] < EMBED_BATCH
        self._read: list[str] = []
        self._waiting: queue.Queue[Batch | None] = queue.Queue()
        self._done: queue.Queue[int | None] = queue.Queue()
        self._error: BaseException | None = None
        self._is_stopped = False
        self._thread: threading.Thread | None = None

    def add(self, passages: Sequence[Passage]) -> None:
        """Take the next passages; those of a batch that is not full are left for later.

        Raises:
            OSError: the cache of vectors cannot be written.
        """
        if self._error is not None:
            raise self._error
        if self._is_open:
            self._read += [indexed_text(passage.context, passage.text) for passage in passages]
        while self._is_open and len(self._read) >= self._size:
            self._begin(self._read[: self._size])
            self._read, self._size = self._read[self._size :], next(self._sizes)
            self._is_open = self._waiting.qsize() < _MOST_WAITING

    def rest(self) -> Iterator[int]:
        """Wait for what was begun, yielding how many passages are done since."""
        self._is_open = False
        self._waiting.put(None)
        while self._thread is not None and (n_done := self._done.get()) is not None:
            yield n_done
        if self._error is not None:
            raise self._error

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the thread, which finishes the batch that it is at."""
        self._is_stopped, self._is_open = True, False
        self._waiting.put(None)
        if self._thread is not None:
            self._thread.join()

    def _begin(self, texts: list[str]) -> None:
        keys = [content_hash(text) for text in texts]
        self._waiting.put(Batch(keys=keys, texts_at=lambda positions: [texts[i] for i in positions]))
        if self._thread is None:
            self._thread = threading.Thread(target=self._embed, name="vectors ahead")
            self._thread.start()

    def _embed(self) -> None:
        try:
            while (batch := self._waiting.get()) is not None and not self._is_stopped:
                self._vectors.add(batch)
                self._done.put(len(batch.keys))
        except BaseException as error:  # the thread that reads raises it
            self._error = error
        finally:
            self._done.put(None)


def batch_sizes() -> Iterator[int]:
    """How many passages are embedded together, from the first row on."""
    yield from (min(size, EMBED_BATCH) for size in FIRST_BATCHES)
    while True:
        yield EMBED_BATCH


def stored_batches(store: Store, first_row: int) -> Iterator[Batch]:
    """The batches of a store from a row on, with which one begins; texts are read where they are needed."""
    start, keys = 0, store.embedding_keys(first_row)
    for size in batch_sizes():
        if start >= first_row:
            some = list(islice(keys, size))
            if not some:
                return
            rows = [row for row, _ in some]
            yield Batch(keys=[key for _, key in some], texts_at=partial(_stored_texts, store, rows))
        start += size


def _stored_texts(store: Store, rows: Sequence[int], positions: Sequence[int]) -> list[str]:
    passages = store.texts([rows[i] for i in positions])
    return [indexed_text(passage.context, passage.text) for passage in passages]
