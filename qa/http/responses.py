"""What is answered over HTTP, made from the records of the inside."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from corpus.documents import Document, Passage, Precision
from qa.answer import Answer
from qa.citing import link_to_text
from qa.service import SearchPage
from qa.statement_search import CitedStatement, StatementPage

SUPERSEDED = "The document that has taken the place of this one; null while it is the newest."
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def _without_surrogates(text: object) -> object:
    """A text with U+FFFD for each lone surrogate, which no UTF-8 has; offsets stay as they are."""
    return LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text) if isinstance(text, str) else text


Text = Annotated[str, BeforeValidator(_without_surrogates)]


class Response(BaseModel):
    """A body that is sent, made from a record of the same fields."""

    model_config = ConfigDict(from_attributes=True, populate_by_name=True)


class DateSpanBody(Response):
    """The days from start to end, both included, and in words how they are known."""

    start: date
    end: date
    precision: Precision
    basis: Text = Field(examples=["'Monday', counted from 2007-04-23"])


class SourceBody(Response):
    """Who published something, and where it can be read."""

    name: Text
    url: Text | None


class HighlightBody(Response):
    """A sentence within a citation's text, offsets in code points."""

    start: int
    end: int


class ValueBody(Response):
    """The number, name or date asked for, within a citation's text, offsets in code points."""

    start: int
    end: int
    date: DateSpanBody | None = Field(
        default=None,
        exclude_if=lambda span: span is None,
        description="The days that it names, for a question that asks when.",
    )


class QuoteBody(Response):
    """The highlighted words and what stands around them: a W3C text quote selector."""

    exact: Text
    prefix: Text
    suffix: Text


class ReportBody(Response):
    """Another document that tells the same story."""

    document_id: str
    sources: tuple[SourceBody, ...]
    published: DateSpanBody | None


class CitationBody(Response):
    """One passage, verbatim: text == document.text[start:end], offsets in code points."""

    number: int = Field(ge=1, description="What the markers [1] in the answer's text point to; best first.")
    passage_id: str
    document_id: str
    external_id: Text | None
    title: Text
    text: Text
    start: int
    end: int
    highlights: tuple[HighlightBody, ...]
    event_date: DateSpanBody | None = Field(description="When what is told happened.")
    published: DateSpanBody | None = Field(description="The document's own date.")
    source: SourceBody
    sources: tuple[SourceBody, ...]
    speaker: Text | None = Field(
        description="Who speaks in the highlighted sentence; null where nobody does."
    )
    score: float = Field(description="Higher is better; comparable within one answer only.")
    near_miss: bool = Field(description="Close to the question, but no answer to it.")
    quote: QuoteBody
    url: Text | None = Field(description="Where to read it, with a text fragment where the source has a URL.")
    also_reported_by: tuple[ReportBody, ...]
    value: ValueBody | None = Field(
        default=None,
        exclude_if=lambda value: value is None,
        description="The number, name or date asked for; left out where the highlight does not say it.",
    )


class InterpretedBody(Response):
    """How the question was read."""

    from_: date | None = Field(validation_alias="from_date", serialization_alias="from")
    to: date | None = Field(validation_alias="to_date", serialization_alias="to")
    source: Text | None
    speaker: Text | None
    kind: Text | None


class AnswerBody(Response):
    """The answer's words; `reason` says why there is none, or what was left out of the search."""

    text: Text
    abstained: bool
    reason: Text | None


class UsageBody(Response):
    """What the citations' texts would take in a prompt, in tiktoken tokens."""

    passage_tokens: int


class AskResponse(Response):
    """An answer and its citations."""

    question: Text
    standalone_question: Text = Field(description="The question as understood from the talk before it.")
    interpreted: InterpretedBody
    answer: AnswerBody
    citations: tuple[CitationBody, ...]
    usage: UsageBody
    timings_ms: Mapping[str, float]
    index_version: str

    @classmethod
    def of(cls, answer: Answer) -> Self:
        """An Answer as it is sent."""
        return cls(
            question=answer.question,
            standalone_question=answer.standalone_question,
            interpreted=InterpretedBody.model_validate(answer.interpreted),
            answer=AnswerBody.model_validate(answer),
            citations=tuple(CitationBody.model_validate(citation) for citation in answer.citations),
            usage=UsageBody.model_validate(answer),
            timings_ms=answer.timings_ms,
            index_version=answer.index_version,
        )


class SearchResponse(Response):
    """One page of ranked passages."""

    citations: tuple[CitationBody, ...]
    interpreted: InterpretedBody
    next_cursor: str | None = Field(
        description="Send it with the same request for the next page; null on the last."
    )
    timings_ms: Mapping[str, float]
    index_version: str

    @classmethod
    def of(cls, page: SearchPage, next_cursor: str | None) -> Self:
        """A SearchPage as it is sent."""
        return cls(
            citations=tuple(CitationBody.model_validate(citation) for citation in page.citations),
            interpreted=InterpretedBody.model_validate(page.interpreted),
            next_cursor=next_cursor,
            timings_ms=page.timings_ms,
            index_version=page.index_version,
        )


class SliceBody(Response):
    """A passage of a document, without its text: document.text[start:end]."""

    passage_id: str
    start: int
    end: int
    page: int | None = Field(description="The page on which it begins, in a paged file.")
    event_date: DateSpanBody | None


class SpanBody(Response):
    """document.text[start:end]."""

    start: int
    end: int


class StatementBody(Response):
    """Who said what: text == document.text[start:end]."""

    text: Text
    start: int
    end: int
    pieces: tuple[SpanBody, ...] = Field(description="Its parts, without what stands between them.")
    speaker: Text | None = Field(description="In full; null where the text does not say who speaks.")
    speaker_as_written: Text
    role: Text | None = Field(description="A post given with the name.", examples=["Defence Minister"])
    cue: Text = Field(examples=["told", "according to"])
    direct: bool = Field(description="Quoted, not retold.")
    document_id: str
    external_id: Text | None
    passage_id: str | None = Field(description="The passage it begins in; null for a headline's.")
    title: Text
    event_date: DateSpanBody | None = Field(description="Of the sentence it begins in.")
    published: DateSpanBody | None
    source: SourceBody
    url: Text | None

    @classmethod
    def of(cls, cited: CitedStatement) -> Self:
        """A CitedStatement as it is sent."""
        statement = cited.stored.statement
        return cls(
            text=cited.text,
            start=statement.start,
            end=statement.end,
            pieces=tuple(SpanBody(start=start, end=end) for start, end in statement.pieces),
            speaker=cited.speaker,
            speaker_as_written=statement.speaker_as_written,
            role=statement.role,
            cue=statement.cue,
            direct=statement.direct,
            document_id=cited.stored.document_id,
            external_id=cited.external_id,
            passage_id=cited.passage_id,
            title=cited.title,
            event_date=_span(cited.stored.event_date),
            published=_span(cited.published),
            source=SourceBody.model_validate(cited.source),
            url=link_to_text(cited.source.url, cited.text),
        )


class StatementsResponse(Response):
    """One page of statements."""

    statements: tuple[StatementBody, ...]
    n_found: int = Field(description="How many there are on all pages.")
    next_cursor: str | None = Field(description="Send it with the same request for the next page.")
    index_version: str

    @classmethod
    def of(cls, page: StatementPage, next_cursor: str | None) -> Self:
        """A StatementPage as it is sent."""
        return cls(
            statements=tuple(StatementBody.of(one) for one in page.statements),
            n_found=page.n_found,
            next_cursor=next_cursor,
            index_version=page.index_version,
        )


class SpeakerBody(Response):
    """Somebody who says something in the archive."""

    name: Text
    names: tuple[Text, ...] = Field(description="Every spelling, the commonest first.")
    roles: tuple[Text, ...] = Field(description="Posts given with the name, the commonest first.")
    n_statements: int
    n_documents: int


class SpeakersResponse(Response):
    """Who speaks, those with most statements first."""

    speakers: tuple[SpeakerBody, ...]


class DocumentResponse(Response):
    """One item as published, and the passages it is cut into."""

    document_id: str
    external_id: Text | None
    title: Text
    text: Text
    published: DateSpanBody | None
    sources: tuple[SourceBody, ...]
    language: Text | None
    speaker: Text | None
    author: Text | None
    retracted: bool = Field(description="Whether its publisher has withdrawn it.")
    notice: Text | None = Field(description="Why it was withdrawn, or what has been corrected.")
    locator: Text = Field(description="Where it was read, below its source.")
    superseded_by: str | None = Field(description=SUPERSEDED)
    passages: tuple[SliceBody, ...]
    statements: tuple[StatementBody, ...]

    @classmethod
    def of(
        cls,
        document: Document,
        passages: Sequence[Passage],
        statements: Sequence[CitedStatement] = (),
        *,
        superseded_by: str | None,
    ) -> Self:
        """A Document as it is sent."""
        slices = tuple(
            SliceBody(
                passage_id=one.passage_id,
                start=one.start,
                end=one.end,
                page=one.page,
                event_date=_event_date(one),
            )
            for one in passages
        )
        return cls(
            document_id=document.document_id,
            external_id=document.external_id,
            title=document.title,
            text=document.text,
            published=_span(document.published),
            sources=_sources(document.sources),
            language=document.language,
            speaker=document.speaker,
            author=document.author,
            retracted=document.retracted,
            notice=document.notice,
            locator=document.locator,
            superseded_by=superseded_by,
            passages=slices,
            statements=tuple(StatementBody.of(one) for one in statements),
        )


class SentenceBody(Response):
    """A sentence of a passage, document.text[start:end], and when what it tells happened."""

    start: int
    end: int
    event_date: DateSpanBody | None


class PassageResponse(Response):
    """A slice of one document, verbatim: text == document.text[start:end]."""

    passage_id: str
    document_id: str
    external_id: Text | None
    title: Text
    text: Text
    start: int
    end: int
    event_date: DateSpanBody | None = Field(description="The first sentence's.")
    sentences: tuple[SentenceBody, ...]
    published: DateSpanBody | None
    source: SourceBody
    sources: tuple[SourceBody, ...]
    speaker: Text | None
    superseded_by: str | None = Field(description=SUPERSEDED)
    locator: Text = Field(description="Where it was read, with the page on which it begins if it has pages.")
    retracted: bool = Field(description="Whether its document was withdrawn, and so leaves the answers.")
    notice: Text | None = Field(description="Why it was withdrawn, or what has been corrected.")

    @classmethod
    def of(cls, passage: Passage, document: Document, *, superseded_by: str | None) -> Self:
        """A Passage as it is sent."""
        sources = _sources(passage.sources)
        return cls(
            passage_id=passage.passage_id,
            document_id=passage.document_id,
            external_id=document.external_id,
            title=document.title,
            text=passage.text,
            start=passage.start,
            end=passage.end,
            event_date=_event_date(passage),
            sentences=tuple(SentenceBody.model_validate(sentence) for sentence in passage.sentences),
            published=_span(document.published),
            source=sources[0],
            sources=sources,
            speaker=passage.speaker,
            superseded_by=superseded_by,
            locator=document.locator_at(passage.start),
            retracted=document.retracted,
            notice=document.notice,
        )


def _event_date(passage: Passage) -> DateSpanBody | None:
    return _span(passage.sentences[0].event_date) if passage.sentences else None


def _span(span: object) -> DateSpanBody | None:
    return None if span is None else DateSpanBody.model_validate(span)


def _sources(sources: Sequence[object]) -> tuple[SourceBody, ...]:
    return tuple(SourceBody.model_validate(source) for source in sources)
