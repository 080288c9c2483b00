"""What all systems are given: the same passages as rows, and questions about them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from benchmarks.peers.protocol import Row
from corpus.chunker import indexed_text
from corpus.documents import Document
from corpus.readers.sources import read_source
from corpus.sentences import split_sentences
from embeddings.encoder import Encoder

MAX_WORDS = 150


def passage_rows(source: Path, encoder: Encoder, *, n_wanted: int) -> list[Row]:
    """The first passages of a source: whole sentences of one document, up to MAX_WORDS.

    Each also fits the encoder's window together with its title, so that no system cuts or loses a part
    of it. `document` names the document that it comes from.
    """
    documents = list(read_source(source, on_skip=lambda skipped: None))
    return list(islice(chain.from_iterable(_rows(one, encoder) for one in documents), n_wanted))


def _rows(document: Document, encoder: Encoder) -> Iterator[Row]:
    name = document.external_id or document.locator
    for number, text in enumerate(passages(document.title, document.text, encoder), start=1):
        yield {
            "_id": f"{name}#{number}",
            "title": document.title,
            "text": text,
            "date": "" if document.published is None else document.published.start.isoformat(),
            "source": ", ".join(source.name for source in document.sources),
            "document": name,
        }


def passages(title: str, text: str, encoder: Encoder) -> list[str]:
    """A text's sentences in order, as many a passage as fit; spaces within are single ones."""
    found: list[str] = []
    for start, end in split_sentences(text):
        for piece in _pieces(title, text[start:end].split(), encoder):
            joined = f"{found[-1]} {piece}" if found else piece
            if found and _fits(title, joined, encoder):
                found[-1] = joined
            else:
                found.append(piece)
    return found


def _pieces(title: str, words: Sequence[str], encoder: Encoder) -> list[str]:
    """A sentence, halved for as long as its parts do not fit."""
    text, middle = " ".join(words), len(words) // 2
    if not middle or _fits(title, text, encoder):
        return [text]
    return [part for half in (words[:middle], words[middle:]) for part in _pieces(title, half, encoder)]


def _fits(title: str, text: str, encoder: Encoder) -> bool:
    if len(text.split()) > MAX_WORDS:
        return False
    return encoder.count_tokens([indexed_text(title, text)])[0] <= encoder.spec.window


def questions_about(rows: Sequence[Row], source: Path, *, n_wanted: int) -> list[str]:
    """Different questions that the dataset says documents of the rows answer, in the dataset's order.

    Where the source has no questions beside it, its documents' titles stand in.
    """
    given = {row["document"] for row in rows}
    queries = source.parent / "queries.jsonl"
    if not source.is_file() or not queries.exists():
        return list(dict.fromkeys(row["title"] for row in rows if row["title"]))[:n_wanted]
    answered = _answered_by(given, source.parent / "qrels" / "test.tsv")
    asked = [json.loads(line) for line in queries.read_text(encoding="utf-8").splitlines()]
    texts = dict.fromkeys(query["text"] for query in asked if query["_id"] in answered)
    return list(texts)[:n_wanted]


def _answered_by(documents: set[str], qrels: Path) -> set[str]:
    with qrels.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return {row["query-id"] for row in rows if row["corpus-id"] in documents}


def write_rows(path: Path, rows: Sequence[Row], *, keys: Sequence[str]) -> None:
    """Write some fields of rows as JSON lines."""
    lines = (json.dumps({key: row[key] for key in keys}, ensure_ascii=False) for row in rows)
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
