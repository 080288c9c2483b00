"""LangChain: its FAISS store and its BM25 retriever in an EnsembleRetriever of equal weights.

BM25Retriever has no form of its own on disk, so it is pickled, as its users do.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from pathlib import Path

from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_community.vectorstores import FAISS
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings

from benchmarks.peers.protocol import Ask, K, Row, System, main

BM25_FILE = "bm25.pickle"


def load(model: Path) -> HuggingFaceEmbeddings:
    """The model by its folder, unit vectors, batches as by default."""
    return HuggingFaceEmbeddings(model_name=str(model), encode_kwargs={"normalize_embeddings": True})


def build(rows: Sequence[Row], work: Path, embedder: HuggingFaceEmbeddings) -> int:
    """Embed the rows, index their words, write both."""
    documents = [_document(**row) for row in rows]
    store = FAISS.from_documents(documents, embedder)
    store.save_local(str(work))
    words = BM25Retriever.from_documents(documents, k=K)
    (work / BM25_FILE).write_bytes(pickle.dumps(words))
    return int(store.index.ntotal)


def _document(_id: str, text: str, **metadata: str) -> Document:
    return Document(id=_id, page_content=text, metadata=metadata)


def opened(work: Path, model: Path) -> Ask:
    """Both indexes read from disk, in one retriever."""
    store = FAISS.load_local(str(work), load(model), allow_dangerous_deserialization=True)
    words = pickle.loads((work / BM25_FILE).read_bytes())  # noqa: S301 - written by `build` above
    vectors = store.as_retriever(search_kwargs={"k": K})
    both = EnsembleRetriever(retrievers=[words, vectors], weights=[0.5, 0.5])

    def ask(question: str) -> list[Row]:
        return [{"text": one.page_content, **one.metadata} for one in both.invoke(question)[:K]]

    return ask


if __name__ == "__main__":
    main(System(load, build, opened))
