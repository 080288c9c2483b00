"""Vectors worked out before, by what was embedded and how, in a file that outlives a crash.

DIR/cache/ENCODER.vectors          a header, then records of one size, appended batch by batch
DIR/cache/ENCODER.fresh.vectors    the same, of a --fresh build, which takes up no other

A record is the key of the text as embedded (16 bytes), the vector as 16-bit numbers, and a CRC-32 of
both. Each batch is synced before `add` returns, so a power cut costs at most the batch under way; what
it left half written is found by its checksum and cut off. Published vectors stand in their version,
so publishing empties the cache: it holds what no version has, and is never larger than one build.
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
import zlib
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.filters import Rows
from embeddings.durable_files import sync
from embeddings.encoder import EncoderSpec, Vectors

CACHE_FOLDER = "cache"
SUFFIX = ".vectors"
KEY_BYTES = 16
_HEADER = struct.Struct("<8s32sI4x")  # magic, the encoder's fingerprint, dimension
_MAGIC = b"OnReVec1"
_CHECKED_AT_ONCE = 4096  # records: a few MiB


def fingerprint(spec: EncoderSpec) -> str:
    """A digest of all that decides a text's vector; equal for encoders whose vectors can be mixed."""
    return hashlib.sha256(json.dumps(asdict(spec), sort_keys=True).encode()).hexdigest()


class VectorCache:
    """One encoder's vectors, as they were when it was opened; `add` is for the next opening.

    One process writes at a time, under the build's lock.
    """

    def __init__(self, folder: Path, spec: EncoderSpec, *, fresh: bool = False) -> None:
        """Open the encoder's file, or begin one; a record cut or changed ends what is believed.

        Args:
            folder: the index's cache; made with the first vectors.
            spec: the encoder, its dimension included.
            fresh: the file of builds that take nothing over from others.
        """
        self.path = _path(folder, spec, fresh=fresh)
        self._header = _HEADER.pack(_MAGIC, bytes.fromhex(fingerprint(spec)), spec.dimension)
        fields = [("key", f"V{KEY_BYTES}"), ("vector", "<f2", (spec.dimension,)), ("crc", "<u4")]
        self._record = np.dtype(fields)
        self._held = self._read()
        self._n_whole = len(self._held)
        self._rows = {bytes(key): row for row, key in enumerate(self._held["key"])}

    def __len__(self) -> int:
        return len(self._rows)

    def find(self, keys: Sequence[str]) -> tuple[Vectors, Rows]:
        """Vectors for the keys, shape (len(keys), dimension), and the positions that are missing."""
        rows = np.array([self._rows.get(_packed(key), -1) for key in keys], dtype=np.int64)
        vectors = np.zeros((len(keys), *self._record["vector"].shape), dtype=np.float32)
        vectors[rows >= 0] = self._held["vector"][rows[rows >= 0]]
        return vectors, np.flatnonzero(rows < 0)

    def add(self, keys: Sequence[str], vectors: Vectors) -> None:
        """Keep vectors, on the disk when this returns.

        Raises:
            OSError: the disk is full or the folder read-only; what was kept before stays whole.
        """
        if not len(keys):
            return
        records = np.zeros(len(keys), dtype=self._record)
        records["key"] = [np.void(_packed(key)) for key in keys]
        records["vector"] = vectors
        records["crc"] = _checksums(records)
        self._append(records.tobytes())

    def _append(self, content: bytes) -> None:
        """Append behind the last whole record; a file begun now is synced with its folder."""
        begins = not self._n_whole
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("wb" if begins else "r+b") as file:
            file.truncate(0 if begins else _HEADER.size + self._n_whole * self._record.itemsize)
            file.seek(0, os.SEEK_END)
            file.write(self._header if begins else b"")
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if begins:
            sync(self.path.parent)
        self._n_whole += len(content) // self._record.itemsize

    def _read(self) -> npt.NDArray[np.void]:
        """Map the records up to the first that is cut or changed; none if the header is another's."""
        size = self.path.stat().st_size if self.path.is_file() else 0
        n_whole = (size - _HEADER.size) // self._record.itemsize
        if n_whole < 1 or not self._is_ours():
            return np.zeros(0, dtype=self._record)
        held = np.memmap(self.path, dtype=self._record, mode="r", offset=_HEADER.size, shape=(n_whole,))
        for start in range(0, n_whole, _CHECKED_AT_ONCE):
            some = held[start : start + _CHECKED_AT_ONCE]
            wrong = np.flatnonzero(some["crc"] != _checksums(some))
            if len(wrong):
                return held[: start + int(wrong[0])]
        return held

    def _is_ours(self) -> bool:
        with self.path.open("rb") as file:
            return file.read(_HEADER.size) == self._header


def clear_cache(index: Path, spec: EncoderSpec) -> None:
    """Forget an encoder's cached vectors, those of --fresh builds too."""
    for fresh in (False, True):
        _path(index / CACHE_FOLDER, spec, fresh=fresh).unlink(missing_ok=True)


def remove_cache(index: Path) -> None:
    """Remove every encoder's cached vectors from an index folder."""
    for path in (index / CACHE_FOLDER).glob("*" + SUFFIX):
        path.unlink()


def _path(folder: Path, spec: EncoderSpec, *, fresh: bool) -> Path:
    return folder / f"{fingerprint(spec)[:32]}{'.fresh' if fresh else ''}{SUFFIX}"


def _packed(key: str) -> bytes:
    """An embedding key, 32 hexadecimal digits, in 16 bytes."""
    return bytes.fromhex(key)


def _checksums(records: npt.NDArray[np.void]) -> npt.NDArray[np.uint32]:
    """The CRC-32 of each record without its last field."""
    size, raw = records.dtype.itemsize, records.tobytes()
    ends = range(size, len(raw) + 1, size)
    return np.array([zlib.crc32(raw[end - size : end - 4]) for end in ends], dtype=np.uint32)
