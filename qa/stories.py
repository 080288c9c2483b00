"""The same words about the same days, found in several documents, are one story with many reports.

Only passages equal but for case and white space are taken together here; the same story in other
words is for the build to find.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.documents import DocumentId, Passage
from corpus.store import DocumentFacts
from qa.answer import Report

Key = tuple[str, date | None, date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A passage to show, its score, and the other passages that say the same, best first."""

    passage: Passage
    score: float
    repeats: tuple[Passage, ...]


def tell_apart(
    passages: Sequence[Passage], scores: Sequence[float], facts: Mapping[DocumentId, DocumentFacts]
) -> list[Story]:
    """Group ranked passages into stories, in the order of each story's best passage.

    The passage shown is the best of those that tell of their own document's event, where there is
    one, rather than of an event that a page merely lists.

    Args:
        passages: best first.
        scores: theirs, in the same order.
        facts: what is known of their documents.
    """
    groups: dict[Key, list[int]] = {}
    for index, passage in enumerate(passages):
        groups.setdefault(_key(passage), []).append(index)
    return [_story([passages[i] for i in group], scores[group[0]], facts) for group in groups.values()]


def reports(story: Story, facts: Mapping[DocumentId, DocumentFacts]) -> tuple[Report, ...]:
    """The other documents that tell a story, each once."""
    others = {passage.document_id: passage for passage in reversed(story.repeats)}
    others.pop(story.passage.document_id, None)
    return tuple(
        Report(document_id=document_id, sources=passage.sources, published=facts[document_id].published)
        for document_id, passage in reversed(others.items())
    )


def _story(members: list[Passage], score: float, facts: Mapping[DocumentId, DocumentFacts]) -> Story:
    shown = min(members, key=lambda passage: passage.sources != facts[passage.document_id].sources)
    return Story(passage=shown, score=score, repeats=tuple(p for p in members if p is not shown))


def _key(passage: Passage) -> Key:
    span = passage.sentences[0].event_date if passage.sentences else None
    words = " ".join(passage.text.casefold().split())
    return words, span.start if span else None, span.end if span else None
