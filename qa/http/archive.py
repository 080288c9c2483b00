"""The archive as the HTTP edge uses it, and the place it stands in once it has been opened."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Annotated, Protocol

from fastapi import Depends, Request

from corpus.documents import Document, DocumentId, Passage
from corpus.errors import NotFound, OnRecordError
from corpus.persons import Person
from qa.answer import Answer
from qa.quote_check import QuoteCheck
from qa.service import Question, SearchPage
from qa.statement_search import CitedStatement, StatementPage, StatementQuery

logger = logging.getLogger(__name__)

OPENING = "the archive is being opened; ask again in a moment"
UNFORESEEN = "the archive could not be opened; the server's log tells why"


class Archive(Protocol):
    """One archive that answers; its calls block, and may be made from many threads at once."""

    @property
    def index_version(self) -> str:
        """The name of the version that answers."""

    @property
    def model_name(self) -> str:
        """The embedding model that the version was built with."""

    def ask(self, question: Question) -> Answer:
        """Answer one question."""

    def search(self, question: Question, *, offset: int) -> SearchPage:
        """Return `question.k` ranked passages from `offset` on, counted from 0."""

    def statements(self, query: StatementQuery, *, offset: int) -> StatementPage:
        """Return `query.k` statements from `offset` on, counted from 0.

        Raises:
            SpeakerUnknown: nobody of that name speaks in the archive.
        """

    def speakers(self, prefix: str, *, k: int) -> list[Person]:
        """Return the persons of whose names a word begins so, those with most statements first."""

    def statements_of(self, document_id: str) -> list[CitedStatement]:
        """Return a document's statements in order of its text.

        Raises:
            DocumentNotFound: nothing has this id.
        """

    def verify(self, quote: str) -> QuoteCheck:
        """Whether words that somebody quotes stand in the archive."""

    def document(self, document_id: str) -> tuple[Document, list[Passage]]:
        """Return a document and its passages in order.

        Raises:
            DocumentNotFound: nothing has this id.
        """

    def passage(self, passage_id: str) -> tuple[Passage, Document]:
        """Return a passage and the document it is a slice of.

        Raises:
            PassageNotFound: nothing has this id.
        """

    def superseded_by(self, document: Document) -> DocumentId | None:
        """The document that has taken the place of one; None where it is in the version that answers."""


class IndexNotLoaded(OnRecordError):
    """A question came while no index was loaded."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"no index is loaded: {reason}")


class ArchiveUnknown(NotFound):
    """A request names an archive that is not served here."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"no archive {name!r} is served here; leave 'archive' out to ask the one that is")


class ArchiveSlot:
    """Where the archive stands once it is open; until then, why there is none."""

    def __init__(self) -> None:
        self._archive: Archive | None = None
        self._reason = OPENING

    def open(self, open_archive: Callable[[], Archive]) -> None:
        """Open the archive; a failure is kept as the reason and never raised."""
        try:
            self._archive = open_archive()
        except OnRecordError as error:
            self._fail(str(error))
        except Exception:
            logger.exception("the archive could not be opened")
            self._fail(UNFORESEEN)

    def get(self) -> Archive:
        """Return the open archive.

        Raises:
            IndexNotLoaded: there is none, or none yet.
        """
        if self._archive is None:
            raise IndexNotLoaded(self._reason)
        return self._archive

    def _fail(self, reason: str) -> None:
        self._reason = reason
        logger.error("no index is loaded: %s", reason)


def current_archive(request: Request) -> Archive:
    """The archive that a request asks."""
    slot: ArchiveSlot = request.app.state.slot
    return slot.get()


CurrentArchive = Annotated[Archive, Depends(current_archive)]
