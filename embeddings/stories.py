"""An archive's passages grouped into stories, by their words and by the nearest vectors.

Vectors only bring pairs forward to be compared; whether two passages tell the same story is decided
by their words, days and speakers, so that a vector rounded otherwise changes no group.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from corpus.duplicates import DAYS_APART
from corpus.filters import Rows
from corpus.store import Store
from corpus.story_candidates import Pairs
from corpus.story_groups import StoryGroups, group
from corpus.story_verdicts import Verdicts
from embeddings.faiss_index import FaissIndex
from embeddings.versions import STORIES_FILE, VERDICTS_FILE

# The least of a pair that was merged in current-events is 0.78, so that rounding decides nothing.
LEAST_COSINE = 0.65

_ROWS_AT_ONCE = 128
# Rows behind a block that it is compared with: current-events has 40 within two days. Where more
# passages share a day, those further on are found by their words alone.
_MOST_ROWS = 4096


def write_stories(
    folder: Path, store: Store, index: FaissIndex, *, rules: str, previous: Path | None
) -> None:
    """Group all passages anew, since a new one may tell the story of any other, and keep what was compared.

    Args:
        folder: of the version that is laid out.
        store: its passages.
        index: their vectors, in the same rows.
        rules: names all that decides whether two passages tell the same.
        previous: the folder of a version whose comparisons count where they were made by these rules.
    """
    verdicts = Verdicts() if previous is None else Verdicts.read(previous / VERDICTS_FILE, rules=rules)
    group_stories(store, index, verdicts).write(folder / STORIES_FILE)
    verdicts.write(folder / VERDICTS_FILE, rules=rules)


def group_stories(store: Store, index: FaissIndex, verdicts: Verdicts | None = None) -> StoryGroups:
    """Group a store's passages, whose vectors an index holds in the same rows; see story_groups.group."""
    told = list(store.told())
    days = np.array([passage.day for passage in told], dtype=np.int64)
    dated = np.flatnonzero([passage.is_dated for passage in told])
    near = near_pairs(index, days[dated], dated, days_apart=DAYS_APART, least_cosine=LEAST_COSINE)
    return group(told, dated[near], verdicts)


def near_pairs(
    index: FaissIndex, days: npt.NDArray[np.int64], rows: Rows, *, days_apart: int, least_cosine: float
) -> Pairs:
    """Find pairs of rows that lie close in days and in cosine.

    Args:
        index: the vectors of all rows.
        days: the day of each of the rows, as an ordinal.
        rows: those to compare; equal days keep their order.
        days_apart: the most days between two of a pair.
        least_cosine: that a pair must have.

    Returns:
        Positions in `rows`, shape (n, 2).
    """
    order = np.argsort(days, kind="stable")
    ordered = days[order]
    found = [np.zeros((0, 2), dtype=np.int64)]
    # Products this small are slower on two threads than on one: 0.25 to 0.4 s of CPU against 0.06 for
    # 19,000 passages of current-events, and 3.4 s beside another program (2026-11-24).
    with threadpool_limits(1):
        for start in range(0, len(order), _ROWS_AT_ONCE):
            block = order[start : start + _ROWS_AT_ONCE]
            last = int(np.searchsorted(ordered, days[block[-1]] + days_apart, side="right"))
            others = order[start : min(last, start + len(block) + _MOST_ROWS)]
            cosines = index.vectors(rows[block]) @ index.vectors(rows[others]).T
            is_close = days[others] - days[block][:, None] <= days_apart
            one, other = np.nonzero(np.triu(cosines >= least_cosine, k=1) & is_close)
            found.append(np.stack((block[one], others[other]), axis=1))
    return np.concatenate(found)
