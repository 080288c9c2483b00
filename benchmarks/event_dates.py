"""Event dates as a build reads them against labels made by reading; docs/quality.md has the table.

    python -m benchmarks.event_dates [--mistakes]

Needs ../shared/data for the sentences of real texts; without it, only those of our own are measured.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable

from benchmarks.machine import machine, print_table
from tests.quality.labelled_sentences import FINAL, FIRST, LATER, SEVENTH, SIXTH, Verdict, figures, verdicts

COLUMNS = (
    "sentences", "days_read", "precision_of_days", "coverage", "right_where_told", "own_expressions",
    "right_of_own",
)  # fmt: skip


def main(*options: str) -> None:
    """Print the figures of all sets of labels, whole and by kind of text."""
    print(machine() + "\n")
    rows = []
    for name, labels in (
        ("labelled before the rules", FIRST),
        ("labelled after the rules, then looked at", LATER),
        ("fifth round, then looked at", FINAL),
        ("sixth round, then looked at", SIXTH),
        ("seventh round, labelled after the last rule", SEVENTH),
    ):
        found = list(verdicts(labels))
        rows.append(_row(name, found))
        groups: dict[str, list[Verdict]] = defaultdict(list)
        for verdict in found:
            groups[kind_of(verdict.label["set"])].append(verdict)
        rows += [_row(f"- {kind}", groups[kind]) for kind in sorted(groups)]
        if "--mistakes" in options:
            _print_mistakes(found)
    print_table(["set", *(column.replace("_", " ") for column in COLUMNS)], rows)


def kind_of(name: str) -> str:
    """What kind of text a label's set holds."""
    kinds = {
        "polnear": "news articles", "kremlin": "transcripts", "current": "world events",
        "event-pages": "event pages", "sample/saved": "saved text, ours", "sample/html": "HTML, ours",
        "sample/wire": "rows, ours", "sample/events": "event pages, ours", "made/": "saved pages, ours",
    }  # fmt: skip
    return next(kind for start, kind in kinds.items() if name.startswith(start))


def _row(name: str, found: Iterable[Verdict]) -> list[str]:
    measured = figures(list(found))
    cells = [measured[column] for column in COLUMNS]
    return [name, *(str(cell) if isinstance(cell, int) else f"{cell:.3f}" for cell in cells)]


def _print_mistakes(found: Iterable[Verdict]) -> None:
    for verdict in found:
        if not verdict.is_right:
            read = verdict.read and f"{verdict.read.start}..{verdict.read.end} {verdict.read.basis}"
            print(f"{verdict.label['kind']} {verdict.label['days']} read {read}: {verdict.sentence[:200]}")


if __name__ == "__main__":
    main(*sys.argv[1:])
