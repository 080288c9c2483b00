import io
import zipfile
from datetime import date, datetime

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement

from corpus.documents import BlockKind
from tests.corpus.made_files import PARAGRAPH, blocks, docx_bytes, read_bytes, read_one, small_docx

PROSE = BlockKind.PARAGRAPH


def _word(*paragraphs: str, made: datetime = datetime(2007, 6, 15)) -> object:
    word = docx.Document()
    word.core_properties.created = made
    for paragraph in paragraphs:
        word.add_paragraph(paragraph)
    return word


def test_headings_paragraphs_lists_and_tables_are_read_in_their_order() -> None:
    word = docx.Document()
    word.add_heading("Talks in Brussels", level=0)
    word.add_heading("First part", level=1)
    word.add_paragraph("The ministers met on Friday.")
    word.add_paragraph("A point.", style="List Number")
    table = word.add_table(rows=2, cols=3)
    for row, texts in zip(table.rows, (("Party", "Votes", ""), ("Greens", "120", "x")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    merged = table.rows[1].cells
    merged[0].merge(merged[1])
    word.add_paragraph("Fig. 1: a picture", style="Caption")
    document = read_one("a.docx", docx_bytes(word))
    assert document.title == "Talks in Brussels"
    assert blocks(document) == [
        (BlockKind.HEADLINE, "Talks in Brussels"),
        (BlockKind.HEADING, "First part"),
        (PROSE, "The ministers met on Friday."),
        (BlockKind.LIST_ITEM, "A point."),
        (PROSE, "Party | Votes"),
        (PROSE, "Greens 120 | x"),
        (BlockKind.CAPTION, "Fig. 1: a picture"),
    ]
    assert document.blocks[2].heading == "First part"


def test_a_style_of_one_s_own_counts_as_the_one_it_is_based_on() -> None:
    word = docx.Document()
    style = word.styles.add_style("House headline", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["Heading 1"]
    word.add_paragraph("Talks in Brussels", style=style)
    word.add_paragraph(PARAGRAPH)
    assert read_one("a.docx", docx_bytes(word)).title == "Talks in Brussels"


def _wrapped(word: object, tag: str, text: str) -> None:
    """A tracked change at the end of the last paragraph."""
    paragraph = word.paragraphs[-1]._p  # type: ignore[attr-defined]
    change, run = OxmlElement(tag), OxmlElement("w:r")
    inner = OxmlElement("w:delText" if tag == "w:del" else "w:t")
    inner.text = text
    run.append(inner)
    change.append(run)
    paragraph.append(change)


def test_tracked_insertions_and_links_are_read_and_deletions_are_not() -> None:
    word = _word("The ministers ")
    _wrapped(word, "w:ins", "met on Friday")
    _wrapped(word, "w:del", "never met")
    _wrapped(word, "w:hyperlink", " in Brussels.")
    assert read_one("a.docx", docx_bytes(word)).text == "The ministers met on Friday in Brussels."


def test_line_breaks_stay_and_headers_are_dropped_and_shown() -> None:
    word = _word("First line\nsecond\tline")
    word.sections[0].header.paragraphs[0].text = "The Courier, 15 June 2007"  # type: ignore[attr-defined]
    word.sections[0].footer.paragraphs[0].text = "15 June 2007"  # type: ignore[attr-defined]
    document = read_one("a.docx", docx_bytes(word))
    assert document.text == "First line\nsecond line"
    assert [piece.text for piece in document.dropped] == ["The Courier, 15 June 2007", "15 June 2007"]
    assert document.published is not None
    assert document.published.start == date(2007, 6, 15)


def test_core_properties_are_read_where_they_are_real() -> None:
    word = _word(PARAGRAPH)
    properties = word.core_properties  # type: ignore[attr-defined]
    properties.title, properties.author = "Talks in Brussels", "Ann Other"
    document = read_one("a.docx", docx_bytes(word))
    assert (document.title, document.author) == ("Talks in Brussels", "Ann Other")
    assert document.published is not None
    assert (document.published.start, document.published.basis) == (date(2007, 6, 15), "DOCX metadata")
    properties.title, properties.author = "Document1.docx", ""
    document = read_one("a.docx", docx_bytes(word))
    assert (document.title, document.author) == ("", None)


def test_a_file_made_in_another_year_than_its_text_speaks_of_has_no_date() -> None:
    word = _word(PARAGRAPH + " It was signed in 1999.")
    assert read_one("a.docx", docx_bytes(word)).published is None


def _with_part(name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(small_docx())) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            new.writestr(info.filename, content if info.filename == name else old.read(info))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"The ministers met on Friday.", "no Word file of the newer kind"),
        (b"{\\rtf1 The ministers met.}", "RTF is not read"),
        (b"PK\x03\x04garbage", "a damaged or locked Word file"),
        (small_docx()[:3000], "a damaged or locked Word file"),
        (_with_part("word/document.xml", b"<w:document"), "a damaged or locked Word file"),
        (docx_bytes(docx.Document()), "holds no text"),
        (_with_part("word/document.xml", b" " * 5_000_000), "unpacks to 5,"),
    ],
)
def test_a_broken_or_swollen_file_is_named(data: bytes, reason: str) -> None:
    documents, (problem,) = read_bytes("a.docx", data, max_file_bytes=2_000_000)
    assert not documents
    assert reason in problem.reason


def test_entities_in_its_xml_are_not_expanded() -> None:
    bomb = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>
    <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>
    <w:t>Text &b; of it</w:t></w:r></w:p></w:body></w:document>"""
    documents, _ = read_bytes("a.docx", _with_part("word/document.xml", bomb))
    assert not any("lollol" in document.text for document in documents)
