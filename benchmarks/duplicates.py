"""Same story or not on labelled pairs: precision and recall, by half and by reason.

Usage: python -m benchmarks.duplicates [INDEX]: with an index, how many passages its stories hold, and
thirty of them at random to read.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from corpus.store import Store
from corpus.story_groups import StoryGroups
from embeddings.versions import DOCUMENTS_FILE, STORIES_FILE, current_version
from tests.quality.duplicate_pairs import Pair, by_reason, read_pairs, score

N_SHOWN = 30
SEED = 3


def main() -> None:
    """Print the tables."""
    pairs = read_pairs()
    print_scores({"even": pairs[::2], "odd": pairs[1::2], "all": pairs})
    print_reasons(pairs)
    for index in sys.argv[1:]:
        print_groups(Path(index))


def print_scores(parts: dict[str, list[Pair]]) -> None:
    """A row for each part of the pairs."""
    print("| pairs | number | merged | precision | recall |\n|---|---|---|---|---|")
    for name, pairs in parts.items():
        found = score(pairs)
        shares = f"{_share(found.precision)} | {_share(found.recall)}"
        print(f"| {name} | {found.n_pairs} | {found.n_merged} | {shares} |")


def print_reasons(pairs: list[Pair]) -> None:
    """A row for each label and reason."""
    print("\n| label, reason | pairs | merged |\n|---|---|---|")
    for name, (n_pairs, n_merged) in by_reason(pairs).items():
        print(f"| {name} | {n_pairs} | {n_merged} |")


def print_groups(index: Path) -> None:
    """How many passages are grouped, and some groups at random."""
    folder = current_version(index).folder
    store = Store.open(folder / DOCUMENTS_FILE)
    groups = StoryGroups.read(folder / STORIES_FILE, n_passages=store.n_passages)
    print(f"\n{groups.n_grouped} of {store.n_passages} passages in {groups.n_groups} stories")
    representatives = {groups.representative(row) for row in range(store.n_passages)}
    many = sorted(rep for rep in representatives if len(groups.members(rep)) > 1)
    for rep in random.Random(SEED).sample(many, min(N_SHOWN, len(many))):  # noqa: S311 - a sample, no secret
        print()
        for passage in store.passages(groups.members(rep).tolist()):
            date = passage.sentences[0].event_date if passage.sentences else None
            print(f"  {date.start if date else '-'}  {passage.text}")


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    main()
