"""The same words about the same days, found in several documents, are one story with many reports.

Only dated passages equal but for case and white space, of one speaker if any, are taken together,
and only among those that were ranked; the same story in other words is for the build to find.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.documents import DateSpan, DocumentId, Passage
from corpus.store import DocumentFacts
from qa.answer import Report

Key = tuple[object, ...]


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
    """The other documents that tell a story, each once; a page that only lists it reports nothing."""
    told = [passage for passage in story.repeats if not _is_listed(passage, facts)]
    others = {passage.document_id: passage for passage in reversed(told)}
    others.pop(story.passage.document_id, None)
    return tuple(
        Report(document_id=document_id, sources=passage.sources, published=facts[document_id].published)
        for document_id, passage in reversed(others.items())
    )


def told_in(stories: Sequence[Story]) -> tuple[Passage, ...]:
    """The documents that tell the stories, each at its first passage."""
    return first_of_each([passage for story in stories for passage in (story.passage, *story.repeats)])


def nearest_first(
    stories: Sequence[Story], first: date | None, last: date | None, *, among: int
) -> list[Story]:
    """Of the `among` best stories the nearest before some days and the nearest after, then all others."""
    dated = [(story, span) for story in stories[:among] if (span := _told_on(story.passage))]
    before = [(story, span.end) for story, span in dated if first and span.end < first]
    after = [(story, span.start) for story, span in dated if last and span.start > last]
    chosen = []
    if before:
        chosen.append(max(before, key=lambda one: one[1])[0])
    if after:
        chosen.append(min(after, key=lambda one: one[1])[0])
    return [*chosen, *(story for story in stories if story not in chosen)]


def within(stories: Sequence[Story], max_tokens: int | None) -> list[Story]:
    """The stories whose passages fit a token budget together, taken in order.

    One that does not fit is passed over; a shorter one behind it may still.
    """
    if max_tokens is None:
        return list(stories)
    kept, left = [], max_tokens
    for story in stories:
        if story.passage.n_tokens <= left:
            kept.append(story)
            left -= story.passage.n_tokens
    return kept


def first_of_each(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The first passage of each document, in order."""
    seen: dict[DocumentId, Passage] = {}
    for passage in passages:
        seen.setdefault(passage.document_id, passage)
    return tuple(seen.values())


def _story(members: list[Passage], score: float, facts: Mapping[DocumentId, DocumentFacts]) -> Story:
    shown = min(members, key=lambda passage: _is_listed(passage, facts))
    return Story(passage=shown, score=score, repeats=tuple(p for p in members if p is not shown))


def _is_listed(passage: Passage, facts: Mapping[DocumentId, DocumentFacts]) -> bool:
    """Whether the passage tells of another event than its page's, of which it has only the link."""
    return passage.sources != facts[passage.document_id].sources


def _key(passage: Passage) -> Key:
    span = _told_on(passage)
    if span is None:
        return (passage.passage_id,)  # the same words may have been said of anything, at any time
    return " ".join(passage.text.casefold().split()), span.start, span.end, passage.speaker


def _told_on(passage: Passage) -> DateSpan | None:
    """When what a passage tells first happened."""
    return passage.sentences[0].event_date if passage.sentences else None
