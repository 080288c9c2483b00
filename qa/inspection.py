"""How a file is read, shown before anything is built on it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.chunker import ChunkLimits, TokenCounter, chunk
from corpus.documents import DateSpan, Document, Passage, Skipped, Source, Statement
from corpus.readers.limits import ReadingLimits
from corpus.readers.sources import read_source
from corpus.statements import find_statements
from embeddings.encoder import encodable
from embeddings.encoder_folder import read_tokenizer
from embeddings.model_files import shipped_folder
from qa.printing import skipped_line

SHOWN_CHARACTERS = 160
NOT_ENGLISH = (
    ": its date and sources are read, but no dates in sentences and no statements, which need English"
)
WINDOW_FILE = "sentence_bert_config.json"  # where sentence-transformers keeps the window


class _ShippedCounter:
    """The shipped model's own count of tokens, from its tokenizer alone: no weights, no torch."""

    def __init__(self) -> None:
        folder = shipped_folder()
        self._tokenizer = read_tokenizer(folder)
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        limits = json.loads((folder / WINDOW_FILE).read_text(encoding="utf-8"))
        self.window = int(limits["max_seq_length"])

    def count(self, texts: Sequence[str]) -> list[int]:
        """Count each text's tokens as the encoder does."""
        return [len(encoding) for encoding in self._tokenizer.encode_batch_fast(encodable(texts))]


def inspect_file(
    path: Path, *, limits: ReadingLimits | None = None, language: str | None = None
) -> dict[str, Any]:
    """Read a file or folder as a build would, and tell what came of it.

    Passages are cut as a build with the shipped model cuts them; another model's tokens and window
    may cut a long paragraph elsewhere.

    Raises:
        SourceNotFound: there is nothing at the path.
    """
    skipped: list[Skipped] = []
    tokens = _ShippedCounter()
    found = read_source(path, on_skip=skipped.append, limits=limits, language=language)
    documents = [_document(document, tokens) for document in found]
    return {
        "path": str(path),
        "documents": documents,
        "skipped": [asdict(one) for one in skipped],
    }


def inspection_lines(read: Mapping[str, Any]) -> list[str]:
    """The same for people."""
    lines = [line for document in read["documents"] for line in _document_lines(document)]
    return [*lines, *(skipped_line(Skipped(**one)) for one in read["skipped"])]


def skipped_reasons(read: Mapping[str, Any]) -> list[str]:
    """What was skipped, why, and what to do, one sentence each."""
    return [f"{s['locator']}: {s['reason']}; {s['remedy']}" for s in read["skipped"]]


def _document(document: Document, tokens: TokenCounter) -> dict[str, Any]:
    statements = find_statements(document)
    passages = chunk(document, encoder_tokens=tokens, limits=ChunkLimits(), said=statements)
    return {
        "document_id": document.document_id,
        "locator": document.locator,
        "external_id": document.external_id,
        "title": document.title,
        "published": _date(document.published),
        "sources": [_source(source) for source in document.sources],
        "language": document.language,
        "is_english": document.is_english,
        "speaker": document.speaker,
        "author": document.author,
        "retracted": document.retracted,
        "notice": document.notice,
        "n_pages": len(document.page_starts) or None,
        "n_characters": len(document.text),
        "passages": [_passage(passage) for passage in passages],
        "statements": [_statement(s, document.text) for s in statements],
        "dropped": [{"text": piece.text, "reason": piece.reason} for piece in document.dropped],
    }


def _passage(passage: Passage) -> dict[str, Any]:
    first = passage.sentences[0].event_date if passage.sentences else None
    return {
        "start": passage.start,
        "end": passage.end,
        "page": passage.page,
        "text": passage.text,
        "context": passage.context,
        "event_date": _date(first),
        "sources": [_source(source) for source in passage.sources],
        "sentences": [
            {"start": s.start, "end": s.end, "event_date": _date(s.event_date)} for s in passage.sentences
        ],
    }


def _statement(statement: Statement, text: str) -> dict[str, Any]:
    return {**asdict(statement), "text": text[statement.start : statement.end]}


def _date(span: DateSpan | None) -> dict[str, str] | None:
    if span is None:
        return None
    return {
        "start": span.start.isoformat(),
        "end": span.end.isoformat(),
        "precision": span.precision.value,
        "basis": span.basis,
    }


def _source(source: Source) -> dict[str, str | None]:
    return {"name": source.name, "url": source.url}


def _document_lines(document: Mapping[str, Any]) -> list[str]:
    lines = [
        document["locator"],
        f"  title      {document['title']}",
        f"  published  {_date_words(document['published'])}",
        f"  source     {'; '.join(_source_words(source) for source in document['sources'])}",
        f"  language   {document['language'] or 'unknown'}{'' if document['is_english'] else NOT_ENGLISH}",
        *(f"  {name:<10} {document[name]}" for name in ("author", "speaker", "notice") if document[name]),
        *(["  retracted  yes"] if document["retracted"] else []),
        f"  passages   {len(document['passages'])}",
    ]
    for passage in document["passages"]:
        place = f"{passage['start']}:{passage['end']}"
        page = f"p. {passage['page']}  " if passage["page"] else ""
        lines.append(
            f"    {place:>13}  {page}{_date_words(passage['event_date'])}  {_short(passage['text'])}"
        )
    if document["statements"]:
        lines.append(f"  statements {len(document['statements'])}")
    lines += [_statement_line(statement) for statement in document["statements"]]
    if document["dropped"]:
        lines.append(f"  dropped    {len(document['dropped'])}")
    lines += [f"    {piece['reason']}: {_short(piece['text'])}" for piece in document["dropped"]]
    return [*lines, ""]


def _statement_line(statement: Mapping[str, Any]) -> str:
    place = f"{statement['start']}:{statement['end']}"
    who = statement["speaker"] or f"unknown ({statement['speaker_as_written']})"
    role = f", {statement['role']}" if statement["role"] else ""
    return f"    {place:>13}  {who}{role} [{statement['cue'] or 'own words'}]  {_short(statement['text'])}"


def _date_words(span: Mapping[str, str] | None) -> str:
    if span is None:
        return "undated"
    days = span["start"] if span["start"] == span["end"] else f"{span['start']} to {span['end']}"
    return f"{days} ({span['basis']})"


def _source_words(source: Mapping[str, str | None]) -> str:
    return f"{source['name']} <{source['url']}>" if source["url"] else str(source["name"])


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN_CHARACTERS else line[: SHOWN_CHARACTERS - 1] + "…"
