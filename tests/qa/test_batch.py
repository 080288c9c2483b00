"""Many questions from a file."""

from __future__ import annotations

import io
import json

from qa.batch import answer_batch
from qa.http.responses import AskResponse
from qa.service import Question, Service

TEMPLATE = Question(text="", k=2)
TEMPLATE_ASKED = Question(text="Mars", k=2)


def answers(service: Service, *lines: str | bytes) -> tuple[list[dict[str, object]], bool]:
    out = io.StringIO()
    encoded = [line.encode() if isinstance(line, str) else line for line in lines]
    all_well = answer_batch(service, encoded, TEMPLATE, out)
    return [json.loads(line) for line in out.getvalue().splitlines()], all_well


def test_each_line_gets_an_answer_with_its_id(service: Service) -> None:
    rows, all_well = answers(
        service,
        '{"_id": "a", "text": "When did Kosovo declare independence?"}',
        "",
        '{"_id": "b", "text": "Mars", "history": [["user", "hello"]], "now": "2015-01-01"}',
    )
    assert all_well and [row["_id"] for row in rows] == ["a", "b"]
    as_over_http = AskResponse.of(service.ask(TEMPLATE_ASKED)).model_dump(by_alias=True)
    assert set(rows[0]) == {"_id", *as_over_http}
    assert isinstance(rows[0]["citations"], list) and len(rows[0]["citations"]) == 2


def test_a_line_that_is_no_question_is_answered_with_its_fault_and_the_rest_goes_on(service: Service) -> None:
    rows, all_well = answers(
        service,
        "not json",
        "[1]",
        '{"_id": "x", "text": "  "}',
        '{"_id": "y", "text": "Mars", "now": "yesterday"}',
        '{"_id": "z", "text": "Mars", "history": [1]}',
        '{"_id": "ok", "text": "Mars"}',
    )
    assert not all_well and len(rows) == 6
    assert [row.get("line") for row in rows] == [1, 2, 3, 4, 5, None]
    assert all("error" in row for row in rows[:5]) and "answer" in rows[5]
    assert "YYYY-MM-DD" in str(rows[3]["error"])


def test_what_is_no_text_in_utf_8_costs_its_own_line_only(service: Service) -> None:
    rows, all_well = answers(
        service,
        b'{"_id": "latin", "text": "\xdcberlingen"}',
        '{"_id": "\\ud800", "text": "Mars"}',
        "[" * 100_000,
        '{"_id": "half", "text": "Mars \\ud800"}',
        '{"_id": "ok", "text": "Mars"}',
    )
    assert not all_well
    assert [("error" in row, row["_id"]) for row in rows] == [
        (True, None),
        (True, "?"),
        (True, None),
        (False, "half"),
        (False, "ok"),
    ]
    assert "UTF-8" in str(rows[0]["error"])
    json.dumps(rows, ensure_ascii=False).encode()
