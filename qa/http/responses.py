"""What is answered over HTTP, made from the records of the inside."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from corpus.documents import Precision
from qa.answer import Answer
from qa.service import SearchPage

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


def span_of(span: object) -> DateSpanBody | None:
    """A DateSpan as it is sent."""
    return None if span is None else DateSpanBody.model_validate(span)
