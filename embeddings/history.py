"""Citations of earlier versions: what an id meant for as long as a version that has it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from corpus.documents import Document, DocumentId, Passage, PassageId
from corpus.errors import DocumentNotFound, IndexDamaged, IndexForeign, PassageNotFound
from corpus.store import Store
from embeddings.versions import DOCUMENTS_FILE, VERSIONS_FOLDER, version_names


class History:
    """The versions of an index beside the one that answers, looked into only for ids that it lacks.

    Nothing stays open, so that versions can be removed; one that cannot be read is passed over.
    """

    def __init__(self, index: Path, answering: str) -> None:
        self._index = index
        self._answering = answering

    def passage(self, passage_id: PassageId) -> tuple[Passage, Document]:
        """A passage as the latest version that has it says, and its document.

        Raises:
            PassageNotFound: none has it.
        """
        for store in self._stores():
            with suppress(PassageNotFound, IndexDamaged):
                _, passage = store.passage(passage_id)
                return passage, store.document(passage.document_id)
        raise PassageNotFound(passage_id)

    def document(self, document_id: DocumentId) -> tuple[Document, list[Passage]]:
        """A document as the latest version that has it says, and its passages there.

        Raises:
            DocumentNotFound: none has it.
        """
        for store in self._stores():
            with suppress(DocumentNotFound, IndexDamaged):
                return store.document(document_id), store.passages_of(document_id)
        raise DocumentNotFound(document_id)

    def _stores(self) -> Iterator[Store]:
        for name in reversed(version_names(self._index)):
            if name != self._answering:
                with suppress(IndexDamaged, IndexForeign):
                    yield Store.open(self._index / VERSIONS_FOLDER / name / DOCUMENTS_FILE)
