"""The offline build: sources read, passages cut, indexed and embedded, a new version published."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, TypeVar

from corpus.chunker import ChunkLimits, chunk, indexed_text
from corpus.documents import Document, Skipped
from corpus.duplicates import RULES
from corpus.errors import (
    IndexDamaged,
    IndexForeign,
    IndexMissing,
    NoSources,
    SourceEmpty,
    SourceNotFound,
    SourceShrunk,
)
from corpus.fulltext import ANALYZER_NAME, FullTextEntry, write_fulltext
from corpus.readers.limits import ReadingLimits
from corpus.readers.sources import read_source
from corpus.spoken import with_speakers
from corpus.statements import find_statements
from corpus.store import Store, StoreWriter
from embeddings.compiled_encoder import Use, make_encoder, open_encoder
from embeddings.durable_files import link_tree
from embeddings.encoder import Encoder
from embeddings.faiss_index import KIND, FaissIndex
from embeddings.known_vectors import KnownVectors
from embeddings.model_files import ModelFiles, find_model, sha256_of
from embeddings.sources import (
    RememberedSource,
    adding_sources,
    combine,
    n_expected,
    read_sources,
    write_sources,
)
from embeddings.stories import group_stories
from embeddings.versions import (
    CURRENT_FILE,
    DOCUMENTS_FILE,
    FULLTEXT_FOLDER,
    MODEL_FOLDER,
    STORIES_FILE,
    VECTORS_FILE,
    Manifest,
    Version,
    build_lock,
    current_name,
    described_version,
    new_name,
    publish,
    unfinished_folder,
    verify_files,
)

T = TypeVar("T")

logger = logging.getLogger(__name__)

EMBED_BATCH = 1024  # passages sorted by length together; a few seconds between two steps of progress
GREATEST_LOSS = 0.2  # of a source's documents, before a build wants to be told that it is meant


class Progress(Protocol):
    """Where a build says how far it is."""

    def stage(self, name: str, total: int | None) -> AbstractContextManager[Callable[[int], None]]:
        """Begin a stage of `total` steps, if known; call what it gives with the steps done since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRequest:
    """What to build: sources to add (or, with `only`, to be the whole list) and a model to embed with.

    `model` None means that of the version in use, or the shipped one. `allow_removal` lets a source
    be gone or smaller; `language` is that of all documents, whatever they state, and `limits` bound
    their reading; `fresh` embeds every passage anew; `republish` publishes even what equals the
    version in use, with its vectors taken over.
    """

    sources: tuple[Path, ...] = ()
    only: bool = False
    allow_removal: bool = False
    fresh: bool = False
    republish: bool = False
    model: str | None = None
    download: bool = False
    language: str | None = None
    limits: ReadingLimits = field(default_factory=ReadingLimits)


@dataclass(slots=True, kw_only=True)
class BuildReport:
    """What a build did; `stage_s` are seconds by stage."""

    version: str = ""
    published: bool = False
    n_documents: int = 0
    n_passages: int = 0
    n_embedded: int = 0
    n_reused: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    stage_s: dict[str, float] = field(default_factory=dict)


def build(index: Path, request: BuildRequest, progress: Progress) -> BuildReport:
    """Read every source, embed what changed, and publish a version; the served one never breaks.

    A version whose content, encoder and way of indexing equal those in use is not published again.

    Raises:
        SourceError: a source is missing, empty, or has lost too much.
        ModelError: the model cannot be found or used.
        IndexFolderError: another build is at work, or the folder is something else.
    """
    with build_lock(index):
        return _Build(index, request, progress).run()


class PassageTokens:
    """The encoder's own count of tokens, as the chunker asks for it."""

    def __init__(self, encoder: Encoder) -> None:
        self.window = encoder.spec.window
        self.count = encoder.count_tokens


class _Build:
    """One build under way."""

    def __init__(self, index: Path, request: BuildRequest, progress: Progress) -> None:
        self.index = index
        self.request = request
        self.progress = progress
        self.given = {path.resolve() for path in request.sources}
        self.in_use = _version_in_use(index)
        self.previous: Version | None = None  # that in use, if its vectors and its model can be taken over
        self.report = BuildReport()
        self.limits = ChunkLimits()

    def run(self) -> BuildReport:
        """Take every step in order; what was laid out is removed if one fails."""
        sources = self._sources()
        model = find_model(self._model_name(), download=self.request.download)
        self.previous = self._timed("verify", self._intact)
        name = new_name()
        folder = unfinished_folder(self.index, name)
        try:
            encoder = self._timed("model", lambda: self._encoder(model, folder / MODEL_FOLDER))
            counted = self._timed("read", lambda: self._read(sources, folder, encoder))
            store = Store.open(folder / DOCUMENTS_FILE)
            manifest = self._manifest(name, encoder, store, sha256_of(folder / DOCUMENTS_FILE))
            self.report.published = self._is_new(manifest)
            if self.report.published:
                self._timed("full text", lambda: self._write_fulltext(store, folder))
                self._timed("embed", lambda: self._embed(store, folder, encoder))
                self._timed("stories", lambda: self._group(store, folder))
            if self.report.published:
                with adding_sources(self.index, self.request.sources):
                    self._timed("publish", lambda: publish(self.index, folder, manifest))
            write_sources(self.index, counted)
            self.report.version = current_name(self.index)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return self.report

    def _sources(self) -> list[RememberedSource]:
        """The sources to read; those given are checked before anything is done."""
        for path in self.request.sources:
            if not path.exists():
                raise SourceNotFound(path)
        sources = combine(self._remembered(), self.request.sources)
        if not sources and not (self.index / CURRENT_FILE).exists():
            raise IndexMissing(self.index)
        if not sources and not self.request.allow_removal:
            raise NoSources(self.index)
        there = [source for source in sources if source.path.exists()]
        if len(there) < len(sources) and not self.request.allow_removal:
            raise SourceNotFound(next(source.path for source in sources if not source.path.exists()))
        return there

    def _remembered(self) -> list[RememberedSource]:
        """What is remembered of the archive's sources; with `only`, of those given."""
        try:
            remembered = read_sources(self.index)
        except IndexDamaged as error:
            if not self.request.only:
                raise
            logger.warning("remembering the given sources alone: %s", error)
            return []
        return [source for source in remembered if not self.request.only or source.path in self.given]

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
        except IndexDamaged as error:
            logger.warning("building anew: %s", error)
            return None
        return self.in_use

    def _encoder(self, model: ModelFiles, folder: Path) -> Encoder:
        """The encoder: linked from the version in use if the model is the same, else compiled."""
        if self.previous is not None:
            spec = self.previous.manifest.encoder
            known = (spec.model_name, spec.weights_sha256, spec.settings_sha256)
            if known == (model.name, model.weights_sha256, model.settings_sha256):
                link_tree(self.previous.folder / MODEL_FOLDER, folder)
                return open_encoder(folder, use=Use.THROUGHPUT)
        return make_encoder(model, folder)

    def _read(
        self, sources: Sequence[RememberedSource], folder: Path, encoder: Encoder
    ) -> list[RememberedSource]:
        """Read, cut and store every source's documents; return the sources with their new counts."""
        tokens = PassageTokens(encoder)
        counted: list[RememberedSource] = []
        with StoreWriter(folder / DOCUMENTS_FILE) as writer, self._reading(sources) as advance:
            for source in sources:
                n_documents, n_skipped = 0, len(self.report.skipped)
                for document in self._documents(source.path):
                    statements = find_statements(document)
                    passages = chunk(document, encoder_tokens=tokens, limits=self.limits)
                    writer.add(document, with_speakers(passages, statements), statements)
                    n_documents += 1
                    advance(1)
                self._check_loss(source, n_documents, len(self.report.skipped) - n_skipped)
                counted.append(RememberedSource(path=source.path, n_documents=n_documents))
            self._check_any(counted)
        return counted

    def _documents(self, source: Path) -> Iterator[Document]:
        return read_source(
            source,
            on_skip=self.report.skipped.append,
            limits=self.request.limits,
            language=self.request.language,
        )

    def _reading(self, sources: Sequence[RememberedSource]) -> AbstractContextManager[Callable[[int], None]]:
        """The stage of reading, with as many documents as there were last time or may be there now."""
        return self.progress.stage("reading", sum(s.n_documents or n_expected(s.path) for s in sources))

    def _check_loss(self, source: RememberedSource, n_documents: int, n_skipped: int) -> None:
        before = source.n_documents
        if n_documents == before == 0 and source.path in self.given:
            empty = SourceEmpty(source.path, n_skipped)
            if len(self.given) == 1:
                raise empty
            self.report.skipped.append(
                Skipped(locator=str(source.path), reason=empty.found, remedy=empty.remedy)
            )
        if before > 0 and n_documents <= (1 - GREATEST_LOSS) * before and not self.request.allow_removal:
            raise SourceShrunk(source.path, before=before, now=n_documents)

    def _check_any(self, counted: Sequence[RememberedSource]) -> None:
        """Refuse given sources that leave the archive without any document."""
        if self.given and not self.request.allow_removal and not any(s.n_documents for s in counted):
            raise SourceEmpty(counted[0].path, len(self.report.skipped))

    def _manifest(self, name: str, encoder: Encoder, store: Store, content_sha256: str) -> Manifest:
        self.report.n_documents, self.report.n_passages = store.n_documents, store.n_passages
        return Manifest(
            name=name,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            encoder=encoder.spec,
            chunking=self.limits,
            vector_index=KIND,
            n_documents=store.n_documents,
            n_passages=store.n_passages,
            n_skipped=len(self.report.skipped),
            content_sha256=content_sha256,
            analyzer=ANALYZER_NAME,
            stories=RULES,
        )

    def _is_new(self, manifest: Manifest) -> bool:
        """Whether it differs from that of the version in use in anything but when it was made."""
        if self.previous is None or self.request.republish:
            return True
        known = self.previous.manifest
        return manifest != replace(known, name=manifest.name, created=manifest.created, files={})

    def _write_fulltext(self, store: Store, folder: Path) -> None:
        with self.progress.stage("full text", store.n_passages) as advance:
            write_fulltext(folder / FULLTEXT_FOLDER, _fulltext_entries(store, advance))

    def _embed(self, store: Store, folder: Path, encoder: Encoder) -> None:
        """Embed every passage, or take its vector from the version in use, in row order."""
        index, known = FaissIndex.empty(encoder.spec.dimension), self._known_vectors(encoder)
        with self.progress.stage("embedding", store.n_passages) as advance:
            for batch in store.texts_to_index(EMBED_BATCH):
                vectors, missing = known.find([row.embedding_key for row in batch])
                texts = [indexed_text(batch[i].context, batch[i].text) for i in missing]
                vectors[missing] = encoder.encode_passages(texts)
                index.add(vectors)
                self.report.n_embedded += len(missing)
                advance(len(batch))
        self.report.n_reused = store.n_passages - self.report.n_embedded
        index.write(folder / VECTORS_FILE)

    def _group(self, store: Store, folder: Path) -> None:
        """Group all passages anew: a new one may tell the story of any other."""
        with self.progress.stage("stories", store.n_passages) as advance:
            group_stories(store, FaissIndex.open(folder / VECTORS_FILE)).write(folder / STORIES_FILE)
            advance(store.n_passages)

    def _known_vectors(self, encoder: Encoder) -> KnownVectors:
        """The vectors of the version in use, if they are by the same encoder."""
        if self.previous is None or self.previous.manifest.encoder != encoder.spec:
            return KnownVectors.none(encoder.spec.dimension)
        folder = self.previous.folder
        return KnownVectors.read(documents=folder / DOCUMENTS_FILE, vectors=folder / VECTORS_FILE)

    def _timed(self, stage: str, step: Callable[[], T]) -> T:
        started = time.perf_counter()
        result = step()
        self.report.stage_s[stage] = round(time.perf_counter() - started, 2)
        return result


def _version_in_use(index: Path) -> Version | None:
    """The version in use, None where nothing was published yet or its manifest cannot be read.

    A damaged or foreign version is passed over, since a build is what mends it.
    """
    try:
        return described_version(index)
    except IndexMissing:
        return None
    except (IndexDamaged, IndexForeign) as error:
        if not (index / CURRENT_FILE).exists():
            raise
        logger.warning("building anew: %s", error)
        return None


def _fulltext_entries(store: Store, advance: Callable[[int], None]) -> Iterator[FullTextEntry]:
    for batch in store.texts_to_index(EMBED_BATCH):
        for passage in batch:
            yield FullTextEntry(
                row=passage.row, title=passage.title, context=passage.context, text=passage.text
            )
        advance(len(batch))
