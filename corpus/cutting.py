"""A text that is too long, cut at its most natural places into the fewest, evenly filled parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from corpus.sentences import Span

Shares = npt.NDArray[np.float64]
Measure = Callable[[Sequence[str]], Shares]

_CLAUSE_END = re.compile(r"(?<=[,;:…–—)\]])\s+|(?<=[、，；：])\s*")  # noqa: RUF001 - Chinese commas are meant
_SPACE = re.compile(r"\s+")
_ROUNDING = 1e-9  # sums of shares that should be exactly 1
_TIGHTER = 0.95  # tokens of joined sentences can exceed the sum by a few in a hundred (line breaks)


def cut(text: str, spans: Sequence[Span], shares: Measure) -> list[Span]:
    """Join sentences into parts that fit, and cut only those that are too long by themselves.

    Such a sentence is cut after clause punctuation, a clause that is still too long at spaces, a
    word between any two characters.

    Args:
        text: what the spans slice.
        spans: sentences in order, without space at their ends.
        shares: what part of each of several limits a text takes, shape (n, limits); a text fits
            where none is above 1. A single character counts as fitting.

    Returns:
        Spans that cover the same characters: as few as possible, and of all ways to have that few
        the most evenly filled one.
    """
    return _cut(text, spans, shares, (_CLAUSE_END, _SPACE))


def _cut(text: str, spans: Sequence[Span], shares: Measure, finer: Sequence[re.Pattern[str]]) -> list[Span]:
    """Cut the spans that are too long at the next finer places, then join what fits together."""
    fitting: list[Span] = []
    for span, share in zip(spans, shares(_texts(text, spans)).max(axis=1), strict=True):
        if share <= 1:
            fitting.append(span)
        elif finer:
            fitting += _cut(text, _between(finer[0], text, span), shares, finer[1:])
        else:
            fitting += _slices(text, span, shares)
    return _join(text, fitting, shares)


def _texts(text: str, spans: Sequence[Span]) -> list[str]:
    return [text[start:end] for start, end in spans]


def _between(pattern: re.Pattern[str], text: str, span: Span) -> list[Span]:
    """What stands between the matches of a pattern."""
    start, end = span
    parts = []
    for match in pattern.finditer(text, start, end):
        if match.start() > start:
            parts.append((start, match.start()))
        start = match.end()
    return [*parts, (start, end)] if start < end else parts


def _slices(text: str, span: Span, shares: Measure) -> list[Span]:
    """Cut one long word into slices of equal length, about the fewest that fit."""
    n_characters = span[1] - span[0]
    n_slices = 1
    while True:
        edges: list[int] = np.linspace(*span, n_slices + 1).round().astype(int).tolist()
        slices = list(pairwise(edges))
        largest = float(shares(_texts(text, slices)).max())
        if largest <= 1 or n_slices == n_characters:
            return slices
        n_slices = min(n_characters, max(n_slices + 1, int(n_slices * largest)))


def _join(text: str, spans: Sequence[Span], shares: Measure) -> list[Span]:
    """Join neighbours into as few and as evenly filled spans as fit."""
    units = shares(_texts(text, spans))
    room = 1.0
    while True:
        joined = [(spans[first][0], spans[last - 1][1]) for first, last in _fewest_even(units, room)]
        if len(joined) == len(spans) or shares(_texts(text, joined)).max() <= 1:
            return joined
        room *= _TIGHTER


def _fewest_even(shares: Shares, room: float) -> list[Span]:
    """Group consecutive units: the fewest groups, and of those ways the smallest sum of squares.

    Dynamic programming over where the last group starts. A unit above `room` stands alone.
    """
    n = len(shares)
    sums = np.vstack([np.zeros(shares.shape[1]), shares.cumsum(axis=0)])
    cost, came_from = np.zeros(n + 1), np.zeros(n + 1, dtype=np.int64)
    low = 0
    for end in range(1, n + 1):
        while low < end - 1 and (sums[end] - sums[low]).max() > room + _ROUNDING:
            low += 1
        loads = (sums[end] - sums[low:end]).max(axis=1)
        totals = cost[low:end] + (n + 1) + loads**2  # n + 1 outweighs all squares, of at most 1 each
        came_from[end] = low + totals.argmin()
        cost[end] = totals.min()
    return _walk_back(came_from.tolist())


def _walk_back(came_from: list[int]) -> list[Span]:
    groups: list[Span] = []
    end = len(came_from) - 1
    while end:
        groups.append((came_from[end], end))
        end = came_from[end]
    return groups[::-1]
