"""Names in a text: runs of capitalised words, split into post or title and name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from corpus.countries import ADJECTIVES, country_end
from corpus.first_names import is_male
from corpus.speech_verbs import SPEECH_VERBS
from corpus.word_classes import (
    AUXILIARIES,
    COORDINATORS,
    DETERMINERS,
    FEMALE_TITLES,
    FINITE,
    MALE_TITLES,
    MONTHS,
    NOT_NAMES,
    ORGANISATIONS,
    PREPOSITIONS,
    ROLES,
    SUBORDINATORS,
    TITLES,
)
from corpus.words import QUOTE, Words

NAME_PARTICLES = frozenset("de la del du van von der den bin ibn al el da dos di le ten ter".split())
_JOINTS = frozenset("of for and without on".split())
_OWNERS = frozenset("people women men children workers nation world mother".split())
_PLACES = frozenset("state province region city county territory republic island town district".split())
_WITHIN = frozenset("the people first all".split())  # begin no name, but may stand within one
_N_OF_FULL_NAME = 2  # words
_MAX_NICKNAME = 16  # characters with their marks: George "Jay" Roe
_JUNIOR = frozenset("jr. jr sr. sr ii iii iv".split())
_INITIAL = re.compile(r"[A-Z]\.")
_OF_HEADS = frozenset(
    """
    department ministry university bank house council office bureau chamber board institute center
    centre league association committee court federation union organization organisation college school
    society church academy state states republic kingdom foundation coalition secretary government
    assembly agency commission authority administration parliament party army navy force forces front
    company corporation group network service commissioner chief directorate federation centers centres
    observatory senate embassy archbishop patriarch diocese province city county islamic
    institutes journal academy panel conference congress command cabinet
    """.split()
)


_NO_ROLE = DETERMINERS | PREPOSITIONS | AUXILIARIES | SUBORDINATORS | COORDINATORS | FINITE
_BEFORE_POSTS = frozenset(
    "former then outgoing incoming acting late current new deputy longtime veteran".split()
)
# Titles' words that only tell which office: no name follows them.
_OF_OFFICES = frozenset(
    """
    foreign defense defence state interior finance treasury labor house senate prime minority majority
    staff deputy former
    """.split()
)


@cache
def opening_words() -> frozenset[str]:
    """Words that begin sentences without being names; benchmarks/opening_words.py makes the list."""
    return frozenset((files("corpus") / "opening_words.txt").read_text(encoding="utf-8").split())


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
    lower = words.lower[at]
    if words.is_name(at) and lower in _OWNERS and _owns_name(words, at + 1):
        return True
    if not words.is_name(at) or lower in NOT_NAMES:
        return False
    is_opener = at in words.openings and lower in opening_words() and lower not in words.closers
    return not is_opener or _goes_on(words, at)


def _owns_name(words: Words, at: int) -> bool:
    """Whether an 's stands at `at` and a capital behind it."""
    return (
        "".join(words.lower[at : at + 1]) in {"'s", "’s"}
        and at + 1 < len(words.lower)
        and words.is_name(at + 1)
    )


def _is_place_of(words: Words, first: int, at: int) -> bool:
    """Whether "state of" at `at` goes on with whose post or body words[first:at] is."""
    return "of" in words.lower[first:at] and words.lower[at + 1] == "of" and words.is_name(at + 2)


def _goes_on(words: Words, at: int) -> bool:
    """Whether a name goes on behind its first word: "Local Government", "Government of Malaysia"."""
    following = at + 1
    if following >= len(words.lower):
        return False
    if words.lower[following] in _JOINTS:
        return _continues(words, following)
    return words.is_name(following) and words.lower[following] not in NOT_NAMES


def _run_end(words: Words, at: int, stop: int) -> int:
    written, lower = words.written, words.lower
    end = at + 1
    while end < stop:
        word = written[end]
        if words.is_name(end) or _INITIAL.fullmatch(word):
            if lower[end] in NOT_NAMES and lower[end] not in _WITHIN and not _is_surname(words, end):
                break
            end += 1
        elif lower[end] in NAME_PARTICLES | _JOINTS and end + 1 < stop and _continues(words, end, at):
            end += 1 + (lower[end + 1] == "the")
        elif lower[end - 1] in _OWNERS and end + 1 < stop and _owns_name(words, end):
            end += 2  # People's Republic
        elif lower[end] in _PLACES and end + 2 < stop and _is_place_of(words, at, end):
            end += 3  # Governor of the U.S. state of Texas
        elif lower[end] == "," and end + 1 < stop and lower[end + 1] in _JUNIOR:
            end += 2
        elif (
            word == QUOTE and end + 1 < stop and written[end + 1][0].isupper() and _nickname(words, end)
        ) or (word == "&" and end + 1 < stop and written[end + 1][0].isupper()):
            end += 1
        else:
            break
    return end


def _continues(words: Words, at: int, first: int | None = None) -> bool:
    """Whether a name goes on behind the particle or joint at `at`; it began at `first`."""
    lower = words.lower
    if lower[at] in _JOINTS and not _joins(words, at, at - 1 if first is None else first):
        return False
    following = at + 1 + (lower[at] in _JOINTS and lower[at + 1 : at + 2] == ["the"])
    if following >= len(lower):
        return False
    return words.is_name(following) or (
        lower[following] in NAME_PARTICLES and following + 1 < len(lower) and words.is_name(following + 1)
    )


def _joins(words: Words, at: int, first: int) -> bool:
    """Whether "of" or "for" joins two parts of one institution's or post's name.

    "Ministry of Health", "Centers for Disease Control", but not "Gates of Texas".
    """
    lower, run = words.lower, words.lower[first:at]
    if lower[at] == "of":
        return "for" in run or lower[at - 1] in _OF_HEADS or lower[at - 1] in ROLES
    if lower[at] == "on":
        return lower[at - 1] in _OF_HEADS and lower[at + 1] not in NOT_NAMES
    return is_male(run[0]) is None and (run[0] not in TITLES or run[-1] in TITLES)


def _is_surname(words: Words, at: int) -> bool:
    """Whether a month is somebody's name: "Theresa May"."""
    return words.lower[at] in MONTHS and is_male(words.lower[at - 1]) is not None


def _nickname(words: Words, at: int) -> bool:
    return words.ends[at] - words.starts[at] < _MAX_NICKNAME


def split_name(words: Words, first: int, stop: int) -> Name | None:
    """Split a run into titles and name; None where nothing but titles is left."""
    if stop > first + 1 and words.lower[stop - 1] in {"’", "'"}:
        stop -= 1
    start = _past_titles(words, first, stop)
    if start >= stop:
        return None
    if _is_institution(words, first, start, stop):
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


def _is_institution(words: Words, first: int, start: int, stop: int) -> bool:
    """Whether a run names a body; what stands before `start` would be titles of a name."""
    lower = words.lower
    if any(lower[at] in ORGANISATIONS or lower[at] in _JOINTS for at in range(start, stop)):
        return True
    heads = [at for at in range(first, start) if lower[at] in _OF_HEADS and lower[at] not in TITLES | ROLES]
    return bool(heads) and lower[heads[-1] + 1] in _JOINTS and lower[start - 1] in _OF_OFFICES


def _past_titles(words: Words, first: int, stop: int) -> int:
    """Where the name begins; a title's word at the end is a surname ("Steve King")."""
    start = first
    for at in range(first, stop):
        if _is_title(words, at, stop):
            start = at + 1
    if start > first and start + 1 < stop and words.lower[start] in _JOINTS:
        return _past_country(words, start + 1, stop)
    if start < stop or stop - first == 1:
        return start
    if _is_post(words, first, stop):
        return stop
    return first if all(words.lower[at] not in TITLES | ROLES for at in range(first, stop - 1)) else stop


def _is_post(words: Words, first: int, stop: int) -> bool:
    """Whether a run that ends with a post's word is no name but that post: "the US President"."""
    is_country = country_end(words.lower, first, stop - 1) == stop - 1
    return is_country or words.lower[stop - 2] in ADJECTIVES or words.lower[max(0, first - 1)] == "the"


def _is_title(words: Words, at: int, stop: int) -> bool:
    """Whether a word is a title or post of its own: not in "Democratic Republic", "Interior Ministry"."""
    word, following = words.lower[at], words.lower[at + 1] if at + 1 < stop else ""
    is_of_body = following in _OF_HEADS and following not in TITLES | ROLES
    return (word in TITLES or word in ROLES) and word not in _OF_OFFICES and not is_of_body


def _past_country(words: Words, start: int, stop: int) -> int:
    """Where the name begins after "President of": at a first name, else at the last two of many words.

    `stop` where only a country or an office follows ("President of South Korea").
    """
    for at in range(start + 1, stop - 1):
        if is_male(words.lower[at]) is not None and words.lower[at - 1] not in _JOINTS:
            return at
    past = country_end(words.lower, start + (words.lower[start] == "the"), stop)
    if past is not None:
        return past
    joints = [at for at in range(start, stop) if words.lower[at] in _JOINTS]
    start = joints[-1] + 1 if joints else start
    n_wanted = _N_OF_FULL_NAME + (words.lower[stop - _N_OF_FULL_NAME] in NAME_PARTICLES)
    return stop - n_wanted if stop - start > n_wanted else stop


def _told_by_title(words: Words, first: int, stop: int) -> bool | None:
    for at in range(first, stop):
        if words.lower[at] in MALE_TITLES or words.lower[at] in FEMALE_TITLES:
            return words.lower[at] in MALE_TITLES
    return None


def role_before(words: Words, first: int, at: int) -> int:
    """Where the post before a name begins: "former campaign manager" Roe; `at` where there is none."""
    start, seen_capital = at, False
    if start > first and words.lower[start - 1] == ",":
        return at
    while start > first:
        if (
            seen_capital
            and start - 1 > first
            and words.lower[start - 1] in _JOINTS
            and words.is_name(start - 2)
        ):
            start -= 2  # Council of Europe chief
        elif _of_role(words, start - 1) and (
            not seen_capital or words.is_name(start - 1) or words.lower[start - 1] in _BEFORE_POSTS
        ):
            start -= 1
        else:
            break
        seen_capital = seen_capital or words.is_name(start)
    if start < at and words.lower[at - 1] not in ROLES:
        return at
    return start


def _of_role(words: Words, at: int) -> bool:
    word = words.lower[at]
    if word in SPEECH_VERBS and not SPEECH_VERBS[word].noun and not words.is_name(at):
        return False
    return (word.isalpha() and word not in _NO_ROLE) or "-" in word
