"""The date that a sentence itself states for what is asked, which may not be that of its main clause."""

from __future__ import annotations

import re

from corpus.documents import DateSpan
from corpus.fulltext_words import content_terms
from corpus.time_expressions import TimeExpression, find_time_expressions
from corpus.time_spans import Absolute, OfSomeYear
from qa.question_words import read_names

_CLAUSE_ENDS = re.compile(r"[,;:()\u2013\u2014]|\s-\s|\b(?:that|when|while|after|before|because|although)\b")


def stated_date(question: str, sentence: str, dated: DateSpan | None) -> tuple[DateSpan, int, int] | None:
    """The date beside the question's own words, where another clause has more of them than the dated one.

    "Investigators said on Tuesday that the plane, shot down on 17 July 2014, …" is of a Tuesday; asked
    when the plane was shot down, it states 17 July 2014.

    Args:
        question: its words.
        sentence: the one that answers.
        dated: its event date, whose basis quotes the expression that it comes from.

    Returns:
        The date and where the sentence says it, [start, end); None where its event date is the one.
    """
    found = find_time_expressions(sentence)
    asked = _acts(question)
    fits = [(_fit(sentence, one, asked), one) for one in found]
    own = next((fit for fit, one in fits if _is_basis(sentence, one, dated)), 0)
    full = [(fit, one) for fit, one in fits if fit > own and _span(sentence, one, dated)]
    if not full:
        return None
    _, chosen = max(full, key=lambda pair: pair[0])
    span = _span(sentence, chosen, dated)
    return (span, chosen.start, chosen.end) if span else None


def _acts(question: str) -> frozenset[str]:
    """The question's words that are no names: what happened, not to whom."""
    named = {term for name in read_names(question) for term in content_terms(name)}
    return frozenset(content_terms(question)) - named


def _fit(sentence: str, one: TimeExpression, asked: frozenset[str]) -> int:
    """How many of the words asked for stand in the expression's own clause."""
    start = max((m.end() for m in _CLAUSE_ENDS.finditer(sentence, 0, one.start)), default=0)
    end = next((m.start() for m in _CLAUSE_ENDS.finditer(sentence, one.end)), len(sentence))
    return len(asked & set(content_terms(sentence[start:end])))


def _is_basis(sentence: str, one: TimeExpression, dated: DateSpan | None) -> bool:
    return dated is not None and f"'{_words(sentence, one)}'" in dated.basis


def _words(sentence: str, one: TimeExpression) -> str:
    return " ".join(sentence[one.start : one.end].split()).rstrip(".")


def _span(sentence: str, one: TimeExpression, dated: DateSpan | None) -> DateSpan | None:
    """The days of an expression that names its year, or whose year is that of the sentence's own date."""
    words = f"'{_words(sentence, one)}'"
    if isinstance(one.meaning, Absolute):
        days = one.meaning.value
        return DateSpan(start=days.start, end=days.end, precision=days.precision, basis=words)
    if not isinstance(one.meaning, OfSomeYear) or one.meaning.shift is not None or dated is None:
        return None
    known = one.meaning.of_year(dated.start.year)
    if known is None or known.start > dated.end:
        return None
    basis = f"{words} of {dated.start.year}"
    return DateSpan(start=known.start, end=known.end, precision=known.precision, basis=basis)
