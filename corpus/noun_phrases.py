"""Where noun phrases begin and end, as far as word classes and capitals tell."""

from __future__ import annotations

from corpus.countries import ADJECTIVES
from corpus.speech_verbs import SPEECH_VERBS, Form
from corpus.word_classes import (
    AUXILIARIES,
    BE,
    COORDINATORS,
    DASHES,
    DETERMINERS,
    FINITE,
    HAVE,
    MODALS,
    ORGANISATIONS,
    PERSONAL,
    PREPOSITIONS,
    ROLES,
    SENTENCE_ENDS,
    SUBORDINATORS,
    TIME_WORDS,
)
from corpus.words import BREAK, QUOTE, Words

_MAX_DESCRIBED = 4  # nouns behind an adjective: "Syrian state news agency"
MAX_PHRASE = 25  # words of a phrase; longer ones are misread sentences
STOPS = frozenset({",", ";", ":", "(", QUOTE, BREAK, *DASHES, *SENTENCE_ENDS})
CLAUSE_STARTS = frozenset(SUBORDINATORS - {"than"}) | {"but", "or", "yet"}
PUNCTUATION_STOPS = STOPS | {")", "[", "]"}
_LINKS = frozenset("of for and & ’ ' -".split())


# No noun of a phrase.
_NO_NOUNS = frozenset(
    PREPOSITIONS | AUXILIARIES | COORDINATORS | DETERMINERS | FINITE | PERSONAL | SUBORDINATORS | TIME_WORDS
)


def phrase_start(words: Words, first: int, stop: int) -> int:
    """The first word of the noun phrase that ends before `stop`."""
    lower = words.lower
    at = stop
    while at > first and stop - at < MAX_PHRASE:
        word = lower[at - 1]
        if word == ")":
            at = skip_bracket(words, first, at)
            continue
        if word in PERSONAL:
            return at - 1
        if word in STOPS or word in CLAUSE_STARTS:
            break
        if word == "and" and not _joins_nouns(words, first, at - 1):
            break
        if at < stop and (word in BE or word in HAVE or word in MODALS) and word not in {"'s", "’s"}:
            break
        at -= 1
    return at


def skip_bracket(words: Words, first: int, at: int) -> int:
    """Before the bracket that closes just before `at`."""
    for back in range(at - 1, max(first, at - 12) - 1, -1):
        if words.lower[back] == "(":
            return back
    return at - 1


def _joins_nouns(words: Words, first: int, at: int) -> bool:
    """Whether the "and" at `at` stands between two nouns or names of one phrase."""
    if at == first or at + 1 == len(words.lower):
        return False
    left, right = words.lower[at - 1], words.lower[at + 1]
    if words.is_name(at - 1) and words.is_name(at + 1):
        return True
    return (
        left not in PUNCTUATION_STOPS
        and right not in PERSONAL
        and words.is_name(at - 1) == words.is_name(at + 1)
    )


def phrase_end(words: Words, at: int, stop: int) -> int:
    """One past the last word of the noun phrase that begins at `at`."""
    lower = words.lower
    if at >= stop:
        return at
    if lower[at] in PERSONAL:
        return at + 1
    seen_noun = False
    index = at
    limit = min(stop, at + MAX_PHRASE)
    while index < limit and not _ends_phrase(words, at, index, seen_noun=seen_noun):
        word = lower[index]
        seen_noun = seen_noun or (word not in DETERMINERS and word not in PREPOSITIONS)
        index += 1
    return index


def _ends_phrase(  # noqa: PLR0911  # one case, one way out
    words: Words, first: int, at: int, *, seen_noun: bool
) -> bool:
    word, before = words.lower[at], words.lower[at - 1]
    if word in PUNCTUATION_STOPS or word in CLAUSE_STARTS or word in PERSONAL:
        return True
    if word in {"'s", "’s"}:
        return False
    if word in AUXILIARIES or (word in PREPOSITIONS and word not in {"of", "for"}):
        return True
    if word == "and":
        return not _joins_nouns(words, first, at)
    if not seen_noun:
        return False
    if word in TIME_WORDS or word in FINITE:
        return True
    if words.is_name(at) or before in {"of", "for", "and", "the", "'s", "’s"}:
        return False
    if word in DETERMINERS or (word.endswith(("ed", "ing")) and before not in DETERMINERS):
        return True
    verb = SPEECH_VERBS.get(word)
    if verb is not None and not verb.noun and verb.form is not Form.BASE:
        return True
    return words.is_name(at - 1) and word not in ROLES and word not in ORGANISATIONS and word not in _LINKS


def after_time(words: Words, start: int, stop: int) -> int:
    """Past "On Monday night"; to the last name where the phrase is no time ("In the letter Mr. Gates")."""
    at = start + 1
    while at < stop and (words.lower[at] in TIME_WORDS or words.lower[at].isdigit()):
        at += 1
    if at > start + 1:
        return at
    at = stop
    while at > start + 1 and words.is_name(at - 1):
        at -= 1
    if at == stop or at == start + 1:
        return stop
    return at - 1 if words.lower[at - 1] in DETERMINERS and at - 2 > start else at


def core_end(words: Words, at: int, stop: int) -> int:
    """Past the nouns that follow a name at once: "Israeli military" in "the Israeli military in Gaza"."""
    end = at
    while end < stop and any(map(str.isalpha, words.lower[end])) and not _ends_core(words, end):
        if end > at and _is_plural(words, end - 1) and not _is_head(words, end):
            break  # "opposition leaders meet"
        end += 1
    return end


def _is_plural(words: Words, at: int) -> bool:
    word = words.lower[at]
    return not words.is_name(at) and word.endswith("s") and not word.endswith("ss")


def _is_head(words: Words, at: int) -> bool:
    """Whether a word can end a phrase whose noun before is a plural: "human rights group"."""
    word = words.lower[at]
    return words.is_name(at) or word in ROLES or word in ORGANISATIONS or _is_plural(words, at)


def described_end(words: Words, at: int, stop: int) -> int:
    """Past the noun that an adjective of a people describes: "Israeli troops" in "Israeli troops kill nine".

    Returns:
        `at` where no such adjective stands before it, or no noun is told from a verb.
    """
    if at < 1 or at >= stop or words.lower[at - 1] not in ADJECTIVES or not words.is_name(at - 1):
        return at
    core = core_end(words, at, stop)
    if at < core < min(stop, at + _MAX_DESCRIBED) and _is_finite(words.lower[core]):
        return core
    for end in range(at, min(core, at + _MAX_DESCRIBED)):
        word = words.lower[end]
        if words.is_name(end):
            return end
        if word in ORGANISATIONS or word in ROLES or (word.endswith("s") and not word.endswith("ss")):
            return end + 1
    return at


def _is_finite(word: str) -> bool:
    verb = SPEECH_VERBS.get(word)
    return word in AUXILIARIES or word in FINITE or (verb is not None and verb.form is Form.PRESENT)


def _ends_core(words: Words, at: int) -> bool:
    word = words.lower[at]
    verb = SPEECH_VERBS.get(word)
    is_verb = word.endswith(("ing", "ed")) or (verb is not None and verb.form is not Form.BASE)
    return word in _NO_NOUNS or (is_verb and not words.is_name(at))
