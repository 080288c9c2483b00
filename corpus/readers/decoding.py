"""The bytes of a file as text."""

from __future__ import annotations

import codecs
import re
from itertools import islice

from charset_normalizer import from_bytes

from corpus.languages import likeliest_language

_DEFAULT = "cp1252"
_WEB = (  # Source: https://encoding.spec.whatwg.org/#names-and-labels; in Python's names, the commonest first
    _DEFAULT,
    *("cp1251", "cp1250", "euc_jp", "cp932", "gb18030", "cp949", "big5", "cp1254", "cp1253", "cp1256"),
    *("cp1255", "iso8859-2", "cp1257", "koi8-r", "koi8-u", "iso8859-15", "iso8859-5", "iso8859-7"),
)
_RARER = 0.005  # of likeness, by rank; of 0 … 0.04 the best on 848 pieces of Django's translations
_FAR_MORE = 10  # in other encodings, two bytes in a row are UTF-8 by chance only
_LEAST = 0.3  # random bytes stay below; there charset-normalizer says whether it is text at all
_N_LINES = 50
_N_CHARACTERS = 2_000
# A sign between letters, a capital after a small letter, a letter of another script, a control character.
_ODD = re.compile(
    r"(?<=[^\W\d_])[\u00a1-\u00bf\u00d7\u00f7\u2018\u201c-\u203a\u2500-\u25ff\uff61-\uff9f](?=[^\W\d_])"
    r"|(?<=[a-z\u00df-\u00f6\u00f8-\u00ff])[\u00c0-\u00d6\u00d8-\u00de]"
    r"|(?<=[a-z])[\u0370-\uffff]|[\u0370-\u1eff\u2e80-\uffff](?=[a-z])"
    r"|[\x80-\x9f\ue000-\uf8ff\ufffd]"
)
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
        if b"\0" in head:
            return None
        return "utf-8" if _is_mostly_utf8(head) else _guessed_encoding(head)
    return "utf-8"


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether letters that are UTF-8 far outnumber bytes that are not, as where files were put together."""
    foreign = [character for character in data.decode("utf-8", "surrogateescape") if character > "\x7f"]
    n_bad = sum("\udc80" <= character <= "\udcff" for character in foreign)
    return n_bad * _FAR_MORE < len(foreign)


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
    encoding = _guessed_encoding(data)
    return None if encoding is None else data.decode(encoding, "replace")


def _guessed_encoding(data: bytes) -> str | None:
    """Of the web's encodings the one in which the text is most like a language, windows-1252 first.

    Where it is none of them, what charset-normalizer takes it for.
    """
    readings = {encoding: text for encoding in _WEB if (text := _try(data, encoding)) is not None}
    likeness = {
        encoding: _likeness(_words(readings[encoding])) - _RARER * rank
        for rank, encoding in enumerate(_WEB)
        if encoding in readings
    }
    likeliest = max(likeness, key=lambda encoding: likeness[encoding], default=_DEFAULT)
    if likeness.get(likeliest, 0.0) > _LEAST:
        return likeliest
    best = from_bytes(data).best()
    return best.encoding if best is not None else None


def _words(text: str) -> str:
    """The beginning of a text's lines with letters beyond ASCII, which are what encodings differ in."""
    lines = (line for line in text.splitlines() if not line.isascii())
    return "\n".join(islice(lines, _N_LINES))[:_N_CHARACTERS]


def _likeness(text: str) -> float:
    """How sure its language is, less the share of its letters beyond ASCII that stand where none would."""
    n_foreign = sum(not character.isascii() for character in text)
    if not n_foreign:
        return 0.0
    n_odd = sum(len(match[0]) for match in _ODD.finditer(text))
    return likeliest_language(text)[1] - n_odd / n_foreign


def _try(data: bytes, encoding: str | None) -> str | None:
    if encoding is None:
        return None
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):  # the codec "undefined" raises the first for any bytes
        return None
