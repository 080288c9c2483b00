from dataclasses import replace
from datetime import date

from corpus.filters import Filters
from qa.abstention import NAMED_NOWHERE, confidence, left_out, nothing_dated, why_unanswered
from qa.evidence import Evidence
from qa.service import Question, Service

STRONG = Evidence(
    nearness=0.8,
    prominence=0.3,
    wording=0.9,
    rarest=1.0,
    name_share=0.2,
    best_names=1.0,
    n_words=6,
    missing_names=(),
)
WEAK = replace(STRONG, nearness=0.4, prominence=0.02, wording=0.3, rarest=0.0, name_share=0.6)


def test_strong_evidence_answers_and_weak_evidence_says_what_lacks() -> None:
    assert confidence(STRONG) > confidence(WEAK)
    assert why_unanswered(STRONG, asks_for_words=False) is None
    assert "near enough" in str(why_unanswered(WEAK, asks_for_words=False))
    assert "mentioned" in str(why_unanswered(WEAK, asks_for_words=True))
    assert "Atlantis" in str(why_unanswered(replace(WEAK, missing_names=("Atlantis",)), asks_for_words=False))


def test_a_question_of_names_alone_is_answered_unless_nobody_is_so_named() -> None:
    named = replace(WEAK, name_share=0.9)
    assert why_unanswered(named, asks_for_words=True) is None
    unknown = replace(named, best_names=0.0, missing_names=("Zebulon Quark",))
    assert "Zebulon Quark" in str(why_unanswered(unknown, asks_for_words=True))


def test_a_question_that_says_next_to_nothing_cannot_be_missed() -> None:
    assert why_unanswered(replace(WEAK, n_words=1, name_share=0.0), asks_for_words=False) is None
    assert why_unanswered(replace(WEAK, n_words=1, rarest=1.0), asks_for_words=False) is None


def test_a_question_of_one_name_is_missed_where_no_passage_has_it() -> None:
    named = replace(WEAK, n_words=1, name_share=1.0, best_names=0.0)
    assert why_unanswered(named, asks_for_words=False) == NAMED_NOWHERE


def test_an_empty_window_names_the_nearest_days() -> None:
    window = Filters(from_date=date(2010, 3, 1), to_date=date(2010, 3, 31))
    said = nothing_dated(window, (date(2010, 2, 5), None))
    assert "from 2010-03-01 to 2010-03-31" in said and "2010-02-05" in said
    assert "until 2010-03-31" in nothing_dated(Filters(to_date=date(2010, 3, 31)), (None, None))


def test_undated_passages_are_counted() -> None:
    assert left_out(0) is None and left_out(1) == "1 passage without a date was left out"


def test_near_misses_are_shown_and_marked_where_the_answer_abstains(service: Service) -> None:
    answer = service.ask(Question(text="how do i renew a canadian passport online"))
    assert answer.abstained and answer.text == "" and answer.reason
    assert answer.citations and all(citation.near_miss for citation in answer.citations)
