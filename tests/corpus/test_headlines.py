"""What stands above a saved text: its headline, offers, ways to ask, dates."""

from datetime import date

import pytest

from corpus.documents import Document
from corpus.readers.saved_text import read_saved_text

LONG = "The full council split 21 to 17 after a debate of nearly four hours over the cost of the flood wall."


def _document(text: str) -> Document:
    document = read_saved_text(text, locator="page.txt")
    assert document is not None
    return document


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "The Courier\nMore for you!\n\nFlood wall vote put off again\n\nPublished 4 May 2010",
            "Flood wall vote put off again",
        ),
        (
            "Plant promised 3,000 jobs. It has 236.\nTen months on it has no roof.\n\nAnn Lee\n4 May 2010",
            "Plant promised 3,000 jobs. It has 236.",
        ),
        (
            "Sections ▾   Puzzles   Recipes   Account\n\nFlood wall vote put off again\n4 May 2010",
            "Flood wall vote put off again",
        ),
        (
            "The town that sold its silence\n\nWords: Ann Lee of the Long Read\nJune 2016 issue",
            "The town that sold its silence",
        ),
        (
            "Flood wall vote put off\nThe wall will not be built before 2012\n\nAnn Lee\n4 May 2010",
            "Flood wall vote put off",
        ),
    ],
)
def test_a_headline_is_found_below_offers_and_may_be_a_sentence(head: str, title: str) -> None:
    assert _document(f"{head}\n\n{LONG}\n\n{LONG}").title == title


def test_who_may_be_asked_is_kept_above_the_headline() -> None:
    page = _document(
        f"Contact:\nAnn Lee, Courier Works\npress@works.example\n\nA new works opens today\n\n{LONG}"
    )
    assert "press@works.example" in page.text


def test_a_date_line_may_name_its_weekday_in_another_language_and_its_author() -> None:
    line = "Article paru le vendredi 21 août 1998, par Solange Mercadieu"
    published = _document(f"Le dernier passeur range sa barque\n{line}\n\n{LONG}").published
    assert published is not None and published.start == date(1998, 8, 21)


def test_an_author_and_a_place_in_capitals_are_no_headline_and_a_long_summary_stays() -> None:
    summary = (
        "The town says that the new well will be ready before the winter and nobody who lives there thinks so"
    )
    head = f"The Courier\n\nVillage waits for its water again\n\n{summary}\n\nELENA MORE. UPPER MARSH"
    document = _document(f"{head}\n\n{LONG}")
    assert document.title == "Village waits for its water again"
    assert summary in document.text


def test_a_calendar_and_the_days_of_other_pages_below_leave_the_date_above_the_text_alone() -> None:
    head = "14 March 2013 | 11:47\nBorder post works around the clock now"
    others = (
        "Most read\n\nFirst of the other stories\n31 May 2013\n\nSecond of the other stories\n28 May 2013"
    )
    for below in ("March 2013\nMo Tu We Th Fr Sa Su", others):
        document = _document(f"The Courier\n{head}\n\n{LONG}\n\n{LONG}\n\nPrint   Share\n\n{below}")
        assert document.published is not None
        assert document.published.start == date(2013, 3, 14)
        assert "May" not in document.text
