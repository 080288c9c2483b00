"""A fake archive for the widget's tests: serves `qa/web` and answers as the test has scripted it.

Run as `python fake_ask_server.py HANDLE`, the number of an inherited socket that listens. A test
says what the next answer is with `PUT /fake/script` and reads what arrived with `GET /fake/asked`.
`null` among a script's chunks holds the stream there until `POST /fake/release`, so that a test can
look at an answer that is half way.
"""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, StreamingResponse
from pydantic import BaseModel

WEB = Path(__file__).parents[2] / "qa" / "web"
POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'"
FILES = {"/": "index.html", "/widget.js": "widget.js", "/page.css": "page.css", "/icon.svg": "icon.svg"}


class Script(BaseModel):
    """What the next `POST /v1/ask` answers."""

    status: int = 200
    content_type: str = "text/event-stream"
    chunks: list[str | None] = []
    bytewise: bool = False
    breaks: bool = False


class Scene:
    """The script in force, what was asked so far, and the gate that holds a stream."""

    def __init__(self) -> None:
        self.script = Script()
        self.asked: list[dict[str, Any]] = []
        self.gate = asyncio.Event()
        self.n_left_early = 0


def cut(text: str, *, bytewise: bool) -> Iterator[bytes]:
    """Yield a text's bytes, one at a time or all at once."""
    data = text.encode()
    step = 1 if bytewise else max(len(data), 1)
    yield from (data[at : at + step] for at in range(0, len(data), step))


async def play(script: Script, scene: Scene) -> AsyncIterator[bytes]:
    """Yield the bytes of a script, waiting at each `null`."""
    try:
        for chunk in script.chunks:
            if chunk is None:
                await scene.gate.wait()
                continue
            for piece in cut(chunk, bytewise=script.bytewise):
                yield piece
                await asyncio.sleep(0)  # lets the piece out before the next one
    except asyncio.CancelledError:
        scene.n_left_early += 1
        raise
    if script.breaks:
        raise ConnectionResetError("the script breaks the connection here")


def build_app() -> FastAPI:
    """Build the fake with a scene of its own."""
    app, scene = FastAPI(), Scene()
    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["POST"], allow_headers=["*"])
    add_web(app)
    add_archive(app, scene)
    add_controls(app, scene)
    return app


def add_web(app: FastAPI) -> None:
    """Serve the files of `qa/web` with the real server's policy, and pages that embed the widget."""

    for path, name in FILES.items():
        add_file(app, path, name)

    @app.get("/foreign")
    def foreign(script: str, attributes: str = "", kind: str = "text/javascript") -> HTMLResponse:
        """A page with the widget as somebody else would embed it, and no policy of its own."""
        tag = f'<script type="{kind}" src="{script}"></script><on-record-chat {attributes}></on-record-chat>'
        return HTMLResponse(f"<!doctype html><title>Somebody else's page</title><h1>Elsewhere</h1>{tag}")


def add_file(app: FastAPI, path: str, name: str) -> None:
    """Serve one file of `qa/web`."""

    @app.get(path)
    def serve() -> FileResponse:
        return FileResponse(WEB / name, headers={"Content-Security-Policy": POLICY})


def add_archive(app: FastAPI, scene: Scene) -> None:
    """Answer questions from the script."""

    @app.post("/v1/ask")
    async def ask(request: Request) -> Response:
        scene.asked.append({"headers": dict(request.headers), "body": await request.json()})
        script = scene.script
        return StreamingResponse(play(script, scene), script.status, media_type=script.content_type)


def add_controls(app: FastAPI, scene: Scene) -> None:
    """Let a test write the script and read what happened."""

    @app.put("/fake/script")
    async def put_script(script: Script) -> None:
        scene.script, scene.gate = script, asyncio.Event()
        scene.asked.clear()
        scene.n_left_early = 0

    @app.post("/fake/release")
    async def release() -> None:
        scene.gate.set()

    @app.get("/fake/asked")
    async def asked() -> JSONResponse:
        return JSONResponse({"asked": scene.asked, "n_left_early": scene.n_left_early})


if __name__ == "__main__":
    listening = socket.socket(fileno=int(sys.argv[1]))
    uvicorn.Server(uvicorn.Config(build_app(), log_level="warning")).run(sockets=[listening])
