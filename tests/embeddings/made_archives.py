"""A small archive of several formats, and what a build needs beside it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

EVENT_TEXT = "The alliance met in Lisbon on 14 June 2007. Its members agreed to a ceasefire. "


def row(number: int, text: str = "") -> dict[str, str]:
    told = (
        text
        or f"Story {number}: the talks of group {number} began in Vienna. They went on for {number} days."
    )
    return {
        "_id": f"s{number}",
        "title": f"Talks {number}",
        "text": told,
        "date": "2007-06-14",
        "source": "Wire",
    }


def rows_of(n: int) -> list[dict[str, str]]:
    """A few rows, of texts that no other round has."""
    return [row(number, f"Report {number} of round {n}: the bridge was opened.") for number in range(4)]


def write_rows(path: Path, rows: Iterable[Mapping[str, object] | str]) -> Path:
    lines = [line if isinstance(line, str) else json.dumps(line) for line in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def write_archive(folder: Path) -> Path:
    """Rows, a saved page, Markdown, a long text with no end of a sentence, and text that is odd."""
    folder.mkdir()
    odd = "Überlingen 😀 שלום <|endoftext|> nul\x00 lone \ud800 surrogate. " * 12
    endless = "supercalifragilistic" * 120 + " " + "word " * 700
    write_rows(folder / "wire.jsonl", [row(1), row(2), row(3, odd), row(4, endless), row(5, EVENT_TEXT * 30)])
    (folder / "page.html").write_text(
        "<html><head><title>A ceasefire</title></head><body><article><h1>A ceasefire</h1>"
        f"<p>{EVENT_TEXT * 3}</p><p>{'It was signed by nine members. ' * 9}</p></article></body></html>"
    )
    (folder / "note.md").write_text(f"# The long title of a note, {'very ' * 80}long\n\n{EVENT_TEXT * 4}\n")
    return folder


@dataclass
class Noted:
    """A Progress that keeps the stages and the steps done in each."""

    totals: dict[str, int | None] = field(default_factory=dict)
    done: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str, total: int | None) -> Iterator[Callable[[int], None]]:
        self.totals[name], self.done[name] = total, 0

        def advance(steps: int) -> None:
            self.done[name] += steps

        yield advance
