"""The OpenAPI document: what the routes say, plus problems and this server's limits."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from qa.http.problems import MEDIA_TYPE, Problem, speaks_openai
from qa.settings import Settings

DESCRIPTION = (
    "Answers from an archive of dated documents, as ranked passages, verbatim, each cited to its event "
    "date and source. Errors are problem details (RFC 9457). Offsets count Unicode code points."
)
REF = "#/components/schemas/{model}"
PROBLEM = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
ALWAYS = (HTTPStatus.BAD_REQUEST, HTTPStatus.INTERNAL_SERVER_ERROR)
WITH_BODY = (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
WITH_ARCHIVE = (HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.SERVICE_UNAVAILABLE)


def describe(app: FastAPI, settings: Settings) -> dict[str, Any]:
    """The OpenAPI 3.1 document of an application."""
    document = get_openapi(
        title=app.title,
        version=app.version,
        description=DESCRIPTION,
        routes=app.routes,
        openapi_version="3.1.0",
    )
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    problem = Problem.model_json_schema(ref_template=REF)
    schemas.update(problem.pop("$defs", {}), Problem=problem)
    for path, methods in document["paths"].items():
        for operation in methods.values():
            _add_problems(path, operation)
    _add_limits(schemas, settings)
    return document


def _add_problems(path: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    responses.pop("422", None)  # FastAPI's own, in a shape that no answer here has
    statuses = [*ALWAYS]
    if "requestBody" in operation:
        statuses += WITH_BODY
    if path.startswith("/v1/"):
        statuses += WITH_ARCHIVE
    if speaks_openai(path):
        statuses.remove(HTTPStatus.UNPROCESSABLE_ENTITY)
    if path == "/readyz":
        statuses.append(HTTPStatus.SERVICE_UNAVAILABLE)
    if path in ("/v1/search", "/v1/statements"):
        statuses.append(HTTPStatus.CONFLICT)
    for status in sorted(statuses):
        responses[str(int(status))] = {"description": status.phrase, "content": PROBLEM}


def _add_limits(schemas: dict[str, Any], settings: Settings) -> None:
    for name in ("AskRequest", "SearchRequest"):
        schemas[name]["properties"]["question"]["maxLength"] = settings.max_question_chars
    schemas["AskRequest"]["properties"]["history"]["maxItems"] = settings.max_history_turns
    for schema in ("HTTPValidationError", "ValidationError"):
        schemas.pop(schema, None)  # what that shape refers to
