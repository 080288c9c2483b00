"""kremlin-to-2013's turns joined into running text as transcripts are printed, and read back."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from corpus.statements import find_in_text

Row = tuple[str, str | None]

_LABEL = re.compile(r"[^\n:]{3,140}:\s")


class Join(StrEnum):
    """How a turn's speaker is printed, at the first paragraph of the turn; a blank line between rows."""

    AS_PRINTED = "as the source prints them: post and name, then the name"
    CAPITALS = "VLADIMIR PUTIN: …"
    COURTESY = "the full name once, then Mr and surname"


def read_transcripts(folder: Path) -> list[list[Row]]:
    """The documents that have speakers, as rows of text and speaker in order."""
    documents: dict[str, list[Row]] = {}
    for line in (folder / "corpus.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        documents.setdefault(row["_id"].split("#")[0], []).append((row["text"], row.get("speaker")))
    return [rows for rows in documents.values() if any(speaker for _, speaker in rows)]


def right_turns(documents: Sequence[Sequence[Row]], join: Join) -> tuple[int, int]:
    """How many rows with a speaker are read back with that speaker, and how many there are.

    A row is read with the speaker of the turn that holds its last character; case does not count.
    """
    right = n_turns = 0
    for rows in documents:
        text, ends = _joined(rows, join)
        turns = [statement for statement in find_in_text(text) if statement.cue == ":"]
        for (_, speaker), end in zip(rows, ends, strict=True):
            if speaker is not None:
                found = next((turn.speaker for turn in turns if turn.start < end <= turn.end), None)
                n_turns += 1
                right += (found or "").casefold() == speaker.casefold()
    return right, n_turns


def _joined(rows: Sequence[Row], join: Join) -> tuple[str, list[int]]:
    """The text of a document, and where each row ends in it."""
    text, ends = "", []
    previous: str | None = None
    named: set[str] = set()
    for row, speaker in rows:
        words = (
            row
            if join is Join.AS_PRINTED or speaker is None
            else _labelled(row, speaker, previous, named, join)
        )
        text += ("\n\n" if text else "") + words.rstrip()
        ends.append(len(text))
        previous = speaker
    return text, ends


def _labelled(row: str, speaker: str, previous: str | None, named: set[str], join: Join) -> str:
    label = _LABEL.match(row)
    if label is None and speaker == previous:
        return row
    said = row[label.end() :] if label is not None else row
    again = speaker in named
    named.add(speaker)
    if join is Join.CAPITALS:
        return f"{speaker.upper()}: {said}"
    return f"Mr {speaker.rsplit(maxsplit=1)[-1]}: {said}" if again else f"{speaker}: {said}"
