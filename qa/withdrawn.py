"""Reports that their publishers withdrew: where they alone told of what is asked, that is the answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from corpus.documents import Document, Passage
from corpus.filters import NO_FILTERS, Filters, PassageSet, Rows
from corpus.publishers import source_key, source_keys
from embeddings.vector_index import Vector
from qa.answer_text import written_date
from qa.retrieval import Retriever
from qa.search_plan import SearchPlan

LOOKED_AT = 5  # withdrawn passages, the nearest in meaning, and of those that stand as many by words too
MOSTLY = 0.5  # of a question's words, rare ones counting more: fewer tell of something else


def withdrawn_rows(retriever: Retriever) -> Rows:
    """The passages of retracted documents, ascending."""
    standing = retriever.store.matching(NO_FILTERS)
    every = np.arange(retriever.store.n_passages, dtype=np.int64)
    return every[:0] if standing is None else np.setdiff1d(every, standing.rows, assume_unique=True)


def why_withdrawn(
    retriever: Retriever, rows: Rows, plan: SearchPlan, vector: Vector, *, left_out: Rows
) -> str | None:
    """The reason where a withdrawn passage is nearer to a question, and has more of it, than any that stands.

    Those that stand are looked for in the whole archive: what the filters leave out tells of it too.

    Args:
        retriever: the archive.
        rows: its withdrawn passages.
        plan: the question's words, and what the withdrawn passage must meet.
        vector: the question's.
        left_out: passages taken for absent.
    """
    if not len(rows):
        return None
    near = retriever.vectors.search(vector, k=LOOKED_AT, among=PassageSet(rows=rows)).rows
    passages = retriever.store.passages(near.tolist())
    within = [
        (row, one) for row, one in zip(near.tolist(), passages, strict=True) if _meets(one, plan.filters)
    ]
    if not within:
        return None
    covered = _coverage(retriever, plan.words, [row for row, _ in within])
    row, passage = within[int(np.argmax(covered))]
    if float(covered.max()) <= MOSTLY:
        return None
    standing = _all_but(retriever.store.n_passages, rows, left_out)
    if _is_told(retriever, plan.words, vector, row, standing):
        return None
    return _told_by(retriever.store.document(passage.document_id))


def _all_but(n_passages: int, *absent: Rows) -> PassageSet:
    is_there = np.ones(n_passages, dtype=np.bool_)
    is_there[np.concatenate(absent)] = False
    return PassageSet(rows=np.flatnonzero(is_there))


def _is_told(retriever: Retriever, words: str, vector: Vector, row: int, standing: PassageSet) -> bool:
    """Whether a passage that stands tells a withdrawn one's story, is as near or has as much of the question.

    The nearest by vector and by words are compared.
    """
    if not len(standing):
        return False
    stories = retriever.stories
    if np.isin(stories.members(stories.representative(row)), standing.rows).any():
        return True
    near = retriever.vectors.search(vector, k=LOOKED_AT, among=standing).rows
    worded = retriever.fulltext.search(words, k=LOOKED_AT, among=standing).rows
    rivals = np.union1d(near, worded)
    nearness = retriever.vectors.scores(vector, np.array([row, *rivals], dtype=np.int64))
    covered = _coverage(retriever, words, [row, *rivals])
    return bool(nearness[1:].max() >= nearness[0] or covered[1:].max() >= covered[0])


def _coverage(retriever: Retriever, words: str, rows: Sequence[int]) -> np.ndarray:
    """The share of the words that each row has, in the order given."""
    ascending, places = np.unique(np.array(rows, dtype=np.int64), return_inverse=True)
    return np.asarray(retriever.fulltext.coverage(words, ascending))[places]


def _meets(passage: Passage, filters: Filters) -> bool:
    """Whether a passage is of the days asked for and of the publisher, were it not withdrawn.

    Of words asked for by their speaker it tells nothing.
    """
    first, last = filters.from_date or date.min, filters.to_date or date.max
    spans = [one.event_date for one in passage.sentences if one.event_date]
    is_dated = any(span.start <= last and span.end >= first for span in spans)
    has_window = filters.from_date is not None or filters.to_date is not None
    publishers = {key for source in passage.sources for key in source_keys(source.name)}
    is_of_source = filters.source is None or source_key(filters.source) in publishers
    return (is_dated or not has_window) and is_of_source and filters.speaker is None


def _told_by(document: Document) -> str:
    named = f"“{document.title}” " if document.title else ""
    dated = f", {written_date(document.published)}" if document.published else ""
    notice = f" (“{document.notice}”)" if document.notice else ""
    source = document.sources[0].name
    return f"the report {named}of {source}{dated}, which alone told of this, was withdrawn{notice}"
