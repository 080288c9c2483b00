"""LlamaIndex: its FAISS store and its BM25 retriever in a QueryFusionRetriever by reciprocal rank."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import faiss
from llama_index.core import StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.core.llms import MockLLM
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.retrievers.fusion_retriever import FUSION_MODES
from llama_index.core.schema import TextNode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.retrievers.bm25 import BM25Retriever
from llama_index.vector_stores.faiss import FaissVectorStore

from benchmarks.peers.protocol import Ask, K, Row, System, main

BM25_FOLDER = "bm25"
DIMENSION = 384  # all-MiniLM-L6-v2's


def load(model: Path) -> HuggingFaceEmbedding:
    """The model by its folder; unit vectors and batches as by default."""
    return HuggingFaceEmbedding(model_name=str(model))


def build(rows: Sequence[Row], work: Path, embedder: HuggingFaceEmbedding) -> int:
    """Embed the rows, index their words, write both."""
    nodes = [_node(**row) for row in rows]
    store = FaissVectorStore(faiss_index=faiss.IndexFlatIP(DIMENSION))
    storage = StorageContext.from_defaults(vector_store=store)
    VectorStoreIndex(nodes, storage_context=storage, embed_model=embedder).storage_context.persist(str(work))
    BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=K).persist(str(work / BM25_FOLDER))
    return int(store.client.ntotal)


def _node(_id: str, text: str, **metadata: str) -> TextNode:
    """A row as a node, of whose metadata only the title is embedded and indexed, as On Record does."""
    return TextNode(
        id_=_id,
        text=text,
        metadata=metadata,
        excluded_embed_metadata_keys=["date", "source"],
    )


def opened(work: Path, model: Path) -> Ask:
    """Both indexes read from disk, in one retriever that asks a question as it is."""
    storage = StorageContext.from_defaults(
        vector_store=FaissVectorStore.from_persist_dir(str(work)), persist_dir=str(work)
    )
    index = load_index_from_storage(storage, embed_model=load(model))
    both = QueryFusionRetriever(
        [
            index.as_retriever(similarity_top_k=K),
            BM25Retriever.from_persist_dir(str(work / BM25_FOLDER)),
        ],
        llm=MockLLM(),  # never asked, as no further queries are made
        similarity_top_k=K,
        num_queries=1,
        mode=FUSION_MODES.RECIPROCAL_RANK,
        use_async=False,
    )

    def ask(question: str) -> list[Row]:
        return [{"text": one.text, **one.metadata} for one in both.retrieve(question)]

    return ask


if __name__ == "__main__":
    main(System(load, build, opened))
