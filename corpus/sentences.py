"""Where sentences begin and end, as the sentencex library sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import sentencex

Span = tuple[int, int]

# sentencex takes time with the square of unclosed quotation marks: 0.4 s for 80,000 characters
# of them, 0.03 s in pieces of this size.
_MAX_PIECE = 20_000

# Each is replaced by one character, so that offsets stay. sentencex 1.0.32 panics where a space
# that is more than one byte follows an initial ("J.\u00a0Smith"); surrogates are no UTF-8.
_OTHER_SPACE = re.compile(r"[^\S \t\n\r]")
_SURROGATE = re.compile("[\ud800-\udfff]")

_ENUMERATOR = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]+)[.)]")
_HOUR = re.compile(r"\b[ap]\.m\.$")
_AFTER_HOUR = re.compile(
    r"\(?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July"
    r"|August|September|October|November|December|[A-Z]{2,5})\b"
)


def split_sentences(text: str) -> list[Span]:
    """Find the sentences of a text.

    A single line break does not end a sentence (text may be hard-wrapped, verse runs on); a blank
    line and a list mark at the start of a line do.

    Returns:
        Spans in code points, in order, without overlap, without space at their ends; every
        character that is no space is in one of them.
    """
    plain = _SURROGATE.sub("\ufffd", _OTHER_SPACE.sub(" ", text))
    spans: list[Span] = []
    for start, end in _raw_spans(plain):
        span = _strip(text, start, end)
        if span[0] == span[1]:
            continue
        if spans and _belong_together(text, spans[-1], span):
            spans[-1] = (spans[-1][0], span[1])
        else:
            spans.append(span)
    return spans


def _raw_spans(plain: str) -> Iterator[Span]:
    """What sentencex returns, placed by length; a long text goes through it in pieces."""
    start = 0
    while start < len(plain):
        piece = plain[start : start + _MAX_PIECE]
        found = list(sentencex.segment("en", piece))
        if start + len(piece) < len(plain) and len(found) > 1:
            found.pop()  # it may go on in the next piece
        for sentence in found:
            yield start, start + len(sentence)
            start += len(sentence)


def _strip(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    start = end - len(part.lstrip())
    return start, max(start, end - len(part) + len(part.rstrip()))


def _belong_together(text: str, left: Span, right: Span) -> bool:
    """Whether sentencex broke one sentence in two: "1. First", "5 p.m. Monday", "Yahoo! says"."""
    before, first = text[left[0] : left[1]], text[right[0]]
    if before[-1] in "!?":
        return first.islower()
    if _HOUR.search(before, max(0, len(before) - 6)):
        return _AFTER_HOUR.match(text, right[0], right[1]) is not None
    return _ENUMERATOR.fullmatch(before) is not None
