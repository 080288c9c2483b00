"""The name that a question for a person, a body or a place asks of a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.first_names import is_male
from corpus.fulltext_words import content_terms, stem
from corpus.names import name_runs, split_name
from corpus.word_classes import DASHES, ROLES, TITLES
from corpus.words import Words, cut_words

_PLACED_BY = frozenset(
    """
    in at near outside off from inside around on over above aboard into to across along beside behind
    through throughout towards
    """.split()
)
_SIDES = frozenset(
    """
    northern southern eastern western central north south east west upper lower nearby neighbouring
    northeastern northwestern southeastern southwestern
    """.split()
)
_BETWEEN = _SIDES | {"the", "a", "an"}  # a preposition and its name
_NO_ACTORS = _PLACED_BY | {"of", "against", "with", "for"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedAnswer:
    """A name in a sentence, sentence[start:end]; `is_asked` tells that it stands as one asked for would."""

    start: int
    end: int
    is_asked: bool


def find_actor(sentence: str, question: str) -> NamedAnswer | None:
    """The person or body that does what is asked; None where the sentence names nobody new.

    It is the name nearest before a word of the question, or behind it after "by"; where no word of what
    is done is in the sentence, the first that stands as a subject.
    """
    words, known = cut_words(sentence), frozenset(content_terms(question))
    names = [run for run in _new_names(words, known) if not _is_dateline(words, *run)]
    able = [run for run in names if not _behind(words, run[0], _NO_ACTORS) and not _owns(words, run[1])]
    if not able:
        return None
    acts = _acts(words, known)
    by = [run for run in able if _behind(words, run[0], frozenset({"by"}))]
    before = [run for run in able if any(run[1] <= act for act in acts)]
    is_asked = bool(acts and (before or by))
    chosen = max(before) if before else by[0] if acts and by else able[0]
    return _answer(words, *chosen, is_asked=is_asked)


def find_place(sentence: str, question: str) -> NamedAnswer | None:
    """The place where it is, by a preposition, else the dateline's; None where there is neither."""
    words, known = cut_words(sentence), frozenset(content_terms(question))
    names = list(_new_names(words, known))
    placed = [run for run in names if _behind(words, run[0], _PLACED_BY) and not _is_person(words, *run)]
    acts = _acts(words, known)
    if placed:
        nearest = min(placed, key=lambda run: min((abs(run[0] - act) for act in acts), default=run[0]))
        return _answer(words, *nearest, is_asked=True)
    line = next((run for run in names if _is_dateline(words, *run)), None)
    return _answer(words, *line, is_asked=False) if line else None


def _new_names(words: Words, known: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The names that the question does not say, without the posts before them."""
    for first, stop in name_runs(words, 0, len(words.lower)):
        name = split_name(words, first, stop)
        terms = content_terms(name.text) if name else []
        if name and terms and not known.issuperset(terms):
            yield name.first, name.stop


def _acts(words: Words, known: frozenset[str]) -> list[int]:
    """Where the sentence has words of the question that are no names."""
    return [
        at for at, word in enumerate(words.lower) if not words.is_name(at) and (stem(word) or "") in known
    ]


def _behind(words: Words, at: int, before: frozenset[str]) -> bool:
    """Whether a name stands right behind such a word, posts and articles between them."""
    first = at
    while first > 0 and (words.is_name(first - 1) or words.lower[first - 1] in _BETWEEN):
        first -= 1
    return first > 0 and words.lower[first - 1] in before


def _is_person(words: Words, first: int, stop: int) -> bool:
    """Whether a name has a post before it or begins with a first name."""
    is_in_post = first > 0 and words.lower[first - 1] in ROLES | TITLES
    return is_in_post or (stop - first > 1 and is_male(words.lower[first]) is not None)


def _owns(words: Words, stop: int) -> bool:
    """Whether a name only says whose: "Serbia's president"."""
    return words.lower[stop : stop + 1] in (["'s"], ["\u2019s"])


def _is_dateline(words: Words, first: int, stop: int) -> bool:
    """Whether a name opens the sentence before a dash, or a comma and more before one."""
    head = words.lower[stop : stop + 8]
    return first == 0 and words.written[0].isupper() and any(word in DASHES for word in head)


def _answer(words: Words, first: int, stop: int, *, is_asked: bool) -> NamedAnswer:
    return NamedAnswer(start=words.starts[first], end=words.ends[stop - 1], is_asked=is_asked)
