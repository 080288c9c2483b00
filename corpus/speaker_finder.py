"""Whom a name, a surname or a post means among the persons who say something in an archive."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from corpus.person_names import PersonName, fold, read_name, sound
from corpus.persons import Person, agree
from corpus.posts import Post, read_post
from corpus.word_classes import ROLES, TITLES

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
# A misspelt part of a name is one letter off, from four letters on where the rest is right and from six
# where there is no rest: shorter ones have too many neighbours.
_SHORTEST_BESIDE = 4
_SHORTEST_ALONE = 6
_MOST_GUESSED = 3  # persons whom a misspelt name may mean; more is a guess about anybody


class Manner(StrEnum):
    """How a name led to persons."""

    NAME = "name"
    SURNAME = "surname"
    SPELLING = "spelling"  # of the same sounds
    GUESS = "guess"  # the nearest spelling, a letter off
    ROLE = "role"
    PART_OF_ROLE = (
        "part of a role"  # "the Russian defence minister", where the archive has a "Defence Minister"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSpeakers:
    """The persons whom a text means, those with most statements first, and how they were found.

    `exact_names` are those of their names, as written, that are spelt as the text is, middle names and
    titles aside; the other names are of the same persons.
    """

    persons: tuple[Person, ...]
    manner: Manner
    exact_names: frozenset[str]

    @property
    def is_ambiguous(self) -> bool:
        """Whether the text may mean any of several."""
        return len(self.persons) > 1

    @property
    def is_by_post(self) -> bool:
        """Whether the text gives a post instead of a name."""
        return self.manner in (Manner.ROLE, Manner.PART_OF_ROLE)

    @property
    def label(self) -> str:
        """The persons' names in one line."""
        return ", ".join(person.name for person in self.persons)


class SpeakerFinder:
    """Looks persons up by the ways in which they are asked for."""

    def __init__(self, persons: Sequence[Person]) -> None:
        self.persons = tuple(persons)
        self._by_written = {name: person for person in self.persons for name in person.names}
        self._by_key: dict[str, set[int]] = defaultdict(set)
        self._by_ends: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._by_tail: dict[tuple[str, ...], set[int]] = defaultdict(set)
        self._by_head: dict[tuple[str, ...], set[int]] = defaultdict(set)
        self._by_sound: dict[tuple[str, ...], set[int]] = defaultdict(set)
        self._by_role_word: dict[str, set[int]] = defaultdict(set)
        for number, person in enumerate(self.persons):
            for written in person.names:
                self._take_name(number, read_name(written))
            for role in person.roles:
                for word in read_post(role).words:
                    self._by_role_word[word].add(number)

    def _take_name(self, number: int, name: PersonName) -> None:
        self._by_key[name.key].add(number)
        for n_first in range(2, len(name.parts)):
            self._by_head[name.parts[:n_first]].add(number)
        if not name.parts or name.is_body:
            return
        if len(name.parts) == 1 or name.n_last < len(name.parts):
            self._by_sound[(sound(name.last),)].add(number)
        for n_last in range(name.n_last, len(name.parts)):
            self._by_tail[name.parts[-n_last:]].add(number)
        if len(name.parts) > 1:
            self._by_ends[name.parts[0], name.last].add(number)
            self._by_sound[sound(name.parts[0]), sound(name.last)].add(number)

    def person_named(self, written: str) -> Person | None:
        """The person of a name exactly as some document writes it."""
        return self._by_written.get(written)

    def find(self, text: str) -> FoundSpeakers | None:
        """The persons whom a name in any case or spelling, a surname or a post means; None for nobody."""
        by_role = self.find_role(text)
        if by_role is not None and by_role.manner is Manner.ROLE and " " in text.strip():
            return by_role  # before bodies whose names begin so: "US President Roe's newspaper"
        for name in _readings(text):
            found = self._find_name(name)
            if found:
                return found
        return by_role or next(
            (found for name in _readings(text) if (found := self._find_misspelt(name))), None
        )

    def find_role(self, text: str) -> FoundSpeakers | None:
        """The persons who are given a post in which all words of the text occur."""
        post = read_post(text)
        if not post.head:
            return None
        sets = [self._by_role_word.get(word, set()) for word in sorted(post.words)]
        numbers = [
            n
            for n in set.intersection(*sets)
            if any(post.is_held_as(read_post(r)) for r in self.persons[n].roles)
        ]
        manner = Manner.ROLE if numbers else Manner.PART_OF_ROLE
        numbers = numbers or self._with_less_said(post)
        if not numbers:
            return None
        names = [name for n in numbers for name in self.persons[n].names]
        return self._found(numbers, manner, names)

    def _with_less_said(self, post: Post) -> list[int]:
        """The persons given a post of two words or more that the text says with others, as the country's."""
        near = sorted({n for word in post.words & ROLES for n in self._by_role_word.get(word, ())})
        return [n for n in near if any(post.is_more_than(read_post(r)) for r in self.persons[n].roles)]

    def starting_with(self, prefix: str) -> list[Person]:
        """The persons of whose names a word begins so, those with most statements first."""
        wanted = _folded_words(prefix)
        found = [person for person in self.persons if any(_has_start(name, wanted) for name in person.names)]
        return sorted(found, key=lambda person: (-person.n_statements, person.name))

    def _find_name(self, name: PersonName) -> FoundSpeakers | None:
        if len(name.parts) == 1:
            return self._find_surname(name)
        numbers = self._by_key.get(name.key, set())
        if not name.is_body:
            ends = self._by_ends.get((name.parts[0], name.last), set())
            numbers = numbers | {n for n in ends if self._agrees(n, name)} or ends
        if numbers:
            return self._found(numbers, Manner.NAME, self._spelt(numbers, name))
        numbers = self._by_tail.get(name.parts, set())
        if numbers:
            return self._found(numbers, Manner.SURNAME, self._spelt(numbers, name))
        numbers = self._by_sound.get((sound(name.parts[0]), sound(name.last)), set())
        if numbers:
            return self._found(numbers, Manner.SPELLING, ())
        numbers = self._by_head.get(name.parts, set())  # "Pew Research" of "Pew Research Center"
        return self._found(numbers, Manner.SURNAME, ()) if numbers else None

    def _find_surname(self, name: PersonName) -> FoundSpeakers | None:
        numbers = self._by_key.get(name.key, set()) | self._by_tail.get(name.parts, set())
        if numbers:
            return self._found(numbers, Manner.SURNAME, self._spelt(numbers, name))
        numbers = self._by_sound.get((sound(name.last),), set())
        return self._found(numbers, Manner.SPELLING, ()) if numbers else None

    def _find_misspelt(self, name: PersonName) -> FoundSpeakers | None:
        """The persons whose names are nearest, a letter off in a part or two."""
        if not name.parts:
            return None
        n_parts = min(len(name.parts), 2)
        asked = name.parts if n_parts == 1 else (name.parts[0], name.last)
        pool, words = self._single_names if n_parts == 1 else self._double_names
        near = process.extract(" ".join(asked), words, scorer=OSA.distance, score_cutoff=n_parts, limit=20)
        off = [(distance, pool[at]) for _, distance, at in near if _may_mean(asked, pool[at])]
        least = min((distance for distance, _ in off), default=0)
        numbers = {n for distance, ends in off if distance == least for n in self._with_ends(ends)}
        return self._found(numbers, Manner.GUESS, ()) if 0 < len(numbers) <= _MOST_GUESSED else None

    @cached_property
    def _single_names(self) -> tuple[list[tuple[str, str]], list[str]]:
        """The last parts that stand alone, and each as it is written."""
        pool = [("", last[0]) for last in self._by_tail if len(last) == 1]
        return pool, [last for _, last in pool]

    @cached_property
    def _double_names(self) -> tuple[list[tuple[str, str]], list[str]]:
        """The first and last parts of names, and both as they are written."""
        return list(self._by_ends), [f"{first} {last}" for first, last in self._by_ends]

    def _with_ends(self, ends: tuple[str, str]) -> set[int]:
        return self._by_ends[ends] if ends[0] else self._by_tail[(ends[1],)]

    def _agrees(self, number: int, name: PersonName) -> bool:
        names = [read_name(written) for written in self.persons[number].names]
        return all(
            agree(one.middle, name.middle) and one.suffix == name.suffix
            for one in names
            if len(one.parts) > 1 and (one.parts[0], one.last) == (name.parts[0], name.last)
        )

    def _spelt(self, numbers: Iterable[int], name: PersonName) -> list[str]:
        """The persons' names that are spelt as the name is."""
        written = [one for n in numbers for one in self.persons[n].names]
        return [one for one in written if _is_spelt(read_name(one), name)]

    def _found(self, numbers: Iterable[int], manner: Manner, exact: Iterable[str]) -> FoundSpeakers:
        persons = sorted(
            (self.persons[n] for n in numbers), key=lambda person: (-person.n_statements, person.name)
        )
        return FoundSpeakers(persons=tuple(persons), manner=manner, exact_names=frozenset(exact))


def _readings(text: str) -> list[PersonName]:
    """The name that a text is, then what of it follows a post ("Russian President Putin")."""
    whole = read_name(text)
    titled = [at for at, part in enumerate(whole.parts) if part in TITLES or part in ROLES]
    if not titled or titled[-1] == len(whole.parts) - 1:
        return [whole] if whole.parts else []
    return [whole, PersonName(parts=whole.parts[titled[-1] + 1 :], suffix=whole.suffix)]


def _is_spelt(written: PersonName, name: PersonName) -> bool:
    if len(name.parts) == 1:
        return written.parts[-1:] == name.parts
    is_same = len(written.parts) > 1 and (written.parts[0], written.last) == (name.parts[0], name.last)
    return is_same or written.parts[-len(name.parts) :] == name.parts


def _may_mean(asked: Sequence[str], ends: tuple[str, str]) -> bool:
    """Whether each part is the other's or long enough to be it misspelt."""
    if len(asked) == 1:
        return max(len(asked[0]), len(ends[1])) >= _SHORTEST_ALONE and OSA.distance(asked[0], ends[1]) <= 1
    distances = [OSA.distance(a, b) for a, b in zip(asked, ends, strict=True)]
    lengths = [max(len(a), len(b)) for a, b in zip(asked, ends, strict=True)]
    if max(distances) > 1:
        return False
    shortest = _SHORTEST_ALONE if all(distances) else _SHORTEST_BESIDE
    return all(length >= shortest for length, distance in zip(lengths, distances, strict=True) if distance)


def _folded_words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _has_start(name: str, wanted: Sequence[str]) -> bool:
    """Whether words of the name, one after the other, are those wanted, the last as far as it is written."""
    if not wanted:
        return True
    words = _folded_words(name)
    return any(
        words[at : at + len(wanted) - 1] == list(wanted[:-1])
        and words[at + len(wanted) - 1].startswith(wanted[-1])
        for at in range(len(words) - len(wanted) + 1)
    )
