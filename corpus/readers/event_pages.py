"""Event pages and day pages: Markdown of a daily event archive, in three generations of template.

An event page tells one event, names its sources and lists related events, each with a date of its
own in its link. A day page lists the events of one day. A block that has sources of its own and no
event date is an event of unknown date: the document's date is not its.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from corpus.dates import day_span
from corpus.documents import BlockKind, DateSpan, Document, Dropped, Skipped, Source, make_document
from corpus.publishers import publisher_of
from corpus.readers.layout import TextLayout
from corpus.readers.links import clean_title, clean_url, context_of, parse_link
from corpus.readers.publishers import file_name
from corpus.trailing_publishers import read_trailing_publishers

_DATE = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*")
_DATE_IN_PATH = re.compile(r"(?:^|/)(\d{4})/(\d{1,2})/(\d{1,2})/")
_WIKI_LINK = re.compile(r"\[(https?://[^\s\[\]]+) ([^\[\]]*)\]")
_PAGE_HEADING = re.compile(r"(##|###)(?!#)\s*\[")
_SECTION = re.compile(r"###\s*(formats|sources?|changes|related)\s*:?", re.IGNORECASE)
_FORMATS_LINE = "Formats:"
_CONTEXT_LINE = "_Context:"
_TITLE, _DAY_HEADING, _ENTRY, _TOPIC = "#", "##", "###", "#####"
_COVER_IMAGE = "cover image"
_OTHER_FORMATS = "links to the same page in other formats"
_EARLIER_WORDING = "an earlier wording of the same event"
_KEYWORDS = "keywords of the archive's own index"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A page's date heading, and its lines above and below it."""

    heading: str
    is_day: bool
    date: DateSpan | None
    above: tuple[str, ...]
    below: tuple[str, ...]


def is_event_page(text: str) -> bool:
    """Whether a text begins, but for links to other formats, with a heading that is a linked date."""
    return _page(text) is not None


def read_event_page(text: str, *, locator: str, on_skip: Callable[[Skipped], None]) -> Document | None:
    r"""Read one page, whose lines end in "\n"; a heading that is no date is reported and gives none.

    Returns:
        The page, or None where it tells nothing or has not the shape of an event page.
    """
    page = _page(text)
    if page is None:
        return None
    if page.date is None:
        reason = f"the heading {page.heading!r} is no date; the page is read without one"
        remedy = "write the heading's date as YYYY-MM-DD"
        on_skip(Skipped(locator=locator, reason=reason, remedy=remedy, is_read=True))
    return _DayReader(page).read(locator) if page.is_day else _EventReader(page).read(locator)


def _page(text: str) -> _Page | None:
    lines = [line.strip() for line in text.split("\n")]
    above: list[str] = []
    for index, line in enumerate(lines):
        if _is_page_heading(line):
            shown = parse_link(line.lstrip("# ")).shown.strip()
            return _Page(
                heading=shown,
                is_day=_marker(line) == _DAY_HEADING,
                date=_date(_DATE.fullmatch(shown), "page heading"),
                above=tuple(above),
                below=tuple(lines[index + 1 :]),
            )
        if line and not _is_format(line, above[:1]):
            return None
        above += [line] if line else []
    return None


def _is_page_heading(line: str) -> bool:
    """A heading that is a link with a date in its text or in its address."""
    if not _PAGE_HEADING.match(line):
        return False
    link = parse_link(line.lstrip("# "))
    leads_to_day = _DATE_IN_PATH.search(link.url or "") is not None and not link.shown.strip("0123456789- ")
    return _DATE.fullmatch(link.shown) is not None or leads_to_day


def _is_format(line: str, first: list[str]) -> bool:
    """Whether a line above the heading links to other formats; in one template they are a list."""
    in_list = _section(first[0] if first else line) == "formats"
    return line.startswith(_FORMATS_LINE) or (in_list and line[0] in "#*-")


class _EventReader:
    """Reads a page of one event, its sources and its related events."""

    def __init__(self, page: _Page) -> None:
        self._page = page
        self._layout = TextLayout("\n")
        self._sources: list[Source] = []
        self._dropped = list(_drop(page.above, _OTHER_FORMATS))
        self._title = ""
        self._topic = ""

    def read(self, locator: str) -> Document | None:
        for section, line in _by_section(self._page.below):
            self._read_line(section, line)
        if not self._layout.blocks:
            return None
        return make_document(
            locator=locator,
            title=self._title,
            text=self._layout.text,
            published=self._page.date,
            sources=tuple(dict.fromkeys(self._sources)) or (Source(name=file_name(locator)),),
            blocks=self._layout.blocks,
            dropped=self._dropped,
        )

    def _read_line(self, section: str, line: str) -> None:
        match section:
            case "formats":
                self._dropped += _drop([line], _OTHER_FORMATS)
            case "changes":
                self._dropped += _drop([line], _EARLIER_WORDING)
            case "source" | "sources":
                self._read_source(line)
            case "related":
                _add_entry(self._layout, line, heading="Related", otherwise=None)
                self._dropped += _drop([context_of(line)], _KEYWORDS)
            case _:
                self._read_telling(line)

    def _read_telling(self, line: str) -> None:
        marker, written = _marker(line), clean_title(line.lstrip("#"))
        if line.startswith(_CONTEXT_LINE):
            self._dropped += _drop([line], _KEYWORDS)
        elif marker == _TOPIC:
            self._topic = written
        elif marker == _TITLE and not self._title:
            self._title, publishers = _split_publishers(line.lstrip("#"))
            self._sources += publishers
            self._add(self._title, BlockKind.ENTRY)
        else:
            self._add(written, BlockKind.PARAGRAPH)

    def _add(self, piece: str, kind: BlockKind) -> None:
        self._layout.add(piece, kind, heading=self._topic, event_date=self._page.date)

    def _read_source(self, line: str) -> None:
        link = parse_link(line)
        name, url = clean_title(link.shown), clean_url(link.url) if link.url else None
        if name.lower() == _COVER_IMAGE:
            self._dropped += _drop([line], "a picture, not a source")
        elif name or url:
            self._sources.append(Source(name=name or publisher_of(url or "") or str(url), url=url))


class _DayReader:
    """Reads a page that lists the events of one day."""

    def __init__(self, page: _Page) -> None:
        self._page = page
        self._layout = TextLayout("\n")
        self._dropped = list(_drop(page.above, _OTHER_FORMATS))
        self._topic = ""

    def read(self, locator: str) -> Document | None:
        for line in filter(None, self._page.below):
            self._read_line(line)
        if not self._layout.blocks:
            return None
        return make_document(
            locator=locator,
            title=self._page.heading,
            text=self._layout.text,
            published=self._page.date,
            sources=(Source(name=file_name(locator)),),
            blocks=self._layout.blocks,
            dropped=self._dropped,
        )

    def _read_line(self, line: str) -> None:
        match _marker(line):
            case "##":
                self._dropped += _drop([line], "navigation to another day")
            case "#####":
                self._topic = clean_title(line.lstrip("#"))
            case "###":
                _add_entry(self._layout, line.lstrip("# "), heading=self._topic, otherwise=self._page.date)
                self._topic = ""
            case _ if line.startswith(_CONTEXT_LINE):
                self._dropped += _drop([line], _KEYWORDS)
            case _:
                self._add_description(line)

    def _add_description(self, line: str) -> None:
        """A description belongs to the entry above it: same topic, date and source."""
        above = self._layout.blocks[-1] if self._layout.blocks else None
        self._layout.add(
            clean_title(line),
            BlockKind.PARAGRAPH,
            heading=above.heading if above else self._topic,
            event_date=above.event_date if above else self._page.date,
            sources=above.sources if above else (),
        )


def _by_section(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pair each line that is neither empty nor a section's heading with its section, "" at first."""
    current = ""
    for line in filter(None, lines):
        section = _section(line)
        if section is not None:
            current = section
        elif _marker(line) == _TITLE:
            current = ""
            yield current, line
        else:
            yield current, line


def _section(line: str) -> str | None:
    match = _SECTION.fullmatch(line)
    return match[1].lower() if match else None


def _marker(line: str) -> str:
    return line[: len(line) - len(line.lstrip("#"))]


def _add_entry(layout: TextLayout, line: str, *, heading: str, otherwise: DateSpan | None) -> None:
    """Add an event that has a page of its own, with the date in the link to that page."""
    link = parse_link(line)
    linked = _date(_DATE_IN_PATH.search(link.url or ""), "entry link")
    name = f"event page of {linked.start}" if linked else "event page of unknown date"
    told, publishers = _split_publishers(link.shown)
    layout.add(
        told,
        BlockKind.ENTRY,
        heading=heading,
        event_date=linked or otherwise,
        sources=(Source(name=name, url=link.url), *publishers),
    )


def _split_publishers(written: str) -> tuple[str, list[Source]]:
    """A title, and the publishers in parentheses that end it, with their links where they are links."""
    told, names = read_trailing_publishers(clean_title(written))
    urls = {clean_title(shown): url for url, shown in _WIKI_LINK.findall(written)}
    return told, [Source(name=name, url=urls.get(name)) for name in names]


def _date(match: re.Match[str] | None, basis: str) -> DateSpan | None:
    if match is None:
        return None
    try:
        return day_span(date(int(match[1]), int(match[2]), int(match[3])), basis)
    except ValueError:
        return None


def _drop(lines: Iterable[str], reason: str) -> Iterator[Dropped]:
    return (Dropped(text=line, reason=reason) for line in lines if line)
