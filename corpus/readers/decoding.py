"""The bytes of a file as text."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

_DEFAULT = "cp1252"
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, *, declared: str | None = None) -> str | None:
    r"""Decode a file, by its byte order mark, as UTF-8, as it declares, or as its bytes suggest.

    Returns:
        The text with "\n" as its only line end and without NULs, or None where the bytes are no text.
    """
    text = _decode(data, declared)
    return None if text is None else text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def encoding_of(head: bytes) -> str | None:
    """The encoding of a file that is read bit by bit, by its beginning; None where that is no text."""
    marked = next((name for mark, name in _BYTE_ORDER_MARKS if head.startswith(mark)), None)
    if marked is not None:
        return marked
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # which may end within a character
    except UnicodeDecodeError:
        return None if b"\0" in head else _guessed_encoding(head)
    return "utf-8"


def _guessed_encoding(head: bytes) -> str | None:
    text = _guess(head)
    if text is None:
        return None
    return _DEFAULT if _try(head, _DEFAULT) == text else _best_encoding(head)


def _best_encoding(head: bytes) -> str | None:
    best = from_bytes(head).best()
    return best.encoding if best is not None else None


def _decode(data: bytes, declared: str | None) -> str | None:
    marked = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), None)
    for encoding in (marked, "utf-8", declared):
        text = _try(data, encoding)
        if text is not None:
            return text
    if b"\0" in data:
        return None  # no encoding without a byte order mark but UTF-8 has this byte in its texts
    return _guess(data)


def _guess(data: bytes) -> str | None:
    """The likeliest reading; windows-1252, the web's default, where it is as likely as the best."""
    matches = from_bytes(data)
    best = matches.best()
    if best is None:
        return None
    equals = (match for match in matches if (match.chaos, match.coherence) == (best.chaos, best.coherence))
    return str(next((match for match in equals if _DEFAULT in match.could_be_from_charset), best))


def _try(data: bytes, encoding: str | None) -> str | None:
    if encoding is None:
        return None
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):  # the codec "undefined" raises the first for any bytes
        return None
