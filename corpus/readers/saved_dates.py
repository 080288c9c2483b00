"""When a saved text was published, as far as it says so itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.dates import day_order_of, parse_written_date
from corpus.documents import DateSpan, Precision
from corpus.prose import holds_sentence
from corpus.time_words import DayOrder

_LABEL = re.compile(
    r"(?:live\s+|story\s+|page\s+|article\s+)?(?:(?P<update>(?:last\s+)?(?:updated|modified|revised"
    r"|reviewed)|actualizado|mis \u00e0 jour|stand|\u043e\u0431\u043d\u043e\u0432\u043b\u0435\u043d\u043e)"
    r"|(?:first |originally )?(?:published|posted|written|filed|created|submitted)|date|issued|edition"
    r"|publication date|release date"
    r"|(?:article )?(?:paru|publi\u00e9e?)(?: dans l[\u2019']\u00e9dition)?|ver\u00f6ffentlicht|publicado"
    r"|pubblicato|gepubliceerd"
    r"|\u043e\u043f\u0443\u0431\u043b\u0438\u043a\u043e\u0432\u0430\u043d\u043e)"
    r"(?:\s+by\s+[^,|]{1,60}?\s+on|\s+(?:on|at|am|le|du|el|il|op))?(?:\s*\([^()]{1,10}\))?\s*:?\s+",
    re.IGNORECASE,
)
_SEGMENT = re.compile(
    r"\s*\|\s*|\s{3,}|\s+(?:--?|[\u2013\u2014\u2022\u00b7])\s+|,?\s+(?:by|par|von|por)\s+"
    r"|[\s,;]+(?=(?:last )?(?:updated|modified|published|posted)\b)",
    re.IGNORECASE,
)  # "4 May 2007 | Updated 18:30"
_BYLINE = re.compile(r"posted\s+by\s+\S.*?(?=\s+on\s|\s\|)", re.IGNORECASE)
_LABEL_ALONE = re.compile(
    r"(?:first |originally )?(?:published|posted|date|release date|publication date|issued)(?: on)?\s*:?",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s*(?:--|\u2014)\s*|\s+[\u2013-]\s+")
_AGENCY = re.compile(r"\s*\([^()]*\)$")
_REMARK = re.compile(r"\s*\([^()]*\)\s*$")
_HALF_DAY = re.compile(r"\b([ap])\.m\.", re.IGNORECASE)  # ends no sentence
_ISSUE = re.compile(r"\s+(?:issue|edition)$", re.IGNORECASE)
_CLOCK = re.compile(r"^\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?,?\s+on\s+", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_a-z].*")
_LONGEST_DATE_LINE = 120  # twice the longest in 17 pages of corpus/sample_archive; datelines are shorter
_N_WORDS_BEFORE_DATE = 8  # of a place or an author: "The Star-Courier", "Port Lucien, Lombrina"
_N_LINES_OF_A_HEAD = 10
_PUBLISHED, _BARE, _UPDATED = range(3)  # in this order one is preferred to the other


@dataclass(frozen=True, slots=True, kw_only=True)
class _DateLine:
    """A line that says a date: where it stands, how much it means, and the days."""

    index: int
    rank: int
    span: DateSpan


def is_date_line(line: str) -> bool:
    """Whether a line says a date and at most the time, the place and the author."""
    return _read_date_line(line, None) is not None


def read_document_date(
    pieces: Sequence[str], headline: int, first_prose: int, page: str = ""
) -> DateSpan | None:
    """The date in a date line or a dateline; of several the one nearest to the headline.

    A line that is a bare date counts above the first sentence only, or shortly below it where it is
    the only one, and not at all where more of them stand below: there they are the headings of a
    chronology. Nor do datelines that differ. The order of day and month is taken from all dates.

    Args:
        pieces: the text's blocks in order.
        headline: index of the headline, where the text has one.
        first_prose: index of the first block with a sentence; len(pieces) where there is none.
        page: the page with its furniture, whose dates tell the order of day and month, too.
    """
    order = day_order_of("\n".join((*pieces, page)))
    lines = _date_lines(pieces, order)
    bare = [line for line in lines if line.rank == _BARE]
    below = [line for line in bare if line.index > first_prose]
    finest = {line.span.precision for line in bare if line not in below and line.index >= headline - 1}
    headings = [line for line in below if parse_written_date(pieces[line.index], "", order)]
    if Precision.DAY in finest:  # "March 2013" is rather the heading of a calendar
        headings = [line for line in headings if line.span.precision is Precision.DAY]
    if headings and not (len(bare) == 1 and below[0].index <= headline + _N_LINES_OF_A_HEAD):
        lines = [line for line in lines if line.rank != _BARE]
    elif len(bare) > 1:
        lines = [line for line in lines if line not in below]
    if lines:
        return min(lines, key=lambda line: _distance(line, headline)).span
    datelines = set(_datelines(pieces, order))
    return datelines.pop() if len(datelines) == 1 else None


def _distance(line: _DateLine, headline: int) -> tuple[int, int, bool]:
    return line.rank, abs(line.index - headline), line.index < headline


def _date_lines(pieces: Sequence[str], order: DayOrder | None) -> list[_DateLine]:
    found = []
    for index, piece in enumerate(pieces):
        above = pieces[index - 1] if index else ""
        if read := _read_date_line(piece, order):
            rank = _PUBLISHED if read[0] == _BARE and _LABEL_ALONE.fullmatch(above) else read[0]
            found.append(_DateLine(index=index, rank=rank, span=read[1]))
    return found


def _read_date_line(line: str, order: DayOrder | None) -> tuple[int, DateSpan] | None:
    """The best date of a line of which every other part may be an author, a place or a time."""
    if len(line) > _LONGEST_DATE_LINE or holds_sentence(_HALF_DAY.sub(r"\1m", line)):
        return None
    parts = _SEGMENT.split(_BYLINE.sub("posted", line))
    found = [read for part in parts if (read := _read_part(part, order))]
    ranks = [rank for rank, _ in found]
    best = min(ranks, default=None)
    spans = {span for rank, span in found if rank == best}
    return (best, spans.pop()) if best is not None and len(spans) == 1 else None


def _read_part(part: str, order: DayOrder | None) -> tuple[int, DateSpan] | None:
    label = _LABEL.match(part)
    written = _CLOCK.sub("", part[label.end() if label else 0 :], count=1)
    span = _date_at_end(_ISSUE.sub("", _REMARK.sub("", written)), "date line", order)
    if span is None:
        return None
    return (_BARE if label is None else _UPDATED if label["update"] else _PUBLISHED), span


def _datelines(pieces: Sequence[str], order: DayOrder | None) -> Iterator[DateSpan]:
    """The dates of "June 15, 2007 -- ", "BRUSSELS, June 14, 2007 (Reuters) - " and "(AFP) 1 May 2007 -- "."""
    for piece in pieces:
        start = piece[:_LONGEST_DATE_LINE]
        dash = _DASH.search(start)
        span = _date_at_end(_AGENCY.sub("", start[: dash.start()]), "dateline", order) if dash else None
        if span:
            yield span


def _date_at_end(text: str, basis: str, order: DayOrder | None) -> DateSpan | None:
    """A date that ends the text, after nothing but names or a picture's caption in parentheses."""
    words = text.rpartition(")")[2].split()
    for index in range(min(len(words), _N_WORDS_BEFORE_DATE + 1)):
        if span := parse_written_date(" ".join(words[index:]), basis, order):
            if index and span.precision is not Precision.DAY and not words[index - 1].endswith(","):
                return None  # "Annual Report January 2007" is a title
            return span if all(_NAME.match(word) or not word.isalpha() for word in words[:index]) else None
    return None
