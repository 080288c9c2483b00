"""What the command line shows of a build."""

from __future__ import annotations

import pytest

from corpus.documents import Skipped
from embeddings.build import BuildReport
from qa.printing import MOST_SKIPPED_SHOWN, print_build, skipped_line


def problem(number: int, remedy: str, *, is_read: bool) -> Skipped:
    return Skipped(locator=f"r.csv#line-{number}", reason="so", remedy=remedy, is_read=is_read)


def test_many_problems_of_one_kind_hide_none_of_another(capsys: pytest.CaptureFixture[str]) -> None:
    alike = [problem(n, "write a date", is_read=True) for n in range(MOST_SKIPPED_SHOWN + 5)]
    print_build(report([*alike, problem(99, "write true or false", is_read=False)]), as_json=False)
    told = capsys.readouterr().err.splitlines()
    assert len(told) == MOST_SKIPPED_SHOWN + 1
    assert told[0] == "read in part: r.csv#line-0: so; write a date"
    assert told[-2] == "skipped r.csv#line-99: so; write true or false"
    assert told[-1] == "0 more skipped, 6 more read in part; --json lists all"


def report(skipped: list[Skipped]) -> BuildReport:
    return BuildReport(skipped=skipped)


def test_a_file_whose_name_holds_a_line_break_takes_one_line() -> None:
    named = Skipped(locator="a\nb.txt", reason="holds no text", remedy="take it out")
    assert skipped_line(named) == "skipped a\u240ab.txt: holds no text; take it out"
