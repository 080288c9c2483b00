"""Who held a post on some days, by the posts that an archive's statements give their speakers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from corpus.posts import Post, read_post
from corpus.speaker_finder import FoundSpeakers


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """That a statement on some days gives its speaker, as written, a post."""

    speaker: str
    role: str
    first: date
    last: date


def holders_within(
    found: FoundSpeakers, post: Post, given: Iterable[Given], *, from_date: date | None, to_date: date | None
) -> FoundSpeakers:
    """Of the persons whom a post means, those who are given it within the days.

    Where nobody is, those who are given it before and after them; where nobody is either, all.
    """
    first, last = from_date or date.min, to_date or date.max
    days = _days_by_name(post, given)
    within = {name for name, spans in days.items() if any(a <= last and b >= first for a, b in spans)}
    around = {
        name
        for name, spans in days.items()
        if min(a for a, _ in spans) <= last and max(b for _, b in spans) >= first
    }
    for names in (within, around):
        persons = tuple(person for person in found.persons if names & set(person.names))
        if persons:
            exact = {name for person in persons for name in person.names} & found.exact_names
            return replace(found, persons=persons, exact_names=frozenset(exact))
    return found


def _days_by_name(post: Post, given: Iterable[Given]) -> Mapping[str, list[tuple[date, date]]]:
    days: dict[str, list[tuple[date, date]]] = {}
    for one in given:
        role = read_post(one.role)
        if post.is_held_as(role) or post.is_more_than(role):
            days.setdefault(one.speaker, []).append((one.first, one.last))
    return days
