import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import Source
from tests.corpus.made_files import CSV, read_bytes

HEADER = "_id,title,text,date,source,url,lang,retracted,notice\n"


def test_rows_are_read_as_those_of_json_lines() -> None:
    row = '7,T,"Said ""no"",\nthen\tleft. &amp; ",2007-06-15,The Courier,https://c.example/1,en_gb,true,Withdrawn.\n'
    (document,), skipped = read_bytes("a.csv", (HEADER + row).encode())
    assert not skipped
    assert document.text == 'Said "no",\nthen\tleft. &amp; '
    assert (document.locator, document.external_id) == ("a.csv#line-2", "7")
    assert document.sources == (Source(name="The Courier", url="https://c.example/1"),)
    assert (document.language, document.retracted, document.notice) == ("en-GB", True, "Withdrawn.")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_what_parts_the_fields_is_told_by_the_header(separator: str) -> None:
    data = f"Date{separator} Title {separator}TEXT\n2007-06-15{separator}T{separator}x, y; z\n"
    if separator in ",;":
        data = data.replace("x, y; z", '"x, y; z"')
    (document,), _ = read_bytes("a.tsv", data.encode())
    assert (document.title, document.text) == ("T", "x, y; z")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_detected(encoding: str) -> None:
    text = "Le président a été reçu à Évian pour des entretiens."
    (document,), _ = read_bytes("a.csv", f"title,text\nÉté,{text}\n".encode(encoding))
    assert (document.title, document.text) == ("Été", text)


def test_a_row_in_another_encoding_than_the_rest_is_mended() -> None:
    data = "text\n" + "Évian, dit-il\n".replace(",", "") * 9000
    documents, _ = read_bytes("a.csv", data.encode() + "reçu à Évian\n".encode("cp1252"))
    assert documents[-1].text == "reçu à Évian"


def test_a_bad_row_is_named_with_its_line_and_the_rest_goes_on() -> None:
    rows = "1,T,one\n2,U,\n3,,two,three,four\n\n4,T,five\n5,T," + "x" * 2000 + "\n6,T,six\n"
    documents, skipped = read_bytes("a.csv", f"_id,date,text\n{rows}".encode(), max_line_bytes=1000)
    assert [document.text for document in documents] == ["one", "five", "six"]
    assert [problem.locator.partition("#")[2] for problem in skipped] == [
        *("line-2", "line-3", "line-4", "line-6", "line-7", "line-8"),
    ]
    assert "'date' is \"T\"" in skipped[0].reason
    assert "neither 'text' nor 'title'" in skipped[1].reason
    assert "5 cells" in skipped[2].reason
    assert "ONRECORD_MAX_LINE_BYTES" in skipped[4].remedy


def test_a_quotation_mark_that_is_not_closed_spoils_no_more_than_a_row_may_hold() -> None:
    data = 'text\n"never closed\n' + "a line\n" * 500
    documents, skipped = read_bytes("a.csv", data.encode(), max_line_bytes=1000)
    assert len(skipped) == 1
    assert "not closed" in skipped[0].reason
    assert len(documents) > 300


def test_a_file_without_known_columns_is_named() -> None:
    _, (problem,) = read_bytes("a.csv", b"name,votes\nGreens,120\n")
    assert "neither a 'text' nor a 'title' column" in problem.reason
    assert read_bytes("a.csv", b"")[1][0].reason == problem.reason
    assert "not text" in read_bytes("a.csv", b"\x00\xff\xfe\x00\xff")[1][0].reason


@given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\r\n\0"), min_size=1))
def test_the_stored_text_is_exactly_the_field(text: str) -> None:
    quoted = text.replace('"', '""')
    documents, _ = read_bytes("a.csv", f'text,title\n"{quoted}",t\n'.encode())
    assert documents[0].text == (text if text.strip() else "t")


def test_rows_of_the_small_file() -> None:
    first, second = read_bytes("a.csv", CSV)[0]
    assert (first.title, first.published is not None, second.published) == ("T", True, None)


def test_a_date_that_could_be_either_way_round_is_read_as_the_file_s_other_rows_show() -> None:
    rows = '1,"a 04/25/2011, b",05/04/2011\n2,c,25/04/2011\n3,d,2011-05-01\n'
    documents, skipped = read_bytes("a.csv", f"_id,text,date\n{rows}".encode())
    assert not skipped
    spans = [document.published for document in documents]
    assert [str(span and span.start) for span in spans] == ["2011-04-05", "2011-04-25", "2011-05-01"]
    assert spans[0] and spans[0].basis == "date field, day first as in the file's other dates"


def test_a_date_that_no_other_row_decides_is_named_with_what_it_may_be() -> None:
    (document,), (problem,) = read_bytes("a.csv", b"_id,text,date\n1,x,05/04/2011\n")
    assert document.published is None and problem.is_read
    assert problem.locator == "a.csv#line-2" and "2011-04-05 or 2011-05-04" in problem.remedy
