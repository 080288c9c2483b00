"""Groups of lines between blank ones that are furniture as a whole: boxes, lists of links, comments."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import groupby

from corpus import web_conventions as web
from corpus.page_units import BOX_REASONS, Unit, UnitKind
from corpus.prose import holds_sentence, is_lower
from corpus.readers.saved_dates import is_date_line

_N_WORDS_OF_A_BOX = 60
_N_WORDS_OF_A_LINE_IN_A_BOX = 25
_N_WORDS_OF_A_HEADING = 6
_N_WORDS_OF_A_LINK = 4
_N_LETTERS_OF_A_WORD = 4  # shorter ones in lower case stand in names and titles, too
_N_LINKS = 2
_N_WORDS_OF_A_REMARK = 12  # as in corpus/furniture.py
_SHOWN_IN_TEXT = re.compile(  # pictures and posts of others stand in a text with buttons of their own
    r"(?<!\w)(?:photo|image|picture|video|caption|foto|bild|tweet|retweets?)\b|(?<!\w)@\w|people are talking", re.IGNORECASE
)
_TABLE = re.compile(r"\S(?:\s{2,}|\t)\S.*\d|\d.*\S(?:\s{2,}|\t)\S|\|")
_ADDRESS = re.compile(r"@|https?:|www\.|\+?\d[\d ()-]{6,}\d")
_MARKER = re.compile(r"(?:[•·*+-]|\d{1,3}[.)]?)\s+")
_IMPRINT = re.compile(r"(?:by|posted|published|written|filed|(?:last )?(?:updated|modified))\b", re.IGNORECASE)
_INTRODUCES = re.compile(r".*[:.;,][\"'”’)\]]*")


def box_groups(units: Sequence[Unit], reasons: Mapping[int, str], body: Sequence[int]) -> set[int]:
    """What stands beside a button, a form or an advertisement in a group of few words below the first text."""
    found: set[int] = set()
    for group in _groups(units):
        if body and group[0] > body[0] and len(group) > 1 and _is_box(units, reasons, group):
            found.update(group)
    return found


def _groups(units: Sequence[Unit]) -> list[list[int]]:
    return [list(group) for _, group in groupby(range(len(units)), key=lambda i: units[i].group)]


def _is_box(units: Sequence[Unit], reasons: Mapping[int, str], group: Sequence[int]) -> bool:
    rest = [units[i] for i in group if i not in reasons]
    is_marked = any(reasons.get(i) in BOX_REASONS for i in group)
    is_small = sum(unit.n_words for unit in rest) <= _N_WORDS_OF_A_BOX
    shows = any(_SHOWN_IN_TEXT.search(units[i].text) for i in group)
    return is_marked and is_small and not shows and all(_may_be_in_box(unit) for unit in rest)


def _may_be_in_box(unit: Unit) -> bool:
    return (
        unit.kind is not UnitKind.NOTE
        and unit.n_words <= _N_WORDS_OF_A_LINE_IN_A_BOX
        and (unit.n_words <= _N_WORDS_OF_A_REMARK or _speaks_to_reader(unit))
        and not (is_date_line(unit.text) or _IMPRINT.match(unit.text))
        and not _MARKER.match(unit.text)
        and not _TABLE.search(unit.text)
    )


def _speaks_to_reader(unit: Unit) -> bool:
    return unit.kind is UnitKind.SITE or web.ADDRESSES_READER.search(unit.text) is not None


def link_groups(units: Sequence[Unit], reasons: Collection[int], last: int) -> set[int]:
    """Below the last paragraph, headlines in a row under a short line that introduces no list."""
    found: set[int] = set()
    for group in _groups(units):
        head, *links = [units[i] for i in group]
        is_below = group[0] > last and not any(i in reasons for i in group)
        if is_below and len(links) >= _N_LINKS and _is_link_heading(head) and _are_links(links):
            found.update(group)
    return found


def _is_link_heading(unit: Unit) -> bool:
    return (
        unit.kind is UnitKind.SHORT
        and unit.n_words <= _N_WORDS_OF_A_HEADING
        and not _INTRODUCES.fullmatch(unit.text)
        and not _MARKER.match(unit.text)
    )


def _are_links(units: Sequence[Unit]) -> bool:
    are_short = all(unit.kind is UnitKind.SHORT and not _ADDRESS.search(unit.text) for unit in units)
    n_headlines = sum(_is_headline(unit.text) for unit in units)
    return are_short and n_headlines >= _N_LINKS and n_headlines * 3 >= len(units) * 2


def _is_headline(text: str) -> bool:
    words = _MARKER.sub("", text, count=1).split()
    told = [word for word in words if len(word) >= _N_LETTERS_OF_A_WORD and is_lower(word)]
    return len(words) >= _N_WORDS_OF_A_LINK and len(told) >= _N_LINKS and not _TABLE.search(text)


def n_comment_stamps(units: Sequence[Unit]) -> int:
    """How many lines say who wrote a comment, or when."""
    return sum(
        not holds_sentence(unit.text)
        and (web.SPEAKER_OF_COMMENT.fullmatch(unit.text) or web.STAMP.fullmatch(unit.text)) is not None
        for unit in units
    )
