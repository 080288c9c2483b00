"""Citations: verbatim, checkable, linked."""

from __future__ import annotations

from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from corpus.chunker import ChunkLimits, chunk
from corpus.documents import Block, BlockKind, Document, Source, make_document
from qa.citing import cite, link_to_text

odd_text = st.text(
    alphabet=st.characters(exclude_categories=("Cs",)) | st.sampled_from("é🚀 אب\n.-,&#%“”"),
    min_size=1,
    max_size=300,
).filter(lambda text: text.strip())


class Words:
    window = 60

    def count(self, texts: list[str]) -> list[int]:
        return [len(text.split()) + 2 for text in texts]


def document_of(text: str, url: str | None = "https://outlet.example/a") -> Document:
    return make_document(
        locator="a.txt",
        title="",
        text=text,
        published=None,
        sources=[Source(name="Outlet", url=url)],
        blocks=[Block(start=0, end=len(text), kind=BlockKind.PARAGRAPH)],
    )


@given(odd_text)
def test_a_citation_can_be_checked_against_its_document(text: str) -> None:
    document = document_of(text)
    for passage in chunk(document, encoder_tokens=Words(), limits=ChunkLimits()):
        for sentence in passage.sentences:
            citation = cite(passage, document, sentence, number=1, score=0.5)
            highlight = citation.highlights[0]
            assert citation.text == document.text[citation.start : citation.end]
            assert citation.quote.exact == citation.text[highlight.start : highlight.end]
            assert citation.quote.prefix + citation.quote.exact + citation.quote.suffix in document.text


def test_a_link_opens_at_the_words_with_every_directive_character_encoded() -> None:
    link = link_to_text("https://outlet.example/a", "A-one, & B: 50% “so”")
    assert link == ("https://outlet.example/a#:~:text=A%2Done%2C%20%26%20B%3A%2050%25%20%E2%80%9Cso%E2%80%9D")


def test_a_long_sentence_is_linked_by_its_first_and_last_words() -> None:
    link = link_to_text("https://outlet.example/a#part", " ".join(f"w{n}" for n in range(60))) or ""
    assert link.startswith("https://outlet.example/a#part:~:text=")
    first, last = unquote(link.split("text=")[1]).split(",")
    assert (first, last) == ("w0 w1 w2 w3 w4", "w55 w56 w57 w58 w59")


def test_what_is_no_web_address_stays_as_it_is() -> None:
    assert link_to_text("/news/2007/06/9/slug.md", "words") == "/news/2007/06/9/slug.md"
    assert link_to_text(None, "words") is None


def test_a_passage_of_a_paged_file_opens_at_its_page() -> None:
    assert (
        link_to_text("https://o.example/report.pdf", "words", page=3) == "https://o.example/report.pdf#page=3"
    )
    assert link_to_text("https://o.example/r.pdf#annex", "words", page=3) == "https://o.example/r.pdf#annex"
