"""Times read out of questions: floors on hand-labelled questions, and on real ones where they are."""

from __future__ import annotations

import hashlib

import pytest

from benchmarks.question_times import LABELS, is_as_of_right, is_right, read_rows
from tests.conftest import ROOT

SITUATED = ROOT.parent / "shared" / "data" / "situatedqa" / "questions.jsonl"
DIGEST = "fc81389ada1cd092"


def test_hand_labelled_times_are_read_as_well_as_they_were() -> None:
    assert hashlib.sha256(LABELS.read_bytes()).hexdigest()[:16] == DIGEST
    rows = read_rows(LABELS)
    assert sum(map(is_right, rows)) >= 0.97 * len(rows)  # 291 of 300 on 2026-11-24


@pytest.mark.skipif(not SITUATED.is_file(), reason=f"REAL DATA IS NOT MEASURED: {SITUATED} is not here")
def test_as_of_dates_of_real_questions_are_read() -> None:
    rows = read_rows(SITUATED)
    assert sum(map(is_as_of_right, rows)) >= 0.99 * len(rows)  # 3,102 of 3,102
