"""The stories that may answer a question, in order: candidates ranked, read and told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from corpus.documents import Passage
from corpus.filters import Hits
from embeddings.reranker import Reranker
from embeddings.vector_index import Vector
from qa.diversity import is_broad, spread
from qa.evidence import Evidence, weigh
from qa.freshness import asks_for_newest, newest_first
from qa.ranking import rank
from qa.reranking import rerank
from qa.retrieval import Candidates, Retriever
from qa.said_ranking import rank_words
from qa.search_plan import SearchPlan
from qa.stories import Story, first_of_each, nearest_first, tell_apart, told_in

# Candidates by vector and by words each. 400 move nDCG@10 on cranfield by 0.002 and on med by 0.000;
# benchmarks/fusion_weight.py --depth
DEPTH = 200

# Pages of search results are cut from one ranking, that of `ask` and then what lies deeper, so that
# none repeats another; they end where this depth does.
SEARCH_DEPTH = 1000
DEEPER = 4  # times the depth, where too few stories were found: few rounds, little read in vain
READ_AHEAD = 20  # ranked passages read at least: several of them may tell one story

NEAR_MISSES = 20  # best-ranked stories, of which the nearest days to an empty window are shown first


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStories:
    """Ranked stories, and what speaks for them."""

    stories: list[Story]
    evidence: Evidence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ranked:
    """Passages in order, and what they were compared by; None for somebody's own words.

    `fused` is their order before a cross-encoder saw them, which the abstention is fitted to.
    """

    hits: Hits
    fused: Hits
    candidates: Candidates | None


class StorySearch:
    """Ranks and reads an archive's passages for what was planned."""

    def __init__(self, retriever: Retriever, *, reranker: Reranker | None) -> None:
        self._retriever = retriever
        self._reranker = reranker

    def find(self, plan: SearchPlan, vector: Vector | None, *, n_wanted: int) -> FoundStories:
        """Rank candidates, ever deeper, until `n_wanted` stories are found or all that qualify."""
        depth, n_qualifying = DEPTH, self._n_qualifying(plan)
        while True:
            found = self._read(plan, self._ranked(plan, vector, depth=depth), n_wanted=n_wanted)
            if len(found.stories) >= n_wanted or depth >= n_qualifying:
                return self._with_near_misses(plan, found) if plan.is_missed else found
            depth *= DEEPER

    def _with_near_misses(self, plan: SearchPlan, found: FoundStories) -> FoundStories:
        """What was found outside the window, the nearest days on either side ahead."""
        window = plan.filters
        stories = nearest_first(found.stories, window.from_date, window.to_date, among=NEAR_MISSES)
        return replace(found, stories=stories)

    def whole_ranking(self, plan: SearchPlan, vector: Vector | None) -> FoundStories:
        """The stories in the order that `ask` shows, then those that a search goes on to."""
        first, deeper = (
            self._read(plan, self._ranked(plan, vector, depth=depth), n_wanted=2 * depth)
            for depth in (DEPTH, SEARCH_DEPTH)
        )
        known = {p.passage_id for story in first.stories for p in (story.passage, *story.repeats)}
        further = [story for story in deeper.stories if story.passage.passage_id not in known]
        return FoundStories(
            stories=[*first.stories, *further],
            evidence=first.evidence,
        )

    def _n_qualifying(self, plan: SearchPlan) -> int:
        """How many passages a deeper ranking could hold; one of somebody's words holds all at once."""
        if plan.asks_for_words:
            return 0
        return self._retriever.store.n_passages if plan.among is None else len(plan.among)

    def _ranked(self, plan: SearchPlan, vector: Vector | None, *, depth: int) -> _Ranked:
        """The candidates in order, `depth` of them by each way of finding them."""
        if plan.asks_for_words:
            hits = rank_words(self._retriever, plan, vector, depth=depth)
            return _Ranked(hits=hits, fused=hits, candidates=None)
        if vector is None:
            raise ValueError("a question that is no question for somebody's words needs its vector")
        candidates = self._retriever.candidates(
            plan.words, vector, depth=depth, among=plan.beside, preferred=plan.preferred
        )
        wording = partial(self._retriever.wording, plan.words)
        fused = rank(candidates, plan.shape, self._retriever, wording=wording)
        if plan.press and plan.among is not None:
            fused, candidates = fused.within(plan.among), candidates.within(plan.among)
        hits = fused
        if self._reranker is not None and len(fused):
            hits = rerank(fused, candidates, plan.query, self._reranker, self._retriever)
        if asks_for_newest(plan.reading.topic):
            hits = newest_first(hits, candidates, self._retriever.store)
        elif is_broad(plan.shape) and self._reranker is None:
            hits = spread(hits, self._retriever.vectors)
        return _Ranked(hits=hits, fused=fused, candidates=candidates)

    def _weigh(self, plan: SearchPlan, ranked: _Ranked, first: Sequence[Passage]) -> Evidence | None:
        """The evidence of passages compared with a question; none for words known to be somebody's."""
        if ranked.candidates is None:
            return None
        return weigh(plan, ranked.candidates, ranked.fused, first, self._retriever)

    def _read(self, plan: SearchPlan, ranked: _Ranked, *, n_wanted: int) -> FoundStories:
        """Read ranked passages until they make `n_wanted` stories, or all."""
        hits = ranked.hits
        # Of somebody's own words no evidence is weighed, and no more is read than is shown.
        n_read = n_wanted if plan.asks_for_words else max(READ_AHEAD, 2 * n_wanted)
        while True:
            stories = tell_apart(
                hits.rows[:n_read],
                hits.scores[:n_read].tolist(),
                groups=self._retriever.stories,
                among=plan.among,
                read=self._retriever.store.passages,
            )
            if len(stories) >= n_wanted or n_read >= len(hits):
                evidence = self._weigh(plan, ranked, [story.passage for story in stories])
                return FoundStories(stories=stories, evidence=None if plan.is_missed else evidence)
            n_read *= DEEPER

    def documents(
        self, plan: SearchPlan, vector: Vector | None, found: FoundStories, n_documents: int
    ) -> tuple[Passage, ...]:
        """The first `n_documents` documents at their best passages, those shown before any further.

        Documents that repeat a story follow the one that is shown for it.
        """
        ranking, depth = told_in(found.stories), DEPTH
        while len(ranking) < n_documents:
            deeper = self._read(plan, self._ranked(plan, vector, depth=depth), n_wanted=2 * depth)
            ranking = first_of_each([*told_in(found.stories), *told_in(deeper.stories)])
            if depth >= self._n_qualifying(plan):
                break
            depth *= DEEPER
        return ranking[:n_documents]
