"""The sentences of stories that are shown, and the citations made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from corpus.documents import Passage
from qa.answer import Citation
from qa.attribution import own_sentences, speaker_of
from qa.citing import cite
from qa.extraction import Extract, extract
from qa.retrieval import Retriever
from qa.search_plan import SearchPlan
from qa.stopwatch import Stopwatch
from qa.stories import Story, reports
from qa.values import value_sought


def cite_stories(
    retriever: Retriever,
    plan: SearchPlan,
    stories: Sequence[Story],
    answers: Sequence[bool],
    *,
    first: int,
    watch: Stopwatch,
) -> tuple[Extract, tuple[Citation, ...]]:
    """Choose the passages' sentences and cite them, numbered from `first` on, near misses marked."""
    store, speakers = retriever.store, plan.saying.speakers if plan.saying else None
    with watch.stage("extract"):
        said = [store.statements.of_passage(story.passage) for story in stories]
        passages = [_within_window(story.passage, plan) for story in stories]
        scores = [story.score for story in stories]
        if plan.saying:
            passages = [own_sentences(p, s, speakers) for p, s in zip(passages, said, strict=True)]
        sought = value_sought(plan.kind, plan.reading.topic)
        chosen = extract(
            plan.words,
            passages,
            scores,
            sought.fit,
            sought.are_of_same(passages),
            is_plain_alone=sought.takes_plain_alone,
        )
    with watch.stage("cite"):
        told_in = dict.fromkeys(passage.document_id for story in stories for passage in story.passages)
        facts = store.document_facts(list(told_in))
        citations = tuple(
            cite(
                story.passage,
                store.document(story.passage.document_id),
                highlight,
                number=number,
                score=story.score,
                near_miss=not is_answer,
                speaker=speaker_of(highlight, statements, store.statements.finder, speakers),
                also_reported_by=reports(story, facts),
                value=sought.find(story.passage.text, highlight, start=story.passage.start),
            )
            for number, (story, statements, highlight, is_answer) in enumerate(
                zip(stories, said, chosen.highlights, answers, strict=True), start=first
            )
        )
    return chosen, citations


def answering(chosen: Extract, citations: Sequence[Citation]) -> list[int]:
    """The positions chosen for the answer, near misses left out."""
    return [position for position in chosen.answer if not citations[position].near_miss]


def _within_window(passage: Passage, plan: SearchPlan) -> Passage:
    """A passage with those of its sentences alone whose dates meet the window, if any do."""
    first, last = plan.filters.from_date or date.min, plan.filters.to_date or date.max
    dated = [(sentence, sentence.event_date) for sentence in passage.sentences]
    met = tuple(sentence for sentence, span in dated if span and span.start <= last and span.end >= first)
    return replace(passage, sentences=met) if met and plan.has_window else passage
