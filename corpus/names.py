"""Names in a text: runs of capitalised words, split into post or title and name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.word_classes import (
    DETERMINERS,
    FEMALE_TITLES,
    MALE_TITLES,
    NOT_NAMES,
    ORGANISATIONS,
    ROLES,
    TITLES,
)
from corpus.words import QUOTE, Words

_PARTICLES = frozenset("de la del du van von der den bin ibn al el da dos di le ten ter of".split())
NAME_PARTICLES = _PARTICLES - {"of"}
_N_OF_FULL_NAME = 2  # words
_MAX_NICKNAME = 16  # characters with their marks: George "Jay" Roe
_JUNIOR = frozenset("jr. jr sr. sr ii iii iv".split())
_INITIAL = re.compile(r"[A-Z]\.")
_OF_HEADS = frozenset(
    """
    department ministry university bank house council office bureau chamber board institute center
    centre league association committee court federation union organization organisation college school
    society church academy state states republic kingdom foundation coalition secretary
    """.split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """words[first:stop] is the name itself; `role` the post or title given before it, or "".

    `parts` are the name's words in lower case without titles; `person` is what its form says: True
    for a title or post before it, False for an organisation, None where form does not tell.
    """

    first: int
    stop: int
    text: str
    role: str
    parts: tuple[str, ...]
    person: bool | None
    male: bool | None


def name_runs(words: Words, first: int, stop: int) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words in words[first:stop], particles between them included."""
    at = first
    while at < stop:
        if _begins_name(words, at, first):
            end = _run_end(words, at, stop)
            yield at, end
            at = end
        else:
            at += 1


def _begins_name(words: Words, at: int, first: int) -> bool:
    word = words.written[at]
    return word[0].isupper() and words.lower[at] not in NOT_NAMES


def _run_end(words: Words, at: int, stop: int) -> int:
    written, lower = words.written, words.lower
    end = at + 1
    while end < stop:
        word = written[end]
        if word[0].isupper() or _INITIAL.fullmatch(word):
            if lower[end] in NOT_NAMES and lower[end] not in {"the"}:
                break
            end += 1
        elif lower[end] in _PARTICLES and end + 1 < stop and _continues(words, end):
            end += 1
        elif lower[end] == "," and end + 1 < stop and lower[end + 1] in _JUNIOR:
            end += 2
        elif (
            word == QUOTE and end + 1 < stop and written[end + 1][0].isupper() and _nickname(words, end)
        ) or (word == "&" and end + 1 < stop and written[end + 1][0].isupper()):
            end += 1
        else:
            break
    return end


def _continues(words: Words, at: int) -> bool:
    lower = words.lower
    following = at + 1
    if lower[at] == "of":
        if lower[at - 1] not in _OF_HEADS:
            return False
        if lower[following] == "the" and following + 1 < len(lower):
            return words.is_name(following + 1)
    return words.is_name(following) or (
        lower[following] in _PARTICLES and following + 1 < len(lower) and words.is_name(following + 1)
    )


def _nickname(words: Words, at: int) -> bool:
    return words.ends[at] - words.starts[at] < _MAX_NICKNAME


def split_name(words: Words, first: int, stop: int) -> Name | None:
    """Split a run into titles and name; None where nothing but titles is left."""
    if stop > first + 1 and words.lower[stop - 1] in {"’", "'"}:
        stop -= 1
    start = _past_titles(words, first, stop)
    if start >= stop:
        return None
    if any(words.lower[at] in ORGANISATIONS for at in range(start, stop)):
        start = first
        person: bool | None = False
    else:
        person = True if start > first else None
    return Name(
        first=start,
        stop=stop,
        text=words.text[words.starts[start] : words.ends[stop - 1]],
        role=words.text[words.starts[first] : words.ends[start - 1]] if start > first else "",
        parts=tuple(word for word in words.lower[start:stop] if word not in {QUOTE, ","}),
        person=person,
        male=_told_by_title(words, first, start),
    )


def _past_titles(words: Words, first: int, stop: int) -> int:
    """Where the name begins; a title's word at the end is a surname ("Steve King")."""
    start = first
    for at in range(first, stop):
        if words.lower[at] in TITLES or words.lower[at] in ROLES:
            start = at + 1
    if start + 1 < stop and words.lower[start] == "of":  # President of Russia Vladimir Putin
        return stop - _N_OF_FULL_NAME if stop - start > _N_OF_FULL_NAME + 1 else stop
    if start < stop or stop - first == 1:
        return start
    return first if all(words.lower[at] not in TITLES | ROLES for at in range(first, stop - 1)) else stop


def _told_by_title(words: Words, first: int, stop: int) -> bool | None:
    for at in range(first, stop):
        if words.lower[at] in MALE_TITLES or words.lower[at] in FEMALE_TITLES:
            return words.lower[at] in MALE_TITLES
    return None


def role_before(words: Words, first: int, at: int) -> int:
    """Where the post before a name begins: "former campaign manager" Roe; `at` where there is none."""
    start = at
    if start > first and words.lower[start - 1] == ",":
        return at
    while start > first and _of_role(words, start - 1):
        start -= 1
    if start < at and words.lower[at - 1] not in ROLES:
        return at
    return start


def _of_role(words: Words, at: int) -> bool:
    word = words.lower[at]
    return (word.isalpha() and word not in DETERMINERS) or "-" in word
