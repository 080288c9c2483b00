"""The press that questions ask: floors on 80 questions labelled by hand, half of which only look so."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from qa.press import read_press

LABELS = Path(__file__).with_name("press_questions.jsonl")
DIGEST = "924ea186f51642d3"


def test_the_press_asked_is_read_and_the_press_asked_about_is_not() -> None:
    assert hashlib.sha256(LABELS.read_bytes()).hexdigest()[:16] == DIGEST
    rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    read = {row["id"]: list(press.countries) if (press := read_press(row["text"])) else [] for row in rows}
    assert [row["id"] for row in rows if not row["countries"] and read[row["id"]]] == []  # of 40
    n_right = sum(read[row["id"]] == row["countries"] for row in rows if row["countries"])
    assert n_right >= 39  # 40 of 40 on 2026-11-24
