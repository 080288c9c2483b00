"""The date that a sentence itself states for what is asked, which may not be that of its main clause."""

from __future__ import annotations

from corpus.documents import DateSpan
from corpus.time_expressions import TimeExpression, find_time_expressions
from corpus.time_spans import Absolute, OfSomeYear
from corpus.words import Words, cut_words
from qa.asked_act import AskedAct, read_act


def stated_date(question: str, sentence: str, dated: DateSpan | None) -> tuple[DateSpan, int, int] | None:
    """The date beside the verb that the question asks of, where the sentence's event is another.

    "Investigators said on Tuesday that the plane, shot down on 17 July 2014, …" is of a Tuesday; asked
    when the plane was shot down, it states 17 July 2014. A year never displaces a known day.

    Args:
        question: its words.
        sentence: the one that answers.
        dated: its event date, whose basis quotes the expression that it comes from.

    Returns:
        The date and where the sentence says it, [start, end); None where its event date is the one, or
        the sentence does not plainly say one.
    """
    words, act = cut_words(sentence), read_act(question)
    found = [one for one in find_time_expressions(sentence) if _is_told(act, words, one)]
    if len(found) != 1 or _is_basis(sentence, found[0], dated):
        return None
    span = _span(sentence, found[0], dated)
    if span is None or (dated is not None and _n_days(span) > _n_days(dated) == 1):
        return None
    return span, found[0].start, found[0].end


def _is_told(act: AskedAct, words: Words, one: TimeExpression) -> bool:
    """Whether an expression stands in the clause that tells of what is asked."""
    inside = [at for at, start in enumerate(words.starts) if one.start <= start < one.end]
    return bool(inside) and act.is_told_at(words, inside[0], inside[-1] + 1)


def _n_days(span: DateSpan) -> int:
    return (span.end - span.start).days + 1


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
