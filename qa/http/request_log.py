"""A number for every request, one log line for it, and nothing that escapes unlogged."""

from __future__ import annotations

import logging
import re
import time
import traceback
import uuid

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.http.problems import unforeseen_problem

logger = logging.getLogger(__name__)

HEADER = "X-Request-Id"
GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def note(request: Request, **counts: float | bool) -> None:
    """Add counts to the request's log line; never words that someone wrote."""
    request.state.counts.update(counts)


class RequestLog:
    """Gives each request an id, which every answer carries, and logs one line when it is done."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        state.update(request_id=_request_id(scope), counts={}, status=None)

        async def send_numbered(message: Message) -> None:
            if message["type"] == "http.response.start":
                state["status"] = message["status"]
                MutableHeaders(scope=message)[HEADER] = state["request_id"]
            await send(message)

        started = time.perf_counter()
        try:
            await self.app(scope, receive, send_numbered)
        finally:
            _log(scope, (time.perf_counter() - started) * 1000)


class CatchAll:
    """Turns what no handler foresaw into a 500 with the request's id, and logs where it happened."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; never raises for an HTTP one."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            await self.app(scope, receive, send)
        except Exception as error:
            logger.error("request %s failed\n%s", scope["state"]["request_id"], _where(error))
            if scope["state"]["status"] is None:
                await unforeseen_problem(Request(scope))(scope, receive, send)
            # else the server cuts the answer off, which tells the client that it is not whole


def _request_id(scope: Scope) -> str:
    """The id that a proxy gave, where it is a plain word; a new one otherwise."""
    given = Headers(scope=scope).get(HEADER, "")
    return given if GIVEN_ID.fullmatch(given) else uuid.uuid4().hex


def _log(scope: Scope, latency_ms: float) -> None:
    """One line; the route's pattern stands for the path, which may hold anyone's words."""
    state = scope["state"]
    path = getattr(scope.get("route"), "path", "(no route)")
    counts = " ".join(f"{name}={value}" for name, value in state["counts"].items())
    logger.info(
        "request %s: %s %s %s in %.1f ms %s",
        *(state["request_id"], scope["method"], path, state["status"], latency_ms, counts),
    )


def _where(error: BaseException) -> str:
    """A traceback without messages, which may quote the question: places and names of errors."""
    cause = error.__cause__ or error.__context__
    before = f"{_where(cause)}which led to\n" if cause else ""
    return f"{before}{''.join(traceback.format_tb(error.__traceback__))}{type(error).__qualname__}\n"
