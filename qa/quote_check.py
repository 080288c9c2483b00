"""Whether words that somebody quotes stand in the archive: verbatim, altered, or not at all.

Line breaks and runs of spaces count as one space, and word joiners (U+2060), which an answer's text has
after a bracket, as nothing; all else is compared character by character. What is altered is told with the
archive's nearest words and the places where the two differ.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from rapidfuzz import fuzz

from corpus.documents import Document, Passage, Sentence
from qa.answer import Citation
from qa.citing import cite
from qa.retrieval import Retriever

DEPTH = 200  # passages looked at, by BM25 of the quote's own words
CLOSE = 50  # of them compared letter by letter where none has the quote
MOST_MATCHES = 10
# Of sentences with a word left out, put in, replaced or moved, 0.993 or more are as near as this to where
# they come from; of sentences that the archive has not, 0.015 to anything in it; benchmarks/quotes.py
LEAST_SIMILARITY = 0.75

_GAP = re.compile(r"[\s\u2060]+")
_JOINERS = "\u2060"
_WORD = re.compile(r"\S+")
_PAIRS = {'"': '"', "\u201c": "\u201d", "\u201e": "\u201c", "\u00ab": "\u00bb", "'": "'", "\u2018": "\u2019"}


class Verdict(StrEnum):
    """What a check of a quote finds."""

    VERBATIM = "verbatim"
    ALTERED = "altered"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Words of the quote, and what the archive has in their place; either may be empty."""

    quoted: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteMatch:
    """Where a quote, or what is nearest to it, stands: text == document.text[start:end].

    `similarity` is the share of letters kept, 0 to 1; 1 for a verbatim quote.
    """

    text: str
    start: int
    end: int
    similarity: float
    differences: tuple[Difference, ...]
    retracted: bool
    notice: str | None
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteCheck:
    """What was found of a quote: the documents that have it, or those with the nearest words."""

    quote: str
    verdict: Verdict
    matches: tuple[QuoteMatch, ...]
    index_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A span of a document's text, and how much of the quote it keeps."""

    document: Document
    start: int
    end: int
    similarity: float


def check_quote(retriever: Retriever, quote: str, *, index_version: str) -> QuoteCheck:
    """Look for a quote in all documents, withdrawn ones included.

    Quotation marks around the whole quote count only where the archive has them too.
    """
    passages = _likely(retriever, quote)
    documents = {p.document_id: retriever.store.document(p.document_id) for p in passages}
    verdict, places = Verdict.VERBATIM, _verbatim_in(documents.values(), _readings(quote))
    wanted = _readings(quote)[-1]
    if not places:
        near = [_nearest(wanted, passage, documents[passage.document_id]) for passage in passages[:CLOSE]]
        places = _equally_near(near)
        verdict = Verdict.ALTERED if places else Verdict.NOT_FOUND
    numbered = enumerate(places[:MOST_MATCHES], start=1)
    matches = tuple(_match(retriever, wanted, place, number) for number, place in numbered)
    return QuoteCheck(quote=quote, verdict=verdict, matches=matches, index_version=index_version)


def _likely(retriever: Retriever, quote: str) -> list[Passage]:
    hits = retriever.fulltext.search(quote, k=DEPTH, among=None)
    return retriever.store.passages(hits.rows.tolist())


def _readings(quote: str) -> list[str]:
    """The quote as it is, and without the quotation marks around it."""
    whole = quote.replace(_JOINERS, "").strip()
    closing = _PAIRS.get(whole[:1])
    bare = whole[1:-1].strip() if closing and whole[1:].endswith(closing) else ""
    return [whole, bare] if bare else [whole]


def _verbatim_in(documents: Collection[Document], readings: Sequence[str]) -> list[_Place]:
    """The places that have a quote as it is; only where none has, those of its next reading."""
    for wanted in readings:
        places = [place for document in documents if (place := _verbatim(wanted, document))]
        if places:
            return places
    return []


def _verbatim(wanted: str, document: Document) -> _Place | None:
    """Where a document has the quote first, whatever its spaces."""
    joint = rf"[\s{_JOINERS}]+"
    found = re.search(joint.join(map(re.escape, wanted.split())), document.text) if wanted else None
    return _Place(document=document, start=found.start(), end=found.end(), similarity=1.0) if found else None


def _nearest(wanted: str, passage: Passage, document: Document) -> _Place:
    """The words in or around a passage that keep most of the quote's letters."""
    first = max(0, passage.start - len(wanted))
    around = document.text[first : passage.end + len(wanted)]
    found = fuzz.partial_ratio_alignment(_spaced(wanted), _spaced(around))
    if found is None or found.dest_end <= found.dest_start:
        return _Place(document=document, start=passage.start, end=passage.end, similarity=0.0)
    start, end = _to_words(document.text, first + found.dest_start, first + found.dest_end)
    similarity = fuzz.ratio(_spaced(wanted), _spaced(document.text[start:end])) / 100
    return _Place(document=document, start=start, end=end, similarity=similarity)


def _equally_near(places: Sequence[_Place]) -> list[_Place]:
    """The nearest place of each document that has one as near as any, if that is near enough."""
    best = max((place.similarity for place in places), default=0.0)
    if best < LEAST_SIMILARITY:
        return []
    near = {place.document.document_id: place for place in places if place.similarity == best}
    return list(near.values())


def _spaced(text: str) -> str:
    """The text with a space for each character of a gap, so that offsets stay."""
    return _GAP.sub(lambda gap: " " * len(gap.group()), text)


def _to_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A span that cuts no word: one cut by half or more of its letters goes, another is taken whole."""
    words = [w.span() for w in _WORD.finditer(text, _line_start(text, start)) if w.start() < end]
    kept = [(a, b) for a, b in words if 2 * (min(b, end) - max(a, start)) > b - a]
    return (kept[0][0], kept[-1][1]) if kept else (start, end)


def _line_start(text: str, position: int) -> int:
    """The beginning of the word at a position."""
    while position > 0 and not text[position - 1].isspace():
        position -= 1
    return position


def _match(retriever: Retriever, wanted: str, place: _Place, number: int) -> QuoteMatch:
    document, text = place.document, place.document.text[place.start : place.end]
    passages = retriever.store.passages_of(document.document_id)
    passage = max(passages, key=lambda p: min(p.end, place.end) - max(p.start, place.start))
    return QuoteMatch(
        text=text,
        start=place.start,
        end=place.end,
        similarity=place.similarity,
        differences=tuple(_differences(wanted, text)) if place.similarity < 1 else (),
        retracted=document.retracted,
        notice=document.notice,
        citation=cite(passage, document, _highlight(passage, place), number=number, score=place.similarity),
    )


def _highlight(passage: Passage, place: _Place) -> Sentence:
    """The part of a place that lies in a passage, with the date of the sentence it begins in.

    A headline lies in none: the first sentence below it stands in.
    """
    start, end = max(place.start, passage.start), min(place.end, passage.end)
    if start >= end:
        return passage.sentences[0]
    told = next((s for s in passage.sentences if s.start <= start < s.end), None)
    return Sentence(start=start, end=end, event_date=told.event_date if told else None)


def _differences(wanted: str, text: str) -> Iterator[Difference]:
    quoted, found = wanted.split(), text.split()
    for kind, a, b, c, d in SequenceMatcher(a=quoted, b=found, autojunk=False).get_opcodes():
        if kind != "equal":
            yield Difference(quoted=" ".join(quoted[a:b]), text=" ".join(found[c:d]))
