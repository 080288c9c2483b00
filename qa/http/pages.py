"""The chat page, its widget and style, and the API's documentation."""

from __future__ import annotations

import hashlib
from pathlib import Path

from fastapi import APIRouter, Request, Response

from qa.http.api_docs import render

WEB = Path(__file__).parents[1] / "web"
# A public script that any page may embed; its words are in the page, not in what it may read.
EMBEDDABLE = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}

router = APIRouter(include_in_schema=False)


@router.api_route("/", methods=["GET", "HEAD"])
def index(request: Request) -> Response:
    """The chat page."""
    return _file(request, "index.html", "text/html")


@router.api_route("/widget.js", methods=["GET", "HEAD"])
def widget(request: Request) -> Response:
    """The chat widget, for this page and any other."""
    response = _file(request, "widget.js", "text/javascript")
    response.headers.update(EMBEDDABLE)
    return response


@router.api_route("/page.css", methods=["GET", "HEAD"])
def style(request: Request) -> Response:
    """The page's style."""
    return _file(request, "page.css", "text/css")


@router.api_route("/icon.svg", methods=["GET", "HEAD"])
def icon(request: Request) -> Response:
    """The page's icon."""
    return _file(request, "icon.svg", "image/svg+xml")


@router.api_route("/docs", methods=["GET", "HEAD"])
def docs(request: Request) -> Response:
    """The API's documentation, rendered here: it needs no script and no other server."""
    page = render(request.app.openapi(), base_url=str(request.base_url).rstrip("/"))
    return _content(request, page.encode("utf-8"), "text/html")


def _file(request: Request, name: str, media_type: str) -> Response:
    return _content(request, (WEB / name).read_bytes(), media_type)


def _content(request: Request, content: bytes, media_type: str) -> Response:
    """Content to be asked for anew each time, and sent only where it has changed."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    known = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=headers)
