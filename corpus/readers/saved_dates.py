"""When a saved text was published, as far as it says so itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.dates import parse_written_date
from corpus.documents import DateSpan

_LABEL = re.compile(
    r"(?P<label>(?:last )?updated|published|posted|date|issued)(?: on)?\s*:?\s+", re.IGNORECASE
)
_DASH = re.compile(r"\s*(?:--|\u2014)\s*|\s+[\u2013-]\s+")
_AGENCY = re.compile(r"\s*\([^()]*\)$")
_LONGEST_DATELINE = 400  # a picture's caption may stand before it on the line
_PUBLISHED, _BARE, _UPDATED = range(3)  # in this order one is preferred to the other


def is_date_line(line: str) -> bool:
    """Whether a line is a date and nothing else, but for a word such as "Published" and a time."""
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
        return min(lines, key=lambda line: (line[1], abs(line[0] - headline)))[2]
    datelines = set(_datelines(pieces))
    return datelines.pop() if len(datelines) == 1 else None


def _read_date_line(line: str) -> tuple[int, DateSpan] | None:
    label = _LABEL.match(line)
    span = parse_written_date(line[label.end() :] if label else line, "date line")
    if span is None:
        return None
    if label is None:
        return _BARE, span
    return (_UPDATED if label[1] else _PUBLISHED), span


def _datelines(pieces: list[str]) -> Iterator[DateSpan]:
    """The dates of "June 15, 2007 -- ", "BRUSSELS, June 14, 2007 (Reuters) - " and "(AFP) 1 May 2007 -- "."""
    for piece in pieces:
        start = piece[:_LONGEST_DATELINE]
        dash = _DASH.search(start)
        span = _date_at_end(_AGENCY.sub("", start[: dash.start()])) if dash else None
        if span:
            yield span


def _date_at_end(text: str) -> DateSpan | None:
    """A date that ends the text, after nothing but a place in capitals or a picture's caption."""
    parts = text.rpartition(")")[2].split(",")
    for index in range(len(parts)):
        place, written = ",".join(parts[:index]), ",".join(parts[index:])
        if span := parse_written_date(written, "dateline"):
            return span if place == place.title() or place == place.upper() else None
    return None
