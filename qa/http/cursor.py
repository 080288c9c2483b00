"""Where a search goes on: an opaque word, good for the same request on the same index version."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass

from corpus.documents import content_hash
from corpus.errors import BadRequest
from qa.service import Question
from qa.statement_search import StatementQuery

START = 0

Asked = Question | StatementQuery


class CursorInvalid(BadRequest):
    """A cursor that this server did not give for this request."""

    def __init__(self) -> None:
        super().__init__(
            "this cursor belongs to another request, or is none; "
            "send it with the request that gave it, unchanged, or start anew without a cursor"
        )


class CursorStale(BadRequest):
    """A cursor of an index version that no longer answers."""

    def __init__(self, index_version: str) -> None:
        self.index_version = index_version
        super().__init__(
            f"the archive has moved to version {index_version} since this cursor was given; "
            "start anew without a cursor"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """The next passage's offset, and digests of what it is an offset in."""

    offset: int
    version: str
    request: str

    def encode(self) -> str:
        """The cursor as a word for a URL or JSON."""
        fields = json.dumps([self.offset, self.version, self.request], separators=(",", ":"))
        return base64.urlsafe_b64encode(fields.encode("ascii")).decode("ascii").rstrip("=")


def make_cursor(question: Asked, index_version: str, offset: int) -> str:
    """The cursor of a request's next page."""
    return _cursor(question, index_version, offset).encode()


def read_offset(cursor: str | None, question: Asked) -> int:
    """The offset that a cursor leads to; START without one.

    Raises:
        CursorInvalid: it is malformed, or of another request.
    """
    if cursor is None:
        return START
    found = _decode(cursor)
    expected = _cursor(question, "", found.offset)
    if found.request != expected.request or found.offset < START:
        raise CursorInvalid
    return found.offset


def check_version(cursor: str | None, index_version: str) -> None:
    """Check that a cursor was given by the version that answers.

    Raises:
        CursorStale: it was given by another.
    """
    if cursor is not None and _decode(cursor).version != content_hash(index_version):
        raise CursorStale(index_version)


def _cursor(question: Asked, index_version: str, offset: int) -> Cursor:
    if isinstance(question, Question):
        asked = [question.text, repr(question.filters), question.k, str(question.now), offset]
    else:
        asked = [repr(question), offset]
    return Cursor(offset=offset, version=content_hash(index_version), request=content_hash(asked))


def _decode(cursor: str) -> Cursor:
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        offset, version, request = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (UnicodeError, binascii.Error, ValueError, TypeError, RecursionError):
        raise CursorInvalid from None
    if type(offset) is not int or not isinstance(version, str) or not isinstance(request, str):
        raise CursorInvalid
    return Cursor(offset=offset, version=version, request=request)
