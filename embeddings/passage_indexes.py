"""The words and the vectors of all passages of a version, these worked out or taken over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from corpus.chunker import indexed_text
from corpus.fulltext import FullTextEntry, write_fulltext
from corpus.store import Store
from embeddings.encoder import Encoder
from embeddings.faiss_index import FaissIndex
from embeddings.known_vectors import VectorSource, VersionVectors, as_stored, find_in
from embeddings.vector_cache import CACHE_FOLDER, VectorCache
from embeddings.versions import version_names

EMBED_BATCH = 1024  # passages sorted by length together; a few seconds between two steps of progress


def write_words(folder: Path, store: Store, *, advance: Callable[[int], None]) -> None:
    """Write the full text of every passage."""
    write_fulltext(folder, _entries(store, advance))


def _entries(store: Store, advance: Callable[[int], None]) -> Iterator[FullTextEntry]:
    for batch in store.texts_to_index(EMBED_BATCH):
        for passage in batch:
            yield FullTextEntry(
                row=passage.row, title=passage.title, context=passage.context, text=passage.text
            )
        advance(len(batch))


def known_vectors(
    index: Path, encoder: Encoder, cache: VectorCache, *, previous: str | None, fresh: bool
) -> list[VectorSource]:
    """Where vectors by this encoder are known: the version in use, what killed builds left, the others.

    A build that is to take nothing over knows only what it left itself, killed before: `cache`.
    """
    if fresh:
        return [cache]
    first = [] if previous is None else [previous]
    others = [name for name in reversed(version_names(index)) if name not in first]
    found = [VersionVectors(index, name, encoder.spec) for name in [*first, *others]]
    left = [cache, VectorCache(index / CACHE_FOLDER, encoder.spec, fresh=True)]
    return [*found[: len(first)], *left, *found[len(first) :]]


def write_vectors(
    path: Path,
    store: Store,
    encoder: Encoder,
    *,
    known: Sequence[VectorSource],
    cache: VectorCache,
    advance: Callable[[int], None],
) -> int:
    """Write every passage's vector, in row order; what had to be embedded is kept in the cache.

    Returns:
        How many passages were embedded.
    """
    index, n_embedded = FaissIndex.empty(encoder.spec.dimension), 0
    for batch in store.texts_to_index(EMBED_BATCH):
        keys = [passage.embedding_key for passage in batch]
        vectors, missing = find_in(known, keys, encoder.spec.dimension)
        texts = [indexed_text(batch[i].context, batch[i].text) for i in missing]
        vectors[missing] = as_stored(encoder.encode_passages(texts))
        cache.add([keys[i] for i in missing], vectors[missing])
        index.add(vectors)
        n_embedded += len(missing)
        advance(len(batch))
    index.write(path)
    return n_embedded
