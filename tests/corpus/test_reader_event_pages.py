from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import BlockKind, Document, Skipped, Source
from corpus.readers.event_pages import is_event_page, read_event_page

EVENT = """
Formats: [HTML](/news/2010/10/14/x.html)  [JSON](/news/2010/10/14/x.json)

### [2010-10-4](/news/2010/10/4/index.md)

##### Chile
#  The mine&#039;s men are free, says [http://a.org the ''Post'']&nbsp;today.\x20

One description, cut mid-sen

### Sources:

1. [BBC](http://bbc.co.uk/a_(b))
2. [The Post](http://p.org/?a=1&amp;copy=2)
2. [Cover Image](http://p.org/x.jpg)
3. [BBC](http://bbc.co.uk/a_(b))

### Changes:

1. [An older wording](/news/2010/10/4/old.md)

### Related:

1. [ A [sic] drill (hole) is made. ](/news/2010/08/22/a-drill.md) _Context: Chile, mines_
2. [No date here](/elsewhere.md) _Context: x_
3. [Cut off in the addr](/news/2010/09/1/cut-o
4. [Cut off in the tit
"""
DAY = """
## [2007-06-9](/news/2007/06/9/index.md)

##### Missiles
### [ Russia warns the United States. ](/news/2007/06/9/russia-warns.md)
_Context: Russia, United States_

### [Soldiers are arrested.](/news/2007/06/8/soldiers.md)
They were nearly &quot;400&quot;.

### [Nobody knows when.](/nowhere.md)
## [Previous Day...](/news/2007/06/8/index.md)"""


def _read(text: str, locator: str = "news/x.md") -> tuple[Document | None, list[Skipped]]:
    skipped: list[Skipped] = []
    return read_event_page(text, locator=locator, on_skip=skipped.append), skipped


def _document(text: str) -> Document:
    document, skipped = _read(text)
    assert document is not None and not skipped
    return document


def _texts(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def test_an_event_page_is_its_title_its_description_and_the_related_events() -> None:
    document = _document(EVENT)
    assert document.title == "The mine's men are free, says the Post today."
    assert _texts(document) == [
        document.title,
        "One description, cut mid-sen",
        "A [sic] drill (hole) is made.",
        "No date here",
        "Cut off in the addr",
        "Cut off in the tit",
    ]
    assert document.text == "\n".join(_texts(document))
    assert [block.heading for block in document.blocks] == ["Chile", "Chile", *["Related"] * 4]
    assert [block.kind for block in document.blocks[:3]] == [
        BlockKind.ENTRY,
        BlockKind.PARAGRAPH,
        BlockKind.ENTRY,
    ]


def test_the_event_has_the_page_s_date_and_each_related_event_its_link_s() -> None:
    document = _document(EVENT)
    assert document.published is not None and document.published.start == date(2010, 10, 4)
    dates = [
        (block.event_date.start, block.event_date.basis) if block.event_date else None
        for block in document.blocks
    ]
    assert dates == [
        (date(2010, 10, 4), "page heading"),
        (date(2010, 10, 4), "page heading"),
        (date(2010, 8, 22), "entry link"),
        None,
        (date(2010, 9, 1), "entry link"),
        None,
    ]


def test_a_related_event_s_source_is_its_own_page_and_never_the_page_it_stands_on() -> None:
    related = _document(EVENT).blocks[2:]
    assert related[0].sources == (Source(name="event page of 2010-08-22", url="/news/2010/08/22/a-drill.md"),)
    assert related[1].sources == (Source(name="event page of unknown date", url="/elsewhere.md"),)
    assert related[3].sources == (Source(name="event page of unknown date", url=None),)


def test_sources_keep_their_order_without_pictures_and_repeats() -> None:
    assert _document(EVENT).sources == (
        Source(name="BBC", url="http://bbc.co.uk/a_(b)"),
        Source(name="The Post", url="http://p.org/?a=1&copy=2"),
    )


def test_what_is_no_evidence_is_dropped_with_a_reason() -> None:
    reasons = {dropped.reason for dropped in _document(EVENT).dropped}
    assert reasons == {
        "links to the same page in other formats",
        "a picture, not a source",
        "an earlier wording of the same event",
        "keywords of the archive's own index",
    }


def test_a_day_page_lists_its_entries_each_with_its_own_date_source_and_topic() -> None:
    document = _document(DAY)
    assert document.title == "2007-06-9"
    assert _texts(document) == [
        "Russia warns the United States.",
        "Soldiers are arrested.",
        'They were nearly "400".',
        "Nobody knows when.",
    ]
    assert [block.heading for block in document.blocks] == ["Missiles", "", "", ""]
    dates = [
        (block.event_date.start.day, block.event_date.basis) for block in document.blocks if block.event_date
    ]
    assert dates == [(9, "entry link"), (8, "entry link"), (8, "entry link"), (9, "page heading")]
    assert document.blocks[1].sources == document.blocks[2].sources
    assert document.blocks[0].sources[0].url == "/news/2007/06/9/russia-warns.md"
    assert {dropped.text for dropped in document.dropped} >= {
        "## [Previous Day...](/news/2007/06/8/index.md)"
    }


def test_the_third_template_lists_its_formats_under_a_heading() -> None:
    formats = "\n### Formats:\n\n* [HTML](/a.html)\n* [XML](/a.xml)\n"
    document = _document(f"{formats}### [2017-10-1](/news/2017/10/1/index.md)\n\n# A title.")
    assert document.text == document.title == "A title."
    assert document.sources == (Source(name="x.md"),)


def test_a_heading_that_is_no_date_gives_none_and_is_named() -> None:
    document, skipped = _read("### [2007-13-45](/news/2007/13/45/index.md)\n\n# A title.")
    assert document is not None and document.published is None
    assert document.blocks[0].event_date is None
    assert skipped[0].locator == "news/x.md"
    assert "'2007-13-45' is no date" in skipped[0].reason
    assert "YYYY-MM-DD" in skipped[0].remedy


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# A note\n\n### [2007-06-9](/news/2007/06/9/index.md)",
        "### [Read me](docs/index.md)\n\n# Title",
        "## [Photos of 2007](/news/2007/06/9/index.md)",
        "2007-06-09\n\nNews of the day.",
    ],
)
def test_other_markdown_is_no_event_page(text: str) -> None:
    assert not is_event_page(text)
    assert _read(text) == (None, [])


def test_a_page_without_a_title_tells_nothing() -> None:
    assert _read("### [2007-06-9](/news/2007/06/9/index.md)\n\n")[0] is None


def test_an_unknown_section_is_kept_as_text() -> None:
    document = _document(
        "### [2007-06-9](/news/2007/06/9/index.md)\n# T\n### Sources:\n1. Radio\n# More\nText of it."
    )
    assert _texts(document) == ["T", "More", "Text of it."]
    assert document.sources == (Source(name="Radio"),)


LINES = (
    st.sampled_from(
        [*EVENT.split("\n"), *DAY.split("\n"), "](", "### ", "# ", "[", "_Context:", "[[]]()", "&#0;"]
    )
    | st.text()
)


@given(st.lists(LINES), st.sampled_from(["##", "###"]))
def test_any_lines_below_a_date_give_blocks_in_order_and_the_same_again(
    lines: list[str], marker: str
) -> None:
    text = "\n".join([f"{marker} [2007-06-9](/news/2007/06/9/index.md)", *lines])
    document, skipped = _read(text)
    assert (document, skipped) == _read(text)
    if document is not None:
        assert all(piece.strip() == piece and piece for piece in _texts(document))
        assert document.text == "\n".join(_texts(document))


@given(st.text())
def test_no_text_makes_the_reader_fail(text: str) -> None:
    _read(text)
