"""What stands between the network and the routes: trusted hosts, bounded bodies, safe headers."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from http import HTTPStatus
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.http.problems import problem_response

LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "[::1]")
ANY = "*"
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def trusted_hosts(configured: Sequence[str] | None, served_on: str) -> tuple[str, ...]:
    """The host names to answer to.

    On loopback only its own names: a page that makes its name resolve to 127.0.0.1 (DNS
    rebinding) would otherwise read the archive of whoever visits it.
    """
    if configured is not None:
        return tuple(configured)
    return LOOPBACK_HOSTS if is_loopback(served_on) else (ANY,)


def is_loopback(host: str) -> bool:
    """Whether an address or name is this machine as only itself can reach it."""
    bare = host.strip("[]")
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return bare.lower() == "localhost"


class SecurityHeaders:
    """Adds to every answer the headers that keep a browser from being used against its user."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(SECURITY_HEADERS)
            await send(message)

        await self.app(scope, receive, send_guarded if scope["type"] == "http" else send)


class TrustedHosts:
    """Refuses requests that name a host which this server does not answer to."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str]) -> None:
        self.app = app
        self.hosts = tuple(host.lower().strip("[]") for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if (
            scope["type"] != "http"
            or ANY in self.hosts
            or self._is_trusted(Headers(scope=scope).get("host", ""))
        ):
            await self.app(scope, receive, send)
            return
        detail = (
            "this server does not answer to this host name; its operator may add it to ONRECORD_TRUSTED_HOSTS"
        )
        refusal = problem_response(Request(scope), HTTPStatus.BAD_REQUEST, detail)
        await refusal(scope, receive, send)

    def _is_trusted(self, header: str) -> bool:
        try:
            name = urlsplit(f"//{header}").hostname or ""
        except ValueError:
            return False
        wild = (host[1:] for host in self.hosts if host.startswith("*."))
        return name in self.hosts or any(name.endswith(suffix) for suffix in wild)


class BodyLimit:
    """Reads a body to its end before the route does, and refuses one that is too long."""

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self.app = app
        self.max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        first = None if self._declares_too_much(scope) else await self._read(receive)
        if first is None:
            await self._refuse(scope, receive, send)
            return

        async def replay() -> Message:
            nonlocal first
            message, first = first, None
            return message or await receive()

        await self.app(scope, replay, send)

    def _declares_too_much(self, scope: Scope) -> bool:
        declared = Headers(scope=scope).get("content-length", "")
        return declared.isdecimal() and int(declared[:20]) > self.max_bytes

    async def _read(self, receive: Receive) -> Message | None:
        """The whole body as one message; None where it is too long, in however many chunks."""
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return message
            body += message.get("body", b"")
            if len(body) > self.max_bytes:
                return None
            if not message.get("more_body", False):
                return {"type": "http.request", "body": bytes(body), "more_body": False}

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        detail = f"the body is longer than the {self.max_bytes} bytes that this server reads; send less"
        refusal = problem_response(Request(scope), HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)
        await refusal(scope, receive, send)
