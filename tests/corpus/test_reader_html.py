import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.documents import BlockKind, Document, Source
from corpus.readers.html import declared_encoding, read_html

BODY = """
<nav><ul><li><a href="/">Home</a></li><li><a href="/n">News</a></li></ul></nav>
<article><h1>Talks held in Brussels</h1>
<p>The ministers met on Friday in the city and agreed on nothing at all, <b>two</b> officials said.</p>
<h2>Next steps</h2><ul><li>First the <a href="x">list</a> of items, which is long.</li>
<li>Then more of it.</li></ul>
<p>The talks go on next week, when the minister returns to Brussels for the summit of leaders.</p></article>
<footer>© 2007 The Courier. All rights reserved.</footer>
"""


def _document(head: str = "", body: str = BODY, attributes: str = "") -> Document:
    page = f"<!doctype html><html {attributes}><head>{head}</head><body>{body}</body></html>"
    document = read_html(page, locator="pages/talks.html")
    assert document is not None
    return document


def _dated(head: str = "", body: str = BODY) -> tuple[date, str] | None:
    span = _document(head, body).published
    return None if span is None else (span.start, span.basis)


def _json_ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(fields)}</script>'


def test_a_page_is_its_headline_once_and_its_main_text_in_blocks() -> None:
    document = _document("<title>Talks held in Brussels | The Courier</title>", attributes='lang="en-GB"')
    blocks = [(block.kind, document.text[block.start : block.end]) for block in document.blocks]
    assert blocks == [
        (BlockKind.HEADLINE, "Talks held in Brussels"),
        (
            BlockKind.PARAGRAPH,
            "The ministers met on Friday in the city and agreed on nothing at all, two officials said.",
        ),
        (BlockKind.HEADING, "Next steps"),
        (BlockKind.LIST_ITEM, "First the list of items, which is long."),
        (BlockKind.LIST_ITEM, "Then more of it."),
        (
            BlockKind.PARAGRAPH,
            "The talks go on next week, when the minister returns to Brussels for the summit of leaders.",
        ),
    ]
    assert document.title == "Talks held in Brussels"
    assert document.blocks[-1].heading == "Next steps"
    assert document.language == "en-GB"


def test_a_page_that_states_nothing_has_no_date_and_its_window_s_title_names_the_site() -> None:
    document = _document()
    assert document.published is None
    assert document.language is None
    assert document.sources == (Source(name="The Courier"),)


@pytest.mark.parametrize(
    ("head", "basis"),
    [
        (
            _json_ld(**{"@type": "NewsArticle", "datePublished": "2007-06-15T10:00:00+0200"}),
            "JSON-LD datePublished",
        ),
        (
            _json_ld(**{"@graph": [{"@type": ["Article"], "datePublished": "2007-06-15"}]}),
            "JSON-LD datePublished",
        ),
        (
            '<meta property="article:published_time" content="2007-06-15T10:00:00Z">',
            "meta article:published_time",
        ),
        ('<meta name="DC.date.issued" content="2007-06-15">', "meta dc.date.issued"),
        ('<meta itemprop="datePublished" content="June 15, 2007">', "meta datepublished"),
        ('<link rel="canonical" href="http://x.org/2007/06/15/talks">', "date in the page's address"),
    ],
)
def test_a_date_is_taken_from_what_the_page_states_and_named_so(head: str, basis: str) -> None:
    assert _dated(head) == (date(2007, 6, 15), basis)


def test_the_one_time_element_and_a_dateline_date_a_page() -> None:
    assert _dated(body=BODY + '<time datetime="2007-06-15T10:00">Friday</time>') == (
        date(2007, 6, 15),
        "time element",
    )
    dateline = BODY.replace("The ministers met", "BRUSSELS, June 15, 2007 -- The ministers met")
    assert _dated(body=dateline) == (date(2007, 6, 15), "dateline")


@pytest.mark.parametrize(
    "head",
    [
        '<time datetime="2007-06-15">a</time><time datetime="2008-06-15">b</time>',
        '<meta name="date" content="yesterday">',
        '<meta property="article:modified_time" content="2007-06-15">',
        '<link rel="canonical" href="http://x.org/2007/13/45/talks">',
        _json_ld(**{"@type": "Person", "datePublished": "2007-06-15"}),
        '<script type="application/ld+json">{"@type": "Article", cut</script>',
    ],
)
def test_a_date_that_is_not_stated_for_certain_is_none(head: str) -> None:
    assert _dated(head) is None


@pytest.mark.parametrize(
    ("head", "source"),
    [
        (_json_ld(**{"@type": "Article", "publisher": {"name": "The Courier"}}), Source(name="The Courier")),
        (
            _json_ld(
                **{
                    "@graph": [
                        {"@type": "Article", "publisher": {"@id": "#o"}},
                        {"@id": "#o", "name": "The Courier"},
                    ]
                }
            ),
            Source(name="The Courier"),
        ),
        (
            '<meta property="og:site_name" content="Courier"><meta property="og:url" content="https://www.c.org/a">',
            Source(name="Courier", url="https://www.c.org/a"),
        ),
        (
            '<link rel="canonical" href="https://www.c.org/a">',
            Source(name="The Courier", url="https://www.c.org/a"),
        ),
        (
            '<link rel="canonical" href="https://www.nato.int/a">',
            Source(name="NATO", url="https://www.nato.int/a"),
        ),
        ('<link rel="canonical" href="/a">', Source(name="The Courier")),
    ],
)
def test_the_publisher_and_the_address_are_the_page_s_own(head: str, source: Source) -> None:
    assert _document(head).sources == (source,)


@pytest.mark.parametrize("page", ["", " \n", "<!-- -->", "<html><body></body></html>", "<script>x</script>"])
def test_a_page_without_text_is_none(page: str) -> None:
    assert read_html(page, locator="x.html") is None


def test_the_declared_encoding_is_found() -> None:
    assert (
        declared_encoding(b'<meta http-equiv="x" content="text/html; charset=windows-1251">')
        == "windows-1251"
    )
    assert declared_encoding(b"<meta charset='koi8-r'>") == "koi8-r"
    assert declared_encoding(b"charset=x") is None


MARKUP = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<ul><li>",
        "<h1>",
        "<table><tr><td>",
        "Some words of a sentence here. ",
        "<time>",
        "&#0;",
    ]
)


@settings(deadline=None)
@given(st.lists(MARKUP | st.text(max_size=20)))
def test_any_markup_gives_blocks_in_order_and_the_same_again(parts: list[str]) -> None:
    page = "".join(parts)
    document = read_html(page, locator="x.html")
    assert document == read_html(page, locator="x.html")
    if document is not None:
        assert (
            "\n\n".join(document.text[block.start : block.end] for block in document.blocks) == document.text
        )


@pytest.mark.parametrize(
    "shown",
    [
        '<div class="byline">By A <span class="date">15 June 2007</span></div>',
        '<div class="post-meta">Posted on 15.06.2007 by A</div>',
    ],
)
def test_a_date_that_the_page_shows_in_a_line_of_its_own_is_a_date_line(shown: str) -> None:
    assert _dated(body=shown + BODY) == (date(2007, 6, 15), "date line")


def test_a_date_that_only_markup_marks_is_found_as_the_last_resort() -> None:
    markup = '<abbr class="published" title="2007-06-15T10:00">Friday</abbr>'
    assert _dated(body=markup + BODY) == (date(2007, 6, 15), "found in the page's markup by htmldate")


@pytest.mark.parametrize(
    ("head", "markup"),
    [
        ("", '<div class="date">05/06/2007</div>'),
        ('<meta property="og:image" content="http://x.org/2007/06/15/a.jpg">', ""),
        ("", '<img src="http://x.org/2007/06/15/a.jpg">'),
        (
            '<meta property="article:modified_time" content="2007-06-15">',
            '<div class="date">15 June 2007</div>',
        ),
        ("", "<footer>\u00a9 2007 The Courier</footer>"),
    ],
)
def test_no_date_is_found_that_may_be_another_or_none_of_publication(head: str, markup: str) -> None:
    assert _dated(head, BODY + markup) is None


def test_microdata_and_structured_data_tell_date_author_and_language() -> None:
    marked = '<span itemprop="datePublished" content="2007-06-15">Friday</span><time>1 May 2001</time>'
    assert _dated(body=marked + BODY) == (date(2007, 6, 15), "itemprop datePublished")
    head = _json_ld(
        **{
            "@type": "WebPage",
            "mainEntity": {
                "@type": "NewsArticle",
                "author": [{"name": "Ann Other"}, "Bo Li", {"@id": "#c"}],
                "inLanguage": "pt_br",
            },
        }
    )
    document = _document(head)
    assert (document.author, document.language) == ("Ann Other, Bo Li", "pt-BR")
    assert _document('<meta name="author" content="https://x.org/ann">').author is None
    assert _document('<meta property="article:author" content="Ann Other">').author == "Ann Other"


def test_what_is_no_part_of_the_main_text_is_shown_as_dropped_with_the_reason() -> None:
    dropped = _document("<title>Talks</title>").dropped
    assert [piece.text for piece in dropped] == [
        "Home",
        "News",
        "\u00a9 2007 The Courier. All rights reserved.",
    ]
    assert {piece.reason for piece in dropped} == {"no part of the main text, as trafilatura sees it"}


PARAGRAPHS = (
    "<p>The council split 21 to 17 after a debate of nearly four hours over the cost of the wall.</p>" * 3
)


def test_the_line_below_the_headline_and_a_caption_without_a_frame_are_kept() -> None:
    line, caption = "The wall will not be built before the spring", "[photo: the weir on Monday]"
    body = f"<h1>Vote put off</h1><h2>{line}</h2><div>{PARAGRAPHS}<div>{caption}</div>{PARAGRAPHS}</div>"
    text = _document(body=body).text
    assert line in text and caption in text


@pytest.mark.parametrize("title", ["The heron leaves | Weir Notes", "Weir Notes: The heron leaves"])
def test_a_site_s_name_in_the_highest_heading_is_its_publisher_and_no_headline(title: str) -> None:
    body = f"<h1>Weir Notes</h1><h2>The heron leaves</h2><div>{PARAGRAPHS}</div>"
    page = _document(f"<title>{title}</title>", body)
    assert (page.title, [source.name for source in page.sources]) == ("The heron leaves", ["Weir Notes"])


def test_what_stands_beside_the_headline_is_kept_where_the_text_has_an_element_of_its_own() -> None:
    sentence = (
        "The train left the station at six in the morning with a cake for the driver on board, he said."
    )
    summary = "The first train in fourteen months runs at walking pace through the valley"
    quotation = (
        "<blockquote><p>The tunnel is the cheap part of it.</p><footer>Ruth Otter</footer></blockquote>"
    )
    picture = '<div class="photo"><img src="a.jpg"><p>The mouth of the tunnel in the morning</p></div>'
    inside = f"<p>{sentence}</p>{quotation}<p>{sentence} It was late.</p><p>{sentence} It rained.</p>"
    body = f'<h1>Tunnel opens</h1><h2>{summary}</h2>{picture}<div class="article-body">{inside}</div>'
    text = _document("<title>Tunnel opens</title>", f"<div>{body}</div>").text
    assert text.startswith(
        f"Tunnel opens\n\n{summary}\n\nThe mouth of the tunnel in the morning\n\n{sentence}"
    )
    assert "Ruth Otter" in text
