import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cleaning import furniture_among, remove_furniture
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


LONG = (
    "The minister told reporters in the city on Friday that the talks would go on for as long as they must."
)
PAGE_TAILS = [
    ["Related stories", "Mayor says the bridge will stay closed", "Two held after fire at the mill"],
    ["Most read", "1. Mayor says the bridge will stay closed", "2. Two held after fire at the mill (41)"],
    ["3 Comments", "Pat says:", "I was there. It was cold.", "Leave a Reply", "Name (required)"],
    [
        "Share this story",
        "Facebook   Twitter   Reddit",
        "Bridge stays closed",
        "Fire at the mill, 3 May 2007",
    ],
    ["Mehr zum Thema", "Brücke bleibt gesperrt", "Zwei Festnahmen nach Brand", "Nach oben"],
    ["Lire aussi", "Le pont reste fermé", "Mentions légales - Contacts - Publicité"],
    ["Ads by Network", "Basement flooded? Free quote.", "Privacy Policy | Terms of Use | Contact Us"],
    ["Older posts", "Blog Archive", "2007 (41)", "2006 (77)", "Powered by Engine"],
    ["© 2007 The Courier", "The Courier is not responsible for external sites.", "Help | Terms | Contact"],
]


@pytest.mark.parametrize("tail", PAGE_TAILS)
def test_what_pages_put_below_a_text_goes_out(tail: list[str]) -> None:
    assert _kept(LONG, "", LONG + " Again.", "", *tail) == [LONG, LONG + " Again."]


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Mayor says that the bridge will stay closed.",
        "Sign up for our newsletter and get the news in your inbox",
        "Advertisement",
        "Story continues below advertisement",
        "f  t  in  @",
        "This story has been e-mailed 7 times",
        "Something went wrong, please try again later.",
    ],
)
def test_what_pages_put_between_paragraphs_goes_out(line: str) -> None:
    assert _kept(LONG, "", line, "", LONG + " Again.") == [LONG, LONG + " Again."]


@pytest.mark.parametrize(
    "tail",
    [
        ["Correction: an earlier version of this page gave another time."],
        ["(with AFP)"],
        ["Results", "Oxbow       5:51.2", "Kestrel     5:51.9"],
        ["The dead", "Albert Noakes, 14", "Peter Gaskell, 33"],
        ["What to bring", "- A lamp", "- Warm clothes", "- Something to eat"],
        ["Latest developments", LONG + " Still.", LONG + " Yet."],
        ["Comments", LONG + " Still.", LONG + " Yet."],
        ["Archives", LONG + " They hold it.", LONG + " Yet."],
        ["New Hampshire: " + ", ".join(["Ann Other"] * 20), "Iowa: " + ", ".join(["Ann Other"] * 20)],
    ],
)
def test_what_belongs_to_a_text_stays_below_it(tail: list[str]) -> None:
    lines = [LONG, LONG + " Again.", *tail]
    assert _kept(*"\n\n".join(lines).split("\n")) == lines


def test_the_start_of_another_text_takes_its_headline_and_its_picture_s_caption_along() -> None:
    teaser = ["Bridge: What Now", "The mayor on the bridge in June (AFP)", "The mayor said that it...(more)"]
    page = "\n\n".join([LONG, LONG + " Again.", "(compiled from agency reports)", *teaser])
    assert _kept(*page.split("\n")) == [LONG, LONG + " Again.", "(compiled from agency reports)"]


def test_a_page_of_starts_of_texts_keeps_them() -> None:
    page = [LONG + " Read more", LONG + " And read more", LONG]
    assert _kept(*"\n\n".join(page).split("\n")) == page


def test_an_article_about_privacy_and_cookies_loses_nothing() -> None:
    told = [
        "Regulators said on Monday that the site had stored cookies without the consent of its users.",
        "Its privacy policy had not mentioned advertising partners, according to the ruling.",
        "The company said that it would let people subscribe without an account by the end of May.",
    ]
    assert _kept(*"\n\n".join(told).split("\n")) == told


def test_pieces_of_an_extracted_text_are_told_apart_by_their_index() -> None:
    assert furniture_among([LONG, "Back to top", "- An item", LONG]) == {1: "leads back to the top"}


def test_a_heading_that_asks_for_opinions_over_text_that_goes_on_is_no_heading_of_comments() -> None:
    body = f"{BODY} They will meet again in the town hall to hear what the people of the valley think."
    invitation = "There will be a meeting in the hall of the harbour office on a day that is to be announced."
    agenda = ["Latest documents", "Agenda of the full council", "Planning committee, Monday 4th March, 7pm"]
    kept = _kept(body, "", body, "", "Have your say", "", invitation, "", *agenda)
    assert kept == [body, body, "Have your say", invitation]


def test_a_line_that_introduces_a_list_is_no_link_of_the_box_above_it() -> None:
    body = f"{BODY} They will meet again in the town hall to hear what the people of the valley think."
    box = ["RELATED", "", "The navy of the islands", "Report, 2 March 2015", ""]
    points = ["Four things would make it work here:", "", f"• {BODY}", f"• {BODY} Nobody answers at night."]
    kept = _kept(body, "", *box, *points, "", body)
    assert kept == [body, *filter(None, points), body]


def test_comments_show_by_who_wrote_them_and_when_under_any_heading() -> None:
    body = f"{BODY} They will meet again in the town hall to hear what the people of the valley think of it."
    comments = [
        "Pat R says...",
        "4:31pm Tue 14 Oct 03",
        BODY,
        "",
        "Kim of the Marsh says...",
        "8:56pm Tue 14 Oct 03",
    ]
    assert _kept(body, "", body, "", "YOUR SAY", "", *comments, f"{body} Keep it up!") == [body, body]


def test_headlines_with_falling_times_of_day_below_the_text_are_links_and_a_programme_is_none() -> None:
    body = f"{BODY} They will meet again in the town hall to hear what the people of the valley think of it."
    news = [
        "20:05  Wrestlers of the valley take golds",
        "19:48  Heating will not cost more",
        "18:57  Snow in the north soon",
    ]
    assert _kept(body, "", body, "", *news) == [body, body]
    assert _kept(body, "", body, "", *news[::-1]) == [body, body, *news[::-1]]
