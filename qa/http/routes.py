"""The routes of /v1: ask, search, documents and passages; and whether the server is well."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from qa.http import events
from qa.http.archive import CurrentArchive
from qa.http.cursor import CursorInvalid, check_version, make_cursor, read_offset
from qa.http.document_responses import DocumentResponse, PassageResponse
from qa.http.quote_responses import VerifyResponse
from qa.http.request_log import note
from qa.http.requests import (
    AskRequest,
    SearchRequest,
    SpeakersRequest,
    StatementsRequest,
    VerifyRequest,
    check_archive,
)
from qa.http.responses import AskResponse, SearchResponse
from qa.http.statement_responses import SpeakerBody, SpeakersResponse, StatementsResponse
from qa.service import Question, SearchPage
from qa.settings import Settings

MAX_DEPTH = 1_000  # passages; nobody reads further, and every page ranks all that came before it

STREAM_EXAMPLE = """\
event: interpreted
data: {"from": "2007-04-01", "to": "2007-04-30", "source": null, "speaker": "Robert Gates", "kind": null}

event: citations
data: []

event: answer.delta
data: {"text": "Gates discussed missile defence. [1]"}

event: done
data: {}
"""


class Alive(BaseModel):
    """The server answers."""

    status: str


class Ready(BaseModel):
    """An index is loaded."""

    status: str
    index_version: str


def current_settings(request: Request) -> Settings:
    """The settings that the application was made with."""
    settings: Settings = request.app.state.settings
    return settings


def require_json(request: Request) -> None:
    """Refuse a body that is not declared as JSON, as one that a form of a foreign page sends.

    Raises:
        HTTPException: 415.
    """
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json" and not (
        media_type.startswith("application/") and media_type.endswith("+json")
    ):
        raise HTTPException(415, "send the body as JSON, with the header Content-Type: application/json")


CurrentSettings = Annotated[Settings, Depends(current_settings)]
JsonBody = Depends(require_json)

router = APIRouter()


@router.post(
    "/v1/ask",
    response_model=AskResponse,
    dependencies=[JsonBody],
    tags=["ask"],
    responses={
        200: {"content": {events.MEDIA_TYPE: {"schema": {"type": "string"}, "example": STREAM_EXAMPLE}}}
    },
)
async def ask(request: Request, body: AskRequest, archive: CurrentArchive, settings: CurrentSettings) -> Any:
    """Answer a question with cited passages; with `Accept: text/event-stream` as events."""
    answer = AskResponse.of(await run_in_threadpool(archive.ask, body.to_question(settings)))
    note(request, n_citations=len(answer.citations), abstained=answer.answer.abstained)
    if events.wants_events(request.headers.get("accept", "")):
        return StreamingResponse(
            events.answer_events(answer), media_type=events.MEDIA_TYPE, headers=events.HEADERS
        )
    return answer


@router.post("/v1/search", response_model=SearchResponse, dependencies=[JsonBody], tags=["ask"])
async def search(
    request: Request, body: SearchRequest, archive: CurrentArchive, settings: CurrentSettings
) -> SearchResponse:
    """Rank passages without an answer, page by page, to the thousandth."""
    question = body.to_question(settings)
    offset = read_offset(body.cursor, question)
    if offset >= MAX_DEPTH:
        raise CursorInvalid
    page = await run_in_threadpool(archive.search, question, offset=offset)
    check_version(body.cursor, page.index_version)
    note(request, n_citations=len(page.citations), offset=offset)
    return SearchResponse.of(page, _next_cursor(page, question, offset + question.k))


def _next_cursor(page: SearchPage, question: Question, offset: int) -> str | None:
    if not page.has_more or offset >= MAX_DEPTH:
        return None
    return make_cursor(question, page.index_version, offset)


@router.post("/v1/verify", dependencies=[JsonBody], tags=["archive"])
async def verify(body: VerifyRequest, archive: CurrentArchive, settings: CurrentSettings) -> VerifyResponse:
    """Whether a quote stands in the archive: verbatim, altered (with the nearest words) or not found."""
    return VerifyResponse.of(await run_in_threadpool(archive.verify, body.to_quote(settings)))


@router.get("/v1/documents/{document_id}", tags=["archive"])
def document(document_id: str, archive: CurrentArchive) -> DocumentResponse:
    """One document with its text, and where its passages are; a superseded one until `gc`."""
    found, passages = archive.document(document_id)
    statements = archive.statements_of(document_id)
    return DocumentResponse.of(found, passages, statements, superseded_by=archive.superseded_by(found))


@router.get("/v1/passages/{passage_id}", tags=["archive"])
def passage(passage_id: str, archive: CurrentArchive) -> PassageResponse:
    """One passage, with its sentences and their dates; one of a superseded document until `gc`."""
    found, document = archive.passage(passage_id)
    return PassageResponse.of(found, document, superseded_by=archive.superseded_by(document))


@router.get("/v1/statements", tags=["archive"])
def statements(
    query: Annotated[StatementsRequest, Query()], archive: CurrentArchive, settings: CurrentSettings
) -> StatementsResponse:
    """Who said what: of one speaker, on a topic, within some days; page by page."""
    asked = query.to_query(settings)
    offset = read_offset(query.cursor, asked)
    page = archive.statements(asked, offset=offset)
    check_version(query.cursor, page.index_version)
    end = offset + asked.k
    more = end < page.n_found
    return StatementsResponse.of(page, make_cursor(asked, page.index_version, end) if more else None)


@router.get("/v1/speakers", tags=["archive"])
def speakers(query: Annotated[SpeakersRequest, Query()], archive: CurrentArchive) -> SpeakersResponse:
    """Who says something in the archive, by the beginning of a name, with counts."""
    check_archive(query.archive)
    found = archive.speakers(query.prefix, k=query.k)
    return SpeakersResponse(speakers=tuple(SpeakerBody.model_validate(person) for person in found))


@router.head("/healthz", include_in_schema=False)
@router.get("/healthz", tags=["health"])
async def healthz() -> Alive:
    """Whether the server is alive."""
    return Alive(status="alive")


@router.head("/readyz", include_in_schema=False)
@router.get("/readyz", tags=["health"])
async def readyz(archive: CurrentArchive, response: Response) -> Ready:
    """Whether an index is loaded; the problem tells why not."""
    response.headers["Cache-Control"] = "no-store"
    return Ready(status="ready", index_version=archive.index_version)
