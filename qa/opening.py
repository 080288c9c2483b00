"""The composition root: an index folder opened as a Service."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from corpus.errors import ModelDiffers
from corpus.fulltext import FullTextIndex
from corpus.store import Store
from corpus.story_groups import StoryGroups
from embeddings.compiled_encoder import Use, open_encoder
from embeddings.faiss_index import FaissIndex
from embeddings.model_files import resolved_name
from embeddings.versions import (
    DOCUMENTS_FILE,
    FULLTEXT_FOLDER,
    MODEL_FOLDER,
    STORIES_FILE,
    VECTORS_FILE,
    Version,
    current_version,
    verify_files,
)
from qa.retrieval import Retriever
from qa.service import Service


def open_service(index: Path, *, model: str | None = None) -> Service:
    """Open the version in use; its checksums are compared while the model is being loaded.

    Args:
        index: the folder of the index.
        model: the model that it must have been built with, a name or a folder; None means any.

    Raises:
        ModelDiffers: it was built with another.
        IndexMissing, IndexForeign, IndexDamaged: as the names say.
        ModelNotFound, ModelChanged: an uncompiled model is not on this machine as it was.
    """
    version = current_version(index)
    refuse_other_model(version, model)
    return Service(_open_retriever(version), index_version=version.name)


def refuse_other_model(version: Version, model: str | None) -> None:
    """Refuse a version that another model embedded than the one named.

    Raises:
        ModelDiffers: that is so.
    """
    built_with = version.manifest.encoder.model_name
    if model is not None and resolved_name(model) != built_with:
        raise ModelDiffers(resolved_name(model), built_with)


def _open_retriever(version: Version) -> Retriever:
    with ThreadPoolExecutor(max_workers=1) as pool:
        verified = pool.submit(verify_files, version)
        store = Store.open(version.folder / DOCUMENTS_FILE)
        retriever = Retriever(
            store=store,
            fulltext=FullTextIndex.open(version.folder / FULLTEXT_FOLDER),
            vectors=FaissIndex.open(version.folder / VECTORS_FILE),
            encoder=open_encoder(version.folder / MODEL_FOLDER, use=Use.LATENCY),
            stories=StoryGroups.read(version.folder / STORIES_FILE, n_passages=store.n_passages),
        )
        verified.result()
    return retriever
