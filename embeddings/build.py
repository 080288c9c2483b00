"""The offline build: sources read, passages cut, indexed and embedded, a new version published."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from corpus.duplicates import RULES
from corpus.errors import IndexDamaged, IndexForeign
from corpus.fulltext_words import ANALYZER_NAME
from corpus.store import Store
from embeddings.build_lock import build_lock
from embeddings.build_request import BuildReport, BuildRequest, Progress
from embeddings.changes import count_changes
from embeddings.compiled_encoder import Use, open_encoder
from embeddings.compiled_models import encoder_of
from embeddings.durable_files import link_tree
from embeddings.encoder import Encoder
from embeddings.examination import examine
from embeddings.faiss_index import FaissIndex
from embeddings.manifest import Manifest
from embeddings.model_files import ModelFiles, find_model
from embeddings.passage_indexes import known_vectors, write_shortlist, write_words
from embeddings.reading_method import program_digest
from embeddings.reading_record import ReadingRecord
from embeddings.source_reading import SourceReading
from embeddings.sources import RememberedSource, adding_sources, write_sources
from embeddings.stories import write_stories
from embeddings.vector_cache import CACHE_FOLDER, VectorCache, clear_cache
from embeddings.vectors_ahead import PassageVectors, VectorsAhead, stored_batches
from embeddings.versions import (
    DOCUMENTS_FILE,
    FULLTEXT_FOLDER,
    MODEL_FOLDER,
    VECTORS_FILE,
    Examine,
    Version,
    current_name,
    new_name,
    publish,
    resumable,
    unfinished_folder,
    verify_files,
    version_to_build_on,
)

__all__ = ["Build", "BuildReport", "BuildRequest", "Progress", "build"]

T = TypeVar("T")

logger = logging.getLogger(__name__)

# What a manifest tells of the build, not of what was built.
_TOLD_OF_A_BUILD = ("name", "created", "changes", "vector_index", "vector_index_reason")


def build(
    index: Path, request: BuildRequest, progress: Progress, *, examine_also: Examine | None = None
) -> BuildReport:
    """Read what changed of every source, embed it, and publish a version; the served one never breaks.

    A version whose content, encoder and way of indexing equal those in use is not published again.

    Args:
        index: the folder of the index.
        request: what to build.
        progress: told how far it is.
        examine_also: looks at a version, beside its counts and checksums, before it is published.

    Raises:
        SourceError: a source is missing, empty, or has lost too much.
        ModelError: the model cannot be found or used.
        IndexFolderError: another build is at work, the folder is something else, or the version did
            not pass.
    """
    with build_lock(index):
        return Build(index, request, progress).run(examine_also)


class Build:
    """One build under way."""

    def __init__(self, index: Path, request: BuildRequest, progress: Progress) -> None:
        self.index = index
        self.request = request
        self.progress = progress
        self.in_use = version_to_build_on(index)
        self.previous: Version | None = None  # that in use, if its vectors and its model can be taken over
        self.report = BuildReport()
        self._documents_sha256 = ""
        self._reading = SourceReading(index, request, self.report, progress, in_use=self.in_use)

    def run(self, examine_also: Examine | None) -> BuildReport:
        """Take every step in order; what was laid out is removed if one fails."""
        sources = self.sources()
        name, fresh = new_name(), self.request.fresh
        left = resumable(self.index, fresh=fresh)
        folder = unfinished_folder(self.index, name, keep=left, fresh=fresh)
        try:
            encoder = self.encoder(folder / MODEL_FOLDER)
            vectors = self._vectors(encoder)
            with VectorsAhead(vectors, n_cores=self.request.workers) as ahead:
                counted = self._timed("read", lambda: self.read(sources, folder, encoder, left, ahead))
                store = Store.open(folder / DOCUMENTS_FILE)
                manifest = self.manifest(name, encoder, store)
                self.report.published = self.is_new(manifest, folder)
                if self.report.published:
                    self._timed("full text", lambda: self._write_words(store, folder))
                    self._timed("embed", lambda: self._embed(store, folder, vectors, ahead))
            if self.report.published:
                kind = self._timed("vector index", lambda: write_shortlist(folder, store, encoder))
                manifest = replace(manifest, vector_index=kind.name, vector_index_reason=kind.reason)
                self._timed("stories", lambda: self._group(store, folder))
                with adding_sources(self.index, self.request.sources):
                    self._timed("publish", lambda: self._publish(folder, manifest, encoder, examine_also))
                clear_cache(self.index, encoder.spec)
            write_sources(self.index, counted)
            self.report.version = current_name(self.index)
        finally:
            for unwanted in (folder, left):
                if unwanted is not None:
                    shutil.rmtree(unwanted, ignore_errors=True)
        return self.report

    def sources(self) -> list[RememberedSource]:
        """The sources to read; see SourceList."""
        return self._reading.sources()

    def encoder(self, folder: Path) -> Encoder:
        """The encoder, laid out in a folder: linked from the version in use if it is the same model."""
        model = find_model(self._model_name(), download=self.request.download)
        self.previous = self._timed("verify", self._intact)
        return self._timed("model", lambda: self._opened_encoder(model, folder))

    def read(
        self,
        sources: Sequence[RememberedSource],
        folder: Path,
        encoder: Encoder,
        left: Path | None,
        ahead: VectorsAhead | None = None,
    ) -> list[RememberedSource]:
        """Read, cut and store every source's documents; return the sources with their new counts.

        Args:
            sources: what to read.
            folder: where the documents file and the record of its reading go.
            encoder: counts tokens.
            left: what a killed build had read, if anything.
            ahead: embeds what was read while more is read.
        """
        previous = None if self.previous is None else self.previous.folder
        earlier = [one for one in (left, previous) if one]
        counted, self._documents_sha256 = self._reading.read(
            sources, folder, encoder, earlier=earlier, on_added=None if ahead is None else ahead.add
        )
        return counted

    def manifest(self, name: str, encoder: Encoder, store: Store) -> Manifest:
        """What the version is to say of itself; its files are added when it is published."""
        self.report.n_documents, self.report.n_passages = store.n_documents, store.n_passages
        before = None if self.previous is None else Store.open(self.previous.folder / DOCUMENTS_FILE)
        previous = "" if self.in_use is None else self.in_use.name
        return Manifest(
            name=name,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            encoder=encoder.spec,
            chunking=self._reading.limits,
            vector_index="",
            n_documents=store.n_documents,
            n_passages=store.n_passages,
            n_skipped=len(self.report.skipped),
            content_sha256=self._documents_sha256,
            analyzer=ANALYZER_NAME,
            stories=RULES,
            language=self.request.language or "",
            changes=count_changes(before, store, previous=previous),
        )

    def _model_name(self) -> str | None:
        if self.request.model is not None or self.in_use is None:
            return self.request.model
        return self.in_use.manifest.encoder.model_name

    def _intact(self) -> Version | None:
        """The version in use; None where it is damaged, or everything is to be made anew."""
        if self.in_use is None or self.request.fresh:
            return None
        try:
            verify_files(self.in_use)
            Store.open(self.in_use.folder / DOCUMENTS_FILE)
        except (IndexDamaged, IndexForeign) as error:
            logger.warning("building anew: %s", error)
            return None
        return self.in_use

    def _opened_encoder(self, model: ModelFiles, folder: Path) -> Encoder:
        if self.previous is not None:
            spec = self.previous.manifest.encoder
            known = (spec.model_name, spec.weights_sha256, spec.settings_sha256)
            if known == (model.name, model.weights_sha256, model.settings_sha256):
                link_tree(self.previous.folder / MODEL_FOLDER, folder)
                return open_encoder(folder, use=Use.THROUGHPUT, n_cores=self.request.workers)
        return encoder_of(model, folder, n_cores=self.request.workers)

    def is_new(self, manifest: Manifest, folder: Path) -> bool:
        """Whether it differs from the version in use in more than when it was made, or was read otherwise.

        What was read otherwise and came out the same is published for its record: without it every
        build would read all again.
        """
        if self.previous is None or self.request.republish:
            return True
        known = self.previous.manifest
        told = {field: getattr(manifest, field) for field in _TOLD_OF_A_BUILD}
        if manifest != replace(known, **told, files={}):
            return True
        before, now = (ReadingRecord.read(one) for one in (self.previous.folder, folder))
        return before is None or now is None or before.method != now.method

    def _write_words(self, store: Store, folder: Path) -> None:
        with self.progress.stage("full text", store.n_passages) as advance:
            write_words(folder / FULLTEXT_FOLDER, store, advance=advance)

    def _vectors(self, encoder: Encoder) -> PassageVectors:
        """Where the passages' vectors gather, with all that is known of them."""
        fresh = self.request.fresh
        cache = VectorCache(self.index / CACHE_FOLDER, encoder.spec, fresh=fresh)
        if fresh and len(cache):
            logger.info("taking up a --fresh build that was stopped: %d vectors are its own", len(cache))
        previous = None if self.previous is None else self.previous.name
        known = known_vectors(self.index, encoder, cache, previous=previous, fresh=fresh)
        return PassageVectors(encoder, known=known, cache=cache)

    def _embed(self, store: Store, folder: Path, vectors: PassageVectors, ahead: VectorsAhead) -> None:
        """Embed every passage, or take its vector from where it is known, in row order."""
        with self.progress.stage("embedding", store.n_passages) as advance:
            for n_done in ahead.rest():
                advance(n_done)
            for batch in stored_batches(store, len(vectors.index)):
                vectors.add(batch)
                advance(len(batch.keys))
        vectors.index.write(folder / VECTORS_FILE)
        self.report.n_embedded = vectors.n_embedded
        self.report.n_reused = store.n_passages - vectors.n_embedded

    def _group(self, store: Store, folder: Path) -> None:
        """Group the passages that tell the same story; see write_stories."""
        previous = None if self.previous is None else self.previous.folder
        with self.progress.stage("stories", store.n_passages) as advance:
            index = FaissIndex.open(folder / VECTORS_FILE)
            write_stories(folder, store, index, rules=program_digest(), previous=previous)
            advance(store.n_passages)

    def _publish(
        self, folder: Path, manifest: Manifest, encoder: Encoder, examine_also: Examine | None
    ) -> None:
        def problems(version: Version) -> list[str]:
            found = examine(version, encoder)
            return found or list(examine_also(version) if examine_also else ())

        publish(self.index, folder, manifest, examine=problems)

    def _timed(self, stage: str, step: Callable[[], T]) -> T:
        started = time.perf_counter()
        result = step()
        self.report.stage_s[stage] = round(time.perf_counter() - started, 2)
        return result
