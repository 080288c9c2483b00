"""What reading and dating cost beside embedding, in CPU seconds of one run on the same documents.

python -m benchmarks.reading_cost [SOURCE]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from benchmarks.machine import machine, print_table
from benchmarks.passages import SAMPLE
from corpus.chunker import ChunkLimits, chunk, indexed_text
from corpus.event_dates import EventDater
from corpus.readers.sources import read_source
from corpus.sentences import split_sentences
from embeddings.model_compiling import make_encoder
from embeddings.model_files import find_model
from embeddings.source_reading import PassageTokens


def main(source: Path = Path("../shared/data/polnear-train/corpus.jsonl")) -> None:
    """Print CPU seconds of reading, of cutting with dating, of dating alone, and of embedding."""
    source = source if source.exists() else SAMPLE
    with tempfile.TemporaryDirectory() as folder:
        encoder = make_encoder(find_model(None), Path(folder))
        started = time.process_time()
        documents = list(read_source(source, on_skip=lambda skipped: None))
        read_s = time.process_time() - started
        tokens, limits = PassageTokens(encoder), ChunkLimits()
        started = time.process_time()
        passages = [p for d in documents for p in chunk(d, encoder_tokens=tokens, limits=limits)]
        cut_s = time.process_time() - started
        blocks = [
            (
                d,
                [
                    (b, [(b.start + s, b.start + e) for s, e in split_sentences(d.text[b.start : b.end])])
                    for b in d.blocks
                ],
            )
            for d in documents
        ]
        started = time.process_time()
        for document, parts in blocks:
            dater = EventDater(document)
            for block, sentences in parts:
                dater.dates(block, sentences)
        date_s = time.process_time() - started
        started = time.process_time()
        encoder.encode_passages([indexed_text(p.context, p.text) for p in passages])
        embed_s = time.process_time() - started
    print(f"{len(documents)} documents, {len(passages)} passages of {source}")
    print(machine() + "\n")
    print_table(
        ["step", "CPU seconds", "share of embedding's"],
        [
            [name, f"{seconds:.1f}", f"{seconds / embed_s:.3f}"]
            for name, seconds in (
                ("reading", read_s),
                ("cutting into passages, dating included", cut_s),
                ("dating alone", date_s),
                ("reading and dating", read_s + date_s),
                ("embedding", embed_s),
            )
        ],
    )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
