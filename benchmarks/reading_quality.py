"""Furniture, sources and publication dates against the labels of tests/quality.

python -m benchmarks.reading_quality
"""

from __future__ import annotations

from benchmarks.machine import print_table
from tests.quality import documents_score, furniture_score


def main() -> None:
    """Print the two tables of docs/quality.md, over what is on this machine."""
    here = [row for row in furniture_score.load_labels() if furniture_score.path_of(row["file"]).exists()]
    own = [row for row in here if "/" not in row["file"]]
    for name, rows in (("all", here), ("our own", own)):
        kept, dropped = furniture_score.kept_and_dropped([furniture_score.score_page(row) for row in rows])
        print_table(
            ("pages", "n", "text kept", "furniture dropped"),
            [(name, len(rows), f"{kept:.3f}", f"{dropped:.3f}")],
        )
    documents = [
        row for row in documents_score.load_labels() if documents_score.path_of(row["file"]).exists()
    ]
    source, published = documents_score.shares([documents_score.score_document(row) for row in documents])
    print_table(
        ("documents", "source", "publication date"), [(len(documents), f"{source:.3f}", f"{published:.3f}")]
    )


if __name__ == "__main__":
    main()
