"""What someone says about a document from outside its text: sidecars, front matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from corpus.documents import Block, DateSpan, Document, Source, make_document
from corpus.publishers import host_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """What is said; None, or no source, where nothing is.

    `url` is where the document itself stands, while a source's url may be the publisher's site.
    `default_date` counts where the document has no date of its own.
    """

    title: str | None = None
    published: DateSpan | None = None
    default_date: DateSpan | None = None
    sources: tuple[Source, ...] = ()
    url: str | None = None
    language: str | None = None
    speaker: str | None = None
    author: str | None = None
    retracted: bool | None = None
    notice: str | None = None

    def over(self, outer: Overrides) -> Overrides:
        """These, and what the outer ones say where these say nothing."""
        said = {
            field.name: value
            for field in fields(self)
            if (value := getattr(self, field.name)) not in (None, ())
        }
        return replace(outer, **said)


NOTHING = Overrides()


def override(document: Document, by: Overrides) -> Document:
    """The document with what is said in place of what it says; its text and blocks stay.

    A block that is dated like its document goes on to be.
    """
    if by == NOTHING:
        return document
    published = by.published or document.published or by.default_date
    return make_document(
        locator=document.locator,
        title=document.title if by.title is None else by.title,
        text=document.text,
        published=published,
        sources=_sources(document.sources, by),
        blocks=_redated(document.blocks, document.published, published),
        external_id=document.external_id,
        language=by.language or document.language,
        speaker=by.speaker or document.speaker,
        author=by.author or document.author,
        retracted=document.retracted if by.retracted is None else by.retracted,
        notice=by.notice or document.notice,
        page_starts=document.page_starts,
        dropped=document.dropped,
    )


def _redated(blocks: Sequence[Block], before: DateSpan | None, now: DateSpan | None) -> Sequence[Block]:
    if before is None or before == now:
        return blocks
    return [replace(block, event_date=now) if block.event_date == before else block for block in blocks]


def _sources(own: Sequence[Source], by: Overrides) -> Sequence[Source]:
    """The named publishers with the document's own address; else its own with the given address."""
    url = by.url or next((source.url for source in own if source.url), None)
    if by.sources:
        return [replace(source, url=url or source.url) for source in by.sources]
    if by.url is None:
        return own
    if any(source.url for source in own):
        return [replace(source, url=by.url) for source in own]
    return [Source(name=host_of(by.url) or by.url, url=by.url)]
