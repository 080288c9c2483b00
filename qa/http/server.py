"""The running server: uvicorn with the application, in one process or several."""

from __future__ import annotations

import logging
import os
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import AddressTaken
from corpus.publishers import extend_publishers
from embeddings.reranker import Reranker, open_reranker
from embeddings.versions import current_version, verify_files
from qa.live_archive import LiveArchive
from qa.opening import refuse_other_model
from qa.settings import Settings, load_settings

if TYPE_CHECKING:
    from fastapi import FastAPI

# How a worker process learns where it serves: the settings have no address, the command line does.
SERVED_ON = "ON_RECORD_SERVED_ON"

# How long the thread that opens a new version may keep the others waiting, many times a question.
# A tenth of Python's own 5 ms; other values were not measured.
SWITCH_INTERVAL_S = 0.0005


def run_server(index: Path, settings: Settings, *, host: str, port: int, workers: int) -> None:
    """Open the index and serve it until interrupted.

    Raises:
        AddressTaken: before anything is opened.
        IndexMissing, IndexForeign, IndexDamaged, ModelDiffers, RerankerUnusable: before anything listens.
    """
    _configure_logging()
    _refuse_taken(host, port)
    version = current_version(index)
    refuse_other_model(version, settings.model)
    reranker = open_reranker(settings.reranker)
    if workers > 1:
        verify_files(version)
        import uvicorn

        os.environ["ONRECORD_INDEX"] = str(index.resolve())
        os.environ[SERVED_ON] = host
        uvicorn.run(
            "qa.http.server:worker_app",
            factory=True,
            host=host,
            port=port,
            workers=workers,
            access_log=False,
        )
        return
    with ThreadPoolExecutor(max_workers=1) as pool:
        opened = pool.submit(following, index, settings.model, reranker)
        import uvicorn  # these two take as long as half of the opening, which goes on meanwhile

        from qa.http.app import create_app

        archive = opened.result()
    app = create_app(open_archive=lambda: archive, settings=settings, served_on=host)
    uvicorn.run(app, host=host, port=port, access_log=False)


def worker_app() -> FastAPI:
    """The application of one of several worker processes."""
    from qa.http.app import create_app

    _configure_logging()
    settings = load_settings()
    if settings.publishers_file:
        extend_publishers(settings.publishers_file)
    return create_app(
        open_archive=lambda: following(settings.index, settings.model, open_reranker(settings.reranker)),
        settings=settings,
        served_on=os.environ.get(SERVED_ON, "127.0.0.1"),
    )


def following(index: Path, model: str | None, reranker: Reranker | None = None) -> LiveArchive:
    """The archive, opened, and moving to new versions from now on."""
    archive = LiveArchive(index, model=model, reranker=reranker)
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    archive.follow()
    return archive


def _refuse_taken(host: str, port: int) -> None:
    """Refuse an address that cannot be had, before the index is opened, which takes a while."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, *_, address = min(found, key=lambda entry: entry[0] != socket.AF_INET)
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as uvicorn does
            probe.bind(address)
    except OSError as error:
        raise AddressTaken(host, port, error.strerror or str(error)) from error


def _configure_logging() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
