"""A question for a number looks first where its rarest name is told of."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from corpus.filters import PassageSet
from corpus.fulltext import FullTextIndex
from qa import rare_names
from qa.question import read_question
from qa.rare_names import with_rarest_name
from tests.corpus.test_fulltext import entries, indexed

COUNT = "How many people died in the Überlingen crash of the Tupolev?"


@pytest.fixture(autouse=True)
def _a_third_is_rare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rare_names, "RARE_SHARE", 1 / 3)


def rows(question: str, index: FullTextIndex, within: list[int] | None = None) -> list[int] | None:
    among = None if within is None else PassageSet(rows=np.array(within))
    found = with_rarest_name(read_question(question, now=date(2026, 1, 1)), index, among)
    return None if found is None else found.rows.tolist()


def test_a_count_is_looked_for_where_the_rarest_name_stands() -> None:
    told = ["a crash over Überlingen", "a Tupolev in Lviv", "a Tupolev in Perm", "12 people died in a crash"]
    with indexed(entries(*told)) as index:
        assert rows(COUNT, index) == [0]
        assert rows(COUNT, index, within=[1, 2, 3]) is None  # the name is known, though not among these
        assert rows("When was the Überlingen crash?", index) is None
        assert rows("Who died in the Überlingen crash?", index) is None


def test_a_name_of_many_passages_or_of_none_tells_nothing() -> None:
    with indexed(entries("a Tupolev in Lviv", "a Tupolev in Perm", "a fire")) as index:
        assert rows("How many Tupolev planes crashed?", index) is None
        assert rows("How many died in Überlingen?", index) is None
