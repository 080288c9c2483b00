"""The nouns of an archive: Document, Block, Passage, Sentence, Statement, Source and DateSpan.

All are frozen records. Offsets count Unicode code points and slice the document's stored
text; ids are hashes of content, so that a rebuild gives the same ids.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

DocumentId = NewType("DocumentId", str)
PassageId = NewType("PassageId", str)

ID_HEX_DIGITS = 32  # 128 bits: a chance of 1e-20 of one collision among a billion passages


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"


class BlockKind(StrEnum):
    """What a piece of a document is in its layout."""

    HEADLINE = "headline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    ENTRY = "entry"  # one event of an event page or day page
    CAPTION = "caption"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSpan:
    """The days from start to end, both included, and in words how they are known.

    Raises:
        ValueError: the end lies before the start.
    """

    start: date
    end: date
    precision: Precision
    basis: str

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a date span ends ({self.end}) before it starts ({self.start})")

    def because(self, basis: str) -> DateSpan:
        """The same days, known for another reason."""
        return DateSpan(start=self.start, end=self.end, precision=self.precision, basis=basis)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who published something, and where it can be read.

    Where no publisher is known, `name` is the file's name, or says what page the link leads to.
    """

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of a document's layout, text[start:end]; blocks are in order and never overlap.

    `heading` is the section heading it stands under. `event_date` and `sources` are set only
    where the block has its own, as an event listed on another event's page does.
    """

    start: int
    end: int
    kind: BlockKind
    heading: str = ""
    event_date: DateSpan | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """Text of a file that is not part of the document, and why it was left out."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One item as published; make one with `make_document`, which derives the id.

    `locator` says where it was read: a path below the source, with `#line` or the like where a
    file holds many. `published` is the document's own date, never a file's time stamp. Of a
    retracted document `notice` says why; of another, what has been corrected. `page_starts` are the
    offsets where the pages of a paged file begin, page 1 first, none where it has no pages.
    `dropped` is for people who inspect a file; it is neither stored nor part of the id.
    """

    document_id: DocumentId
    external_id: str | None
    locator: str
    title: str
    text: str
    published: DateSpan | None
    sources: tuple[Source, ...]
    blocks: tuple[Block, ...]
    language: str | None = None
    speaker: str | None = None
    author: str | None = None
    retracted: bool = False
    notice: str | None = None
    page_starts: tuple[int, ...] = ()
    dropped: tuple[Dropped, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The number of the page on which a character of the text stands; None without pages."""
        return bisect_right(self.page_starts, offset) or None

    def locator_at(self, offset: int) -> str:
        """The place of a character of the text: the locator, with its page where there are pages."""
        page = self.page_at(offset)
        return self.locator if page is None else f"{self.locator}#page={page}"

    @property
    def is_english(self) -> bool:
        """Whether the rules for English text apply: so it is stated or detected, or nothing else is."""
        return self.language is None or self.language.lower().split("-")[0] == "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a passage, document.text[start:end], and when what it tells happened."""

    start: int
    end: int
    event_date: DateSpan | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A slice of one Document: text == document.text[start:end], offsets in code points.

    `context` (title and section heading) is indexed with the text and is no part of it.
    `sentences` cover the passage's sentences in order; `sources` is never empty. `n_tokens`
    counts the text alone in tiktoken's cl100k_base. `page` is where it begins, in a paged file.
    """

    passage_id: PassageId
    document_id: DocumentId
    start: int
    end: int
    text: str
    context: str
    sentences: tuple[Sentence, ...]
    sources: tuple[Source, ...]
    speaker: str | None
    n_tokens: int
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who said what: document.text[start:end], from the content's first to its last character.

    `pieces` are the parts of the content without what stands between them ("…, he said, …"); they
    are in order and the first starts at `start`, the last ends at `end`. `speaker` is the fullest
    name the document gives, None where the text does not say who speaks; `speaker_as_written` are
    the words at `speaker_span` ("he", "Mr. Putin"). `role` is a title or office given with the name
    ("Defence Minister"). `cue` are the words at `cue_span` ("told", "according to"; ":" after a
    speaker's label); both spans are None, and both words empty, where the whole document is
    somebody's by its own field or signature. `direct` says that the content is quoted, not retold.
    """

    start: int
    end: int
    pieces: tuple[tuple[int, int], ...]
    speaker: str | None
    speaker_as_written: str
    speaker_span: tuple[int, int] | None
    role: str | None
    cue: str
    cue_span: tuple[int, int] | None
    direct: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Something of a source that could not be read: where it stands, why, and what to do.

    `is_read`: what stands at the locator is read all the same, but for a part that the reason names.
    """

    locator: str
    reason: str
    remedy: str
    is_read: bool = False


def make_document(
    *,
    locator: str,
    title: str,
    text: str,
    published: DateSpan | None,
    sources: Sequence[Source],
    blocks: Sequence[Block],
    external_id: str | None = None,
    language: str | None = None,
    speaker: str | None = None,
    author: str | None = None,
    retracted: bool = False,
    notice: str | None = None,
    page_starts: Sequence[int] = (),
    dropped: Sequence[Dropped] = (),
) -> Document:
    """Make a Document whose id hashes its text, title, dates, sources, and external id or locator.

    Raises:
        ValueError: no sources, or blocks that are empty, overlap, are out of order or leave the text.
    """
    if not sources:
        raise ValueError(f"{locator}: a document needs at least one source, its file's name if no other")
    _check_blocks(blocks, len(text), locator)
    identity = {
        "text": text,
        "title": title,
        "published": _date_identity(published),
        "block_dates": [_date_identity(block.event_date) for block in blocks if block.event_date],
        "sources": [[source.name, source.url] for source in sources],
        "speaker": speaker,
        "place": external_id if external_id is not None else locator,
    }
    return Document(
        document_id=DocumentId(content_hash(identity)),
        external_id=external_id,
        locator=locator,
        title=title,
        text=text,
        published=published,
        sources=tuple(sources),
        blocks=tuple(blocks),
        language=language,
        speaker=speaker,
        author=author,
        retracted=retracted,
        notice=notice,
        page_starts=tuple(page_starts),
        dropped=tuple(dropped),
    )


def passage_id(document_id: DocumentId, start: int, end: int) -> PassageId:
    """The id of a document's slice, which stays the same for as long as the slice does."""
    return PassageId(content_hash([document_id, start, end]))


def content_hash(value: object) -> str:
    """Hash a JSON-serialisable value to 128 bits in hexadecimal."""
    canonical = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()[:ID_HEX_DIGITS]


def _date_identity(span: DateSpan | None) -> list[str] | None:
    return None if span is None else [span.start.isoformat(), span.end.isoformat()]


def _check_blocks(blocks: Sequence[Block], length: int, locator: str) -> None:
    previous_end = 0
    for block in blocks:
        if not previous_end <= block.start < block.end <= length:
            raise ValueError(
                f"{locator}: block {block.start}:{block.end} is empty, overlaps or leaves the text"
            )
        previous_end = block.end
