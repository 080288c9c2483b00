"""Furniture told by the shape of its group, and texts of the same shape that stay."""

import pytest

from corpus.cleaning import remove_furniture

FIRST = "The council split 21 to 17 after a debate of nearly four hours over the cost of the new flood wall."
LAST = (
    "Officers will report back in February, and the first piles could be driven in the spring of next year."
)


def _kept(*lines: str) -> list[str]:
    return [line for line in remove_furniture("\n".join(lines)).lines if line]


@pytest.mark.parametrize(
    "box",
    [
        ["A D V E R T I S E M E N T", "Half off all divans until Sunday"],
        ["Advertisement", "Ad ends in 12"],
        ["Our letter", "One long read in your inbox, every week.", "Your email address       SIGN ME UP"],
        ["You have 2 free articles left.", "Already a subscriber? Log in"],
    ],
)
def test_what_stands_beside_a_button_between_two_paragraphs_goes_out(box: list[str]) -> None:
    assert _kept(FIRST, "", *box, "", LAST) == [FIRST, LAST]


@pytest.mark.parametrize(
    "group",
    [
        ["[Image]", "Ann Lee with stake no. 14, September 2003"],
        ["Tweet", "Ann Lee @annlee", "Two votes. Nobody can live on two votes."],
        ["Share", "Posted on 06/10/2018 by Ann Lee"],
    ],
)
def test_pictures_posts_and_dates_beside_a_button_stay(group: list[str]) -> None:
    assert _kept(FIRST, "", *group, "", LAST) == [FIRST, *group[1:], LAST]


def test_comments_are_told_by_their_times_under_a_heading_with_a_count() -> None:
    comments = ["riverrat", "Five years and not one brick laid.", "19 Nov, 8:14am  Report this"]
    assert _kept(FIRST, LAST, "", "HAVE YOUR SAY (3 posted)", "", *comments) == [FIRST, LAST]


@pytest.mark.parametrize(
    "links",
    [
        ["Yesterday in brief", "15 Feb - Post office raid: two held", "14 Feb - Mayor to open new park"],
        ["In the same vein", "The lighthouse with two keepers", "Why the last conductor will not retire"],
        ["World news · Cup draw · Fuel tax"],
        ["Who we are   Our work   Countries"],
    ],
)
def test_links_below_the_last_paragraph_go_out(links: list[str]) -> None:
    assert _kept(FIRST, LAST, "", *links) == [FIRST, LAST]


@pytest.mark.parametrize(
    "told",
    [
        ["How it went", "12 Jan - Overtime ban begins", "3 Feb - Night service withdrawn"],
        [
            "What has gone since then:",
            "The sleeper that left for the coast",
            "The boat train that ran on Sundays",
        ],
        ["The dead are", "Albert Noakes", "John Noakes", "William Tarn"],
        ["Crew       Lane   Finish", "Kestrel    4      5:51.12", "Oxbow      3      5:51.47"],
        ["1. Donald Marsh (Last week: 2.)", "2. Mary Rill (1.)", "3. Ted Voss (4.)"],
        ["Yours faithfully", "Hester Dunmore", "Chairman, Friends of the Library Elms"],
    ],
)
def test_chronologies_lists_tables_and_signatures_below_the_last_paragraph_stay(told: list[str]) -> None:
    assert _kept(FIRST, LAST, "", *told) == [FIRST, LAST, *told]


def test_lines_that_return_as_headings_below_are_the_page_s_contents() -> None:
    text = [FIRST, "", "Why wells fail", "", LAST, "", "What we ask", "", FIRST]
    contents = ["Contents", "Why wells fail", "What we ask"]
    assert _kept("Dry taps", "", *contents, "", *text) == ["Dry taps", *(line for line in text if line)]


def test_labels_with_a_number_that_stand_in_many_groups_go_out() -> None:
    posts = [line for n in (611, 9, 12, 10) for line in (f"Posts: {n}", "", FIRST, "")]
    assert _kept(*posts) == [FIRST] * 4
    assert _kept(FIRST, "", "Attendance: 2,214", "", LAST) == [FIRST, "Attendance: 2,214", LAST]


def test_persons_with_their_titles_are_no_menu() -> None:
    present = ["Mr. A. Tolland", "Mrs. R. Echeny", "Dr. P. Suvari", "Mr. G. Maddock"]
    assert _kept(*present, "", FIRST, LAST) == [*present, FIRST, LAST]
