"""When a file says that it was made: weak evidence of when its text was published."""

from __future__ import annotations

import re
from datetime import date

from corpus.dates import day_span
from corpus.documents import DateSpan

_PDF_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})")  # Source: ISO 32000-1, 7.9.4
_YEAR = re.compile(r"(?<![\d.,$€£])(?:1[89]|20)\d{2}(?![\d%]|[.,]\d)")


def parse_pdf_date(written: str) -> date | None:
    """The day of a date as PDFs have it."""
    match = _PDF_DATE.match(written.strip())
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def unless_contradicted(made: date | None, text: str, basis: str) -> DateSpan | None:
    """The day a file was made, unless its text speaks of other years and not of that one.

    A text of 2007 that was made into a file in 2019 was not published in 2019; one that names the
    year in which its file was made, or the one before, or no year at all, says nothing against it.
    """
    if made is None:
        return None
    years = {int(year) for year in _YEAR.findall(text)}
    is_possible = not years or bool(years & {made.year, made.year - 1})
    return day_span(made, basis) if is_possible else None
