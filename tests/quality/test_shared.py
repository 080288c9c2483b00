"""Floors on real data that is not ours to ship; runs where ../shared/data is, and says so where not.

Lower a floor only in a commit of its own, with its reason. docs/quality.md has the figures.
"""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

from embeddings.build import BuildRequest, build
from embeddings.model_files import sha256_of
from qa.answer import Citation
from qa.evaluation import evaluate_folders
from qa.opening import open_service
from qa.service import Question, Service
from tests.conftest import ROOT, Silent

DATA = ROOT.parent / "shared" / "data"
# dataset, the first 16 digits of its corpus's SHA-256, and the least nDCG@10
FLOORS = [("scifact-train", "93539aecb26dc361", 0.73), ("cranfield", "a9b558bdf1d0a3d3", 0.45)]

if not DATA.is_dir():
    warnings.warn(f"REAL DATA IS NOT MEASURED: {DATA} is not here", stacklevel=1)
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"REAL DATA IS NOT MEASURED: {DATA} is not here")


@pytest.mark.parametrize(("name", "digest", "floor"), FLOORS)
def test_a_retrieval_set_is_ranked_as_well_as_it_was(name: str, digest: str, floor: float) -> None:
    assert sha256_of(DATA / name / "corpus.jsonl").startswith(digest)
    figures = evaluate_folders([DATA / name], model=None, progress=Silent())[name]
    print(name, figures)
    assert isinstance(figures["ndcg@10"], float) and figures["ndcg@10"] >= floor


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Service:
    index = tmp_path_factory.mktemp("seeds") / "index"
    build(index, BuildRequest(sources=(DATA / "seeds",)), Silent())
    return open_service(index)


def cited(service: Service, question: str, k: int = 5) -> list[Citation]:
    return list(service.ask(Question(text=question, k=k)).citations)


def test_the_words_of_the_person_asked_for_are_among_the_first_five(seeds: Service) -> None:
    found = cited(seeds, "what did Serdyukov say")
    words = [c for c in found if "seriously destabilizing factor" in c.text or "remains unchanged" in c.text]
    assert len(words) == 2
    assert all("Missile Defense Watch" in citation.title for citation in words)


@pytest.mark.parametrize(
    ("question", "day", "url"),
    [
        ("talks with NATO and Russian officials over missile defence", "2007-04-19", "6570533.stm"),
        ("Russia warns the United States to halt its missile defense", "2007-06-09", "6737207.stm"),
    ],
)
def test_an_event_page_is_cited_to_its_day_and_source(
    seeds: Service, question: str, day: str, url: str
) -> None:
    first = cited(seeds, question)[0]
    assert first.event_date is not None and first.event_date.start.isoformat() == day
    assert first.source.name == "BBC" and (first.source.url or "").endswith(url)
    assert (first.url or "").startswith(first.source.url or "-")


def test_a_related_event_has_its_own_day_and_link(seeds: Service) -> None:
    found = cited(seeds, "Senate passed a bill ramping-up sanctions against Russia and Iran")[0]
    assert found.event_date is not None and found.event_date.start.isoformat() == "2017-06-16"
    assert (found.source.url or "").startswith("/news/2017/06/16/")


def test_every_page_of_the_event_archive_is_read_whole(tmp_path: Path) -> None:
    report = build(tmp_path / "index", BuildRequest(sources=(DATA / "event-pages",)), Silent())
    assert (report.n_documents, report.skipped) == (28, [])
