"""Publication dates and sources of whole documents, as read and as people labelled them.

A source is right where every publisher that was read is among the labelled ones (or those accepted
beside them), and every labelled one was read, or one accepted in its place; "AFP via X" names both.
A document without a publisher is right where only its file or page is named.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.documents import DateSpan, Document
from corpus.publishers import source_key, source_keys
from corpus.readers.sources import read_source
from tests.quality import furniture_score

HERE = Path(__file__).parent
LABELS = HERE / "labels_documents.jsonl"
SAMPLE = HERE.parent.parent / "corpus" / "sample_archive"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentScore:
    """One labelled document."""

    file: str
    is_source_right: bool
    is_date_right: bool
    read_sources: tuple[str, ...]
    read_date: str


def load_labels(path: Path = LABELS, *, lot: int | None = None) -> list[dict[str, Any]]:
    """The labelled documents in order of file and id, of one lot or of all."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    chosen = (row for row in rows if lot is None or row.get("lot", 1) == lot)
    return sorted(chosen, key=lambda row: (str(row["file"]), str(row["id"])))


def path_of(file: str) -> Path:
    """Where a labelled document's file stands."""
    return (
        SAMPLE / file.removeprefix("sample/") if file.startswith("sample/") else furniture_score.path_of(file)
    )


@lru_cache(maxsize=1)
def _rows_of(path: Path) -> dict[str | None, Document]:
    return {document.external_id: document for document in read_source(path, on_skip=lambda _: None)}


def _document(row: dict[str, Any]) -> Document:
    path = path_of(row["file"])
    if row["id"]:
        return _rows_of(path)[row["id"]]
    return next(iter(read_source(path, on_skip=lambda _: None)))


def score_document(row: dict[str, Any]) -> DocumentScore:
    """Read one labelled document and compare."""
    document = _document(row)
    name = path_of(row["file"]).name
    read = tuple(source.name for source in document.sources if source.name != name)
    return DocumentScore(
        file=f"{row['file']} {row['id'] or ''}".strip(),
        is_source_right=_is_source_right(row, read),
        is_date_right=_is_date_right(row, document.published),
        read_sources=read,
        read_date=str(document.published and (document.published.start, document.published.end)),
    )


def _is_source_right(row: dict[str, Any], read: Sequence[str]) -> bool:
    labelled = {source_key(source["name"]) for source in row["sources"]}
    accepted = {source_key(name) for name in row.get("also_ok", [])}
    if not labelled:
        return not read or all(source_key(name) in accepted for name in read)
    parts = [set(source_keys(name)) for name in read]
    are_known = all(keys & (labelled | accepted) for keys in parts)
    found = {key for keys in parts for key in keys}
    return bool(read) and are_known and (labelled <= found or bool(accepted & found))


def _is_date_right(row: dict[str, Any], read: DateSpan | None) -> bool:
    right = [row["published"], *row.get("published_also_ok", [])]
    days = (read.start.isoformat(), read.end.isoformat()) if read else None
    return days in [(span["start"], span["end"]) if span else None for span in right]


def shares(scores: Sequence[DocumentScore]) -> tuple[float, float]:
    """The shares of documents whose source and whose date is right."""
    n = max(len(scores), 1)
    return sum(s.is_source_right for s in scores) / n, sum(s.is_date_right for s in scores) / n
