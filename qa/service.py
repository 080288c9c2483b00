"""The one place that shows the order of steps from a question to an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.chunker import indexed_text
from corpus.documents import Document, DocumentId, Passage, PassageId
from corpus.filters import NO_FILTERS, Filters, Hits
from corpus.persons import Person
from corpus.speaker_finder import Manner
from corpus.store import DocumentFacts
from embeddings.vector_index import Vector
from qa.abstention import (
    any_of,
    confidence,
    left_out,
    not_quoted,
    nothing_dated,
    says_nothing_then,
    why_unanswered,
)
from qa.answer import Answer, Citation, Interpretation
from qa.answer_text import compose
from qa.attribution import own_sentences, speaker_of
from qa.citing import cite
from qa.evidence import Evidence, weigh
from qa.extraction import Extract, extract
from qa.question_kind import QuestionKind
from qa.ranking import rank
from qa.retrieval import Candidates, Retriever
from qa.said_ranking import OWN, n_documents_naming, rank_words
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

DEFAULT_K = 5
MAX_K = 100
# Candidates by vector and by words each. 400 move nDCG@10 on cranfield by 0.002 and on med by 0.000;
# benchmarks/fusion_weight.py --depth
DEPTH = 200

# Pages of search results are cut from one ranking, that of `ask` and then what lies deeper, so that
# none repeats another; they end where this depth does.
SEARCH_DEPTH = 1000
DEEPER = 4  # times the depth, where too few stories were found: few rounds, little read in vain
READ_AHEAD = 100  # ranked passages read at least: several of them may tell one story

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
        """The log odds that the archive answers.

        The greatest where somebody's own words were asked for and found, the least where nothing was.
        """
        if self.evidence:
            return confidence(self.evidence)
        return float("-inf") if self.answer.abstained else float("inf")


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
                vector = self._retriever.query_vector(plan.query)
            with watch.stage("retrieve"):
                found = self._find(plan, vector, n_wanted=question.k, depth=DEPTH)
            stories = within(found.stories[: question.k], question.max_tokens)
            why_not = self._why_not(question, plan, found, stories)
            chosen, citations = self._cite(plan, stories, found, first=1, watch=watch, near=bool(why_not))
        own = [position for position in chosen.answer if not citations[position].near_miss]
        answer = Answer(
            question=question.text,
            standalone_question=question.text,
            interpreted=plan.interpretation,
            text="" if why_not else compose(plan.reading.kind, citations, own),
            abstained=why_not is not None,
            reason=why_not or self._remarks(plan),
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
            _, citations = self._cite(plan, stories, found, first=offset + 1, watch=watch)
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
            return _Ranked(hits=rank_words(self._retriever, plan, vector, depth=depth))
        candidates = self._retriever.candidates(
            plan.words, vector, depth=depth, among=plan.among, preferred=plan.preferred
        )
        return _Ranked(hits=rank(candidates, plan.shape, self._retriever), candidates=candidates)

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
                evidence = None if plan.is_missed else self._evidence(plan, ranked, stories)
                return _Found(stories=stories, facts=facts, evidence=evidence)
            n_read *= DEEPER

    def _evidence(self, plan: SearchPlan, ranked: _Ranked, stories: Sequence[Story]) -> Evidence | None:
        """What speaks for an answer; somebody's own words are found by who speaks, and need none."""
        if ranked.candidates is None:
            return None
        first = [story.passage for story in stories]
        return weigh(plan, ranked.candidates, ranked.hits, first, self._retriever.fulltext)

    def _cite(
        self,
        plan: SearchPlan,
        stories: Sequence[Story],
        found: _Found,
        *,
        first: int,
        watch: Stopwatch,
        near: bool = False,
    ) -> tuple[Extract, tuple[Citation, ...]]:
        """Choose the passages' sentences and cite them, numbered from `first` on, as near misses or not."""
        store, speakers = self._retriever.store, plan.saying.speakers if plan.saying else None
        with watch.stage("extract"):
            said = [store.statements.of_passage(story.passage) for story in stories]
            passages, scores = [s.passage for s in stories], [s.score for s in stories]
            if plan.saying:
                passages = [own_sentences(p, s, speakers) for p, s in zip(passages, said, strict=True)]
            chosen = extract(plan.words, passages, scores)
        with watch.stage("cite"):
            citations = tuple(
                cite(
                    story.passage,
                    store.document(story.passage.document_id),
                    highlight,
                    number=number,
                    score=story.score,
                    near_miss=near or (plan.asks_for_words and story.score < OWN),
                    speaker=speaker_of(highlight, statements, store.statements.finder, speakers),
                    also_reported_by=reports(story, found.facts),
                )
                for number, (story, statements, highlight) in enumerate(
                    zip(stories, said, chosen.highlights, strict=True), start=first
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
        self, question: Question, plan: SearchPlan, found: _Found, stories: Sequence[Story]
    ) -> str | None:
        """The reason to abstain; None where there is an answer."""
        saying = plan.saying if plan.asks_for_words else None
        if saying and saying.speakers is None:
            return not_quoted(saying.who, n_documents_naming(self._retriever, saying.who))
        if plan.is_missed and saying:
            return says_nothing_then(saying.named or saying.who, plan.filters)
        if plan.is_missed:
            return nothing_dated(plan.filters, nearest_days(self._retriever.store, plan.filters))
        if found.stories and not stories:
            return NOTHING_FITS.format(max_tokens=question.max_tokens)
        if not stories or (saying and all(story.score < OWN for story in stories)):
            return NOTHING_PASSES
        asks_for_words = plan.reading.kind is QuestionKind.STATEMENT
        return why_unanswered(found.evidence, asks_for_words=asks_for_words)

    def _remarks(self, plan: SearchPlan) -> str | None:
        """What is to be told of an answer: what was left out, whom a name may mean."""
        saying = plan.saying
        names = [person.name for person in saying.speakers.persons] if saying and saying.speakers else []
        is_open = saying and saying.speakers and saying.speakers.manner in (Manner.SURNAME, Manner.SPELLING)
        told = [any_of(saying.who, names)] if saying and is_open and len(names) > 1 else []
        undated = left_out(plan.n_undated)
        return "; ".join([*told, *([undated] if undated else [])]) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ranked:
    """Passages in order; `candidates` are what they were chosen from, None where somebody's words are."""

    hits: Hits
    candidates: Candidates | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """Ranked stories, what is known of their documents, and what speaks for them."""

    stories: list[Story]
    facts: dict[DocumentId, DocumentFacts]
    evidence: Evidence | None
