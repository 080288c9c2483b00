"""Page furniture out of text that was saved from the web: menus, footers, links to other pages.

It errs on the side of keeping. What a line says decides first (corpus/page_units.py), then where it
stands (corpus/furniture.py); corrections, credits and remarks in parentheses always stay, and rows of
results with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.documents import Dropped
from corpus.furniture import furniture_reasons
from corpus.page_units import page_units


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanedPage:
    """The lines that are left, an empty one for every blank, and what was taken out."""

    lines: tuple[str, ...]
    dropped: tuple[Dropped, ...]


def remove_furniture(text: str) -> CleanedPage:
    r"""Take out of a page, whose lines end in "\n", the lines that are no part of its text."""
    lines = [line.strip() for line in text.split("\n")]
    units = page_units(lines)
    reasons = {
        line: reason
        for index, reason in furniture_reasons(units).items()
        for line in range(units[index].start, units[index].end)
    }
    return CleanedPage(
        lines=tuple(line for index, line in enumerate(lines) if index not in reasons),
        dropped=tuple(Dropped(text=lines[index], reason=reasons[index]) for index in sorted(reasons)),
    )


def furniture_among(pieces: Sequence[str]) -> dict[int, str]:
    """Why a piece of a text that an extractor has made is furniture, by its index; a piece is one line."""
    lines = [line for piece in pieces for line in (" ".join(piece.split()), "")]
    units = page_units(lines)
    return {units[index].start // 2: reason for index, reason in furniture_reasons(units).items()}
