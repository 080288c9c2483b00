"""What went wrong, told as RFC 9457 problem details.

Source: https://www.rfc-editor.org/rfc/rfc9457
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from corpus.errors import (
    BadDate,
    BadRequest,
    BadWindow,
    IndexFolderError,
    ModelError,
    NotFound,
    OnRecordError,
)
from qa.http.archive import IndexNotLoaded
from qa.http.cursor import CursorStale
from qa.http.requests import QuestionTooLong

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
OPENAI_PATHS = ("/v1/chat/", "/v1/models")
MAX_FAULTS = 10  # a body of a megabyte can hold 100 000 of them
MAX_POINTER_CHARS = 200

STATUS: dict[type[OnRecordError], HTTPStatus] = {
    BadRequest: HTTPStatus.BAD_REQUEST,
    BadDate: HTTPStatus.UNPROCESSABLE_ENTITY,
    BadWindow: HTTPStatus.UNPROCESSABLE_ENTITY,
    QuestionTooLong: HTTPStatus.UNPROCESSABLE_ENTITY,
    CursorStale: HTTPStatus.CONFLICT,
    NotFound: HTTPStatus.NOT_FOUND,
    IndexNotLoaded: HTTPStatus.SERVICE_UNAVAILABLE,
    IndexFolderError: HTTPStatus.SERVICE_UNAVAILABLE,
    ModelError: HTTPStatus.SERVICE_UNAVAILABLE,
}
# Their messages name files of this machine: for the log, not for whoever asks.
FOR_OPERATORS = (IndexFolderError, ModelError)

UNABLE = "the archive cannot answer just now; its operator finds the reason in the log, under this request_id"
UNFORESEEN = "something went wrong here; its operator finds the reason in the log, under this request_id"
SENTENCES = {
    HTTPStatus.NOT_FOUND: "nothing is at this path; /docs lists the paths there are",
    HTTPStatus.METHOD_NOT_ALLOWED: "this path does not take this method; see the Allow header and /docs",
    HTTPStatus.BAD_REQUEST: "the body could not be read; send JSON in UTF-8",
}


class Fault(BaseModel):
    """One thing wrong with a request, and where in it."""

    pointer: str = Field(
        description="A JSON pointer into the body, or a parameter's name.", examples=["/filters/from"]
    )
    detail: str = Field(examples=["'June' is not a date; write it as YYYY-MM-DD, such as 2007-06-09"])


class OpenAIError(BaseModel):
    """The same as OpenAI's clients read it."""

    message: str
    type: str
    param: str | None
    code: str | None


class Problem(BaseModel):
    """A problem (RFC 9457): what went wrong with this request, and what to do."""

    type: str = Field(
        description="What kind of problem; stable.", examples=["urn:onrecord:problem:bad-request"]
    )
    title: str = Field(examples=["Bad request"])
    status: int = Field(ge=400, le=599, examples=[422])
    detail: str = Field(description="A sentence for people.")
    instance: str = Field(description="The path that was asked.", examples=["/v1/ask"])
    request_id: str = Field(description="Also in the X-Request-Id header and the server's log.")
    errors: list[Fault] | None = Field(default=None, description="Each thing wrong with the request.")
    error: OpenAIError | None = Field(
        default=None, description="Under the OpenAI paths: the same in their words."
    )


def problem_response(
    request: Request,
    status: HTTPStatus,
    detail: str,
    *,
    kind: str = "about:blank",
    title: str | None = None,
    faults: Sequence[Fault] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """One problem as a response; `title` is the status's own phrase unless given."""
    openai = speaks_openai(request.url.path)
    if openai and status == HTTPStatus.UNPROCESSABLE_ENTITY:
        status = HTTPStatus.BAD_REQUEST  # what OpenAI's own server says, and its clients look for
    problem: dict[str, Any] = {
        "type": kind,
        "title": title or status.phrase,
        "status": int(status),
        "detail": detail,
        "instance": quote(request.url.path, errors="replace"),
        "request_id": getattr(request.state, "request_id", ""),
    }
    if faults:
        problem["errors"] = [fault.model_dump() for fault in faults]
    if openai:
        problem["error"] = _openai_error(status, detail, kind)
    # ASCII, since a request's broken text (lone surrogates) may be quoted and has no UTF-8.
    return Response(json.dumps(problem), status_code=status, headers=headers, media_type=MEDIA_TYPE)


def speaks_openai(path: str) -> bool:
    """Whether a path belongs to the OpenAI dialect."""
    return path.startswith(OPENAI_PATHS)


def install_problems(app: FastAPI) -> None:
    """Let every error that leaves a route become a problem; what is foreseen by none is not its."""
    app.add_exception_handler(OnRecordError, _on_record_error)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    app.add_exception_handler(HTTPException, _http_error)


def unforeseen_problem(request: Request) -> Response:
    """The answer to a fault of ours: a request id, and nothing else of what happened."""
    return problem_response(request, HTTPStatus.INTERNAL_SERVER_ERROR, UNFORESEEN)


def status_of(error: OnRecordError) -> HTTPStatus | None:
    """The status of the nearest class in the table; None where there is none."""
    return next((STATUS[cls] for cls in type(error).__mro__ if cls in STATUS), None)


async def _on_record_error(request: Request, error: Exception) -> Response:
    status = status_of(error) if isinstance(error, OnRecordError) else None
    if status is None:
        raise error
    words = _words(error)
    kind = "urn:onrecord:problem:" + "-".join(words)
    title = " ".join(words).capitalize()
    headers = {"Retry-After": "2"} if status == HTTPStatus.SERVICE_UNAVAILABLE else None
    return problem_response(request, status, _detail(request, error), kind=kind, title=title, headers=headers)


def _words(error: Exception) -> list[str]:
    """A class's name in words: DocumentNotFound is "document not found"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__.strip("_")).lower().split()


def _detail(request: Request, error: Exception) -> str:
    if not isinstance(error, FOR_OPERATORS):
        return str(error)
    logger.error("request %s: %s", request.state.request_id, error)
    return UNABLE


async def _invalid_request(request: Request, error: Exception) -> Response:
    found = error.errors() if isinstance(error, RequestValidationError) else []
    faults = [_fault(one) for one in found[:MAX_FAULTS]]
    detail = "; ".join(f"{fault.pointer}: {fault.detail}" for fault in faults)
    kind = "urn:onrecord:problem:invalid-request"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return problem_response(request, status, detail, kind=kind, title="Invalid request", faults=faults)


def _fault(error: Mapping[str, Any]) -> Fault:
    """One of pydantic's errors, without the value that caused it."""
    place = error["loc"][1:]
    if error["type"] == "json_invalid":
        return Fault(pointer="/", detail=f"this is not JSON: {error['ctx']['error']} at character {place[0]}")
    pointer = "".join(f"/{_pointer_part(part)}" for part in place)[:MAX_POINTER_CHARS] or "/"
    return Fault(pointer=pointer, detail=_sentence(error))


def _sentence(error: Mapping[str, Any]) -> str:
    message = str(error["msg"])
    told = {
        "extra_forbidden": "there is no such field; remove it, or see /docs for the ones there are",
        "missing": "this is required",
        "too_short": "this needs at least one item",
        "string_pattern_mismatch": "this must hold more than blanks",
        "string_unicode": "this is not valid Unicode text",
    }
    return told.get(error["type"], message[:1].lower() + message[1:])


def _pointer_part(part: object) -> str:
    """A step of a JSON pointer, broken text made whole. Source: RFC 6901, section 3."""
    whole = str(part).encode("utf-8", "replace").decode()
    return whole.replace("~", "~0").replace("/", "~1")


async def _http_error(request: Request, error: Exception) -> Response:
    status = HTTPStatus(error.status_code) if isinstance(error, HTTPException) else HTTPStatus.BAD_REQUEST
    given = error.detail if isinstance(error, HTTPException) else ""
    own_words = given not in (status.phrase, "There was an error parsing the body", "Method Not Allowed")
    detail = given if own_words else SENTENCES.get(status, status.phrase)
    headers = error.headers if isinstance(error, HTTPException) else None
    return problem_response(request, status, detail, headers=headers)


def _openai_error(status: HTTPStatus, detail: str, kind: str) -> dict[str, str | None]:
    server = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    code = None if kind == "about:blank" else kind.rpartition(":")[2].replace("-", "_")
    return OpenAIError(
        message=detail, type="server_error" if server else "invalid_request_error", param=None, code=code
    ).model_dump()
