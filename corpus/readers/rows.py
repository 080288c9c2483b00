"""Rows of a dataset's corpus, whatever format they are written in.

A row whose `text`, `title` or `_id` is unusable is skipped. A row of which another field is unusable
is read without that field. Either way it is reported, with its line.
"""

from __future__ import annotations

import re
from functools import partial

from corpus.documents import Block, BlockKind, Document, Source, make_document
from corpus.readers import fields
from corpus.readers.fields import Fields, KnownOrder, no_order, read_string, unless_wrong
from corpus.readers.hard_wrap import lines_that_run_on
from corpus.readers.problems import OnSkip, UnreadableError
from corpus.readers.publishers import file_name
from corpus.sentences import Span
from corpus.trailing_publishers import read_trailing_publishers

N_BYTES_OF_DATES = 2**20  # of a file, by whose dates the order of day and month in them all is told
_LINE = re.compile(r"\S(?:[^\r\n]*\S)?")
_LINE_END = re.compile(r"\r\n|\r|\n")


def document_of_row(
    row: Fields, *, place: str, on_skip: OnSkip, day_order: KnownOrder = no_order
) -> Document:
    """Read one row; the stored text is exactly `text`, or the title where that is empty.

    `day_order` tells that of the file's other dates, which a date such as 05/04/2011 needs. A row
    without a `source` has the publishers that its text names at its end, "(BBC)"; its blocks, and
    so its passages, end before them.

    Raises:
        UnreadableError: the row cannot be read.
    """
    title, text = read_string(row, "title"), read_string(row, "text")
    stored = text if text.strip() else title
    if not stored.strip():
        raise UnreadableError("neither 'text' nor 'title' holds anything", "give the row a 'text'")

    def report(problem: UnreadableError) -> None:
        on_skip(problem.in_part(place, "the row is read without it"))

    url = unless_wrong(fields.read_url, row, report)
    told, publishers = (stored, ()) if row.get("source") else read_trailing_publishers(stored)
    sources = tuple(Source(name=name, url=url) for name in publishers) or unless_wrong(
        partial(fields.read_sources, url=url), row, report
    )
    return make_document(
        locator=place,
        external_id=read_string(row, "_id") or None,
        title=title,
        text=stored,
        published=unless_wrong(
            partial(fields.read_date, basis="date field", day_order=day_order), row, report
        ),
        sources=sources or (Source(name=file_name(place), url=url),),
        language=unless_wrong(fields.read_language, row, report),
        speaker=unless_wrong(fields.read_speaker, row, report),
        author=unless_wrong(fields.read_author, row, report),
        retracted=unless_wrong(fields.read_retracted, row, report) or False,
        notice=unless_wrong(fields.read_notice, row, report),
        blocks=_paragraphs(told),
    )


def _paragraphs(text: str) -> tuple[Block, ...]:
    """A block for each line that holds anything, but one for hard-wrapped lines."""
    kind = BlockKind.PARAGRAPH
    spans: list[Span] = []
    for group in _groups(text):
        runs_on = lines_that_run_on([text[start:end] for start, end in group])
        for (start, end), goes_on in zip(group, runs_on, strict=True):
            spans.append((spans.pop()[0] if goes_on else start, end))
    return tuple(Block(start=start, end=end, kind=kind) for start, end in spans)


def _groups(text: str) -> list[list[Span]]:
    """The lines that hold anything, stripped, in groups between blank ones."""
    groups: list[list[Span]] = []
    for match in _LINE.finditer(text):
        if groups and len(_LINE_END.findall(text, groups[-1][-1][1], match.start())) == 1:
            groups[-1].append(match.span())
        else:
            groups.append([match.span()])
    return groups
