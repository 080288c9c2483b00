"""The one place that shows the order of steps from a question to an answer."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from corpus.chunker import indexed_text
from corpus.documents import Document, DocumentId, Passage, PassageId
from corpus.filters import NO_FILTERS, Filters, Hits
from embeddings.vector_index import Vector
from qa.answer import Answer, Citation, Interpretation
from qa.citing import cite
from qa.extraction import Extract, extract
from qa.ranking import rank
from qa.retrieval import Retriever

DEFAULT_K = 5
MAX_K = 100
# Candidates by vector and by words each: doubling it moves no development set's nDCG@10 by more
# than 0.001; benchmarks/fusion_weight.py
DEPTH = 200

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


@dataclass(slots=True)
class Stopwatch:
    """Milliseconds by stage."""

    timings_ms: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what runs inside."""
        started = time.perf_counter()
        yield
        spent = (time.perf_counter() - started) * 1000
        self.timings_ms[name] = round(self.timings_ms.get(name, 0.0) + spent, 3)


class Service:
    """An archive's version that answers; its calls block and may come from many threads."""

    def __init__(self, retriever: Retriever, *, index_version: str) -> None:
        self._retriever = retriever
        self._index_version = index_version

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
            with watch.stage("encode"):
                vector = self._retriever.query_vector(question.text)
            with watch.stage("retrieve"):
                hits, confidence = self._ranked(question, vector, wanted=question.k)
            passages, citations, chosen = self._cited(question, vector, hits, offset=0, watch=watch)
        answer = self._answer(question, passages, citations, chosen, watch)
        ranking = self._documents(question, vector, n_documents)
        return Examination(answer=answer, ranking=ranking, confidence=confidence)

    def search(self, question: Question, *, offset: int) -> SearchPage:
        """Return `question.k` ranked passages from `offset` on, counted from 0."""
        watch = Stopwatch()
        with watch.stage("total"):
            with watch.stage("encode"):
                vector = self._retriever.query_vector(question.text)
            with watch.stage("retrieve"):
                hits, _ = self._ranked(question, vector, wanted=offset + question.k + 1)
            _, citations, _ = self._cited(question, vector, hits, offset=offset, watch=watch)
        return SearchPage(
            citations=citations,
            interpreted=interpretation(question.filters),
            has_more=len(hits) > offset + question.k,
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

    def _ranked(self, question: Question, vector: Vector, *, wanted: int) -> tuple[Hits, float]:
        """At least `wanted` passages where so many qualify, best first, and the best cosine."""
        among = self._retriever.passages_meeting(question.filters)
        candidates = self._retriever.candidates(question.text, vector, depth=max(DEPTH, wanted), among=among)
        return rank(candidates), float(candidates.dense.max(initial=0.0))

    def _cited(
        self, question: Question, vector: Vector, hits: Hits, *, offset: int, watch: Stopwatch
    ) -> tuple[list[Passage], tuple[Citation, ...], Extract]:
        """Read the passages from `offset` on, choose their sentences and cite them."""
        store, shown = self._retriever.store, slice(offset, offset + question.k)
        with watch.stage("read"):
            passages, kept = within(store.passages(hits.rows[shown].tolist()), question.max_tokens)
            scores = hits.scores[shown][kept]
        with watch.stage("extract"):
            chosen = extract(question.text, vector, passages, scores, self._retriever.encoder)
        with watch.stage("cite"):
            citations = tuple(
                cite(
                    passage, store.document(passage.document_id), highlight, number=number, score=float(score)
                )
                for number, (passage, highlight, score) in enumerate(
                    zip(passages, chosen.highlights, scores, strict=True), start=offset + 1
                )
            )
        return passages, citations, chosen

    def _answer(
        self,
        question: Question,
        passages: Sequence[Passage],
        citations: tuple[Citation, ...],
        chosen: Extract,
        watch: Stopwatch,
    ) -> Answer:
        return Answer(
            question=question.text,
            standalone_question=question.text,
            interpreted=interpretation(question.filters),
            text=" ".join(f"{citations[i].quote.exact} [{citations[i].number}]" for i in chosen.answer),
            abstained=not citations,
            reason=None if citations else self._why_nothing(question),
            citations=citations,
            passage_tokens=sum(passage.n_tokens for passage in passages),
            index_version=self._index_version,
            timings_ms=watch.timings_ms,
        )

    def _why_nothing(self, question: Question) -> str:
        if question.max_tokens is not None and question.filters.is_empty:
            return NOTHING_FITS.format(max_tokens=question.max_tokens)
        return NOTHING_PASSES

    def _documents(self, question: Question, vector: Vector, n_documents: int) -> tuple[Passage, ...]:
        """The best passage of each of the first `n_documents` documents, or of all that qualify."""
        wanted, n_all = DEPTH, self._retriever.store.n_passages
        while n_documents:
            hits, _ = self._ranked(question, vector, wanted=wanted)
            best_of = first_of_each(self._retriever.store.passages(hits.rows.tolist()))
            if len(best_of) >= n_documents or wanted >= n_all:
                return best_of[:n_documents]
            wanted *= 4
        return ()


def interpretation(filters: Filters) -> Interpretation:
    """How a question was read: so far, by its filters alone."""
    return Interpretation(
        from_date=filters.from_date,
        to_date=filters.to_date,
        source=filters.source,
        speaker=filters.speaker,
    )


def within(passages: Sequence[Passage], max_tokens: int | None) -> tuple[list[Passage], list[int]]:
    """The passages that fit a token budget together, taken in order, and their positions.

    One that does not fit is passed over; a shorter one behind it may still.
    """
    left = max_tokens if max_tokens is not None else sum(passage.n_tokens for passage in passages)
    kept: list[int] = []
    for position, passage in enumerate(passages):
        if passage.n_tokens <= left:
            kept.append(position)
            left -= passage.n_tokens
    return [passages[position] for position in kept], kept


def first_of_each(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The first passage of each document, in order."""
    seen: dict[DocumentId, Passage] = {}
    for passage in passages:
        seen.setdefault(passage.document_id, passage)
    return tuple(seen.values())
