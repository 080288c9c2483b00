"""Documents cut into passages that an encoder can read whole: one a block, longer blocks in parts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from corpus.cutting import Measure, Shares, cut
from corpus.documents import Block, BlockKind, Document, Passage, Sentence, Statement, passage_id
from corpus.event_dates import EventDater
from corpus.sentences import Span, split_sentences
from corpus.tokens import count_tokens

CONTEXT_SEPARATOR = " — "

_WORD = re.compile(r"\w+")
_HEADS = frozenset({BlockKind.HEADLINE, BlockKind.HEADING})
_MAX_COUNTED = 20_000  # characters; a text of 15 MiB counted at once took 2 GiB and 75 s


class TokenCounter(Protocol):
    """Counts tokens as an encoder does, before it cuts a text off."""

    @property
    def window(self) -> int:
        """The most tokens a text may have, special tokens and the document prompt included."""

    def count(self, texts: Sequence[str]) -> list[int]:
        """Count each text's tokens, special tokens and the document prompt included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChunkLimits:
    """How long a passage may be, whatever the encoder's window.

    `max_tokens` bounds a passage's own text in tiktoken tokens; `context_share` is the part of the
    encoder's window that title and heading may take.

    Raises:
        ValueError: fewer than one token, or a share outside 0 … 0.5.
    """

    max_tokens: int = 384
    context_share: float = 0.25

    def __post_init__(self) -> None:
        """Refuse limits that no text can meet."""
        if self.max_tokens < 1:
            raise ValueError(f"max_tokens is {self.max_tokens}; a passage needs at least one token")
        if not 0 <= self.context_share <= 0.5:  # noqa: PLR2004 - a text has more room than its title
            raise ValueError(f"context_share is {self.context_share}, not within 0 … 0.5")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A block's text without the space around it, on its way to becoming passages."""

    block: Block
    start: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """What of a piece becomes one passage, piece.text[start:end]."""

    start: int
    end: int
    context: str
    n_tokens: int


def chunk(
    document: Document,
    *,
    encoder_tokens: TokenCounter,
    limits: ChunkLimits,
    said: Sequence[Statement] = (),
) -> list[Passage]:
    """Cut a document into passages, in the order of its text.

    A paragraph, list item, entry or caption becomes one passage where it fits; otherwise it is cut
    at sentence ends into as few and as evenly filled ones as possible, a sentence that is too long
    by itself after clause punctuation, else at spaces, else anywhere. Headings are the context of
    what follows them. A headline becomes a passage only where there is nothing else, and headings
    where there is not even that; but a headline or heading in which one of the statements `said` is
    somebody's words ("Roe: …") is a passage too, so that they can be cited.

    Raises:
        ValueError: the encoder's window does not hold its own special tokens and one more.
    """
    pieces = _pieces(document, said)
    if not pieces:
        return []
    contexts = _contexts(document.title, pieces, encoder_tokens, limits)
    texts = [piece.text if len(piece.text) <= _MAX_COUNTED else "" for piece in pieces]
    n_window = _in_batches(
        encoder_tokens.count, [indexed_text(c, t) for c, t in zip(contexts, texts, strict=True)]
    )
    dater = EventDater(document)
    passages: list[Passage] = []
    for piece, text, context, n, n_tokens in zip(
        pieces, texts, contexts, n_window, count_tokens(texts), strict=True
    ):
        sentences = split_sentences(piece.text)
        if text and n <= encoder_tokens.window and n_tokens <= limits.max_tokens:
            parts = [_Part(start=0, end=len(piece.text), context=context, n_tokens=n_tokens)]
        else:
            parts = _cut(document.title, piece, sentences, encoder_tokens, limits)
        dated = _dated(dater, piece, sentences)
        passages += [_passage(document, piece, part, dated) for part in parts]
    return passages


def indexed_text(context: str, text: str) -> str:
    """What is embedded of a passage, and what has to fit the encoder's window."""
    return f"{context}\n{text}" if context else text


def _pieces(document: Document, said: Sequence[Statement]) -> list[_Piece]:
    """What becomes passages, blank blocks left out."""
    filled = []
    for block in document.blocks:
        text = document.text[block.start : block.end].lstrip()
        if text:
            filled.append(_Piece(block=block, start=block.end - len(text), text=text.rstrip()))
    told = [p for p in filled if p.block.kind not in _HEADS or _is_said(p, said)]
    if all(p.block.kind in _HEADS for p in told):
        told = []
    return told or [p for p in filled if p.block.kind is BlockKind.HEADLINE] or filled


def _is_said(piece: _Piece, said: Sequence[Statement]) -> bool:
    """Whether the words of somebody known lie in a piece."""
    end = piece.start + len(piece.text)
    return any(one.speaker and piece.start <= one.start and one.end <= end for one in said)


def _contexts(title: str, pieces: Sequence[_Piece], counter: TokenCounter, limits: ChunkLimits) -> list[str]:
    """Each piece's title and heading, without what it repeats, within their share of the window."""
    max_tokens = int(limits.context_share * counter.window)
    trimmed: dict[str, str] = {}
    contexts = []
    for piece in pieces:
        context = _unrepeated(_around(title, piece.block), piece.text)
        if context not in trimmed:
            trimmed[context] = _trim(context, max_tokens, counter)
        contexts.append(trimmed[context])
    return contexts


def _around(title: str, block: Block) -> tuple[str, str]:
    """What is said around a block; the page's title is not about another event that it lists."""
    return ("" if block.sources else title, block.heading)


def _unrepeated(parts: Sequence[str], text: str) -> str:
    """The parts on one line, leaving out what is said already, whatever its punctuation."""
    if not any(parts):
        return ""
    said = _words_only(text)
    kept = []
    for part in parts:
        words = _words_only(part)
        if words.strip() and words not in said:
            kept.append(" ".join(part.split()))
            said += words
    return CONTEXT_SEPARATOR.join(kept)


def _words_only(text: str) -> str:
    """The words, each between single spaces, so that `in` finds whole words."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def _trim(context: str, max_tokens: int, counter: TokenCounter) -> str:
    """The longest beginning of whole words within a number of tokens, special tokens aside."""
    if len(context.encode("utf-8", "replace")) <= max_tokens:
        return context  # a token stands for at least a byte: most contexts need no counting
    n_special = counter.count([""])[0]
    ends = [match.end() for match in re.finditer(r"\S+", context)]
    n_kept = bisect_right(ends, max_tokens, key=lambda end: counter.count([context[:end]])[0] - n_special)
    return context[: ends[n_kept - 1]].removesuffix(CONTEXT_SEPARATOR.rstrip()) if n_kept else ""


def _cut(
    title: str, piece: _Piece, sentences: Sequence[Span], counter: TokenCounter, limits: ChunkLimits
) -> list[_Part]:
    """Cut a piece that is too long, leaving room in every part for the whole context."""
    around = _around(title, piece.block)
    max_tokens = int(limits.context_share * counter.window)
    whole = _trim(_unrepeated(around, ""), max_tokens, counter)
    spans = cut(piece.text, sentences, _measure(whole, counter, limits))
    texts = [piece.text[start:end] for start, end in spans]
    parts = []
    for (start, end), text, n_tokens in zip(spans, texts, count_tokens(texts), strict=True):
        own = _unrepeated(around, text)
        # Where the context was trimmed, what is left of it may be no part of what was measured.
        context = own if own in whole else whole
        parts.append(_Part(start=start, end=end, context=context, n_tokens=n_tokens))
    return parts


def _measure(context: str, counter: TokenCounter, limits: ChunkLimits) -> Measure:
    """What part of the encoder's window, beside the context, and of the token limit a text takes."""
    n_taken = counter.count([indexed_text(context, "")])[0]
    if n_taken >= counter.window:
        raise ValueError(f"a window of {counter.window} tokens has no room for a text")
    room = np.array([counter.window - n_taken, limits.max_tokens], dtype=np.float64)

    def shares(texts: Sequence[str]) -> Shares:
        sliced = [_slices(text) for text in texts]
        parts = [part for slices in sliced for part in slices]
        n_window = _in_batches(counter.count, (indexed_text(context, part) for part in parts))
        n_own = np.array([np.subtract(n_window, n_taken), _in_batches(count_tokens, parts)], dtype=np.float64)
        starts = np.cumsum([0, *map(len, sliced[:-1])])
        return np.add.reduceat(n_own, starts, axis=1).T / room

    return shares


def _slices(text: str) -> list[str]:
    """A text that is counted at once, or what is counted instead: the sum is off by a few tokens."""
    return [text[i : i + _MAX_COUNTED] for i in range(0, max(len(text), 1), _MAX_COUNTED)]


def _in_batches(count: Callable[[Sequence[str]], list[int]], texts: Iterable[str]) -> list[int]:
    """Count so many texts at once that the tokens of all of them need little memory."""
    return [n for batch in _batches(texts) for n in count(batch)]


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    n_characters = 0
    for text in texts:
        if batch and n_characters + len(text) > _MAX_COUNTED:
            yield batch
            batch, n_characters = [], 0
        batch.append(text)
        n_characters += len(text)
    if batch:
        yield batch


def _dated(dater: EventDater, piece: _Piece, sentences: Sequence[Span]) -> list[Sentence]:
    """A piece's sentences with their event dates."""
    spans = [(piece.start + start, piece.start + end) for start, end in sentences]
    dates = dater.dates(piece.block, spans)
    return [
        Sentence(start=start, end=end, event_date=day) for (start, end), day in zip(spans, dates, strict=True)
    ]


def _clip(sentences: Sequence[Sentence], start: int, end: int) -> tuple[Sentence, ...]:
    """The sentences of document.text[start:end], the first and last as far as they lie in it."""
    first = bisect_right(sentences, start, key=lambda sentence: sentence.end)
    last = bisect_left(sentences, end, key=lambda sentence: sentence.start)
    return tuple(
        replace(sentence, start=max(sentence.start, start), end=min(sentence.end, end))
        for sentence in sentences[first:last]
    )


def _passage(document: Document, piece: _Piece, part: _Part, sentences: Sequence[Sentence]) -> Passage:
    start, end = piece.start + part.start, piece.start + part.end
    return Passage(
        passage_id=passage_id(document.document_id, start, end),
        document_id=document.document_id,
        start=start,
        end=end,
        text=document.text[start:end],
        context=part.context,
        sentences=_clip(sentences, start, end),
        sources=piece.block.sources or document.sources,
        speaker=document.speaker,
        n_tokens=part.n_tokens,
        page=document.page_at(start),
    )
