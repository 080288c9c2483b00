"""An archive that moves to a new version by itself while it answers."""

from __future__ import annotations

import ctypes
import gc
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from corpus.documents import Document, DocumentId, Passage
from corpus.errors import IndexDamaged, IndexForeign, ModelDiffers
from corpus.persons import Person
from embeddings.reranker import Reranker
from embeddings.versions import current_name
from qa.answer import Answer
from qa.opening import open_service
from qa.quote_check import QuoteCheck
from qa.service import Question, SearchPage, Service
from qa.statement_search import CitedStatement, StatementPage, StatementQuery

logger = logging.getLogger(__name__)

LOOK_EVERY_S = 1.0  # CURRENT is a few bytes: looking costs some 20 microseconds


class LiveArchive:
    """The version in use of an index folder; each call is answered by one version throughout."""

    def __init__(self, index: Path, *, model: str | None = None, reranker: Reranker | None = None) -> None:
        self._index = index
        self._model = model
        self._reranker = reranker
        self._service = open_service(index, model=model, reranker=reranker)
        self._stopped = threading.Event()
        self._passed_over: str | None = None

    @property
    def service(self) -> Service:
        """The version that answers now."""
        return self._service

    @property
    def index_version(self) -> str:
        """The name of the version that answers."""
        return self._service.index_version

    @property
    def model_name(self) -> str:
        """The embedding model that the version was built with."""
        return self._service.model_name

    def ask(self, question: Question) -> Answer:
        """Answer one question; see Service."""
        return self._service.ask(question)

    def search(self, question: Question, *, offset: int) -> SearchPage:
        """Return ranked passages; see Service."""
        return self._service.search(question, offset=offset)

    def document(self, document_id: str) -> tuple[Document, list[Passage]]:
        """Return a document and its passages; see Service."""
        return self._service.document(document_id)

    def passage(self, passage_id: str) -> tuple[Passage, Document]:
        """Return a passage and its document; see Service."""
        return self._service.passage(passage_id)

    def superseded_by(self, document: Document) -> DocumentId | None:
        """The document that has taken the place of one; see Service."""
        return self._service.superseded_by(document)

    def statements(self, query: StatementQuery, *, offset: int) -> StatementPage:
        """Return statements; see Service."""
        return self._service.statements(query, offset=offset)

    def speakers(self, prefix: str, *, k: int) -> list[Person]:
        """Return who speaks; see Service."""
        return self._service.speakers(prefix, k=k)

    def verify(self, quote: str) -> QuoteCheck:
        """Return whether a quote stands in the archive; see Service."""
        return self._service.verify(quote)

    def statements_of(self, document_id: str) -> list[CitedStatement]:
        """Return a document's statements; see Service."""
        return self._service.statements_of(document_id)

    def move(self) -> bool:
        """Open the version that CURRENT names, if it is another; the old one serves until it is open.

        A version that is damaged, foreign or of another model than asked for is logged once and
        passed over until CURRENT names another.

        Raises:
            OnRecordError, OSError: CURRENT or a file cannot be read now, which may pass.
        """
        name = current_name(self._index)
        if name in (self.index_version, self._passed_over):
            return False
        try:
            with _without_collections():
                service = open_service(
                    self._index, model=self._model, reranker=self._reranker, instead_of=self._service
                )
                # What is read at the first question is read before somebody waits for it.
                service.ask(Question(text="What was said?"))
        except (IndexDamaged, IndexForeign, ModelDiffers) as error:
            logger.warning("version %s goes on serving: %s", self.index_version, error)
            self._passed_over = name
            return False
        self._service = service
        self._passed_over = None
        logger.info("now serving version %s", self.index_version)
        return True

    def follow(self) -> None:
        """Look for a new version every LOOK_EVERY_S seconds, in a thread, until `stop`."""
        threading.Thread(target=self._look, name="follow-current", daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()

    def _look(self) -> None:
        has_moved = False
        while not self._stopped.wait(LOOK_EVERY_S):
            if has_moved:  # the requests that the old version was answering have ended
                _return_memory()
            try:
                has_moved = self.move()
            except Exception as error:  # whatever it is, it may pass: the old version serves meanwhile
                logger.warning("looking for a new version: %s: %s", type(error).__name__, error)


@contextmanager
def _without_collections() -> Iterator[None]:
    """No search for cyclic garbage meanwhile, and none later through what was made meanwhile.

    Each would hold every thread while it walks through a version's many objects: 88 ms for 113,808 documents.
    They go when nothing refers to them any more, without a search.
    """
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


def _return_memory() -> None:
    """Give the pages that the old version left free back to the system, where its library can."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
