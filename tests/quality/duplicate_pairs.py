"""Pairs of real texts labelled as the same story or not, and how the decision does on them.

The texts are not ours: a label names a document and a span, in a dataset's `text` or in a raw page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from corpus.chunker import ChunkLimits, chunk
from corpus.documents import DateSpan, Passage, Precision, Sentence, Source, make_document, passage_id
from corpus.duplicates import Telling, days_of, tell_the_same, telling
from corpus.readers.sources import read_source

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
LABELS = Path(__file__).parent / "labels" / "duplicates.jsonl"

_SAME_PLACE = 0.97  # of the words of both; less where only a like passage is on the page

Side = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two passages, what people say of them, and what the decision says."""

    passages: tuple[Passage, Passage]
    is_same: bool
    reason: str
    is_merged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How the decision does on some pairs; None where there is nothing to divide by."""

    n_pairs: int
    n_merged: int
    precision: float | None
    recall: float | None


class Words:
    """Counts words, for a chunker that has no encoder at hand."""

    window = 512

    def count(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]


def read_pairs(shared: Path = SHARED, labels: Path = LABELS) -> list[Pair]:
    """Read the labels with their texts, and decide."""
    rows = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines()]
    sides = [side for row in rows for side in (row["a"], row["b"])]
    sets = {name: _Texts(shared / name) for name in sorted({side["set"] for side in sides})}
    return [_pair(row, sets) for row in rows]


def score(pairs: Sequence[Pair]) -> Score:
    """Precision and recall of what is merged."""
    n_merged = sum(pair.is_merged for pair in pairs)
    n_same = sum(pair.is_same for pair in pairs)
    n_right = sum(pair.is_merged and pair.is_same for pair in pairs)
    return Score(
        n_pairs=len(pairs),
        n_merged=n_merged,
        precision=n_right / n_merged if n_merged else None,
        recall=n_right / n_same if n_same else None,
    )


def by_reason(pairs: Sequence[Pair]) -> dict[str, tuple[int, int]]:
    """How many pairs of each label and reason there are, and how many of them are merged."""
    names = [f"{'same' if pair.is_same else 'different'}, {pair.reason}" for pair in pairs]
    return {
        name: (names.count(name), sum(p.is_merged for p, n in zip(pairs, names, strict=True) if n == name))
        for name in sorted(set(names))
    }


class _Texts:
    """A dataset's rows by id, or a page's passages."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows: dict[str, dict[str, Any]] = {}
        self._passages: list[Passage] = []
        if path.suffix == ".jsonl":
            with path.open(encoding="utf-8") as file:
                self._rows = {row["_id"]: row for row in map(json.loads, file)}
        else:
            self._passages = [
                passage
                for document in read_source(path, on_skip=lambda _: None)
                for passage in chunk(document, encoder_tokens=Words(), limits=ChunkLimits())
            ]

    def passage(self, side: Side) -> Passage:
        """The labelled part of a row; or the passage of a page that has the labelled words."""
        if side["id"] is not None:
            return _part(self._rows[side["id"]], side["start"], side["end"])
        raw = self._path.read_text(encoding="utf-8")[side["start"] : side["end"]]
        nearest = max(self._passages, key=lambda passage: _overlap(passage.text, raw))
        # An earlier wording under "Changes" is no passage: it is compared as it stands.
        return nearest if _overlap(nearest.text, raw) >= _SAME_PLACE else replace(nearest, text=raw)


def _part(row: Mapping[str, Any], start: int, end: int) -> Passage:
    day = date.fromisoformat(row["date"]) if row.get("date") else None
    span = DateSpan(start=day, end=day, precision=Precision.DAY, basis="date") if day else None
    whole = make_document(
        locator=row["_id"], title="", text=row["text"], published=span, sources=[Source(name="-")], blocks=()
    )
    return Passage(
        passage_id=passage_id(whole.document_id, start, end),
        document_id=whole.document_id,
        start=start,
        end=end,
        text=row["text"][start:end],
        context="",
        sentences=(Sentence(start=start, end=end, event_date=span),),
        sources=whole.sources,
        speaker=row.get("speaker"),
        n_tokens=1,
    )


def _overlap(text: str, raw: str) -> float:
    one, other = (set(re.findall(r"\w+", t.casefold())) for t in (text, raw))
    return len(one & other) / len(one | other)


def _pair(row: Mapping[str, Any], sets: Mapping[str, _Texts]) -> Pair:
    first, second = (sets[side["set"]].passage(side) for side in (row["a"], row["b"]))
    return Pair(
        passages=(first, second),
        is_same=row["label"] == "same",
        reason=row["reason"],
        is_merged=tell_the_same(_telling(first), _telling(second)),
    )


def _telling(passage: Passage) -> Telling:
    return telling(text=passage.text, days=days_of(passage.sentences), speaker=passage.speaker)
