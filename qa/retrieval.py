"""From a question's words to candidate passages, with their dense and BM25 scores."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
import numpy.typing as npt

from corpus.chunker import indexed_text
from corpus.documents import Passage
from corpus.filters import Filters, Hits, PassageSet, Rows
from corpus.fulltext import FullTextIndex
from corpus.fulltext_words import term_list, without_stopwords
from corpus.store import Store
from corpus.story_groups import StoryGroups
from embeddings.encoder import Encoder
from embeddings.vector_index import Vector, VectorIndex

# Of the first of a ranking, taken for relevant: 3 vectors of 3, 5 and 10, and 20 terms of 10 texts of
# 3, 5 and 10 with 10 to 40 terms have the best mean nDCG@10 over scifact-train, cranfield, cisi, med,
# lisa and npl_vaswani.
FEEDBACK_VECTORS = 3
FEEDBACK_TEXTS = 10
FEEDBACK_TERMS = 20
# In a long passage every word has something near it: with the wording weighed, nDCG@10 falls on cranfield
# and cisi (abstracts, 140 to 150 tokens) and rises on current-events (33); docs/quality.md
SHORT_TOKENS = 100
N_LOOKED_AT = 20  # of the first passages, to tell whether they are long

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Passages that may answer: `rows` ascending, and for each both scores, whichever found it.

    `dense` is the cosine; `lexical` is BM25, 0 where no word matches; `coverage` is the share of the
    question's words that a passage holds, rare ones counting more; `is_preferred` tells which are of
    the publisher or speaker asked for.
    """

    rows: Rows
    dense: Scores
    lexical: Scores
    coverage: Scores
    is_preferred: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.rows)

    def within(self, some: PassageSet) -> Candidates:
        """Those of some passages, with the scores they have."""
        kept = np.isin(self.rows, some.rows)
        return Candidates(**{name: getattr(self, name)[kept] for name in self.__slots__})


@dataclass(frozen=True, slots=True, kw_only=True)
class Retriever:
    """The stores of one version, asked together."""

    store: Store
    fulltext: FullTextIndex
    vectors: VectorIndex
    encoder: Encoder
    stories: StoryGroups

    def passages_meeting(self, filters: Filters) -> PassageSet | None:
        """The passages that meet the filters, decided before anything is ranked; None means all."""
        return self.store.matching(filters)

    def query_vector(self, text: str) -> Vector:
        """The question's vector, by the model's own query prompt."""
        return np.asarray(self.encoder.encode_queries([text])[0], dtype=np.float32)

    def candidates(
        self,
        text: str,
        vector: Vector,
        *,
        depth: int,
        among: PassageSet | None,
        preferred: PassageSet | None = None,
    ) -> Candidates:
        """The `depth` best passages by vector and the `depth` best by words, together.

        Args:
            text: whose words are looked for.
            vector: the question's.
            depth: how many by each.
            among: search only these; None means all.
            preferred: some of those, of which the best are among the candidates too.
        """
        sets = [among] if preferred is None or not len(preferred) else [among, preferred]
        dense = [self.vectors.search(vector, k=depth, among=some) for some in sets]
        lexical = [self.fulltext.search(text, k=depth, among=some) for some in sets]
        rows = np.unique(np.concatenate([hits.rows for hits in (*dense, *lexical)])).astype(np.int64)
        no_rows = np.zeros(0, dtype=np.int64)
        return Candidates(
            rows=rows,
            dense=_completed(rows, dense, lambda some: self.vectors.scores(vector, some)),
            lexical=_completed(rows, lexical, lambda some: self.fulltext.scores(text, some)),
            coverage=self.fulltext.coverage(text, rows),
            is_preferred=np.isin(rows, preferred.rows if preferred is not None else no_rows),
        )

    def likeness(self, candidates: Candidates, first: Rows) -> Scores:
        """How near each candidate is to the mean of the first of a ranking. Source: Rocchio 1971."""
        nearest = self.vectors.vectors(first[:FEEDBACK_VECTORS]).mean(axis=0)
        return self.vectors.scores(nearest, candidates.rows)

    def typical(self, candidates: Candidates, first: Rows) -> Scores:
        """BM25 of the words typical of the first of a ranking. Source: Lavrenko and Croft 2001, cut short."""
        passages = self.store.passages(first[:FEEDBACK_TEXTS].tolist())
        texts = [indexed_text(passage.context, passage.text) for passage in passages]
        return self.fulltext.scores(" ".join(self._typical_terms(texts)), candidates.rows)

    def cosines(self, rows: Rows) -> Scores:
        """The cosine of each of some long passages with each; shape (0, 0) where most are short."""
        if not self._are_long(self.store.passages(rows[:N_LOOKED_AT].tolist())):
            return np.zeros((0, 0), dtype=np.float32)
        vectors = self.vectors.vectors(rows)
        return np.asarray(vectors @ vectors.T, dtype=np.float32)

    def wording(self, words: str, rows: Rows) -> Scores:
        """How much of some words, stopwords left out, short passages hold; 0 for all where most are long."""
        passages = self.store.passages(rows.tolist())
        if not passages or self._are_long(passages):
            return np.zeros(len(passages), dtype=np.float32)
        return self.wording_of(without_stopwords(words), passages)

    def wording_of(self, words: str, passages: Sequence[Passage]) -> Scores:
        """How much of some words each passage holds, however long."""
        texts = [indexed_text(passage.context, passage.text) for passage in passages]
        return self.encoder.wording(words, texts)

    @staticmethod
    def _are_long(passages: Sequence[Passage]) -> bool:
        """Whether most are long; none are not."""
        return bool(passages) and median(passage.n_tokens for passage in passages) > SHORT_TOKENS

    def _typical_terms(self, texts: Sequence[str]) -> list[str]:
        """The terms that take the greatest shares of the texts, rare ones counting more."""
        shares: defaultdict[str, float] = defaultdict(float)
        for text in texts:
            terms = term_list(text)
            for term, n in Counter(terms).items():
                shares[term] += n / len(terms)
        weights = {term: share * self.fulltext.rarity(term) for term, share in shares.items()}
        return sorted(weights, key=lambda term: (-weights[term], term))[:FEEDBACK_TERMS]


def _completed(rows: Rows, known: Sequence[Hits], score: Callable[[Rows], Scores]) -> Scores:
    """The scores of all rows: the known ones, and those of the others worked out."""
    scores = np.full(len(rows), np.nan, dtype=np.float32)
    for hits in known:
        scores[np.searchsorted(rows, hits.rows)] = hits.scores
    is_unknown = np.isnan(scores)
    if is_unknown.any():
        scores[is_unknown] = score(rows[is_unknown])
    return scores
