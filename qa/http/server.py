"""The running server: uvicorn with the application, in one process or several."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from embeddings.versions import current_version, verify_files
from qa.http.app import create_app
from qa.live_archive import LiveArchive
from qa.settings import load_settings

# How a worker process learns where it serves: the settings have no address, the command line does.
SERVED_ON = "ON_RECORD_SERVED_ON"


def run_server(index: Path, *, host: str, port: int, workers: int) -> None:
    """Open the index and serve it until interrupted.

    Raises:
        IndexMissing, IndexForeign, IndexDamaged: before anything listens.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    if workers > 1:
        verify_files(current_version(index))
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
    archive = following(index)
    app = create_app(open_archive=lambda: archive, settings=load_settings(), served_on=host)
    uvicorn.run(app, host=host, port=port, access_log=False)


def worker_app() -> FastAPI:
    """The application of one of several worker processes."""
    settings = load_settings()
    return create_app(
        open_archive=lambda: following(settings.index),
        settings=settings,
        served_on=os.environ.get(SERVED_ON, "127.0.0.1"),
    )


def following(index: Path) -> LiveArchive:
    """The archive, opened, and moving to new versions from now on."""
    archive = LiveArchive(index)
    archive.follow()
    return archive
