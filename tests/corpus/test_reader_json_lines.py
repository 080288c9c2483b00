import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import Document, Precision, Skipped, Source
from corpus.readers.json_lines import read_json_lines
from corpus.readers.limits import ReadingLimits


def _read(data: bytes, max_line_bytes: int = 10_000) -> tuple[list[Document], list[Skipped]]:
    skipped: list[Skipped] = []
    stream, limits = io.BytesIO(data), ReadingLimits(max_line_bytes=max_line_bytes)
    documents = read_json_lines(
        stream,
        locator="set/corpus.jsonl",
        on_skip=skipped.append,
        limits=limits,
    )
    return list(documents), skipped


def _row(**fields: object) -> bytes:
    return json.dumps(fields).encode() + b"\n"


def test_a_row_becomes_a_document_with_exactly_its_text() -> None:
    text = " Überlingen &amp; \r\n\nTwo\tplanes collide.  "
    row = _row(
        _id="a/1",
        title="T",
        text=text,
        date="2002-07-01",
        source="BBC",
        url="http://x.org/1",
        speaker="Ann Other",
    )
    (document,), skipped = _read(row)
    assert not skipped
    assert (document.external_id, document.title, document.text, document.speaker) == (
        "a/1",
        "T",
        text,
        "Ann Other",
    )
    assert document.locator == "set/corpus.jsonl#line-1"
    assert document.sources == (Source(name="BBC", url="http://x.org/1"),)
    assert document.published is not None
    assert (document.published.start, document.published.basis) == (date(2002, 7, 1), "date field")
    assert [text[block.start : block.end] for block in document.blocks] == [
        "Überlingen &amp;",
        "Two\tplanes collide.",
    ]


WRAPPED = "The minister said in Brussels that the{}talks would go on until{}Monday at the latest."
LONG = (
    "The minister told reporters in Brussels on Friday that the talks would go on until Monday at the latest."
)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        (WRAPPED.format("\n", "\n"), [WRAPPED.format("\n", "\n")]),
        (WRAPPED.format(" \r\n", "\r\n"), [WRAPPED.format(" \r\n", "\r\n")]),
        (WRAPPED.format("\n\n", "\r\n \r\n"), WRAPPED.split("{}")),
        (f"{LONG}\n{LONG}", [LONG, LONG]),
        (f"{LONG}\nSo he said.\n\n{LONG}", [LONG, "So he said.", LONG]),
        ("Italy\nFrance\nGermany", ["Italy", "France", "Germany"]),
        ("- Talks go on until Monday.\n- They do.", ["- Talks go on until Monday.", "- They do."]),
    ],
)
def test_a_line_is_a_block_unless_it_was_broken_to_fit_a_width(text: str, blocks: list[str]) -> None:
    (document,), _ = _read(_row(text=text))
    assert document.text == text
    assert [text[block.start : block.end] for block in document.blocks] == blocks


def test_the_title_stands_in_for_an_empty_text() -> None:
    (document,), _ = _read(_row(title="Only a title", text="", date="2007-06"))
    assert document.text == document.title == "Only a title"
    assert document.published is not None and document.published.precision is Precision.MONTH
    assert document.external_id is None


@pytest.mark.parametrize(
    ("fields", "sources"),
    [
        (
            {"source": ["BBC", "Reuters"], "url": "http://p.org"},
            (Source(name="BBC", url="http://p.org"), Source(name="Reuters", url="http://p.org")),
        ),
        (
            {"source": [{"name": "BBC", "url": "http://b.uk/1"}, "Reuters"]},
            (Source(name="BBC", url="http://b.uk/1"), Source(name="Reuters")),
        ),
        (
            {"source": "http://www.kremlin.ru/news/1"},
            (Source(name="Kremlin", url="http://www.kremlin.ru/news/1"),),
        ),
        ({"url": "https://www.nato.int/a"}, (Source(name="NATO", url="https://www.nato.int/a"),)),
        (
            {"url": "https://news.unknown.example/a"},
            (Source(name="news.unknown.example", url="https://news.unknown.example/a"),),
        ),
        ({"source": ["BBC", "BBC", ""]}, (Source(name="BBC"),)),
        ({"source": None}, (Source(name="corpus.jsonl"),)),
        ({}, (Source(name="corpus.jsonl"),)),
    ],
)
def test_sources_are_names_with_the_address_where_the_text_stands(
    fields: dict[str, object], sources: tuple[Source, ...]
) -> None:
    (document,), skipped = _read(_row(text="x", **fields))
    assert not skipped
    assert document.sources == sources


@pytest.mark.parametrize(
    ("line", "reason", "remedy"),
    [
        (b'{"text": "cut\n', "not JSON", "one whole JSON object"),
        (b'{"text": "cut\n', "Unterminated string starting at column 10", "one whole JSON object"),
        (b'{"text":\n', "Expecting value at column 9", "one whole JSON object"),
        (b'{"text": "a\tb"}\n', "Invalid control character at column 12", "one whole JSON object"),
        (b"[1, 2]\n", "[1, 2] is not a JSON object", '"_id"'),
        (b'{"text": " "}\n', "neither 'text' nor 'title'", "give the row a 'text'"),
        (b"{}\n", "neither 'text' nor 'title'", "give the row a 'text'"),
        (b'{"text": 5}\n', "'text' is 5", "quotation marks"),
        (b'{"_id": 7, "text": "x"}\n', "'_id' is 7", "quotation marks"),
        (b'{"text": "caf\xe9"}\n', "not UTF-8 at byte 14", "UTF-8"),
        (b"[" * 5000 + b"\n", "JSON nested deeper than 64 levels", "ONRECORD_MAX_JSON_DEPTH"),
        (b'{"text": "' + b"x" * 10_000 + b'"}\n', "longer than 10,000 bytes", "several rows"),
    ],
)
def test_a_bad_row_is_named_with_its_line_and_a_remedy_and_the_rest_goes_on(
    line: bytes, reason: str, remedy: str
) -> None:
    documents, skipped = _read(_row(text="before") + b"\n" + line + _row(text="after"))
    assert [document.text for document in documents] == ["before", "after"]
    assert [problem.locator for problem in skipped] == ["set/corpus.jsonl#line-3"]
    assert reason in skipped[0].reason
    assert remedy in skipped[0].remedy
    assert documents[1].locator.endswith("#line-4")


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("date", "2007-13-45", '"2007-13-45"'),
        ("date", 2007, "2007"),
        ("source", 5, "5"),
        ("speaker", ["a"], '["a"]'),
        ("url", 1, "1"),
        ("retracted", "perhaps", '"perhaps", which is neither true nor false, and retracts nothing'),
    ],
)
def test_a_bad_field_is_named_and_the_row_read_without_it(field: str, value: object, shown: str) -> None:
    (document,), skipped = _read(_row(text="x", **{field: value}))
    assert document.text == "x"
    assert document.published is None and document.speaker is None
    assert shown in skipped[0].reason
    assert "read without it" in skipped[0].reason and skipped[0].is_read
    assert skipped[0].locator == "set/corpus.jsonl#line-1"
    assert skipped[0].remedy


def test_halves_of_surrogate_pairs_are_replaced_and_offsets_stay() -> None:
    (document,), _ = _read(b'{"text": "a\\ud800b \\ud83d\\ude00"}')
    assert document.text == "a\ufffdb \U0001f600"


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    documents, skipped = _read(b"\xef\xbb\xbf" + b'{"text": "x"}\r\n\r\n{"text": "y"}\r\n')
    assert [document.text for document in documents] == ["x", "y"]
    assert not skipped


def dated(*dates: str) -> tuple[list[str], list[Skipped]]:
    documents, skipped = _read(b"\n".join(_row(text="x", date=written) for written in dates))
    return [str(document.published and document.published.start) for document in documents], skipped


def test_a_date_that_could_be_either_way_round_is_read_as_the_file_s_other_dates_show() -> None:
    assert dated("05/04/2011", "2011-05-01", "25/04/2011")[0] == ["2011-04-05", "2011-05-01", "2011-04-25"]
    assert dated("05/04/2011", "04/25/2011")[0] == ["2011-05-04", "2011-04-25"]
    assert dated("5 April 2011", "25/04/2011", "05/05/2011")[1] == []


@pytest.mark.parametrize("others", [(), ("2011-05-01",), ("25/04/2011", "04/25/2011")])
def test_a_date_that_could_be_either_is_named_with_both_where_nothing_tells(others: tuple[str, ...]) -> None:
    dates, (problem,) = dated("05/04/2011", *others)
    assert dates[0] == "None"
    assert "2011-04-05 or 2011-05-04, and no other date there tells which" in problem.reason
    assert problem.remedy == "write it as YYYY-MM-DD: 2011-04-05 or 2011-05-04"


def test_an_endless_line_is_never_held_whole() -> None:
    class Endless(io.RawIOBase):
        """Gives an 8 MiB line, and refuses to give more than 1 MiB of it at once."""

        left = 8 * 2**20

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override] # what the io module hands over
            assert 0 < len(buffer) <= 2**20
            given = min(len(buffer), self.left)
            self.left -= given
            buffer[:given] = b"x" * given
            return given

    skipped: list[Skipped] = []
    assert not list(
        read_json_lines(
            Endless(), locator="a", on_skip=skipped.append, limits=ReadingLimits(max_line_bytes=1000)
        )
    )  # type: ignore[arg-type]
    assert len(skipped) == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
ROWS = st.dictionaries(st.sampled_from(["_id", "text", "title", "date", "source", "url", "speaker"]), JSON)


@given(st.lists(ROWS | JSON))
def test_every_row_is_read_or_named_and_read_the_same_again(rows: list[object]) -> None:
    data = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    documents, skipped = _read(data, 10**6)
    places = {document.locator for document in documents} | {problem.locator for problem in skipped}
    assert places == {f"set/corpus.jsonl#line-{number}" for number in range(1, len(rows) + 1)}
    assert all(document.text.encode() and document.sources for document in documents)
    assert _read(data, 10**6) == (documents, skipped)


@given(st.binary())
def test_no_bytes_make_the_reader_fail(data: bytes) -> None:
    _read(data, 50)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "not a url", 'http://a.org/"><b>', "/p"]
)
def test_an_address_that_is_none_is_reported_and_the_publisher_kept(url: str) -> None:
    documents, skipped = _read(_row(text="It rained.", source="BBC", url=url))
    assert documents[0].sources == (Source(name="BBC"),)
    assert [(s.locator.endswith("#line-1"), "'url'" in s.reason) for s in skipped] == [(True, True)]


def test_publishers_at_a_text_s_end_are_its_sources_and_no_part_of_its_blocks() -> None:
    text = "Talks end without a result. (BBC) (AP via Houston Chronicle)"
    (document,), _ = _read(_row(text=text))
    assert document.text == text
    assert document.sources == (Source(name="BBC"), Source(name="AP via Houston Chronicle"))
    assert [document.text[block.start : block.end] for block in document.blocks] == [
        "Talks end without a result."
    ]


def test_a_row_that_names_its_source_keeps_its_parentheses() -> None:
    (document,), _ = _read(_row(text="Talks end without a result. (BBC)", source="The Courier"))
    assert document.sources == (Source(name="The Courier"),)
    assert document.blocks[-1].end == len(document.text)
