"""Counts asked of what bears a rare name: the passages with that name go ahead.

"How many died in the Überlingen crash" is near every crash in meaning, and only the name tells which.
"""

from __future__ import annotations

import numpy as np

from corpus.filters import PassageSet
from corpus.fulltext import FullTextIndex
from corpus.fulltext_words import content_terms
from qa.question import QuestionReading
from qa.question_kind import QuestionKind

# Of 74 questions for a number over current-events 22 have a name this rare: 2 gain, none loses; at 0.001,
# 4 gain and 4 lose. Questions for anything else lose, as their names often are not the archive's;
# docs/quality.md
RARE_SHARE = 0.0003


def with_rarest_name(
    reading: QuestionReading, index: FullTextIndex, among: PassageSet | None
) -> PassageSet | None:
    """The passages that hold the rarest name of a question for a number.

    Args:
        reading: the question's.
        index: the archive's words.
        among: only these; None means all.

    Returns:
        None where another kind is asked for, no name is rare in the archive, or none of `among` holds it.
    """
    if reading.kind is not QuestionKind.HOW_MANY:
        return None
    terms = {term for name in reading.names for term in content_terms(name)}
    counts = {term: count for term in sorted(terms) if (count := index.term_count(term))}
    rarest = min(counts, key=lambda term: counts[term], default=None)
    if rarest is None or counts[rarest] > RARE_SHARE * index.n_passages:
        return None
    rows = np.sort(index.search(rarest, k=counts[rarest], among=among).rows)
    return PassageSet(rows=rows) if len(rows) else None
