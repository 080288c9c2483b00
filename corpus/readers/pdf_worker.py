"""The process that parses PDFs: PDFium's lines of text with their places, for `pdf_process`.

Run as a script, without the rest of the program. It reads requests from stdin and answers on stdout,
each a length of 8 bytes and so many bytes; it ends with its input.
"""

from __future__ import annotations

import ctypes
import json
import struct
import sys
from collections.abc import Iterator
from typing import Any

LENGTH = struct.Struct(">Q")
_MAX_CHARACTERS = 20_000_000  # 8 times a book of 1,000 pages
_MAX_LINES = 1_000_000  # 25 times its lines
_HYPHENS = {"\x02", "\ufffe"}  # PDFium's marks for a hyphen and the end of its line
_META = ("Title", "Author", "CreationDate", "Producer")


def main() -> None:
    """Answer requests until there are no more."""
    _bound_memory(int(sys.argv[1]))
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    while head := stdin.read(LENGTH.size):
        answer = json.dumps(_answer(stdin.read(*LENGTH.unpack(head)))).encode()
        stdout.write(LENGTH.pack(len(answer)) + answer)
        stdout.flush()


def _bound_memory(n_bytes: int) -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (n_bytes, n_bytes))
    except (ImportError, ValueError, OSError):
        return  # no such bound on this system, or a stricter one is set


def _answer(data: bytes) -> dict[str, Any]:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        return {"error": str(error)}
    try:
        return {
            "meta": {key: document.get_metadata_value(key) for key in _META},
            "pages": list(_pages(document)),
        }
    except MemoryError:
        return {"error": "memory"}
    finally:
        document.close()


def _pages(document: Any) -> Iterator[dict[str, Any]]:
    import pypdfium2 as pdfium

    n_characters = n_lines = 0
    for index in range(len(document)):
        try:
            page = document[index]
            text = page.get_textpage()
        except pdfium.PdfiumError:
            yield {"height": 0, "lines": [], "damaged": True}
            continue
        lines = list(_lines(text))
        n_characters, n_lines = n_characters + sum(len(line[0]) for line in lines), n_lines + len(lines)
        if n_characters > _MAX_CHARACTERS or n_lines > _MAX_LINES:
            raise MemoryError
        yield {"height": page.get_height(), "lines": lines}
        text.close()
        page.close()


def _lines(text: Any) -> Iterator[list[Any]]:
    """Each line's text, left, bottom, right and top edge in points, in the order of the page's content."""
    from pypdfium2 import raw

    handle = text.raw
    line: list[str] = []
    indices: list[int] = []
    for index in range(raw.FPDFText_CountChars(handle)):
        character = chr(raw.FPDFText_GetUnicode(handle, index))
        if character in _HYPHENS:
            line.append("-")
        elif character not in "\r\n":
            line.append(character)
            indices += [] if character.isspace() else [index]
            continue
        yield from _line(handle, line, indices)
        line, indices = [], []
    yield from _line(handle, line, indices)


def _line(handle: Any, line: list[str], indices: list[int]) -> Iterator[list[Any]]:
    text = "".join(line).encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()
    if not text or not indices:
        return
    boxes = [_box(handle, index) for index in {indices[0], indices[len(indices) // 2], indices[-1]}]
    left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
    yield [text, round(left, 1), round(bottom, 1), round(right, 1), round(top, 1)]


def _box(handle: Any, index: int) -> tuple[float, float, float, float]:
    """The character's box with its font's full height, so that a line's is that of its font."""
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(handle, index, ctypes.byref(box)):
        return 0.0, 0.0, 0.0, 0.0
    return box.left, box.bottom, box.right, box.top


if __name__ == "__main__":
    main()
