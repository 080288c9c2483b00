"""The people and institutions of a document, and whom a subject means by name, post or pronoun."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from corpus.first_names import is_male
from corpus.names import Name, name_runs, role_before, split_name
from corpus.subjects import Subject
from corpus.word_classes import (
    DETERMINERS,
    FEMALE_TITLES,
    MALE_TITLES,
    NOT_NAMES,
    ORGANISATIONS,
    ROLES,
    TITLES,
)
from corpus.words import Words

_N_TOGETHER = 2  # people who are said to say the same
_N_REMEMBERED = 12  # mentions looked back on for whom a pronoun means


@dataclass(slots=True, kw_only=True)
class Person:
    """Somebody or some institution named in the document, gathered from all mentions."""

    name: str
    parts: tuple[str, ...]
    role: str = ""
    roles: set[str] = field(default_factory=set)
    male: bool | None = None
    person: bool | None = None
    first_at: int = 0
    n_alone: int = 0  # mentions by surname alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Whom a subject means; `name` None where the text does not say."""

    name: str | None
    role: str | None
    person: Person | None = None
    pronoun: bool = False
    named: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mention:
    at: int
    person: Person
    subject: bool
    sentence: int


class Cast:
    """Everybody a document names, found in one pass over its words."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._by_last: dict[str, list[Person]] = {}
        self._by_first: dict[str, list[Person]] = {}
        self._mentions: list[_Mention] = []
        self._runs: dict[int, Name] = {}
        found = self._collect()
        for name, _, _ in found:
            if len(name.parts) > 1:
                self._register(name)
        for name, sentence, opens in found:
            self._mention(name, sentence, opens)
        self._starts = [mention.at for mention in self._mentions]

    def _collect(self) -> list[tuple[Name, int, bool]]:
        words = self._words
        found = []
        for number, (first, stop) in enumerate(words.sentences):
            opens = True
            for start, end in name_runs(words, first, stop):
                name = split_name(words, start, end)
                if name is None:
                    continue
                if opens and len(name.parts) == 1 and start == first and not self._is_word_name(start):
                    continue
                found.append((name, number, opens))
                self._runs[start] = name
                opens = False
        return found

    def _is_word_name(self, at: int) -> bool:
        """Whether the capital of a sentence's first word is a name's: lower-case elsewhere it is not."""
        word = self._words.lower[at]
        return word not in NOT_NAMES and not (word.endswith(("ing", "ly")) and len(word) > 5)

    def _register(self, name: Name) -> None:
        if name.person is False:
            return
        known = self._full(name.parts)
        if known is None:
            known = Person(name=name.text, parts=name.parts, person=name.person, first_at=name.first)
            known.male = name.male if name.male is not None else is_male(name.parts[0])
            self._by_last.setdefault(name.parts[-1], []).append(known)
            self._by_first.setdefault(name.parts[0], []).append(known)
        elif len(name.parts) > len(known.parts):
            known.name, known.parts = name.text, name.parts
        self._add_role(known, name)

    def _add_role(self, person: Person, name: Name) -> None:
        words = self._words
        first = name.first
        role = name.role
        if not role:
            start = role_before(words, max(0, first - 6), first)
            if start < first:
                role = words.text[words.starts[start] : words.ends[first - 1]]
        if role and not _only_courtesy(role):
            person.role = person.role or role
            person.roles.update(word.strip(".,").lower() for word in role.split())
            if person.male is None:
                lowered = set(role.lower().split())
                person.male = True if lowered & MALE_TITLES else False if lowered & FEMALE_TITLES else None
        if name.male is not None:
            person.male = name.male

    def _full(self, parts: tuple[str, ...]) -> Person | None:
        for person in self._by_last.get(parts[-1], ()):
            if person.parts[0] == parts[0]:
                return person
        return None

    def _mention(self, name: Name, sentence: int, opens: bool) -> None:
        person = self.find(name)
        if person is None:
            return
        if len(name.parts) == 1:
            person.n_alone += 1
            if name.male is not None and person.male is None:
                person.male = name.male
        self._mentions.append(_Mention(at=name.first, person=person, subject=opens, sentence=sentence))

    def find(self, name: Name) -> Person | None:
        """Whom a name means; None where nobody of the document or more than one fits."""
        if len(name.parts) > 1:
            return self._full(name.parts)
        part = name.parts[0]
        found = self._by_last.get(part) or []
        if name.male is not None and len(found) > 1:
            found = [person for person in found if person.male in {name.male, None}]
        if len(found) > 1:
            found = self._established(found, name.first)
        if not found and name.male is None:
            found = self._by_first.get(part) or []
        return found[0] if len(found) == 1 else None

    def _established(self, people: list[Person], at: int) -> list[Person]:
        """Of several people of one surname, the one whom the bare surname has come to mean."""
        before = [person for person in people if person.first_at < at]
        if len(before) == 1:
            return before
        leading = sorted(before, key=lambda person: -person.n_alone)
        if len(leading) > 1 and leading[0].n_alone >= 2 and leading[1].n_alone == 0:
            return leading[:1]
        return before

    def full_name(self, written: str) -> str | None:
        """The fullest form of a name that the text gives, whatever its case; None where it names no such."""
        parts = tuple(part for part in written.lower().split() if part not in TITLES)
        if not parts:
            return None
        if len(parts) > 1:
            person = self._full(parts)
            return person.name if person is not None else None
        found = self._by_last.get(parts[0]) or self._by_first.get(parts[0]) or []
        return found[0].name if len(found) == 1 else None

    def meant(self, subject: Subject, previous: Person | None, sentence: int) -> Speaker:
        """Whom the subject of a reporting verb means."""
        words = self._words
        word = words.lower[subject.first]
        if word in {"he", "she"}:
            person = self._pronoun(subject.first, word == "he", previous, sentence)
            name, role = (person.name, person.role or None) if person else (None, None)
            return Speaker(name=name, role=role, person=person, pronoun=True)
        if subject.stop - subject.first == 1 and word in {"they", "it", "we", "i", "you", "who", "that"}:
            return Speaker(name=None, role=None, pronoun=True)
        return self._named(subject) or self._by_role(subject)

    def _named(self, subject: Subject) -> Speaker | None:
        words = self._words
        runs = list(name_runs(words, subject.first, subject.stop))
        if not runs:
            return None
        together = self._together(runs)
        if together is not None:
            return together
        start, stop = _head_run(words, subject, runs)
        head_noun = words.lower[stop] if stop < subject.stop else ""
        if head_noun in {"'s", "’s", "’", "'"}:
            head_noun = words.lower[subject.stop - 1]
            if head_noun in ORGANISATIONS or head_noun not in ROLES:
                return Speaker(name=_text(words, start, subject.stop), role=None, named=True)
            return Speaker(name=None, role=_text(words, subject.first, subject.stop), named=True)
        if head_noun in ORGANISATIONS:
            return Speaker(name=_text(words, start, _past(words, stop, subject.stop)), role=None, named=True)
        if head_noun in ROLES and stop + 1 <= subject.stop and _described(words, subject, start):
            return self._by_role(subject)
        name = split_name(words, start, stop)
        if name is None:
            return self._by_role(subject)
        if _unnamed(words, subject.first, start):
            return Speaker(name=None, role=_text(words, subject.first, subject.stop), named=True)
        person = self.find(name)
        role = _role_of(words, subject, name) or (person.role if person else "")
        return Speaker(
            name=person.name if person else name.text, role=role or None, person=person, named=True
        )

    def _together(self, runs: list[tuple[int, int]]) -> Speaker | None:
        """ "Gates and Rice": both, by their full names."""
        if len(runs) != _N_TOGETHER or runs[0][1] + 1 != runs[1][0] or self._words.lower[runs[0][1]] != "and":
            return None
        names = [split_name(self._words, start, stop) for start, stop in runs]
        people = [self.find(name) if name is not None else None for name in names]
        texts = [
            person.name if person is not None else name.text
            for person, name in zip(people, names, strict=True)
            if name is not None
        ]
        return Speaker(name=" and ".join(texts), role=None, named=True) if len(texts) == len(runs) else None

    def _by_role(self, subject: Subject) -> Speaker:
        """ "the defence minister": the one person of that post who was named so before."""
        words = self._words
        told = set()
        for at in range(subject.first, subject.stop):
            word = words.lower[at]
            if word not in DETERMINERS and word not in {"former", "of", "for", "'s", "’s"}:
                told.add(word.replace("defence", "defense").strip("."))
        text = _text(words, subject.first, subject.stop)
        if words.lower[subject.first] == "the" and words.lower[subject.stop - 1] in ORGANISATIONS:
            return Speaker(name=text[len("the ") :], role=None)
        if words.lower[subject.first] not in {"the", "his", "her"} or not told & ROLES:
            return Speaker(name=None, role=None)
        role = text.split(" ", 1)[1] if " " in text else text
        for mention in reversed(self._mentions[: bisect_left(self._starts, subject.first)]):
            if told <= {r.replace("defence", "defense") for r in mention.person.roles}:
                return Speaker(
                    name=mention.person.name, role=mention.person.role or role, person=mention.person
                )
        return Speaker(name=None, role=role)

    def _pronoun(self, at: int, male: bool, previous: Person | None, sentence: int) -> Person | None:
        """The likeliest person named before: the subject of the sentence before, or who spoke last."""
        stop = bisect_left(self._starts, at)
        best, best_score = None, 0.0
        for back, mention in enumerate(reversed(self._mentions[max(0, stop - _N_REMEMBERED) : stop])):
            person = mention.person
            if (person.male is not None and person.male != male) or person.person is False:
                continue
            score = 1.0 / (1 + back) + 1.0 / (1 + sentence - mention.sentence)
            score += 0.8 * mention.subject + 0.7 * (person is previous)
            score += 0.3 * (person.male is male) - 0.8 * (person.male is None and not person.person)
            if score > best_score:
                best, best_score = person, score
        if best is None and previous is not None and previous.male in {None, male}:
            return previous
        return best


def _only_courtesy(role: str) -> bool:
    return role.lower() in {"mr.", "mrs.", "ms.", "mr", "mrs", "ms", "dr.", "dr", "sir", "miss"}


def _text(words: Words, first: int, stop: int) -> str:
    return words.text[words.starts[first] : words.ends[stop - 1]]


def _head_run(words: Words, subject: Subject, runs: list[tuple[int, int]]) -> tuple[int, int]:
    """The run that names the speaker: the one after a post, the first otherwise."""
    for start, stop in reversed(runs):
        if start > subject.first and words.lower[start - 1] in ROLES and start > runs[0][0]:
            return start, stop
    if len(runs) > 1 and words.lower[runs[0][1] : runs[0][1] + 1] in (["'s"], ["’s"], ["’"]):
        start, stop = runs[-1]
        if stop == subject.stop or words.lower[stop] == ",":
            return start, stop
    return runs[0]


def _past(words: Words, at: int, stop: int) -> int:
    while at < stop and words.lower[at] in ORGANISATIONS:
        at += 1
    return at


def _described(words: Words, subject: Subject, start: int) -> bool:
    return start > subject.first and words.lower[start - 1] in DETERMINERS


def _unnamed(words: Words, first: int, start: int) -> bool:
    """ "a spokesman for" X, "supporters of" X: somebody else than X."""
    return any(words.lower[at] in {"for", "of", "to", "from"} for at in range(first, start))


def _role_of(words: Words, subject: Subject, name: Name) -> str:
    """The post given with a name, before it or after a comma."""
    if name.role and not _only_courtesy(name.role):
        start = role_before(words, subject.first, name.first)
        return name.role
    start = role_before(words, subject.first, name.first)
    if start < name.first:
        return _text(words, start, name.first)
    return ""
