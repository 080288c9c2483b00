"""Which of the stories found may answer: with the person's words, and naming what is asked about."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.countries import with_shared_country_keys
from corpus.fulltext_words import content_terms
from qa.attributed_words import seem_said_by
from qa.question_words import read_names
from qa.ranking import MOSTLY_NAMES
from qa.retrieval import Retriever
from qa.said_ranking import OWN
from qa.search_plan import SearchPlan
from qa.stories import Story


def may_answer(retriever: Retriever, plan: SearchPlan, stories: Sequence[Story]) -> list[bool]:
    """Which stories may answer; the others are near misses.

    Somebody's words on what has a name come from a document with that name. Where little but names is asked
    for and the first story has one of them, the others are to have one too.
    """
    if plan.asks_for_words:
        said = [_has_words(plan, story) for story in stories]
        names = _known(retriever, read_names(plan.saying.topic) if plan.saying else ())
        return [
            one and (not names or names_one(names, _document_text(retriever, story)))
            for one, story in zip(said, stories, strict=True)
        ]
    asked = plan.reading.names if plan.shape.name_share >= MOSTLY_NAMES else ()
    named = [not asked or names_one(asked, _passage_text(story)) for story in stories]
    return named if named[:1] == [True] else [True] * len(stories)


def names_one(names: Sequence[str], text: str) -> bool:
    """Whether a text has one of some names, in any case; "Egyptian" counts for Egypt."""
    held = frozenset(content_terms(with_shared_country_keys(text)))
    return any(held.issuperset(content_terms(with_shared_country_keys(name))) for name in names)


def _has_words(plan: SearchPlan, story: Story) -> bool:
    """Whether a story has words of those asked for, or seems to have."""
    saying = plan.saying
    if story.score >= OWN:
        return True
    return bool(saying and saying.speakers is None and seem_said_by(saying.who, story.passage.text))


def _known(retriever: Retriever, names: Sequence[str]) -> list[str]:
    """The names of which the archive has every word: another spelling is no reason against a passage."""
    count = retriever.fulltext.term_count
    return [name for name in names if all(map(count, content_terms(name)))]


def _passage_text(story: Story) -> str:
    return f"{story.passage.context} {story.passage.text}"


def _document_text(retriever: Retriever, story: Story) -> str:
    document = retriever.store.document(story.passage.document_id)
    return f"{document.title} {document.text}"
