"""Sentences labelled with their event dates, held against what a build reads.

A label names a set (a dataset's corpus or a file), a row, and the sentence's offsets in the row's text
or the file's; the text itself is not stored. `tests/quality/event_dates/README.md` tells how they were
labelled.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.chunker import ChunkLimits, chunk
from corpus.documents import DateSpan, Document, Passage, Precision, Sentence, Skipped
from corpus.readers.json_lines import read_json_lines
from corpus.readers.limits import ReadingLimits
from corpus.readers.sources import read_source

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
SAMPLE = ROOT / "corpus" / "sample_archive"
PAGES = Path(__file__).resolve().parent / "pages"
FOLDER = Path(__file__).resolve().parent / "event_dates"
FIRST, SECOND, LATER, FINAL, SIXTH, SEVENTH = (
    FOLDER / f"{name}_labels.jsonl" for name in ("first", "second", "later", "final", "sixth", "seventh")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A label beside what was read; `sentence` is for people who look at mistakes."""

    label: Mapping[str, Any]
    read: DateSpan | None
    published: DateSpan | None
    sentence: str

    @property
    def is_right(self) -> bool:
        """Whether the days are those of the label.

        A sentence without an expression of its own may take the document's day or the day that the
        sentences before it tell of; where nothing can be told, none is right.
        """
        if self.label["days"] is None:
            return self.read is None
        if self.read is None:
            return False
        days = [self.read.start.isoformat(), self.read.end.isoformat()]
        return days == self.label["days"] or days == [self.label["carried"]] * 2

    @property
    def is_day(self) -> bool:
        """Whether a day was read."""
        return self.read is not None and self.read.precision is Precision.DAY


class _NoLimit:
    """Counts a token a text: whole blocks become passages."""

    window = 1_000_000

    def count(self, texts: Sequence[str]) -> list[int]:
        return [1] * len(texts)


def verdicts(labels: Path) -> Iterator[Verdict]:
    """Each clear label whose sentence is in the document as it is read."""
    for line in labels.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        if label["kind"] == "unclear" or not _path(label["set"]).exists():
            continue
        document, passages = _read(label["set"], label["id"])
        words = _words(_raw(label["set"], label["id"])[label["start"] : label["end"]])
        sentence = next((s for p in passages for s in p.sentences if _is_same(document, s, words)), None)
        if sentence is not None:
            yield Verdict(label=label, read=sentence.event_date, published=document.published, sentence=words)


def figures(found: Sequence[Verdict]) -> dict[str, float]:
    """Precision where a day is read, and coverage where a person could tell."""
    days = [v for v in found if v.is_day]
    told = [v for v in found if v.label["days"] is not None]
    own = [v for v in told if v.label["kind"] == "own"]
    return {
        "sentences": len(found),
        "days_read": len(days),
        "precision_of_days": sum(v.is_right for v in days) / len(days),
        "coverage": sum(v.read is not None for v in told) / len(told),
        "right_where_told": sum(v.is_right for v in told) / len(told),
        "own_expressions": len(own),
        "right_of_own": sum(v.is_right for v in own) / max(1, len(own)),
    }


def _is_same(document: Document, sentence: Sentence, words: str) -> bool:
    """Whether a sentence as it is read is the one that was labelled, or most of it."""
    text = _words(document.text[sentence.start : sentence.end])
    return words in text or (text in words and len(text) > len(words) / 2)


def _words(text: str) -> str:
    return " ".join(text.split())


def _path(name: str) -> Path:
    for start, folder in (("sample/", SAMPLE), ("made/", PAGES)):
        if name.startswith(start):
            return folder / name.removeprefix(start)
    return DATA / name


@cache
def _rows(name: str) -> dict[str, bytes]:
    lines = _path(name).read_bytes().splitlines()
    return {json.loads(line)["_id"]: line for line in lines}


def _raw(name: str, row: str | None) -> str:
    if row is None:
        data = _path(name).read_bytes()
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode("cp1252")
    fields = json.loads(_rows(name)[row])
    return str(fields.get("text") or fields.get("title"))


@cache
def _read(name: str, row: str | None) -> tuple[Document, list[Passage]]:
    skipped: list[Skipped] = []
    if row is None:
        documents = list(read_source(_path(name), on_skip=skipped.append))
    else:
        stream = io.BytesIO(_rows(name)[row])
        documents = list(
            read_json_lines(stream, locator=name, on_skip=skipped.append, limits=ReadingLimits())
        )
    document = documents[0]
    return document, chunk(document, encoder_tokens=_NoLimit(), limits=ChunkLimits(max_tokens=10**6))
