"""What the "who" of a question stands for: whoever does it, whoever it is done to."""

from __future__ import annotations

from enum import StrEnum

from corpus.word_classes import (
    ADVERBS,
    AUXILIARIES,
    BE,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    PERSONAL,
    PREPOSITIONS,
)
from corpus.words import Words, cut_words
from qa.asked_act import is_past

_ASKERS = frozenset({"who", "whom", "whose", "which"})
_N_OF_NOUN = 4  # words behind "which", the most: "which football team did"


class Asked(StrEnum):
    """What a question asks for by "who" or "which team"."""

    DOER = "doer"  # who shot Lennon
    BY = "by"  # who was Lennon shot by
    DONE_TO = "done to"  # who was shot, who did Obama appoint
    NOUN = "noun"  # who was the first man on the moon
    UNTOLD = "untold"


def asked_of(question: str) -> Asked:
    """What a question's "who" stands for; UNTOLD where its words do not tell."""
    words = cut_words(question)
    lower = words.lower
    at = next((here for here, word in enumerate(lower) if word in _ASKERS), None)
    spoken = [word for word in lower if word.isalpha()]
    if at is None or lower[at] == "whose":
        return Asked.UNTOLD
    if spoken[-1] == "by" or lower[max(0, at - 1)] == "by":
        return Asked.BY
    if spoken[-1] in PREPOSITIONS or lower[max(0, at - 1)] in PREPOSITIONS:
        return Asked.UNTOLD
    if lower[at] == "whom":
        return Asked.DONE_TO
    if lower[at] == "which":
        helpers = [
            here for here in range(at + 1, min(len(lower), at + 1 + _N_OF_NOUN)) if lower[here] in AUXILIARIES
        ]
        at = helpers[0] - 1 if helpers else at
    return _by_helper(words, at + 1)


def _by_helper(words: Words, at: int) -> Asked:
    """What is asked for, by the word behind "who" and the one that follows it."""
    helper = "".join(words.lower[at : at + 1])
    behind = at + 1
    while behind < len(words.lower) and words.lower[behind] in ADVERBS:
        behind += 1
    following = "".join(words.lower[behind : behind + 1])
    is_noun = bool(following) and (words.is_name(behind) or following in DETERMINERS | PERSONAL)
    if helper in DO:
        return Asked.DONE_TO
    if helper in BE:
        if not following or words.is_name(behind) or following in PERSONAL or following.endswith("ing"):
            return Asked.UNTOLD
        return Asked.DONE_TO if is_past(words, behind) else Asked.NOUN
    if helper in HAVE | MODALS:
        return Asked.DONE_TO if is_noun or following in BE else Asked.DOER
    return Asked.DOER
