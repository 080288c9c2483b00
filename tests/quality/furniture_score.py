"""How much of a page's text is kept and how much of its furniture dropped, against labels by people.

Labels are spans of the decoded file in code points. A word counts as kept where the alignment of the
file's words with those of what was read (stored text, title, headings) matches it; its weight is its
length. A line that became a heading or a source is kept too. A furniture span counts as kept only as
far as more than half of it stands there, since single words of it may as well match the text's. Lines
labelled "meta" (date, author, masthead) count neither way.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from corpus.documents import Document
from corpus.readers.sources import read_source

HERE = Path(__file__).parent
PAGES = HERE / "pages"
LABELS = HERE / "labels_furniture.jsonl"
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^>]*>")
_ENTITY_SAFE = re.compile(r"&#?\w+;")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageScore:
    """Characters of a page's labelled text and furniture, and how many of them were right."""

    file: str
    n_text: int
    n_text_kept: int
    n_furniture: int
    n_furniture_dropped: int
    lost: tuple[str, ...]
    left: tuple[str, ...]


def load_labels(path: Path = LABELS, *, lot: int | None = None) -> list[dict[str, Any]]:
    """The labelled pages, sorted by file name, of one lot or of all."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    chosen = (row for row in rows if lot is None or row.get("lot", 1) == lot)
    return sorted(chosen, key=lambda row: str(row["file"]))


def path_of(file: str) -> Path:
    """Where a labelled file stands; pages of the shared data may be absent."""
    return SHARED / file if file.startswith(("seeds/", "event-pages/", "current-events/")) else PAGES / file


def decoded(path: Path) -> str:
    """A file's text with its line ends as they are, as the labels count it."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def score_page(row: dict[str, Any]) -> PageScore:
    """Read one labelled page and compare."""
    path = path_of(row["file"])
    text = decoded(path)
    documents = list(read_source(path, on_skip=lambda _: None))
    spans = sorted((s, e, kind) for kind in ("text", "furniture", "meta") for s, e in row[kind])
    pieces = [(kind, _words(text[s:e])) for s, e, kind in spans]
    words = [word for _, told in pieces for word in told]
    kept = _matched(words, list(_stored_words(documents)))
    beside = {tuple(_words(name)) for document in documents for name in _beside(document)}
    named = [mark or is_beside for mark, is_beside in zip(kept, _are_in(pieces, beside), strict=True)]
    return _score(row["file"], pieces, {"text": named, "furniture": kept, "meta": kept})


def _score(
    file: str, pieces: Sequence[tuple[str, list[str]]], matched: dict[str, Sequence[bool]]
) -> PageScore:
    totals = {"text": 0, "furniture": 0, "meta": 0}
    right = {"text": 0, "furniture": 0, "meta": 0}
    lost, left, position = [], [], 0
    for kind, words in pieces:
        marks = matched[kind][position : position + len(words)]
        position += len(words)
        size = sum(map(len, words))
        kept = sum(len(word) for word, mark in zip(words, marks, strict=True) if mark)
        if kind == "furniture":
            kept = kept if kept * 2 > size else 0
        totals[kind] += size
        right[kind] += size - kept if kind == "furniture" else kept
        if kind == "text" and kept < size:
            lost.append(" ".join(w for w, mark in zip(words, marks, strict=True) if not mark))
        if kind == "furniture" and kept:
            left.append(" ".join(words))
    return PageScore(
        file=file,
        n_text=totals["text"],
        n_text_kept=right["text"],
        n_furniture=totals["furniture"],
        n_furniture_dropped=right["furniture"],
        lost=tuple(lost),
        left=tuple(left),
    )


def _words(text: str) -> list[str]:
    plain = html.unescape(_TAG.sub(" ", text))
    return _WORD.findall(unicodedata.normalize("NFKC", plain).casefold())


def _stored_words(documents: Sequence[Document]) -> Iterator[str]:
    for document in documents:
        yield from _words(document.text)
        told = {document.text[block.start : block.end] for block in document.blocks}
        headings = [document.title, *(block.heading for block in document.blocks)]
        for heading in dict.fromkeys(headings):
            if heading not in told:
                yield from _words(heading)


def _beside(document: Document) -> Iterator[str]:
    """Names that became the document's sources or headings, and so are kept beside its text."""
    for block in document.blocks:
        yield block.heading
        yield from (source.name for source in block.sources)
    yield from (source.name for source in document.sources)


def _are_in(pieces: Sequence[tuple[str, list[str]]], names: set[tuple[str, ...]]) -> list[bool]:
    return [tuple(words) in names for _, words in pieces for _ in words]


def _matched(words: list[str], stored: list[str]) -> list[bool]:
    """Which of the file's words stand in what was read; a moved piece is looked for a second time."""
    found = [False] * len(words)
    rest = list(range(len(stored)))
    for _ in range(2):
        left = [i for i, is_found in enumerate(found) if not is_found]
        matcher = SequenceMatcher(None, [words[i] for i in left], [stored[i] for i in rest], autojunk=False)
        blocks = matcher.get_matching_blocks()
        for block in blocks:
            for i in left[block.a : block.a + block.size]:
                found[i] = True
        used = {rest[i] for block in blocks for i in range(block.b, block.b + block.size)}
        rest = [i for i in rest if i not in used]
    return found


def kept_and_dropped(scores: Sequence[PageScore]) -> tuple[float, float]:
    """The share of text kept and of furniture dropped, over all characters of all pages."""
    n_text, n_furniture = sum(s.n_text for s in scores), sum(s.n_furniture for s in scores)
    kept = sum(s.n_text_kept for s in scores) / max(n_text, 1)
    return kept, sum(s.n_furniture_dropped for s in scores) / max(n_furniture, 1)
