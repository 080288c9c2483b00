"""From a question to an answer, on the sample archive's real index."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.documents import Passage
from corpus.errors import DocumentNotFound, PassageNotFound
from corpus.filters import NO_FILTERS, Filters, name_key
from embeddings.build import BuildRequest, build
from qa.abstention import left_out
from qa.answer import Citation
from qa.citing import cite
from qa.opening import open_service
from qa.service import Question, Service
from qa.stories import Story, first_of_each, tell_apart, within
from tests.conftest import Silent

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=("Cs",)), min_size=1, max_size=200)
SOURCES = ["Harbour Dispatch", "the meridian wire", "Nobody's Paper"]


def every_passage(service: Service) -> list[Passage]:
    store = service.retriever.store
    return store.passages(range(store.n_passages))


def stories_of(service: Service, passages: list[Passage]) -> list[Story]:
    store, groups = service.retriever.store, service.retriever.stories
    rows = np.array([store.passage(passage.passage_id)[0] for passage in passages])
    return tell_apart(rows, [1.0] * len(rows), groups=groups, among=None, read=store.passages)


def meets(passage: Passage, filters: Filters) -> bool:
    """The filters by their definition, one passage at a time."""
    start, end = filters.from_date or date.min, filters.to_date or date.max
    dates = [sentence.event_date for sentence in passage.sentences if sentence.event_date]
    in_window = any(span.start <= end and span.end >= start for span in dates)
    wanted = filters.source is None or name_key(filters.source) in {name_key(s.name) for s in passage.sources}
    return wanted and (in_window or (filters.from_date is None and filters.to_date is None))


def test_an_answer_is_made_of_marked_sentences_of_its_citations(service: Service) -> None:
    answer = service.ask(Question(text="How many people died in the collision above Lake Constance?"))
    assert not answer.abstained
    for citation in answer.citations:
        marker = f" [{citation.number}]"
        assert marker not in answer.text or citation.quote.exact + marker in answer.text
    assert "[1]" in answer.text


def test_citations_are_numbered_from_one_best_first(service: Service) -> None:
    answer = service.ask(Question(text="Kosovo", k=7))
    assert [citation.number for citation in answer.citations] == list(range(1, 8))
    scores = [citation.score for citation in answer.citations]
    assert scores == sorted(scores, reverse=True)


def test_every_citation_is_a_slice_of_its_document(service: Service) -> None:
    for citation in service.ask(Question(text="Mars rover landing", k=20)).citations:
        document, passages = service.document(citation.document_id)
        assert citation.text == document.text[citation.start : citation.end]
        assert citation.passage_id in {passage.passage_id for passage in passages}
        passage, same = service.passage(citation.passage_id)
        assert (passage.text, same.document_id) == (citation.text, document.document_id)


@given(
    st.none() | st.dates(date(2000, 1, 1), date(2021, 1, 1)),
    st.none() | st.dates(date(2000, 1, 1), date(2021, 1, 1)),
    st.none() | st.sampled_from(SOURCES),
    st.integers(1, 60),
)
@settings(max_examples=25)
def test_filters_hold_before_ranking_so_k_passages_come_where_k_qualify(
    service: Service, start: date | None, end: date | None, source: str | None, k: int
) -> None:
    if start and end and end < start:
        start, end = end, start
    filters = Filters(from_date=start, to_date=end, source=source)
    passages = [p for p in every_passage(service) if meets(p, filters)]
    qualifying = {p.passage_id for p in passages}
    n_stories = len(stories_of(service, passages))
    answer = service.ask(Question(text="what happened", filters=filters, k=k))
    found = [citation.passage_id for citation in answer.citations]
    assert len(found) == min(k, n_stories)
    assert set(found) <= qualifying
    assert answer.abstained == (not qualifying)


def test_where_nothing_passes_the_filters_the_answer_abstains_and_says_so(service: Service) -> None:
    answer = service.ask(
        Question(text="Kosovo", filters=Filters(from_date=date(1950, 1, 1), to_date=date(1950, 1, 2)))
    )
    assert answer.abstained and not answer.citations and answer.text == ""
    assert answer.reason is not None and "filters" in answer.reason


def test_how_the_question_was_read_is_reported(service: Service) -> None:
    filters = Filters(from_date=date(2007, 4, 1), source="Harbour Dispatch")
    read = service.ask(Question(text="Kosovo", filters=filters)).interpreted
    assert (read.from_date, read.to_date, read.source) == (date(2007, 4, 1), None, "Harbour Dispatch")


def test_a_window_in_the_question_filters_by_event_date_before_ranking(service: Service) -> None:
    answer = service.ask(Question(text="What happened in Kosovo in the second half of 2008?", k=20))
    window = Filters(from_date=date(2008, 7, 1), to_date=date(2008, 12, 31))
    read = answer.interpreted
    assert (read.from_date, read.to_date, read.kind) == (window.from_date, window.to_date, "general")
    found = [service.passage(citation.passage_id)[0] for citation in answer.citations]
    qualifying = [passage for passage in every_passage(service) if meets(passage, window)]
    assert len(found) == min(20, len(stories_of(service, qualifying)))
    assert all(meets(passage, window) for passage in found)
    undated = [
        one
        for one in every_passage(service)
        if not any(sentence.event_date for sentence in one.sentences) and "Kosovo" in one.context + one.text
    ]
    assert answer.reason == left_out(len(undated))


def test_a_date_in_a_pasted_paragraph_filters_nothing(service: Service) -> None:
    paragraph = "orchard harvest apples pears plums cherries quinces ladders baskets wagons barns cellars"
    pasted = f"{paragraph} ferries harbours lighthouses lanterns of May 2007"
    assert service.ask(Question(text=pasted)).interpreted.from_date is None
    assert service.ask(Question(text="apples in May 2007")).interpreted.from_date == date(2007, 5, 1)


def test_a_window_that_leaves_nothing_is_said_and_the_nearest_on_either_side_are_shown(
    service: Service,
) -> None:
    answer = service.ask(Question(text="What happened in Kosovo on 3 March 2010?"))
    assert answer.abstained and answer.text == ""
    assert answer.reason is not None and "2010-03-03" in answer.reason
    assert answer.citations and all(citation.near_miss for citation in answer.citations)
    days = [c.event_date.start for c in answer.citations[:2] if c.event_date]
    assert days[0] < date(2010, 3, 3) < days[1]


def test_a_window_given_outranks_the_one_in_the_question(service: Service) -> None:
    given = Filters(from_date=date(2008, 1, 1), to_date=date(2008, 3, 31))
    answer = service.ask(Question(text="What happened in Kosovo in 1999?", filters=given))
    assert (answer.interpreted.from_date, answer.interpreted.to_date) == (given.from_date, given.to_date)
    assert not answer.abstained


def test_yesterday_counts_from_the_day_of_asking(service: Service) -> None:
    read = service.ask(Question(text="What happened yesterday?", now=date(2008, 2, 18))).interpreted
    assert read.from_date == read.to_date == date(2008, 2, 17)


def test_the_publisher_that_a_question_names_comes_first(service: Service) -> None:
    answer = service.ask(
        Question(text="What did Harbour Dispatch print about the ruling of the world court?")
    )
    assert answer.interpreted.source == "harbour dispatch"
    assert answer.citations[0].source.name == "Harbour Dispatch"


@given(st.integers(1, 400))
@settings(max_examples=20)
def test_max_tokens_bounds_the_passages_together(service: Service, max_tokens: int) -> None:
    answer = service.ask(Question(text="Kosovo", k=10, max_tokens=max_tokens))
    assert answer.passage_tokens <= max_tokens
    assert answer.citations or answer.reason


def test_a_passage_that_does_not_fit_makes_room_for_a_shorter_one(service: Service) -> None:
    ordered = sorted(every_passage(service), key=lambda passage: -passage.n_tokens)
    long, short = stories_of(service, [ordered[0], ordered[-1]])
    assert within([long, short], short.passage.n_tokens) == [short]


def test_the_same_words_on_several_pages_are_one_result_that_names_them_all(service: Service) -> None:
    passages = every_passage(service)
    repeated = next(story for story in stories_of(service, passages) if len(story.repeats) > 1)
    answer = service.ask(Question(text=repeated.passage.text, k=10))
    shown = {passage.passage_id for passage in repeated.passages}
    (first,) = [citation for citation in answer.citations if citation.passage_id in shown]
    assert first.passage_id == repeated.passage.passage_id
    others = {passage.document_id for passage in repeated.repeats} - {first.document_id}
    assert others <= {report.document_id for report in first.also_reported_by}
    named = {*first.sources, *(source for report in first.also_reported_by for source in report.sources)}
    assert named == {source for passage in repeated.passages for source in passage.sources}


STORM = "A storm closes the port of Norport and drives the ferry Ada Birch ashore, says the harbour master."
TELLINGS = [
    {"_id": "a", "text": STORM, "date": "2007-06-14", "source": "The Meridian Wire"},
    {
        "_id": "b",
        "text": "Norport floods. " + STORM,
        "date": "2007-06-15",
        "source": ["Harbour Dispatch", "Echo"],
    },
    {"_id": "c", "text": STORM[:63], "date": "2007-06-15", "source": "Nobody's Paper"},
    {"_id": "d", "text": "The ferries of Sudland sail again.", "date": "2007-06-15", "source": "Echo"},
]


@pytest.fixture(scope="module")
def storm(tmp_path_factory: pytest.TempPathFactory) -> Service:
    """An archive in which three papers tell one story."""
    folder = tmp_path_factory.mktemp("storm")
    source = folder / "papers.jsonl"
    source.write_text("\n".join(json.dumps(row) for row in TELLINGS))
    build(folder / "index", BuildRequest(sources=(source,)), Silent())
    return open_service(folder / "index")


def told_by(citation: Citation) -> set[str]:
    """Every source that a citation names."""
    reported = (source for report in citation.also_reported_by for source in report.sources)
    return {source.name for source in (*citation.sources, *reported)}


def test_one_story_of_three_papers_is_one_result_that_loses_no_source(storm: Service) -> None:
    first, *others = storm.ask(Question(text="storm in Norport")).citations
    assert first.external_id == "b"
    assert [citation.external_id for citation in others] == ["d"]
    assert told_by(first) == {"The Meridian Wire", "Harbour Dispatch", "Echo", "Nobody's Paper"}
    ids = storm.external_ids([storm.document(r.document_id)[1][0] for r in first.also_reported_by])
    assert sorted(map(str, ids)) == ["a", "c"]
    assert {str(r.published.start) for r in first.also_reported_by if r.published} == {
        "2007-06-14",
        "2007-06-15",
    }


@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        (Filters(source="The Meridian Wire"), "a"),
        (Filters(source="nobody's paper"), "c"),
        (Filters(to_date=date(2007, 6, 14)), "a"),
        (Filters(source="Harbour Dispatch"), "b"),
    ],
)
def test_a_filter_that_leaves_out_the_representative_shows_another_and_names_all(
    storm: Service, filters: Filters, shown: str
) -> None:
    (citation,) = storm.ask(Question(text="storm in Norport", filters=filters)).citations
    assert citation.external_id == shown
    assert told_by(citation) == {"The Meridian Wire", "Harbour Dispatch", "Echo", "Nobody's Paper"}


def test_the_members_of_a_story_follow_their_representative_where_filters_let_them(storm: Service) -> None:
    def ranked(filters: Filters = NO_FILTERS) -> list[str | None]:
        question = Question(text="harbour master storm", filters=filters)
        return storm.external_ids(storm.examine(question, n_documents=10).ranking)

    assert ranked()[0] == "b" and sorted(map(str, ranked()[:3])) == ["a", "b", "c"]
    assert ranked(Filters(to_date=date(2007, 6, 14))) == ["a"]


def test_pages_of_a_search_follow_one_another_without_gap_or_repeat(service: Service) -> None:
    whole = service.search(Question(text="election", k=30), offset=0)
    pages = [service.search(Question(text="election", k=10), offset=offset) for offset in (0, 10, 20)]
    assert [c.passage_id for page in pages for c in page.citations] == [c.passage_id for c in whole.citations]
    assert [c.number for c in pages[2].citations] == list(range(21, 31))
    last = service.search(
        Question(text="election", k=10), offset=len(stories_of(service, every_passage(service))) - 5
    )
    assert len(last.citations) == 5 and not last.has_more


def test_the_ranking_behind_an_answer_holds_each_document_once(service: Service) -> None:
    examination = service.examine(Question(text="NATO and Russia"), n_documents=50)
    documents = [passage.document_id for passage in examination.ranking]
    assert len(documents) == len(set(documents)) == 50
    assert examination.ranking[0].passage_id == examination.answer.citations[0].passage_id
    assert -1 <= examination.confidence <= 1


def test_the_first_passage_of_each_document_is_kept_in_order(service: Service) -> None:
    passages = every_passage(service)[:40]
    first = first_of_each(passages)
    assert [p.document_id for p in first] == list(dict.fromkeys(p.document_id for p in passages))


@given(ANY_TEXT)
@settings(max_examples=40)
def test_any_text_is_answered_and_twice_the_same(service: Service, text: str) -> None:
    first, second = (service.ask(Question(text=text)) for _ in range(2))
    assert first.citations == second.citations and first.text == second.text


@pytest.mark.parametrize(
    "text", ["<|endoftext|>", "a\x00b", "שלום עולם", "🚀" * 50, "the of and", "(((", "x" * 50_000]
)
def test_awkward_questions_are_answered(service: Service, text: str) -> None:
    assert service.ask(Question(text=text)).index_version == service.index_version


def test_an_unknown_id_is_named_in_the_error(service: Service) -> None:
    with pytest.raises(DocumentNotFound, match="nowhere"):
        service.document("nowhere")
    with pytest.raises(PassageNotFound, match="nowhere"):
        service.passage("nowhere")


def test_a_number_in_brackets_that_a_document_holds_is_no_marker(tmp_path: Path) -> None:
    source = tmp_path / "notes.jsonl"
    source.write_text(
        '{"_id": "1", "text": "The pact was signed in Oslo.[2] It holds.", "date": "2004-05-01"}\n'
    )
    build(tmp_path / "index", BuildRequest(sources=(source,)), Silent())
    answer = open_service(tmp_path / "index").ask(Question(text="where was the pact signed"))
    assert re.findall(r"\[(\d+)\]", answer.text) == ["1"]
    assert "[2]" in answer.citations[0].text


def test_the_ranking_behind_an_answer_begins_with_what_is_shown(service: Service) -> None:
    for text in ("Kosovo", "Mars", "the financial crisis", "NATO and Russia", "who won the election"):
        examination = service.examine(Question(text=text, k=10), n_documents=100)
        shown = list(dict.fromkeys(citation.document_id for citation in examination.answer.citations))
        ranked = [passage.document_id for passage in examination.ranking]
        assert ranked[0] == shown[0]
        # A document that repeats an earlier story comes forward to it; the others keep their order.
        kept = [document_id for document_id in ranked if document_id in shown]
        moved = [d for d in shown if kept.index(d) < shown.index(d)]
        assert [d for d in kept if d not in moved] == [d for d in shown if d not in moved]


def test_a_search_ranks_as_an_answer_does(service: Service) -> None:
    for text in ("Kosovo", "bank collapse", "earthquake"):
        asked = service.ask(Question(text=text, k=5))
        page = service.search(Question(text=text, k=5), offset=0)
        assert [c.passage_id for c in page.citations] == [c.passage_id for c in asked.citations]


def test_an_event_that_a_page_lists_is_not_cited_under_the_pages_title(service: Service) -> None:
    store = service.retriever.store
    listed = next(p for p in every_passage(service) if p.sources != store.document(p.document_id).sources)
    citation = cite(listed, store.document(listed.document_id), listed.sentences[0], number=1, score=1.0)
    assert citation.title == listed.text
