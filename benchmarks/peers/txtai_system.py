"""txtai: one hybrid index with its content, equal weights of words and vectors as by default."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from txtai import Embeddings

from benchmarks.peers.protocol import Ask, K, Row, System, main

QUERY = f"select id, text, score, title, date, source from txtai where similar(:question) limit {K}"  # noqa: S608 - K is ours


def load(model: Path) -> Embeddings:
    """An empty index with the model by its folder; unit vectors and batches as by default."""
    return Embeddings(path=str(model), hybrid=True, content=True)


def build(rows: Sequence[Row], work: Path, index: Embeddings) -> int:
    """Embed the rows, index their words, write both."""
    index.index((row["_id"], row, None) for row in rows)
    index.save(str(work))
    return int(index.count())


def opened(work: Path, model: Path) -> Ask:
    """The index read from disk; it names its model's folder."""
    index = Embeddings()
    index.load(str(work))

    def ask(question: str) -> list[Row]:
        found: list[Row] = index.search(QUERY, limit=K, parameters={"question": question})
        return found

    return ask


if __name__ == "__main__":
    main(System(load, build, opened))
