"""An answer as Server-Sent Events, and who asks for one.

Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from fastapi.sse import format_sse_event

from qa.http.responses import AskResponse

MEDIA_TYPE = "text/event-stream"
HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}  # nginx would hold events back
# Up to a full stop or the like, with the quotes and markers that follow it, and the space after.
SENTENCE = re.compile(r".+?(?:[.!?…。؟]+[\"'\u201d\u2019»)\]]*(?:\s*\[\d+\])*(?:\s+|\Z)|\n+|\Z)", re.DOTALL)


def wants_events(accept: str) -> bool:
    """Whether an Accept header names text/event-stream and does not rank it below JSON."""
    ranks = dict(_media_range(part) for part in accept.lower().split(","))
    return ranks.get(MEDIA_TYPE, 0.0) > 0 and ranks[MEDIA_TYPE] >= ranks.get("application/json", 0.0)


def answer_events(answer: AskResponse) -> Iterator[bytes]:
    """The events of one answer: its reading, its citations, its sentences, and all of it."""
    whole = answer.model_dump(mode="json", by_alias=True)
    yield event("interpreted", whole["interpreted"])
    yield event("citations", whole["citations"])
    for sentence in sentences(answer.answer.text):
        yield event("answer.delta", {"text": sentence})
    yield event("done", whole)


def event(name: str | None, data: object) -> bytes:
    """One event, its data as JSON."""
    return format_sse_event(event=name, data_str=json.dumps(data))


def sentences(text: str) -> list[str]:
    """A text cut after its sentences; joined they are the text again, exactly."""
    return SENTENCE.findall(text)


def _media_range(part: str) -> tuple[str, float]:
    """A media type of an Accept header and its rank, which is 0 where it cannot be read."""
    media_type, _, parameters = part.partition(";")
    rank = re.search(r"(?:^|;)\s*q\s*=\s*([\d.]+)", parameters)
    try:
        return media_type.strip(), float(rank[1]) if rank else 1.0
    except ValueError:
        return media_type.strip(), 0.0
