"""Stories made of ranked passages: every source of every member is named."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import Document, DocumentId, Passage, Source, make_document, passage_id
from corpus.filters import PassageSet
from corpus.store import DocumentFacts
from corpus.story_groups import StoryGroups
from qa.stories import Story, reports, tell_apart, told_in

NAMES = ["The Meridian Wire", "Harbour Dispatch", "Echo"]


@st.composite
def archives(draw: st.DrawFn) -> tuple[list[Passage], dict[DocumentId, DocumentFacts], StoryGroups]:
    """Passages of few documents, with sources of their own or their document's, in random groups."""
    n_passages = draw(st.integers(1, 12))
    documents = [a_document(number) for number in range(draw(st.integers(1, 5)))]
    passages = [
        a_passage(draw(st.sampled_from(documents)), row, draw(st.lists(st.sampled_from(NAMES), min_size=1)))
        for row in range(n_passages)
    ]
    tops = draw(st.lists(st.integers(0, n_passages - 1), min_size=1, unique=True))
    chosen = draw(st.lists(st.sampled_from(tops), min_size=n_passages, max_size=n_passages))
    representatives = [row if row in tops else top for row, top in enumerate(chosen)]
    facts = {document.document_id: facts_of(document) for document in documents}
    return passages, facts, StoryGroups(np.array(representatives, dtype=np.int32))


def a_document(number: int) -> Document:
    return make_document(
        locator=f"{number}.md",
        title="",
        text="x" * 100,
        published=None,
        sources=[Source(name=NAMES[number % 3])],
        blocks=(),
    )


def facts_of(document: Document) -> DocumentFacts:
    return DocumentFacts(
        document_id=document.document_id,
        external_id=None,
        title="",
        published=None,
        sources=document.sources,
        speaker=None,
        locator=document.locator,
    )


def a_passage(document: Document, row: int, names: Sequence[str]) -> Passage:
    return Passage(
        passage_id=passage_id(document.document_id, row, row + 1),
        document_id=document.document_id,
        start=row,
        end=row + 1,
        text="x",
        context="",
        sentences=(),
        sources=tuple(Source(name=name) for name in dict.fromkeys(names)),
        speaker=None,
        n_tokens=1,
    )


@given(archives(), st.data())
def test_no_source_and_no_document_is_lost_whatever_is_ranked_and_filtered(
    archive: tuple[list[Passage], dict[DocumentId, DocumentFacts], StoryGroups], data: st.DataObject
) -> None:
    passages, facts, groups = archive
    rows = list(range(len(passages)))
    qualifying = data.draw(st.none() | st.lists(st.sampled_from(rows), min_size=1, unique=True))
    ranked = data.draw(st.permutations(rows if qualifying is None else qualifying))
    among = None if qualifying is None else PassageSet(rows=np.array(sorted(qualifying), dtype=np.int64))
    stories = tell_apart(
        np.array(ranked, dtype=np.int64),
        [1.0] * len(ranked),
        groups=groups,
        among=among,
        read=lambda some: [passages[row] for row in some],
    )
    assert {p.passage_id for p in told_by(stories)} == {
        passages[member].passage_id for row in ranked for member in groups.members(groups.representative(row))
    }
    for story in stories:
        named = reports(story, facts)
        assert {story.passage.document_id, *(report.document_id for report in named)} == {
            passage.document_id for passage in story.passages
        }
        sources = {*story.passage.sources, *(source for report in named for source in report.sources)}
        assert sources == {source for passage in story.passages for source in passage.sources}
        assert len({report.document_id for report in named}) == len(named)


@given(archives())
def test_what_is_shown_and_ranked_meets_the_filters(
    archive: tuple[list[Passage], dict[DocumentId, DocumentFacts], StoryGroups],
) -> None:
    passages, _, groups = archive
    rows = np.arange(0, len(passages), 2)
    allowed = {passages[row].passage_id for row in rows}
    stories = tell_apart(
        rows,
        [1.0] * len(rows),
        groups=groups,
        among=PassageSet(rows=rows),
        read=lambda some: [passages[row] for row in some],
    )
    assert all(passage.passage_id in allowed for passage in told_in(stories))


def told_by(stories: Sequence[Story]) -> list[Passage]:
    return [passage for story in stories for passage in story.passages]
