"""The lines of a saved page as units, each told apart by what it says, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from corpus import web_conventions as web
from corpus.menu_words import MENU_WORDS, NETWORKS
from corpus.prose import holds_sentence, is_paragraph
from corpus.readers.hard_wrap import lines_that_run_on

MENU = "a menu"
_TO_TOP, _SHARE = "leads back to the top", "links for sharing"
COPYRIGHT, _TAGS = "a copyright line", "a list of tags"
_PAGING = "leads to the pages beside this one"
_BUTTON, _CALL = "a button of the page", "asks the reader to do something"
BOX_REASONS = frozenset({_SHARE, _BUTTON, _CALL, COPYRIGHT})  # what stands beside them belongs to them
END_REASONS = frozenset(
    {MENU, _TO_TOP, _SHARE, COPYRIGHT, _TAGS, "leads to the pages beside this one"}
)  # stand around a text, not within
_N_ITEMS_OF_A_MENU = 3  # two also stand beside each other as author and paper
_N_WORDS_OF_AN_ITEM = 3  # the longest item ("Terms of use") in the menus of 14 pages of corpus/sample_archive
_N_WORDS_OF_A_LONG_ITEM = 8  # two items that were saved without the mark between them
_N_WORDS_OF_A_MEAN_ITEM = 4  # where an item is known to be a button or a part of a site
_MENU_MARKS = ("|", "¦", " / ", " ~ ", " . ", " · ", " • ", " > ", " » ", " - ", " – ", " :: ")
_LONGEST_OWN_LINE = 200  # what a page says of itself in a line is shorter; sentences of a text are not
_LONGEST_SECTION = 60
_N_WORDS_OF_A_CALL = 16
_N_SITE_CUES = 2
_LONGEST_GLYPH = 2
_ANY_MARK = re.compile(r"\s*\|\s*|\s+[¦•·/-]\s+|\s{2,}|\t|[\[\]]\s*")
_BYLINE = re.compile(r"(?:by|von|par|por)\s+[A-Z]", re.IGNORECASE)
_TRAIL = re.compile(r"\s*[»\u203a>]\s*")
_LABEL = re.compile(r"^[\w' ]{1,30}:\s+")  # "Visit our partners: A | B | C"
_COLUMNS = re.compile(r"\s{2,}|\t")
_BRACKETS = re.compile(r"\s*(?:\[[^\[\]]{1,40}\]\s*){2,}")
QUOTE = re.compile('["“”«»]')
_SPACED_OUT = re.compile(r"(?<!\S)(?:\w ){3,}\w(?!\S)")  # "A D V E R T I S E M E N T"
_COUNT_AT_END = re.compile(r"\s*[(\[]\W*\d[^()\[\]]{0,20}[)\]]\W*$")  # "Comments (3)", "Listen (27:40)"
_ARROW = re.compile(r"[^«»]*\s(?:>>|[»\u203a\u2192\u25b6\u25ba])|(?:>>|[»\u203a\u2192\u25b6\u25ba])\s[^«»]*")
_WORD = re.compile(r"[^\W\d_]{2}")
_GAP = re.compile(r"\S(?: {3,}|\t)\S")  # what stands beside each other on a page
WRITTEN_SIGNS = "°©®№"  # the other symbols are drawn, on buttons and in boxes
_N_WORDS_OF_A_LINK = 16


class UnitKind(StrEnum):
    """What a unit is by itself."""

    PROSE = "prose"
    SHORT = "short"  # no sentence: a heading, a name, a link, a row of results
    NOTE = "note"  # a correction, a credit, a remark in parentheses
    FURNITURE = "furniture"
    SECTION = "section"  # the heading of links to other pages
    COMMENTS = "comments"  # the heading of what readers wrote
    TEASER = "teaser"  # the start of another page's text
    SITE = "site"  # a paragraph about the site


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A line, or the lines of one hard-wrapped paragraph, lines[start:end]; `alone` in its group.

    `group` counts the groups of lines between blank ones.
    """

    start: int
    end: int
    text: str
    kind: UnitKind
    reason: str = ""
    alone: bool = False
    group: int = 0

    @property
    def n_words(self) -> int:
        """The words between spaces."""
        return len(self.text.split())


def page_units(lines: Sequence[str]) -> list[Unit]:
    """The filled lines of a page in order; a line that repeats the one above is furniture."""
    again = _repetitions(lines)
    return [
        replace(unit, group=number)
        for number, group in enumerate(_groups(lines))
        for unit in _units_of(lines, group, again)
    ]


def _repetitions(lines: Sequence[str]) -> frozenset[int]:
    """The lines that stand above already, of those that once stand there directly, blank lines aside."""
    filled = [line for line in lines if line]
    repeated = {line for line, below in pairwise(filled) if line == below and not holds_sentence(line)}
    first = {line: lines.index(line) for line in repeated}
    return frozenset(i for i, line in enumerate(lines) if line in repeated and i != first[line])


def _groups(lines: Sequence[str]) -> Iterator[list[int]]:
    group: list[int] = []
    for index, line in enumerate([*lines, ""]):
        if line:
            group.append(index)
        elif group:
            yield group
            group = []


def _units_of(lines: Sequence[str], group: list[int], again: frozenset[int]) -> list[Unit]:
    texts = [lines[index] for index in group]
    apart = {
        index for index in group if index in again or _own_reason(lines[index]) or _stands_apart(lines[index])
    }
    section = next((index for index in group if _opens_section(lines[index])), None)
    apart |= {index for index in group if section is not None and index >= section}
    spans: list[list[int]] = []
    for index, goes_on in zip(group, lines_that_run_on(texts), strict=True):
        if goes_on and index not in apart and spans[-1][-1] not in apart:
            spans[-1].append(index)
        else:
            spans.append([index])
    return [_unit(lines, span, alone=len(spans) == 1, again=span[0] in again) for span in spans]


def _stands_apart(line: str) -> bool:
    is_stamp = len(line) <= _LONGEST_OWN_LINE and web.STAMP.fullmatch(line) is not None
    return is_stamp or _GAP.search(line) is not None


def _opens_section(line: str) -> bool:
    return len(line) <= _LONGEST_SECTION and classify(line)[0] in (UnitKind.SECTION, UnitKind.COMMENTS)


def _unit(lines: Sequence[str], span: list[int], *, alone: bool, again: bool) -> Unit:
    text = " ".join(lines[index] for index in span)
    kind, reason = (UnitKind.FURNITURE, "repeats a line above") if again else classify(text)
    return Unit(start=span[0], end=span[-1] + 1, text=text, kind=kind, reason=reason, alone=alone)


def classify(text: str) -> tuple[UnitKind, str]:  # noqa: PLR0911 - one for each kind
    """What one line or paragraph is, and why it is furniture, if it is."""
    if reason := _own_reason(text):
        return UnitKind.FURNITURE, reason
    if len(text) <= _LONGEST_SECTION and not text.startswith(("(", "[")):
        bare = _bare(text)
        if web.COMMENTS.fullmatch(text) or web.COMMENTS.fullmatch(bare):
            return UnitKind.COMMENTS, "readers' comments"
        if web.SECTION.fullmatch(bare):
            return UnitKind.SECTION, "the heading of links to other pages"
    if web.TEASER_END.search(text):
        return UnitKind.TEASER, "the start of another page's text"
    if web.NOTE.match(text):
        return UnitKind.NOTE, ""
    if n_site_cues(text) >= _N_SITE_CUES:
        return UnitKind.SITE, "speaks of the site"
    return (UnitKind.PROSE if is_prose(text) else UnitKind.SHORT), ""


def is_prose(text: str) -> bool:
    """Whether a unit reads as running text; a long one may lack its last full stop."""
    return is_paragraph(text) or holds_sentence(text)


@lru_cache(maxsize=1_024)  # a page's units are asked several times
def n_site_cues(text: str) -> int:
    """How many of the things that a site says of itself a paragraph says."""
    return sum(cue.search(text) is not None for cue in web.SITE_CUES)


def _own_reason(line: str) -> str | None:  # noqa: C901, PLR0911 - one for each reason
    if not any(character.isalnum() for character in line):
        return "no letter and no digit"
    if len(line) > _LONGEST_OWN_LINE:
        return None
    if web.TO_TOP.fullmatch(line):
        return _TO_TOP
    if web.COUNTER.fullmatch(line) or _is_button(line):
        return _SHARE if web.SHARE.match(line) else _BUTTON
    if _is_network_line(line):
        return _SHARE
    if _are_mostly_buttons([item for item in _ANY_MARK.split(line) if item]) and not _BYLINE.match(line):
        return _SHARE if web.SHARE.match(line) else _BUTTON
    if web.COPYRIGHT.fullmatch(line):
        return COPYRIGHT
    if _is_call(line):
        return _CALL
    if web.PAGING.fullmatch(line) and not holds_sentence(line):
        return _PAGING
    if web.SURE_POINTER.fullmatch(line) or _is_arrow_link(line):
        return "points to another page"
    return None if holds_sentence(line) else _list_reason(line)


def _bare(line: str) -> str:
    """A line without the count behind it, and without spaces between its letters."""
    if line[1:2] == " ":
        line = _SPACED_OUT.sub(lambda spaced: spaced[0].replace(" ", ""), line)
    return _COUNT_AT_END.sub("", line) if line.endswith((")", "]")) else line


def _is_button(line: str) -> bool:
    return web.BUTTON.fullmatch(line) is not None or web.BUTTON.fullmatch(_bare(line)) is not None


def _is_network_line(line: str) -> bool:
    words = [word for word in re.split(r"[\s|/,·•:]+", line.lower()) if word]
    glyphs = all(len(word) <= _LONGEST_GLYPH and not word.isdigit() for word in words)  # "f  t  in  @"
    return len(words) > 1 and (all(word in NETWORKS for word in words) or (glyphs and len(words) > 2))  # noqa: PLR2004 - three in a row


def _is_arrow_link(line: str) -> bool:
    is_heading = web.COMMENTS.fullmatch(line) or web.SECTION.fullmatch(line)
    return len(line.split()) <= _N_WORDS_OF_A_LINK and not is_heading and _ARROW.fullmatch(line) is not None


def _is_call(line: str) -> bool:
    return (
        len(line.split()) <= _N_WORDS_OF_A_CALL
        and web.CALL.match(line) is not None
        and web.CALL_OBJECT.search(line) is not None
        and not QUOTE.search(line)
    )


def _list_reason(line: str) -> str | None:
    if web.TAGS.fullmatch(line):
        return _TAGS
    if web.POINTER.fullmatch(line):
        return "points to another page"
    return MENU if _is_menu(line) else None


def _is_menu(line: str) -> bool:
    """Whether a line is short items between marks of one kind, none of them a number.

    A table's row begins with its mark.
    """
    if _BYLINE.match(line):
        return False
    trail = _TRAIL.split(line.strip("»\u203a> "))
    if len(trail) >= _N_ITEMS_OF_A_MENU and all(
        len(item.split()) <= _N_WORDS_OF_A_MEAN_ITEM for item in trail
    ):
        return True
    if line.startswith("|") or any(character.isdigit() for character in line):
        return False
    spaced = " ".join(_LABEL.sub("", line, count=1).split())
    columns = _COLUMNS.split(line)
    return (
        any(_are_menu_items(spaced.split(mark)) for mark in _MENU_MARKS)
        or (_are_menu_items(columns) and any(_names_part(item) for item in columns))
        or _BRACKETS.fullmatch(line) is not None
        or web.BREADCRUMB.fullmatch(spaced) is not None
        or _is_bare_menu(spaced)
    )


def _are_mostly_buttons(items: list[str]) -> bool:
    items = [item for item in items if _WORD.search(item)]
    n_buttons = sum(
        _is_button(item)
        or item.lower() in NETWORKS
        or any(kind.fullmatch(item) for kind in (web.COMMENTS, web.COUNTER))
        for item in items
    )
    is_short = all(len(item.split()) <= _N_WORDS_OF_A_LONG_ITEM for item in items)
    return len(items) > 1 and is_short and n_buttons * 2 > len(items)


def _are_menu_items(items: list[str]) -> bool:
    sizes = [len(item.split()) for item in items]
    if len(items) < _N_ITEMS_OF_A_MENU:
        return False
    if max(sizes) <= _N_WORDS_OF_AN_ITEM:
        return True
    is_short = max(sizes) <= _N_WORDS_OF_A_LONG_ITEM and sum(sizes) <= _N_WORDS_OF_A_MEAN_ITEM * len(sizes)
    return is_short and any(_names_part(item) for item in items)


def _names_part(item: str) -> bool:
    """Whether an item is a button or holds a word that names a part of a site."""
    return bool(web.BUTTON.fullmatch(item)) or any(word in MENU_WORDS for word in item.lower().split())


def _is_bare_menu(line: str) -> bool:
    """Names of sections one after the other, without a mark between them."""
    words = [word for word in line.split() if word.isalpha()]
    n_known = sum(word.lower() in MENU_WORDS for word in words)
    n_capitalised = sum(word[0].isupper() for word in words)
    return n_known >= _N_ITEMS_OF_A_MENU and n_known * 2 > len(words) and n_capitalised * 4 >= len(words) * 3
