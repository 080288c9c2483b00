"""What a question asks about as done: its verb, who does it, to what; and where a sentence tells of that."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.english_verbs import BASE_FORMS, IRREGULAR_PARTICIPLES, IRREGULAR_PAST
from corpus.fulltext_words import content_terms, stem
from corpus.word_classes import (
    ADVERBS,
    AUXILIARIES,
    BE,
    COORDINATORS,
    DASHES,
    DETERMINERS,
    DO,
    MODALS,
    NEGATIONS,
    OBJECT_PRONOUNS,
    POSSESSIVES,
    PREPOSITIONS,
    RELATIVES,
    SENTENCE_ENDS,
)
from corpus.words import BREAK, Words, cut_words
from qa.question_words import QUESTION_WORDS

_MARKS = frozenset({",", ";", ":", "(", ")", BREAK}) | DASHES | SENTENCE_ENDS
_CONJUNCTIONS = frozenset(
    [
        "when",
        "while",
        "after",
        "before",
        "because",
        "although",
        "though",
        "since",
        "until",
        "where",
        "whereas",
    ]
)
_CONDITIONS = frozenset({"if", "whether", "unless"})
_OPENERS = _MARKS | RELATIVES | _CONJUNCTIONS
_PAST = frozenset(IRREGULAR_PAST) | frozenset(IRREGULAR_PARTICIPLES) | frozenset(BASE_FORMS)
_FEWEST_LETTERS = 4  # of a regular past form: "died"
_OWNERS = frozenset({"'s", "\u2019s", "'", "\u2019"})
# Of verbs: "shut down"; word_classes counts them among no prepositions.
_PARTICLES = frozenset({"off", "out", "up", "down", "away", "back", "apart", "over"})
_NO_VERB_BEHIND = DETERMINERS | POSSESSIVES | PREPOSITIONS | _OWNERS
_ENDS_VERB = (
    DETERMINERS
    | POSSESSIVES
    | PREPOSITIONS
    | COORDINATORS
    | ADVERBS
    | _OPENERS
    | OBJECT_PRONOUNS
    | _PARTICLES
)
_ENDS_OBJECT = (PREPOSITIONS | _OPENERS | COORDINATORS) - _PARTICLES


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAct:
    """What a question asks about as done.

    `verbs` are what may be its verb, folded; a sentence tells of the act with all of them. `before` are the
    terms of the subject, `behind` those that follow the verb, `head` the last of its object's, or "".
    """

    verbs: frozenset[str]
    before: frozenset[str]
    behind: frozenset[str]
    head: str
    is_passive: bool
    is_sure: bool

    def is_told_at(self, words: Words, first: int, stop: int) -> bool:
        """Whether words[first:stop], a date or a place, stand in a clause that tells of this act.

        The verb nearest to them must be the asked one, of the same subject and object.
        """
        start, end = clause_of(words, first)
        verb = _nearest_verb(words, start, end, first, stop)
        if verb is None or not self.is_verb(words, verb) or self.is_doubted(words, start, end):
            return False
        told = {folded(word) for word in words.lower[start:end]}
        return self.verbs <= told and self._fits(words, start, end, verb)

    def is_verb(self, words: Words, at: int) -> bool:
        """Whether a word is the verb asked for."""
        return not words.is_name(at) and folded(words.lower[at]) in self.verbs

    def is_doubted(self, words: Words, start: int, end: int) -> bool:
        """Whether words[start:end] say "not", "may" or "if" where the question does not."""
        lower = [words.lower[at] for at in range(start, end) if not words.is_name(at)]  # "May" is a month
        lower += [word for word in words.lower[start : start + 1] if word in _CONDITIONS]
        return self.is_sure and any(
            word in NEGATIONS | MODALS | _CONDITIONS or word.endswith(("n't", "n\u2019t")) for word in lower
        )

    def is_done_by(self, words: Words, first: int, stop: int) -> bool:
        """Whether words[first:stop], a name behind "by", do this act: its verb before them is passive."""
        start, _ = clause_of(words, first)
        verb = _nearest_verb(words, start, first, first, stop)
        return verb is not None and _is_passive(words, start, verb) and self.is_told_at(words, first, stop)

    def names_same(self, words: Words, start: int, end: int, verb: int) -> bool:
        """Whether the verb's object is the one asked about, and nothing behind it is in another clause."""
        stop = next((at for at in range(verb + 1, end) if words.lower[at] in _ENDS_OBJECT), end)
        is_same = not self.head or self.head in terms_of(words, verb + 1, stop)
        return is_same and self._holds_rest(words, terms_of(words, start, end))

    def _holds_rest(self, words: Words, own: frozenset[str]) -> bool:
        return (self.behind & terms_of(words, 0, len(words.lower))) <= own

    def _fits(self, words: Words, start: int, end: int, verb: int) -> bool:
        """Whether subject and object are those asked about."""
        ahead, behind = _subject(words, start, verb), terms_of(words, verb + 1, end)
        if ahead is None:
            return False
        is_passive = _is_passive(words, start, verb)
        if is_passive and not self.is_passive:
            is_same = self.head in ahead and self._holds_rest(words, ahead | behind)
            return is_same and (not self.before or bool(self.before & behind))
        subject = ahead if is_passive == self.is_passive else behind
        return self.names_same(words, start, end, verb) and (not self.before or bool(self.before & subject))


def read_act(question: str) -> AskedAct:
    """What a question asks about as done; without verbs where none can be told."""
    words = cut_words(question)
    lower = words.lower
    helper = next((at for at, word in enumerate(lower) if word in AUXILIARIES), None)
    helps = helper is not None and lower[helper] in DO | MODALS
    start = 0 if helper is None else helper + 1
    behind = range(start, len(lower))
    verbs = [at for at in behind if (_is_base(words, at) if helps else is_past(words, at))]
    if not verbs and helper is None and lower[:1] == ["who"]:
        verbs = [at for at in behind[1:2] if lower[at].isalpha()]  # "who leads"
    first, last = (verbs[0], verbs[-1]) if verbs else (len(lower), len(lower))
    edge = first if helps else last
    follows = range(edge + 1, len(lower))
    stop = next((at for at in follows if lower[at] in _ENDS_OBJECT), len(lower))
    asking = frozenset(content_terms(" ".join(QUESTION_WORDS & set(lower[:start] or lower[:1]))))
    named = [at for at in range(edge + 1, stop) if lower[at] not in _PARTICLES]
    objects = [term for at in named for term in terms_of(words, at, at + 1)]
    return AskedAct(
        verbs=frozenset(folded(lower[at]) for at in verbs),
        before=terms_of(words, start, edge) - asking,
        behind=terms_of(words, edge + 1, len(lower)),
        head=objects[-1] if objects else "",
        is_passive=not helps and helper is not None and ("been" in lower or lower[helper] in BE),
        is_sure=not any(word in MODALS | NEGATIONS for word in lower),
    )


def folded(word: str) -> str:
    """The stem of a word in lower case, of an irregular form that of its verb: "began" is "begin"."""
    return stem(BASE_FORMS.get(word, word)) or word


def is_past(words: Words, at: int) -> bool:
    """Whether a word may be a verb's past or its participle; "hundred" and "need" may, too."""
    word = words.lower[at]
    ends = word.endswith("ed") and len(word) >= _FEWEST_LETTERS
    return not words.is_name(at) and word not in AUXILIARIES and (word in _PAST or ends)


def clause_of(words: Words, at: int) -> tuple[int, int]:
    """The clause around a word; a phrase before it ("In May, …") is part of it."""
    lower = words.lower
    bounds = [-1, *(here for here in range(len(lower)) if _is_bound(words, here)), len(lower)]
    start = max(bound for bound in bounds if bound < at or bound == -1) + 1
    end = min((bound for bound in bounds if bound > at), default=len(lower))
    if start == 0 and lower[0] in PREPOSITIONS and lower[end : end + 1] == [","]:
        return start, min((bound for bound in bounds if bound > end), default=len(lower))
    opening = next((bound for bound in bounds if bound >= 0), len(lower))
    if start == opening + 1 and lower[0] in PREPOSITIONS and lower[opening : opening + 1] == [","]:
        return 0, end
    return start, end


def _is_bound(words: Words, at: int) -> bool:
    """Whether a word parts two clauses; "and" does where a verb follows."""
    lower = words.lower
    if lower[at] in _OPENERS:
        return True
    if lower[at] not in COORDINATORS:
        return False
    for behind in range(at + 1, len(lower)):
        if lower[behind] in _OPENERS | COORDINATORS:
            return False
        if lower[behind] in AUXILIARIES or is_past(words, behind):
            return True
    return False


def _nearest_verb(words: Words, start: int, end: int, first: int, stop: int) -> int | None:
    """The verb that a date or place belongs to: the last before it, else the first behind it."""
    before = [at for at in range(start, first) if is_past(words, at)]
    behind = (at for at in range(stop, end) if is_past(words, at))
    return before[-1] if before else next(behind, None)


def _is_base(words: Words, at: int) -> bool:
    """Whether a word may be the verb behind "did": no word of the subject goes before or on behind it."""
    lower = words.lower
    if words.is_name(at) or not lower[at].isalpha() or lower[at] in _ENDS_VERB | AUXILIARIES:
        return False
    follows = at + 1 >= len(lower) or lower[at + 1] in _ENDS_VERB or words.is_name(at + 1)
    return follows and lower[at - 1] not in _NO_VERB_BEHIND


def _subject(words: Words, start: int, verb: int) -> frozenset[str] | None:
    """The terms of a verb's subject: those before it, else the noun that its clause describes.

    None where they only say whose the subject is ("Berg's brother died"), or the voice cannot be told.
    """
    ahead = words.lower[start:verb]
    if any(word in _OWNERS for word in ahead):
        return None
    own = terms_of(words, start, verb)
    opener = words.lower[start - 1] if start else ""
    if own or not opener:
        return own
    stop = start - 1
    while stop > 0 and words.lower[stop - 1] in _OPENERS:
        stop -= 1
    first, _ = clause_of(words, stop - 1) if stop else (0, 0)
    if opener in COORDINATORS:
        verbs = [at for at in range(first, stop) if is_past(words, at)]
        is_mixed = any(word in BE for word in words.lower[first:stop]) and not set(ahead) & BE
        return None if is_mixed else terms_of(words, first, verbs[0] if verbs else stop)
    return terms_of(words, stop - 1, stop)


def _is_passive(words: Words, start: int, verb: int) -> bool:
    """Whether a verb is passive: behind "was", or a participle that opens its clause behind a comma."""
    at = verb - 1
    while at >= start and (words.lower[at] in ADVERBS or words.lower[at].endswith("ly")):
        at -= 1
    if at >= start:
        return words.lower[at] in BE
    return start > 0 and words.lower[start - 1] in _MARKS


def terms_of(words: Words, first: int, stop: int) -> frozenset[str]:
    """The terms of words[first:stop], without stopwords."""
    if stop <= first:
        return frozenset()
    kept = [word for word in words.lower[first:stop] if word not in AUXILIARIES | _OPENERS | DETERMINERS]
    return frozenset(content_terms(" ".join(kept))) if kept else frozenset()
