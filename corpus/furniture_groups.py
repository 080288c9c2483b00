"""Groups of lines between blank ones that are furniture as a whole: boxes, lists of links, comments."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from itertools import groupby

from corpus import web_conventions as web
from corpus.page_units import BOX_REASONS, COPYRIGHT, QUOTE, WRITTEN_SIGNS, Unit, UnitKind
from corpus.prose import holds_sentence, is_lower
from corpus.readers.saved_dates import is_date_line

_N_WORDS_OF_A_BOX = 60
_N_WORDS_OF_A_LINE_IN_A_BOX = 25
_N_WORDS_OF_A_HEADING = 6
_N_WORDS_OF_A_LINK = 4
_N_LETTERS_OF_A_WORD = 4  # shorter ones in lower case stand in names and titles, too
_N_LINKS = 2
_N_ITEMS_OF_A_ROW = 3
_N_WORDS_OF_A_BUTTON = 8
_N_WORDS_OF_A_LABEL = 4
_N_REPEATED = 4
_NUMBERED = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[•*·-])\s+|\s*\[\w+\]$")
_COUNT = re.compile(r"\d{1,4}(?:,\d{3})*(?:\.\d)?[KMkm]?")
_N_COUNTS = 3
_MARK = re.compile(r"\s[|·•]\s")
_GAP = re.compile(r"\s{3,}|\t+")
_N_WORDS_OF_A_REMARK = 12  # as in corpus/furniture.py
_SHOWN_IN_TEXT = re.compile(  # pictures and posts of others stand in a text with buttons of their own
    r"(?<!\w)(?:photo|image|picture|video|caption|foto|bild|tweet|retweets?)\b|(?<!\w)@\w|people are talking", re.IGNORECASE
)
_TABLE = re.compile(r"\S(?:\s{2,}|\t)\S.*\d|\d.*\S(?:\s{2,}|\t)\S|\|")
_ADDRESS = re.compile(r"@|https?:|www\.|\+?\d[\d ()-]{6,}\d")
_MARKER = re.compile(r"(?:[•·*+-]|\d{1,3}[.)]?)\s+")
_IMPRINT = re.compile(r"by (?-i:[A-Z])|(?:posted|published|written|filed|(?:last )?(?:updated|modified))\b", re.IGNORECASE)
_OF_DATES = re.compile(r"\b(?:time ?line|chronology|dates|history|schedule|calendar|program(?:me)?)\b", re.IGNORECASE)
_MAY_BE_LINKS = (UnitKind.SHORT, UnitKind.NOTE, UnitKind.FURNITURE)
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
    is_footer = any(reasons.get(i) == COPYRIGHT for i in group)
    able = all(_may_be_in_box(unit, is_footer=is_footer) for unit in rest)
    return is_marked and is_small and not shows and able


def _may_be_in_box(unit: Unit, *, is_footer: bool) -> bool:
    return (
        unit.kind is not UnitKind.NOTE
        and unit.n_words <= _N_WORDS_OF_A_LINE_IN_A_BOX
        and (is_footer or unit.n_words <= _N_WORDS_OF_A_REMARK or unit.kind is UnitKind.SITE or speaks_to_reader(unit))
        and not (is_date_line(unit.text) or _IMPRINT.match(unit.text))
        and not _MARKER.match(unit.text)
        and not _TABLE.search(unit.text)
    )


def speaks_to_reader(unit: Unit) -> bool:
    """Whether a site may be speaking: it says "we" or "you", outside of quotation marks."""
    return web.ADDRESSES_READER.search(unit.text) is not None and not QUOTE.search(unit.text)


def link_groups(units: Sequence[Unit], reasons: Collection[int], last: int) -> set[int]:
    """Below the last paragraph, headlines in a row under a short line that introduces no list."""
    found: set[int] = set()
    for group in _groups(units):
        head, *links = [units[i] for i in group]
        if group[0] <= last or any(i in reasons for i in group):
            continue
        if _is_link_heading(head) and (_are_links(links) or _are_dated(links)):
            found.update(group)
    return found


def _are_dated(units: Sequence[Unit]) -> bool:
    """Whether most lines are headlines with the days of their stories."""
    n_dated = sum(unit.kind in _MAY_BE_LINKS and web.DATED.fullmatch(unit.text) is not None for unit in units)
    return n_dated >= _N_LINKS and n_dated * 2 > len(units) and not any(_TABLE.search(u.text) for u in units)


def _is_link_heading(unit: Unit) -> bool:
    return (
        unit.kind is UnitKind.SHORT
        and unit.n_words <= _N_WORDS_OF_A_HEADING
        and not _INTRODUCES.fullmatch(unit.text)
        and not _OF_DATES.search(unit.text)
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


def lone_rows(units: Sequence[Unit]) -> set[int]:
    """Short items in a row with wide gaps between them, and no other row beside: no table's."""
    rows = [_items(unit) for unit in units]
    return {
        index
        for index, items in enumerate(rows)
        if len(items) >= _N_ITEMS_OF_A_ROW
        and max(len(item.split()) for item in items) <= _N_WORDS_OF_A_HEADING
        and not any(len(other) > 1 for other in (*rows[max(index - 1, 0) : index], *rows[index + 1 : index + 2]))
        and units[index].kind is UnitKind.SHORT
    }


def _items(unit: Unit) -> list[str]:
    return _GAP.split(unit.text)


def dated_runs(units: Sequence[Unit], last: int) -> set[int]:
    """Below the last paragraph, headlines with their days, one below the other."""
    found: set[int] = set()
    run: list[int] = []
    for index in (*range(last + 1, len(units)), None):
        if index is not None and _is_dated(units[index]):
            run.append(index)
            continue
        found.update(run if len(run) >= _N_LINKS else ())
        run = []
    return found


def _is_dated(unit: Unit) -> bool:
    told = [word for word in unit.text.split() if len(word) >= _N_LETTERS_OF_A_WORD and word.isalpha()]
    is_headline = len(told) >= _N_LINKS and not _IMPRINT.match(unit.text)
    return unit.kind is UnitKind.SHORT and is_headline and web.DATED.fullmatch(unit.text) is not None


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
        unicodedata.category(one) == "So" and one not in WRITTEN_SIGNS for one in (unit.text[0], unit.text[-1])
    )


def marked_rows(units: Sequence[Unit], last: int) -> set[int]:
    """Below the last paragraph, items with marks between them in one line that has none like it beside it."""
    counts = [len(_MARK.findall(unit.text)) for unit in units]
    return {
        index
        for index in range(last + 1, len(units))
        if units[index].kind is UnitKind.SHORT
        and counts[index] >= _N_LINKS
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


def contents(units: Sequence[Unit]) -> set[int]:
    """Short lines in a group most of which stand again below, as the headings of the parts."""
    plain = [_NUMBERED.sub("", unit.text).casefold() for unit in units]
    found: set[int] = set()
    for group in _groups(units):
        below = {plain[i] for i in range(group[-1] + 1, len(units)) if units[i].kind is not UnitKind.PROSE}
        group = [i for i in group if units[i].kind is not UnitKind.FURNITURE]
        short = [i for i in group if units[i].kind in (UnitKind.SHORT, UnitKind.SECTION)]
        n_again = sum(plain[i] in below for i in short)
        if n_again >= _N_LINKS and n_again * 2 > len(short) - 1 and len(short) == len(group):
            found.update(group)
    return found


def counts_of_buttons(units: Sequence[Unit]) -> set[int]:
    """Lines that are a number, beside a button of their group: how many pressed it."""
    found: set[int] = set()
    for group in _groups(units):
        numbers = {i for i in group if _COUNT.fullmatch(units[i].text)}
        has_button = any(units[i].reason in BOX_REASONS for i in group)
        if has_button and 0 < len(numbers) <= _N_COUNTS:
            found |= numbers
    return found
