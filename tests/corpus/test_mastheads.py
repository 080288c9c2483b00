import pytest

from corpus.documents import Document
from corpus.readers.html import read_html
from corpus.readers.saved_text import read_saved_text

BODY = (
    "The minister told reporters in the city on Friday that the talks would go on for as long as they must."
)


def _names(text: str) -> list[str]:
    document = read_saved_text(text, locator="saved/page.txt")
    assert document is not None
    return [source.name for source in document.sources]


@pytest.mark.parametrize(
    ("page", "names"),
    [
        (
            f"The Harbour Gazette | Tuesday 3 May 1994\n\nTalks end without result\n\n{BODY}",
            ["The Harbour Gazette"],
        ),
        (
            f"Home | World\nThe Slow Lane\nNotes on canals\n\nTalks end without result\n\n{BODY}",
            ["The Slow Lane"],
        ),
        (
            f"Talks end without result\n\n{BODY}\n\n© 2007 Courier Media Inc. All rights reserved.",
            ["Courier Media"],
        ),
        (f"Talks end without result\n\nBRUSSELS, June 14 (Reuters) - {BODY}", ["Reuters"]),
        (f"Talks end without result\n\n{BODY} (AP via Houston Chronicle)", ["AP via Houston Chronicle"]),
        (f"Talks end without result\n\n{BODY}\n\n- Kyodo, via The Japan Times", ["Kyodo", "The Japan Times"]),
        (
            f"Talks end without result\n\n{BODY}\n\nSource: National Institute of Health",
            ["National Institute of Health"],
        ),
        (
            f"Talks end without result\n\n{BODY}\n\nMORE: A special archive of BBC's coverage of the talks.",
            ["BBC"],
        ),
        (f"Talks end without result\n\n{BODY}\n\n(compiled from agency reports)", ["page.txt"]),
        (f"Talks end without result\n\n{BODY}", ["page.txt"]),
    ],
)
def test_a_saved_page_names_its_publisher(page: str, names: list[str]) -> None:
    assert _names(page) == names


def _page(head: str, body: str) -> Document:
    document = read_html(f"<html><head>{head}</head><body>{body}</body></html>", locator="x/page.html")
    assert document is not None
    return document


ARTICLE = f"<h1>Talks end without result</h1><p>{BODY}</p><p>{BODY} Again.</p><p>{BODY} And again.</p>"


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("<title>Talks end without result | The Courier</title>", ["The Courier"]),
        ("<title>The Courier - Talks end without result</title>", ["The Courier"]),
        ('<link rel="canonical" href="https://news.bbc.co.uk/2/hi/1.stm">', ["BBC"]),
        ('<link rel="canonical" href="https://unknown.example/1">', ["unknown.example"]),
    ],
)
def test_a_web_page_s_title_or_address_names_its_publisher(head: str, names: list[str]) -> None:
    assert [source.name for source in _page(head, ARTICLE).sources] == names


def test_captions_tables_and_headings_that_an_extractor_loses_come_back() -> None:
    figure = "<figure><img src='a.jpg'><figcaption>Ministers in Brussels on June 14</figcaption></figure>"
    table = "<h3>The vote</h3><p>The house divided:</p><table><tr><td>Ayes</td><td>17</td></tr></table>"
    document = _page(
        "", f"<article>{ARTICLE}{figure}<p>{BODY} Once more.</p>{table}<p>{BODY} So it ends.</p></article>"
    )
    blocks = {document.text[block.start : block.end]: block.kind.value for block in document.blocks}
    assert blocks["Ministers in Brussels on June 14"] == "caption"
    assert "Ayes 17" in blocks and blocks["The vote"] == "heading"


def test_a_page_laid_out_in_tables_is_read_by_its_lines() -> None:
    menu = "<a>Home</a><br><a>Local News</a><br><a>Swap Shop</a><br><a>Obituaries</a><br>"
    told = f"<b>Clock strikes thirteen in the square</b><br>Aired Tuesday<p>{BODY}<p>{BODY} Again."
    document = _page("", f"<table><tr><td>{menu}</td><td>{told}</td></tr></table>")
    assert document.title == "Clock strikes thirteen in the square"
    assert "Swap Shop" not in document.text


@pytest.mark.parametrize(
    ("page", "names"),
    [
        (
            f"News\nSport\nYour Say\nEarth Sciences\n\n"
            f"The Marsh Observer\n\nTalks end without result\n\n{BODY}"
            "\n\nYOUR SAY\nMore from Earth Sciences\nTold to the Marsh Observer",
            ["The Marsh Observer"],
        ),
        (
            f"Site search   [ GO ]\nThe Marsh Record of the Valley\n\nTalks end without result\n\n{BODY}",
            ["The Marsh Record of the Valley"],
        ),
        (
            "[1][crest.gif]   [2]Home   [3]Trade   [4]News\n\nEMBASSY OF THE REPUBLIC OF VALMARK\n\n"
            f"Talks end without result\n\n{BODY}",
            ["EMBASSY OF THE REPUBLIC OF VALMARK"],
        ),
        (f"Talks end without result\n\n{BODY}\n\nCopyright 2005. All rights reserved.", ["page.txt"]),
        (f"Talks end without result\n\n{BODY}\n\nSite Map | Register | Local | El tiempo", ["page.txt"]),
    ],
)
def test_parts_of_sites_and_files_of_pictures_are_no_publishers(page: str, names: list[str]) -> None:
    assert _names(page) == names


def test_a_window_s_short_name_gives_way_to_the_whole_one_that_the_page_and_its_copyright_have() -> None:
    body = f"<h2>Friends of Marsh Light</h2><h1>Talks end</h1><p>{BODY}</p><p>{BODY} He left.</p>"
    footer = "<p>Copyright 1996, 1997 Friends of Marsh Light. Best viewed with your feet up.</p>"
    page = f"<html><head><title>Marsh Light: Talks end</title></head><body>{body}{footer}</body></html>"
    document = read_html(page, locator="page.html")
    assert document is not None
    assert [source.name for source in document.sources] == ["Friends of Marsh Light"]


def test_a_weblog_s_window_may_name_the_site_before_the_headline() -> None:
    body = f"<h1>Crooked Lines</h1><div><h2>Who ate the toll?</h2><p>{BODY}</p><p>{BODY} He left.</p></div>"
    title = "Crooked Lines » Blog Archive » Who ate the toll?"
    page = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    document = read_html(page, locator="page.html")
    assert document is not None
    assert (document.title, document.sources[0].name) == ("Who ate the toll?", "Crooked Lines")
