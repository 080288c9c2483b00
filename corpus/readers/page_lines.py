"""What a web page shows, line by line, with its menus and footers, as a person sees it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement  # type: ignore[import-untyped]  # lxml ships no types

_UNSEEN = frozenset({"script", "style", "head", "noscript", "template", "svg", "option", "iframe", "object"})
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "label",
        "button",
    ]
)
_LINE_TAGS = frozenset({"br", "li", "/li", *(f"/{tag}" for tag in _INLINE)})  # end a line, and no block
_RUNNING = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figcaption", "dd"})
_MAX_LINES = 2000  # the head of a page and its foot lie in so many; a table of 100,000 rows does not matter


def page_lines(tree: HtmlElement) -> list[str]:
    """The page's lines without space around them; links beside each other are lines of their own."""
    lines: list[str] = []
    parts: list[str] = []
    for text, breaks, _ in _texts(tree):
        if breaks:
            _flush(parts, lines)
        parts.append(text)
    _flush(parts, lines)
    half = _MAX_LINES // 2
    return lines if len(lines) <= _MAX_LINES else lines[:half] + lines[-half:]


def page_text(tree: HtmlElement) -> str:
    """The page as a saved text: a blank line between blocks, a bullet before the items of lists."""
    lines: list[str] = []
    parts: list[str] = []
    for text, breaks, tag in _texts(tree):
        if breaks:
            _flush(parts, lines)
            if tag not in _INLINE | _LINE_TAGS:
                lines.append("")
        parts.append(text)
        if tag == "li" and breaks and text.strip():
            parts[-1] = f"- {text.strip()} "
    _flush(parts, lines)
    return "\n".join(lines)


def _flush(parts: list[str], lines: list[str]) -> None:
    line = " ".join("".join(parts).split())
    if line:
        lines.append(line)
    parts.clear()


def _texts(tree: HtmlElement) -> Iterator[tuple[str, bool, str]]:
    """Each stretch of text, whether a line begins with it, and the element that begins or ends there.

    Without recursion, since pages nest deep.
    """
    waiting: list[tuple[HtmlElement, bool, bool]] = [(tree, False, False)]
    while waiting:
        element, is_running, is_end = waiting.pop()
        if is_end:
            yield element.tail or "", not (is_running and element.tag in _INLINE), f"/{element.tag}"
            continue
        waiting.append((element, is_running, True))
        if not isinstance(element.tag, str) or element.tag in _UNSEEN:
            continue
        yield element.text or "", not (is_running and element.tag in _INLINE), element.tag
        runs = is_running or element.tag in _RUNNING
        waiting.extend((child, runs, False) for child in reversed(element))
