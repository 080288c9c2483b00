"""What a version has that the one before had not, and the other way round, counted in documents."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.documents import DocumentId
from corpus.store import DocumentFacts, Store
from corpus.succession import item_keys
from embeddings.manifest import Changes


def count_changes(before: Store | None, after: Store, *, previous: str) -> Changes:
    """Count the documents added, changed (the same item in other words or dates) and removed."""
    if before is None:
        return Changes(previous=previous, n_added=after.n_documents)
    old, new = set(before.document_ids()), set(after.document_ids())
    gone, come = _facts(before, old - new), _facts(after, new - old)
    keys = {key for facts in come for key in item_keys(facts)}
    n_changed = min(sum(any(key in keys for key in item_keys(facts)) for facts in gone), len(come))
    return Changes(
        previous=previous,
        n_added=len(come) - n_changed,
        n_changed=n_changed,
        n_removed=len(gone) - n_changed,
    )


def _facts(store: Store, document_ids: Iterable[DocumentId]) -> list[DocumentFacts]:
    return list(store.document_facts(list(document_ids)).values())
