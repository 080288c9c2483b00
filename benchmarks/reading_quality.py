"""Furniture, sources and publication dates against the labels of tests/quality.

python -m benchmarks.reading_quality
"""

from __future__ import annotations

from typing import Any

from benchmarks.machine import print_table
from tests.quality import documents_score, furniture_score


def main() -> None:
    """Print the two tables of docs/quality.md, over what is on this machine."""
    first, second, third = (_here(furniture_score.load_labels(lot=lot)) for lot in (1, 2, 3))
    own = [row for row in first if "/" not in row["file"]]
    pages = []
    for name, rows in (
        ("first lot", first),
        ("of it our own", own),
        ("second lot", second),
        ("third lot", third),
    ):
        kept, dropped = furniture_score.kept_and_dropped([furniture_score.score_page(row) for row in rows])
        pages.append((name, len(rows), f"{kept:.4f}", f"{dropped:.4f}"))
    print_table(("pages", "n", "text kept", "furniture dropped"), pages)
    print()
    documents = []
    for lot in (1, 2, 3):
        rows = [
            r for r in documents_score.load_labels(lot=lot) if documents_score.path_of(r["file"]).exists()
        ]
        shares = documents_score.shares([documents_score.score_document(row) for row in rows])
        documents.append((lot, len(rows), *(f"{share:.3f}" for share in shares)))
    print_table(("documents of lot", "n", "source", "publication date"), documents)


def _here(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if furniture_score.path_of(row["file"]).exists()]


if __name__ == "__main__":
    main()
