"""Lines that are furniture by their shape and that of the lines around them, wherever they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from corpus.furniture_groups import groups_of
from corpus.page_units import BOX_REASONS, WRITTEN_SIGNS, Unit, UnitKind

ROW = "a row of short items"
_N_WORDS_OF_AN_ITEM = 6  # the numbers here were chosen on the labelled pages of tests/quality
_N_AGAIN = 2
_N_MARKS = 2
_N_ITEMS_OF_A_ROW = 3
_N_WORDS_OF_A_BUTTON = 8
_N_WORDS_OF_A_LABEL = 4
_N_REPEATED = 4
_GAP = re.compile(r"\s{3,}|\t+")
_NUMBERED = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[•*·-])\s+|\s*\[\w+\]$")
_COUNT = re.compile(r"\d{1,4}(?:,\d{3})*(?:\.\d)?[KMkm]?")
_N_COUNTS = 3
_MARK = re.compile(r"\s[|·•]\s")


def row_reasons(units: Sequence[Unit]) -> dict[int, str]:
    """Why a line is furniture, by its index."""
    found = {
        "the page's contents": contents(units),
        ROW: lone_rows(units),
        "counts those who pressed a button": counts_of_buttons(units),
        "says the same of each part of the page": repeated_labels(units),
        "a line with a drawn symbol": drawn_lines(units),
    }
    kinds = (UnitKind.SHORT, UnitKind.SECTION)
    return {i: why for why, indices in found.items() for i in sorted(indices) if units[i].kind in kinds}


def contents(units: Sequence[Unit]) -> set[int]:
    """Short lines in a group most of which stand again below, as the headings of the parts."""
    plain = ["" if unit.kind is UnitKind.PROSE else _NUMBERED.sub("", unit.text).casefold() for unit in units]
    found: set[int] = set()
    below: set[str] = set()
    for group in reversed(groups_of(units)):
        told = [i for i in group if units[i].kind is not UnitKind.FURNITURE]
        are_short = all(units[i].kind in (UnitKind.SHORT, UnitKind.SECTION) for i in told)
        n_again = sum(plain[i] in below for i in told)
        if are_short and n_again >= _N_AGAIN and n_again * 2 > len(told) - 1:
            found.update(told)
        below.update(plain[i] for i in group if units[i].kind is not UnitKind.PROSE)
    return found


def lone_rows(units: Sequence[Unit]) -> set[int]:
    """Short items in a row with wide gaps between them, and no other row beside: no table's."""
    rows = [_items(unit) for unit in units]
    return {
        index
        for index, items in enumerate(rows)
        if len(items) >= _N_ITEMS_OF_A_ROW
        and max(len(item.split()) for item in items) <= _N_WORDS_OF_AN_ITEM
        and not any(
            len(other) > 1 for other in (*rows[max(index - 1, 0) : index], *rows[index + 1 : index + 2])
        )
        and units[index].kind is UnitKind.SHORT
    }


def _items(unit: Unit) -> list[str]:
    return _GAP.split(unit.text)


def marked_rows(units: Sequence[Unit], last: int) -> set[int]:
    """Below the last paragraph, items with marks between them in one line that has none like it beside it."""
    counts = [len(_MARK.findall(unit.text)) for unit in units]
    return {
        index
        for index in range(last + 1, len(units))
        if units[index].kind is UnitKind.SHORT
        and counts[index] >= _N_MARKS
        and not units[index].text.startswith("|")
        and not any(count > 1 for count in counts[index - 1 : index])
        and not any(count > 1 for count in counts[index + 1 : index + 2])
    }


def repeated_labels(units: Sequence[Unit]) -> set[int]:
    """Lines of one label and a value each that stand in several groups: "Posts: 611", "Posts: 9"."""
    labels: dict[str, set[int]] = {}
    for index, unit in enumerate(units):
        label, mark, value = unit.text.partition(": ")
        is_short = unit.kind is UnitKind.SHORT and unit.n_words <= _N_WORDS_OF_A_LABEL
        if mark and is_short and any(map(str.isdigit, value)):
            labels.setdefault(label, set()).add(index)
    repeated = [found for found in labels.values() if len({units[i].group for i in found}) >= _N_REPEATED]
    return {index for found in repeated for index in found}


def counts_of_buttons(units: Sequence[Unit]) -> set[int]:
    """Lines that are a number, beside a button of their group: how many pressed it."""
    found: set[int] = set()
    for group in groups_of(units):
        numbers = {i for i in group if _COUNT.fullmatch(units[i].text)}
        has_button = any(units[i].reason in BOX_REASONS for i in group)
        if has_button and 0 < len(numbers) <= _N_COUNTS:
            found |= numbers
    return found


def drawn_lines(units: Sequence[Unit]) -> set[int]:
    """Short lines that begin or end with a symbol, as buttons do, and no list's: "Newest first \u25be"."""
    drawn = [_is_drawn(unit) for unit in units]
    return {
        index
        for index, is_one in enumerate(drawn)
        if is_one and not any((*drawn[max(index - 1, 0) : index], *drawn[index + 1 : index + 2]))
    }


def _is_drawn(unit: Unit) -> bool:
    is_short = unit.kind is UnitKind.SHORT and unit.n_words <= _N_WORDS_OF_A_BUTTON
    return is_short and any(
        unicodedata.category(one) == "So" and one not in WRITTEN_SIGNS
        for one in (unit.text[0], unit.text[-1])
    )
