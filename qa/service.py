"""The one place that shows the order of steps from a question to an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.chunker import indexed_text
from corpus.documents import Document, DocumentId, Passage, PassageId
from corpus.filters import NO_FILTERS, Filters
from corpus.store import DocumentFacts
from embeddings.vector_index import Vector
from qa.abstention import left_out, nothing_dated
from qa.answer import Answer, Citation, Interpretation
from qa.citing import cite
from qa.extraction import Extract, extract
from qa.ranking import rank
from qa.retrieval import Candidates, Retriever
from qa.search_plan import Planner, SearchPlan, nearest_days
from qa.stopwatch import Stopwatch
from qa.stories import Story, first_of_each, nearest_first, reports, tell_apart, told_in, within

DEFAULT_K = 5
MAX_K = 100
# Candidates by vector and by words each. 400 move nDCG@10 on cranfield by 0.002 and on med by 0.000;
# benchmarks/fusion_weight.py --depth
DEPTH = 200

# Pages of search results are cut from one ranking, that of `ask` and then what lies deeper, so that
# none repeats another; they end where this depth does.
SEARCH_DEPTH = 1000
DEEPER = 4  # times the depth, where too few stories were found: few rounds, little read in vain
READ_AHEAD = 100  # ranked passages read at least, so that repeats of the shown words are among them

NEAR_MISSES = 20  # best-ranked stories, of which the nearest days to an empty window are shown first

NOTHING_PASSES = "nothing in this archive meets the filters"
NOTHING_FITS = "no passage fits into max_tokens {max_tokens}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One message of the conversation so far; role is "user" or "assistant"."""

    role: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: the words, the talk before it, and what the passages must meet.

    `k` citations are wanted, 1 to MAX_K; `max_tokens` bounds their texts together, in tiktoken
    tokens; `now` is the day from which "yesterday" counts, today where it is None.
    """

    text: str
    history: tuple[Turn, ...] = ()
    filters: Filters = NO_FILTERS
    k: int = DEFAULT_K
    max_tokens: int | None = None
    now: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """Some ranked passages from `offset` on; `has_more` tells whether a next page exists."""

    citations: tuple[Citation, ...]
    interpreted: Interpretation
    has_more: bool
    index_version: str
    timings_ms: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """An answer with what it rests on.

    `ranking` holds each document once, at its best passage, best first. `confidence` is the
    greatest cosine of a passage to the question, 0 where nothing was found.
    """

    answer: Answer
    ranking: tuple[Passage, ...]
    confidence: float


class Service:
    """An archive's version that answers; its calls block and may come from many threads."""

    def __init__(self, retriever: Retriever, *, index_version: str) -> None:
        self._retriever = retriever
        self._index_version = index_version
        self._planner = Planner(retriever)

    @property
    def retriever(self) -> Retriever:
        """The stores that it asks."""
        return self._retriever

    @property
    def index_version(self) -> str:
        """The name of the version that answers."""
        return self._index_version

    @property
    def model_name(self) -> str:
        """The embedding model that the version was built with."""
        return self._retriever.encoder.spec.model_name

    def ask(self, question: Question) -> Answer:
        """Answer a question from the archive, or abstain and say why."""
        return self.examine(question).answer

    def examine(self, question: Question, *, n_documents: int = 0) -> Examination:
        """Answer a question, and rank `n_documents` documents too, where so many qualify."""
        watch = Stopwatch()
        with watch.stage("total"):
            with watch.stage("read"):
                plan = self._plan(question)
            with watch.stage("encode"):
                vector = self._retriever.query_vector(plan.reading.topic)
            with watch.stage("retrieve"):
                found = self._find(plan, vector, n_wanted=question.k, depth=DEPTH)
            stories = within(found.stories[: question.k], question.max_tokens)
            chosen, citations = self._cite(plan, stories, found, first=1, watch=watch)
        answer = Answer(
            question=question.text,
            standalone_question=question.text,
            interpreted=plan.interpretation,
            text="" if plan.is_missed else " ".join(marked(citations[i]) for i in chosen.answer),
            abstained=plan.is_missed or not citations,
            reason=self._why_not(question, plan, found)
            if plan.is_missed or not citations
            else left_out(plan.n_undated),
            citations=citations,
            passage_tokens=sum(story.passage.n_tokens for story in stories),
            index_version=self._index_version,
            timings_ms=watch.timings_ms,
        )
        ranking = self._documents(plan, vector, found, n_documents)
        return Examination(answer=answer, ranking=ranking, confidence=found.confidence)

    def search(self, question: Question, *, offset: int) -> SearchPage:
        """Return `question.k` ranked passages from `offset` on, counted from 0."""
        watch = Stopwatch()
        with watch.stage("total"):
            with watch.stage("read"):
                plan = self._plan(question)
            with watch.stage("encode"):
                vector = self._retriever.query_vector(plan.reading.topic)
            with watch.stage("retrieve"):
                found = self._whole_ranking(plan, vector)
            end = offset + question.k
            stories = within(found.stories[offset:end], question.max_tokens)
            _, citations = self._cite(plan, stories, found, first=offset + 1, watch=watch)
        return SearchPage(
            citations=citations,
            interpreted=plan.interpretation,
            has_more=len(found.stories) > end,
            index_version=self._index_version,
            timings_ms=watch.timings_ms,
        )

    def document(self, document_id: str) -> tuple[Document, list[Passage]]:
        """Return a document and its passages in order.

        Raises:
            DocumentNotFound: nothing has this id.
        """
        document = self._retriever.store.document(DocumentId(document_id))
        return document, self._retriever.store.passages_of(document.document_id)

    def passage(self, passage_id: str) -> tuple[Passage, Document]:
        """Return a passage and the document it is a slice of.

        Raises:
            PassageNotFound: nothing has this id.
        """
        _, passage = self._retriever.store.passage(PassageId(passage_id))
        return passage, self._retriever.store.document(passage.document_id)

    def external_ids(self, passages: Sequence[Passage]) -> list[str | None]:
        """The external id of each passage's document, in the order given."""
        facts = self._retriever.store.document_facts([passage.document_id for passage in passages])
        return [facts[passage.document_id].external_id for passage in passages]

    def count_tokens(self, passages: Sequence[Passage]) -> list[int]:
        """How many tokens the encoder reads of each passage, its context included."""
        texts = [indexed_text(passage.context, passage.text) for passage in passages]
        return self._retriever.encoder.count_tokens(texts)

    def _plan(self, question: Question) -> SearchPlan:
        return self._planner.plan(question.text, given=question.filters, now=question.now)

    def _find(self, plan: SearchPlan, vector: Vector, *, n_wanted: int, depth: int) -> _Found:
        """Rank candidates, ever deeper, until `n_wanted` stories are found or all that qualify."""
        n_qualifying = self._n_qualifying(plan)
        while True:
            found = self._read(plan, self._candidates(plan, vector, depth=depth), n_wanted=n_wanted)
            if len(found.stories) >= n_wanted or depth >= n_qualifying:
                return self._with_near_misses(plan, found) if plan.is_missed else found
            depth *= DEEPER

    def _with_near_misses(self, plan: SearchPlan, found: _Found) -> _Found:
        """What was found outside the window, the nearest days on either side ahead."""
        window = plan.filters
        stories = nearest_first(found.stories, window.from_date, window.to_date, among=NEAR_MISSES)
        return replace(found, stories=stories)

    def _whole_ranking(self, plan: SearchPlan, vector: Vector) -> _Found:
        """The stories in the order that `ask` shows, then those that a search goes on to."""
        first, deeper = (
            self._read(plan, self._candidates(plan, vector, depth=depth), n_wanted=2 * depth)
            for depth in (DEPTH, SEARCH_DEPTH)
        )
        known = {p.passage_id for story in first.stories for p in (story.passage, *story.repeats)}
        further = [story for story in deeper.stories if story.passage.passage_id not in known]
        return _Found(
            stories=[*first.stories, *further],
            facts={**deeper.facts, **first.facts},
            confidence=first.confidence,
        )

    def _n_qualifying(self, plan: SearchPlan) -> int:
        return self._retriever.store.n_passages if plan.among is None else len(plan.among)

    def _candidates(self, plan: SearchPlan, vector: Vector, *, depth: int) -> Candidates:
        words = plan.reading.search_words
        return self._retriever.candidates(
            words, vector, depth=depth, among=plan.among, preferred=plan.preferred
        )

    def _read(self, plan: SearchPlan, candidates: Candidates, *, n_wanted: int) -> _Found:
        """Rank candidates and read them until they make `n_wanted` stories, or all."""
        store, n_read = self._retriever.store, max(READ_AHEAD, 2 * n_wanted)
        hits = rank(candidates, plan.shape, self._retriever)
        while True:
            passages = store.passages(hits.rows[:n_read].tolist())
            facts = store.document_facts([passage.document_id for passage in passages])
            stories = tell_apart(passages, hits.scores[:n_read].tolist(), facts)
            if len(stories) >= n_wanted or n_read >= len(hits):
                confidence = float(candidates.dense.max(initial=0.0))
                return _Found(stories=stories, facts=facts, confidence=confidence)
            n_read *= DEEPER

    def _cite(
        self,
        plan: SearchPlan,
        stories: Sequence[Story],
        found: _Found,
        *,
        first: int,
        watch: Stopwatch,
    ) -> tuple[Extract, tuple[Citation, ...]]:
        """Choose the passages' sentences and cite them, numbered from `first` on."""
        with watch.stage("extract"):
            passages, scores = [s.passage for s in stories], [s.score for s in stories]
            chosen = extract(plan.reading.search_words, passages, scores)
        with watch.stage("cite"):
            citations = tuple(
                cite(
                    story.passage,
                    self._retriever.store.document(story.passage.document_id),
                    highlight,
                    number=number,
                    score=story.score,
                    near_miss=plan.is_missed,
                    also_reported_by=reports(story, found.facts),
                )
                for number, (story, highlight) in enumerate(
                    zip(stories, chosen.highlights, strict=True), start=first
                )
            )
        return chosen, citations

    def _documents(
        self, plan: SearchPlan, vector: Vector, found: _Found, n_documents: int
    ) -> tuple[Passage, ...]:
        """The first `n_documents` documents at their best passages, those shown before any further.

        Documents that repeat a story follow the one that is shown for it.
        """
        ranking, depth = told_in(found.stories), DEPTH
        while len(ranking) < n_documents:
            deeper = self._read(plan, self._candidates(plan, vector, depth=depth), n_wanted=2 * depth)
            ranking = first_of_each([*told_in(found.stories), *told_in(deeper.stories)])
            if depth >= self._n_qualifying(plan):
                break
            depth *= DEEPER
        return ranking[:n_documents]

    def _why_not(self, question: Question, plan: SearchPlan, found: _Found) -> str:
        """The reason for an answer that is none."""
        if plan.is_missed:
            return nothing_dated(plan.filters, nearest_days(self._retriever.store, plan.filters))
        if found.stories and question.max_tokens is not None:
            return NOTHING_FITS.format(max_tokens=question.max_tokens)
        return NOTHING_PASSES


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """Ranked stories, what is known of their documents, and the best passage's cosine."""

    stories: list[Story]
    facts: dict[DocumentId, DocumentFacts]
    confidence: float


def marked(citation: Citation) -> str:
    """A citation's sentence and its marker.

    A number in brackets within the sentence would read as a marker: a word joiner, which is not
    seen, tells it apart. The citation itself has the words as they are.
    """
    words = re.sub(r"\[(?=\d+\])", "[\u2060", citation.quote.exact)
    return f"{words} [{citation.number}]"
