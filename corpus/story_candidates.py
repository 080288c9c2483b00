"""Pairs of passages worth comparing: those that share runs of words, found by MinHash.

Of every passage's runs of three words the least hash under each of N_HASHES functions is kept; two
passages have one in common with a chance of 1 - (1 - s)**N_HASHES, where s is the share of runs
that they have in common: 0.97 at s = 0.2, the share of a text cut to a fifth. Source: Broder 1997.
What is found depends on the texts and days alone, not on the order of the passages.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Pairs = npt.NDArray[np.int64]

N_HASHES = 16
N_NEIGHBOURS = 8  # passages of one hash and day compared with each; copies word for word count once
_RUN = 3  # words
_WORD = re.compile(r"[^\W_]+")
_SEED = 20070614  # of the hash functions; any number serves
_HASH_BITS = 32
_ODD = np.uint64(0x9E3779B97F4A7C15)  # 2**64 over the golden ratio. Source: Knuth, volume 3, 6.4


def alike(texts: Sequence[str], days: Sequence[int], *, days_apart: int) -> Pairs:
    """Find pairs of texts that share a run of words and lie at most some days apart.

    Args:
        texts: no two alike of one day, so that copies do not crowd out others.
        days: each text's day as an ordinal, equal for all of which none is known.
        days_apart: the most days between two of a pair.

    Returns:
        Positions in the texts, shape (n, 2), the lower first, sorted, each pair once.
    """
    if len(texts) == 0:
        return np.zeros((0, 2), dtype=np.int64)
    ordinals = np.asarray(days, dtype=np.int64)
    ranks = _ranks(texts)
    found = [_neighbours(hashes, ordinals, ranks, days_apart) for hashes in _least_hashes(texts)]
    return unique_pairs(np.concatenate(found))


def words_of(text: str) -> frozenset[str]:
    """A text's words, in lower case."""
    return frozenset(_WORD.findall(text.casefold()))


def unique_pairs(pairs: Pairs) -> Pairs:
    """Each pair once, the lower position first, sorted."""
    if not len(pairs):
        return np.zeros((0, 2), dtype=np.int64)
    return np.asarray(np.unique(np.sort(pairs, axis=1), axis=0), dtype=np.int64)


def _ranks(texts: Sequence[str]) -> Pairs:
    """Each text's place among all in the order of their letters, which no order of reading changes."""
    ranks = np.empty(len(texts), dtype=np.int64)
    ranks[sorted(range(len(texts)), key=texts.__getitem__)] = np.arange(len(texts))
    return ranks


def _least_hashes(texts: Sequence[str]) -> npt.NDArray[np.uint64]:
    """The least hash of each text's runs under each function, shape (N_HASHES, len(texts))."""
    runs, starts = _runs(texts)
    random = np.random.default_rng(_SEED)
    least = np.empty((N_HASHES, len(texts)), dtype=np.uint64)
    for row, salt in zip(least, random.integers(1, 2**63, size=N_HASHES, dtype=np.uint64), strict=True):
        mixed = (runs ^ salt) * _ODD
        row[:] = np.minimum.reduceat((mixed ^ (mixed >> np.uint64(_HASH_BITS))) * _ODD, starts)
    return least


def _runs(texts: Sequence[str]) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]:
    """The hashes of all runs of words, text after text, and where each text's begin."""
    known: dict[str, int] = {}
    words: list[int] = []
    lengths = np.empty(len(texts), dtype=np.int64)
    for number, text in enumerate(texts):
        found = _WORD.findall(text.casefold()) or [text]
        for word in found:
            if word not in known:
                known[word] = zlib.crc32(word.encode("utf-8", "surrogatepass"))
        words += [known[word] for word in found]
        lengths[number] = len(found)
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    return _joined(np.array(words, dtype=np.uint64), starts, lengths)


def _joined(
    words: npt.NDArray[np.uint64], starts: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]:
    """Each word's hash with those of the next ones of its text; a short text is one run."""
    ends = np.repeat(starts + lengths, lengths)
    positions = np.arange(len(words))
    joined = words.copy()
    for step in range(1, _RUN):
        following = positions + step
        inside = following < ends
        joined = joined * _ODD + np.where(inside, words[np.minimum(following, len(words) - 1)], 0)
    is_whole = (positions + _RUN <= ends) | (positions == np.repeat(starts, lengths))
    kept = np.cumsum(is_whole)
    return joined[is_whole], np.where(starts > 0, kept[starts - 1], 0)


def _neighbours(hashes: npt.NDArray[np.uint64], days: Pairs, ranks: Pairs, days_apart: int) -> Pairs:
    order = np.lexsort((ranks, days, hashes))
    found = []
    for step in range(1, min(N_NEIGHBOURS, len(order) - 1) + 1):
        one, other = order[:-step], order[step:]
        near = (hashes[one] == hashes[other]) & (days[other] - days[one] <= days_apart)
        found.append(np.stack((one[near], other[near]), axis=1))
    return np.concatenate(found) if found else np.zeros((0, 2), dtype=np.int64)
