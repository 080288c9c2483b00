"""Lines that a program broke to fit a width, and so belong together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.prose import holds_sentence
from corpus.readers.saved_dates import is_date_line

WIDEST_HARD_WRAP = 100  # mail wraps at 72 to 78, terminals at 80, formatters at 79, 88 and 100
MARKDOWN_HEADING = re.compile(r"#{1,6}\s+(.*)")
LIST_ITEM = re.compile(r"((?:[•·*+-]|\d{1,3}[.)])\s+)(.+)")

_N_LINES_OF_A_SUMMARY = 3
_ENDS_SENTENCE = re.compile(r".*[.!?][\"'\u201d\u2019\u00bb)]*")


def lines_that_run_on(group: Sequence[str]) -> list[bool]:
    """Whether each line goes on where the one above it was broken; never the first.

    Args:
        group: the stripped lines between two blank ones, at least one.
    """
    if len(group) == 1 or max(map(len, group[:-1])) > WIDEST_HARD_WRAP or not holds_sentence(" ".join(group)):
        return [False] * len(group)
    if len(group) <= _N_LINES_OF_A_SUMMARY and all(_ENDS_SENTENCE.fullmatch(line) for line in group[-2:]):
        return [False] * len(group)  # a headline and its summary, sentences both
    longest = max(map(len, group))
    n_full = sum(_is_full(above, below, longest) for above, below in pairwise(group))
    if n_full * 2 < len(group) - 1:
        return [False] * len(group)  # a line of less than half of it was ended on purpose
    return [
        False,
        *(len(above) * 2 >= longest and _runs_on(above, below) for above, below in pairwise(group)),
    ]


def _is_full(above: str, below: str, width: int) -> bool:
    """Whether the next line's first word had no more room, as where a program breaks lines."""
    return len(above) + 1 + len(below.split(maxsplit=1)[0]) > width


def _runs_on(above: str, below: str) -> bool:
    """Whether a line may go on in the next, which no heading does, and no date."""
    begins_anew = MARKDOWN_HEADING.fullmatch(below) or LIST_ITEM.fullmatch(below)
    return not (
        begins_anew or MARKDOWN_HEADING.fullmatch(above) or is_date_line(above) or is_date_line(below)
    )
