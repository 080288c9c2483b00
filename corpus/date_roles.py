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

from corpus.documents import Precision
from corpus.english_verbs import IRREGULAR_PARTICIPLES, IRREGULAR_PAST
from corpus.time_expressions import TimeExpression
from corpus.time_spans import Absolute, Direction, OfSomeYear, Shifted, Stretch, Unit, Weekday


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
    """

    expression: TimeExpression
    rank: Rank
    direction: Direction
    is_present: bool


_SPOKE = (
    r"(?:said|told|announced|declared|reported|stated|added|wrote|tweeted|warned|argued|insisted|claimed|"
    r"acknowledged|testified|confirmed|explained|suggested|noted|called|asked|denied|promised|pledged|vowed|believed|thought|hoped|feared|"
    r"predicted|admitted|conceded|recalled|remarked)"
)
_SPEAKS = (
    r"(?:says?|tells?|announces?|declares?|reports?|states?|adds?|writes?|warns?|argues?|insists?|claims?|"
    r"confirms?|explains?|suggests?|notes?|asks?|denies|deny|promises?|pledges?|vows?|believes?|thinks?|hopes?|fears?|predicts?|admits?)"
)
_SPEECH = rf"(?:{_SPOKE}|{_SPEAKS})"
_DETERMINER = r"(?:the|a|an|his|her|its|their|our|my|your|this|that|these|those|another|no|any|\w+['\u2019]s)"
_BOUND = re.compile(
    r"\b(?:since|until|till|by|before|after|following|through|beyond|than|for|every|each|"
    r"as\s+of|up\s+to|prior\s+to|ahead\s+of|as\s+early\s+as|as\s+late\s+as|as\s+far\s+back\s+as|"
    r"about|despite|versus|like|dated|compared\s+(?:to|with))\s+(?:(?:about|around|at\s+least|"
    r"early|late|mid|the|last|on|in)[\s-]+)*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_BEGINNING = re.compile(  # "from Monday" dates what will be; what was is going on
    r"\b(?:from|starting|beginning|effective)\s+(?:(?:early|late|mid|on|in|the)[\s-]+)*$", re.IGNORECASE
)
_RANGE = re.compile(
    r"\b(?:between|from)\s+[^.;]{3,30}?\s(?:and|to|until|through)\s+(?:the\s+)?$", re.IGNORECASE
)
_ADJUNCT = re.compile(
    r"\b(?:in|on|during|throughout|within|over|at|late|early|later|earlier|back)\s+(?:the\s+)?$", re.I
)
_OF = re.compile(r"\bof\s+$", re.IGNORECASE)
_TIME_OF = re.compile(
    r"\b(?:night|morning|afternoon|evening|eve|hours|day|week|weekend|course)\s+of\s+$", re.IGNORECASE
)
_POSSESSIVE = re.compile(r"['\u2019]s?\s+\w")
_BEFORE_POSSESSIVE = re.compile(r"(?:^\W*|\b(?:in|at|during|on|of)\s+)(?:the\s+)?$", re.IGNORECASE)
_AFTER_DETERMINER = re.compile(
    rf"\b(?i:{_DETERMINER})\s+(?:(?i:early|late|mid)[\s-]+|[A-Z][\w'\u2019-]*\s+)*$"
)
_IN_A = re.compile(r"\b(?:in|at|during|on)\s+an?\s+$", re.IGNORECASE)
_GOES_ON = re.compile(  # what may follow a time without being what it describes
    r"\s*(?:$|[^\w\s'\u2019-]|(?:-\s)|(?:in|on|at|of|to|by|for|from|with|without|within|into|after|before|as|"
    r"when|while|where|because|if|that|who|which|and|or|but|nor|than|then|about|over|under|near|during|"
    r"through|between|among|against|amid|following|according|is|are|was|were|be|been|has|have|had|will|"
    r"would|can|could|may|might|must|should|shall|do|does|did|said|says|told|he|she|it|they|we|i|you|the|a|"
    r"an|his|her|its|their|our|my|this|these|those|not|also|only|just|still|even|so|via|per|until|since|"
    r"despite|there|here|what|how|why|whether|[A-Za-z]+(?:ed|ing|ly))\b)",
    re.IGNORECASE,
)
_STANDS_APART = re.compile(r"\s*(?:[,:\u2013\u2014-]|$)")
_OPENING = re.compile(
    r"^\W*(?:(?:and|but|then|so|also|later|earlier|early|late|meanwhile|again|back|just|only)\W+)*"
    r"(?:(?:in|on|at|during|over|within)\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_AFTER_SPEECH = re.compile(
    rf"\b{_SPEECH}(?:\s+(?!that\b)[\w.'\u2019-]+){{0,3}}?(?:\s+(?:on|in|late|early|late\s+on|early\s+on))*\s+$",
    re.IGNORECASE,
)
_SPOKEN_OF = re.compile(rf"\b{_SPEECH}\b(?P<rest>.*)$", re.IGNORECASE | re.DOTALL)
SAYING = re.compile(rf"\b{_SPEECH}\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:who|which|whose|whom|where)\b[^,;:\u2014]*$", re.IGNORECASE)
_THAT = re.compile(r"(?P<before>(?:\S+\s+){1,4}?)that\b(?:(?!\bthat\b)[^,;:\u2014])*$", re.IGNORECASE)
_LIMITED = re.compile(  # "since the court allowed it in 1976": a clause or noun that bounds the main event
    r"\b(?:since|until|till|ahead\s+of|prior\s+to|despite|unless|compared\s+(?:to|with))\s+(?!(?:dawn|noon|midnight|dusk|"
    r"sunrise|sunset)\b)[^,;:\u2014]*$",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(
    r"\b(?:after|following|when|as|because)\s+(?!midnight\b|noon\b|dark\b)[^,;:\u2014]*$", re.I
)
_REDUCED = re.compile(  # "the treaty signed in 1990": a participle behind a noun behind its article
    r"\b(?:a|an|the|his|her|its|their|our)\s+(?:[\w'\u2019-]+\s+){0,2}?"
    r"(?!(?:is|are|was|were|be|been|being|has|have|had)\b)[\w'\u2019-]+,?\s+"
    rf"(?:first\s+|originally\s+)?(?:\w{{3,}}ed|{'|'.join(IRREGULAR_PARTICIPLES)})\s+(?:\w+\s+){{0,3}}?"
    r"(?:in|on|during|late|early)?\s*$",
    re.IGNORECASE,
)
_FINITE_AFTER = re.compile(
    r"^\s*,?\s*(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|does|do|did)\b",
    re.IGNORECASE,
)
_OPENING_CLAUSE = re.compile(
    r"\W*(?:when|while|as(?!\s+(?:of|for|in|with|to)\b))\b[^,;:\u2014]*$", re.IGNORECASE
)
_BETWEEN_COMMAS = re.compile(  # "the picture, released on Friday, shows"
    rf",\s+(?:\w+ly\s+)?(?:\w{{3,}}ed|{'|'.join(IRREGULAR_PARTICIPLES)})\s+"
    r"(?:\w+\s+){0,3}?(?:in|on|late|early)?\s*$",
    re.IGNORECASE,
)
_PREPOSITIONAL = re.compile(
    r"\W*(?:under|with|by|for|after|according\s+to|as|in|at|through)\b", re.IGNORECASE
)
_WILL = re.compile(
    r"\b(?:will|won['\u2019]t|'ll|\u2019ll|shall|going\s+to|plans?\s+to|planned\s+(?:to|for)|set\s+(?:to|for)|due|"
    r"scheduled|expects?|expected|slated|hopes?\s+to|intends?\s+to|upcoming|"
    r"(?:is|are|was|were)\s+to|would|could|may|might|can|must|should|to\s+be\s+held)\b",
    re.IGNORECASE,
)
_FIRST_FINITE = re.compile(
    rf"\b(?:(?P<present>is|are|has|have|does|do|{_SPEAKS})|{'|'.join(IRREGULAR_PAST)}|\w{{2,}}ed)\b",
    re.IGNORECASE,
)
_WILL_SURELY = re.compile(
    r"\b(?:will|won['\u2019]t|'ll|\u2019ll|going\s+to|plans?\s+to|set\s+(?:to|for)|due|scheduled|(?:is|are)\s+to)\b",
    re.IGNORECASE,
)
_DID = re.compile(rf"\b(?:{'|'.join(IRREGULAR_PAST)}|\w{{2,}}ed)\b", re.IGNORECASE)
_CLAUSE_OPENING = re.compile(
    r"(?:[,;:\u2014]|\bthat,?|\bwhen,?)\s+(?:(?:on|in|at|late|early)\s+)*$", re.IGNORECASE
)
_BEFORE_PARTICIPLE = re.compile(rf"\b(?:{_DETERMINER}|is|are|be|being)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_QUOTED = re.compile(r"[\u201c\u201d\"]|''")  # '' in texts without typographic marks
_PARENTHESIS = re.compile(r"\([^()]*$")
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
    verb = _FIRST_FINITE.search(sentence)
    is_past = next(_past_verbs(left), None) is not None and not (verb and verb["present"])
    is_present = rank in (Rank.MAIN, Rank.SAID) and not is_past
    return DatingExpression(expression=expression, rank=rank, direction=direction, is_present=is_present)


def _lies_ahead(expression: TimeExpression) -> bool:
    """Whether the words themselves say that the time is to come."""
    meaning = expression.meaning
    if isinstance(meaning, Shifted):
        return meaning.n > 0 and not meaning.from_told
    return isinstance(meaning, OfSomeYear | Weekday) and meaning.shift == 1


def _past_verbs(text: str) -> Iterator[re.Match[str]]:
    """The verbs in the past; "an alleged theft", "is arrested" and "will be held" have none."""
    return (match for match in _DID.finditer(text) if not _BEFORE_PARTICIPLE.search(text[: match.start()]))


def _may_date(expression: TimeExpression, left: str, right: str, *, has_article: bool) -> bool:
    """Whether nothing beside an expression gives its time to something else than the main event."""
    if _PARENTHESIS.search(left) or _BOUND.search(left) or _RANGE.search(left):
        return False
    if _BETWEEN.search(left) and not _is_range(expression):
        return False
    if _BEGINNING.search(left) and _direction(left, right) is Direction.PAST:
        return False
    if _POSSESSIVE.match(right):
        return _coarseness(expression) <= _LONGEST_NAMED and _BEFORE_POSSESSIVE.search(left) is not None
    is_adjunct = _ADJUNCT.search(left) is not None or _OPENING.match(left) is not None
    if isinstance(expression.meaning, Stretch):
        return is_adjunct and _coarseness(expression) <= _LONGEST_STRETCH
    return not (
        (_OF.search(left) and not _TIME_OF.search(left))
        or (_is_coarse(expression) and not is_adjunct)
        or (
            _is_years(expression) and not (_ADJUNCT.search(left) or has_article or _STANDS_APART.match(right))
        )
        or _names_something(expression, left, right, has_article=has_article)
        or _is_subordinate(expression, left, right)
    )


def _is_subordinate(expression: TimeExpression, left: str, right: str) -> bool:
    """Whether it stands in a clause about another event than the main one."""
    if _OPENING_CLAUSE.match(left):
        return False  # "When the vote was held in 1999, ...": at the same time
    if _LIMITED.search(left) or (_coarseness(expression) and _AFTERWARDS.search(left)):
        return True
    is_aside = _FINITE_AFTER.match(right) or (_PREPOSITIONAL.match(left) and right.startswith(","))
    is_reduced = _REDUCED.search(left) is not None and bool(is_aside)
    return is_reduced or _is_relative(left) or bool(_BETWEEN_COMMAS.search(left) and right.startswith(","))


def _is_coarse(expression: TimeExpression) -> bool:
    """Whether it is months or years without a word such as "last" that makes them an adjunct."""
    meaning = expression.meaning
    if isinstance(meaning, OfSomeYear):
        return meaning.first is None and meaning.shift is None
    return isinstance(meaning, Absolute) and meaning.value.start != meaning.value.end


def _names_something(expression: TimeExpression, left: str, right: str, *, has_article: bool) -> bool:
    """Whether it tells one thing from others, as in "the 2016 election" and "a March 5 letter"."""
    if isinstance(expression.meaning, Shifted | Stretch) or _GOES_ON.match(right):
        return False
    if isinstance(expression.meaning, Weekday) and expression.meaning.n_days > 1:
        return False  # "the weekend" always has its article
    is_adjective = has_article or _AFTER_DETERMINER.search(left) is not None or _is_years(expression)
    return is_adjective and not _IN_A.search(left)


def _is_range(expression: TimeExpression) -> bool:
    meaning = expression.meaning
    return isinstance(meaning, Absolute) and meaning.value.precision is Precision.RANGE


def _is_years(expression: TimeExpression) -> bool:
    meaning = expression.meaning
    return isinstance(meaning, Absolute) and meaning.value.start != meaning.value.end


def _is_relative(left: str) -> bool:
    if _RELATIVE.search(left):
        return True
    that = _THAT.search(left)
    return that is not None and not SAYING.search(that["before"])


def _rank(left: str) -> Rank:
    if _OPENING.match(left):
        return Rank.OPENING
    if _AFTER_SPEECH.search(left):
        return Rank.SAYING
    return Rank.SAID if _SPOKEN_OF.search(left) else Rank.MAIN


def _direction(left: str, right: str) -> Direction:
    """By the nearest word before it that tells; where it opens its clause, by the first after it."""
    clause = _CLAUSE_OPENING.sub("", left)
    will = max((match.start() for match in _WILL.finditer(clause)), default=-1)
    did = max((match.start() for match in _past_verbs(clause)), default=-1)
    if will == did == -1 or clause != left:
        ahead = _WILL_SURELY.search(right)
        is_ahead = ahead is not None and not SAYING.search(right[: ahead.start()])
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
    marks = [(match.start(), match.group()) for match in _QUOTED.finditer(sentence)]
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
