"""Which of a sentence's expressions of time says when what the sentence tells happened.

The evidence is the words around an expression. Left out are bounds ("since 2001", "until Friday"),
what tells events apart ("the 2016 election"), relative clauses, quoted words and parentheses; of the
rest an opening adjunct ("On June 14, ...") comes first, then the day of the saying ("said Monday"),
then the main clause's, then what was said to have happened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from corpus import date_role_cues as cues
from corpus.calendar_units import Unit
from corpus.documents import Precision
from corpus.earlier_times import is_in_past, is_told_now, tells_after, tells_before
from corpus.time_expressions import TimeExpression
from corpus.time_spans import Absolute, Direction, OfSomeYear, Shifted, Stretch, Weekday


class Rank(IntEnum):
    """How strongly an expression dates its sentence; less is stronger."""

    OPENING = 0
    SAYING = 1
    MAIN = 2
    SAID = 3
    ASIDE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class DatingExpression:
    """An expression that may date a sentence, and on which side of the anchor it lies.

    `is_present`: no verb in the past stands before it in the main clause, so that a time long past is
    rather that of a thing spoken of ("rejects a petition over the attempt of last year").
    `is_now`: its verb is one in the present, so that any time past is that of a thing spoken of ("has
    been under fire for a meeting last Monday").
    """

    expression: TimeExpression
    rank: Rank
    direction: Direction
    is_present: bool
    is_now: bool


_LONGEST_NAMED = 31  # days: "in last week's debate" says when it was, "in this year's contest" does not
_LONGEST_STRETCH = 365  # days: what is told of "the past three decades" is no event


def dating_expressions(sentence: str, found: Sequence[TimeExpression]) -> list[DatingExpression]:
    """The expressions that may date a sentence, strongest first, then finer before coarser, then in order."""
    quoted = _quoted_spans(sentence)
    able = [
        candidate
        for expression in found
        if not any(start < expression.start < end for start, end in quoted)
        if (candidate := _candidate(sentence, expression)) is not None
    ]
    return sorted(able, key=lambda c: (c.rank, _coarseness(c.expression), c.expression.start))


def _candidate(sentence: str, expression: TimeExpression) -> DatingExpression | None:
    left, right = sentence[: expression.start], sentence[expression.end :]
    has_article = sentence.startswith(("the ", "The "), expression.start)
    if not _may_date(expression, left, right, has_article=has_article):
        return None
    rank = _rank(left)
    direction = _direction(left, right)
    if direction is Direction.PAST and _lies_ahead(expression) and next(_past_verbs(left), None) is not None:
        return None  # "vowed to return next year": what is told is the vow
    if rank is Rank.SAID and (direction is Direction.FUTURE or isinstance(expression.meaning, Stretch)):
        return None  # what somebody said would happen, or has been going on: the saying is what is told
    is_inner = rank in (Rank.MAIN, Rank.SAID)
    verb = cues.FIRST_FINITE.search(sentence)
    is_past = next(_past_verbs(left), None) is not None and not (verb and verb["present"])
    is_present = is_inner and not (is_past or is_in_past(sentence, at=expression.start))
    is_now = is_inner and is_told_now(sentence, expression.start, expression.end)
    return DatingExpression(
        expression=expression, rank=rank, direction=direction, is_present=is_present, is_now=is_now
    )


def _lies_ahead(expression: TimeExpression) -> bool:
    """Whether the words themselves say that the time is to come."""
    meaning = expression.meaning
    if isinstance(meaning, Shifted):
        return meaning.n > 0 and not meaning.from_told
    return isinstance(meaning, OfSomeYear | Weekday) and meaning.shift == 1


def _past_verbs(text: str) -> Iterator[re.Match[str]]:
    """The verbs in the past; "an alleged theft", "is arrested" and "will be held" have none."""
    return (
        match for match in cues.DID.finditer(text) if not cues.BEFORE_PARTICIPLE.search(text[: match.start()])
    )


def _may_date(expression: TimeExpression, left: str, right: str, *, has_article: bool) -> bool:
    """Whether nothing beside an expression gives its time to something else than the main event."""
    if cues.PARENTHESIS.search(left) or cues.RANGE.search(left) or _is_bound(left):
        return False
    if cues.BETWEEN.search(left) and not _is_range(expression):
        return False
    if cues.BEGINNING.search(left) and _direction(left, right) is Direction.PAST:
        return False
    if cues.POSSESSIVE.match(right):
        return _coarseness(expression) <= _LONGEST_NAMED and cues.BEFORE_POSSESSIVE.search(left) is not None
    if isinstance(expression.meaning, Stretch):
        return _is_adjunct(left) and _coarseness(expression) <= _LONGEST_STRETCH
    return not (
        (cues.OF.search(left) and not (cues.TIME_OF.search(left) or cues.AS_OF.search(left)))
        or (_is_coarse(expression) and not _is_adjunct(left))
        or (
            _is_years(expression)
            and not (cues.ADJUNCT.search(left) or has_article or cues.STANDS_APART.match(right))
        )
        or _names_something(expression, left, right, has_article=has_article)
        or _is_subordinate(expression, left, right)
    )


def dates_narrated(sentence: str, expression: TimeExpression) -> bool:
    """Whether an expression that dates another event puts what a narrated sentence tells in its time.

    So does "after the vote in 2014"; not so "more than in 2014", nor "named a man who fled in 2014".
    """
    left = sentence[: expression.start]
    if cues.COMPARED.search(left) or cues.PARENTHESIS.search(left):
        return False
    if cues.OF.search(left) or _is_relative(left) or cues.REDUCED.search(left):
        return tells_after(sentence, expression.end)
    return _is_adjunct(left)


def _is_adjunct(left: str) -> bool:
    """Whether what follows these words says when, as after "in", and tells no thing from others."""
    return cues.ADJUNCT.search(left) is not None or cues.OPENING.match(left) is not None


def _is_bound(left: str) -> bool:
    """Whether what is told only ends or begins there; "As of Monday, ..." is the state on that day."""
    return cues.BOUND.search(left) is not None and cues.AS_OF.search(left) is None


def _is_subordinate(expression: TimeExpression, left: str, right: str) -> bool:
    """Whether it stands in a clause about another event than the main one."""
    if cues.OPENING_CLAUSE.match(left):
        return False  # "When the vote was held in 1999, ...": at the same time
    if cues.LIMITED.search(left) or (_coarseness(expression) and _is_afterwards(left)):
        return True
    if cues.THAN.search(left) or (cues.DONE.search(left) and tells_before(left)):
        return True
    is_aside = cues.FINITE_AFTER.match(right) or (cues.PREPOSITIONAL.match(left) and right.startswith(","))
    is_reduced = cues.REDUCED.search(left) is not None and bool(is_aside)
    return (
        is_reduced or _is_relative(left) or bool(cues.BETWEEN_COMMAS.search(left) and right.startswith(","))
    )


def _is_afterwards(left: str) -> bool:
    """Whether it stands in a clause or phrase about what came before the main event, or with it."""
    if cues.AFTERWARDS.search(left):
        return True
    clause = cues.AS.search(left)
    return clause is not None and cues.DID.search(clause[0]) is not None  # not so "as mayor in 2005"


def _is_coarse(expression: TimeExpression) -> bool:
    """Whether it is months or years without a word such as "last" that makes them an adjunct."""
    meaning = expression.meaning
    if isinstance(meaning, OfSomeYear):
        return meaning.first is None and meaning.shift is None
    return isinstance(meaning, Absolute) and meaning.value.start != meaning.value.end


def _names_something(expression: TimeExpression, left: str, right: str, *, has_article: bool) -> bool:
    """Whether it tells one thing from others, as in "the 2016 election" and "a March 5 letter"."""
    if isinstance(expression.meaning, Shifted | Stretch) or cues.GOES_ON.match(right):
        return False
    if isinstance(expression.meaning, Weekday) and expression.meaning.n_days > 1:
        return False  # "the weekend" always has its article
    is_adjective = has_article or cues.AFTER_DETERMINER.search(left) is not None or _is_years(expression)
    return is_adjective and not cues.IN_A.search(left)


def _is_range(expression: TimeExpression) -> bool:
    meaning = expression.meaning
    return isinstance(meaning, Absolute) and meaning.value.precision is Precision.RANGE


def _is_years(expression: TimeExpression) -> bool:
    meaning = expression.meaning
    return isinstance(meaning, Absolute) and meaning.value.start != meaning.value.end


def _is_relative(left: str) -> bool:
    if cues.RELATIVE.search(left):
        return True
    that = cues.THAT.search(left)
    return that is not None and not cues.SAYING.search(that["before"])


def _rank(left: str) -> Rank:
    if cues.OPENING.match(left):
        return Rank.OPENING
    if cues.AFTER_SPEECH.search(left):
        return Rank.SAYING
    return Rank.SAID if cues.SPOKEN_OF.search(left) else Rank.MAIN


def _direction(left: str, right: str) -> Direction:
    """By the nearest word before it that tells; where it opens its clause, by the first after it."""
    clause = cues.CLAUSE_OPENING.sub("", left)
    will = max((match.start() for match in cues.WILL.finditer(clause)), default=-1)
    did = max((match.start() for match in _past_verbs(clause)), default=-1)
    if will == did == -1 or clause != left:
        ahead = cues.WILL_SURELY.search(right)
        is_ahead = ahead is not None and not cues.SAYING.search(right[: ahead.start()])
        return Direction.FUTURE if is_ahead else Direction.PAST
    return Direction.FUTURE if will >= did else Direction.PAST


def _coarseness(expression: TimeExpression) -> int:
    meaning = expression.meaning
    if isinstance(meaning, Absolute):
        return (meaning.value.end - meaning.value.start).days
    if isinstance(meaning, OfSomeYear):
        return 0 if meaning.first is not None else 30 * meaning.n_months
    if isinstance(meaning, Shifted | Stretch):
        n_units = abs(meaning.n) if isinstance(meaning, Stretch) else 1
        return n_units * {Unit.DAY: 0, Unit.WEEKEND: 1, Unit.WEEK: 6, Unit.MONTH: 30, Unit.QUARTER: 90}.get(
            meaning.unit, 365
        )
    return 0


def _quoted_spans(sentence: str) -> list[tuple[int, int]]:
    """What stands between quotation marks; an unpaired mark quotes up to its end of the sentence."""
    marks = [(match.start(), match.group()) for match in cues.QUOTED.finditer(sentence)]
    spans, opened = [], -1
    is_open = bool(marks) and marks[0][1] == "\u201d"
    if is_open:
        opened = 0
    for position, mark in marks:
        closes = mark == "\u201d" or (mark in ('"', "''") and is_open)
        if closes:
            spans.append((opened, position))
        else:
            opened = position
        is_open = not closes
    return [*spans, (opened, len(sentence))] if is_open else spans
