"""Where a document's statements lie in its passages: whose words a passage holds, and how many."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.documents import DateSpan, Document, Passage, Sentence, Statement
from corpus.person_names import fold, read_name

# Of a passage's words beside a speaker's label, from which the passage is that speaker's.
_WHOLE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What one speaker says in one passage, the passage's number in its document from 0.

    `n_words` are the speaker's own, `n_named` those of them that are attributed by name, or by a label
    or a field of the document, and not by a pronoun or a post alone.
    """

    passage: int
    speaker: str
    n_words: int
    n_named: int


def spoken_in(
    document: Document, passages: Sequence[Passage], statements: Sequence[Statement]
) -> list[Spoken]:
    """Who says how much in which passage, in order of passages, then of statements."""
    found: dict[tuple[int, str], Spoken] = {}
    for statement in statements:
        if statement.speaker is None:
            continue
        for number in passages_of(statement, passages):
            n_words = _n_words(document, own_spans(statement, passages[number]))
            before = found.get((number, statement.speaker))
            n_named = n_words if is_named(statement) else 0
            found[number, statement.speaker] = Spoken(
                passage=number,
                speaker=statement.speaker,
                n_words=n_words + (before.n_words if before else 0),
                n_named=n_named + (before.n_named if before else 0),
            )
    return sorted(found.values(), key=lambda spoken: spoken.passage)


def is_named(statement: Statement) -> bool:
    """Whether the text itself names the speaker of a statement."""
    if statement.speaker is None or statement.speaker_span is None:
        return statement.speaker is not None
    written = fold(statement.speaker_as_written)
    parts = read_name(statement.speaker).parts
    return not parts or parts[-1] in written


def passages_of(statement: Statement, passages: Sequence[Passage]) -> list[int]:
    """The numbers of the passages that hold some of a statement's own words."""
    first = bisect_right(passages, statement.start, key=lambda passage: passage.end)
    stop = bisect_left(passages, statement.end, key=lambda passage: passage.start)
    return [number for number in range(first, stop) if own_spans(statement, passages[number])]


def own_spans(statement: Statement, around: Passage | Sentence) -> list[tuple[int, int]]:
    """The parts of a statement's pieces within a passage or sentence, in offsets of the document."""
    clipped = ((max(start, around.start), min(end, around.end)) for start, end in statement.pieces)
    return [(start, end) for start, end in clipped if start < end]


def with_speakers(passages: Sequence[Passage], statements: Sequence[Statement]) -> list[Passage]:
    """The passages, those that are one speaker's words throughout with their speaker."""
    found = list(passages)
    for statement in statements:
        for number in passages_of(statement, passages):
            if found[number].speaker is None and _is_all_of(statement, passages[number]):
                found[number] = replace(found[number], speaker=statement.speaker)
    return found


def date_of(statement: Statement, document: Document, passages: Sequence[Passage]) -> DateSpan | None:
    """The event date of the sentence in which a statement begins; in none the document's date."""
    at = bisect_right(passages, statement.start, key=lambda passage: passage.end)
    for sentence in passages[at].sentences if at < len(passages) else ():
        if sentence.start <= statement.start < sentence.end:
            return sentence.event_date
    return document.published


def _is_all_of(statement: Statement, passage: Passage) -> bool:
    n_own = sum(end - start for start, end in own_spans(statement, passage))
    return n_own >= _WHOLE * (passage.end - passage.start - _n_labelled(statement, passage))


def _n_labelled(statement: Statement, passage: Passage) -> int:
    """Characters of the label before a turn, as far as they lie in the passage."""
    if statement.speaker_span is None or statement.cue != ":":
        return 0
    return max(0, statement.start - max(passage.start, statement.speaker_span[0]))


def _n_words(document: Document, spans: Sequence[tuple[int, int]]) -> int:
    return sum(len(document.text[start:end].split()) for start, end in spans)
