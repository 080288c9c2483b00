"""Who said what in a document: Document → Statements, in order of their content."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from corpus.cast import Cast
from corpus.contents import Content
from corpus.documents import Document, Statement
from corpus.letters import Letter, find_letter
from corpus.statement_ranking import best_reading, shipped_weights
from corpus.statement_readings import Reading, find_readings
from corpus.transcripts import Turn, find_turns
from corpus.words import QUOTE, Words, cut_words

ACCEPTED = (
    0.42  # precision and recall as issue 4 wants both; chosen of 0.40 … 0.50 on polnear-train, by folds
)
ACCEPTED_PRONOUN = (
    0.28  # of 0.20 … 0.42: finds 0.895 of annotated he and she, 0.863 of what it finds annotated
)
_N_NEAR = 6  # statements before that can share a stretch of text


def find_statements(document: Document) -> tuple[Statement, ...]:
    """Find what is said in a document, and by whom; takes time with the length of its text.

    The rules are for English: of a document in another language only its own `speaker` is known.

    Returns:
        In order of start, then end; contents of different statements may overlap where one reports
        another.
    """
    if document.speaker:
        return tuple(_whole(document))
    return find_in_text(document.text) if document.is_english else ()


def find_in_text(text: str, *, weights: Mapping[str, float] | None = None) -> tuple[Statement, ...]:
    """The same for a bare text; `weights` are those of corpus.statement_ranking unless given."""
    words = cut_words(text)
    cast = Cast(words)
    turns = [_of_turn(text, turn) for turn in find_turns(text, cast.full_name)]
    scored = list(_reported(words, cast, shipped_weights() if weights is None else weights))
    letter = find_letter(text)
    if letter is not None and not turns:
        turns = [_of_letter(text, letter, cast)]
    found = [*turns, *(statement for statement in _without_twins(scored) if not _within(statement, turns))]
    return tuple(sorted(found, key=lambda statement: (statement.start, statement.end)))


def _of_turn(text: str, turn: Turn) -> Statement:
    return Statement(
        start=turn.start,
        end=turn.end,
        pieces=((turn.start, turn.end),),
        speaker=turn.name,
        speaker_as_written=text[turn.label_start : turn.label_end],
        speaker_span=(turn.label_start, turn.label_end),
        role=turn.role,
        cue=":",
        cue_span=(turn.colon, turn.colon + 1),
        direct=True,
    )


def _of_letter(text: str, letter: Letter, cast: Cast) -> Statement:
    written = text[letter.name_start : letter.name_end]
    return Statement(
        start=letter.start,
        end=letter.end,
        pieces=((letter.start, letter.end),),
        speaker=cast.full_name(written) or written,
        speaker_as_written=written,
        speaker_span=(letter.name_start, letter.name_end),
        role=None,
        cue="",
        cue_span=None,
        direct=True,
    )


def _within(statement: Statement, turns: Sequence[Statement]) -> bool:
    """Whether a statement is the same as a turn, or a pronoun's in one ("I said")."""
    at = bisect_right(turns, statement.start, key=lambda turn: turn.start) - 1
    if at < 0 or statement.start >= turns[at].end:
        return False
    return statement.speaker is None or _twins(turns[at], statement)


def _reported(words: Words, cast: Cast, weights: Mapping[str, float]) -> Iterator[tuple[Statement, float]]:
    readings = find_readings(words, cast)
    batch = next(readings, None)
    while batch is not None:
        reading, score = best_reading(words, batch, weights)
        accepted = (
            score > (ACCEPTED_PRONOUN if reading.speaker.pronoun else ACCEPTED) and not reading.cue.negated
        )
        if accepted:
            yield _statement(words, reading), score
        try:
            batch = readings.send(reading if accepted else None)
        except StopIteration:
            return


def _without_twins(scored: Sequence[tuple[Statement, float]]) -> list[Statement]:
    """Of two statements of one speaker that share most of their content, the surer one."""
    kept: list[tuple[Statement, float]] = []
    for statement, score in sorted(scored, key=lambda pair: (pair[0].start, pair[0].end)):
        near = range(max(0, len(kept) - _N_NEAR), len(kept))
        twin = next((number for number in near if _twins(kept[number][0], statement)), None)
        if twin is None:
            kept.append((statement, score))
        elif score > kept[twin][1]:
            kept[twin] = statement, score
    return [statement for statement, _ in kept]


def _twins(left: Statement, right: Statement) -> bool:
    shared = min(left.end, right.end) - max(left.start, right.start)
    union = max(left.end, right.end) - min(left.start, right.start)
    return 2 * shared >= union and left.speaker == right.speaker


def _statement(words: Words, reading: Reading) -> Statement:
    pieces = _pieces(words, reading.content)
    cue, subject = reading.cue, reading.subject
    cue_span = words.starts[cue.first], words.ends[cue.stop - 1]
    speaker_span = words.starts[subject.first], words.ends[subject.stop - 1]
    return Statement(
        start=pieces[0][0],
        end=pieces[-1][1],
        pieces=pieces,
        speaker=reading.speaker.name,
        speaker_as_written=words.text[slice(*speaker_span)],
        speaker_span=speaker_span,
        role=reading.speaker.role,
        cue=words.text[slice(*cue_span)],
        cue_span=cue_span,
        direct=words.lower[reading.content.pieces[0][0]] == QUOTE,
    )


def _pieces(words: Words, content: Content) -> tuple[tuple[int, int], ...]:
    return tuple((words.starts[first], words.ends[stop - 1]) for first, stop in content.pieces)


def _whole(document: Document) -> Iterator[Statement]:
    """The whole text, where the document's own field says whose it is."""
    start, end = len(document.text) - len(document.text.lstrip()), len(document.text.rstrip())
    if start < end:
        yield Statement(
            start=start,
            end=end,
            pieces=((start, end),),
            speaker=document.speaker,
            speaker_as_written="",
            speaker_span=None,
            role=None,
            cue="",
            cue_span=None,
            direct=True,
        )
