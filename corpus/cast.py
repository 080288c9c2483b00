"""The people and institutions that a document names, and whom a name in it means."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.first_names import is_male
from corpus.names import NAME_PARTICLES, Name, name_runs, role_before, split_name
from corpus.noun_phrases import core_end
from corpus.posts import Post, read_post
from corpus.speech_verbs import SPEECH_VERBS
from corpus.word_classes import FEMALE_TITLES, MALE_TITLES, NOT_NAMES, TITLES
from corpus.words import BREAK, Words

_COURTESIES = frozenset("mr. mrs. ms. mr mrs ms dr. dr sir miss".split())
_N_ESTABLISHED = 2  # times a surname stands alone before it has come to mean one of several
_DESCRIBED = 8  # words from a name that describes to the end of the name described
_BRACKET = 6  # words of "(D-Calif.)"
_SHORT = 5  # letters of a word in -ing or -ly that may be a name ("Ewing", "Kelly")


@dataclass(slots=True, kw_only=True)
class Person:
    """Somebody or some institution named in the document, gathered from all mentions."""

    name: str
    parts: tuple[str, ...]
    role: str = ""
    posts: set[Post] = field(default_factory=set)
    male: bool | None = None
    person: bool | None = None
    first_at: int = 0
    n_alone: int = 0  # mentions by surname alone
    n_mentions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place where somebody is named: word `at`, in which sentence, and whether as its first name."""

    at: int
    person: Person
    subject: bool
    sentence: int
    paragraph: int
    owner: bool  # "Gates's plan"


class Cast:
    """Everybody a document names, found in one pass over its words."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._by_last: dict[str, list[Person]] = {}
        self._by_first: dict[str, list[Person]] = {}
        self._mentions: list[Mention] = []
        self._breaks = [at for at, word in enumerate(words.lower) if word == BREAK]
        found = self._collect()
        for name, _, _ in sorted(found, key=lambda one: -len(one[0].parts)):
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
                if name is None or not name.parts:  # "Six of" the member states: nothing but a number's word
                    continue
                if opens and len(name.parts) == 1 and start == first and not self._is_word_name(start):
                    continue
                found.append((name, number, opens))
                opens = opens and self._leads_to_name(end, stop)
        return found

    def _leads_to_name(self, end: int, stop: int) -> bool:
        """Whether a name only describes the next: "Florida delegate Roe", "Mesa (Ariz.) Sheriff Roe"."""
        words = self._words
        if words.lower[end : end + 1] == ["("]:
            end = next(
                (at + 1 for at in range(end, min(stop, end + _BRACKET)) if words.lower[at] == ")"), end
            )
        core = core_end(words, end, min(stop, end + _DESCRIBED))
        return core > end and words.is_name(core - 1)

    def _is_word_name(self, at: int) -> bool:
        """Whether the capital of a sentence's first word is a name's: lower-case elsewhere it is not."""
        word = self._words.lower[at]
        return word not in NOT_NAMES and not (word.endswith(("ing", "ly")) and len(word) > _SHORT)

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
        known.first_at = min(known.first_at, name.first)
        self._add_role(known, name)

    def _add_role(self, person: Person, name: Name) -> None:
        words = self._words
        first = name.first
        role = name.role
        if not role:
            start = role_before(words, max(0, first - 6), first)
            if start < first:
                role = words.text[words.starts[start] : words.ends[first - 1]]
        if role and not is_courtesy(role):
            person.role = person.role or role
            person.posts.add(read_post(role))
            if person.male is None:
                lowered = set(role.lower().split())
                person.male = True if lowered & MALE_TITLES else False if lowered & FEMALE_TITLES else None
        if name.male is not None:
            person.male = name.male

    def _full(self, parts: tuple[str, ...]) -> Person | None:
        for person in self._by_last.get(parts[-1], ()):
            if person.parts[0] == parts[0]:
                return person
        longer = [one for one in self._by_last.get(parts[-1], ()) if _is_surname_of(parts, one.parts)]
        return longer[0] if len(longer) == 1 else None

    def _mention(self, name: Name, sentence: int, opens: bool) -> None:
        person = self.find(name) or self._newcomer(name)
        if person is None:
            return
        if len(name.parts) == 1:
            person.n_alone += 1
            if name.male is not None and person.male is None:
                person.male = name.male
        person.n_mentions += 1
        owner = self._words.lower[name.stop : name.stop + 1] in (["'s"], ["’s"])
        paragraph = self.paragraph(name.first)
        self._mentions.append(
            Mention(
                at=name.first,
                person=person,
                subject=opens,
                sentence=sentence,
                paragraph=paragraph,
                owner=owner,
            )
        )

    def _newcomer(self, name: Name) -> Person | None:
        """Somebody of one name only, who has a title or speaks: "Mr. Lou", "Bob said"."""
        if name.parts[-1] in self._by_last or name.parts[0] in self._by_first or name.person is False:
            return None
        beside = (
            self._words.lower[name.stop : name.stop + 1],
            self._words.lower[max(0, name.first - 1) : name.first],
        )
        if not (name.person or any(word in SPEECH_VERBS for words in beside for word in words)):
            return None
        person = Person(name=name.text, parts=name.parts, person=name.person, first_at=name.first)
        person.male = name.male if name.male is not None else is_male(name.parts[0])
        self._by_last[name.parts[-1]] = [person]
        return person

    def paragraph(self, at: int) -> int:
        """The number of the paragraph in which a word stands."""
        return bisect_left(self._breaks, at)

    def find(self, name: Name) -> Person | None:
        """Whom a name means; None where nobody of the document or more than one fits."""
        if not name.parts:
            return None
        if len(name.parts) > 1:
            return self._full(name.parts)
        part = name.parts[0]
        found = self._by_last.get(part) or []
        if name.male is not None and len(found) > 1:
            found = [person for person in found if person.male in {name.male, None}]
        if len(found) > 1:
            found = self._established(found, name.first)
        if not found and name.male is None:
            found = [one for one in self._by_first.get(part, ()) if one.person or one.male is not None]
        return found[0] if len(found) == 1 else None

    def _established(self, people: list[Person], at: int) -> list[Person]:
        """Of several people of one surname, the one whom the bare surname has come to mean."""
        before = [person for person in people if person.first_at < at]
        if len(before) == 1:
            return before
        leading = sorted(before, key=lambda person: -person.n_alone)
        if len(leading) > 1 and leading[0].n_alone >= _N_ESTABLISHED and leading[1].n_alone == 0:
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

    def mentions_before(self, at: int, n_wanted: int | None = None) -> Sequence[Mention]:
        """The last mentions before a word, in order; all of them unless told how many."""
        stop = bisect_left(self._starts, at)
        return self._mentions[0 if n_wanted is None else max(0, stop - n_wanted) : stop]


def _is_surname_of(parts: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Whether a name's words are another's surname of several words: "de Hoop Scheffer", "Hoop Scheffer"."""
    n_before = len(whole) - len(parts)
    if n_before < 1 or whole[n_before:] != parts:
        return False
    return parts[0] in NAME_PARTICLES or whole[n_before - 1] in NAME_PARTICLES


def is_courtesy(role: str) -> bool:
    """Whether a title tells no post: "Mr"."""
    return role.lower() in _COURTESIES
