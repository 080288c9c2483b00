"""The stored text of a document, put together block by block."""

from __future__ import annotations

import re

from corpus.documents import Block, BlockKind, DateSpan, Source

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
REPLACEMENT = "\ufffd"


class TextLayout:
    """A text that grows by pieces, and the blocks that slice it."""

    def __init__(self, separator: str) -> None:
        """Begin an empty text whose pieces will stand `separator` apart."""
        self._separator = separator
        self._pieces: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []

    @property
    def text(self) -> str:
        """All pieces so far, with the separator between them."""
        return self._separator.join(self._pieces)

    def add(
        self,
        piece: str,
        kind: BlockKind,
        *,
        marker: str = "",
        heading: str = "",
        event_date: DateSpan | None = None,
        sources: tuple[Source, ...] = (),
    ) -> None:
        """Append a piece as a block; `marker` (a list's bullet) goes into the text before the block.

        A piece without text is left out.
        """
        if not piece:
            return
        start = self._length + (len(self._separator) if self._pieces else 0) + len(marker)
        end = start + len(piece)
        self._pieces.append(marker + piece)
        self._length = end
        self.blocks.append(
            Block(start=start, end=end, kind=kind, heading=heading, event_date=event_date, sources=sources)
        )


def repair_surrogates(text: str) -> str:
    """Put U+FFFD for halves of surrogate pairs, which no encoding can store; offsets stay."""
    return text if text.isascii() else _LONE_SURROGATE.sub(REPLACEMENT, text)
