"""Finding the verbs that report speech, and what stands around them in the verb group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.countries import ADJECTIVES
from corpus.speech_verbs import SPEECH_VERBS, Form, SpeechVerb
from corpus.word_classes import (
    ADVERBS,
    ASPECTS,
    AUXILIARIES,
    BE,
    COORDINATORS,
    DETERMINERS,
    HAVE,
    MODALS,
    NEGATIONS,
    OBJECT_PRONOUNS,
    PERSONAL,
    POSSESSIVES,
    PREPOSITIONS,
    REFUSALS,
    SUBORDINATORS,
    TIME_WORDS,
)
from corpus.words import QUOTE, Words

ACCORDING = "according"
_PAIR = 6  # words before a verb in which an "and" may make two names its subject
_HEADLINE = 0.6  # of its words: articles and prepositions stay small
# Behind a finite verb, not behind a participle that describes a noun.
_NO_DESCRIBED = (
    DETERMINERS
    | PREPOSITIONS
    | AUXILIARIES
    | COORDINATORS
    | SUBORDINATORS
    | PERSONAL
    | OBJECT_PRONOUNS
    | TIME_WORDS
) | ADVERBS
_ACCORDING = SpeechVerb(
    lemma=ACCORDING,
    form=Form.PAST,
    clause=True,
    listener=False,
    topic=False,
    noun=False,
    particles=frozenset(),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A word that reports speech: words[first:stop], the verb itself at `at`.

    `group` is the first word of the verb group ("has also said" begins with "has").
    """

    at: int
    first: int
    stop: int
    group: int
    verb: SpeechVerb
    negated: bool = False
    modal: bool = False
    passive: bool = False
    infinitive: bool = False
    perfect: bool = False


def find_cues(words: Words, first: int, stop: int) -> Iterator[Cue]:
    """Find the reporting verbs of a sentence, from left to right; nouns of the same form are left out."""
    lower = words.lower
    in_capitals = _in_capitals(words, first, stop)
    for at in range(first, stop):
        if words.is_name(at) and at not in words.openings and not in_capitals:
            continue  # "United States": part of a name
        if lower[at] == ACCORDING and lower[at + 1 : at + 2] == ["to"]:
            yield Cue(at=at, first=at, stop=at + 2, group=at, verb=_ACCORDING)
            continue
        verb = SPEECH_VERBS.get(lower[at])
        if verb is not None and not _is_noun(words, verb, first, at, stop):
            cue = _with_group(words, verb, first, at)
            if cue is not None:
                yield cue


def _in_capitals(words: Words, first: int, stop: int) -> bool:
    """Whether a sentence is written as headlines are, most of its words with a capital."""
    alphabetic = [at for at in range(first, stop) if words.lower[at].isalpha()]
    return _HEADLINE * len(alphabetic) < sum(map(words.is_name, alphabetic))


def _is_noun(words: Words, verb: SpeechVerb, first: int, at: int, stop: int) -> bool:
    before = words.lower[at - 1] if at > first else ""
    if before in POSSESSIVES and not (before in BE and verb.form is not Form.BASE):
        return True
    if before in DETERMINERS and before not in {"that", "all", "both", "some", "many", "few", "most", "one"}:
        return True
    if verb.form is Form.PAST and not verb.noun:
        return _describes(words, first, at, stop)
    if (
        verb.noun
        and before in PREPOSITIONS
        and before not in {"to", "by", "of", "for", "before", "after", "in", "on"}
    ):
        return True
    if verb.noun and verb.form is not Form.ING and before in PREPOSITIONS and before != "to":
        return True
    is_of = words.lower[at + 1 : at + 2] == ["of"] and verb.lemma not in {"speak", "talk"}
    return verb.noun and (
        _is_object(words, first, at)
        or is_of
        or _is_followed_as_noun(words, at, stop)
        or _disagrees(words, verb, first, at)
    )


def _is_object(words: Words, first: int, at: int) -> bool:
    """Whether a verb stands right before, whose object the noun is: "denies reports", "to reject claims"."""
    if at <= first or words.is_name(at - 1):
        return False
    verb = SPEECH_VERBS.get(words.lower[at - 1])
    return verb is not None and not verb.noun and words.lower[at - 2 : at - 1] != ["as"]


def _describes(words: Words, first: int, at: int, stop: int) -> bool:
    """Whether a participle only describes a noun: "for alleged links", "cancels proposed plans"."""
    if at <= first or at + 1 >= stop or words.is_name(at - 1):
        return False
    before, after = words.lower[at - 1], words.lower[at + 1]
    verb = SPEECH_VERBS.get(before)
    takes = before in PREPOSITIONS or (verb is not None and not verb.noun and verb.form is Form.PRESENT)
    return takes and after.isalpha() and not words.is_name(at + 1) and after not in _NO_DESCRIBED


def _disagrees(words: Words, verb: SpeechVerb, first: int, at: int) -> bool:
    """Whether one name stands before a verb that takes several: "Syrian state television", "a U.S. plan"."""
    if verb.form is not Form.BASE or at == first or not words.is_name(at - 1):
        return False
    is_one = not words.lower[at - 1].endswith("s")
    if words.lower[at - 1] in ADJECTIVES:
        return True
    return is_one and at - 1 not in words.openings and "and" not in words.lower[max(first, at - _PAIR) : at]


def _is_followed_as_noun(words: Words, at: int, stop: int) -> bool:
    """Whether a verb or a topic's colon follows: "early reports say", "Egyptian protests: ..."."""
    if at + 1 >= stop:
        return False
    following = words.lower[at + 1]
    verb = SPEECH_VERBS.get(following)
    speaks = verb is not None and not verb.noun and verb.form in {Form.PRESENT, Form.PAST, Form.BASE}
    is_topic = following == ":" and words.lower[at + 2 : at + 3] != [QUOTE]
    return is_topic or following in AUXILIARIES or speaks


def _with_group(words: Words, verb: SpeechVerb, first: int, at: int) -> Cue | None:
    lower = words.lower
    group = at
    negated = modal = passive = infinitive = perfect = False
    aspect = False
    while group > first:
        word = lower[group - 1]
        if word in NEGATIONS or word.endswith(("n't", "n’t")):
            negated = True
        elif word in REFUSALS:
            negated = True
            group -= 1
            break
        elif word in MODALS:
            modal = True
        elif word in BE:
            passive = passive or (verb.form is Form.PAST and not aspect)
        elif word in HAVE:
            perfect = True
        elif word == "to" and (verb.form is Form.BASE or aspect):
            infinitive = aspect = True
        elif not (
            word in AUXILIARIES
            or word in ADVERBS
            or (word.endswith("ly") and not words.is_name(group - 1))
            or (aspect and word in ASPECTS)
            or (verb.form is Form.ING and word in {"by", "kept", "keeps", "started", "began"})
        ):
            break
        group -= 1
    return Cue(
        at=at,
        first=at,
        stop=at + 1,
        group=group,
        verb=verb,
        negated=negated,
        modal=modal,
        passive=passive,
        infinitive=infinitive,
        perfect=perfect,
    )
