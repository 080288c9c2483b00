"""How well times are read out of questions, and how long reading takes.

    python -m benchmarks.question_times [DATA]

DATA holds situatedqa/questions.jsonl (default ../shared/data), whose questions end in "as of <date>".
The 300 questions of tests/quality/question_times.jsonl were labelled by hand, by someone who had not
seen the code; the even ones were looked at while the rules were written, the odd ones were not.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from corpus.time_expressions import find_time_expressions
from corpus.time_spans import Anchor
from qa.question import read_question
from qa.time_window import read_time_window

LABELS = Path(__file__).parent.parent / "tests" / "quality" / "question_times.jsonl"
NOW = date(2026, 11, 24)
Ends = tuple[str | None, str | None]


def main(data: Path = Path("../shared/data")) -> None:
    """Print the shares read right, and the time of reading."""
    rows = read_rows(LABELS)
    right = [is_right(row) for row in rows]
    print(f"hand-labelled: {sum(right)} of {len(rows)} right")
    looked_at, others = right[::2], right[1::2]
    print(f"  even, looked at: {sum(looked_at)} of {len(looked_at)}; odd: {sum(others)} of {len(others)}")
    for shape in dict.fromkeys(row["shape"] for row in rows):
        of_shape = [one for one, row in zip(right, rows, strict=True) if row["shape"] == shape]
        print(f"  {shape}: {sum(of_shape)} of {len(of_shape)}")
    print(f"reading takes {_median_ms(row['text'] for row in rows):.2f} ms at the median")
    if (questions := data / "situatedqa" / "questions.jsonl").is_file():
        rows = read_rows(questions)
        print(f"situatedqa: {sum(map(is_as_of_right, rows))} of {len(rows)} as-of dates right")


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def is_right(row: dict[str, Any]) -> bool:
    """Whether a labelled question's window is the label's, or another that its labeller allowed."""
    window = read_time_window(row["text"], now=date.fromisoformat(row["now"]))
    ends = (window.from_date, window.to_date) if window else (None, None)
    found = tuple(day and day.isoformat() for day in ends)
    return found in [(label["from"], label["to"]) for label in (row, *row.get("also", ()))]


def is_as_of_right(row: dict[str, Any]) -> bool:
    """Whether a question's window ends with the last day of its "as of"."""
    window = read_time_window(row["text"], now=NOW)
    (as_of,) = find_time_expressions(row["as_of"])
    days = as_of.meaning.days(Anchor(day=NOW))
    return window is not None and days is not None and window.to_date == days.end


def _median_ms(texts: Iterable[str]) -> float:
    spent = []
    for text in texts:
        started = time.perf_counter()
        read_question(text, now=NOW)
        spent.append((time.perf_counter() - started) * 1000)
    return median(spent)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
