"""Posts as they are compared: the same whatever country's name, title's short form or order they have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.countries import with_country_keys
from corpus.person_names import fold
from corpus.word_classes import ROLES

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_NO_WORDS = frozenset(["the", "a", "an", "of", "for", "in", "s", "s'", "his", "her", "then", "current"])
_SAME_WORD = {
    "defence": "defense",
    "labour": "labor",
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "gen": "general",
    "adm": "admiral",
    "col": "colonel",
    "capt": "captain",
    "lt": "lieutenant",
    "sgt": "sergeant",
    "prof": "professor",
    "rev": "reverend",
}
# With one of these a post is another's: "former president", "deputy defence minister".
_QUALIFIERS = frozenset(
    "former ex vice deputy assistant elect designate shadow candidate nominee hopeful".split()
)
_QUALIFIER = "|".join(sorted(_QUALIFIERS))
_QUALIFYING_HYPHEN = re.compile(rf"\b(?:{_QUALIFIER})-(?=\w)|(?<=\w)-(?:{_QUALIFIER})\b", re.IGNORECASE)
_TYPED_US = re.compile(r"(?<!\bof )(?<!\bfor )(?<!\bto )\bus\b", re.IGNORECASE)  # not "all of us"
_BEHIND_HEAD = re.compile(r"\b(?:of|for|to|in|at|on)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post's `words` in lower case, and its `head`, the noun of a person in it, "" without one."""

    words: frozenset[str]
    head: str

    def is_held_as(self, given: Post) -> bool:
        """Whether somebody given a post has this one: all its words, and none that makes it another."""
        is_alike = self.words & _QUALIFIERS == given.words & _QUALIFIERS
        return bool(self.words) and self.words <= given.words and is_alike and self.head == given.head

    def is_more_than(self, given: Post) -> bool:
        """Whether it says a given post of two words or more with others: the country's, say."""
        is_alike = self.words & _QUALIFIERS == given.words & _QUALIFIERS
        return len(given.words) > 1 and given.words < self.words and is_alike and bool(given.head)


@lru_cache(maxsize=65536)
def read_post(text: str) -> Post:
    """Take a post apart: "U.S. Secretary of Defence" is a secretary, of the United States, of defence."""
    return _read(_keyed_post(text))


def read_phrase(text: str) -> Post:
    """The same for a phrase of running text, which may be about anything: nothing of it is kept."""
    return _read(with_country_keys(_split_qualifiers(text)))


def is_post(text: str) -> bool:
    """Whether a text is a post and no name: "the mayor", "US president", but not "Steve King"."""
    folded = fold(_split_qualifiers(text))
    keyed = _keyed_post(text)
    before, *behind = _BEHIND_HEAD.split(keyed, maxsplit=1)
    words = _words(before)
    is_told = bool(behind) or folded.startswith("the ") or keyed != folded
    return bool(words) and words[-1] in ROLES and is_told


def _read(keyed: str) -> Post:
    before = _BEHIND_HEAD.split(keyed, maxsplit=1)[0]
    heads = [word for word in _words(before) if word in ROLES] or [w for w in _words(keyed) if w in ROLES]
    return Post(words=frozenset(_words(keyed)) - _NO_WORDS, head=heads[-1] if heads else "")


def _keyed_post(text: str) -> str:
    """A post folded and with keys; who types one in lower case means the country: "the us president"."""
    return with_country_keys(_TYPED_US.sub("US", _split_qualifiers(text)))


def _split_qualifiers(text: str) -> str:
    """With "vice president" for "vice-president", "president elect" for "president-elect"."""
    return _QUALIFYING_HYPHEN.sub(lambda match: match.group().replace("-", " "), text)


def _words(text: str) -> list[str]:
    return [_SAME_WORD.get(word, word) for word in _WORD.findall(text)]
