"""Ways to cut documents that another process can be told to use."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

from corpus.documents import Block, BlockKind, Document, Source, Statement, make_document
from embeddings.document_cut import Cut, CutDocument


def made(number: int, text: str = "It was signed.") -> Document:
    block = Block(start=0, end=len(text), kind=BlockKind.PARAGRAPH)
    return make_document(
        locator=f"wire.jsonl#line-{number}",
        title="",
        text=text,
        published=None,
        sources=[Source(name="Wire")],
        blocks=[block],
    )


def noting_cut() -> Cut:
    """Nothing but a statement whose role is the number of the process that cut."""

    def cut(document: Document) -> CutDocument:
        if document.text == "unfit":
            raise ValueError(f"{document.locator}: cannot be cut")
        if document.text == "last words":
            os.kill(os.getpid(), signal.SIGKILL)
        if document.text.startswith("slow"):
            sum(range(300_000))
        note = Statement(
            start=0,
            end=1,
            pieces=((0, 1),),
            speaker=None,
            speaker_as_written="",
            speaker_span=None,
            role=str(os.getpid()),
            cue="",
            cue_span=None,
            direct=True,
        )
        return [], [note]

    return cut


def listing_cut(folder: Path) -> Cut:
    """The shipped one, made as a process makes it, with what it imported written into a file."""
    from corpus.chunker import ChunkLimits
    from embeddings.document_cut import stored_cut

    cut = stored_cut(folder, ChunkLimits())
    cut(made(0))
    (folder / "imported.txt").write_text("\n".join(sys.modules))
    return cut


def process_of(found: CutDocument | None) -> int:
    assert found is not None
    return int(found[1][0].role or 0)


def many(text: str, n: int = 100_000) -> Iterator[Document]:
    """More documents of a text than are cut until another process has started."""
    return (made(number, text) for number in range(n))
