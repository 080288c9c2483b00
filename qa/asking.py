"""What a question and its results are: the records that go into the Service and come out of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus.documents import Passage
from corpus.filters import NO_FILTERS, Filters
from qa.abstention import confidence
from qa.answer import Answer, Citation, Interpretation
from qa.evidence import Evidence

DEFAULT_K = 5
MAX_K = 100


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
