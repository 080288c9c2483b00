"""What an extractor of main texts loses of a web page: the captions of pictures, and headings.

Extractors drop pictures with all that stands in their frames. Before one runs, a caption becomes a
paragraph of its own below its picture, with a mark that tells it again afterwards.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement  # type: ignore[import-untyped]  # lxml ships no types

from corpus.readers.headline import is_imprint

_MARK = "[[caption]] "
_CLASS = re.compile(
    r"(?:^|[\s_-])caption(?:[_-]?text)?(?:\s|$)|(?:^|\s)(?:image|photo|img|media)-?(?:desc|description|legend)(?:\s|$)",
    re.IGNORECASE,
)
_STANDFIRST = ("h2", "h3", "h4", "p", "div")
_N_WORDS_OF_A_STANDFIRST = 6  # shorter lines are dates, places and authors
_IN_BRACKETS = re.compile(r"\[(?:photo|picture|image|img|foto)\b[^\[\]]*\]", re.IGNORECASE)
_FRAME = re.compile(
    r"(?:^|[\s_-])(?:caption|figure|image|photo|foto|bild|picture|thumb|media)", re.IGNORECASE
)
_NO_CAPTIONS = frozenset({"table", "nav", "aside", "footer", "header", "form", "video", "audio"})


def mark_captions(tree: HtmlElement) -> None:
    """Turn each caption into a marked paragraph below its picture's frame, in place."""
    for element in [found for found in tree.iter() if _is_caption(found)]:
        text = _line(element)
        frame = _frame(element)
        if not text or frame is None or frame.getparent() is None:
            continue
        paragraph = element.makeelement("p")
        paragraph.text = _MARK + text
        frame.addnext(paragraph)
        paragraph.tail, frame.tail = frame.tail, None
        element.drop_tree()


def mark_standfirst(tree: HtmlElement) -> str:
    """Turn the line right below the only headline into a paragraph, in place, where it says enough.

    Returns:
        The line, empty where there is none.
    """
    headlines = tree.findall(".//h1")
    below = headlines[0].getnext() if len(headlines) == 1 else None
    if below is None or below.tag not in _STANDFIRST or below.findall(".//a"):
        return ""
    if len(_line(below).split()) < _N_WORDS_OF_A_STANDFIRST or is_imprint(_line(below)):
        return ""
    below.tag = "p"
    below.attrib.clear()
    return _line(below)


def lead_of(tree: HtmlElement, standfirst: str) -> list[str]:
    """The standfirst and the marked captions that stand beside the only headline.

    Extractors lose them where the text has an element of its own.
    """
    headlines = tree.findall(".//h1")
    beside = headlines[0].itersiblings("p") if len(headlines) == 1 else ()
    return [text for one in beside if (text := _line(one)) and (text == standfirst or text.startswith(_MARK))]


def keep_sources_of_quotes(tree: HtmlElement) -> None:
    """Turn the footer of a quotation into a paragraph, in place: it names who is quoted."""
    for footer in tree.iterfind(".//blockquote//footer"):
        footer.tag = "p"


def split_mark(text: str) -> tuple[bool, str]:
    """Whether a piece is a caption, and what it says."""
    return text.startswith(_MARK), text.removeprefix(_MARK)


def headings_above(tree: HtmlElement) -> dict[str, str]:
    """The headings right above a paragraph, by its text: where the text was kept, they belong to it."""
    found = {}
    for heading in tree.iter("h2", "h3", "h4", "h5", "h6"):
        below = heading.getnext()
        if below is not None and below.tag == "p":
            found[_line(below)] = _line(heading)
    return found


def _line(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _is_caption(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str) or element.tag in _NO_CAPTIONS or len(element.findall(".//img")):
        return False
    if element.tag in ("div", "p") and _IN_BRACKETS.fullmatch(_line(element)):
        return True
    if element.tag == "p" and _is_alone_with_picture(element):
        return True
    named = element.tag == "figcaption" or _CLASS.search(element.get("class") or "") is not None
    return named and not any(parent.tag in _NO_CAPTIONS for parent in element.iterancestors())


def _is_alone_with_picture(element: HtmlElement) -> bool:
    """Whether a paragraph is all that a picture's frame says."""
    frame = element.getparent()
    return (
        frame is not None
        and frame.tag == "div"
        and _FRAME.search(frame.get("class") or "") is not None
        and any(one.tag == "img" or one.findall(".//img") for one in element.itersiblings(preceding=True))
        and _line(frame) == _line(element)
    )


def _frame(caption: HtmlElement) -> HtmlElement | None:
    """The outermost element around a caption that holds a picture and little else, or the caption."""
    frame = caption if caption.getparent() is not None else None
    for parent in caption.iterancestors():
        is_frame = parent.tag == "figure" or _FRAME.search(parent.get("class") or "") is not None
        if not is_frame or parent.tag in ("body", "article", "main"):
            break
        frame = parent
    return frame
