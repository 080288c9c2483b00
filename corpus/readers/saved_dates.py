"""When a saved text was published, as far as it says so itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.prose import holds_sentence
from corpus.dates import parse_written_date
from corpus.documents import DateSpan

_LABEL = re.compile(
    r"(?:(?:last )?(updated)|published|posted|written|date|issued|edition)"
    r"(?: by [^,|]{1,60}? on| on)?\s*:?\s+",
    re.IGNORECASE,
)
_BESIDE_DATE = re.compile(r"\s*\|\s*|\s+(?:--?|[\u2013\u2014]|by)\s+")  # "4 May 2007 | Updated 18:30"
_DASH = re.compile(r"\s*(?:--|\u2014)\s*|\s+[\u2013-]\s+")
_AGENCY = re.compile(r"\s*\([^()]*\)$")
_LONGEST_DATE_LINE = 120  # twice the longest in 17 pages of corpus/sample_archive; datelines are shorter
_PUBLISHED, _BARE, _UPDATED = range(3)  # in this order one is preferred to the other


def is_date_line(line: str) -> bool:
    """Whether a line says a date and at most the time, the place and the author."""
    return _read_date_line(line) is not None


def read_document_date(pieces: list[str], headline: int, first_prose: int) -> DateSpan | None:
    """The date in a date line or a dateline; of several the one nearest to the headline.

    A line that is a bare date counts above the first sentence only, and not at all where more of
    them stand below: there they are the headings of a chronology. Nor do datelines that differ.

    Args:
        pieces: the text's blocks in order.
        headline: index of the headline, where the text has one.
        first_prose: index of the first block with a sentence; len(pieces) where there is none.
    """
    lines = [(index, *found) for index, piece in enumerate(pieces) if (found := _read_date_line(piece))]
    if any(rank == _BARE and index > first_prose for index, rank, _ in lines):
        lines = [line for line in lines if line[1] != _BARE]
    if lines:
        return min(lines, key=lambda line: (line[1], abs(line[0] - headline), line[0] < headline))[2]
    datelines = set(_datelines(pieces))
    return datelines.pop() if len(datelines) == 1 else None


def _read_date_line(line: str) -> tuple[int, DateSpan] | None:
    """The one date of a line of which every part but one may be an author, a place or a time."""
    if len(line) > _LONGEST_DATE_LINE or holds_sentence(line):
        return None
    label = _LABEL.match(line)
    parts = _BESIDE_DATE.split(line[label.end() :] if label else line)
    spans = [span for part in parts if (span := _date_at_end(part, "date line"))]
    if len(spans) != 1:
        return None
    if label is None:
        return _BARE, spans[0]
    return (_UPDATED if label[1] else _PUBLISHED), spans[0]


def _datelines(pieces: list[str]) -> Iterator[DateSpan]:
    """The dates of "June 15, 2007 -- ", "BRUSSELS, June 14, 2007 (Reuters) - " and "(AFP) 1 May 2007 -- "."""
    for piece in pieces:
        start = piece[:_LONGEST_DATE_LINE]
        dash = _DASH.search(start)
        span = _date_at_end(_AGENCY.sub("", start[: dash.start()]), "dateline") if dash else None
        if span:
            yield span


def _date_at_end(text: str, basis: str) -> DateSpan | None:
    """A date that ends the text, after nothing but names or a picture's caption in parentheses."""
    parts = text.rpartition(")")[2].split(",")
    for index in range(len(parts)):
        if span := parse_written_date(",".join(parts[index:]), basis):
            names = ",".join(parts[:index]).split()
            return span if not any(name[0].islower() for name in names) else None
    return None
