"""The one place that shows the order of steps from a question to an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from corpus.documents import Document, DocumentId, Passage
from corpus.filters import PassageSet, Rows
from corpus.persons import Person
from embeddings.history import History
from embeddings.reranker import Reranker
from embeddings.vector_index import Vector
from qa.answer import Answer
from qa.answer_text import compose
from qa.answering_stories import may_answer
from qa.asking import DEFAULT_K, MAX_K, Examination, Question, SearchPage, Turn
from qa.quote_check import QuoteCheck, check_quote
from qa.retrieval import Retriever
from qa.said_ranking import remarks
from qa.search_plan import Planner, SearchPlan
from qa.statement_search import (
    CitedStatement,
    StatementPage,
    StatementQuery,
    cited,
    list_speakers,
    list_statements,
)
from qa.stopwatch import Stopwatch
from qa.stored_records import StoredRecords
from qa.stories import within
from qa.story_citations import answering, cite_stories
from qa.story_search import DEPTH, NEAR_MISSES, StorySearch
from qa.unanswered import why_not
from qa.withdrawn import withdrawn_rows

__all__ = [
    "DEFAULT_K",
    "DEPTH",
    "MAX_K",
    "NO_ROWS",
    "Examination",
    "Question",
    "SearchPage",
    "Service",
    "Turn",
]

NO_ROWS: Rows = np.zeros(0, dtype=np.int64)


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
        self._index_version = index_version
        self._planner = Planner(retriever)
        self._search = StorySearch(retriever, reranker=reranker)
        self._records = StoredRecords(retriever, history=history)
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
                vector = self._vector(plan)
            with watch.stage("retrieve"):
                n_wanted = max(question.k, NEAR_MISSES) if plan.is_missed else question.k
                found = self._search.find(plan, vector, n_wanted=n_wanted)
            stories = within(found.stories[: question.k], question.max_tokens)
            answers = may_answer(self._retriever, plan, stories)
            reason = why_not(
                self._retriever,
                question,
                plan,
                vector,
                countries_of_press=self._planner.countries_of_press,
                found=found,
                stories=stories,
                any_answers=any(answers),
                withdrawn=self._withdrawn,
                left_out=left_out,
            )
            if reason:
                answers = [False] * len(stories)
            chosen, citations = cite_stories(self._retriever, plan, stories, answers, first=1, watch=watch)
        answer = Answer(
            question=question.text,
            standalone_question=question.text,
            interpreted=plan.interpretation,
            text="" if reason else compose(plan.kind, citations, answering(chosen, citations)),
            abstained=reason is not None,
            reason=reason or remarks(plan),
            citations=citations,
            passage_tokens=sum(story.passage.n_tokens for story in stories),
            index_version=self._index_version,
            timings_ms=watch.timings_ms,
        )
        ranking = self._search.documents(plan, vector, found, n_documents)
        return Examination(answer=answer, ranking=ranking, evidence=found.evidence)

    def search(self, question: Question, *, offset: int) -> SearchPage:
        """Return `question.k` ranked passages from `offset` on, counted from 0."""
        watch = Stopwatch()
        with watch.stage("total"):
            with watch.stage("read"):
                plan = self._plan(question)
            with watch.stage("encode"):
                vector = self._vector(plan)
            with watch.stage("retrieve"):
                found = self._search.whole_ranking(plan, vector)
            end = offset + question.k
            stories = within(found.stories[offset:end], question.max_tokens)
            answers = may_answer(self._retriever, plan, stories)
            _, citations = cite_stories(
                self._retriever, plan, stories, answers, first=offset + 1, watch=watch
            )
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
        return self._records.document(document_id)

    def passage(self, passage_id: str) -> tuple[Passage, Document]:
        """Return a passage and the document it is a slice of, those of earlier versions too.

        Raises:
            PassageNotFound: nothing has this id, or its document left the archive.
        """
        return self._records.passage(passage_id)

    def superseded_by(self, document: Document) -> DocumentId | None:
        """The document that has taken the place of one; None where it is itself in this version."""
        return self._records.superseded_by(document)

    def external_ids(self, passages: Sequence[Passage]) -> list[str | None]:
        """The external id of each passage's document, in the order given."""
        return self._records.external_ids(passages)

    def count_tokens(self, passages: Sequence[Passage]) -> list[int]:
        """How many tokens the encoder reads of each passage, its context included."""
        return self._records.count_tokens(passages)

    def _vector(self, plan: SearchPlan) -> Vector | None:
        """The question's vector, which costs as much as the rest; None where it decides nothing."""
        if plan.compares_meaning or len(self._withdrawn):
            return self._retriever.query_vector(plan.query)
        return None

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
