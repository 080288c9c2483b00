from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import BlockKind, Document, Source
from corpus.event_dates import EventDater
from corpus.readers.saved_text import read_saved_text

BODY = "The minister told reporters that the talks would go on."
PAGE = f"""
Home | World | Sport
The Courier
April 16, 2007

Talks Held: What Now

{BODY}

What comes next

  • A list of points that the ministers discussed.
  2. Another one.

(compiled from agency reports)

© 2007 The Courier
"""


def _document(text: str) -> Document:
    document = read_saved_text(text, locator="saved/page.txt")
    assert document is not None
    return document


def _blocks(document: Document) -> list[tuple[BlockKind, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def _published(text: str) -> tuple[date, str] | None:
    span = _document(text).published
    return None if span is None else (span.start, span.basis)


def test_a_saved_page_begins_with_its_headline_and_keeps_its_layout() -> None:
    document = _document(PAGE)
    assert document.title == "Talks Held: What Now"
    assert document.text.startswith(f"Talks Held: What Now\n\n{BODY}\n\nWhat comes next\n\n• A list")
    assert _blocks(document) == [
        (BlockKind.HEADLINE, "Talks Held: What Now"),
        (BlockKind.PARAGRAPH, BODY),
        (BlockKind.HEADING, "What comes next"),
        (BlockKind.LIST_ITEM, "A list of points that the ministers discussed."),
        (BlockKind.LIST_ITEM, "Another one."),
        (BlockKind.PARAGRAPH, "(compiled from agency reports)"),
    ]
    assert [block.heading for block in document.blocks] == ["", "", "", *["What comes next"] * 3]
    assert document.sources == (Source(name="The Courier"),)


def test_a_date_above_the_headline_is_read_though_its_line_is_dropped() -> None:
    document = _document(PAGE)
    assert document.published is not None
    assert (document.published.start, document.published.basis) == (date(2007, 4, 16), "date line")
    above = [dropped.text for dropped in document.dropped if "above the headline" in dropped.reason]
    assert above == ["The Courier", "April 16, 2007"]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "Accessibility links\n\nBreaking News\n\nDefense Chiefs Meet, Avoid Missile Issue",
            "Defense Chiefs Meet, Avoid Missile Issue",
        ),
        (
            "Nation\nGrandmother of 90 is first to get the jab\n\n8 December 2020, 10:02",
            "Grandmother of 90 is first to get the jab",
        ),
        ("The Kosovo Question\n\nBackground", "The Kosovo Question"),
        ("Talks end without result\n\nBy our correspondent in Pristina", "Talks end without result"),
        ("Talks end without result\n\n[Photo: the two ministers shake hands]", "Talks end without result"),
        ("Talks end without result\n\nThe ministers in Brussels on Friday (AFP)", "Talks end without result"),
        ("The Courier's own page of news\n\n# Talks", "Talks"),
        ("Kosovo", "Kosovo"),
    ],
)
def test_the_headline_is_found_among_what_stands_above_the_text(head: str, title: str) -> None:
    assert _document(f"{head}\n\n{BODY}").title == title


def test_a_text_without_a_headline_has_no_title() -> None:
    document = _document(f"{BODY}\n\n{BODY}")
    assert document.title == ""
    assert document.text == f"{BODY}\n\n{BODY}"


def test_a_poem_loses_no_line() -> None:
    assert (
        _document("An Ode\n\nROSES ARE\nRED\n\nVIOLETS\nBLUE").text
        == "An Ode\n\nROSES ARE\n\nRED\n\nVIOLETS\n\nBLUE"
    )


def test_hard_wrapped_lines_are_one_paragraph_and_keep_their_breaks() -> None:
    wrapped = "The minister told reporters in Brussels that\nthe talks would go on for as long as they\nmust."
    assert _blocks(_document(f"A title\n\n{wrapped}"))[1:] == [(BlockKind.PARAGRAPH, wrapped)]


@pytest.mark.parametrize(
    "line",
    [
        "April 16, 2007",
        "Monday, 16 April 2007, 10:32 GMT",
        "Published: 2007-04-16",
        "Posted by the defence desk on April 16, 2007 at 8:40 am",
        "April 16, 2007 | Updated 18:30",
        "Monday 16 April 2007 - From our reporter in Brussels",
        "REYKJAVÍK, April 16, 2007",
        "By Ann Other, April 16, 2007",
        "Edition: Monday 16 April 2007",
    ],
)
def test_a_line_that_says_a_date_dates_the_text(line: str) -> None:
    assert _published(f"A title\n\n{line}\n\n{BODY}") == (date(2007, 4, 16), "date line")


@pytest.mark.parametrize(
    "dateline",
    [
        "June 15, 2007 -- ",
        "BRUSSELS, June 15, 2007 (Reuters) - ",
        "Copiapó, Chile, 15 June 2007 — ",
        "Gates and Serdyukov at a meeting (ITAR-TASS) June 15, 2007 -- ",
    ],
)
def test_a_dateline_dates_the_text(dateline: str) -> None:
    assert _published(f"A title\n\n{dateline}{BODY}") == (date(2007, 6, 15), "dateline")


@pytest.mark.parametrize(
    "text",
    [
        f"A title\n\nBRUSSELS, June 14 (Reuters) - {BODY}",
        f"A title\n\nThe treaty, signed on 5 June 2007 - a Tuesday - holds, he said. {BODY}",
        f"A title\n\nGates with Putin in Moscow's Kremlin on April 23, 2007.\n\n{BODY}",
        f"A title\n\n05/04/2007\n\n{BODY}",
        f"A chronology\n\nJune 10, 1999\n\n{BODY}\n\nFebruary 17, 2008\n\n{BODY}",
        f"A chronology\n\nJune 10, 1999 -- {BODY}\n\nFebruary 17, 2008 -- {BODY}",
    ],
)
def test_a_date_that_may_be_another_s_is_not_taken(text: str) -> None:
    assert _published(text) is None


def test_of_several_dates_the_published_one_goes_first_then_the_nearest_to_the_headline() -> None:
    assert _published(f"A title\n\nUpdated: 2007-04-18\nPublished: 2007-04-16\n\n{BODY}") == (
        date(2007, 4, 16),
        "date line",
    )
    assert _published(f"2007-04-18\n\n\nA title\n2007-04-16\n\n{BODY}") == (date(2007, 4, 16), "date line")


def test_a_text_of_furniture_alone_is_none() -> None:
    assert read_saved_text("Home | World | Sport\n\n© 2007", locator="x.txt") is None


LINES = (
    st.sampled_from([*PAGE.split("\n"), "# ", "## Heading", "- item", "* * *", "Back to top", "", "By X"])
    | st.text()
)


@given(st.lists(LINES))
def test_any_lines_give_blocks_in_order_and_the_same_again(lines: list[str]) -> None:
    text = "\n".join(lines)
    document = read_saved_text(text, locator="x.txt")
    assert document == read_saved_text(text, locator="x.txt")
    if document is not None:
        assert all(piece and piece.strip() == piece for _, piece in _blocks(document))
        assert not document.title or document.text.startswith(document.title)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published 18:04, 17 MAR 2021   Updated 09:15, 18 MAR 2021", date(2021, 3, 17)),
        ("Story last updated at 12:01 a.m. on Sunday, June 17, 2001", date(2001, 6, 17)),
        ("First published on Mon 2 Dec 2019 17.55 GMT", date(2019, 12, 2)),
        ("By ELENA MARKHAM   OCT. 4, 2016", date(2016, 10, 4)),
        ("Posted by Dana Kowalczyk | The Star-Courier March 03, 2009 16:15PM", date(2009, 3, 3)),
        ("Article paru dans l’édition du 05 août 2004", date(2004, 8, 5)),
        ("Montag, 27. Februar 2012", date(2012, 2, 27)),
        ("12 апреля 2008, 14:05 мск", date(2008, 4, 12)),
        ("14 de mayo de 1962", date(1962, 5, 14)),
        ("14.09.2017", date(2017, 9, 14)),
        ("posted on 06/10/2018 (mm/dd/yyyy)", date(2018, 6, 10)),
    ],
)
def test_date_lines_of_many_pages_are_read(line: str, day: date) -> None:
    assert _published(f"Talks end without result\n\n{line}\n\n{BODY}") == (day, "date line")


def test_the_order_of_day_and_month_is_taken_from_the_page_s_other_dates() -> None:
    assert _published(f"A title\n\nPosted 06/10/2018\n\n{BODY}\n\n{BODY} It was 22/05/2018.") == (
        date(2018, 10, 6),
        "date line",
    )
    assert _published(f"A title\n\nPosted 06/10/2018\n\n{BODY}") is None


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "The Courier\nA paper for the whole valley\n\nTalks end without result\n\nBy Ann Other",
            "Talks end without result",
        ),
        ("An Orchard Year\n\nThursday, October 12, 2006\n\nHail", "Hail"),
        (
            "Fact Sheet\nBureau of European Affairs\nApril 16, 2007\n\nWhat the ministers agreed on",
            "What the ministers agreed on",
        ),
        (
            "Trawlermen blockade the harbour\nover cut in quota",
            "Trawlermen blockade the harbour over cut in quota",
        ),
    ],
)
def test_mottos_bureaus_and_dates_are_no_headlines(head: str, title: str) -> None:
    assert _document(f"{head}\n\n{BODY}").title == title


def test_a_line_that_says_who_stands_where_is_a_caption_and_anchors_a_weekday() -> None:
    caption = "Premier Ana Ruiz (L) greets Tom Hale (R) at the old pier, April 25, 2007."
    prose = "The two leaders agreed on Monday to open the strait to ferries again, officials said."
    document = read_saved_text(f"Strait to open again this year\n\n{caption}\n\n{prose}\n", locator="a.txt")
    assert document is not None and document.published is None
    kinds = {document.text[block.start : block.end]: block.kind for block in document.blocks}
    assert kinds[caption] is BlockKind.CAPTION
    block = document.blocks[-1]
    (dated,) = EventDater(document).dates(block, [(block.start, block.end)])
    assert dated is not None and str(dated.start) == "2007-04-23" and "a caption's date" in dated.basis


def test_the_start_of_another_text_that_tells_a_story_is_kept() -> None:
    told = "The harbour was closed all week by a strike. On June 5 the union yielded nothing....(more)"
    prose = "The mayor opened the new bridge on Friday before a small crowd from the town.\n\n" * 3
    document = read_saved_text(
        f"Bridge opened\n\n{prose}The Harbour Stands Still\n\n{told}\n", locator="a.txt"
    )
    assert document is not None and told in document.text
