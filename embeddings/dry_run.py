"""What a build would do, found out by reading, without publishing or changing anything."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.chunker import indexed_text
from corpus.documents import Skipped
from corpus.store import PassageText, Store
from embeddings.build import Build, BuildRequest, Progress
from embeddings.encoder import Encoder
from embeddings.known_vectors import find_in
from embeddings.manifest import Changes
from embeddings.passage_indexes import known_vectors
from embeddings.vector_cache import CACHE_FOLDER, VectorCache
from embeddings.vectors_ahead import EMBED_BATCH
from embeddings.versions import DOCUMENTS_FILE, MODEL_FOLDER, refuse_foreign

N_MEASURED = 256  # passages embedded to know the rate: a second or two
# Full text, stories and publication, a passage: 16 s for the 113,809 of current-events; benchmarks/rebuild.py
_FINISH_S = 1.4e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildPlan:
    """What a build would change and embed; `passages_per_s` is measured now, None with nothing to embed."""

    changes: Changes
    n_documents: int
    n_passages: int
    n_to_embed: int
    passages_per_s: float | None
    estimated_s: float
    would_publish: bool
    skipped: tuple[Skipped, ...]


def plan(index: Path, request: BuildRequest, progress: Progress) -> BuildPlan:
    """Read all that a build would read, and say what it would do; the index stays as it is.

    Raises:
        SourceError, ModelError, IndexFolderError: as `build`, but for a build under way.
    """
    refuse_foreign(index)
    started = time.perf_counter()
    build = Build(index, request, progress)
    sources = build.sources()
    with tempfile.TemporaryDirectory(prefix="onrecord-") as name:
        folder = Path(name)
        encoder = build.encoder(folder / MODEL_FOLDER)
        build.read(sources, folder, encoder, None)
        store = Store.open(folder / DOCUMENTS_FILE)
        manifest = build.manifest("", encoder, store)
        read_s = time.perf_counter() - started
        missing = _to_embed(build, store, encoder)
        rate = _rate(encoder, missing)
        would_publish = build.is_new(manifest, folder)
    embed_s = len(missing) / rate if rate else 0.0
    finish_s = store.n_passages * _FINISH_S if would_publish else 0.0
    return BuildPlan(
        changes=manifest.changes or Changes(),
        n_documents=store.n_documents,
        n_passages=store.n_passages,
        n_to_embed=len(missing),
        passages_per_s=rate,
        estimated_s=round(read_s + embed_s + finish_s, 1),
        would_publish=would_publish,
        skipped=tuple(build.report.skipped),
    )


def _to_embed(build: Build, store: Store, encoder: Encoder) -> list[PassageText]:
    """The passages whose vectors are not known."""
    missing: list[PassageText] = []
    fresh = build.request.fresh
    cache = VectorCache(build.index / CACHE_FOLDER, encoder.spec, fresh=fresh)
    previous = None if build.previous is None else build.previous.name
    known = known_vectors(build.index, encoder, cache, previous=previous, fresh=fresh)
    for batch in store.texts_to_index(EMBED_BATCH):
        found = find_in(known, [passage.embedding_key for passage in batch], encoder.spec.dimension)[1]
        missing += [batch[i] for i in found]
    return missing


def _rate(encoder: Encoder, passages: list[PassageText]) -> float | None:
    """Passages embedded a second, measured on a sample of them."""
    if not passages:
        return None
    rows = np.unique(np.linspace(0, len(passages) - 1, N_MEASURED, dtype=np.int64))
    texts = [indexed_text(passages[i].context, passages[i].text) for i in rows]
    encoder.encode_passages(texts[:1])  # the first call prepares what the others need
    started = time.perf_counter()
    encoder.encode_passages(texts)
    return round(len(texts) / max(time.perf_counter() - started, 1e-6), 1)
