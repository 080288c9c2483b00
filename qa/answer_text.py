"""The words of an answer, shaped by what is asked: verbatim sentences, each with its marker."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.documents import DateSpan, Precision
from qa.answer import Citation
from qa.question_kind import QuestionKind


def compose(kind: QuestionKind, citations: Sequence[Citation], chosen: Sequence[int]) -> str:
    """The answer's text.

    A question for a date begins with it and how it is known: the one that the sentence states for what is
    asked, else its event date. A course of events is told in the order of its days, under the days that it
    spans; different numbers are told with their days, latest first; any other answer is the chosen sentences.

    Args:
        kind: what is asked for.
        citations: numbered from 1, best first.
        chosen: positions of those whose sentences answer, best first.
    """
    dated = [citation for citation in citations if citation.event_date and not citation.near_miss]
    if kind is QuestionKind.TIMELINE and len(dated) > 1:
        return _timeline(dated)
    told = [citations[position] for position in chosen]
    if kind is QuestionKind.WHEN and told and (span := asked_date(told[0])):
        return f"{written_date(span)} ({span.basis}): {marked(told[0])}"
    if kind is QuestionKind.HOW_MANY and _differ(told):
        latest_first = sorted(told, key=_day, reverse=True)
        return "\n".join(_dated_line(citation) for citation in latest_first)
    return " ".join(marked(citation) for citation in told)


def asked_date(citation: Citation) -> DateSpan | None:
    """The day that a citation's sentence states for what is asked, else that of what it tells."""
    stated = citation.value.date if citation.value else None
    return stated or citation.event_date


def marked(citation: Citation) -> str:
    """A citation's sentence and its marker.

    A number in brackets within the sentence would read as a marker: a word joiner, which is not
    seen, tells it apart. The citation itself has the words as they are.
    """
    words = re.sub(r"\[(?=\d+\])", "[\u2060", citation.quote.exact)
    return f"{words} [{citation.number}]"


def written_date(span: DateSpan) -> str:
    """A date as precisely as it is known."""
    if span.precision is Precision.DAY:
        return span.start.isoformat()
    if span.precision is Precision.MONTH:
        return f"{span.start:%Y-%m}"
    if span.precision is Precision.YEAR:
        return f"{span.start:%Y}"
    return f"{span.start} to {span.end}"


def _timeline(dated: Sequence[Citation]) -> str:
    in_order = sorted(dated, key=_day)
    days = [_day(citation) for citation in in_order]
    span = days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"
    return "\n".join([f"{span}:", *(_dated_line(citation) for citation in in_order)])


def _day(citation: Citation) -> str:
    return citation.event_date.start.isoformat() if citation.event_date else ""


def _dated_line(citation: Citation) -> str:
    date = f"{written_date(citation.event_date)}: " if citation.event_date else ""
    return date + marked(citation)


def _differ(told: Sequence[Citation]) -> bool:
    """Whether several sentences with the number asked for have none in common, however it is written."""
    amounts = [citation.value.amounts for citation in told if citation.value]
    return len(amounts) > 1 and not frozenset.intersection(*amounts)
