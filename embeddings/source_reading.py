"""The sources of one build read into its documents file, with the record of how they were read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

from corpus.chunker import ChunkLimits
from corpus.store import Store, StoreWriter
from embeddings.build_request import BuildReport, BuildRequest, Progress
from embeddings.cutting_ahead import CuttingAhead
from embeddings.cutting_process import MakeCut
from embeddings.document_cut import Cut, cut_by, stored_cut
from embeddings.encoder import Encoder
from embeddings.encoder_folder import TOKENIZER_FILE
from embeddings.model_files import sha256_of
from embeddings.read_rows import write_rows
from embeddings.reading import OnAdded, Reading
from embeddings.reading_method import reading_method
from embeddings.reading_record import Earlier, ReadingRecord
from embeddings.source_list import SourceList
from embeddings.sources import RememberedSource, n_expected
from embeddings.versions import DOCUMENTS_FILE, MODEL_FOLDER, Version


class PassageTokens:
    """The encoder's own count of tokens, as the chunker asks for it."""

    def __init__(self, encoder: Encoder) -> None:
        self.window = encoder.spec.window
        self.count = encoder.count_tokens


class SourceReading:
    """The reading step of a build; `in_use` gives the documents of sources whose files are gone."""

    def __init__(
        self,
        index: Path,
        request: BuildRequest,
        report: BuildReport,
        progress: Progress,
        *,
        in_use: Version | None,
    ) -> None:
        self.limits = ChunkLimits()
        self._request = request
        self._report = report
        self._progress = progress
        self._in_use = in_use
        self._list = SourceList(index, request, report)

    def sources(self) -> list[RememberedSource]:
        """The sources to read; see SourceList."""
        return self._list.to_read(frozenset(self._stored()))

    def read(
        self,
        sources: Sequence[RememberedSource],
        folder: Path,
        encoder: Encoder,
        *,
        earlier: Sequence[Path],
        on_added: OnAdded | None = None,
    ) -> tuple[list[RememberedSource], str]:
        """Read, cut and store every source's documents.

        Args:
            sources: what to read.
            folder: where the documents file and the record of its reading go, and the encoder lies.
            encoder: counts tokens.
            earlier: folders that hold what was read before; the first that was read in this very way
                is taken over from.
            on_added: told of the passages as they are added; not where anything is taken over.

        Returns:
            The sources with their new counts, and the SHA-256 of the documents file.
        """
        request = self._request
        method = reading_method(encoder.spec, self.limits, reading=request.limits, language=request.language)
        found = (Earlier.open(one, DOCUMENTS_FILE, method=method) for one in earlier)
        known = next((one for one in found if one), None)
        documents = folder / DOCUMENTS_FILE
        cutting = CuttingAhead(self._cut(encoder), elsewhere=self._elsewhere(folder), n_cores=request.workers)
        with cutting, StoreWriter(documents, earlier=None if known is None else known.documents) as writer:
            reading = Reading(
                writer,
                cutting,
                known,
                self._report.skipped.append,
                limits=request.limits,
                language=request.language,
                on_added=on_added if known is None and on_added else lambda _: None,
            )
            counted = self._read_all(sources, reading)
        record = ReadingRecord(
            method=method,
            documents_sha256=sha256_of(documents),
            rows_sha256=write_rows(folder, bytes(reading.rows)),
            files=tuple(reading.files),
        )
        record.write(folder)  # last: with it, all that was read can be taken over
        return counted, record.documents_sha256

    def _cut(self, encoder: Encoder) -> Cut:
        return cut_by(PassageTokens(encoder), self.limits)

    def _elsewhere(self, folder: Path) -> MakeCut | None:
        """How another process cuts: by the compiled encoder in the version's folder, if there is one."""
        model = folder / MODEL_FOLDER
        return partial(stored_cut, model, self.limits) if (model / TOKENIZER_FILE).is_file() else None

    def _read_all(self, sources: Sequence[RememberedSource], reading: Reading) -> list[RememberedSource]:
        counted: list[RememberedSource] = []
        with self._stage(sources) as advance:
            for source in sources:
                n_documents, n_before = 0, len(self._report.skipped)
                for n in self._read_source(source.path, reading):
                    n_documents += n
                    advance(n)
                self._list.check_loss(source, n_documents, self._report.skipped[n_before:])
                counted.append(RememberedSource(path=source.path, n_documents=n_documents))
            self._list.check_any(counted)
        return counted

    def _read_source(self, path: Path, reading: Reading) -> Iterator[int]:
        """Read a source, or, where its files are gone, its documents as the version in use has them."""
        if path.exists() or self._in_use is None:
            yield from reading.read(path)
            return
        store = Store.open(self._in_use.folder / DOCUMENTS_FILE)
        runs = self._stored()[str(path)]
        kept = [document for run in runs for document in store.documents_between(*run)]
        yield from reading.take_source(path, kept)

    def _stage(self, sources: Sequence[RememberedSource]) -> AbstractContextManager[Callable[[int], None]]:
        """The stage of reading, with as many documents as there were last time or may be there now."""
        n_documents = sum(source.n_documents or n_expected(source.path) for source in sources)
        return self._progress.stage("reading", n_documents)

    def _stored(self) -> dict[str, list[tuple[int, int]]]:
        """The sources that the version in use can give to another model, with their documents' runs."""
        record = ReadingRecord.read(self._in_use.folder) if self._in_use and self._request.model else None
        runs: dict[str, list[tuple[int, int]]] = {}
        for file in record.files if record else ():
            runs.setdefault(file.source, []).extend(file.runs)
        return runs
