"""Questions for a day: how often the first citation has it, and how far down the event asked for stands.

    python -m benchmarks.first_events DIR...

Of each dataset folder's questions with an answer's day, the share whose first citation has that very day, and
the share whose best judged document is among the first 1, 3, 10 and 100.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from qa.datasets import best_grades, read_questions
from qa.evaluation import Outcome, cached_index, run
from qa.opening import open_service
from qa.printing import ProgressBars

DEPTHS = (1, 3, 10, 100)


def main(folders: Sequence[Path]) -> None:
    """Print a row a folder."""
    print(f"| questions | number | day right | {' | '.join(f'@{k}' for k in DEPTHS)} |")
    print("|---" * (3 + len(DEPTHS)) + "|")
    for folder in folders:
        progress = ProgressBars()
        asked = [one for one in read_questions(folder) if one.answer_date and one.judgements]
        service = open_service(cached_index(folder, model=None, progress=progress))
        print(_row(folder.name, run(service, asked, progress)), flush=True)


def _row(name: str, outcomes: Sequence[Outcome]) -> str:
    n = len(outcomes)
    right = sum(outcome.date_exact for outcome in outcomes) / n
    among = [sum(_has_best(outcome, k) for outcome in outcomes) / n for k in DEPTHS]
    return f"| {name} | {n} | {' | '.join(f'{share:.3f}' for share in (right, *among))} |"


def _has_best(outcome: Outcome, k: int) -> bool:
    best = max(best_grades(outcome.question))
    return any(grade >= best for grade in outcome.grades[:k])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    main(parser.parse_args().folders)
