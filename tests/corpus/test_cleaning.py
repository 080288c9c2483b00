import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cleaning import remove_furniture
from corpus.prose import holds_sentence, is_paragraph

BODY = "The minister told reporters that the talks would go on."


def _kept(*lines: str) -> list[str]:
    return [line for line in remove_furniture("\n".join(lines)).lines if line]


@pytest.mark.parametrize(
    "line",
    [
        "Home | World | Europe | Business",
        "Front page ~ World ~ Region ~ Tides",
        "About us | Privacy Notice | Terms of use",
        "Football / Athletics / Olympics / Tables",
        "Back to top",
        "Share this page",
        "Print",
        "E-mail this article to a friend",
        "Skip to main content",
        "© 2007 The Courier",
        "Copyright 2007 The Courier. All rights reserved.",
        "Technorati Tags: , ,",
        "* * *",
    ],
)
def test_a_line_of_page_furniture_goes_out_with_a_reason(line: str) -> None:
    page = remove_furniture(f"{line}\n\n{BODY}")
    assert [kept for kept in page.lines if kept] == [BODY]
    assert [dropped.text for dropped in page.dropped] == [line]
    assert page.dropped[0].reason


@pytest.mark.parametrize(
    "line",
    [
        "He said that it opens. | White flags at the line | First of three points on the border",
        "| Country | Troops | Year |",
        "(c) The parties shall settle their disputes in peace.",
        "Copyright law of 1976 was amended by Congress in the spring.",
        "By John Smith | The Courier",
        "Print media are losing readers every year, he said.",
        "Belgium",
    ],
)
def test_a_line_that_only_looks_like_furniture_stays(line: str) -> None:
    assert _kept(BODY, line) == [BODY, line]


@pytest.mark.parametrize(
    "line",
    [
        "Final results: Italy | France | Germany",
        "Gold / Silver / Bronze",
        "Alpha · Bravo · Charlie",
    ],
)
def test_short_items_are_a_menu_only_above_the_first_and_below_the_last_paragraph(line: str) -> None:
    assert _kept(BODY, line, BODY + " Again.") == [BODY, line, BODY + " Again."]
    assert _kept(line, BODY, line) == [BODY]


@pytest.mark.parametrize("around", [[], [BODY], [BODY, BODY + " Again."]])
def test_items_with_digits_are_results(around: list[str]) -> None:
    results = ["Bolt | 9.69 | Jamaica", "Thompson | 9.89 | Trinidad"]
    assert _kept(*around, *results) == [*around, *results]
    assert _kept(*results, *around) == [*results, *around]


def test_of_a_line_repeated_directly_the_first_stays() -> None:
    assert _kept("Toe To Toe", "", "Toe To Toe", BODY, "Toe To Toe") == ["Toe To Toe", BODY]


def test_a_speaker_s_name_that_returns_stays() -> None:
    talk = ["MR. SMITH:", BODY, "MS. JONES:", BODY + " No.", "MR. SMITH:", "We agree on that."]
    assert _kept(*talk) == talk


def test_headlines_in_a_row_below_the_text_are_links() -> None:
    links = [
        "New Arms Race Unlikely Says Analyst",
        "Patience With Allies Wearing Thin",
        "Parliament Accuses Neighbour Of Meddling",
    ]
    page = remove_furniture("\n\n".join([BODY, *links, BODY + " Again."]))
    assert [line for line in page.lines if line] == [BODY, BODY + " Again."]
    assert {dropped.reason for dropped in page.dropped} == {"one of 3 headlines in a row without a text"}


def test_headlines_above_the_text_and_pairs_below_it_stay() -> None:
    page = [
        "The Long Title Of It",
        "Its Subtitle In Four Words",
        "And The First Section",
        BODY,
        "One More Section Here",
        "And Its Subsection There",
        BODY + " Again.",
    ]
    assert _kept(*"\n\n".join(page).split("\n")) == page


def test_below_back_to_top_a_footer_takes_its_sentences_along() -> None:
    footer = [
        "Back to top",
        "News | Sport | Weather",
        "The office manages this site as a portal for information.",
        "Help | Terms | Contact",
    ]
    assert _kept(BODY, *footer) == [BODY]


def test_a_text_that_goes_on_below_back_to_top_stays() -> None:
    assert _kept(BODY, "Back to top", BODY + " Again.", "It goes on for a while yet.") == [
        BODY,
        BODY + " Again.",
        "It goes on for a while yet.",
    ]


@pytest.mark.parametrize(
    "text",
    [BODY, "Он сказал, что переговоры продолжатся.", "首相は会見した。", "وقال الوزير إن المحادثات ستستمر؟"],
)
def test_a_sentence_is_known_in_many_scripts(text: str) -> None:
    assert holds_sentence(text) and is_paragraph(text)


@pytest.mark.parametrize(
    "text", ["U.S. Department of State", "Washington, D.C.", "Talks Held In Brussels", "", "..."]
)
def test_a_name_or_a_headline_is_no_sentence(text: str) -> None:
    assert not holds_sentence(text)


def test_a_sentence_before_a_button_is_no_paragraph() -> None:
    assert not is_paragraph("We value all of your privacy. Accept all / Settings")


@given(st.text(alphabet=st.sampled_from("Ab .|©\n#•") | st.characters()))
def test_every_filled_line_is_either_kept_or_dropped(text: str) -> None:
    page = remove_furniture(text)
    whole = sorted(line.strip() for line in text.split("\n") if line.strip())
    assert sorted([line for line in page.lines if line] + [dropped.text for dropped in page.dropped]) == whole
