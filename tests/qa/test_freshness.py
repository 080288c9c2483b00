"""The newest first, where it is asked for and only there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.filters import Hits
from embeddings.build import BuildRequest, build
from qa.freshness import newest_first
from qa.opening import open_service
from qa.retrieval import Candidates
from qa.service import Question, Service
from tests.conftest import Silent
from tests.embeddings.made_archives import write_rows


@pytest.fixture(scope="module")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> Service:
    """An archive in which work on a bridge is told of year by year."""
    folder: Path = tmp_path_factory.mktemp("bridge")
    told = ["is planned", "is begun", "goes on", "is halted", "is resumed"]
    rows = [
        {"_id": str(2000 + n), "text": f"Work on the bridge at Elbsande {what}.", "date": f"{2000 + n}-05-01"}
        for n, what in enumerate(told)
    ]
    write_rows(folder / "rows.jsonl", rows)
    build(folder / "index", BuildRequest(sources=(folder / "rows.jsonl",)), Silent())
    return open_service(folder / "index")


@pytest.mark.parametrize("asked", ["latest news on the bridge at Elbsande", "the most recent on the bridge"])
def test_the_newest_is_first_where_it_is_asked_for(bridge: Service, asked: str) -> None:
    assert bridge.ask(Question(text=asked)).citations[0].external_id == "2004"


def test_a_question_for_anything_else_is_not_ranked_by_day(bridge: Service) -> None:
    assert (
        bridge.ask(Question(text="planned work on the bridge at Elbsande")).citations[0].external_id == "2000"
    )


@given(st.lists(st.booleans(), min_size=0, max_size=5))
@settings(max_examples=50, deadline=None)
def test_all_stay_and_those_with_fewer_of_the_words_stay_behind(bridge: Service, full: list[bool]) -> None:
    rows = np.arange(len(full), dtype=np.int64)
    scores = np.linspace(1, 0, len(full), dtype=np.float32)
    zeros, covered = np.zeros_like(scores), np.array(full, dtype=np.float32)
    candidates = Candidates(
        rows=rows, dense=zeros, lexical=zeros, coverage=covered, is_preferred=zeros.astype(np.bool_)
    )
    found = newest_first(Hits(rows=rows, scores=scores), candidates, bridge.retriever.store)
    assert sorted(found.rows.tolist()) == rows.tolist() and (found.scores == scores).all()
    good = [row for row in rows.tolist() if covered[row] >= covered[0]]
    assert found.rows[: len(good)].tolist() == sorted(good, reverse=True)
