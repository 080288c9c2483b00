"""Where a text quotes: quotation marks of every kind, paired, over several paragraphs if need be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_PARAGRAPH = re.compile(r"[^\n]+")
# A mark that can only open or close, or a straight or single one beside a space or punctuation.
# An apostrophe within a word is none.
_MARK = re.compile(r"[\"“”„«»‟＂]|``|'{2,3}|(?<!\w)['‘‚‹](?=[\w.…\[($#@])|(?<=\S)['’›](?!\w)")
_OPENS = frozenset("“„«‟") | {"``"}
_CLOSES = frozenset("”»")
_SINGLE_OPENS = frozenset("'‘‚‹")
_PUNCTUATION = frozenset(".,!?…;:")
_MAX_SINGLE = 300  # characters between single marks; a longer stretch holds an apostrophe, no quotation


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """text[start:end] with its marks; not `closed` where the paragraph ends before the mark comes."""

    start: int
    end: int
    closed: bool


def find_quotations(text: str) -> list[Quotation]:
    """Find the outermost quotations, in order, without overlap, none across a line break.

    A quotation that is never closed reaches to its paragraph's end, if the paragraph begins with it,
    or something announces it (", “" or ": “"); another is taken for a stray mark. Takes time with the
    text's length.
    """
    found: list[Quotation] = []
    for paragraph in _PARAGRAPH.finditer(text):
        found += _in_paragraph(text, paragraph.start(), paragraph.end())
    return found


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    marks = [(m.start(), m.end(), m.group()) for m in _MARK.finditer(text, start, end)]
    if not marks:
        return []
    found = _double(text, start, end, marks)
    singles = [mark for mark in marks if mark[2] in "'‘‚‹’›"]
    if singles:
        found = sorted(found + _single(text, singles, found), key=lambda quotation: quotation.start)
    return found


def _double(text: str, start: int, end: int, marks: list[tuple[int, int, str]]) -> list[Quotation]:
    found: list[Quotation] = []
    opened: int | None = None
    for mark_start, mark_end, mark in marks:
        if mark in _SINGLE_OPENS or mark in "’›":
            continue
        if _opens(text, start, mark_start, mark_end, mark, is_open=opened is not None):
            opened = mark_start
        elif opened is not None:
            if mark_start > opened + 1:
                found.append(Quotation(start=opened, end=mark_end, closed=True))
            opened = None
    if opened is not None and _stands_alone(text, start, opened):
        stop = opened + len(text[opened:end].rstrip())
        found.append(Quotation(start=opened, end=stop, closed=False))
    return found


def _opens(text: str, start: int, mark_start: int, mark_end: int, mark: str, *, is_open: bool) -> bool:
    if mark in _OPENS:
        return not (
            is_open and text[mark_start - 1] in _PUNCTUATION and text[mark_end : mark_end + 1].isspace()
        )
    if mark in _CLOSES:
        # Typed the wrong way round: a closing mark between a space and a word.
        return not is_open and _before_word(text, start, mark_start, mark_end)
    if not is_open:
        return mark_end < len(text) and not text[mark_end].isspace()
    return False


def _before_word(text: str, start: int, mark_start: int, mark_end: int) -> bool:
    after = text[mark_end : mark_end + 1]
    return (mark_start == start or text[mark_start - 1].isspace()) and after.isalnum()


def _stands_alone(text: str, start: int, opened: int) -> bool:
    before = text[max(start, opened - 40) : opened].rstrip()
    return not before or before[-1] in ",:"


def _single(text: str, marks: list[tuple[int, int, str]], doubles: list[Quotation]) -> list[Quotation]:
    """Pairs of single marks outside the double ones."""
    found: list[Quotation] = []
    opened: int | None = None
    for mark_start, mark_end, mark in _outside(marks, doubles):
        if opened is not None and mark_start - opened > _MAX_SINGLE:
            opened = None
        if mark in "’›" or (mark == "'" and not _at_start_of_word(text, mark_start)):
            if opened is not None and not _possessive(text, mark_start, mark_end):
                found.append(Quotation(start=opened, end=mark_end, closed=True))
                opened = None
        else:
            opened = mark_start
    found = [q for q in found if not any(d.start >= q.start and d.end <= q.end for d in doubles)]
    return [left for left, right in pairwise([*found, None]) if left is not None and right is not left]


def _outside(marks: list[tuple[int, int, str]], doubles: list[Quotation]) -> list[tuple[int, int, str]]:
    kept, at = [], 0
    for mark in marks:
        while at < len(doubles) and doubles[at].end <= mark[0]:
            at += 1
        if at == len(doubles) or mark[0] < doubles[at].start:
            kept.append(mark)
    return kept


def _at_start_of_word(text: str, at: int) -> bool:
    return (at == 0 or not (text[at - 1].isalnum() or text[at - 1] in _PUNCTUATION)) and text[
        at + 1 : at + 2
    ].isalnum()


def _possessive(text: str, mark_start: int, mark_end: int) -> bool:
    """As in "the voters' choice": an s before, a lower-case word after."""
    after = text[mark_end : mark_end + 2].strip()
    return (
        text[mark_start - 1 : mark_start] == "s" and text[mark_end : mark_end + 1] == " " and after.islower()
    )
