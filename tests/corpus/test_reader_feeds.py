from datetime import date

import pytest

from corpus.documents import BlockKind, Source
from tests.corpus.made_files import ATOM, RSS, blocks, read_bytes, read_one


def test_each_item_of_a_feed_is_a_document_published_by_the_feed() -> None:
    (first, second), (problem,) = read_bytes("feed.xml", RSS)
    assert first.locator == "feed.xml#item-1"
    assert first.external_id == "c-1"
    assert first.title == "Talks held & ended"
    assert first.sources == (Source(name="The Courier", url="https://courier.example/1"),)
    assert first.author == "Ann Other"
    assert first.language == "en-GB"
    assert first.published is not None
    assert (first.published.start, first.published.basis) == (date(2007, 6, 15), "feed pubDate")
    assert blocks(first) == [
        (BlockKind.HEADLINE, "Talks held & ended"),
        (BlockKind.PARAGRAPH, "The ministers met & agreed."),
        (BlockKind.LIST_ITEM, "First point"),
    ]
    assert (second.title, second.text, second.author) == ("", "Only a summary of it.", "Bo Li")
    assert second.sources == (Source(name="The Courier", url="https://courier.example/"),)
    assert (problem.locator, problem.reason) == ("feed.xml#item-3", "neither title nor text")


def test_an_atom_entry_has_its_own_language_date_and_markup() -> None:
    document = read_one("feed.atom", ATOM)
    assert document.title == "Léon parle"
    assert document.text == "Léon parle\n\nLes ministres se sont vus.\n\nFin."
    assert document.published is not None
    assert (document.published.start, document.published.basis) == (date(2007, 6, 15), "feed published")
    assert document.sources == (Source(name="Le Courrier", url="https://c.example/1"),)
    assert (document.author, document.language) == ("Zoé", "fr")


def test_a_feed_is_told_by_its_content_whatever_its_name() -> None:
    assert read_bytes("saved.txt", RSS)[0][0].title == "Talks held & ended"
    assert read_bytes("page.xml", b"<!doctype html><html><p>The ministers met on Friday in it.</p>")[0]


def test_an_rdf_feed_and_a_broken_one_are_read_as_far_as_they_go() -> None:
    rdf = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Wire</title></channel>
    <item><title>One &nbsp; thing</title><dc:date>2007-06</dc:date></item><item><title>Two"""
    one, two = read_bytes("a.rdf", rdf)[0]
    assert (one.title, two.title) == ("One thing", "Two")
    assert one.sources == (Source(name="Wire"),)
    assert one.published is not None
    assert one.published.precision == "month"


def test_the_feed_from_which_an_item_was_taken_is_its_publisher() -> None:
    feed = b"""<rss><channel><title>All papers</title><item><title>Talks</title>
    <source url="https://c.example/rss">The Courier</source><link>https://c.example/1</link></item></channel></rss>"""
    assert read_one("a.rss", feed).sources == (Source(name="The Courier", url="https://c.example/1"),)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "https://c.example/a b", "/relative", "mailto:a@b.example"]
)
def test_an_address_that_is_unsafe_or_not_whole_is_left_out(link: str) -> None:
    feed = (
        f"<rss><channel><title>C</title><item><title>Talks</title><link>{link}</link></item></channel></rss>"
    )
    assert read_one("a.rss", feed.encode()).sources == (Source(name="C"),)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<?xml version='1.0'?><catalogue><book/></catalogue>", "its root element is 'catalogue'"),
        (b"", "no XML"),
        (b"no markup", "no element"),
    ],
)
def test_xml_that_is_no_feed_is_named(data: bytes, reason: str) -> None:
    documents, (problem,) = read_bytes("a.xml", data)
    assert not documents
    assert reason in problem.reason


def test_entities_are_not_expanded_and_nothing_is_fetched() -> None:
    feed = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY a "lol">
    <!ENTITY b "&a;&a;&a;&a;&a;&a;">]><rss><channel><title>C</title>
    <item><title>T</title><description>A &x; &b; text</description></item></channel></rss>"""
    documents, _ = read_bytes("a.xml", feed)
    assert not any("root:" in document.text or "lollol" in document.text for document in documents)
