"""What is answered of a quote that was checked."""

from __future__ import annotations

from typing import Self

from pydantic import Field

from qa.http.responses import CitationBody, Response, Text
from qa.quote_check import QuoteCheck, Verdict


class DifferenceBody(Response):
    """Words of the quote, and what the archive has in their place; either may be empty."""

    quoted: Text
    text: Text


class QuoteMatchBody(Response):
    """Where the quote, or what is nearest to it, stands: text == document.text[start:end]."""

    text: Text
    start: int
    end: int
    similarity: float = Field(description="The share of letters kept, 0 to 1.")
    differences: tuple[DifferenceBody, ...] = Field(description="Word by word; none where it is verbatim.")
    retracted: bool = Field(description="Whether its publisher has withdrawn the document.")
    notice: Text | None
    citation: CitationBody


class VerifyResponse(Response):
    """What was found of a quote: the documents that have it, or those with the nearest words."""

    quote: Text
    verdict: Verdict
    matches: tuple[QuoteMatchBody, ...]
    index_version: str

    @classmethod
    def of(cls, check: QuoteCheck) -> Self:
        """A QuoteCheck as it is sent."""
        return cls.model_validate(check)
