"""Which sources a build reads, and whether what they hold can be meant."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from corpus.documents import Skipped
from corpus.errors import (
    IndexDamaged,
    IndexMissing,
    NoSources,
    SourceEmpty,
    SourceNotFound,
    SourceShrunk,
)
from embeddings.build_request import BuildReport, BuildRequest
from embeddings.sources import RememberedSource, combine, read_sources
from embeddings.versions import CURRENT_FILE

logger = logging.getLogger(__name__)

GREATEST_LOSS = 0.2  # of a source's documents, before a build wants to be told that it is meant


class SourceList:
    """The sources of a build: those remembered and those given."""

    def __init__(self, index: Path, request: BuildRequest, report: BuildReport) -> None:
        self._index = index
        self._request = request
        self._report = report
        self._given = {path.resolve() for path in request.sources}

    def to_read(self, stored: frozenset[str]) -> list[RememberedSource]:
        """The sources to read; those given are checked before anything is done.

        Args:
            stored: sources whose documents the version in use can give where their files are gone.

        Raises:
            SourceError: one is not there, or there is none at all.
            IndexMissing: nothing was built yet, and nothing was given.
        """
        for path in self._request.sources:
            if not path.exists():
                raise SourceNotFound(path)
        sources = combine(self._remembered(), self._request.sources)
        if not sources and not (self._index / CURRENT_FILE).exists():
            raise IndexMissing(self._index)
        if not sources and not self._request.allow_removal:
            raise NoSources(self._index)
        there = [source for source in sources if source.path.exists() or str(source.path) in stored]
        if len(there) < len(sources) and not self._request.allow_removal:
            raise SourceNotFound(next(source.path for source in sources if source not in there))
        return there

    def check_loss(self, source: RememberedSource, n_documents: int, skipped: Sequence[Skipped]) -> None:
        """Refuse a source that is empty, all of it skipped, or lost too much.

        Raises:
            SourceEmpty, SourceShrunk: as the names say.
        """
        before = source.n_documents
        if n_documents == before == 0 and source.path in self._given:
            empty = SourceEmpty(source.path, skipped)
            if len(self._given) == 1:
                raise empty
            self._report.skipped.append(
                Skipped(locator=str(source.path), reason=empty.found, remedy=empty.remedy)
            )
        is_less = before > 0 and n_documents <= (1 - GREATEST_LOSS) * before
        if is_less and not self._request.allow_removal:
            raise SourceShrunk(source.path, before=before, now=n_documents)

    def check_any(self, counted: Sequence[RememberedSource]) -> None:
        """Refuse given sources that leave the archive without any document.

        Raises:
            SourceEmpty: they do.
        """
        if self._given and not self._request.allow_removal and not any(s.n_documents for s in counted):
            raise SourceEmpty(counted[0].path, self._report.skipped)

    def _remembered(self) -> list[RememberedSource]:
        """What is remembered of the archive's sources; with `only`, of those given."""
        try:
            remembered = read_sources(self._index)
        except IndexDamaged as error:
            if not self._request.only:
                raise
            logger.warning("remembering the given sources alone: %s", error)
            return []
        return [s for s in remembered if not self._request.only or s.path in self._given]
