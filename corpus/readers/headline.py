"""Which of the lines above a saved text's first paragraph is its headline."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Protocol

from corpus.documents import BlockKind
from corpus.furniture_groups import N_WORDS_OF_A_HEADLINE
from corpus.page_units import WRITTEN_SIGNS
from corpus.prose import holds_sentence, is_lower
from corpus.readers.saved_dates import is_date_line
from corpus.web_conventions import BUTTON

_BYLINE = re.compile(
    r"(?:by|von|par|por)\s+.*|(?:story |page |article )?(?:posted|aired|broadcast|written|published"
    r"|(?:last )?updated|filed)\b.*|(?:words|text|photos?|photographs?|photography|pictures?|images?"
    r"|illustrations?|interview|translation|fotos?|texte?)(?: by)?: .*",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\(.*\)|\[.*\]")
_YEAR_AT_END = re.compile(r"\b(?:1[6-9]|20)\d\d\b\W*$")
_MENU_MARK = re.compile(r"\s[|¦•·»]\s")
_VALUE = re.compile(r"[^:]{2,20}:\s[^:]{0,12}\d[^:]{0,8}")  # "Join date: Feb 2004"
_GAP = re.compile(r"\S(?: {3,}|\t)\S")  # what stands beside each other on a page
_NAME_AND_PLACE = re.compile(r"[^\W\d_][^.\d]{2,40}\. [^\W\d_][^.\d]{2,40}")  # of an author, in capitals
_N_WORDS_OF_A_NAME = 8
_BETWEEN_NAMES = frozenset({"and", "und", "et", "y", "e", "og", "och", "en", "\u0438"})
_N_WORDS_AT_BEST = 12  # beyond it rather a summary under the headline
_N_LINES_TO_BYLINE = 2
_NEARLY = 0.6  # less than any one mark of a headline counts


class Line(Protocol):
    """A piece of a saved text as far as it matters here."""

    @property
    def text(self) -> str:
        """What it says."""

    @property
    def kind(self) -> BlockKind:
        """What it is in the layout."""

    @property
    def group(self) -> int:
        """Counts the groups of lines between blank ones."""

    @property
    def is_marked(self) -> bool:
        """Whether it is a heading in Markdown."""


def is_imprint(text: str) -> bool:
    """A date, an author or a remark in parentheses, which are no headings."""
    return is_date_line(text) or bool(_BYLINE.fullmatch(text) or _REMARK.fullmatch(text))


def headline_index(head: Sequence[Line], below: Sequence[Line]) -> tuple[int | None, frozenset[int]]:
    """Of the pieces above the first paragraph the headline: marked as one, or the likeliest.

    A headline has four words or more, stands above a byline or a date, near the text, and is often
    said twice on its page, in the window's title.

    Returns:
        Its index, None where nothing can be it, and the lines that are nearly as likely.
    """
    marked = [index for index, line in enumerate(head) if line.is_marked]
    if marked:
        return marked[0], frozenset()
    able = [index for index, line in enumerate(head) if _may_be(line)]
    wordy = [index for index in able if _n_words(head[index]) >= N_WORDS_OF_A_HEADLINE]
    others = [line.text for line in (*head, *below)]
    scores = {index: _score(head, index, wordy, others) for index in able}
    best = max(able, key=lambda index: (scores[index], index), default=None)
    rivals = (index for index in wordy if best is not None and scores[index] >= scores[best] - _NEARLY)
    return best, frozenset(rivals) - {best}


def _may_be(line: Line) -> bool:
    is_menu = len(_MENU_MARK.findall(line.text)) > 1 or _GAP.search(line.text) is not None
    is_menu = is_menu or any(
        unicodedata.category(one) == "So" and one not in WRITTEN_SIGNS for one in line.text
    )
    parts = _MENU_MARK.split(f" {line.text} ")
    is_menu = is_menu or (len(parts) > 1 and any(BUTTON.fullmatch(part.strip()) for part in parts))
    return line.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH) and not is_menu and not is_imprint(line.text)


def _n_words(line: Line) -> int:
    return len(line.text.split())


def _score(head: Sequence[Line], index: int, wordy: list[int], others: Sequence[str]) -> float:
    line, n_words = head[index], _n_words(head[index])
    score = 0.1 * min(n_words, _N_WORDS_AT_BEST) - 0.2 * max(0, n_words - _N_WORDS_AT_BEST)
    if index in wordy:
        score += 2 + (head[wordy[-1]].group == line.group)
        score += index == len(head) - 1 and n_words <= _N_WORDS_AT_BEST
        said = sum(line.text in other for other in others)
        score += 2 if said > 1 else 0
    n_lines = _N_LINES_TO_BYLINE + (index + 1 in wordy and head[index + 1].group == line.group)
    if any(is_imprint(below.text) for below in head[index + 1 : index + 1 + n_lines]):
        score += 2
    elif index == len(head) - 1 and index and is_date_line(head[index - 1].text):
        score += 2.5  # a short title below the site's and the date, as weblogs have it
    if (
        index
        and line.group == head[0].group == head[index - 1].group
        and _n_words(head[0]) < N_WORDS_OF_A_HEADLINE
    ):
        score -= 1.5  # the motto under the name of a site
    if (
        index - 1 in wordy
        and n_words > max(_N_WORDS_AT_BEST, _n_words(head[index - 1]))
        and _n_words(head[index - 1]) > N_WORDS_OF_A_HEADLINE
    ):
        score -= 2  # the summary under a headline
    if holds_sentence(line.text):
        score -= 1.5  # a motto, or a summary under the headline
    is_second = index - 1 in wordy and line.group == head[index - 1].group != head[0].group
    if is_second and _n_words(head[index - 1]) > N_WORDS_OF_A_HEADLINE:
        score -= 1.5  # as well a summary
    if _VALUE.fullmatch(line.text):
        score -= 2
    if _YEAR_AT_END.search(line.text):
        score -= 2
    return score - 4 if _is_author(head, index, wordy) else score


def _is_author(head: Sequence[Line], index: int, wordy: list[int]) -> bool:
    """Whether a line is rather a name that stands with a date below the headline."""
    line = head[index]
    words = line.text.split()
    if line.text.isupper() and _NAME_AND_PLACE.fullmatch(line.text):
        return any(above < index and not head[above].text.isupper() for above in wordy)
    beside = [other.text for other in head if other.group == line.group and other is not line]
    return (
        len(words) <= _N_WORDS_OF_A_NAME
        and not any(is_lower(word) for word in words if word not in _BETWEEN_NAMES and word[0] != "(")
        and any(is_date_line(text) for text in beside)
        and any(above < index for above in wordy)
    )
