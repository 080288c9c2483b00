"""What is answered of documents and their passages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from pydantic import Field

from corpus.documents import Document, Passage
from qa.http.responses import DateSpanBody, Response, SourceBody, Text, span_of
from qa.http.statement_responses import StatementBody
from qa.statement_search import CitedStatement

SUPERSEDED = "The document that has taken the place of this one; null while it is the newest."


class SliceBody(Response):
    """A passage of a document, without its text: document.text[start:end]."""

    passage_id: str
    start: int
    end: int
    page: int | None = Field(description="The page on which it begins, in a paged file.")
    event_date: DateSpanBody | None


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
            published=span_of(document.published),
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
            published=span_of(document.published),
            source=sources[0],
            sources=sources,
            speaker=passage.speaker,
            superseded_by=superseded_by,
            locator=document.locator_at(passage.start),
            retracted=document.retracted,
            notice=document.notice,
        )


def _event_date(passage: Passage) -> DateSpanBody | None:
    return span_of(passage.sentences[0].event_date) if passage.sentences else None


def _sources(sources: Sequence[object]) -> tuple[SourceBody, ...]:
    return tuple(SourceBody.model_validate(source) for source in sources)
