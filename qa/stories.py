"""One story may be told by many passages: it is one result, with every source that tells it.

Which passages tell the same story was decided when the version was built; corpus/story_groups.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from corpus.documents import DateSpan, DocumentId, Passage, Source
from corpus.filters import PassageSet, Rows
from corpus.store import DocumentFacts
from corpus.story_groups import StoryGroups
from qa.answer import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A passage to show, its score, and the other passages that tell the same.

    `repeats` meet the question's filters as the passage does; `others` do not, and are named only.
    """

    passage: Passage
    score: float
    repeats: tuple[Passage, ...] = ()
    others: tuple[Passage, ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All passages, the shown one first."""
        return (self.passage, *self.repeats, *self.others)


def tell_apart(
    rows: Rows,
    scores: Sequence[float],
    *,
    groups: StoryGroups,
    among: PassageSet | None,
    read: Callable[[Sequence[int]], Sequence[Passage]],
) -> list[Story]:
    """Make stories of ranked passages, in the order of each story's best passage.

    The passage shown is the story's representative, ranked or not, or the best one where the
    filters leave that out.

    Args:
        rows: of the ranked passages, best first; all meet the filters.
        scores: theirs, in the same order.
        groups: which passages tell the same.
        among: all passages that meet the filters; None means every one.
        read: gives the passages of rows.
    """
    best: dict[int, int] = {}
    for index, row in enumerate(rows.tolist()):
        best.setdefault(groups.representative(row), index)
    told = [_members(rep, int(rows[i]), groups.members(rep), among) for rep, i in best.items()]
    passages = iter(read([row for qualifying, others in told for row in (*qualifying, *others)]))
    stories = []
    for (qualifying, others), index in zip(told, best.values(), strict=True):
        shown, *repeats = (next(passages) for _ in qualifying)
        rest = tuple(next(passages) for _ in others)
        stories.append(Story(passage=shown, score=scores[index], repeats=tuple(repeats), others=rest))
    return stories


def reports(story: Story, facts: Mapping[DocumentId, DocumentFacts]) -> tuple[Report, ...]:
    """Every other document that tells a story, each once with all its sources for it.

    A page that merely lists the event has its link as the source. The shown document itself is
    among them only where it has more sources for the same story.
    """
    sources: dict[DocumentId, dict[Source, None]] = {}
    for passage in story.passages:
        sources.setdefault(passage.document_id, {}).update(dict.fromkeys(passage.sources))
    own = sources[story.passage.document_id]
    if len(own) == len(set(story.passage.sources)):
        del sources[story.passage.document_id]
    return tuple(
        Report(document_id=document_id, sources=tuple(named), published=facts[document_id].published)
        for document_id, named in sources.items()
    )


def told_in(stories: Sequence[Story]) -> tuple[Passage, ...]:
    """The documents that tell the stories and meet the filters, each at its first passage."""
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


def _members(
    representative: int, best: int, members: Rows, among: PassageSet | None
) -> tuple[list[int], list[int]]:
    """The rows that meet the filters, the one to show first, and those that do not."""
    if len(members) == 1:
        return [best], []
    meets = np.ones(len(members), dtype=np.bool_) if among is None else np.isin(members, among.rows)
    qualifying = members[meets].tolist()
    shown = representative if representative in qualifying else best
    return [shown, *(row for row in qualifying if row != shown)], members[~meets].tolist()


def _told_on(passage: Passage) -> DateSpan | None:
    """When what a passage tells first happened."""
    return passage.sentences[0].event_date if passage.sentences else None
