from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import day_span, month_span
from corpus.documents import Block, BlockKind, DateSpan, Document, Source, make_document
from corpus.event_dates import EventDater, day_order
from corpus.statements import find_statements
from corpus.time_words import DayOrder

ON_FRIDAY = day_span(date(2007, 6, 15), "date line")


def document(
    text: str, *, published: DateSpan | None = ON_FRIDAY, language: str | None = "en",
    captions: tuple[str, ...] = (),
) -> Document:  # fmt: skip
    pieces, start, blocks = [text, *captions], 0, []
    for piece in pieces:
        kind = BlockKind.PARAGRAPH if piece is text else BlockKind.CAPTION
        blocks.append(Block(start=start, end=start + len(piece), kind=kind))
        start += len(piece) + 1
    return make_document(
        locator="a.txt", title="", text="\n".join(pieces), published=published, language=language,
        sources=[Source(name="a.txt")], blocks=blocks,
    )  # fmt: skip


def dated(*sentences: str, **made: object) -> list[DateSpan | None]:
    told = document(" ".join(sentences), **made)  # type: ignore[arg-type]
    spans, start = [], 0
    for sentence in sentences:
        spans.append((start, start + len(sentence)))
        start += len(sentence) + 1
    return EventDater(told).dates(told.blocks[0], spans)


def day(sentence: str, **made: object) -> str | None:
    span = dated(sentence, **made)[0]
    if span is None:
        return None
    return str(span.start) if span.start == span.end else f"{span.start}..{span.end}"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("On June 14, the minister said the plan stands.", "2007-06-14"),
        ("The mission released a statement on March 29, 2007, to the council.", "2007-03-29"),
        ("The envoys met on Monday in the old port.", "2007-06-11"),
        ("The envoys will meet on Monday in the old port.", "2007-06-18"),
        ("The fire broke out last night in a warehouse.", "2007-06-14"),
        ("The bridge collapsed in April.", "2007-04-01..2007-04-30"),
        ("The bridge will reopen in April.", "2008-04-01..2008-04-30"),
        ("Crews left the island two days earlier.", "2007-06-13"),
        ("The ship sails the following week.", "2007-06-18..2007-06-24"),
        ("The mine closed in 1963.", "1963-01-01..1963-12-31"),
        ("The mine was worked in the late 1920s.", "1927-01-01..1929-12-31"),
        ("Police said two men were hurt on Wednesday.", "2007-06-13"),
        ("The mayor told reporters Tuesday that the vote of 2001 was void.", "2007-06-12"),
        ("In Tuesday’s debate the mayor lost her temper.", "2007-06-12"),
        ("Earlier this month the council cut the budget.", "2007-06-01..2007-06-15"),
        ("Over the weekend thousands marched.", "2007-06-09..2007-06-10"),
    ],
)
def test_a_sentence_is_dated_by_its_own_expression(sentence: str, expected: str) -> None:
    assert day(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The two sides have talked since 2001.",
        "The treaty signed in 1990 is suspended.",
        "The party is still arguing over the 2004 election.",
        "The inquiry into the attacks of September 11, 2001, goes on.",
        "The minister, who was elected in 1998, resigned.",
        "The offer stands until July 4.",
        "The council is divided ahead of Tuesday's vote.",
        "“We won in 1999,” the captain said.",
        "The law, passed by the states that joined in 1995, is void.",
        "The port (opened in 1932) is closed.",
        "The governor has had the job for three years.",
    ],
)
def test_a_date_of_another_event_is_not_the_sentences(sentence: str) -> None:
    assert day(sentence) == "2007-06-15"
    found = dated(sentence)[0]
    assert found is not None and found.basis == "document date"


def test_the_basis_gives_the_words_and_the_day_they_count_from() -> None:
    assert dated("The envoys met on Monday.")[0] == day_span(
        date(2007, 6, 11), "'Monday', counted from 2007-06-15"
    )
    assert dated("It began on March 29, 2007.")[0] == day_span(date(2007, 3, 29), "'March 29, 2007'")


def test_later_counts_from_the_day_told_of_before() -> None:
    found = dated("On June 4 the talks opened.", "Two days later they broke off.")
    assert [str(span.start) for span in found if span] == ["2007-06-04", "2007-06-06"]
    assert (
        found[1] is not None and found[1].basis == "'Two days later', counted from 2007-06-04, told of before"
    )


def test_what_had_happened_before_is_background() -> None:
    assert dated("The town had refused three times.") == [None]
    assert day("The mayor said the town had refused.") == "2007-06-15"


NEWS = "The mayor opened a bridge."  # what opens a document is its news, so that cases stand behind it


@pytest.mark.parametrize(
    "sentence",
    [
        "At the time, the port was the largest of the coast.",
        "The bridge was closed when he was mayor.",
        "Anna Roe, then a student, led the crew.",
        "Anna Roe worked as a pilot and raised two sons.",
        "She later sued.",
        "After the vote in 2003 the party lost its seats.",
        "The Harbour Act of 1998 closed the port.",
        "The Harbour Act of May 28, 1998 closed the port.",
        "The ban that passed in 1993 had few friends.",
        "By the time she came, the crew had left.",
    ],
)
def test_what_tells_of_an_earlier_time_has_no_date(sentence: str) -> None:
    assert dated(NEWS, sentence)[1] is None


def test_what_is_told_after_something_long_ago_is_of_that_time_until_somebody_speaks() -> None:
    days = dated(NEWS, "In 2005 the board turned on her.", "She was fired.", "She said it was unfair.")
    assert [d and d.start.year for d in days] == [2007, 2005, None, 2007]


def test_what_is_told_after_something_of_these_days_is_news() -> None:
    days = dated(NEWS, "On Tuesday the board turned on her.", "She was fired.")
    assert days[2] is not None and days[2].start == date(2007, 6, 15)


@pytest.mark.parametrize(
    "sentence",
    [
        "She has been under fire for a meeting last Monday.",
        "The group is hailing the speech on Thursday.",
        "The union says that there was a meeting on Monday.",
        "They discussed the treaty signed in Oslo on March 3, 2001.",
        "The port was hit harder than the bridge was on Monday.",
        "The winner of Tuesday's debate was Roe.",
        "The prime minister's June 12 meeting with Roe was short.",
        "If Roe had stayed, the port would have closed.",
    ],
)
def test_a_past_time_beside_what_is_told_leaves_the_documents_day(sentence: str) -> None:
    read = dated(NEWS, sentence)[1]
    assert read is not None and read.start == read.end == date(2007, 6, 15)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("As of Monday, the party had 2,205 seats.", "2007-06-11"),
        ("Roe is likely to appear in court Wednesday.", "2007-06-20"),
        ("On Monday, when the crew came, it rained.", "2007-06-11"),
    ],
)
def test_a_day_of_the_main_verb_is_the_sentences(sentence: str, expected: str) -> None:
    read = dated(NEWS, sentence)[1]
    assert read is not None and read.start == date.fromisoformat(expected)


def test_two_years_between_which_something_was_are_a_range() -> None:
    read = dated(NEWS, "Between 2001 and 2003 the port lost its trade.")[1]
    assert read is not None and (read.start, read.end) == (date(2001, 1, 1), date(2003, 12, 31))


def test_nothing_dates_a_sentence_of_an_undated_document_but_its_own_full_date() -> None:
    sentences = ("The envoys met on Monday.", "It began on March 29, 2007.", "Rain fell.")
    assert [span and str(span.start) for span in dated(*sentences, published=None)] == [
        None,
        "2007-03-29",
        None,
    ]


def test_a_captions_full_date_anchors_a_weekday_and_the_basis_says_so() -> None:
    found = dated(
        "Envoys met on Monday.", "Rain fell.", published=None, captions=("The hall, April 25, 2007.",)
    )
    assert found == [day_span(date(2007, 4, 23), "'Monday', counted from 2007-04-25, a caption's date"), None]


def test_a_documents_year_completes_a_day_but_no_weekday() -> None:
    published = month_span(2007, 6, "date line")
    assert day("On March 3 it began.", published=published) == "2007-03-03"
    assert day("On Monday it began.", published=published) == "2007-06-01..2007-06-30"


def test_an_entrys_date_is_the_anchor_of_its_sentences() -> None:
    told = document("The envoys met on Monday.")
    entry = Block(
        start=0, end=len(told.text), kind=BlockKind.ENTRY, event_date=day_span(date(2007, 6, 9), "entry link")
    )
    found = EventDater(told).dates(entry, [(0, len(told.text))])[0]
    assert found is not None and (str(found.start), found.basis) == (
        "2007-06-04",
        "'Monday', counted from 2007-06-09",
    )


def test_expressions_are_read_in_english_only() -> None:
    assert day("Am Montag, June 14, 2001.", language="de") == "2007-06-15"


@pytest.mark.parametrize(
    ("text", "order"),
    [("16/4/2007, 5/4/2007", DayOrder.DAY_FIRST), ("4.16.2007", DayOrder.MONTH_FIRST), ("5/4/2007", None),
     ("16/4/2007, 4/16/2007", None)],
)  # fmt: skip
def test_the_order_of_numeric_dates_is_told_by_those_that_read_one_way(
    text: str, order: DayOrder | None
) -> None:
    assert day_order(text) is order


def test_a_numeric_date_follows_the_documents_order() -> None:
    assert day("On 5/4/2007 it began, and on 16/4/2007 it ended.") == "2007-04-05"


WORDS = [
    "on",
    "June 14",
    "Monday",
    '"',
    "said",
    "had",
    ",",
    "who",
    "last week",
    "”",
    "the",
    "2007",
    "'s",
    "(",
]


@given(st.text(max_size=300) | st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join))
def test_any_sentence_is_dated_without_fail(text: str) -> None:
    told = document(text or "x")
    found = EventDater(told).dates(told.blocks[0], [(0, len(text))])
    assert len(found) == 1


def test_statements_are_read_in_english_only() -> None:
    told = "“Rain is near,” Anna Lund said."
    assert len(find_statements(document(told))) == 1
    assert find_statements(document(told, language="sv")) == ()
