"""The OpenAI dialect, spoken by OpenAI's own client with a real server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import openai
import pytest

from corpus.documents import Precision
from qa.http.openai_dialect import _as_known
from qa.http.responses import DateSpanBody
from qa.service import Turn
from qa.settings import Settings
from tests.qa.fakes import FakeArchive, make_app, serving

ARCHIVE = FakeArchive()
MAX_QUESTION_CHARS = 200
MAX_HISTORY_TURNS = 3


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    settings = Settings(max_question_chars=MAX_QUESTION_CHARS, max_history_turns=MAX_HISTORY_TURNS)
    with serving(make_app(ARCHIVE, settings)) as url:
        yield url


@pytest.fixture(scope="module")
def client(url: str) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{url}/v1", api_key="none", max_retries=0) as client:
        yield client


def test_the_one_model_is_listed_and_found(client: openai.OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["onrecord"]
    assert client.models.retrieve("onrecord").id == "onrecord"
    with pytest.raises(openai.NotFoundError, match="the one there is is 'onrecord'"):
        client.models.retrieve("gpt-4")


def test_a_completion_has_the_answer_and_its_sources(client: openai.OpenAI, url: str) -> None:
    done = client.chat.completions.create(
        model="onrecord", messages=[{"role": "user", "content": "Gates?"}], temperature=0.1, user="me"
    )
    (choice,) = done.choices
    content = choice.message.content or ""
    assert choice.finish_reason == "stop"
    assert done.usage
    assert done.usage.total_tokens == done.usage.prompt_tokens > 0
    cited = [annotation.url_citation for annotation in choice.message.annotations or []]
    assert [content[one.start_index : one.end_index] for one in cited] == ["[1]", "[2]"]
    passage = f"{url}/v1/passages/{ARCHIVE.passages[1].passage_id}"
    assert [one.url for one in cited] == ["https://rferl.example/gates#:~:text=Robert%20Gates", passage]
    assert [one.title for one in cited] == ["Title of gates", "Title of nato"]
    assert done.model_extra
    assert done.model_extra["citations"] == [one.url for one in cited]
    assert done.model_extra["search_results"][0] == {
        "title": "Title of gates",
        "url": cited[0].url,
        "date": "2007-04-23",
        "snippet": ARCHIVE.passages[0].text,
        "source": "RFE/RL",
    }
    assert done.model_extra["search_results"][1]["date"] is None


def test_a_stream_gives_the_same_answer_and_the_sources_at_its_end(client: openai.OpenAI) -> None:
    whole = client.chat.completions.create(model="onrecord", messages=[{"role": "user", "content": "Gates?"}])
    stream = client.chat.completions.create(
        model="onrecord",
        messages=[{"role": "user", "content": "Gates?"}],
        stream=True,
        stream_options={"include_usage": True},
    )
    chunks = list(stream)
    deltas = [chunk.choices[0].delta for chunk in chunks if chunk.choices]
    assert deltas[0].role == "assistant"
    assert "".join(delta.content or "" for delta in deltas) == whole.choices[0].message.content
    assert len(deltas) == 4
    assert chunks[-1].choices == []
    assert chunks[-1].usage == whole.usage
    last = chunks[-2]
    assert last.choices[0].finish_reason == "stop"
    annotations = [one.model_dump() for one in whole.choices[0].message.annotations or []]
    assert (last.choices[0].delta.model_extra or {})["annotations"] == annotations
    assert (last.model_extra or {})["citations"] == (whole.model_extra or {})["citations"]
    assert (last.model_extra or {})["search_results"] == (whole.model_extra or {})["search_results"]
    assert len({chunk.id for chunk in chunks}) == 1


def test_the_last_user_message_is_the_question_and_what_was_said_before_its_history(
    client: openai.OpenAI,
) -> None:
    client.chat.completions.create(
        model="anything",
        messages=[
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "Gates?"},
            {"role": "assistant", "content": "In Moscow. [1]"},
            {"role": "assistant", "content": None},
            {
                "role": "user",
                "content": [
                    {"type": "text", "text": "And"},
                    {"type": "image_url", "image_url": {"url": "https://x.example/x.png"}},
                    {"type": "text", "text": "then?"},
                ],
            },
        ],
    )
    asked = ARCHIVE.asked[-1]
    assert asked.text == "And\nthen?"
    assert asked.history == (
        Turn(role="user", content="Gates?"),
        Turn(role="assistant", content="In Moscow. [1]"),
    )


def test_of_a_long_talk_the_last_messages_are_kept(client: openai.OpenAI) -> None:
    client.chat.completions.create(
        model="onrecord", messages=[{"role": "user", "content": str(number)} for number in range(10)]
    )
    assert [turn.content for turn in ARCHIVE.asked[-1].history] == ["6", "7", "8"]


@pytest.mark.parametrize(
    ("content", "told"),
    [(" ", "send a question as its content"), ("x" * (MAX_QUESTION_CHARS + 1), "reads at most 200")],
)
def test_a_bad_question_is_a_bad_request(client: openai.OpenAI, content: str, told: str) -> None:
    with pytest.raises(openai.APIStatusError, match=told) as caught:
        client.chat.completions.create(model="onrecord", messages=[{"role": "user", "content": content}])
    assert isinstance(caught.value, openai.BadRequestError)
    assert caught.value.type == "invalid_request_error"
    assert caught.value.code


def test_an_answer_that_abstains_has_no_sources(client: openai.OpenAI) -> None:
    done = client.chat.completions.create(
        model="onrecord", messages=[{"role": "user", "content": "Atlantis?"}]
    )
    assert done.choices[0].message.content == "The archive holds no answer."
    assert done.choices[0].message.annotations == []
    assert (done.model_extra or {})["citations"] == []


@pytest.mark.parametrize(
    ("precision", "end", "written"),
    [
        (Precision.DAY, date(2010, 1, 1), "2010-01-01"),
        (Precision.MONTH, date(2010, 1, 31), "2010-01"),
        (Precision.YEAR, date(2010, 12, 31), "2010"),
        (Precision.RANGE, date(2010, 3, 2), "2010-01-01/2010-03-02"),
    ],
)
def test_a_date_goes_out_no_more_precise_than_it_is_known(
    precision: Precision, end: date, written: str
) -> None:
    span = DateSpanBody(start=date(2010, 1, 1), end=end, precision=precision, basis="date field")
    assert _as_known(span) == written
