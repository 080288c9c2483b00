"""What is answered of statements and who made them."""

from __future__ import annotations

from typing import Self

from pydantic import Field

from qa.citing import link_to_text
from qa.http.responses import DateSpanBody, Response, SourceBody, Text, span_of
from qa.statement_search import CitedStatement, StatementPage


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
            event_date=span_of(cited.stored.event_date),
            published=span_of(cited.published),
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
