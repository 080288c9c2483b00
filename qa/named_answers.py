"""The name that a question for a person, a body or a place asks of a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.countries import ADJECTIVES
from corpus.first_names import is_male
from corpus.fulltext_words import content_terms
from corpus.names import name_runs, split_name
from corpus.publishers import PublisherKind, publisher_table
from corpus.word_classes import ADVERBS, AUXILIARIES, BE, COORDINATORS, DASHES, PREPOSITIONS, ROLES, TITLES
from corpus.words import Words, cut_words
from qa.asked_act import AskedAct, clause_of, is_past, read_act, terms_of
from qa.asked_doer import Asked, asked_of
from qa.source_names import PRESS

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
# Languages that are no country's adjective, which "in" goes before as before a place.
_LANGUAGES = ADJECTIVES | frozenset(
    """
    arabic bengali cantonese esperanto farsi gaelic hebrew hindi latin malay mandarin pashto persian punjabi
    sanskrit swahili tamil urdu yiddish
    """.split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedAnswer:
    """A name in a sentence, sentence[start:end]; `is_asked` tells that it stands as one asked for would."""

    start: int
    end: int
    is_asked: bool


def find_actor(sentence: str, question: str) -> NamedAnswer | None:
    """The person or body that does what is asked; None where the sentence names nobody new.

    It is plain where the name is the subject of the verb asked for, behind its "by", or, of a question such
    as "who was arrested", the subject of that passive; else it is the first that stands as a subject.
    """
    words, known = cut_words(sentence), frozenset(content_terms(question))
    names = [run for run in _new_names(words, known) if not _is_dateline(words, *run)]
    able = [run for run in names if not _behind(words, run[0], _NO_ACTORS) and not _owns(words, run[1])]
    if not able:
        return None
    asked, act = asked_of(question), read_act(question)
    plain = [run for run in able if _is_doer(words, run, asked, act, known)]
    told = [_n_known(words, run, known) for run in plain]
    best = [run for run, n in zip(plain, told, strict=True) if n == max(told)]
    return (
        _answer(words, *best[0], is_asked=True)
        if len(best) == 1
        else _answer(words, *able[0], is_asked=False)
    )


def find_place(sentence: str, question: str) -> NamedAnswer | None:
    """The place where it is, by a preposition, else the dateline's; None where there is neither."""
    words, known = cut_words(sentence), frozenset(content_terms(question))
    names = list(_new_names(words, known))
    placed = [run for run in names if _behind(words, run[0], _PLACED_BY) and _is_place(words, *run)]
    act = read_act(question)
    if placed:
        plain = [run for run in placed if act.is_told_at(words, *run)]
        return _answer(words, *(plain or placed)[0], is_asked=bool(plain))
    line = next((run for run in names if _is_dateline(words, *run)), None)
    return _answer(words, *line, is_asked=False) if line else None


def _is_doer(words: Words, run: tuple[int, int], asked: Asked, act: AskedAct, known: frozenset[str]) -> bool:
    """Whether a name stands to the verb asked for as the question's "who" does."""
    first, stop = run
    if asked is Asked.UNTOLD or _is_joined(words, first):
        return False
    if _behind(words, first, frozenset({"by"})):
        return asked in {Asked.DOER, Asked.BY} and act.is_done_by(words, first, stop)
    behind = _past_relative(words, stop)
    start, end = _clause_behind(words, stop)
    if act.is_doubted(words, start, end) or asked is Asked.BY:
        return False
    own = terms_of(words, start, end)
    if asked is Asked.NOUN:
        return known <= own and _is_noun_same(words, behind, end, known)
    verb = next((at for at in range(behind, end) if is_past(words, at) or act.is_verb(words, at)), None)
    if verb is None or not act.is_verb(words, verb) or not act.names_same(words, start, end, verb):
        return False
    between = words.lower[behind:verb]
    is_near = all(word in AUXILIARIES | ADVERBS or word.endswith("ly") for word in between)
    is_passive = any(word in BE for word in between)
    is_by_same = not act.before or bool(act.before & own)
    return is_near and is_by_same and is_passive == (asked is Asked.DONE_TO)


def _is_noun_same(words: Words, at: int, end: int, known: frozenset[str]) -> bool:
    """Whether "is" stands at a word, and the noun behind it has no more words: no "former president"."""
    if at >= end or words.lower[at] not in BE:
        return False
    stop = next((here for here in range(at + 1, end) if words.lower[here] in PREPOSITIONS), end)
    return terms_of(words, at + 1, stop) <= known


def _is_joined(words: Words, first: int) -> bool:
    """Whether a name is one of several that do it: "Anna Berg and Karl Moser"."""
    return first > 1 and words.lower[first - 1] in COORDINATORS and words.is_name(first - 2)


def _past_relative(words: Words, stop: int) -> int:
    """Where it goes on behind a name, past ", who"."""
    following = words.lower[stop : stop + 2]
    return stop + 1 if following[:1] == ["who"] else stop + 2 if following == [",", "who"] else stop


def _clause_behind(words: Words, stop: int) -> tuple[int, int]:
    """The clause that a name is the subject of: its own, or that of the "who" behind it."""
    behind = _past_relative(words, stop)
    return clause_of(words, behind if stop < behind < len(words.lower) else stop - 1)


def _n_known(words: Words, run: tuple[int, int], known: frozenset[str]) -> int:
    """How many of the question's words the clause of a name has."""
    return len(known & terms_of(words, *_clause_behind(words, run[1])))


def _is_place(words: Words, first: int, stop: int) -> bool:
    """Whether a name behind a preposition may be a place: no person, language or publication."""
    if _is_person(words, first, stop):
        return False
    is_language = words.lower[first - 1] == "in" and words.lower[stop - 1] in _LANGUAGES
    name = words.text[words.starts[first] : words.ends[stop - 1]]
    publisher = publisher_table().of_name(name)
    is_press = words.lower[stop - 1] in PRESS or (
        publisher is not None and publisher.kind is not PublisherKind.INSTITUTION
    )
    return not is_language and not is_press


def _new_names(words: Words, known: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The names that the question does not say, without the posts before them."""
    for first, stop in name_runs(words, 0, len(words.lower)):
        name = split_name(words, first, stop)
        terms = content_terms(name.text) if name else []
        if name and terms and not known.issuperset(terms):
            yield name.first, name.stop


def _behind(words: Words, at: int, before: frozenset[str]) -> bool:
    """Whether a name stands right behind such a word, posts and articles between them."""
    near = at
    while near > 0 and words.lower[near - 1] in _BETWEEN:
        near -= 1
    if near > 0 and words.lower[near - 1] in before:
        return True  # "In the Hague", whose "In" has a capital
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
