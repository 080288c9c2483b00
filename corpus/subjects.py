"""Who does the saying: the noun phrase that is the subject of a reporting verb."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.cues import ACCORDING, Cue
from corpus.speech_verbs import SPEECH_VERBS, Form
from corpus.word_classes import (
    ADVERBS,
    AUXILIARIES,
    BE,
    COORDINATORS,
    DASHES,
    DETERMINERS,
    FINITE,
    HAVE,
    MODALS,
    NOT_NAMES,
    ORGANISATIONS,
    PERSONAL,
    PREPOSITIONS,
    RELATIVES,
    ROLES,
    SENTENCE_ENDS,
    SUBORDINATORS,
    TIME_WORDS,
)
from corpus.words import BREAK, QUOTE, Words

_MAX_DISTANCE = 30  # words between a verb and the name next before
_MAX_PHRASE = 25  # words of a subject; longer ones are misread sentences
_STOPS = frozenset({",", ";", ":", "(", QUOTE, BREAK, *DASHES, *SENTENCE_ENDS})
_CLAUSE_STARTS = frozenset(SUBORDINATORS - {"than"}) | {"but", "or", "yet"}
_PUNCTUATION_STOPS = _STOPS | {")", "[", "]"}


_LINKS = frozenset("of for and & ’ ' -".split())
_TIMES = (TIME_WORDS - {"this"}) | {"this", "past", "last"}
_OF_WHOM = frozenset("to at from in with".split())
_INVERTING = frozenset({",", "", QUOTE})


class Tie(StrEnum):
    """How a subject is tied to its verb."""

    BEFORE = "before"  # Gates said
    APPOSITION = "apposition"  # Gates, the defence secretary, said
    RELATIVE = "relative"  # Gates, who said
    AFTER = "after"  # said Gates
    SHARED = "shared"  # Gates came to Moscow and said; Gates left, saying
    NEAREST = "nearest"  # the name next before, where nothing better is seen
    LATER = "later"  # After saying so, Gates left
    BY = "by"  # was criticised by Gates


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """words[first:stop], and how they belong to the verb; `clause` is where their clause begins."""

    first: int
    stop: int
    tie: Tie
    clause: int


def find_subjects(words: Words, first: int, stop: int, cue: Cue, earlier: Subject | None) -> list[Subject]:
    """Find who may do the saying in the sentence words[first:stop], the likeliest first.

    `earlier` is the subject of the reporting verb before.
    """
    found = [_find_subject(words, first, stop, cue, earlier)]
    if (
        cue.verb.lemma != ACCORDING
        and not cue.passive
        and (found[0] is None or found[0].tie is not Tie.AFTER)
    ):
        found += [main_subject(words, first, cue.group), _nearest(words, first, cue.group)]
        if cue.verb.form is Form.ING:
            found.append(_later(words, cue.stop, stop))
    subjects: dict[tuple[int, int], Subject] = {}
    for subject in found:
        if subject is not None and not _begins_with_verb(words, subject.first):
            subjects.setdefault((subject.first, subject.stop), subject)
    return list(subjects.values())


def _begins_with_verb(words: Words, at: int) -> bool:
    word = words.lower[at]
    return not words.is_name(at) and (word in FINITE or word.endswith("ed"))


def _nearest(words: Words, first: int, at: int) -> Subject | None:
    """The name or pronoun next before the verb, whatever stands between."""
    back = at
    while back > max(first, at - _MAX_DISTANCE):
        back -= 1
        word = words.lower[back]
        if word == ")":
            back = _skip_bracket(words, first, back + 1)
        elif word in PERSONAL:
            return Subject(first=back, stop=back + 1, tie=Tie.NEAREST, clause=back)
        elif words.is_name(back) and word not in NOT_NAMES:
            start = phrase_start(words, first, back + 1)
            found = _trimmed(words, start, back + 1, Tie.NEAREST)
            if found is not None:
                return found
    return None


def _later(words: Words, at: int, stop: int) -> Subject | None:
    """The subject after a participle that opens its sentence: "Asked about it, Gates"; "After saying so, he"."""
    for comma in range(at, stop - 1):
        if words.lower[comma] == ",":
            found = _opening_phrase(words, comma + 1, stop)
            if found is not None:
                return replace(found, tie=Tie.LATER)
    return None


def _find_subject(words: Words, first: int, stop: int, cue: Cue, earlier: Subject | None) -> Subject | None:
    if cue.passive:
        return _by(words, cue, stop)
    lower = words.lower
    group = _past_time(words, first, cue.group)
    if group != cue.group:
        cue = replace(cue, group=group)
    before = lower[group - 1] if group > first else ""
    if cue.verb.form is Form.ING and not _progressive(words, cue):
        return _of_participle(words, first, cue, earlier)
    if cue.verb.lemma == ACCORDING:
        return _according(words, cue, stop)
    if before in _INVERTING or before in SENTENCE_ENDS or before in DASHES:
        inverted = _inverted(words, first, cue, stop)
        if inverted is not None:
            return inverted
    if before in RELATIVES:
        return _relative(words, first, cue.group - 1)
    if before == ",":
        return _apposition(words, first, cue.group - 1) or _shared(words, first, cue.group, earlier)
    if before in {"and", "but", "or", "then"}:
        return _shared(words, first, cue.group - 1, earlier)
    if before in DASHES:
        return _apposition(words, first, cue.group - 1)
    return _before(words, first, cue.group)


def _past_time(words: Words, first: int, at: int) -> int:
    """Before "on Monday", "this past week" that stands between subject and verb."""
    start = at
    while start > first + 1 and words.lower[start - 1] in _TIMES:
        start -= 1
    if start == at:
        return at
    if words.lower[start - 1] in {"on", "in", "late", "early"}:
        start -= 1
    return start if start > first + 1 else at


def _inverted(words: Words, first: int, cue: Cue, stop: int) -> Subject | None:
    if _after_quote(words, first, cue.group):
        return _after(words, cue, stop, quoted=True)
    if cue.verb.listener or not cue.verb.clause:
        return None
    found = _after(words, cue, stop, quoted=False)
    if found is None or found.stop >= stop or words.lower[found.stop] in {".", ",", "who"}:
        return found
    return None if _apposition(words, first, cue.group - 1) is not None else found


def _according(words: Words, cue: Cue, stop: int) -> Subject | None:
    """What follows "according to", to the next comma: "a count by the agency"."""
    end = cue.stop
    while end < min(stop, cue.stop + _MAX_PHRASE):
        word = words.lower[end]
        if word in _STOPS - {"("} or word in {"that", "who", "which"}:
            break
        end += 1
    return Subject(first=cue.stop, stop=end, tie=Tie.AFTER, clause=cue.stop) if end > cue.stop else None


def _after_quote(words: Words, first: int, group: int) -> bool:
    at = group - 1
    if at >= first and words.lower[at] in {",", *DASHES}:
        at -= 1
    return at >= 0 and words.lower[at] == QUOTE


def _of_participle(words: Words, first: int, cue: Cue, earlier: Subject | None) -> Subject | None:
    lower = words.lower
    if cue.group - 2 > first and lower[cue.group - 1] == "as" and lower[cue.group - 2].endswith("ed"):
        at = cue.group - 2  # is quoted as saying
        while at > first and lower[at - 1] in AUXILIARIES | ADVERBS:
            at -= 1
        return _before(words, first, at)
    return _shared(words, first, cue.group, earlier) or _before(words, first, cue.group)


def _progressive(words: Words, cue: Cue) -> bool:
    return any(words.lower[at] in BE for at in range(cue.group, cue.at))


def _by(words: Words, cue: Cue, stop: int) -> Subject | None:
    for at in range(cue.stop, min(stop, cue.stop + 8)):
        if words.lower[at] == "by":
            end = phrase_end(words, at + 1, stop)
            return Subject(first=at + 1, stop=end, tie=Tie.BY, clause=at) if end > at + 1 else None
    return None


def _before(words: Words, first: int, at: int) -> Subject | None:
    start = phrase_start(words, first, at)
    if start > first and words.lower[start - 1] in {"who", "which"}:
        return _relative(words, first, start - 1)  # The man who left said
    return _trimmed(words, start, at, Tie.BEFORE)


def phrase_start(words: Words, first: int, stop: int) -> int:
    """The first word of the noun phrase that ends before `stop`."""
    lower = words.lower
    at = stop
    while at > first and stop - at < _MAX_PHRASE:
        word = lower[at - 1]
        if word == ")":
            at = _skip_bracket(words, first, at)
            continue
        if word in PERSONAL:
            return at - 1
        if word in _STOPS or word in _CLAUSE_STARTS:
            break
        if word == "and" and not _joins_nouns(words, first, at - 1):
            break
        if at < stop and (word in BE or word in HAVE or word in MODALS) and word not in {"'s", "’s"}:
            break
        at -= 1
    return at


def _skip_bracket(words: Words, first: int, at: int) -> int:
    for back in range(at - 1, max(first, at - 12) - 1, -1):
        if words.lower[back] == "(":
            return back
    return at - 1


def _joins_nouns(words: Words, first: int, at: int) -> bool:
    """Whether the "and" at `at` stands between two nouns or names of one phrase."""
    if at == first:
        return False
    left, right = words.lower[at - 1], words.lower[at + 1] if at + 1 < len(words.lower) else ""
    if words.is_name(at - 1) and words.is_name(at + 1):
        return True
    return (
        left not in _PUNCTUATION_STOPS
        and right not in PERSONAL
        and words.is_name(at - 1) == words.is_name(at + 1)
    )


def _trimmed(words: Words, start: int, stop: int, tie: Tie) -> Subject | None:
    """Without "But", "On Monday", "Still" at its start."""
    lower = words.lower
    clause = start
    while start < stop:
        word = lower[start]
        if (
            word in COORDINATORS
            or word in {"so", "still", "meanwhile", "yet"}
            or word in ADVERBS - {"both", "all"}
        ):
            start += 1
        elif word in PREPOSITIONS:
            start = _after_time(words, start, stop)
        elif word in TIME_WORDS and word not in {"this", "last"}:
            start += 1
        else:
            break
    if start >= stop:
        return None
    return Subject(first=start, stop=stop, tie=tie, clause=clause)


def _after_time(words: Words, start: int, stop: int) -> int:
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


def _relative(words: Words, first: int, at: int) -> Subject | None:
    """The phrase before "who"."""
    if words.lower[at] not in {"who", "which", "that"}:
        return None
    stop = at - 1 if at > first and words.lower[at - 1] == "," else at
    start = phrase_start(words, first, stop)
    found = _trimmed(words, start, stop, Tie.RELATIVE)
    if found is None and stop < at:
        return _apposition(words, first, stop)
    return found


def _apposition(words: Words, first: int, at: int) -> Subject | None:
    """The phrase before what stands between two commas, the second of which is at `at`."""
    opening = _segments(words, first, at)
    for start, stop in opening:
        if start < stop and _may_be_subject(words, start, stop):
            trimmed = _trimmed(words, start, stop, Tie.APPOSITION)
            if trimmed is not None:
                return trimmed
    return None


def _segments(words: Words, first: int, at: int) -> list[tuple[int, int]]:
    """The parts of the clause between commas, from its start, without the last, which ends at `at`."""
    parts, start = [], _clause_start(words, first, at)
    for index in range(start, at):
        if words.lower[index] in {",", *DASHES}:
            parts.append((start, index))
            start = index + 1
    return parts


def _clause_start(words: Words, first: int, at: int) -> int:
    for index in range(at - 1, first - 1, -1):
        word = words.lower[index]
        if word in {";", QUOTE, ":"} or word == "but":
            return index + 1
        if word == "that" and index > first and words.lower[index - 1] in SPEECH_VERBS:
            return index + 1
    return first


def _may_be_subject(words: Words, start: int, stop: int) -> bool:
    head = start
    while head < stop and words.lower[head] in COORDINATORS:
        head += 1
    if head >= stop:
        return False
    word = words.lower[head]
    if word in PREPOSITIONS or word in RELATIVES or word in _CLAUSE_STARTS or word.isdigit():
        return False
    if word.endswith(("ing", "ed")) and not words.is_name(head + 1 if head + 1 < stop else head):
        return False
    return not any(w in AUXILIARIES and w not in {"'s", "’s"} for w in words.lower[head:stop])


def _after(words: Words, cue: Cue, stop: int, *, quoted: bool) -> Subject | None:
    """The phrase that follows an inverted verb: "said Gates", "wrote the minister"."""
    at = cue.stop
    if at >= stop or cue.verb.form is Form.BASE:
        return None
    word = words.lower[at]
    if word in _PUNCTUATION_STOPS or word in PREPOSITIONS or word in _CLAUSE_STARTS or word in AUXILIARIES:
        return None
    end = phrase_end(words, at, stop)
    if end == at or (not quoted and _goes_on_as_clause(words, end, stop)):
        return None
    if quoted and end + 1 < stop and words.lower[end] in _OF_WHOM and not _names(words, at, end):
        end = max(end, phrase_end(words, end + 1, stop))  # a person close to Gates
    if words.is_name(at) or word in DETERMINERS or word in PERSONAL or _names(words, at, end):
        return Subject(first=at, stop=end, tie=Tie.AFTER, clause=at)
    return None


def _names(words: Words, first: int, stop: int) -> bool:
    return any(words.is_name(at) for at in range(first, stop))


def _goes_on_as_clause(words: Words, end: int, stop: int) -> bool:
    """Whether the phrase after the verb is the subject of what was said: "said Gates was wrong"."""
    if end >= stop:
        return False
    word = words.lower[end]
    if word == QUOTE:
        return True
    return not (
        word in _PUNCTUATION_STOPS
        or word in PREPOSITIONS
        or word in RELATIVES
        or word in TIME_WORDS
        or word in SUBORDINATORS
        or word in COORDINATORS
        or word.endswith(("ing", "ly"))
    )


def phrase_end(words: Words, at: int, stop: int) -> int:
    """One past the last word of the noun phrase that begins at `at`."""
    lower = words.lower
    if lower[at] in PERSONAL:
        return at + 1
    seen_noun = False
    index = at
    limit = min(stop, at + _MAX_PHRASE)
    while index < limit and not _ends_phrase(words, at, index, seen_noun=seen_noun):
        word = lower[index]
        seen_noun = seen_noun or (word not in DETERMINERS and word not in PREPOSITIONS)
        index += 1
    return index


def _ends_phrase(words: Words, first: int, at: int, *, seen_noun: bool) -> bool:
    word, before = words.lower[at], words.lower[at - 1]
    if word in _PUNCTUATION_STOPS or word in _CLAUSE_STARTS or word in PERSONAL:
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


def _shared(words: Words, first: int, at: int, earlier: Subject | None) -> Subject | None:
    """The subject of the verb before, or of the sentence."""
    if earlier is not None and earlier.stop <= at and earlier.tie is not Tie.BY:
        return Subject(first=earlier.first, stop=earlier.stop, tie=Tie.SHARED, clause=earlier.clause)
    return main_subject(words, first, at)


def main_subject(words: Words, first: int, at: int) -> Subject | None:
    """The first phrase of the sentence that can be its subject, before `at`."""
    start = first
    while start < at:
        comma = start
        while comma < at and words.lower[comma] not in {",", *DASHES, ";", ":"}:
            comma += 1
        found = _opening_phrase(words, start, comma if comma < at else at)
        if found is not None:
            return found
        start = comma + 1
    return None


def _opening_phrase(words: Words, start: int, stop: int) -> Subject | None:
    trimmed = _trimmed(words, start, stop, Tie.SHARED)
    if trimmed is None or (trimmed.first > start and words.lower[start] in PREPOSITIONS):
        return None
    at = trimmed.first
    word = words.lower[at]
    if word in PERSONAL:
        return Subject(first=at, stop=at + 1, tie=Tie.SHARED, clause=start)
    if word in _CLAUSE_STARTS or word in {QUOTE, "there", "to"}:
        return None
    if not (words.is_name(at) and word not in NOT_NAMES) and word not in DETERMINERS:
        return None
    if word.endswith(("ing", "ed")) and not (at + 1 < stop and words.is_name(at + 1)):
        return None
    end = phrase_end(words, at, stop)
    while end > at and words.lower[end - 1].endswith("ed") and not words.is_name(end - 1):
        end -= 1
    return Subject(first=at, stop=end, tie=Tie.SHARED, clause=start) if end > at else None
