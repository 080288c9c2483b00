"""Questions for somebody's words, from the words of the question to the cited statement."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.filters import Filters
from embeddings.build import BuildRequest, build
from qa.answering_stories import names_one
from qa.opening import open_service
from qa.service import Question, Service
from qa.statement_search import SpeakerUnknown, StatementQuery
from tests.conftest import Silent

ROWS = [
    {
        "_id": "harbour",
        "title": "Harbour talks end",
        "date": "2009-03-02",
        "source": "Harbour Dispatch",
        "text": "Talks on the harbour ended without a treaty.\n\n"
        "“We will not sign a treaty that closes our ports to fishing,” Foreign Minister Anna Lindqvist said. "
        "Delegates left the hall in silence after a long evening of talks.\n\n"
        "Critics of Anna Lindqvist gathered outside the hall and waved flags until midnight.",
    },
    {
        "_id": "budget",
        "title": "Budget passed",
        "date": "2010-05-04",
        "source": "The Meridian Wire",
        "text": "Parliament passed the budget.\n\n"
        "“The budget spends more on schools than any before it,” Anna Lindqvist told reporters.\n\n"
        "Peter Okafor said that the budget was a gift to the banks.",
    },
    {
        "_id": "visit",
        "title": "A visit",
        "date": "2010-06-07",
        "source": "The Meridian Wire",
        "text": "Marta Quill visited the shipyard. Workers showed Marta Quill the new dock, and left.",
    },
    {
        "_id": "turn",
        "title": "Meeting",
        "date": "2011-01-02",
        "text": "Good afternoon.",
        "speaker": "Ivan Petrov",
    },
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder: Path = tmp_path_factory.mktemp("said")
    rows = folder / "rows.jsonl"
    rows.write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    build(folder / "index", BuildRequest(sources=(rows,)), Silent())
    return open_service(folder / "index")


def ids(service: Service, question: str, **asked: object) -> list[tuple[str | None, str | None, bool]]:
    answer = service.ask(Question(text=question, **asked))  # type: ignore[arg-type] # fields of Question
    return [(c.external_id, c.speaker, c.near_miss) for c in answer.citations]


@pytest.mark.parametrize(
    "who", ["Anna Lindqvist", "anna lindqvist", "LINDQVIST", "Anna Lindkvist", "Lindqvist"]
)
def test_own_words_come_before_passages_that_mention_the_person(archive: Service, who: str) -> None:
    found = ids(archive, f"What did {who} say?")
    own = [one for one in found if not one[2]]
    assert {one[0] for one in own} == {"harbour", "budget"}
    assert all(one[1] == "Anna Lindqvist" for one in own)
    assert found[: len(own)] == own and all(one[2] for one in found[len(own) :])


def test_the_topic_decides_which_of_the_words_come_first(archive: Service) -> None:
    assert ids(archive, "What did Lindqvist say about schools?")[0][0] == "budget"
    assert ids(archive, "Lindqvist's position on fishing")[0][0] == "harbour"


def test_the_time_of_a_question_holds_for_the_words(archive: Service) -> None:
    found = ids(archive, "What did Anna Lindqvist say in March 2009?")
    assert [one[0] for one in found if not one[2]] == ["harbour"]


def test_words_of_other_days_are_near_misses_and_the_reason_says_so(archive: Service) -> None:
    answer = archive.ask(Question(text="What did Peter Okafor say in March 2009?"))
    assert answer.abstained and answer.text == ""
    assert answer.reason is not None and "Peter Okafor" in answer.reason
    assert answer.citations and all(citation.near_miss for citation in answer.citations)


def test_the_last_words_come_first_where_they_are_asked_for(archive: Service) -> None:
    assert ids(archive, "What was Lindqvist's latest statement?")[0][0] == "budget"


def test_a_post_is_asked_for(archive: Service) -> None:
    found = ids(archive, "What did the foreign minister say about the treaty?")
    assert found[0] == ("harbour", "Anna Lindqvist", False)


def test_who_said_something_is_answered_by_whoever_said_it(archive: Service) -> None:
    assert ids(archive, "Who said that the budget was a gift to the banks?")[0][:2] == (
        "budget",
        "Peter Okafor",
    )


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("What did Marta Quill say?", "Marta Quill is mentioned in 1 document of this archive, not quoted"),
        ("What did Zorbo Quux say?", "no such person in this archive: Zorbo Quux"),
    ],
)
def test_a_person_who_says_nothing_is_told_apart_from_an_unknown_one(
    archive: Service, question: str, reason: str
) -> None:
    answer = archive.ask(Question(text=question))
    assert (answer.abstained, answer.reason, answer.text) == (True, reason, "")
    assert all(citation.near_miss for citation in answer.citations)


def test_a_speaker_filter_holds_before_ranking(archive: Service) -> None:
    found = ids(archive, "the budget", filters=Filters(speaker="okafor"), k=20)
    assert [one[:2] for one in found] == [("budget", "Peter Okafor")]
    assert ids(archive, "the budget", filters=Filters(speaker="Marta Quill")) == []


def test_the_highlight_lies_on_the_persons_own_words(archive: Service) -> None:
    citation = archive.ask(Question(text="What did Lindqvist say about the treaty?")).citations[0]
    assert "closes our ports" in citation.quote.exact


def test_a_rows_own_speaker_speaks_all_of_it(archive: Service) -> None:
    assert ids(archive, "What did Ivan Petrov say?")[0] == ("turn", "Ivan Petrov", False)


def test_nobody_speaks_in_a_sentence_that_only_tells(archive: Service) -> None:
    assert ids(archive, "Who waved flags until midnight?")[0][:2] == ("harbour", None)


def test_statements_are_listed_newest_first_or_by_topic(archive: Service) -> None:
    newest = archive.statements(StatementQuery(speaker="Lindqvist"), offset=0).statements
    assert [one.external_id for one in newest] == ["budget", "harbour"]
    fitting = archive.statements(StatementQuery(speaker="Lindqvist", about="fishing ports"), offset=0)
    assert fitting.statements[0].external_id == "harbour"
    for one in newest:
        document, _ = archive.document(one.stored.document_id)
        assert document.text[one.stored.statement.start : one.stored.statement.end] == one.text
    with pytest.raises(SpeakerUnknown):
        archive.statements(StatementQuery(speaker="Marta Quill"), offset=0)


def test_speakers_are_listed_with_counts(archive: Service) -> None:
    assert [(p.name, p.n_statements) for p in archive.speakers("lind", k=5)] == [("Anna Lindqvist", 2)]


def _row(number: str, day: str, text: str) -> dict[str, str]:
    return {"_id": number, "title": number, "date": day, "text": text}


POSTS = [
    _row("rossi05", "2005-03-02", "U.S. President Ada Rossi said that the harbour would be dredged."),
    _row("rossi06", "2006-03-02", "Rossi was in town. President Rossi said that the harbour was deep."),
    _row("rossi07", "2007-03-02", "US President Ada Rossi said that the bridge would open in spring."),
    _row("kane11", "2011-03-02", "American President Tom Kane said that the bridge would be closed."),
    _row("vice11", "2011-04-02", "US Vice President Lea Brandt said that the bridge was too old."),
    _row("former11", "2011-05-02", "Former US President Ada Rossi said that the bridge was safe."),
    _row("moss", "2018-03-02", "President of the United States Ivo Moss said that the road was long."),
    _row("paper", "2018-04-02", "US President Ivo Moss's hometown newspaper said that the road was short."),
    _row("he", "2019-04-02", "Judge Amy Cole spoke on the tax for hours. She said the tax was wrong. "
         "The tax was a burden, Cole said."),
]  # fmt: skip


@pytest.fixture(scope="module")
def posts(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder: Path = tmp_path_factory.mktemp("posts")
    rows, page = folder / "rows.jsonl", folder / "page.md"
    rows.write_text("\n".join(map(json.dumps, POSTS)), encoding="utf-8")
    page.write_text(
        "# Nora Quist: “The mill must stay”\n\n2019-05-06\n\nThe mill is to be sold, and Nora Quist is "
        "against it. Many people came to the mill on the day of the sale.\n",
        encoding="utf-8",
    )
    build(folder / "index", BuildRequest(sources=(rows, page)), Silent())
    return open_service(folder / "index")


@pytest.mark.parametrize("country", ["the US president", "the U.S. president", "the American president",
                                     "the president of the United States", "the us president"])  # fmt: skip
@pytest.mark.parametrize(
    ("year", "holder"), [(2005, "Ada Rossi"), (2006, "Ada Rossi"), (2011, "Tom Kane"), (2018, "Ivo Moss")]
)
def test_a_post_is_whoever_held_it_on_the_days_asked_for(
    posts: Service, country: str, year: int, holder: str
) -> None:
    answer = posts.ask(Question(text=f"What did {country} say in {year}?"))
    assert answer.interpreted.speaker == holder
    listed = posts.statements(
        StatementQuery(speaker=country, from_date=date(year, 1, 1), to_date=date(year, 12, 31)), offset=0
    )
    assert {one.speaker for one in listed.statements} <= {holder}


def test_a_former_or_a_deputy_holds_another_post(posts: Service) -> None:
    assert ids(posts, "What did the US vice president say?")[0][1] == "Lea Brandt"
    assert ids(posts, "What did the former US president say?")[0][1] == "Ada Rossi"


def test_of_sentences_that_fit_alike_the_one_with_the_name_is_shown(posts: Service) -> None:
    answer = posts.ask(Question(text="What did the judge say about the tax?"))
    assert answer.text.startswith("The tax was a burden, Cole said.")


def test_words_in_a_headline_are_cited(posts: Service) -> None:
    answer = posts.ask(Question(text="What did Nora Quist say about the mill?"))
    assert "The mill must stay" in answer.citations[0].text
    (listed,) = posts.statements(StatementQuery(speaker="Nora Quist"), offset=0).statements
    assert listed.passage_id == answer.citations[0].passage_id


def test_words_from_a_document_that_does_not_name_the_topic_are_near_misses(archive: Service) -> None:
    asked = archive.ask(Question(text="What did Peter Okafor say about Marta Quill?"))
    assert asked.abstained
    assert asked.reason == "no document in which Peter Okafor speaks names what is asked about: Marta Quill"
    assert asked.citations[0].speaker == "Peter Okafor"
    assert all(citation.near_miss for citation in asked.citations)


def test_a_topic_that_the_archive_writes_otherwise_is_no_reason_to_abstain(archive: Service) -> None:
    answer = archive.ask(Question(text="What did Peter Okafor say about the Xylobank?"))
    assert not answer.abstained


def test_of_a_question_of_names_alone_a_passage_without_them_is_a_near_miss(archive: Service) -> None:
    answer = archive.ask(Question(text="What happened to Marta Quill?", k=4))
    assert not answer.abstained
    assert [("Quill" in one.text) is not one.near_miss for one in answer.citations] == [True] * len(
        answer.citations
    )
    assert "harbour" not in answer.text


@pytest.mark.parametrize(
    ("name", "text", "is_named"),
    [
        ("Egypt", "Egyptian police hold a gunman.", True),
        ("Kosovo", "KOSOVO'S status", True),
        ("Kosovo", "Serbia votes.", False),
        ("United States", "The U.S. president", True),
        ("São Paulo", "sao paulo floods", True),
        ("", "", True),
    ],
)
def test_a_name_is_met_in_any_case_and_form_of_a_country(name: str, text: str, is_named: bool) -> None:
    assert names_one([name], text) is is_named


class _Unasked:
    """An encoder of which nothing may be wanted."""

    def encode_queries(self, texts: list[str]) -> None:
        raise AssertionError(f"encoded: {texts}")


@pytest.mark.parametrize("who", ["Anna Lindqvist", "Marta Quill", "Nobody Known"])
def test_of_words_without_a_topic_nothing_is_encoded(archive: Service, who: str) -> None:
    deaf = replace(archive.retriever, encoder=_Unasked())  # type: ignore[arg-type] # what is not to be called
    asked = Question(text=f"What did {who} say?")
    answer = Service(deaf, index_version=archive.index_version).ask(asked)
    assert replace(answer, timings_ms={}) == replace(archive.ask(asked), timings_ms={})
    with pytest.raises(AssertionError, match="encoded"):
        Service(deaf, index_version="").ask(Question(text=f"What did {who} say about the treaty?"))
