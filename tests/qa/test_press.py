"""The press of a country that a question asks: what is read, left out, searched and told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.filters import Filters
from embeddings.build import BuildRequest, build
from qa.opening import open_service
from qa.press import read_press, tells_of_press
from qa.press_names import NamedPress, find_press
from qa.question import KnownNames, read_question
from qa.question_kind import QuestionKind
from qa.service import Question, Service
from tests.conftest import Silent
from tests.embeddings.made_archives import write_rows

KNOWN = KnownNames(sources={"bbc": 9, "dutch news": 3, "australian": 4, "turkish press": 2})


def asked(text: str) -> tuple[str, ...]:
    press = read_press(text)
    return press.countries if press else ()


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("What did the Russian press write about Kosovo?", "What about Kosovo?"),
        ("According to Turkish media, who fell?", ", who fell?"),
        ("British newspapers on the ferry", "the ferry"),
        ("Which terms were reported by Israeli news agencies?", "Which terms were ?"),
        ("How did Kyiv's papers describe the ferry?", "How describe the ferry?"),
        ("Per Saudi state media, who fell?", ", who fell?"),
    ],
)
def test_the_words_that_name_the_press_are_not_searched(text: str, topic: str) -> None:
    assert read_question(text, now=date(2015, 11, 11)).topic == topic


def test_what_the_press_says_is_nobody_s_words() -> None:
    reading = read_question("What did the Russian press say about the ferry?", now=date(2015, 11, 11))
    assert reading.kind is QuestionKind.WHAT


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("According to US media, who fell?", ("US",)),
        ("According to the us media, who fell?", ("US",)),
        ("According to us media matters", ()),
        ("What did Israeli and Palestinian papers say about it?", ("IL", "PS")),
        ("What did newspapers in the Czech Republic say about it?", ("CZ",)),
        ("What did U.K. papers say about it?", ("GB",)),
        ("What did the Afghanistan papers say about it?", ()),
        ("What did Latin American newspapers say about it?", ()),
        ("What did anti-Turkish media say about it?", ()),
        ("What did Russian-language media say about it?", ()),
        ("According to Russian media tycoon Ivan Ivanov, who fell?", ()),
        ("When did Danish newspapers publish the drawings?", ()),
        ("What did Danish newspapers publish about the drawings?", ("DK",)),
        ("What did the media say about Turkey?", ()),
        ("British newspapers on strike", ()),
    ],
)
def test_precision_goes_first(text: str, countries: tuple[str, ...]) -> None:
    assert asked(text) == countries


@pytest.mark.parametrize(
    ("text", "source", "countries"),
    [
        ("What did the BBC report about Russian media?", "bbc", None),
        ("Who fell, as reported by Dutch news agencies?", None, ("NL",)),
        ("What was written in the Australian papers about it?", None, ("AU",)),
        ("What did the Turkish Press report about it?", "turkish press", None),
        ("What did the Turkish press report about it?", None, ("TR",)),
    ],
)
def test_a_publisher_named_goes_before_the_press_but_not_by_the_press_s_own_words(
    text: str, source: str | None, countries: tuple[str, ...] | None
) -> None:
    reading = read_question(text, now=date(2015, 11, 11), known=KNOWN)
    assert (reading.source, reading.press.countries if reading.press else None) == (source, countries)


def test_countries_are_told_by_their_names() -> None:
    def label(*countries: str) -> str:
        return NamedPress(countries=countries, noun="press", start=0, end=5).label

    assert label("US") == "press of the United States"
    assert label("IL", "PS", "LB") == "press of Israel, Palestine and Lebanon"


@given(st.text(max_size=80), st.sampled_from(["Russian press", "newspapers in Côte d'Ivoire", "us tv", "\0"]))
def test_any_text_is_read_within_its_bounds(text: str, name: str) -> None:
    whole = f"{text}{name}{text}"
    for named in find_press(whole):
        assert 0 <= named.start < named.end <= len(whole) and named.countries
    press = read_press(whole)
    assert press is None or 0 <= press.start < press.end <= len(whole)


ROWS = (
    ("The ferry Norby sank in a storm, and 12 people died.", "2019-05-09", ["BBC News"]),
    ("The ferry Norby sank because its doors stood open, and 14 people died.", "2019-05-09", ["RIA Novosti"]),
    ("The ferry Norby was raised from the sea floor by a crane.", "2019-08-02", ["Haaretz"]),
    ("The ferry Norby had been built in Rostock as a trawler.", "2019-08-03", ["Evening Boat"]),
    ("The ferry Norby carried stolen cars, according to Georgian media.", "2019-05-10", ["BBC News"]),
)


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("ferry")
    rows = [
        {"_id": str(number), "text": text, "date": day, "source": source}
        for number, (text, day, source) in enumerate(ROWS)
    ]
    write_rows(folder / "rows.jsonl", rows)
    build(folder / "index", BuildRequest(sources=(folder / "rows.jsonl",)), Silent())
    return open_service(folder / "index")


def sources(service: Service, text: str) -> list[str]:
    return [citation.source.name for citation in service.ask(Question(text=text)).citations]


def test_only_the_press_asked_answers_and_the_reading_is_told(ferry: Service) -> None:
    answer = ferry.ask(Question(text="What did the Russian press write about the ferry Norby?"))
    assert not answer.abstained and answer.interpreted.source == "press of Russia"
    assert [citation.source.name for citation in answer.citations] == ["RIA Novosti"]
    both = sources(ferry, "Israeli and British newspapers on the ferry Norby")
    assert set(both) == {"Haaretz", "BBC News"}


def test_a_passage_that_tells_what_the_press_asked_says_is_heard_for_it(ferry: Service) -> None:
    answer = ferry.ask(Question(text="What did Georgian newspapers write about the ferry Norby?"))
    assert not answer.abstained
    assert [citation.text for citation in answer.citations] == [ROWS[4][0]]


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Twelve died, according to Syrian state media.", True),
        ("Syria's state television says that twelve died.", True),
        ("It was reported by the Syrian press that twelve died.", True),
        ("Offices of Syrian state media were hit, and twelve died.", False),
        ("According to Turkish media, Syrian television was hit.", False),
    ],
)
def test_a_text_tells_of_a_press_where_it_has_it_say_something(text: str, tells: bool) -> None:
    assert tells_of_press(text, "SY") == tells


def test_a_press_that_the_archive_does_not_have_is_said_and_others_are_near_misses(ferry: Service) -> None:
    answer = ferry.ask(Question(text="What did newspapers in Poland write about the ferry Norby?"))
    assert answer.abstained and answer.reason is not None
    assert answer.reason.startswith("this archive has no publisher that is known to be of Poland; it has")
    assert answer.citations and all(citation.near_miss for citation in answer.citations)


def test_a_press_that_has_nothing_on_those_days_is_said_and_its_other_days_are_shown(ferry: Service) -> None:
    answer = ferry.ask(
        Question(text="What did the Russian press write about the ferry Norby in August 2019?")
    )
    assert answer.reason == (
        "nothing that the press of Russia tells in this archive is dated from 2019-08-01 to 2019-08-31"
    )
    assert [citation.source.name for citation in answer.citations] == ["RIA Novosti"]


def test_a_source_given_outranks_the_press_read(ferry: Service) -> None:
    question = Question(
        text="What did the Russian press write about the ferry Norby?", filters=Filters(source="Haaretz")
    )
    answer = ferry.ask(question)
    assert answer.interpreted.source == "Haaretz"
    assert [citation.source.name for citation in answer.citations] == ["Haaretz"]
