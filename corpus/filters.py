"""Which passages a question is about: one value that every store evaluates before ranking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Conditions that a passage must meet, all of them; None asks for nothing.

    A passage meets the dates when any of its sentences' event dates meets the days from
    `from_date` to `to_date`, both included; undated passages meet none. `source` matches any of a
    passage's sources by the name table (corpus/publishers.py); `speaker` matches by `name_key`.

    Raises:
        ValueError: the window ends before it starts.
    """

    from_date: date | None = None
    to_date: date | None = None
    source: str | None = None
    speaker: str | None = None

    def __post_init__(self) -> None:
        if self.from_date and self.to_date and self.to_date < self.from_date:
            raise ValueError(f"the time window ends ({self.to_date}) before it starts ({self.from_date})")

    @property
    def is_empty(self) -> bool:
        """Whether every passage qualifies."""
        return self == NO_FILTERS


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageSet:
    """Some of an index's passages: `rows` ascending and unique, shape (n,), int64."""

    rows: Rows

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """Passages found: `rows` and their `scores` (float32), best first, equal scores by row."""

    rows: Rows
    scores: npt.NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.rows)

    def within(self, some: PassageSet) -> Hits:
        """Those of some passages, in the same order."""
        kept = np.isin(self.rows, some.rows)
        return Hits(rows=self.rows[kept], scores=self.scores[kept])


NO_FILTERS = Filters()


def name_key(name: str) -> str:
    """A name as it is compared: case-folded, spaces collapsed, without a leading "The"."""
    words = name.casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)
