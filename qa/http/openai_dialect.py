"""The archive as a model of OpenAI's API: chat completions and the list of models.

Source: https://platform.openai.com/docs/api-reference/chat
"""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, StrictBool

from corpus.documents import Precision
from corpus.errors import BadRequest, NotFound
from qa.http import events
from qa.http.archive import CurrentArchive
from qa.http.request_log import note
from qa.http.requests import check_length
from qa.http.responses import AskResponse, CitationBody, DateSpanBody
from qa.http.routes import CurrentSettings, JsonBody
from qa.service import Question, Turn
from qa.settings import Settings

MODEL = "onrecord"
MARKER = re.compile(r"\[(\d{1,3})\]")
SPOKEN = ("user", "assistant")  # what is told to a model ("system") is not part of the talk
MODEL_CARD = {"id": MODEL, "object": "model", "created": 0, "owned_by": "onrecord"}

router = APIRouter(tags=["openai"])


class NoQuestion(BadRequest):
    """A list of messages without a word of the user's."""

    def __init__(self) -> None:
        super().__init__("the last message of role 'user' has no text; send a question as its content")


class ModelUnknown(NotFound):
    """A model that this server does not have."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"no model {name!r} here; the one there is is {MODEL!r}")


class ContentPart(BaseModel):
    """A part of a message; parts without text are left out."""

    type: str | None = None
    text: str | None = None


class Message(BaseModel):
    """One message of the conversation."""

    role: str
    content: str | tuple[ContentPart, ...] | None = None

    @property
    def text(self) -> str:
        """Its words, the parts of a list on lines of their own."""
        if self.content is None or isinstance(self.content, str):
            return self.content or ""
        return "\n".join(part.text for part in self.content if part.text)


class StreamOptions(BaseModel):
    """What a stream holds besides the answer."""

    include_usage: StrictBool | None = None


class ChatRequest(BaseModel):
    """A chat completion request; parameters not named here are ignored."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "model": MODEL,
                    "messages": [{"role": "user", "content": "What did Gates discuss in Moscow?"}],
                }
            ]
        }
    )

    messages: Annotated[tuple[Message, ...], Field(min_length=1)]
    model: str | None = Field(default=None, description="Any name: there is one model.")
    stream: StrictBool | None = None
    stream_options: StreamOptions | None = None

    def to_question(self, settings: Settings) -> Question:
        """The last message of the user, with what was said before it.

        Raises:
            NoQuestion: it has no text.
            QuestionTooLong: it is beyond the settings' limit.
        """
        asked = [number for number, message in enumerate(self.messages) if message.role == "user"]
        text = self.messages[asked[-1]].text if asked else ""
        if not text.strip():
            raise NoQuestion
        check_length(text, settings)
        earlier = [one for one in self.messages[: asked[-1]] if one.role in SPOKEN and one.text.strip()]
        recent = earlier[max(0, len(earlier) - settings.max_history_turns) :]  # clients send all there is
        return Question(text=text, history=tuple(Turn(role=one.role, content=one.text) for one in recent))


@router.post("/v1/chat/completions", dependencies=[JsonBody])
async def complete(
    request: Request, body: ChatRequest, archive: CurrentArchive, settings: CurrentSettings
) -> Any:
    """Answer the last user message, in OpenAI's shape; with `stream` as chunks."""
    answer = await run_in_threadpool(archive.ask, body.to_question(settings))
    note(request, n_citations=len(answer.citations), abstained=answer.abstained)
    completion = Completion(AskResponse.of(answer), base_url=str(request.base_url))
    if not body.stream:
        return completion.whole()
    wants_usage = bool(body.stream_options and body.stream_options.include_usage)
    chunks = completion.chunks(wants_usage=wants_usage)
    return StreamingResponse(chunks, media_type=events.MEDIA_TYPE, headers=events.HEADERS)


@router.get("/v1/models")
async def models() -> dict[str, Any]:
    """The one model there is."""
    return {"object": "list", "data": [MODEL_CARD]}


@router.get("/v1/models/{name}")
async def model(name: str) -> dict[str, Any]:
    """One model."""
    if name != MODEL:
        raise ModelUnknown(name)
    return MODEL_CARD


class Completion:
    """One answer in the shape of a chat completion."""

    def __init__(self, answer: AskResponse, *, base_url: str) -> None:
        self.answer = answer
        self.base_url = base_url
        self.head = {"id": f"chatcmpl-{uuid.uuid4().hex}", "created": int(time.time()), "model": MODEL}

    def whole(self) -> dict[str, Any]:
        """The answer as one object."""
        said = {"role": "assistant", "content": self.answer.answer.text, "refusal": None}
        message = said | {"annotations": self.annotations()}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
        return (
            self.head
            | {"object": "chat.completion", "choices": [choice], "usage": self.usage()}
            | self.sources()
        )

    def chunks(self, *, wants_usage: bool) -> Iterator[bytes]:
        """The answer sentence by sentence; the last chunk with a choice has the sources."""
        yield self._chunk({"role": "assistant", "content": ""})
        for sentence in events.sentences(self.answer.answer.text):
            yield self._chunk({"content": sentence})
        yield self._chunk({"annotations": self.annotations()}, finish_reason="stop", extra=self.sources())
        if wants_usage:
            usage = self.head | {"object": "chat.completion.chunk", "choices": [], "usage": self.usage()}
            yield events.event(None, usage)
        yield b"data: [DONE]\n\n"

    def annotations(self) -> list[dict[str, Any]]:
        """The markers in the text that point to a citation, each with where it leads."""
        cited = {citation.number: citation for citation in self.answer.citations}
        return [
            {"type": "url_citation", "url_citation": self._url_citation(marker, cited[int(marker[1])])}
            for marker in MARKER.finditer(self.answer.answer.text)
            if int(marker[1]) in cited
        ]

    def sources(self) -> dict[str, Any]:
        """The citations as search engines with a chat API tell them, in the order of their numbers."""
        citations = self.answer.citations
        return {
            "citations": [self._url(citation) for citation in citations],
            "search_results": [self._search_result(citation) for citation in citations],
        }

    def usage(self) -> dict[str, int]:
        """Tokens of the passages that were read; the answer quotes them, so it has none of its own."""
        n_tokens = self.answer.usage.passage_tokens
        return {"prompt_tokens": n_tokens, "completion_tokens": 0, "total_tokens": n_tokens}

    def _chunk(
        self, delta: dict[str, Any], *, finish_reason: str | None = None, extra: dict[str, Any] | None = None
    ) -> bytes:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
        chunk = self.head | {"object": "chat.completion.chunk", "choices": [choice]}
        return events.event(None, chunk | (extra or {}))

    def _url_citation(self, marker: re.Match[str], citation: CitationBody) -> dict[str, Any]:
        return {
            "start_index": marker.start(),
            "end_index": marker.end(),
            "url": self._url(citation),
            "title": citation.title,
        }

    def _search_result(self, citation: CitationBody) -> dict[str, Any]:
        told = citation.event_date or citation.published
        return {
            "title": citation.title,
            "url": self._url(citation),
            "date": _as_known(told) if told else None,
            "snippet": citation.text,
            "source": citation.source.name,
        }

    def _url(self, citation: CitationBody) -> str:
        """An address that a client can open: the source's, or this server's page of the passage."""
        if citation.url and citation.url.startswith(("http://", "https://")):
            return citation.url
        return f"{self.base_url}v1/passages/{citation.passage_id}"


def _as_known(span: DateSpanBody) -> str:
    """A date in ISO 8601, no more precise than it is known; a range as start/end."""
    match span.precision:
        case Precision.DAY:
            return span.start.isoformat()
        case Precision.MONTH:
            return f"{span.start:%Y-%m}"
        case Precision.YEAR:
            return f"{span.start:%Y}"
        case _:
            return f"{span.start}/{span.end}"
