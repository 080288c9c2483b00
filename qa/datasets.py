"""Dataset folders in BEIR's layout: questions and what is relevant to them.

Source of the layout: Thakur et al. 2021, with the optional extras that the README lists.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from corpus.documents import Passage
from corpus.errors import BadDataset
from qa.service import Turn

CORPUS_FILE = "corpus.jsonl"
ROW_REMEDY = 'write a line as {"_id": "1", "text": "..."}'
HISTORY_REMEDY = 'write "history" as [["user", "..."], ...], "now" and "answer_date" as YYYY-MM-DD'
JUDGEMENT_REMEDY = "write a line as query-id, corpus-id and score, a number, with tabs between them"
QUERIES_FILE = "queries.jsonl"
JUDGEMENTS_FILE = "qrels/test.tsv"
LONGEST_COUNTED = 256  # encoder tokens; a longer passage cannot hold a span by being long
LEAST_HELD = 0.5  # of a span, for a passage to hold it


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A document is relevant, to a grade; with a span, where its text[start:end] is shown."""

    grade: float
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetQuestion:
    """A question as a dataset holds it; all but text, history and now is for the evaluation alone."""

    question_id: str
    text: str
    history: tuple[Turn, ...]
    now: date | None
    answerable: bool
    kind: str | None
    answer_date: date | None
    judgements: Mapping[str, Sequence[Judgement]]


def read_questions(folder: Path) -> list[DatasetQuestion]:
    """Read a dataset's questions with their judgements.

    Raises:
        BadDataset: a file is missing or a row is malformed, named with its line.
    """
    if not (folder / CORPUS_FILE).is_file():
        raise BadDataset(folder, f"there is no {CORPUS_FILE}")
    judgements = _read_judgements(folder / JUDGEMENTS_FILE)
    path = folder / QUERIES_FILE
    return [_question(row, judgements, path, place) for row, place in _rows(path)]


def grade_of(question: DatasetQuestion, external_id: str | None, passage: Passage, n_tokens: int) -> float:
    """How relevant a document is, shown by this passage: 0 where it shows nothing that was judged."""
    judged = question.judgements.get(external_id or "", [])
    return max((judgement.grade for judgement in judged if _shows(judgement, passage, n_tokens)), default=0.0)


def best_grades(question: DatasetQuestion) -> list[float]:
    """The grade of each relevant document."""
    return [max(j.grade for j in judged) for judged in question.judgements.values()]


def _shows(judgement: Judgement, passage: Passage, n_tokens: int) -> bool:
    if judgement.start is None or judgement.end is None:
        return True
    held = min(passage.end, judgement.end) - max(passage.start, judgement.start)
    return n_tokens <= LONGEST_COUNTED and held >= LEAST_HELD * (judgement.end - judgement.start)


def _rows(path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    for number, line in _lines(path):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise BadDataset(path, f"line {number} is not JSON", ROW_REMEDY) from error
        fields = (row.get("_id"), row.get("text")) if isinstance(row, dict) else (None, None)
        if not all(isinstance(field, str) for field in fields):
            raise BadDataset(path, f'line {number} lacks "_id" or "text"', ROW_REMEDY)
        yield row, f"line {number}"


def _question(
    row: dict[str, Any], judgements: dict[str, dict[str, list[Judgement]]], path: Path, place: str
) -> DatasetQuestion:
    try:
        return DatasetQuestion(
            question_id=row["_id"],
            text=row["text"],
            history=tuple(Turn(role=str(role), content=str(text)) for role, text in row.get("history") or ()),
            now=_day(row.get("now")),
            answerable=row.get("answerable") is not False,
            kind=row.get("kind"),
            answer_date=_day(row.get("answer_date")),
            judgements=judgements.get(row["_id"], {}),
        )
    except (TypeError, ValueError) as error:
        raise BadDataset(
            path, f"{place} has a malformed history or date ({error})", HISTORY_REMEDY
        ) from error


def _read_judgements(path: Path) -> dict[str, dict[str, list[Judgement]]]:
    """Judgements by question and document; rows of grade 0 say that a document is not relevant."""
    found: dict[str, dict[str, list[Judgement]]] = {}
    for number, line in _lines(path):
        fields = line.split("\t")
        if number == 1 and fields[0] == "query-id":
            continue
        try:
            question_id, external_id, grade, *span = fields
            start, end = (int(span[0]), int(span[1])) if span else (None, None)
            judgement = Judgement(grade=float(grade), start=start, end=end)
        except (ValueError, IndexError) as error:
            reason = f"line {number} is no judgement"
            raise BadDataset(path, reason, JUDGEMENT_REMEDY) from error
        if judgement.grade > 0:
            found.setdefault(question_id, {}).setdefault(external_id, []).append(judgement)
    return found


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The filled lines, each with its number."""
    try:
        with path.open(encoding="utf-8") as file:
            yield from ((n, line.rstrip("\n")) for n, line in enumerate(file, start=1) if line.strip())
    except FileNotFoundError as error:
        raise BadDataset(path, "there is no such file") from error
    except OSError as error:
        raise BadDataset(path, f"it cannot be read: {error.strerror}", "make it readable") from error
    except UnicodeDecodeError as error:
        raise BadDataset(path, "it is not UTF-8", "save it as UTF-8") from error


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
