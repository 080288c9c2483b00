"""The composition root: an index folder opened as a Service."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from corpus.fulltext import FullTextIndex
from corpus.store import Store
from embeddings.compiled_encoder import Use, open_encoder
from embeddings.faiss_index import FaissIndex
from embeddings.versions import (
    DOCUMENTS_FILE,
    FULLTEXT_FOLDER,
    MODEL_FOLDER,
    VECTORS_FILE,
    Version,
    current_version,
    verify_files,
)
from qa.retrieval import Retriever
from qa.service import Service


def open_service(index: Path) -> Service:
    """Open the version in use; its checksums are compared while the model is being loaded.

    Raises:
        IndexMissing, IndexForeign, IndexDamaged: as the names say.
        ModelNotFound, ModelChanged: an uncompiled model is not on this machine as it was.
    """
    version = current_version(index)
    return Service(_open_retriever(version), index_version=version.name)


def _open_retriever(version: Version) -> Retriever:
    with ThreadPoolExecutor(max_workers=1) as pool:
        verified = pool.submit(verify_files, version)
        retriever = Retriever(
            store=Store.open(version.folder / DOCUMENTS_FILE),
            fulltext=FullTextIndex.open(version.folder / FULLTEXT_FOLDER),
            vectors=FaissIndex.open(version.folder / VECTORS_FILE),
            encoder=open_encoder(version.folder / MODEL_FOLDER, use=Use.LATENCY),
        )
        verified.result()
    return retriever
