"""polnear-train's annotated attributions as issue 4 counts them: gold, match, precision, recall."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from corpus.documents import Statement

Span = tuple[int, int]

_NEGATED = re.compile(r"\b(?:not|never|no|nor|without|declin\w+|refus\w+|fail\w*)\b|n['’]t\b", re.IGNORECASE)
_WORD = re.compile(r"\w[\w.\-]*(?:['’](?!s\b)\w+)*")
HALF = 0.5  # of two contents' union, which they must share
_COURTESY = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "sen",
        "gov",
        "rep",
        "president",
        "senator",
        "governor",
        "former",
        "secretary",
        "gop",
        "i",
    ]
)
_MARKS = "\"'“”‘’«»„`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One annotation: whose words, spans first to last character; `names` are those of its source."""

    source: str
    source_spans: tuple[Span, ...]
    cue: str
    cue_span: Span
    start: int
    end: int
    names: frozenset[str]
    counts: bool  # its source is named, its cue one of saying, not negated
    says: bool  # its cue is one of saying, not negated


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article and its annotations."""

    article_id: str
    title: str
    text: str
    attributions: tuple[Attribution, ...]


class ProperNames:
    """Which words are names: those that the articles write with a capital more often than without."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._counts: Counter[str] = Counter()
        for text in texts:
            self._counts.update(_WORD.findall(text))

    def of(self, phrase: str) -> frozenset[str]:
        """The names of a phrase, in lower case, without titles."""
        found = (word for word in _WORD.findall(phrase) if self._is_name(word))
        return frozenset(word.lower().strip(".") for word in found) - _COURTESY

    def _is_name(self, word: str) -> bool:
        return word[0].isupper() and self._counts[word] > self._counts[word.lower()]


def read_cues(folder: Path) -> frozenset[str]:
    """The cues that count, in lower case."""
    return frozenset((folder / "cues.txt").read_text(encoding="utf-8").lower().splitlines())


def read_articles(folder: Path) -> list[Article]:
    """The articles of polnear-train with one annotator's work each."""
    rows = list(map(json.loads, (folder / "corpus.jsonl").read_text(encoding="utf-8").splitlines()))
    merged = set((folder / "several_annotators.txt").read_text(encoding="utf-8").split())
    cues = read_cues(folder)
    names = ProperNames(row["text"] for row in rows)
    by_article: dict[str, list[Attribution]] = {}
    for line in (folder / "attributions.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["content_spans"]:
            by_article.setdefault(row["doc"], []).append(_attribution(row, cues, names))
    return [
        Article(
            article_id=row["_id"],
            title=row["title"],
            text=row["text"],
            attributions=tuple(by_article.get(row["_id"], ())),
        )
        for row in rows
        if row["_id"] not in merged
    ]


def _attribution(row: Mapping[str, object], cues: frozenset[str], names: ProperNames) -> Attribution:
    source, cue = str(row["source"]), str(row["cue"])
    contents = _spans(row["content_spans"])
    cue_spans = _spans(row["cue_spans"])
    says = cue.strip().lower() in cues and not _NEGATED.search(cue)
    named = names.of(source)
    return Attribution(
        source=source,
        source_spans=_spans(row["source_spans"]),
        cue=cue,
        cue_span=cue_spans[0] if cue_spans else (0, 0),
        start=min(start for start, _ in contents),
        end=max(end for _, end in contents),
        names=named,
        counts=says and bool(named),
        says=says,
    )


def _spans(value: object) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in value)  # type: ignore[attr-defined]  # JSON


def overlap(left: Span, right: Span) -> float:
    """The share of two spans' union that both cover."""
    shared = min(left[1], right[1]) - max(left[0], right[0])
    return max(0, shared) / (max(left[1], right[1]) - min(left[0], right[0]))


def same_content(statement: Statement, attribution: Attribution) -> bool:
    """Whether the contents overlap by at least half of their union."""
    return overlap((statement.start, statement.end), (attribution.start, attribution.end)) >= HALF


def same_speaker(statement: Statement, attribution: Attribution, names: ProperNames) -> bool:
    """Whether the statement's speaker shares a name with the annotated source."""
    return bool(speaker_names(statement, names) & attribution.names)


def speaker_names(statement: Statement, names: ProperNames) -> frozenset[str]:
    """The names of a statement's speaker, as resolved and as written."""
    return names.of(f"{statement.speaker or ''} {statement.speaker_as_written}")


def in_fold(article_id: str, n_folds: int) -> int:
    """The fold of an article, by the hash of its id."""
    return int(sha256(article_id.encode()).hexdigest(), 16) % n_folds


def begins_quoted(text: str, start: int) -> bool:
    """Whether a content begins with a quotation mark."""
    return text[start : start + 1] in _MARKS


def matches(
    statements: Sequence[Statement], attributions: Sequence[Attribution], names: ProperNames
) -> dict[int, int]:
    """Pair each statement with at most one attribution, the best overlap first: statement → attribution."""
    pairs = [
        (overlap((s.start, s.end), (a.start, a.end)), i, j)
        for i, s in enumerate(statements)
        for j, a in enumerate(attributions)
        if s.start < a.end and a.start < s.end and same_content(s, a) and same_speaker(s, a, names)
    ]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found
