"""The composition root: an index folder opened as a Service."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from corpus.errors import ModelDiffers
from corpus.fulltext import FullTextIndex
from corpus.store import Store
from corpus.story_groups import StoryGroups
from embeddings.compiled_encoder import Use, open_encoder
from embeddings.encoder import Encoder
from embeddings.faiss_index import FaissIndex
from embeddings.history import History
from embeddings.model_files import resolved_name
from embeddings.reranker import Reranker
from embeddings.retention import hold
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


def open_service(
    index: Path,
    *,
    model: str | None = None,
    reranker: Reranker | None = None,
    instead_of: Service | None = None,
) -> Service:
    """Open the version in use; its checksums are compared while the model is being loaded.

    Args:
        index: the folder of the index.
        model: the model that it must have been built with, a name or a folder; None means any.
        reranker: puts the first passages in order anew; None leaves them as they are ranked.
        instead_of: what serves until then; its encoder is shared where it is the same.

    Raises:
        ModelDiffers: it was built with another.
        IndexMissing, IndexForeign, IndexDamaged: as the names say.
        ModelNotFound, ModelChanged: an uncompiled model is not on this machine as it was.
    """
    version = current_version(index)
    refuse_other_model(version, model)
    encoder = None if instead_of is None else instead_of.retriever.encoder
    retriever = open_retriever(version, encoder=encoder)
    service = Service(
        retriever,
        index_version=version.name,
        history=History(index, version.name),
        reranker=reranker,
    )
    hold(version, service)
    return service


def refuse_other_model(version: Version, model: str | None) -> None:
    """Refuse a version that another model embedded than the one named.

    Raises:
        ModelDiffers: that is so.
    """
    built_with = version.manifest.encoder.model_name
    if model is not None and resolved_name(model) != built_with:
        raise ModelDiffers(resolved_name(model), built_with)


def open_retriever(version: Version, *, encoder: Encoder | None = None) -> Retriever:
    """Open a version's files, its checksums compared meanwhile.

    Args:
        version: wherever its folder is.
        encoder: one that is open already, taken where it is the version's own.

    Raises:
        IndexForeign, IndexDamaged, ModelNotFound, ModelChanged: as the names say.
    """
    with ThreadPoolExecutor(max_workers=2) as pool:
        # Where an encoder is open, a server answers meanwhile, and is to keep a core for that.
        verified = pool.submit(verify_files, version, n_threads=None if encoder is None else 1)
        is_same = encoder is not None and encoder.spec == version.manifest.encoder
        store = Store.open(version.folder / DOCUMENTS_FILE)
        persons = pool.submit(lambda: store.statements.finder)
        retriever = Retriever(
            store=store,
            fulltext=FullTextIndex.open(version.folder / FULLTEXT_FOLDER),
            vectors=FaissIndex.open(version.folder / VECTORS_FILE),
            encoder=encoder
            if encoder is not None and is_same
            else open_encoder(version.folder / MODEL_FOLDER, use=Use.LATENCY),
            stories=StoryGroups.read(version.folder / STORIES_FILE, n_passages=store.n_passages),
        )
        persons.result()
        verified.result()
    return retriever
