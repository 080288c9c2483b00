"""The application: routes, guards and the archive put together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from qa.http import openai_dialect, openapi, pages, routes
from qa.http.archive import Archive, ArchiveSlot
from qa.http.guards import BodyLimit, SecurityHeaders, TrustedHosts, trusted_hosts
from qa.http.problems import install_problems
from qa.http.request_log import HEADER, CatchAll, RequestLog
from qa.settings import Settings

VERSION = "1.0.0"


def create_app(
    *, open_archive: Callable[[], Archive], settings: Settings, served_on: str = "127.0.0.1"
) -> FastAPI:
    """Make the application.

    Args:
        open_archive: opens the archive; called once, in a thread, when the server starts, which
            answers meanwhile that it is not ready.
        settings: every limit and permission.
        served_on: the address it will be served on, which decides what hosts are trusted.
    """
    slot = ArchiveSlot()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        opening = asyncio.create_task(run_in_threadpool(slot.open, open_archive))
        yield
        await opening  # a thread cannot be stopped

    app = FastAPI(
        title="On Record",
        version=VERSION,
        lifespan=lifespan,
        docs_url=None,  # pages.docs: FastAPI's own loads scripts from another server
        redoc_url=None,
        middleware=_middleware(settings, served_on),
    )
    app.state.slot = slot
    app.state.settings = settings
    install_problems(app)
    for router in (routes.router, openai_dialect.router, pages.router):
        app.include_router(router)
    described = cache(lambda: openapi.describe(app, settings))
    app.openapi = described  # type: ignore[method-assign]  # the documented way to extend it
    return app


def _middleware(settings: Settings, served_on: str) -> list[Middleware]:
    """What a request passes, outermost first."""
    return [
        Middleware(RequestLog),
        Middleware(SecurityHeaders),
        Middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["*"],  # OpenAI's clients send a dozen of their own
            expose_headers=[HEADER, "Retry-After"],
        ),
        Middleware(TrustedHosts, hosts=trusted_hosts(settings.trusted_hosts, served_on)),
        Middleware(BodyLimit, max_bytes=settings.max_body_bytes),
        Middleware(CatchAll),
    ]
