"""Page furniture out of text that was saved from the web: menus, footers, links to other pages.

It errs on the side of keeping. A line that holds a sentence is dropped only in the footer, a menu
only above the text's first paragraph or below its last, and never one with digits, as results have.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from corpus.documents import Dropped

_CLOSING = "\"'\u201d\u2019\u00bb)\\]"
_SENTENCE_END = re.compile(
    rf"[^\W_][{_CLOSING}]*[.!?\u2026\u0964\u061f\u06d4]+[{_CLOSING}]*$"
)  # Hindi, Arabic, Urdu too
_ENDS_LIKE_SENTENCE = re.compile(rf"[.!?\u2026\u0964\u061f\u06d4\u3002\uff01\uff1f:][{_CLOSING}]*\s*$")
_FULL_WIDTH_END = re.compile("[\u3002\uff01\uff1f]")  # Chinese and Japanese, which have no spaces
_N_WORDS_IN_LOWER_CASE = 3  # a name or an abbreviation that ends in a full stop has fewer
_N_ITEMS_OF_A_MENU = 3  # two also stand beside each other as author and paper
_N_WORDS_OF_AN_ITEM = 3  # the longest item ("Terms of use") in the menus of 14 pages of corpus/sample_archive
_N_HEADLINES_IN_A_ROW = 3  # a title, a subtitle and a section heading may stand in a row before a text
N_WORDS_OF_A_HEADLINE = 4  # shorter lines are as well names or places
_MENU = "a menu"
_MENU_MARKS = ("|", "¦", " / ", " ~ ", " . ", " · ", " • ", " > ", " » ")
_TO_TOP = re.compile(r"(?:back|return|go) to (?:the )?top(?: of (?:the )?page)?|top of page", re.IGNORECASE)
_SERVICE = re.compile(
    r"(?:share|print|e-?mail|save|tweet|bookmark|recommend|forward)(?: this| the| it)?"
    r"(?: page| article| story)?(?: to a friend)?"
    r"|skip to (?:main |the )?(?:content|navigation)|printer[- ]friendly(?: version)?",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"copyright\s*(?:©|\(c\))?\s*\d{4}.*|©.*|\(c\)\s*\d{4}.*|(?:.*[.,;|]\s*)?all rights reserved\.?",
    re.IGNORECASE,
)
_TAGS = re.compile(r"(?:\w+ )?(?:tags|labels|keywords|categories|filed under|posted in)\s*:.*", re.IGNORECASE)
_LIST_MARKER = re.compile(r"\s*(?:[•·*+-]|\d{1,3}[.)])\s+|#{1,6}\s|\|")


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanedPage:
    """The lines that are left, an empty one for every blank, and what was taken out."""

    lines: tuple[str, ...]
    dropped: tuple[Dropped, ...]


def remove_furniture(text: str) -> CleanedPage:
    r"""Take out of a page, whose lines end in "\n", the lines that are no part of its text."""
    lines = [line.strip() for line in text.split("\n")]
    reasons = _line_reasons(lines)
    reasons |= _footer_reasons(lines, reasons)
    reasons = _without_menus_in_body(lines, reasons)
    reasons |= _headline_run_reasons(lines, reasons)
    return CleanedPage(
        lines=tuple(line for index, line in enumerate(lines) if index not in reasons),
        dropped=tuple(Dropped(text=lines[index], reason=reasons[index]) for index in sorted(reasons)),
    )


def holds_sentence(text: str) -> bool:
    """Whether some stretch that ends like a sentence has words in lower case, as names have not.

    Words of scripts without case count as lower case; a Chinese or Japanese full stop is enough.
    """
    n_in_lower_case = 0
    for word in text.split():
        n_in_lower_case += _is_lower(word)
        if _FULL_WIDTH_END.search(word):
            return True
        if _SENTENCE_END.search(word):
            if n_in_lower_case >= _N_WORDS_IN_LOWER_CASE:
                return True
            n_in_lower_case = 0 if _is_lower(word) else n_in_lower_case
    return False


def is_paragraph(text: str) -> bool:
    """Whether a text holds a sentence and ends like one."""
    return holds_sentence(text) and _ENDS_LIKE_SENTENCE.search(text) is not None


def _is_lower(word: str) -> bool:
    letter = next((character for character in word if character.isalpha()), "A")
    return not letter.isupper()


def _line_reasons(lines: list[str]) -> dict[int, str]:
    """Why a line is furniture, by its index, for the lines that show it by themselves."""
    banners = _repeated_directly(lines)
    seen: set[str] = set()
    reasons: dict[int, str] = {}
    for index, line in enumerate(lines):
        if line in banners and line in seen:
            reasons[index] = "repeats a line above"
        elif line and (reason := _line_reason(line)):
            reasons[index] = reason
        seen.add(line)
    return reasons


def _repeated_directly(lines: list[str]) -> set[str]:
    filled = [line for line in lines if line]
    return {line for line, following in pairwise(filled) if line == following and not holds_sentence(line)}


def _line_reason(line: str) -> str | None:
    if not any(character.isalnum() for character in line):
        return "no letter and no digit"
    if _TO_TOP.fullmatch(line) or _SERVICE.fullmatch(line):
        return "a button of the page"
    if _COPYRIGHT.fullmatch(line):
        return "a copyright line"
    return None if holds_sentence(line) else _list_reason(line)


def _list_reason(line: str) -> str | None:
    if _TAGS.fullmatch(line):
        return "a list of tags"
    return _MENU if _is_menu(line) else None


def _is_menu(line: str) -> bool:
    """Whether a line is short items between marks of one kind, none of them a number.

    A table's row begins with its mark.
    """
    if line.startswith("|") or any(character.isdigit() for character in line):
        return False
    spaced = " ".join(line.split())
    return any(_are_menu_items(spaced.split(mark)) for mark in _MENU_MARKS)


def _are_menu_items(items: list[str]) -> bool:
    return len(items) >= _N_ITEMS_OF_A_MENU and all(
        len(item.split()) <= _N_WORDS_OF_AN_ITEM for item in items
    )


def _footer_reasons(lines: list[str], reasons: dict[int, str]) -> dict[int, str]:
    """What follows the last "Back to top" or copyright line below the text, if most of it is furniture."""
    paragraphs = (index for index, line in enumerate(lines) if index not in reasons and is_paragraph(line))
    first = next(paragraphs, len(lines))
    marks = [index for index in reasons if index > first and _begins_footer(lines[index])]
    if not marks:
        return {}
    below = [index for index in range(max(marks), len(lines)) if lines[index]]
    rest = [index for index in below if index not in reasons]
    return dict.fromkeys(rest, "part of the page's footer") if len(rest) * 2 < len(below) else {}


def _begins_footer(line: str) -> bool:
    return bool(_TO_TOP.fullmatch(line) or _COPYRIGHT.fullmatch(line))


def _without_menus_in_body(lines: list[str], reasons: dict[int, str]) -> dict[int, str]:
    """A line like a menu between two paragraphs is what they speak of: results, teams, prices."""
    body = [index for index, line in enumerate(lines) if index not in reasons and is_paragraph(line)]
    if not body:
        return reasons
    return {
        index: reason
        for index, reason in reasons.items()
        if reason != _MENU or not body[0] < index < body[-1]
    }


def _headline_run_reasons(lines: list[str], reasons: dict[int, str]) -> dict[int, str]:
    """Headlines in a row, each between blank lines, below the first sentence: links to other pages."""
    found: dict[int, str] = {}
    run: list[int] = []
    below_sentence = False
    kept = [index for index, line in enumerate(lines) if line and index not in reasons]
    for index in [*kept, None]:
        if index is not None and below_sentence and _is_headline(lines, index):
            run.append(index)
            continue
        if len(run) >= _N_HEADLINES_IN_A_ROW:
            found |= dict.fromkeys(run, f"one of {len(run)} headlines in a row without a text")
        run = []
        below_sentence = below_sentence or (index is not None and holds_sentence(lines[index]))
    return found


def _is_headline(lines: list[str], index: int) -> bool:
    line = lines[index]
    stands_alone = not any(lines[max(index - 1, 0) : index]) and not any(lines[index + 1 : index + 2])
    words = line.split()
    capitalised = [word for word in words if not _is_lower(word)]
    return (
        stands_alone
        and len(words) >= N_WORDS_OF_A_HEADLINE
        and len(capitalised) * 2 > len(words)
        and not _LIST_MARKER.match(line)
        and not holds_sentence(line)
    )
