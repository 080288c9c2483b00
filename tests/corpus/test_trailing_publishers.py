import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.trailing_publishers import read_trailing_publishers

TOLD = "Talks in Brussels end without a result."


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("(BBC)", ("BBC",)),
        ("(The Unheard-of Gazette)", ("The Unheard-of Gazette",)),
        ("(BBC) (Reuters) (BBC)", ("BBC", "Reuters", "BBC")),
        ("(AP via Houston Chronicle)", ("AP via Houston Chronicle",)),
        ("(Reuters, The Guardian)", ("Reuters, The Guardian",)),
        ("(Radio Free Europe/Radio Liberty)", ("Radio Free Europe/Radio Liberty",)),
        ("(news.example.com)", ("news.example.com",)),
        ('("NY Times")', ("NY Times",)),
        ("(9 News)", ("9 News",)),
        ("(Democracy Now!)", ("Democracy Now!",)),
    ],
)
def test_names_in_parentheses_behind_a_sentence_are_publishers(written: str, names: tuple[str, ...]) -> None:
    assert read_trailing_publishers(f"{TOLD} {written} ") == (TOLD, names)


@pytest.mark.parametrize(
    "text",
    [
        "He joined the Jamaica Labour Party (JLP)",
        "It was shown by the Cable News Network (CNN)",
        "He was a senator from Ohio (D)",
        "The war in Afghanistan (2001–2021)",
        "Alvin and the Chipmunks: The Squeakquel (2009)",
        "COVID-19 pandemic in New York (state)",
        f"{TOLD} (in Spanish)",
        f"{TOLD} (See also the talks of 2003)",
        f"{TOLD} (He did not say why.)",
        f"{TOLD} (compiled from agency reports)",
        f"{TOLD} (Applause.)",
        f"{TOLD} (Jane Doe/Getty Images)",
        f"{TOLD} (it was the third such meeting since the war)",
        f"{TOLD} (2003)",
        "(BBC)",
        "",
        TOLD,
        "Unopened BBC)",
    ],
)
def test_other_parentheses_stay(text: str) -> None:
    assert read_trailing_publishers(text) == (text, ())


def test_a_known_publisher_needs_no_full_stop_before_it() -> None:
    assert read_trailing_publishers("Talks end without a result (BBC)") == (
        "Talks end without a result",
        ("BBC",),
    )


@given(st.text(alphabet=st.sampled_from("aB .()'/2!") | st.characters()))
def test_what_is_left_begins_the_text_and_what_is_named_stands_behind_it(text: str) -> None:
    told, names = read_trailing_publishers(text)
    assert text.startswith(told)
    assert all(name in text[len(told) :] for name in names)
    assert told == text if not names else any(map(str.isalnum, told))
