"""The one place that shows the order of steps from a question to an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import numpy as np

from corpus.chunker import indexed_text
from corpus.documents import Document, DocumentId, Passage, PassageId
from corpus.errors import DocumentNotFound, PassageNotFound
from corpus.filters import NO_FILTERS, Filters, Hits, PassageSet, Rows
from corpus.persons import Person
from corpus.store import DocumentFacts
from corpus.succession import successor
from embeddings.history import History
from embeddings.reranker import Reranker
from embeddings.vector_index import Vector
from qa.abstention import confidence, not_on_topic, nothing_dated, nothing_of_press, why_unanswered
from qa.answer import Answer, Citation, Interpretation
from qa.answer_text import compose
from qa.answering_stories import may_answer
from qa.attribution import own_sentences, speaker_of
from qa.citing import cite
from qa.diversity import is_broad, spread
from qa.evidence import Evidence, weigh
from qa.extraction import Extract, extract
from qa.freshness import asks_for_newest, newest_first
from qa.known_sources import why_no_source
from qa.question_kind import QuestionKind
from qa.quote_check import QuoteCheck, check_quote
from qa.ranking import rank
from qa.reranking import rerank
from qa.retrieval import Candidates, Retriever
from qa.said_ranking import rank_words, remarks, why_no_words
from qa.search_plan import Planner, SearchPlan, nearest_days
from qa.statement_search import (
    CitedStatement,
    StatementPage,
    StatementQuery,
    cited,
    list_speakers,
    list_statements,
)
from qa.stopwatch import Stopwatch
from qa.stories import Story, first_of_each, nearest_first, reports, tell_apart, told_in, within
from qa.values import value_sought
from qa.withdrawn import why_withdrawn, withdrawn_rows

DEFAULT_K = 5
NO_ROWS: Rows = np.zeros(0, dtype=np.int64)
MAX_K = 100
# Candidates by vector and by words each. 400 move nDCG@10 on cranfield by 0.002 and on med by 0.000;
# benchmarks/fusion_weight.py --depth
DEPTH = 200

# Pages of search results are cut from one ranking, that of `ask` and then what lies deeper, so that
# none repeats another; they end where this depth does.
SEARCH_DEPTH = 1000
DEEPER = 4  # times the depth, where too few stories were found: few rounds, little read in vain
READ_AHEAD = 20  # ranked passages read at least: several of them may tell one story

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

    `ranking` holds each document once, at its best passage, best first. `evidence` is what speaks
    for the answer, None where nothing was found in the window asked for.
    """

    answer: Answer
    ranking: tuple[Passage, ...]
    evidence: Evidence | None

    @property
    def confidence(self) -> float:
        """The log odds that the archive answers; the lowest where nothing was found."""
        if self.evidence is None:
            return float("-inf") if self.answer.abstained else float("inf")
        return confidence(self.evidence)


class Service:
    """An archive's version that answers; its calls block and may come from many threads."""

    def __init__(
        self,
        retriever: Retriever,
        *,
        index_version: str,
        history: History | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self._retriever = retriever
        self._reranker = reranker
        self._index_version = index_version
        self._history = history
        self._planner = Planner(retriever)
        self._withdrawn = withdrawn_rows(retriever)

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

    def examine(self, question: Question, *, n_documents: int = 0, left_out: Rows = NO_ROWS) -> Examination:
        """Answer a question, and rank `n_documents` documents too, where so many qualify.

        The passages of `left_out` are taken for absent, to measure what is said where no answer is.
        """
        watch = Stopwatch()
        with watch.stage("total"):
            with watch.stage("read"):
                plan = self._without(left_out, self._plan(question))
            with watch.stage("encode"):
                vector = self._retriever.query_vector(plan.query)
            with watch.stage("retrieve"):
                n_wanted = max(question.k, NEAR_MISSES) if plan.is_missed else question.k
                found = self._find(plan, vector, n_wanted=n_wanted, depth=DEPTH)
            stories = within(found.stories[: question.k], question.max_tokens)
            answers = may_answer(self._retriever, plan, stories)
            why_not = self._why_not(
                question, plan, vector, found, stories, any_answers=any(answers), left_out=left_out
            )
            if why_not:
                answers = [False] * len(stories)
            chosen, citations = self._cite(plan, stories, found, answers, first=1, watch=watch)
        answer = Answer(
            question=question.text,
            standalone_question=question.text,
            interpreted=plan.interpretation,
            text="" if why_not else compose(plan.kind, citations, _answering(chosen, citations)),
            abstained=why_not is not None,
            reason=why_not or remarks(plan),
            citations=citations,
            passage_tokens=sum(story.passage.n_tokens for story in stories),
            index_version=self._index_version,
            timings_ms=watch.timings_ms,
        )
        ranking = self._documents(plan, vector, found, n_documents)
        return Examination(answer=answer, ranking=ranking, evidence=found.evidence)

    def search(self, question: Question, *, offset: int) -> SearchPage:
        """Return `question.k` ranked passages from `offset` on, counted from 0."""
        watch = Stopwatch()
        with watch.stage("total"):
            with watch.stage("read"):
                plan = self._plan(question)
            with watch.stage("encode"):
                vector = self._retriever.query_vector(plan.query)
            with watch.stage("retrieve"):
                found = self._whole_ranking(plan, vector)
            end = offset + question.k
            stories = within(found.stories[offset:end], question.max_tokens)
            answers = may_answer(self._retriever, plan, stories)
            _, citations = self._cite(plan, stories, found, answers, first=offset + 1, watch=watch)
        return SearchPage(
            citations=citations,
            interpreted=plan.interpretation,
            has_more=len(found.stories) > end,
            index_version=self._index_version,
            timings_ms=watch.timings_ms,
        )

    def statements(self, query: StatementQuery, *, offset: int) -> StatementPage:
        """Return `query.k` statements from `offset` on, counted from 0.

        Raises:
            SpeakerUnknown: nobody of that name speaks in the archive.
        """
        return list_statements(self._retriever, query, offset=offset, index_version=self._index_version)

    def speakers(self, prefix: str, *, k: int) -> list[Person]:
        """Return the persons of whose names a word begins so, those with most statements first."""
        return list_speakers(self._retriever, prefix, k=k)

    def statements_of(self, document_id: str) -> list[CitedStatement]:
        """Return a document's statements in order of its text.

        Raises:
            DocumentNotFound: nothing has this id.
        """
        document = self._retriever.store.document(DocumentId(document_id))
        stored = self._retriever.store.statements.of_document(document.document_id)
        return [cited(one, document, self._retriever) for one in stored]

    def verify(self, quote: str) -> QuoteCheck:
        """Whether words that somebody quotes stand in the archive: verbatim, altered or not at all."""
        return check_quote(self._retriever, quote, index_version=self._index_version)

    def document(self, document_id: str) -> tuple[Document, list[Passage]]:
        """Return a document and its passages in order; a superseded one as it was.

        Raises:
            DocumentNotFound: nothing has this id.
        """
        store, wanted = self._retriever.store, DocumentId(document_id)
        try:
            return store.document(wanted), store.passages_of(wanted)
        except DocumentNotFound:
            if self._history is None:
                raise
        document, passages = self._history.document(wanted)
        if self.superseded_by(document) is None:
            raise DocumentNotFound(document_id)
        return document, passages

    def passage(self, passage_id: str) -> tuple[Passage, Document]:
        """Return a passage and the document it is a slice of.

        One of an earlier version is found as long as that is kept: its document is still there, cut
        in another way, or was superseded.

        Raises:
            PassageNotFound: nothing has this id, or its document left the archive.
        """
        store = self._retriever.store
        try:
            _, passage = store.passage(PassageId(passage_id))
            return passage, store.document(passage.document_id)
        except PassageNotFound:
            if self._history is None:
                raise
        passage, document = self._history.passage(PassageId(passage_id))
        if not self._has(document) and self.superseded_by(document) is None:
            raise PassageNotFound(passage_id)
        return passage, document

    def superseded_by(self, document: Document) -> DocumentId | None:
        """The document that has taken the place of one; None where it is itself in this version."""
        if self._has(document):
            return None
        later = successor(document, self._retriever.store)
        return None if later is None else later.document_id

    def _has(self, document: Document) -> bool:
        return self._retriever.store.has_document(document.document_id)

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

    def _without(self, left_out: Rows, plan: SearchPlan) -> SearchPlan:
        if not len(left_out):
            return plan
        every = np.arange(self._retriever.store.n_passages)
        among, beside = (
            PassageSet(rows=np.setdiff1d(every if some is None else some.rows, left_out))
            for some in (plan.among, plan.beside)
        )
        return replace(plan, among=among, beside=beside)

    def _find(self, plan: SearchPlan, vector: Vector, *, n_wanted: int, depth: int) -> _Found:
        """Rank candidates, ever deeper, until `n_wanted` stories are found or all that qualify."""
        n_qualifying = self._n_qualifying(plan)
        while True:
            found = self._read(plan, self._ranked(plan, vector, depth=depth), n_wanted=n_wanted)
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
            self._read(plan, self._ranked(plan, vector, depth=depth), n_wanted=2 * depth)
            for depth in (DEPTH, SEARCH_DEPTH)
        )
        known = {p.passage_id for story in first.stories for p in (story.passage, *story.repeats)}
        further = [story for story in deeper.stories if story.passage.passage_id not in known]
        return _Found(
            stories=[*first.stories, *further],
            facts={**deeper.facts, **first.facts},
            evidence=first.evidence,
        )

    def _n_qualifying(self, plan: SearchPlan) -> int:
        """How many passages a deeper ranking could hold; one of somebody's words holds all at once."""
        if plan.asks_for_words:
            return 0
        return self._retriever.store.n_passages if plan.among is None else len(plan.among)

    def _ranked(self, plan: SearchPlan, vector: Vector, *, depth: int) -> _Ranked:
        """The candidates in order, `depth` of them by each way of finding them."""
        if plan.asks_for_words:
            hits = rank_words(self._retriever, plan, vector, depth=depth)
            return _Ranked(hits=hits, fused=hits, candidates=None)
        candidates = self._retriever.candidates(
            plan.words, vector, depth=depth, among=plan.beside, preferred=plan.preferred
        )
        wording = partial(self._retriever.wording, plan.words)
        fused = rank(candidates, plan.shape, self._retriever, wording=wording)
        if plan.press and plan.among is not None:
            fused, candidates = fused.within(plan.among), candidates.within(plan.among)
        hits = fused
        if self._reranker is not None and len(fused):
            hits = rerank(fused, candidates, plan.query, self._reranker, self._retriever)
        if asks_for_newest(plan.reading.topic):
            hits = newest_first(hits, candidates, self._retriever.store)
        elif is_broad(plan.shape) and self._reranker is None:
            hits = spread(hits, self._retriever.vectors)
        return _Ranked(hits=hits, fused=fused, candidates=candidates)

    def _weigh(self, plan: SearchPlan, ranked: _Ranked, first: Sequence[Passage]) -> Evidence | None:
        """The evidence of passages compared with a question; none for words known to be somebody's."""
        if ranked.candidates is None:
            return None
        return weigh(plan, ranked.candidates, ranked.fused, first, self._retriever)

    def _read(self, plan: SearchPlan, ranked: _Ranked, *, n_wanted: int) -> _Found:
        """Read ranked passages until they make `n_wanted` stories, or all."""
        store, n_read = self._retriever.store, max(READ_AHEAD, 2 * n_wanted)
        hits = ranked.hits
        while True:
            stories = tell_apart(
                hits.rows[:n_read],
                hits.scores[:n_read].tolist(),
                groups=self._retriever.stories,
                among=plan.among,
                read=store.passages,
            )
            if len(stories) >= n_wanted or n_read >= len(hits):
                documents = dict.fromkeys(p.document_id for story in stories for p in story.passages)
                facts = store.document_facts(list(documents))
                evidence = self._weigh(plan, ranked, [story.passage for story in stories])
                return _Found(stories=stories, facts=facts, evidence=None if plan.is_missed else evidence)
            n_read *= DEEPER

    def _cite(
        self,
        plan: SearchPlan,
        stories: Sequence[Story],
        found: _Found,
        answers: Sequence[bool],
        *,
        first: int,
        watch: Stopwatch,
    ) -> tuple[Extract, tuple[Citation, ...]]:
        """Choose the passages' sentences and cite them, numbered from `first` on, near misses marked."""
        store, speakers = self._retriever.store, plan.saying.speakers if plan.saying else None
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
            citations = tuple(
                cite(
                    story.passage,
                    store.document(story.passage.document_id),
                    highlight,
                    number=number,
                    score=story.score,
                    near_miss=not is_answer,
                    speaker=speaker_of(highlight, statements, store.statements.finder, speakers),
                    also_reported_by=reports(story, found.facts),
                    value=sought.find(story.passage.text, highlight, start=story.passage.start),
                )
                for number, (story, statements, highlight, is_answer) in enumerate(
                    zip(stories, said, chosen.highlights, answers, strict=True), start=first
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
            deeper = self._read(plan, self._ranked(plan, vector, depth=depth), n_wanted=2 * depth)
            ranking = first_of_each([*told_in(found.stories), *told_in(deeper.stories)])
            if depth >= self._n_qualifying(plan):
                break
            depth *= DEEPER
        return ranking[:n_documents]

    def _why_not(
        self,
        question: Question,
        plan: SearchPlan,
        vector: Vector,
        found: _Found,
        stories: Sequence[Story],
        *,
        any_answers: bool,
        left_out: Rows,
    ) -> str | None:
        """The reason to abstain; None where there is an answer."""
        if not found.stories and (unknown := why_no_source(self._retriever, question.filters)):
            return unknown
        if plan.is_missed and plan.press:
            return nothing_of_press(plan.press, self._planner.countries_of_press(), plan.filters)
        unsaid = why_no_words(self._retriever, plan, [story.score for story in found.stories])
        if unsaid is not None and (plan.is_missed or not any_answers):
            return unsaid
        if plan.asks_for_words and plan.saying and stories and not any_answers:
            return not_on_topic(plan.saying.named or plan.saying.who, plan.saying.topic)
        if found.stories and not stories and not plan.is_missed:
            return NOTHING_FITS.format(max_tokens=question.max_tokens)
        withdrawn = why_withdrawn(self._retriever, self._withdrawn, plan, vector, left_out=left_out)
        return withdrawn or self._why_unanswered(plan, found)

    def _why_unanswered(self, plan: SearchPlan, found: _Found) -> str | None:
        """The reason where nothing meets the filters and the window or is near enough."""
        if plan.is_missed:
            return nothing_dated(plan.filters, nearest_days(self._retriever.store, plan.filters))
        if not found.stories:
            return NOTHING_PASSES
        return why_unanswered(found.evidence, asks_for_words=plan.kind is QuestionKind.STATEMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ranked:
    """Passages in order, and what they were compared by; None for somebody's own words.

    `fused` is their order before a cross-encoder saw them, which the abstention is fitted to.
    """

    hits: Hits
    fused: Hits
    candidates: Candidates | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """Ranked stories, what is known of their documents, and what speaks for them."""

    stories: list[Story]
    facts: dict[DocumentId, DocumentFacts]
    evidence: Evidence | None


def _answering(chosen: Extract, citations: Sequence[Citation]) -> list[int]:
    """The positions chosen for the answer, near misses left out."""
    return [position for position in chosen.answer if not citations[position].near_miss]


def _within_window(passage: Passage, plan: SearchPlan) -> Passage:
    """A passage with those of its sentences alone whose dates meet the window, if any do."""
    first, last = plan.filters.from_date or date.min, plan.filters.to_date or date.max
    dated = [(sentence, sentence.event_date) for sentence in passage.sentences]
    met = tuple(sentence for sentence, span in dated if span and span.start <= last and span.end >= first)
    return replace(passage, sentences=met) if met and plan.has_window else passage
