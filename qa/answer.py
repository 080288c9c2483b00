"""What a person gets back: an Answer and its Citations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from corpus.documents import DateSpan, DocumentId, PassageId, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """A sentence of a citation, citation.text[start:end], offsets in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What of a highlight is asked for, citation.text[start:end]: a number, a name or a date.

    `amounts` are the sentence's numbers as they compare, however they are written; `date` is what a
    question for a day asks.
    """

    start: int
    end: int
    amounts: frozenset[str] = frozenset()
    date: DateSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A W3C text quote selector: the highlighted words and what stands around them.

    Source: https://www.w3.org/TR/annotation-model/#text-quote-selector
    """

    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Another document that tells the same story."""

    document_id: DocumentId
    sources: tuple[Source, ...]
    published: DateSpan | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One passage of an answer, verbatim: text == document.text[start:end].

    `number` counts from 1, best first. `event_date` is that of the first highlighted sentence;
    `published` is the document's own. `value` is what of that sentence is asked for, None where that is no
    number, name or date, or the sentence does not plainly say it. `url` leads to the source, with a text
    fragment.
    """

    number: int
    passage_id: PassageId
    document_id: DocumentId
    external_id: str | None
    title: str
    text: str
    start: int
    end: int
    highlights: tuple[Highlight, ...]
    event_date: DateSpan | None
    published: DateSpan | None
    source: Source
    sources: tuple[Source, ...]
    speaker: str | None
    score: float
    near_miss: bool
    quote: Quote
    url: str | None
    also_reported_by: tuple[Report, ...] = ()
    value: Value | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """How a question was read."""

    from_date: date | None = None
    to_date: date | None = None
    source: str | None = None
    speaker: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one question; markers such as [1] in `text` are citation numbers.

    `abstained` is true where the archive holds no answer; `reason` then says why. Otherwise
    `reason` tells how many passages were left out for want of a date, if any.
    `passage_tokens` counts the citations' texts in tiktoken tokens.
    """

    question: str
    standalone_question: str
    interpreted: Interpretation
    text: str
    abstained: bool
    reason: str | None
    citations: tuple[Citation, ...]
    passage_tokens: int
    index_version: str
    timings_ms: Mapping[str, float] = field(default_factory=dict)
