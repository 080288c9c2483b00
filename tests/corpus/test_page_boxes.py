"""Boxes of web pages that their markup tells, and elements of texts that look alike."""

import pytest
from lxml import html as lxml_html

from corpus.readers.page_boxes import remove_boxes

TEXT = "<p>The council split 21 to 17 after a debate of nearly four hours over the cost of the wall.</p>" * 3


def _left(body: str) -> str:
    tree = lxml_html.document_fromstring(f"<html><body><h1>Title</h1>{TEXT}{body}</body></html>")
    remove_boxes(tree)
    return _text(tree)


def _text(tree: lxml_html.HtmlElement) -> str:
    return " ".join(" ".join(tree.itertext()).split())


@pytest.mark.parametrize(
    "box",
    [
        "<div class='x'><h4>Our letter</h4><p>Weekly.</p><input type='email'><button>Send it</button></div>",
        "<ul><li><a href='#'>The river that runs twice</a> <small>January 22, 2025</small></li>"
        "<li><a href='#'>Why your sandcastle fell</a> <small>July 14, 2023</small></li></ul>",
        "<div class='site-ad'>Buy a bed</div>",
        "<div role='dialog'>This site uses cookies.</div>",
        "<article><h4><a href='#'>Diner to reopen</a></h4><p>The pie is the same, he says.</p></article>",
    ],
)
def test_forms_link_lists_and_named_boxes_go_out_whole(box: str) -> None:
    assert _left(f"<h3>Beside it</h3>{box}") in (_left(""), _left("<h3>Beside it</h3>"))


@pytest.mark.parametrize(
    "told",
    [
        "<p>Two papers tell more:</p><ul><li><a href='#'>The plan of the first wall</a></li>"
        "<li><a href='#'>The plan of the second wall</a></li></ul>",
        "<ul><li><a href='#'>Kestrel</a></li><li><a href='#'>Oxbow</a></li></ul>",
        "<div class='loading'>The loading of the barges took a day.</div>",
        "<div><input><p>The engineers had proposed a wall of 1.4 metres from weir to works.</p></div>",
    ],
)
def test_lists_and_paragraphs_of_the_text_stay(told: str) -> None:
    assert _left(told) == f"{_left('')} {_text(lxml_html.fromstring(f'<div>{told}</div>'))}"


def test_what_goes_out_is_said_once_with_its_reason() -> None:
    tree = lxml_html.document_fromstring("<div><form><button>Go</button></form></div><p>A text.</p>")
    assert [(one.text, one.reason) for one in remove_boxes(tree)] == [("Go", "a form, or buttons")]
