"""The date of a web page that states none: what htmldate finds in its markup, as the last resort.

It looks at what is marked as a date by its class or place. It also takes dates that are none of
publication; those are refused.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from corpus.dates import day_span
from corpus.documents import DateSpan

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]  # lxml ships no types

BASIS = "found in the page's markup by htmldate"
_LAST_DAY = "2099-12-31"  # htmldate's own is today, which would make a build depend on its day
_PICTURES = "//meta[contains(@property, 'image') or contains(@name, 'image')] | //img | //source | //picture"
_CHANGES = "//meta[contains(@property, 'modified') or contains(@property, 'updated')]"
_STATEMENTS = "//script | //meta[contains(@name, 'modified')]"  # structured data has been read
_LAST_MONTH = 12


def find_published(tree: HtmlElement, modified: DateSpan | None) -> DateSpan | None:
    """The day that a page's markup points to; the tree is spoilt.

    Refused are the day of the last change, dates of pictures, any where time elements differ, and a
    numeric day and month that could be either way round.
    """
    if len({time.get("datetime") or time.text_content() for time in tree.iter("time")}) > 1:
        return None
    for element in tree.xpath(f"{_PICTURES} | {_CHANGES} | {_STATEMENTS}"):
        element.drop_tree()
    written = tree.text_content()
    from htmldate import find_date

    found = find_date(tree, extensive_search=False, original_date=True, max_date=_LAST_DAY)
    if not found:
        return None
    day = date.fromisoformat(found)
    is_change = modified is not None and modified.start <= day <= modified.end
    return None if is_change or _is_ambiguous(day, written) else day_span(day, BASIS)


def _is_ambiguous(day: date, written: str) -> bool:
    """Whether the page writes the day as numbers of which either could be the month."""
    if day.day > _LAST_MONTH or day.day == day.month:
        return False
    first, second = f"0?{day.day}", f"0?{day.month}"
    year = f"(?:{day.year}|{day.year % 100:02})"
    either = rf"(?<!\d)(?:{first}[./-]{second}|{second}[./-]{first})[./-]{year}(?!\d)"
    return re.search(either, written) is not None
