"""What a question asks for: when, by whom published, said by whom, in what shape; and what to search for.

Read from the words alone, by rules, in well under a millisecond; nothing is guessed from what the
archive says of an event.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from corpus.filters import name_key
from qa.press import read_press
from qa.press_names import NamedPress
from qa.question_kind import QuestionKind, read_kind
from qa.question_words import read_names, read_numbers, without_furniture
from qa.source_names import NamedSource, read_source
from qa.time_window import TimeWindow, read_time_window


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownNames:
    """The archive's own names, by their keys, and how many passages each has."""

    sources: Mapping[str, int] = field(default_factory=dict)
    speakers: Mapping[str, int] = field(default_factory=dict)


NO_NAMES = KnownNames()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionReading:
    """How a question was read.

    `source` and `speaker` are keys of the archive's names; `press` is read where no `source` is named.
    `topic` is the question without the words that say its time, its publisher and the press it asks;
    `search_words` also without the words of asking.
    """

    text: str
    topic: str
    search_words: str
    kind: QuestionKind
    window: TimeWindow | None = None
    source: str | None = None
    press: NamedPress | None = None
    speaker: str | None = None
    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


def read_question(text: str, *, now: date, known: KnownNames = NO_NAMES) -> QuestionReading:
    """Read a question.

    Args:
        text: its words.
        now: the day from which "yesterday" counts.
        known: the names that the archive has.
    """
    window = read_time_window(text, now=now)
    source, press = _one_of(read_source(text, known.sources), read_press(text))
    topic = _topic(text, window, source or press)
    kind = read_kind(topic if press else text)  # what the press says is told, nobody's words
    return QuestionReading(
        text=text,
        topic=topic,
        search_words=without_furniture(topic),
        kind=kind,
        window=window,
        source=source.key if source else None,
        press=press,
        speaker=_speaker(topic, known.speakers) if kind is QuestionKind.STATEMENT else None,
        names=read_names(topic),
        numbers=read_numbers(topic),
    )


def _one_of(
    source: NamedSource | None, press: NamedPress | None
) -> tuple[NamedSource | None, NamedPress | None]:
    """The publisher named, else the press asked; of the same words "the Turkish Press" is a publisher's name.

    "The Australian papers" are no words of The Australian, nor "Dutch news agencies" of Dutch News.
    """
    if source is None or press is None:
        return source, press
    is_apart = source.end <= press.start or press.end <= source.start
    return (source, None) if is_apart or press.noun[0].isupper() else (None, press)


def _topic(text: str, window: TimeWindow | None, source: NamedSource | NamedPress | None) -> str:
    """The question without its time and its publisher, unless nothing else is in it."""
    spans = [*(window.dropped_spans if window else ()), *([(source.start, source.end)] if source else ())]
    left, position = [], 0
    for start, end in sorted(spans):
        left.append(text[position : max(position, start)])
        position = max(position, end)
    topic = " ".join(f"{' '.join(left)} {text[position:]}".split())
    return topic if any(letter.isalnum() for letter in topic) else text


def _speaker(text: str, speakers: Mapping[str, int]) -> str | None:
    """The archive's speaker whom the question names in full."""
    return next((key for name in read_names(text) if (key := name_key(name)) in speakers), None)
