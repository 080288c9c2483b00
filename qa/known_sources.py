"""Whether the archive has a publisher that a filter names, and which of its own are called alike."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from corpus.filters import Filters
from corpus.publishers import source_key
from qa.retrieval import Retriever

MOST_NAMED = 3
LEAST_ALIKE = 60  # of 100: "Harbor Dispatch" and "Harbour Despatch" are above 85, chance names below 50


def why_no_source(retriever: Retriever, filters: Filters) -> str | None:
    """The reason where a filter names a publisher of whom the archive has nothing; None where it has."""
    named = filters.source
    if named is None:
        return None
    counts = retriever.store.source_counts()
    key = source_key(named)
    if key in counts:
        return None
    near = process.extract(key, list(counts), scorer=fuzz.WRatio, limit=MOST_NAMED, score_cutoff=LEAST_ALIKE)
    names = [_written(retriever, one) for one, *_ in near]
    told = f"; it has {', '.join(names)}" if names else ""
    return f"this archive has no publisher named {named!r}{told}"


def _written(retriever: Retriever, key: str) -> str:
    """A publisher's name as its passages write it."""
    found = retriever.passages_meeting(Filters(source=key))
    passages = retriever.store.passages(found.rows[:1].tolist()) if found is not None else []
    return next((s.name for one in passages for s in one.sources if source_key(s.name) == key), key)
