"""Groups of lines between blank ones that are furniture as a whole: boxes, lists of links, comments."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby, pairwise

from corpus import web_conventions as web
from corpus.dates import parse_written_date
from corpus.page_units import BOX_REASONS, COPYRIGHT, QUOTE, Unit, UnitKind
from corpus.prose import holds_sentence, is_lower
from corpus.readers.saved_dates import is_date_line
from corpus.sentences import split_sentences
from corpus.time_words import DayOrder

N_WORDS_OF_A_HEADLINE = 4  # shorter lines are as well names or places
N_WORDS_OF_A_LONG_HEADLINE = 20  # longer lines without a sentence are lists of names
_N_HEADLINES_IN_A_ROW = 3  # a title, a subtitle and a section heading may stand in a row before a text
_N_WORDS_OF_A_BOX = 60  # the numbers here were chosen on the labelled pages of tests/quality
_N_WORDS_OF_A_LINE_IN_A_BOX = 25
_N_WORDS_OF_A_HEADING = 6
_N_SENTENCES_THAT_TELL = 2  # a paragraph of its own, of which nothing is lost
_N_LETTERS_OF_A_WORD = 4  # shorter ones in lower case stand in names and titles, too
_N_LINKS = 2
_ANY_YEAR = 2000  # a leap year, for days of one year among each other
N_WORDS_OF_A_REMARK = 12  # prose beside furniture that is no paragraph of a text: "This forum is closed."
_SHOWN_IN_TEXT = re.compile(  # pictures and posts of others stand in a text with buttons of their own
    r"(?<!\w)(?:photo|image|picture|video|caption|foto|bild|tweet|retweets?)\b|(?<!\w)@\w|people are talking",
    re.IGNORECASE,
)
LIST_MARKER = re.compile(r"\s*(?:[•·*+-]|\d{1,3}[.)])\s+|#{1,6}\s|\|")
_DIGIT = re.compile(r"(?<![A-Za-z])\d")
_ENDS_OPEN = re.compile(r"[.!:;,][\"'”’)\]]*$")
_INITIAL = re.compile(r"\b[^\W\d_]{1,3}\.\s")  # "Dr. P. Marsh"
_N_LINES_OF_A_MENU = 4
TABLE = re.compile(r"\S(?:\s{2,}|\t)\S.*\d|\d.*\S(?:\s{2,}|\t)\S|\|")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})\s+[^\W\d]")
_ADDRESS = re.compile(r"@|https?:|www\.|\+?\d[\d ()-]{6,}\d")
_MARKER = re.compile(r"(?:[•·*+-]|\d{1,3}[.)]?)\s+")
_IMPRINT = re.compile(
    r"by (?-i:[A-Z])|(?:posted|published|written|filed|(?:last )?(?:updated|modified))\b", re.IGNORECASE
)
_OF_DATES = re.compile(
    r"\b(?:time ?line|chronology|dates|history|schedule|calendar|program(?:me)?)\b", re.IGNORECASE
)
_MAY_BE_LINKS = (UnitKind.SHORT, UnitKind.NOTE, UnitKind.FURNITURE)
_INTRODUCES = re.compile(r".*[:.;,][\"'”’)\]]*")


def box_groups(units: Sequence[Unit], reasons: Mapping[int, str], body: Sequence[int]) -> set[int]:
    """What stands beside a button, a form or an advertisement in a small group below the first text."""
    found: set[int] = set()
    for group in groups_of(units):
        if body and group[0] > body[0] and len(group) > 1 and _is_box(units, reasons, group):
            found.update(group)
    return found


def groups_of(units: Sequence[Unit]) -> list[list[int]]:
    """The indices of the units between blank lines."""
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
        and (
            is_footer
            or unit.n_words <= N_WORDS_OF_A_REMARK
            or unit.kind is UnitKind.SITE
            or speaks_to_reader(unit)
        )
        and not (is_date_line(unit.text) or _IMPRINT.match(unit.text))
        and not _MARKER.match(unit.text)
        and not TABLE.search(unit.text)
    )


@lru_cache(maxsize=1_024)  # a page's units are asked several times
def is_long(text: str) -> bool:
    """Whether a sentence is no remark and no address, whose words are names and numbers."""
    words = text.split()
    return len(words) > N_WORDS_OF_A_REMARK and sum(map(is_lower, words)) * 2 >= len(words)


def speaks_to_reader(unit: Unit) -> bool:
    """Whether a site may be speaking: it says "we" or "you", outside of quotation marks."""
    return web.ADDRESSES_READER.search(unit.text) is not None and not QUOTE.search(unit.text)


def link_groups(units: Sequence[Unit], reasons: Collection[int], last: int) -> set[int]:
    """Below the last paragraph, headlines in a row under a short line that introduces no list."""
    found: set[int] = set()
    for group in groups_of(units):
        head, *links = [units[i] for i in group]
        if group[0] <= last or any(i in reasons for i in group):
            continue
        if _is_link_heading(head) and (_are_links(links) or _are_dated(links)):
            found.update(group)
    return found


def _are_dated(units: Sequence[Unit]) -> bool:
    """Whether most lines are headlines with the days of their stories."""
    n_dated = sum(unit.kind in _MAY_BE_LINKS and web.DATED.fullmatch(unit.text) is not None for unit in units)
    has_table = any(TABLE.search(unit.text) for unit in units)
    return n_dated >= _N_LINKS and n_dated * 2 > len(units) and not has_table and not _is_chronology(units)


def _is_chronology(units: Sequence[Unit]) -> bool:
    """Whether days follow each other, as where a text tells what happened; lists begin with the newest."""
    days = [day for unit in units if (day := _day_in(unit.text))]
    return len(days) > _N_LINKS - 1 and all(above < below for above, below in pairwise(days))


def _day_in(text: str) -> date | None:
    found = web.DAY_AND_YEAR.search(text)
    for written in (found[0], f"{found[0]} {_ANY_YEAR}", f"{found[0]}, {_ANY_YEAR}") if found else ():
        if span := parse_written_date(written.replace(". ", " "), "", DayOrder.DAY_FIRST):
            return span.start
    return None


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
    return len(words) >= N_WORDS_OF_A_HEADLINE and len(told) >= _N_LINKS and not TABLE.search(text)


def n_comment_stamps(units: Sequence[Unit]) -> int:
    """How many lines say who wrote a comment, or when."""
    return sum(
        not holds_sentence(unit.text)
        and (web.SPEAKER_OF_COMMENT.fullmatch(unit.text) or web.STAMP.fullmatch(unit.text)) is not None
        for unit in units
    )


def first_signed_comment(units: Sequence[Unit]) -> int | None:
    """Where comments begin: lines that say who wrote, each above one that says when, twice at least."""
    signed = [
        index
        for index, (above, below) in enumerate(pairwise(units))
        if any(map(str.isdigit, below.text))
        and max(above.n_words, below.n_words) <= N_WORDS_OF_A_REMARK
        and web.SPEAKER_OF_COMMENT.fullmatch(above.text)
        and web.STAMP.fullmatch(below.text)
        and not holds_sentence(below.text)
    ]
    return signed[0] if len(signed) >= _N_LINKS else None


def clock_runs(units: Sequence[Unit], last: int) -> set[int]:
    """Below the last paragraph, headlines in a row with the time of day, the newest first."""
    found: set[int] = set()
    run: list[tuple[int, int]] = []
    for index in range(last + 1, len(units) + 1):
        minute = _minute_of(units[index]) if index < len(units) else None
        if minute is not None and (not run or minute < run[-1][1]):
            run.append((index, minute))
            continue
        found.update(i for i, _ in run if len(run) >= _N_HEADLINES_IN_A_ROW)
        run = [] if minute is None else [(index, minute)]
    return found


def _minute_of(unit: Unit) -> int | None:
    """The minute of the day with which a headline begins."""
    told = _CLOCK.match(unit.text)
    is_headline = unit.kind is UnitKind.SHORT and unit.n_words >= N_WORDS_OF_A_HEADLINE
    return int(told[1]) * 60 + int(told[2]) if told and is_headline else None


def is_table(text: str) -> bool:
    """Whether a line is an item of a list or a row of a table."""
    return LIST_MARKER.match(text) is not None or TABLE.search(text) is not None


def dated_runs(units: Sequence[Unit], last: int) -> set[int]:
    """Below the last paragraph, headlines with their days, one below the other."""
    found: set[int] = set()
    run: list[int] = []
    for index in (*range(last + 1, len(units)), None):
        if index is not None and _is_dated(units[index]):
            run.append(index)
            continue
        found.update(run if len(run) >= _N_LINKS and not _is_chronology([units[i] for i in run]) else ())
        run = []
    return found


def _is_dated(unit: Unit) -> bool:
    told = [word for word in unit.text.split() if len(word) >= _N_LETTERS_OF_A_WORD and word.isalpha()]
    is_headline = len(told) >= _N_LINKS and not _IMPRINT.match(unit.text)
    return unit.kind is UnitKind.SHORT and is_headline and web.DATED.fullmatch(unit.text) is not None


def headline_runs(units: Sequence[Unit], reasons: Collection[int]) -> list[list[int]]:
    """Headlines in a row, each between blank lines, below the first sentence: links to other pages."""
    runs: list[list[int]] = [[]]
    below_sentence = False
    for index in (i for i in range(len(units)) if i not in reasons):
        if below_sentence and _is_lone_headline(units[index]):
            runs[-1].append(index)
            continue
        runs.append([])
        below_sentence = below_sentence or holds_sentence(units[index].text)
    return [run for run in runs if len(run) >= _N_HEADLINES_IN_A_ROW]


def _is_lone_headline(unit: Unit) -> bool:
    words = unit.text.split()
    capitalised = [word for word in words if not is_lower(word)]
    return (
        unit.alone
        and unit.kind is UnitKind.SHORT
        and N_WORDS_OF_A_HEADLINE <= len(words) <= N_WORDS_OF_A_LONG_HEADLINE
        and len(capitalised) * 2 > len(words)
        and not LIST_MARKER.match(unit.text)
        and len(_DIGIT.findall(unit.text)) <= 1
        and not holds_sentence(unit.text)
    )


def menu_stacks(units: Sequence[Unit]) -> set[int]:
    """Short lines one below the other without a blank line, as the parts of a site."""
    found: set[int] = set()
    run: list[int] = []
    for index, unit in enumerate(units):
        goes_on = bool(run) and unit.start == units[run[-1]].end
        if _is_menu_line(unit) and (goes_on or not run):
            run.append(index)
            continue
        found.update(run if len(run) >= _N_LINES_OF_A_MENU else ())
        run = [index] if _is_menu_line(unit) else []
    return found


def _is_menu_line(unit: Unit) -> bool:
    is_open = any(mark.search(unit.text) for mark in (_ENDS_OPEN, _DIGIT, _INITIAL))
    in_kind = unit.kind in (UnitKind.SHORT, UnitKind.FURNITURE, UnitKind.SECTION)
    return in_kind and unit.n_words < N_WORDS_OF_A_HEADLINE and not is_open


def tells_a_story(text: str) -> bool:
    """Whether a text that leads to another page says more than its headline and one sentence would."""
    sentences = [text[start:end] for start, end in split_sentences(text)]
    return sum(holds_sentence(sentence) for sentence in sentences) >= _N_SENTENCES_THAT_TELL
