"""The one place that shows the order of steps from a question to an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus.filters import NO_FILTERS, Filters
from qa.answer import Citation, Interpretation

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
