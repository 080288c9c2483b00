from datetime import UTC, date, datetime

import pytest

from corpus.chunker import ChunkLimits, chunk
from corpus.documents import BlockKind, DateSpan
from corpus.readers.file_dates import parse_pdf_date, unless_contradicted
from corpus.readers.file_titles import real_title
from tests.corpus.made_documents import WordsTimes
from tests.corpus.made_files import (
    PARAGRAPH,
    SECOND,
    SENTENCE,
    Report,
    blocks,
    new_pdf,
    pdf_bytes,
    put,
    read_bytes,
    read_one,
    small_pdf,
)

HEADING, PROSE = BlockKind.HEADING, BlockKind.PARAGRAPH


def test_headline_headings_paragraphs_and_list_items_are_found() -> None:
    pdf = new_pdf()
    put(pdf, "The Council's report on talks", size=20)
    put(pdf, "First part", size=15)
    put(pdf, PARAGRAPH)
    put(pdf, "- An item of a list that is given here.")
    put(pdf, "- Another item of the list.")
    document = read_one("a.pdf", pdf_bytes(pdf))
    assert document.title == "The Council's report on talks"
    assert blocks(document) == [
        (BlockKind.HEADLINE, document.title),
        (HEADING, "First part"),
        (PROSE, PARAGRAPH.strip()),
        (BlockKind.LIST_ITEM, "An item of a list that is given here."),
        (BlockKind.LIST_ITEM, "Another item of the list."),
    ]
    assert document.blocks[2].heading == "First part"


def test_running_headers_footers_and_page_numbers_are_dropped_with_their_reason() -> None:
    pdf = new_pdf(plain=False)
    for _ in range(10):
        put(pdf, PARAGRAPH * 2)
    document = read_one("a.pdf", pdf_bytes(pdf))
    assert len(document.page_starts) >= 3
    assert "Courier Report" not in document.text
    assert "Page" not in document.text
    reasons = {piece.text: piece.reason for piece in document.dropped}
    n_pages = len(document.page_starts)
    assert (
        reasons["The Courier Report"] == f"a running header or footer of {n_pages} pages, on page {n_pages}"
    )
    assert reasons[f"Page 1 of {n_pages}"] == "a page number, on page 1"


def test_a_paragraph_runs_on_over_pages_and_each_part_knows_its_page() -> None:
    pdf = new_pdf(plain=False)
    body = " ".join(f"{SENTENCE.strip()[:-1]} in round {n}." for n in range(120))
    put(pdf, body)
    document = read_one("a.pdf", pdf_bytes(pdf))
    assert [kind for kind, _ in blocks(document)] == [PROSE]
    assert document.text == body
    assert len(document.page_starts) > 1
    second = document.page_starts[1]
    assert document.page_at(second - 1) == 1
    assert document.locator_at(second) == "a.pdf#page=2"
    passages = chunk(document, encoder_tokens=WordsTimes(), limits=ChunkLimits())
    assert {passage.page for passage in passages} == set(range(1, len(document.page_starts) + 1))
    assert all(passage.page == document.page_at(passage.start) for passage in passages)


def test_a_paragraph_that_ends_with_its_page_does_not_run_on() -> None:
    pdf = new_pdf()
    put(pdf, PARAGRAPH)
    pdf.add_page()
    put(pdf, PARAGRAPH)
    document = read_one("a.pdf", pdf_bytes(pdf))
    assert [document.page_at(block.start) for block in document.blocks] == [1, 2]


def test_an_empty_page_begins_where_the_next_does() -> None:
    pdf = new_pdf()
    put(pdf, PARAGRAPH)
    pdf.add_page()
    pdf.add_page()
    put(pdf, SECOND)
    document = read_one("a.pdf", pdf_bytes(pdf))
    assert document.page_starts[0] == 0
    assert (
        document.page_starts[1]
        == document.page_starts[2]
        == document.text.index(SECOND.strip(), len(PARAGRAPH))
    )
    assert document.page_at(document.page_starts[2]) == 3


def test_hyphenation_is_mended_and_compounds_keep_their_hyphen() -> None:
    pdf = new_pdf()
    lines = (
        "The ministers spoke of an agree-",
        "ment and of a long-term plan, which is long-",
        "term indeed, they said.",
    )
    put(pdf, "\n".join(lines), align="L")
    document = read_one("a.pdf", pdf_bytes(pdf))
    first = "The ministers spoke of an agreement and of a long-term plan"
    assert document.text == f"{first}, which is long-term indeed, they said."


def test_two_columns_are_read_one_after_the_other() -> None:
    pdf = new_pdf()
    pdf.set_font("times", size=10)
    top = pdf.get_y()
    for left, number in ((10, 1), (110, 2)):
        pdf.set_xy(left, top)
        pdf.multi_cell(90, 5, f"Column {number} tells this. {PARAGRAPH}", align="J")
    document = read_one("a.pdf", pdf_bytes(pdf))
    assert [text.split(".")[0] for _, text in blocks(document)] == [
        "Column 1 tells this",
        "Column 2 tells this",
    ]


def test_a_table_s_rows_do_not_run_together() -> None:
    pdf = new_pdf()
    put(pdf, PARAGRAPH)
    for row in ("Party Votes", "Greens 120", "Reds 98"):
        put(pdf, row, gap=0, align="L")
    document = read_one("a.pdf", pdf_bytes(pdf))
    assert [text for _, text in blocks(document)][1:] == ["Party Votes", "Greens 120", "Reds 98"]


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("Talks in Brussels", "Talks in Brussels"),
        ("Microsoft Word - final_v3.doc", "The ministers meet"),
        ("Something else entirely", "The ministers meet"),
        ("", "The ministers meet"),
    ],
)
def test_the_stated_title_counts_where_the_first_page_has_it(stated: str, title: str) -> None:
    pdf = new_pdf(title=stated, author="Ann Other")
    put(pdf, "The ministers meet", size=18)
    put(pdf, "Talks in Brussels", size=14)
    put(pdf, PARAGRAPH)
    document = read_one("a.pdf", pdf_bytes(pdf))
    assert document.title == title
    assert document.author == "Ann Other"


@pytest.mark.parametrize(
    "title",
    [
        "Microsoft Word - Draft 3",
        "report.indd",
        "untitled",
        "Untitled-2",
        "Document1",
        "IMG_0042",
        "",
        "a.PDF",
    ],
)
def test_a_title_that_a_program_made_is_none(title: str) -> None:
    assert real_title(title) == ""


def dated(text: str, made: datetime) -> DateSpan | None:
    pdf = new_pdf(made=made)
    put(pdf, "The ministers meet", size=18)
    put(pdf, text)
    return read_one("a.pdf", pdf_bytes(pdf)).published


def test_the_day_of_making_is_weak_evidence_and_named_so() -> None:
    span = dated(PARAGRAPH, datetime(2007, 6, 15, tzinfo=UTC))
    assert span is not None
    assert (span.start, span.basis) == (date(2007, 6, 15), "PDF metadata")
    assert dated(f"{PARAGRAPH} It was signed in 2007.", datetime(2019, 1, 2, tzinfo=UTC)) is None
    written = dated(f"BRUSSELS, June 14, 2007 -- {PARAGRAPH}", datetime(2019, 1, 2, tzinfo=UTC))
    assert written is not None
    assert (written.start, written.basis) == (date(2007, 6, 14), "dateline")


def test_a_date_in_the_running_header_is_the_document_s() -> None:
    pdf = Report()
    pdf.running = "15 June 2007"
    pdf.set_creation_date(datetime(2019, 1, 2, tzinfo=UTC))
    pdf.add_page()
    for _ in range(10):
        put(pdf, PARAGRAPH * 2)
    span = read_one("a.pdf", pdf_bytes(pdf)).published
    assert span is not None
    assert span.start == date(2007, 6, 15)


def test_a_year_contradicts_only_where_the_made_one_is_not_spoken_of() -> None:
    made = date(2008, 1, 10)
    assert unless_contradicted(made, "no year at all, but 2,007 people and 1999.5 points", "x") is not None
    assert unless_contradicted(made, "in 2007 and by 2030", "x") is not None
    assert unless_contradicted(made, "in 1999 and by 2030", "x") is None
    assert unless_contradicted(None, "in 2007", "x") is None
    assert parse_pdf_date("D:20070615103000+02'00'") == date(2007, 6, 15)
    assert parse_pdf_date("D:20071315") is None
    assert parse_pdf_date("June") is None


def test_a_scan_is_named_with_what_to_do() -> None:
    pdf = new_pdf()
    pdf.rect(10, 10, 50, 50)
    _, (scan,) = read_bytes("scan.pdf", pdf_bytes(pdf))
    assert "only pictures of pages" in scan.reason
    assert "OCR" in scan.remedy


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.4\ngarbage", "a damaged PDF"),
        (small_pdf()[:500], "a damaged PDF"),
        (b"plain text", "no PDF"),
    ],
)
def test_a_broken_pdf_is_named(data: bytes, reason: str) -> None:
    documents, (problem,) = read_bytes("a.pdf", data)
    assert not documents
    assert reason in problem.reason


def test_a_locked_pdf_is_named() -> None:
    pdf = new_pdf()
    pdf.set_encryption(owner_password="o", user_password="u")
    put(pdf, PARAGRAPH)
    _, (problem,) = read_bytes("a.pdf", pdf_bytes(pdf))
    assert problem.reason == "locked with a password"


def test_a_pdf_named_txt_is_read_as_one() -> None:
    assert read_one("saved.txt", small_pdf()).title == "Talks in Brussels"
