"""What was found out about pairs of passages, kept from one grouping to the next.

Whether two passages tell the same story depends on their texts, days and speakers alone, so a rebuild
need not read again what did not change. The file holds exactly the pairs that its grouping asked
about, by a digest of both, in the order of these: equal groupings write equal files.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from corpus.duplicates import Days

_KEY_BYTES = 16
_RECORD = np.dtype([("key", f"V{_KEY_BYTES}"), ("same", "?")])


class Verdicts:
    """Whether the passages of a pair tell the same story, worked out where it is not known."""

    def __init__(self, known: Mapping[bytes, bool] | None = None) -> None:
        self._known = known or {}
        self._asked: dict[bytes, bool] = {}

    @classmethod
    def read(cls, path: Path, *, rules: str) -> Verdicts:
        """Those of an earlier grouping by the same rules; none where there is no such file."""
        try:
            content = path.read_bytes()
        except OSError:
            return cls()
        head = _head(rules)
        if content[: len(head)] != head or (len(content) - len(head)) % _RECORD.itemsize:
            return cls()
        records = np.frombuffer(content, dtype=_RECORD, offset=len(head))
        keys = (key.tobytes() for key in records["key"])
        return cls(dict(zip(keys, records["same"].tolist(), strict=True)))

    def of(self, one: bytes, other: bytes, work_out: Callable[[], bool]) -> bool:
        """Whether two passages, named by `passage_key` in either order, tell the same."""
        key = hashlib.blake2b(min(one, other) + max(one, other), digest_size=_KEY_BYTES).digest()
        known = self._known.get(key)
        return self._asked.setdefault(key, work_out() if known is None else known)

    def write(self, path: Path, *, rules: str) -> None:
        """Write what was asked to a new file; `rules` names everything that decided it."""
        records = np.zeros(len(self._asked), dtype=_RECORD)
        keys = sorted(self._asked)
        records["key"] = [np.void(key) for key in keys]
        records["same"] = [self._asked[key] for key in keys]
        with path.open("xb") as file:
            file.write(_head(rules) + records.tobytes())


def passage_key(text: str, days: Days | None, speaker: str | None) -> bytes:
    """A digest of all of a passage that decides which others tell the same."""
    told = json.dumps([text, [day.isoformat() for day in days or ()], speaker])
    return hashlib.blake2b(told.encode(), digest_size=_KEY_BYTES).digest()


def _head(rules: str) -> bytes:
    return hashlib.sha256(rules.encode()).digest()
