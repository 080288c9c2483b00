"""Every filter against its definition, one passage at a time: the same passages, and as many as there are."""

from __future__ import annotations

import os
from datetime import date
from functools import cache

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.documents import Passage
from corpus.filters import Filters, name_key
from qa.service import Question, Service
from tests.qa.test_service import every_passage, stories_of

TIMES = 10 if os.environ.get("TEST_FULL") else 1
DAYS = st.dates(date(2001, 1, 1), date(2021, 1, 1))
SOURCES = ["Harbour Dispatch", "the meridian wire", "ALPINE LEDGER", "Orbit  Lookout", "Nobody's Paper"]
SPEAKERS = ["Vladimir Putin", "George W. Bush", "Tedros Adhanom Ghebreyesus", "Naoto Kan", "Nobody Atall"]
ASKED = [
    "what happened",
    "When did Kosovo break away from Serbia?",
    "How many people died in the earthquake?",
    "Who won the Games?",
    "Where was the treaty signed?",
    "Trace the relations of NATO with Russia",
    "latest news on Mars",
    "quite another matter, of which nothing is told",
]


@st.composite
def filters(draw: st.DrawFn) -> Filters:
    """Any mixture of a window, closed or open on a side, a publisher and a speaker."""
    start, end = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if start and end and end < start:
        start, end = end, start
    return Filters(
        from_date=start,
        to_date=end,
        source=draw(st.none() | st.sampled_from(SOURCES)),
        speaker=draw(st.none() | st.sampled_from(SPEAKERS)),
    )


@pytest.fixture(scope="module")
def passages(service: Service) -> list[Passage]:
    return every_passage(service)


@pytest.fixture(scope="module")
def speaking(service: Service, passages: list[Passage]) -> dict[str, set[str]]:
    """The passages with words of each of the speakers, by its statements alone."""
    store = service.retriever.store

    @cache
    def names(who: str) -> frozenset[str]:
        found = store.statements.finder.find(who)
        return frozenset(name for person in (found.persons if found else ()) for name in person.names)

    said = {one.passage_id: store.statements.of_passage(one) for one in passages}
    return {
        who: {key for key, told in said.items() if any(s.speaker in names(who) for s in told)}
        for who in SPEAKERS
    }


def meets(passage: Passage, wanted: Filters, speaking: dict[str, set[str]]) -> bool:
    start, end = wanted.from_date or date.min, wanted.to_date or date.max
    dates = [sentence.event_date for sentence in passage.sentences if sentence.event_date]
    is_open = wanted.from_date is None and wanted.to_date is None
    return (
        (is_open or any(span.start <= end and span.end >= start for span in dates))
        and (wanted.source is None or name_key(wanted.source) in {name_key(s.name) for s in passage.sources})
        and (wanted.speaker is None or passage.passage_id in speaking[wanted.speaker])
    )


@given(filters())
@settings(max_examples=100 * TIMES, suppress_health_check=[HealthCheck.too_slow])
def test_the_store_finds_the_passages_that_meet_all_filters(
    service: Service, passages: list[Passage], speaking: dict[str, set[str]], wanted: Filters
) -> None:
    found = service.retriever.store.matching(wanted)
    rows = range(len(passages)) if found is None else found.rows.tolist()
    qualifying = [row for row, passage in enumerate(passages) if meets(passage, wanted, speaking)]
    assert list(rows) == qualifying


@given(filters(), st.sampled_from(ASKED), st.integers(1, 100))
@settings(max_examples=60 * TIMES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_asked_k_passages_come_where_k_qualify_and_no_others(  # noqa: PLR0917 - fixtures
    service: Service,
    passages: list[Passage],
    speaking: dict[str, set[str]],
    wanted: Filters,
    text: str,
    k: int,
) -> None:
    qualifying = [passage for passage in passages if meets(passage, wanted, speaking)]
    answer = service.ask(Question(text=text, filters=wanted, k=k))
    found = [citation.passage_id for citation in answer.citations]
    assert set(found) <= {passage.passage_id for passage in qualifying}
    assert len(found) == len(set(found)) == min(k, len(stories_of(service, qualifying)) if qualifying else 0)


@given(filters(), st.integers(1, 40))
@settings(max_examples=20 * TIMES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_smaller_k_gives_the_first_of_a_greater(service: Service, wanted: Filters, k: int) -> None:
    few = service.ask(Question(text="Kosovo", filters=wanted, k=k)).citations
    many = service.ask(Question(text="Kosovo", filters=wanted, k=100)).citations
    assert [one.passage_id for one in few] == [one.passage_id for one in many][:k]


@given(filters(), st.integers(1, 50))
@settings(max_examples=20 * TIMES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_vectors_and_words_give_every_passage_that_qualifies_and_no_other(
    service: Service, wanted: Filters, k: int
) -> None:
    retriever = service.retriever
    among = retriever.passages_meeting(wanted)
    rows = np.arange(retriever.store.n_passages) if among is None else among.rows
    vector = retriever.query_vector("Kosovo")
    near = retriever.vectors.search(vector, k=k, among=among)
    assert len(near) == min(k, len(rows)) and set(near.rows.tolist()) <= set(rows.tolist())
    reference = retriever.vectors.scores(vector, rows) if len(rows) else np.zeros(0)
    assert np.allclose(np.sort(reference)[::-1][: len(near)], near.scores, atol=1e-5)
