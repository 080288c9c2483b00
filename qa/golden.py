"""The user's golden questions: which documents they must find before a version is published.

DIR/golden.jsonl    one question a line: {"text": "...", "expect": "..."}

`expect` is an external id, a document id or a title, or a list of which one must be found; `k` is
among how many documents, 10 where it is not given.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import GoldenInvalid
from embeddings.versions import Examine, Version
from qa.opening import open_retriever
from qa.service import Question, Service

GOLDEN_FILE = "golden.jsonl"
DEFAULT_K = 10
MOST_K = 100
_FIELDS = frozenset({"text", "expect", "k"})


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldenQuestion:
    """A question, and what one of its first `k` documents must be."""

    text: str
    expect: tuple[str, ...]
    k: int = DEFAULT_K


def read_golden(index: Path) -> tuple[GoldenQuestion, ...]:
    """The golden questions of an index; none where there is no file.

    Raises:
        GoldenInvalid: a line cannot be read.
    """
    path = index / GOLDEN_FILE
    if not path.exists():
        return ()
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GoldenInvalid(path, f"it cannot be read ({error})") from error
    return tuple(_question(path, n, line) for n, line in enumerate(lines, start=1) if line.strip())


def golden_examiner(index: Path) -> Examine:
    """What looks whether a version's answers still find the documents.

    Raises:
        GoldenInvalid: the questions cannot be read; at once, before anything is built.
    """
    questions = read_golden(index)

    def problems(version: Version) -> list[str]:
        if not questions:
            return []
        return unanswered(Service(open_retriever(version), index_version=version.name), questions)

    return problems


def unanswered(service: Service, questions: Sequence[GoldenQuestion]) -> list[str]:
    """The golden questions whose documents are not found, in sentences."""
    return [
        f"golden question {question.text!r} does not find {' or '.join(question.expect)} "
        f"among its first {question.k} documents"
        for question in questions
        if not _is_found(service, question)
    ]


def _is_found(service: Service, question: GoldenQuestion) -> bool:
    ranking = service.examine(Question(text=question.text), n_documents=question.k).ranking
    facts = service.retriever.store.document_facts([passage.document_id for passage in ranking])
    found = {name for f in facts.values() for name in (f.document_id, f.external_id, f.title)}
    return any(wanted in found for wanted in question.expect)


def _question(path: Path, number: int, line: str) -> GoldenQuestion:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise GoldenInvalid(path, f"line {number} is no JSON") from error
    if not isinstance(row, dict) or set(row) - _FIELDS:
        raise GoldenInvalid(path, f"line {number} has other fields than {', '.join(sorted(_FIELDS))}")
    text, expect, k = row.get("text"), row.get("expect"), row.get("k", DEFAULT_K)
    wanted: list[Any] = expect if isinstance(expect, list) else [expect]
    if not isinstance(text, str) or not text.strip() or not wanted:
        raise GoldenInvalid(path, f"line {number} lacks 'text' or 'expect'")
    if not all(isinstance(one, str) and one for one in wanted):
        raise GoldenInvalid(path, f"line {number}: 'expect' is neither a string nor a list of strings")
    if not isinstance(k, int) or not 1 <= k <= MOST_K:
        raise GoldenInvalid(path, f"line {number}: 'k' is no number from 1 to {MOST_K}")
    return GoldenQuestion(text=text, expect=tuple(wanted), k=k)
