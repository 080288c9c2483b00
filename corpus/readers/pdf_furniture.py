"""Running headers, footers and page numbers of a paged file, which are no part of its text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from corpus.documents import Dropped
from corpus.readers.pdf_process import PdfLine, PdfPage

_N_MARGIN_LINES = 3  # a header or footer has no more, by its own rules of layout
_N_PAGES = 3  # text at the same place of so many pages is no chance
_GAP = 0.5  # of a line's height; the white space between lines of a paragraph is a fifth
_SAME_PLACE_POINTS = 6  # a header shifts by less than a line between odd and even pages
_PAGE_NUMBER = re.compile(
    r"\W{0,3}(?:page|p\.|seite|página|pagina)?\s*(\d{1,4})\s*(?:(?:of|/|von|de|di|sur)\s*\d{1,4})?\W{0,3}",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_Place = tuple[int, int]  # indices of a page and of a line on it


def remove_running_lines(pages: Sequence[PdfPage]) -> tuple[list[PdfPage], list[Dropped]]:
    """The pages without the lines at their edges that repeat or count from page to page."""
    edges = [(n, index) for n, page in enumerate(pages) for index in _edge_lines(page)]
    reasons = {**_repeated(pages, edges), **_page_numbers(pages, edges)}
    apart = {
        (n, i) for n, page in enumerate(pages) for i in _set_apart(page, {i for m, i in reasons if m == n})
    }
    reasons = {place: reason for place, reason in reasons.items() if place in apart}
    dropped = [
        Dropped(text=pages[n].lines[index].text, reason=f"{reasons[n, index]}, on page {n + 1}")
        for n, index in sorted(reasons)
    ]
    return [_without(page, n, reasons) for n, page in enumerate(pages)], dropped


def _without(page: PdfPage, n: int, reasons: dict[_Place, str]) -> PdfPage:
    return replace(page, lines=tuple(line for i, line in enumerate(page.lines) if (n, i) not in reasons))


def _edge_lines(page: PdfPage) -> set[int]:
    """The lines nearest to the upper and the lower edge."""
    by_height = sorted(range(len(page.lines)), key=lambda index: page.lines[index].bottom)
    return {*by_height[:_N_MARGIN_LINES], *by_height[-_N_MARGIN_LINES:]}


def _set_apart(page: PdfPage, suspects: set[int]) -> set[int]:
    """Of the suspects those between an edge and a gap: text goes on without one."""
    lines = page.lines
    downwards = sorted(range(len(lines)), key=lambda index: -lines[index].bottom)
    if len(suspects) == len(lines):
        return suspects if len(lines) <= _N_MARGIN_LINES else set()
    found: set[int] = set()
    for order in (downwards, downwards[::-1]):
        n = next(n for n, index in enumerate(order) if index not in suspects)
        if n and _gap(lines[order[n - 1]], lines[order[n]]) > _GAP * lines[order[n]].size:
            found |= set(order[:n])
    return found


def _gap(one: PdfLine, other: PdfLine) -> float:
    """The white space between two lines."""
    return max(one.bottom - other.top, other.bottom - one.top)


def _repeated(pages: Sequence[PdfPage], edges: Sequence[_Place]) -> dict[_Place, str]:
    """Lines with letters that stand at about the same place of several pages, whatever their numbers."""
    found: dict[str, list[_Place]] = defaultdict(list)
    for place in edges:
        key = _DIGITS.sub("#", pages[place[0]].lines[place[1]].text.casefold())
        if any(character.isalpha() for character in key):
            found[key].append(place)
    least = min(_N_PAGES, max(2, len(pages)))
    reasons: dict[_Place, str] = {}
    for places in found.values():
        together = [place for place in places if _n_pages_at(pages, places, place) >= least]
        reason = f"a running header or footer of {len({n for n, _ in together})} pages"
        reasons |= dict.fromkeys(together, reason)
    return reasons


def _n_pages_at(pages: Sequence[PdfPage], places: Sequence[_Place], place: _Place) -> int:
    def bottom(place: _Place) -> float:
        return _line(pages, place).bottom

    return len({n for n, i in places if abs(bottom((n, i)) - bottom(place)) <= _SAME_PLACE_POINTS})


def _page_numbers(pages: Sequence[PdfPage], edges: Sequence[_Place]) -> dict[_Place, str]:
    """Lone numbers that count with the pages; on a single page, a 1."""
    numbers = {
        place: int(match[1]) - place[0]
        for place in edges
        if (match := _PAGE_NUMBER.fullmatch(_line(pages, place).text))
    }
    n_by_offset = Counter(numbers.values())
    least = min(2, len(pages))
    return {
        place: "a page number"
        for place, offset in numbers.items()
        if n_by_offset[offset] >= least and (len(pages) > 1 or offset == 1)
    }


def _line(pages: Sequence[PdfPage], place: _Place) -> PdfLine:
    return pages[place[0]].lines[place[1]]
