"""Which passages of an archive tell the same story: groups, each with a representative.

Passages are taken in an order of their own: those that tell of their document's event before those
that a page merely lists, the longest first. Each joins the first representative, in that order,
that it tells the same as, unless the group's days would then lie more than DAYS_APART apart; else
it becomes a representative. So every member tells the same as its representative, two members need
not tell the same as each other, and nothing depends on the order in which documents were read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.documents import PassageId
from corpus.duplicates import DAYS_APART, Days, Telling, is_dated, tell_the_same, telling
from corpus.errors import IndexDamaged
from corpus.filters import Rows
from corpus.story_candidates import Pairs, alike, unique_pairs, words_of
from corpus.story_verdicts import Verdicts, passage_key

_UNDATED = date.min.toordinal()  # days of which too little is known lie together, far from all others
_FILE_TYPE = np.dtype("<i4")
_LEAST_WORDS = 0.5  # of the shorter text, shared: all that was merged in current-events shares more


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What of a passage decides on its group; `is_listed` where its page is about another event."""

    passage_id: PassageId
    text: str
    days: Days | None
    speaker: str | None
    is_listed: bool

    @property
    def is_dated(self) -> bool:
        """Whether the event's day is known well enough to be compared with others."""
        return is_dated(self.days)

    @property
    def day(self) -> int:
        """The first day as an ordinal, by which candidates are looked for."""
        return self.days[0].toordinal() if self.days and self.is_dated else _UNDATED


class StoryGroups:
    """For each row the row of its group's representative, shape (n_passages,), int32."""

    def __init__(self, representatives: npt.NDArray[np.int32]) -> None:
        self._representatives = representatives

    @classmethod
    def read(cls, path: Path, *, n_passages: int) -> StoryGroups:
        """Read what `write` wrote; without a file, as in versions before there were groups, none.

        Raises:
            IndexDamaged: the file is not one of ours, or of other passages.
        """
        if not path.exists():
            return cls(np.arange(n_passages, dtype=np.int32))
        try:
            content = path.read_bytes()
        except OSError as error:
            raise IndexDamaged(path, "the stories cannot be read") from error
        if len(content) != n_passages * _FILE_TYPE.itemsize:
            raise IndexDamaged(path, f"it does not name a representative for each of {n_passages} passages")
        found = np.frombuffer(content, dtype=_FILE_TYPE).astype(np.int32)
        if n_passages and not (
            found.min() >= 0 and found.max() < n_passages and (found[found] == found).all()
        ):
            raise IndexDamaged(path, "it names passages that stand for no story")
        return cls(found)

    def write(self, path: Path) -> None:
        """Write to a new file, four bytes a row, little-endian."""
        with path.open("xb") as file:
            file.write(self._representatives.astype(_FILE_TYPE).tobytes())

    def representative(self, row: int) -> int:
        """The row of the passage that stands for a passage's story; its own where it is alone."""
        return int(self._representatives[row])

    def members(self, representative: int) -> Rows:
        """The rows of a representative's group, its own among them, ascending."""
        return self._groups.get(representative, np.array([representative], dtype=np.int64))

    @property
    def n_grouped(self) -> int:
        """How many passages share a group with another."""
        return sum(len(rows) for rows in self._groups.values())

    @property
    def n_groups(self) -> int:
        """How many groups of more than one there are."""
        return len(self._groups)

    @cached_property
    def _groups(self) -> dict[int, Rows]:
        """The rows of all groups of more than one by their representatives."""
        sizes = np.bincount(self._representatives, minlength=len(self._representatives))
        rows = np.flatnonzero(sizes[self._representatives] > 1)
        rows = rows[np.argsort(self._representatives[rows], kind="stable")]
        starts = np.flatnonzero(np.diff(self._representatives[rows], prepend=-1))
        parts = np.split(rows, starts[1:]) if len(rows) else []
        return {int(self._representatives[part[0]]): part for part in parts}


def group(passages: Sequence[Told], near: Pairs, verdicts: Verdicts | None = None) -> StoryGroups:
    """Group passages.

    Args:
        passages: in order of their rows.
        near: further pairs to compare, shape (n, 2).
        verdicts: what is known of pairs; what this grouping asks is kept there.
    """
    return StoryGroups(_Grouping(passages, verdicts or Verdicts()).run(near))


class _Grouping:
    """One grouping under way; copies of a text, of one day and speaker, go as one passage."""

    def __init__(self, passages: Sequence[Told], verdicts: Verdicts) -> None:
        self._passages = passages
        self._verdicts = verdicts
        copies: dict[object, list[int]] = {}
        for row in sorted(range(len(passages)), key=self._order):
            told = passages[row]
            copies.setdefault((told.text, told.days, told.speaker), []).append(row)
        self._copies = list(copies.values())  # in order of their first
        self._tellings: dict[int, Telling] = {}
        self._keys: dict[int, bytes] = {}
        self._known_words: dict[int, frozenset[str]] = {}

    def run(self, near: Pairs) -> npt.NDArray[np.int32]:
        representatives = np.arange(len(self._passages), dtype=np.int32)
        groups: dict[int, list[Days]] = {}  # by number of the copies that stand for it
        for number, candidates in enumerate(self._candidates(near)):
            found = next((other for other in candidates if self._joins(number, other, groups)), number)
            groups.setdefault(found, []).extend(self._days(number))
            if found != number or self._is_mergeable(number):
                representatives[self._copies[number]] = self._copies[found][0]
        return representatives

    def _order(self, row: int) -> tuple[object, ...]:
        told = self._passages[row]
        return told.is_listed, -len(told.text), told.day, told.text, told.passage_id

    def _candidates(self, near: Pairs) -> Iterable[list[int]]:
        """For each number the lower ones to compare it with, ascending."""
        firsts = [self._passages[rows[0]] for rows in self._copies]
        found = alike([told.text for told in firsts], [told.day for told in firsts], days_apart=DAYS_APART)
        numbers = np.empty(len(self._passages), dtype=np.int64)
        for number, rows in enumerate(self._copies):
            numbers[rows] = number
        pairs = unique_pairs(np.concatenate((found, numbers[near])))
        lower: list[list[int]] = [[] for _ in firsts]
        for one, other in pairs[pairs[:, 0] < pairs[:, 1]].tolist():
            lower[other].append(one)
        return lower

    def _joins(self, number: int, other: int, groups: dict[int, list[Days]]) -> bool:
        if other not in groups or not self._share_words(number, other):
            return False
        if not _lie_together([*groups[other], *self._days(number)]):
            return False
        return self._tell_the_same(number, other)

    def _tell_the_same(self, number: int, other: int) -> bool:
        return self._verdicts.of(
            self._key(number),
            self._key(other),
            lambda: tell_the_same(self._telling(number), self._telling(other)),
        )

    def _share_words(self, number: int, other: int) -> bool:
        """Whether a closer look is worth its time."""
        one, two = (self._words(n) for n in (number, other))
        return len(one & two) >= _LEAST_WORDS * min(len(one), len(two))

    def _words(self, number: int) -> frozenset[str]:
        if number not in self._known_words:
            self._known_words[number] = words_of(self._passages[self._copies[number][0]].text)
        return self._known_words[number]

    def _is_mergeable(self, number: int) -> bool:
        """Whether copies are one story: of an undated text only where it is long enough."""
        return len(self._copies[number]) > 1 and self._tell_the_same(number, number)

    def _days(self, number: int) -> list[Days]:
        days = self._passages[self._copies[number][0]].days
        return [days] if days else []

    def _key(self, number: int) -> bytes:
        if number not in self._keys:
            told = self._passages[self._copies[number][0]]
            self._keys[number] = passage_key(told.text, told.days, told.speaker)
        return self._keys[number]

    def _telling(self, number: int) -> Telling:
        if number not in self._tellings:
            told = self._passages[self._copies[number][0]]
            self._tellings[number] = telling(text=told.text, days=told.days, speaker=told.speaker)
        return self._tellings[number]


def _lie_together(days: Sequence[Days]) -> bool:
    """Whether no two of them lie more than DAYS_APART apart."""
    first, last = max((start for start, _ in days), default=None), min((end for _, end in days), default=None)
    return first is None or last is None or (first - last).days <= DAYS_APART
