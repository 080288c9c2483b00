"""The order of somebody's words: more of them first, or those on the topic, or the newest.

Passages with their own words score OWN and more, passages that only mention them less, so that a score
tells the two apart.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from corpus.filters import Hits, PassageSet, Rows
from corpus.person_names import read_name
from corpus.plain_words import has_name
from corpus.speaker_finder import FoundSpeakers, Manner
from corpus.store_columns import SpokenRows
from embeddings.vector_index import Vector, best
from qa.abstention import any_of, left_out, not_quoted, says_nothing_then
from qa.archive_names import n_documents_naming, name_whole
from qa.ranking import Shape, min_max, rank
from qa.retrieval import Retriever, Scores
from qa.saying import Saying
from qa.search_plan import SearchPlan

OWN = 0.5
MENTIONED = 0.49  # the most that a passage without own words scores
# From so many of somebody's own words on a passage is not better for having more: the newer goes first.
# Of 20, 30, 40, 60 and 100 the best on polnear-train; docs/quality.md
ENOUGH_WORDS = 20
# How much of a passage's words are attributed by name counts as much as how many there are: on
# polnear-train 0.97 of such passages are right, of those attributed by a pronoun 0.38.
NAMED_WEIGHT = 0.5
# Another spelling of the name, or a bare surname, may be another person: behind all of the very name.
SPELLING_WEIGHT = 0.5
# How much it counts among passages that mention a name that they have it whole: success@1 on polnear-train
# 0.919 at 0, 0.927 at 0.3, 0.929 at 0.6 and 1.
WHOLE_NAME_WEIGHT = 1.0
# How much it counts that a passage names the person in full, or is his
# throughout, and how much that it is newer. Best nDCG@10
# and success@1 of 0, 0.2, 0.3, 0.4, 0.6 and 1 on polnear-train; docs/quality.md
IN_FULL_WEIGHT = 0.3
DAY_WEIGHT = 0.01
LOOKED_THROUGH = 300  # passages, those with most of the words, for the name in full
# Of a passage's score beside its topic, so that of equal fit the one with more of the words goes first.
SAID_WEIGHT = 0.3
NOTHING_SAID = "those asked for say nothing that meets the filters"


def rank_words(retriever: Retriever, plan: SearchPlan, vector: Vector | None, *, depth: int) -> Hits:
    """The own words of the persons asked for, then passages that mention them.

    With a speaker given as a filter there are only own words. A vector is looked at where there is a topic.
    """
    saying = plan.saying
    if saying is None:
        raise ValueError("nobody's words are asked for")
    own = rank_said(retriever, saying, vector, among=plan.among, depth=depth)
    if plan.filters.speaker is not None:
        return own
    others = rank_mentions(retriever, plan, vector, depth=depth)
    is_new = ~np.isin(others.rows, own.rows)
    return Hits(
        rows=np.concatenate([own.rows, others.rows[is_new]]),
        scores=np.concatenate([own.scores, others.scores[is_new]]),
    )


def rank_said(
    retriever: Retriever, saying: Saying, vector: Vector | None, *, among: PassageSet | None, depth: int
) -> Hits:
    """The passages with words of the persons meant, best first; none where nobody is meant."""
    if saying.speakers is None:
        return _hits(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))
    spoken = _within(retriever.store.spoken_by(saying.speakers), among)
    scores = _amount(spoken)
    if saying.is_newest:
        scores = _by_day(retriever, spoken.rows)
    elif not saying.topic:
        newer = _by_day(retriever, spoken.rows)
        in_full = _in_full(retriever, saying.speakers, spoken, scores)
        fit = (scores + IN_FULL_WEIGHT * in_full + DAY_WEIGHT * newer) / (1 + IN_FULL_WEIGHT + DAY_WEIGHT)
        named = SPELLING_WEIGHT * spoken.is_exact + (1 - SPELLING_WEIGHT) * fit
        scores = named.astype(np.float32)
    if saying.topic and vector is not None:
        return _on_topic(retriever, saying.topic, vector, rows=spoken.rows, said=scores, depth=depth)
    return _hits(spoken.rows, OWN + (1 - OWN) * scores)


def rank_mentions(retriever: Retriever, plan: SearchPlan, vector: Vector | None, *, depth: int) -> Hits:
    """Passages that name the persons meant, or the name asked for, whoever speaks in them."""
    saying = plan.saying
    speakers = saying.speakers if saying else None
    # Of a name that nobody has who speaks, the question's words have the nearest spelling too.
    unquoted = f"{saying.who if saying else ''} {plan.reading.search_words}"
    names = _surnames(speakers) if speakers else unquoted
    named = retriever.fulltext.search(names, k=depth, among=plan.among)
    if not len(named):
        return named
    among = PassageSet(rows=np.sort(named.rows))
    words = plan.words if speakers or (saying and saying.topic) else names
    if saying and saying.topic and vector is not None:
        hits = rank(retriever.candidates(words, vector, depth=depth, among=among), _TOPICAL)
    else:  # a name is in a passage or not, whatever the meaning
        hits = rank(retriever.worded(words, among), _NAME_ALONE)
    scores = hits.scores.astype(np.float64)
    if saying and speakers is None:
        is_whole = name_whole(retriever, saying.who, hits.rows)
        scores = (scores + WHOLE_NAME_WEIGHT * is_whole) / (1 + WHOLE_NAME_WEIGHT)
    return best(hits.rows, (scores * MENTIONED).astype(np.float32), k=len(hits))


def why_no_words(retriever: Retriever, plan: SearchPlan, scores: Sequence[float]) -> str | None:
    """The reason to abstain where own words of the persons asked for are not among those ranked."""
    saying = plan.saying
    if saying is None or not plan.asks_for_words:
        return None
    if saying.speakers is None:
        return not_quoted(saying.who, n_documents_naming(retriever, saying.who))
    if plan.is_missed:
        return says_nothing_then(saying.named or saying.who, plan.filters)
    return None if any(score >= OWN for score in scores) else NOTHING_SAID


def remarks(plan: SearchPlan) -> str | None:
    """What is to be told of an answer: whom a name may mean, and what was left out."""
    saying, told = plan.saying, []
    if (
        saying
        and saying.speakers
        and saying.speakers.manner in (Manner.SURNAME, Manner.SPELLING, Manner.GUESS, Manner.PART_OF_ROLE)
    ):
        names = [person.name for person in saying.speakers.persons]
        is_open = len(names) > 1 or saying.speakers.manner is Manner.PART_OF_ROLE
        told += [any_of(saying.who, names)] if is_open else []
    undated = left_out(plan.n_undated)
    return "; ".join([*told, *([undated] if undated else [])]) or None


_NAME_ALONE = Shape(n_words=2, name_share=1.0)
_TOPICAL = Shape(n_words=4, name_share=0.5)


def _surnames(speakers: FoundSpeakers) -> str:
    """The last parts of the persons' names."""
    names = [read_name(person.name).parts for person in speakers.persons]
    return " ".join(dict.fromkeys(parts[-1] for parts in names if parts))


def _within(spoken: SpokenRows, among: PassageSet | None) -> SpokenRows:
    if among is None:
        return spoken
    kept = np.isin(spoken.rows, among.rows)
    return SpokenRows(
        rows=spoken.rows[kept],
        n_words=spoken.n_words[kept],
        n_named=spoken.n_named[kept],
        is_exact=spoken.is_exact[kept],
    )


def _amount(spoken: SpokenRows) -> Scores:
    """How much a passage holds of somebody's words, those by name counting more; 0 … 1."""
    return np.asarray(
        (1 - NAMED_WEIGHT) * _share(spoken.n_words) + NAMED_WEIGHT * _share(spoken.n_named),
        dtype=np.float32,
    )


def _share(n_words: Rows) -> npt.NDArray[np.float64]:
    return np.asarray(np.log1p(np.minimum(n_words, ENOUGH_WORDS)) / np.log1p(ENOUGH_WORDS))


def _in_full(retriever: Retriever, speakers: FoundSpeakers, spoken: SpokenRows, scores: Scores) -> Scores:
    """1 for passages that name the first of the persons in full, or are his throughout by name, else 0."""
    found, person = np.zeros(len(spoken.rows), dtype=np.float32), speakers.persons[0]
    first = np.argsort(-scores, kind="stable")[:LOOKED_THROUGH]
    parts = read_name(person.name).parts
    passages = list(retriever.store.texts(spoken.rows[first].tolist()))
    is_throughout = np.array([passage.speaker in person.names for passage in passages], dtype=np.bool_)
    is_by_name = spoken.n_named[first] > 0
    is_whole = np.array([has_name(parts, passage.text) for passage in passages], dtype=np.bool_)
    found[first] = (is_throughout & is_by_name) | is_whole
    return found


def _by_day(retriever: Retriever, rows: Rows) -> Scores:
    """The newest at 1, the oldest and undated at 0, equal days equal."""
    return min_max(np.asarray(retriever.store.last_days(rows), dtype=np.float32))


def _on_topic(
    retriever: Retriever, topic: str, vector: Vector, *, rows: Rows, said: Scores, depth: int
) -> Hits:
    candidates = retriever.candidates(topic, vector, depth=depth, among=PassageSet(rows=rows))
    if not len(candidates):
        return _hits(candidates.rows, candidates.dense)
    fit = rank(candidates, _TOPICAL)
    own = said[np.searchsorted(rows, fit.rows)]
    scores = (fit.scores + SAID_WEIGHT * own) / (1 + SAID_WEIGHT)
    return _hits(fit.rows, OWN + (1 - OWN) * scores)


def _hits(rows: Rows, scores: npt.NDArray[np.floating]) -> Hits:
    return best(rows, np.asarray(scores, dtype=np.float32), k=max(1, len(rows)))
