"""Which document takes the place of one that an archive had: the same item with other words.

The same item is what has the same `external_id`; a file of its own at the same place; or, having
neither in common, the same address where a document names just one (many rows may share a page's).
"""

from __future__ import annotations

from corpus.documents import Document
from corpus.store import DocumentFacts, Store


def item_keys(facts: DocumentFacts | Document) -> tuple[tuple[str, str], ...]:
    """What tells the item that a document is a wording of, the surest first."""
    if facts.external_id is not None:
        return (("external_id", facts.external_id),)
    keys = [] if "#" in facts.locator else [("locator", facts.locator)]
    if len(facts.sources) == 1 and facts.sources[0].url:
        keys.append(("url", facts.sources[0].url))
    return tuple(keys)


def successor(facts: DocumentFacts | Document, store: Store) -> DocumentFacts | None:
    """The one document of a store that is a later wording of a document which the store lacks.

    None where there is none, or where several might be: of rows with one id in several files, that
    in the same file is meant.
    """
    for name, value in item_keys(facts):
        found = store.documents_with(name, value)
        if len(found) > 1:
            found = [other for other in found if _file_of(other) == _file_of(facts)]
        if len(found) == 1:
            return found[0]
    return None


def _file_of(facts: DocumentFacts | Document) -> str:
    return facts.locator.partition("#")[0]
