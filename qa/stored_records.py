"""Documents and passages by their ids, those of earlier versions too."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.chunker import indexed_text
from corpus.documents import Document, DocumentId, Passage, PassageId
from corpus.errors import DocumentNotFound, PassageNotFound
from corpus.succession import successor
from embeddings.history import History
from qa.retrieval import Retriever


class StoredRecords:
    """What one version holds, and what it has superseded as long as that is kept."""

    def __init__(self, retriever: Retriever, *, history: History | None) -> None:
        self._retriever = retriever
        self._history = history

    def document(self, document_id: str) -> tuple[Document, list[Passage]]:
        """Return a document and its passages in order; a superseded one as it was.

        Raises:
            DocumentNotFound: nothing has this id.
        """
        store, wanted = self._retriever.store, DocumentId(document_id)
        try:
            return store.document(wanted), store.passages_of(wanted)
        except DocumentNotFound:
            if self._history is None:
                raise
        document, passages = self._history.document(wanted)
        if self.superseded_by(document) is None:
            raise DocumentNotFound(document_id)
        return document, passages

    def passage(self, passage_id: str) -> tuple[Passage, Document]:
        """Return a passage and the document it is a slice of.

        One of an earlier version is found as long as that is kept: its document is still there, cut
        in another way, or was superseded.

        Raises:
            PassageNotFound: nothing has this id, or its document left the archive.
        """
        store = self._retriever.store
        try:
            _, passage = store.passage(PassageId(passage_id))
            return passage, store.document(passage.document_id)
        except PassageNotFound:
            if self._history is None:
                raise
        passage, document = self._history.passage(PassageId(passage_id))
        if not self._has(document) and self.superseded_by(document) is None:
            raise PassageNotFound(passage_id)
        return passage, document

    def superseded_by(self, document: Document) -> DocumentId | None:
        """The document that has taken the place of one; None where it is itself in this version."""
        if self._has(document):
            return None
        later = successor(document, self._retriever.store)
        return None if later is None else later.document_id

    def _has(self, document: Document) -> bool:
        return self._retriever.store.has_document(document.document_id)

    def external_ids(self, passages: Sequence[Passage]) -> list[str | None]:
        """The external id of each passage's document, in the order given."""
        facts = self._retriever.store.document_facts([passage.document_id for passage in passages])
        return [facts[passage.document_id].external_id for passage in passages]

    def count_tokens(self, passages: Sequence[Passage]) -> list[int]:
        """How many tokens the encoder reads of each passage, its context included."""
        texts = [indexed_text(passage.context, passage.text) for passage in passages]
        return self._retriever.encoder.count_tokens(texts)
