"""Which units of a saved page are furniture by where they stand: beside, above and below the text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from corpus import web_conventions as web
from corpus.furniture_groups import (
    N_WORDS_OF_A_HEADLINE,
    N_WORDS_OF_A_REMARK,
    box_groups,
    clock_runs,
    dated_runs,
    first_signed_comment,
    headline_runs,
    is_long,
    is_table,
    link_groups,
    menu_stacks,
    n_comment_stamps,
    speaks_to_reader,
    tells_a_story,
)
from corpus.furniture_rows import ROW, marked_rows, row_reasons
from corpus.page_units import END_REASONS, MENU, Unit, UnitKind, n_site_cues
from corpus.prose import holds_sentence
from corpus.readers.saved_dates import is_date_line

_N_WORDS_OF_A_TEASER = 45  # a summary beside a link is a sentence or two
_N_WORDS_OF_A_TEXT = 30  # above it there has to be something that comments can be about
_N_SURE_SITE_CUES = 3
_N_LINES_OF_A_MENU = 4

_HEADLINES_BELOW = "headlines below the text"

Reasons = dict[int, str]
_FLAT = (UnitKind.SHORT, UnitKind.FURNITURE, UnitKind.TEASER, UnitKind.SITE, UnitKind.SECTION)


def furniture_reasons(units: Sequence[Unit]) -> Reasons:
    """Why a unit is furniture, by its index."""
    page = _Page(units)
    page.add_own()
    page.add_menus_above()
    page.add_promotions_above()
    page.add_comments()
    page.add_sections()
    page.add_site()
    page.add_teasers()
    page.add_groups()
    page.add_footer()
    page.add_runs()
    page.add_rest_below()
    page.restore_menus_in_body()
    return page.reasons


class _Page:
    """A page's units and what has been found out about them."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self.reasons: Reasons = {}

    def _prose(self) -> list[int]:
        """The body: prose that no reason has been found against."""
        told = [i for i, unit in enumerate(self.units) if unit.kind is UnitKind.PROSE]
        return [i for i in told if i not in self.reasons]

    def _n_words(self, indices: Sequence[int]) -> int:
        return sum(self.units[i].n_words for i in indices)

    def _drop(self, indices: Sequence[int], reason: str) -> None:
        for index in indices:
            if self.units[index].kind is not UnitKind.NOTE:
                self.reasons.setdefault(index, reason)

    def add_own(self) -> None:
        """What shows by itself."""
        for index, unit in enumerate(self.units):
            if unit.kind is UnitKind.FURNITURE:
                self.reasons[index] = unit.reason
        self.reasons |= {i: reason for i, reason in row_reasons(self.units).items() if i not in self.reasons}

    def add_menus_above(self) -> None:
        """Lists of short lines above the first paragraph, as the parts of a site stand below each other."""
        first = next((i for i in range(len(self.units)) if self._is_long_prose(i)), -1)
        self._drop(sorted(menu_stacks(self.units[: first + 1])), MENU)

    def add_promotions_above(self) -> None:
        """Sentences to the reader above the site's menus: offers, questions of consent."""
        for index, below in pairwise(self._prose()):
            unit = self.units[index]
            is_address = web.ADDRESSES_READER.search(unit.text) and unit.n_words <= _N_WORDS_OF_A_TEASER
            if not is_address or MENU not in [self.reasons.get(i) for i in range(index + 1, below)]:
                return
            self._drop(self._with_heading(index), "speaks to the reader above the page's menus")

    def _with_heading(self, index: int) -> list[int]:
        """A paragraph above the text, and the line that begins its group where it is a small one."""
        group = [i for i, unit in enumerate(self.units) if unit.group == self.units[index].group]
        is_box = len(group) <= _N_LINES_OF_A_MENU and self.units[group[0]].kind is UnitKind.SHORT
        return [group[0], index] if is_box else [index]

    def add_comments(self) -> None:
        """Below a text, what readers wrote of it, to the end of the page."""
        for index, unit in enumerate(self.units):
            if unit.kind is not UnitKind.COMMENTS:
                continue
            above = [i for i in self._prose() if i < index]
            if self._n_words(above) >= _N_WORDS_OF_A_TEXT and self._are_comments(index):
                self._drop(range(self._with_invitation(index), len(self.units)), unit.reason)
                return
            if any(character.isdigit() for character in unit.text):
                self.reasons[index] = unit.reason
        signed = first_signed_comment(self.units)
        if signed and self._n_words([i for i in self._prose() if i < signed]) >= _N_WORDS_OF_A_TEXT:
            heading = signed - self._is_heading(signed - 1)
            self._drop(range(heading, len(self.units)), "readers' comments")

    def _with_invitation(self, index: int) -> int:
        """The heading of comments, or the line above it that asks for some."""
        above = self.units[index - 1]
        is_short = above.n_words <= N_WORDS_OF_A_REMARK and above.group != self.units[index - 2].group
        return index - 1 if is_short and web.ADDRESSES_READER.search(above.text) else index

    def _are_comments(self, index: int) -> bool:
        """Whether more than a heading "Comments" speaks for it, and no text goes on below."""
        below = list(takewhile(lambda unit: unit.kind is not UnitKind.SECTION, self.units[index + 1 :]))
        n_long = sum(self._is_body(i) for i in range(index + 1, len(self.units)))
        return n_comment_stamps(below) > 0 or n_long == 0

    def add_sections(self) -> None:
        """Links to other pages under a heading that says so, each perhaps with a summary."""
        body = self._prose()
        for index, unit in enumerate(self.units):
            if unit.kind is not UnitKind.SECTION or index in self.reasons or not body:
                continue
            end = self._section_end(index) if index > body[0] else index + 1  # above stands the headline
            if end > index + 1 or not body[0] < index < body[-1]:
                self._drop(range(index, end), "below " + repr(unit.text))
                self.reasons |= {
                    i: "below " + repr(unit.text) for i in range(index, end) if self._is_dated_note(i)
                }
                self.reasons[index] = unit.reason

    def _is_dated_note(self, index: int) -> bool:
        """Whether a unit is a link to a note of another day: "Corrections: May 4"."""
        unit = self.units[index]
        is_link = unit.kind is UnitKind.NOTE and not holds_sentence(unit.text)
        return is_link and web.DATED.fullmatch(unit.text) is not None

    def _section_end(self, index: int) -> int:
        """The first unit below a section's heading that is no link or summary of its."""
        end = index + 1
        while end < len(self.units):
            unit = self.units[end]
            if unit.kind is UnitKind.PROSE and not self._is_summary(index, end):
                return self._without_subheading(index, end)
            if unit.kind is UnitKind.COMMENTS:
                return end
            end += 1
        return end

    def _without_subheading(self, index: int, end: int) -> int:
        """A short line right above text that goes on is the text's own where others stand before it."""
        last = end - 1
        return last if last > index + 1 and (self._is_heading(last) or self._introduces(last)) else end

    def _introduces(self, index: int) -> bool:
        """Whether a line of its own leads to what stands below it: "Three things would help:"."""
        unit = self.units[index]
        return unit.kind is UnitKind.SHORT and unit.alone and unit.text.endswith(":")

    def _is_heading(self, index: int) -> bool:
        unit = self.units[index]
        return unit.kind is UnitKind.SHORT and unit.alone and unit.n_words <= N_WORDS_OF_A_HEADLINE

    def _is_summary(self, section: int, index: int) -> bool:
        """Whether a paragraph belongs to a link above it: short, and no text goes on below it."""
        unit = self.units[index]
        rest = [i for i in range(index + 1, len(self.units)) if self._is_long_prose(i)]
        under_link = index - 1 > section and self.units[index - 1].kind is UnitKind.SHORT
        goes_on = any(self.units[i - 1].kind is UnitKind.PROSE for i in rest) or (
            rest and rest[0] == index + 1
        )
        is_remark = not self._is_long_prose(index) and not rest
        links = [i for i in range(section + 1, index) if self.units[i].kind is UnitKind.SHORT]
        if links and all(self.units[i].group == self.units[section].group != unit.group for i in links):
            return is_remark  # the box has ended
        return is_remark or (under_link and not goes_on and unit.n_words <= _N_WORDS_OF_A_TEASER)

    def _is_long_prose(self, index: int) -> bool:
        unit = self.units[index]
        return unit.kind is UnitKind.PROSE and is_long(unit.text)

    def _is_body(self, index: int) -> bool:
        """Whether a unit is a paragraph of the text, and not the site's to its reader."""
        unit = self.units[index]
        return self._is_long_prose(index) and not (speaks_to_reader(unit) and n_site_cues(unit.text))

    def add_site(self) -> None:
        """What the site says of itself above and below the text."""
        body = self._prose()
        for index, unit in enumerate(self.units):
            if unit.kind is not UnitKind.SITE or not body or body[0] < index < body[-1]:
                continue
            between = range(body[-1] + 1, index)
            is_apart = any(i in self.reasons for i in between)
            if index < body[0] and not web.ADDRESSES_READER.search(unit.text):
                continue
            if index < body[0]:
                self._drop(self._with_heading(index), unit.reason)
            elif is_apart or speaks_to_reader(unit) or n_site_cues(unit.text) >= _N_SURE_SITE_CUES:
                self.reasons.setdefault(index, unit.reason)

    def add_teasers(self) -> None:
        """Below the text, the starts of other pages' texts with their headlines and pictures."""
        body = self._prose()
        teasers = [i for i, unit in enumerate(self.units) if unit.kind is UnitKind.TEASER]
        teasers = [i for i in teasers if body and i > body[-1] and i not in self.reasons]
        told = {i for i in teasers if tells_a_story(self.units[i].text)}
        if not teasers or len(teasers) >= len(body):
            return
        for index in teasers:
            if index not in told:
                self.reasons[index] = self.units[index].reason
        first = teasers[0]
        while first - 1 > body[-1] and self.units[first - 1].kind in _FLAT:
            first -= 1
        self._drop(
            [i for i in range(first, len(self.units)) if self.units[i].kind in _FLAT and i not in told],
            "stands beside the start of another page's text",
        )

    def add_groups(self) -> None:
        """Boxes, and lists of links below the text."""
        body = [i for i in self._prose() if self._is_body(i)]
        boxes = box_groups(self.units, self.reasons, body)
        self._drop(sorted(boxes), "stands in a box with a button")
        body = [i for i in body if i not in boxes]
        if body:
            links = link_groups(self.units, self.reasons, body[-1])
            links |= dated_runs(self.units, body[-1]) | clock_runs(self.units, body[-1])
            self._drop(sorted(marked_rows(self.units, body[-1])), ROW)
            self.reasons |= dict.fromkeys(sorted(links - set(self.reasons)), _HEADLINES_BELOW)

    def add_footer(self) -> None:
        """What follows the last line that ends a page, below the text, if most is furniture."""
        body = self._prose()
        marks = [i for i in self.reasons if body and i > body[0] and _begins_footer(self.units[i].text)]
        if not marks:
            return
        below = range(max(marks), len(self.units))
        rest = [i for i in below if i not in self.reasons]
        if len(rest) * 2 < len(below):
            self._drop(rest, "part of the page's footer")

    def add_runs(self) -> None:
        """Headlines in a row below the first sentence."""
        for run in headline_runs(self.units, self.reasons):
            self._drop(run, f"one of {len(run)} headlines in a row without a text")

    def add_rest_below(self) -> None:
        """What stands among furniture below the text's last paragraph: links, addresses, remarks."""
        body = [i for i in self._prose() if self._is_body(i)]
        below = [i for i in sorted(self.reasons) if body and i > body[-1]]
        first = next((i for i in below if self._shows_end(i)), len(self.units))
        buttons = [i for i in below if self.units[i].kind is UnitKind.FURNITURE][1:]  # one may be in a text
        start = min([first, *buttons[:1]])
        told = [unit.text for i, unit in enumerate(self.units) if i >= start and i not in self.reasons]
        dates = [text for text in told if is_date_line(text)]
        own_dates = dates if len(dates) == 1 else ()  # more than one are those of other pages
        for index in range(start, len(self.units)):
            unit = self.units[index]
            is_short = unit.kind in (UnitKind.SHORT, UnitKind.SECTION, UnitKind.SITE)
            is_short = is_short or (unit.kind is UnitKind.PROSE and (index > first or speaks_to_reader(unit)))
            if is_short and not is_table(unit.text) and unit.text not in own_dates:
                self.reasons.setdefault(index, "stands among furniture below the text")

    def _shows_end(self, index: int) -> bool:
        """Whether furniture shows that the text has ended, as an advertisement does not."""
        unit = self.units[index]
        return unit.kind in (UnitKind.SECTION, UnitKind.COMMENTS, UnitKind.TEASER, UnitKind.SITE) or (
            unit.reason in END_REASONS or self.reasons[index] in (_HEADLINES_BELOW, ROW)
        )

    def restore_menus_in_body(self) -> None:
        """A line like a menu between two paragraphs is what they speak of: results, teams, prices."""
        body = self._prose()
        self.reasons = {
            index: reason
            for index, reason in self.reasons.items()
            if reason != MENU or not body or not body[0] < index < body[-1]
        }


def _begins_footer(line: str) -> bool:
    return bool(web.TO_TOP.fullmatch(line) or web.COPYRIGHT.fullmatch(line))
