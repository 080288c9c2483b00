"""The subject of a reporting verb: before it, after it, or shared with another verb."""

from __future__ import annotations

from dataclasses import replace

from corpus.cues import ACCORDING, Cue
from corpus.noun_phrases import CLAUSE_STARTS, MAX_PHRASE, PUNCTUATION_STOPS, STOPS, core_end, phrase_end
from corpus.speech_verbs import Form
from corpus.subjects import (
    Subject,
    Tie,
    antecedent,
    explained_subject,
    later_subject,
    main_subject,
    nearest_subject,
    shared_subject,
    subject_before,
)
from corpus.word_classes import (
    ADVERBS,
    AUXILIARIES,
    BE,
    COORDINATORS,
    DASHES,
    DETERMINERS,
    FINITE,
    PERSONAL,
    PREPOSITIONS,
    RELATIVES,
    SENTENCE_ENDS,
    SUBORDINATORS,
    TIME_WORDS,
)
from corpus.words import QUOTE, Words

_TIMES = (TIME_WORDS - {"this"}) | {"this", "past", "last"}
_OF_WHOM = frozenset("to at from in with".split())
_INVERTING = frozenset({",", "", QUOTE})


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
        found += [main_subject(words, first, cue.group), nearest_subject(words, first, cue.group)]
        if cue.verb.form is Form.ING:
            found.append(later_subject(words, cue.stop, stop))
    subjects: dict[tuple[int, int], Subject] = {}
    for subject in found:
        if subject is None or _begins_with_verb(words, subject.first):
            continue
        if not any(_is_begun_by(words, longer, subject) for longer in subjects.values()):
            subjects.setdefault((subject.first, subject.stop), subject)
    return list(subjects.values())


def _is_begun_by(words: Words, longer: Subject, subject: Subject) -> bool:
    """Whether a subject lacks but nouns of a longer one: "Syrian" of "Syrian state television"."""
    return longer.first == subject.first and core_end(words, subject.stop, longer.stop) == longer.stop


def _begins_with_verb(words: Words, at: int) -> bool:
    word = words.lower[at]
    return not words.is_name(at) and (word in FINITE or word.endswith("ed"))


def _find_subject(  # noqa: C901, PLR0911  # one case, one way out
    words: Words, first: int, stop: int, cue: Cue, earlier: Subject | None
) -> Subject | None:
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
        return antecedent(words, first, cue.group - 1)
    if before == ",":
        return explained_subject(words, first, cue.group - 1) or shared_subject(
            words, first, cue.group, earlier
        )
    if before in {"and", "but", "or", "then"}:
        return shared_subject(words, first, cue.group - 1, earlier)
    if before in DASHES:
        return explained_subject(words, first, cue.group - 1)
    return subject_before(words, first, cue.group)


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


def _of_participle(words: Words, first: int, cue: Cue, earlier: Subject | None) -> Subject | None:
    lower = words.lower
    if cue.group - 2 > first and lower[cue.group - 1] == "as" and lower[cue.group - 2].endswith("ed"):
        at = cue.group - 2  # is quoted as saying
        while at > first and lower[at - 1] in AUXILIARIES | ADVERBS:
            at -= 1
        return subject_before(words, first, at)
    return shared_subject(words, first, cue.group, earlier) or subject_before(words, first, cue.group)


def _progressive(words: Words, cue: Cue) -> bool:
    return any(words.lower[at] in BE for at in range(cue.group, cue.at))


def _by(words: Words, cue: Cue, stop: int) -> Subject | None:
    for at in range(cue.stop, min(stop, cue.stop + 8)):
        if words.lower[at] == "by":
            end = phrase_end(words, at + 1, stop)
            return Subject(first=at + 1, stop=end, tie=Tie.BY, clause=at) if end > at + 1 else None
    return None


def _inverted(words: Words, first: int, cue: Cue, stop: int) -> Subject | None:
    if _after_quote(words, first, cue.group):
        return _after(words, cue, stop, quoted=True)
    if cue.verb.listener or not cue.verb.clause:
        return None
    found = _after(words, cue, stop, quoted=False)
    if found is None or found.stop >= stop or words.lower[found.stop] in {".", ",", "who"}:
        return found
    return None if explained_subject(words, first, cue.group - 1) is not None else found


def _after_quote(words: Words, first: int, group: int) -> bool:
    at = group - 1
    if at >= first and words.lower[at] in {",", *DASHES}:
        at -= 1
    return at >= 0 and words.lower[at] == QUOTE


def _after(words: Words, cue: Cue, stop: int, *, quoted: bool) -> Subject | None:
    """The phrase that follows an inverted verb: "said Gates", "wrote the minister"."""
    at = cue.stop
    if at >= stop or cue.verb.form is Form.BASE:
        return None
    word = words.lower[at]
    if word in PUNCTUATION_STOPS or word in PREPOSITIONS or word in CLAUSE_STARTS or word in AUXILIARIES:
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
        word in PUNCTUATION_STOPS
        or word in PREPOSITIONS
        or word in RELATIVES
        or word in TIME_WORDS
        or word in SUBORDINATORS
        or word in COORDINATORS
        or word.endswith(("ing", "ly"))
    )


def _according(words: Words, cue: Cue, stop: int) -> Subject | None:
    """What follows "according to", to the next comma: "a count by the agency"."""
    end = cue.stop
    while end < min(stop, cue.stop + MAX_PHRASE):
        word = words.lower[end]
        if word in STOPS - {"("} or word in {"that", "who", "which"}:
            break
        end += 1
    return Subject(first=cue.stop, stop=end, tie=Tie.AFTER, clause=cue.stop) if end > cue.stop else None
