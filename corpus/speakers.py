"""Whom the subject of a reporting verb means: by name, by post or by pronoun."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.cast import Cast, Person, is_courtesy
from corpus.names import Name, name_runs, role_before, split_name
from corpus.noun_phrases import core_end
from corpus.posts import read_post
from corpus.pronouns import meant
from corpus.subjects import Subject, Tie
from corpus.word_classes import DETERMINERS, ORGANISATIONS, PREPOSITIONS, ROLES
from corpus.words import Words

_OWNING = frozenset({"'s", "’s", "'", "’"})
_INNER = _OWNING | {"the"}
_CALLED = frozenset("named called nicknamed dubbed".split())
_LED = re.compile(r"-[a-z]+ed$")  # "Dutch-led", "Dubai-based": no name by itself
_N_OF_FULL_NAME = 2  # words
_N_TOGETHER = 2  # people who are said to say the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Whom a subject means; `name` None where the text does not say."""

    name: str | None
    role: str | None
    person: Person | None = None
    pronoun: bool = False
    named: bool = False


def speaker_of(words: Words, cast: Cast, subject: Subject, previous: Person | None) -> Speaker:
    """Whom the subject of a reporting verb means."""
    word = words.lower[subject.first]
    if word in {"he", "she"}:
        person = meant(cast, subject.first, male=word == "he", previous=previous)
        name, role = (person.name, person.role or None) if person else (None, None)
        return Speaker(name=name, role=role, person=person, pronoun=True)
    if subject.stop - subject.first == 1 and word in {"they", "it", "we", "i", "you", "who", "that"}:
        return Speaker(name=None, role=None, pronoun=True)
    told = _named(words, cast, subject) or _by_role(words, cast, subject)
    is_known = told.named and told.person is not None
    return told if is_known else _explained(words, cast, subject) or told


def _explained(words: Words, cast: Cast, subject: Subject) -> Speaker | None:
    """Who is named between commas behind what describes them: "Another pollster, Jan Roe of Ames, said"."""
    name = _name_between_commas(words, subject)
    if name is None or (len(name.parts) < _N_OF_FULL_NAME and not name.person):
        return None
    person = cast.find(name)
    if _is_somewhere(words, subject) and (person is None or person.male is None):
        return None  # a court in New Haven, West Virginia
    first = subject.first + (words.lower[subject.first] in DETERMINERS)
    described = _text(words, first, subject.stop)
    role = name.role or (described if read_post(described).head else None)
    return Speaker(name=person.name if person else name.text, role=role, person=person, named=True)


def _is_somewhere(words: Words, subject: Subject) -> bool:
    """Whether a phrase ends in a name behind a preposition, so that a place may follow it."""
    *_, (start, stop) = [(0, 0), *name_runs(words, subject.first, subject.stop)]
    return stop == subject.stop and words.lower[start - 1] in PREPOSITIONS


def _name_between_commas(words: Words, subject: Subject) -> Name | None:
    first = subject.stop + 1
    if subject.tie is not Tie.APPOSITION or words.lower[subject.stop : first] != [","]:
        return None
    stop = next((at for at in range(first, len(words.lower)) if words.lower[at] == ","), first)
    start, end = next(name_runs(words, first, stop), (stop, stop))
    return split_name(words, start, end) if start == first < end and not _is_owner(words, end) else None


def _named(words: Words, cast: Cast, subject: Subject) -> Speaker | None:
    runs = list(name_runs(words, subject.first, subject.stop))
    if not runs:
        return None
    together = _together(words, cast, runs)
    if together is not None:
        return together
    whole = _whole_name(words, subject, runs)
    if whole is not None:
        return Speaker(name=whole, role=None, named=True)
    return _by_head(words, cast, subject, _called(words, runs))


def _by_head(words: Words, cast: Cast, subject: Subject, runs: list[tuple[int, int]]) -> Speaker | None:
    """Whom the name means that leads the phrase."""
    start, stop = _head_run(words, subject, runs)
    core = core_end(words, stop, subject.stop)
    if _unnamed(words, subject.first, start, runs):
        body, post = _of_whom(words, subject.first, start, stop)
        return Speaker(name=body, role=post, named=True)
    if core == stop and _LED.search(words.written[stop - 1]):
        return Speaker(name=None, role=None)
    name = split_name(words, start, stop)
    is_titled = name is not None and name.person and not {words.lower[core - 1]} & (ROLES | ORGANISATIONS)
    is_titled = (
        is_titled and core < subject.stop
    )  # "President Roe imposes sanctions", not "President Roe aides"
    if (core > stop and not is_titled) or _is_owner(words, stop):
        return _described(words, cast, subject, (start, stop, core))
    if name is None:
        return _by_role(words, cast, subject)
    person = cast.find(name)
    role = _role_of(words, subject, name) or (person.role if person else "")
    return Speaker(name=person.name if person else name.text, role=role or None, person=person, named=True)


def _described(words: Words, cast: Cast, subject: Subject, head: tuple[int, int, int]) -> Speaker:
    """Somebody called by a name and what they are to it: "the Israeli military", "Texas governor".

    `head` is where the name begins, where it ends and where the nouns behind it end.
    """
    start, stop, core = head
    noun = words.lower[core - 1]
    if _is_owner(words, stop):
        noun, core = words.lower[subject.stop - 1], subject.stop
    whole = _text(words, start, core)
    if noun in ROLES and noun not in ORGANISATIONS:
        found = _by_role(words, cast, subject)
        return Speaker(name=found.name, role=found.role or whole, person=found.person, named=True)
    return Speaker(name=whole, role=None, named=True)


def _is_owner(words: Words, stop: int) -> bool:
    return "".join(words.lower[stop : stop + 1]) in {"'s", "’s", "’", "'"}


def _of_whom(words: Words, first: int, start: int, stop: int) -> tuple[str | None, str | None]:
    """The body or the post that a phrase says somebody's: "government of Sudan", "spokesman for Gates"."""
    first += words.lower[first] in DETERMINERS
    core = core_end(words, first, start)
    if core == first:
        return None, None
    head, whole = words.lower[core - 1], _text(words, first, stop)
    if head in ORGANISATIONS and words.lower[core] == "of":
        return whole, None
    return None, whole if head in ROLES else None


def _whole_name(words: Words, subject: Subject, runs: list[tuple[int, int]]) -> str | None:
    """A body whose name has more in it than capitals: "Save the Children", "March 23 Movement"."""
    first, stop = subject.first + (words.lower[subject.first] == "the"), subject.stop
    within = words.lower[first + 1 : stop - 1]
    plain = [at for at in range(first, stop) if not (words.is_name(at) or words.lower[at].isdigit())]
    if not words.is_name(first) or not words.is_name(stop - 1) or len(plain) > len(_INNER & set(within)):
        return None
    is_the_only = len(plain) == 1 and words.lower[plain[0]] == "the" and len(runs) == _N_TOGETHER
    is_body = words.lower[stop - 1] in ORGANISATIONS and runs[-1] == (stop - 1, stop)
    is_body = is_body and {words.lower[at] for at in plain} <= _OWNING
    return _text(words, first, stop) if is_the_only or is_body else None


def _called(words: Words, runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The runs after "named" or "called", where one follows: "a man named Roe"."""
    later = [run for run in runs if _CALLED & set(words.lower[max(0, run[0] - 2) : run[0]])]
    return later or runs


def _together(words: Words, cast: Cast, runs: list[tuple[int, int]]) -> Speaker | None:
    """As in "Gates and Rice": both, by their full names."""
    if len(runs) != _N_TOGETHER or words.lower[runs[0][1]] != "and":
        return None
    if any(words.lower[at] not in ROLES for at in range(runs[0][1] + 1, runs[1][0])):
        return None
    names = [split_name(words, start, stop) for start, stop in runs]
    people = [cast.find(name) if name is not None else None for name in names]
    texts = [
        person.name if person is not None else name.text
        for person, name in zip(people, names, strict=True)
        if name is not None
    ]
    return Speaker(name=" and ".join(texts), role=None, named=True) if len(texts) == len(runs) else None


def _by_role(words: Words, cast: Cast, subject: Subject) -> Speaker:
    """As in "the defence minister": the one person of that post who was named so before."""
    text = _text(words, subject.first, subject.stop)
    if words.lower[subject.first] == "the" and words.lower[subject.stop - 1] in ORGANISATIONS:
        return Speaker(name=text[len("the ") :], role=None)
    post = read_post(text)
    is_told = words.lower[subject.first] in {"the", "his", "her"} or words.lower[subject.stop - 1] in ROLES
    if not is_told or not post.head:
        return Speaker(name=None, role=None)
    role = text.split(" ", 1)[1] if words.lower[subject.first] in DETERMINERS and " " in text else text
    for mention in reversed(cast.mentions_before(subject.first)):
        if any(post.is_held_as(given) for given in mention.person.posts):
            return Speaker(name=mention.person.name, role=mention.person.role or role, person=mention.person)
    return Speaker(name=None, role=role)


def _text(words: Words, first: int, stop: int) -> str:
    return words.text[words.starts[first] : words.ends[stop - 1]]


def _head_run(words: Words, subject: Subject, runs: list[tuple[int, int]]) -> tuple[int, int]:
    """The run that names the speaker: the last of one phrase ("the American singer Roe"), else the first."""
    core = core_end(words, runs[0][1], subject.stop)
    within = [run for run in runs if run[1] == core and run[0] > runs[0][1]]
    if within:
        return within[0]
    for start, stop in reversed(runs):
        if start > subject.first and words.lower[start - 1] in ROLES and start > runs[0][0]:
            return start, stop
    if len(runs) > 1 and words.lower[runs[0][1] : runs[0][1] + 1] in (["'s"], ["’s"], ["’"]):
        if runs[1][0] == runs[0][1] + 1:
            return runs[1]
        start, stop = runs[-1]
        if stop == subject.stop or words.lower[stop] == ",":
            return start, stop
    return runs[0]


def _unnamed(words: Words, first: int, start: int, runs: list[tuple[int, int]]) -> bool:
    """As in "a spokesman for" X, "supporters of" X: somebody else than X."""
    before = set(range(first, start)) - {at for run in runs for at in range(*run)}
    return any(words.lower[at] in PREPOSITIONS - {"by"} for at in before)  # "a count by Gates" is his


def _role_of(words: Words, subject: Subject, name: Name) -> str:
    """The post given with a name, before it or after a comma."""
    if name.role and not is_courtesy(name.role):
        start = role_before(words, subject.first, name.first)
        return name.role
    start = role_before(words, subject.first, name.first)
    if start < name.first:
        return _text(words, start, name.first)
    return ""
