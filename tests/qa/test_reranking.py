"""The first passages put in order anew."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from corpus.filters import Filters
from qa.opening import open_service
from qa.reranking import N_RERANKED
from qa.service import Question, Service
from tests.embeddings.made_models import save_cross_encoder
from tests.qa.test_cli import refused, run

ASKED = Question(text="What happened in Kosovo?", k=10)


class LongestFirst:
    """Prefers long texts, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []

    def scores(self, question: str, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.asked.append((question, len(texts)))
        return np.array([len(text) for text in texts], dtype=np.float32)


def test_the_first_passages_are_put_in_its_order(sample_index: Path) -> None:
    reranker = LongestFirst()
    answer = open_service(sample_index, reranker=reranker).ask(ASKED)
    assert max(n for _, n in reranker.asked) <= N_RERANKED
    assert len(answer.citations) == ASKED.k
    scores = [citation.score for citation in answer.citations]
    assert scores == sorted(scores, reverse=True) and all(0 <= score <= 1 for score in scores)
    plain = open_service(sample_index).ask(ASKED)
    assert len(answer.citations[0].text) > len(plain.citations[0].text)


def test_filters_hold_and_a_named_publisher_stays_ahead(sample_index: Path) -> None:
    service: Service = open_service(sample_index, reranker=LongestFirst())
    filtered = service.ask(Question(text="Kosovo", k=20, filters=Filters(source="Harbour Dispatch")))
    assert {citation.source.name for citation in filtered.citations} == {"Harbour Dispatch"}
    named = service.ask(Question(text="What did Harbour Dispatch print about the ruling of the world court?"))
    first = named.citations[0]  # another paper's, where that stands for a story that both tell
    told = [*first.sources, *(source for report in first.also_reported_by for source in report.sources)]
    assert "Harbour Dispatch" in {source.name for source in told}


def test_whether_to_abstain_does_not_depend_on_it(sample_index: Path) -> None:
    plain, reranked = open_service(sample_index), open_service(sample_index, reranker=LongestFirst())
    for text in ("Who won the Eurovision Song Contest in 2008?", "Why did Pluto lose its status?"):
        assert plain.ask(Question(text=text)).abstained == reranked.ask(Question(text=text)).abstained


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_cross_encoder(tmp_path_factory.mktemp("reranker") / "model")


def order(index: Path, env: dict[str, str]) -> list[str]:
    done = run("ask", ASKED.text, "-k", "10", "--index", index, "--json", env=env)
    assert done.returncode == 0, done.stderr
    return [citation["passage_id"] for citation in json.loads(done.stdout)["citations"]]


def test_the_setting_switches_it_on_for_ask(sample_index: Path, model: Path) -> None:
    plain, reranked = order(sample_index, {}), order(sample_index, {"ONRECORD_RERANKER": str(model)})
    assert plain != reranked


@pytest.mark.parametrize("command", ["ask", "serve", "eval"])
def test_every_command_that_answers_refuses_one_that_cannot_be_loaded(
    sample_index: Path, tmp_path: Path, command: str
) -> None:
    arguments = {
        "ask": ["ask", "Kosovo", "--index", sample_index],
        "serve": ["serve", "--port", "0", "--index", sample_index],
        "eval": ["eval", tmp_path],
    }
    told = refused(run(*arguments[command], env={"ONRECORD_RERANKER": "./no-such-model"}))
    assert "ONRECORD_RERANKER names './no-such-model'" in told and "unset ONRECORD_RERANKER" in told
