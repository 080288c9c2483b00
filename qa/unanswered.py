"""Whether a question is left unanswered, and the reason that is given."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus.filters import Rows
from embeddings.vector_index import Vector
from qa.abstention import not_on_topic, nothing_dated, nothing_of_press, why_unanswered
from qa.asking import Question
from qa.known_sources import why_no_source
from qa.question_kind import QuestionKind
from qa.retrieval import Retriever
from qa.said_ranking import why_no_words
from qa.search_plan import SearchPlan, nearest_days
from qa.stories import Story
from qa.story_search import FoundStories
from qa.withdrawn import why_withdrawn

NOTHING_PASSES = "nothing in this archive meets the filters"
NOTHING_FITS = "no passage fits into max_tokens {max_tokens}"


def why_not(
    retriever: Retriever,
    question: Question,
    plan: SearchPlan,
    vector: Vector | None,
    *,
    found: FoundStories,
    stories: Sequence[Story],
    any_answers: bool,
    withdrawn: Rows,
    left_out: Rows,
    countries_of_press: Callable[[], Sequence[str]],
) -> str | None:
    """The reason to abstain; None where there is an answer."""
    if not found.stories and (unknown := why_no_source(retriever, question.filters)):
        return unknown
    if plan.is_missed and plan.press:
        return nothing_of_press(plan.press, countries_of_press(), plan.filters)
    unsaid = why_no_words(retriever, plan, [story.score for story in found.stories])
    if unsaid is not None and (plan.is_missed or not any_answers):
        return unsaid
    if plan.asks_for_words and plan.saying and stories and not any_answers:
        return not_on_topic(plan.saying.named or plan.saying.who, plan.saying.topic)
    if found.stories and not stories and not plan.is_missed:
        return NOTHING_FITS.format(max_tokens=question.max_tokens)
    retracted = vector is not None and why_withdrawn(retriever, withdrawn, plan, vector, left_out=left_out)
    return retracted or _why_unanswered(retriever, plan, found)


def _why_unanswered(retriever: Retriever, plan: SearchPlan, found: FoundStories) -> str | None:
    """The reason where nothing meets the filters and the window or is near enough."""
    if plan.is_missed:
        return nothing_dated(plan.filters, nearest_days(retriever.store, plan.filters))
    if not found.stories:
        return NOTHING_PASSES
    return why_unanswered(found.evidence, asks_for_words=plan.kind is QuestionKind.STATEMENT)
