"""Many questions from a file, one answer a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, TextIO

from qa.printing import answer_body
from qa.service import Question, Service, Turn


class _RowError(ValueError):
    """A row that is no question, and why."""


def answer_batch(service: Service, lines: Iterable[bytes], template: Question, out: TextIO) -> bool:
    """Answer each line's question, writing what POST /v1/ask would give, with its "_id".

    A line that is no question gives {"_id", "line", "error"} in its place.

    Args:
        service: what answers.
        lines: JSON objects in UTF-8, with "text", and optionally "_id", "history" and "now".
        template: the filters, k and now that hold where a line says nothing else.
        out: where the answers go, each as soon as it is known.

    Returns:
        Whether every line was a question.
    """
    all_well = True
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        row: dict[str, Any] = {}
        try:
            row = _parse(line)
            body = {"_id": row.get("_id"), **answer_body(service.ask(_question(row, template)))}
        except _RowError as error:
            all_well = False
            body = {"_id": row.get("_id"), "line": number, "error": str(error)}
        out.write(_encodable(json.dumps(body, ensure_ascii=False)) + "\n")
        out.flush()
    return all_well


def _encodable(text: str) -> str:
    """The text with "?" for each lone surrogate, which UTF-8 cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _parse(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _RowError("not UTF-8; save the file as UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise _RowError("not JSON; write one JSON object a line") from error
    if not isinstance(row, dict):
        raise _RowError('not a JSON object; write {"_id": …, "text": …}')
    return row


def _question(row: dict[str, Any], template: Question) -> Question:
    if isinstance(row.get("_id"), str) and row["_id"] != _encodable(row["_id"]):
        raise _RowError('"_id" holds half of a surrogate pair; write whole characters')
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise _RowError('"text" is missing or blank; write the question there')
    try:
        history = tuple(Turn(role=str(role), content=str(said)) for role, said in row.get("history") or ())
    except (TypeError, ValueError) as error:
        raise _RowError('"history" is not a list of [role, text] pairs') from error
    try:
        now = date.fromisoformat(row["now"]) if row.get("now") else template.now
    except (TypeError, ValueError) as error:
        raise _RowError('"now" is not a date; write it as YYYY-MM-DD') from error
    return replace(template, text=text, history=history, now=now)
