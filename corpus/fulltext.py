"""Passages by their words: BM25 in a tantivy index, which only this module and fulltext_* import.

Score: the sum of BM25 over the question's distinct words and two fields, the passage with its
context (weight 1) and its document's title (TITLE_WEIGHT). tantivy fixes k1 = 1.2 and b = 0.75.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import tantivy

from corpus.chunker import indexed_text
from corpus.filters import Hits, PassageSet, Rows
from corpus.fulltext_files import configured, damage_is_named, open_searcher
from corpus.fulltext_words import ANALYZER_NAME, content_terms, plain

Scores = npt.NDArray[np.float32]
Spellings = Sequence[Sequence[str]]
# nDCG@10 on scifact-train and cranfield: 0.700 and 0.391 without it, 0.695 and 0.407 at 0.25, 0.659 and
# 0.408 at 1; benchmarks/bm25.py, docs/quality.md
TITLE_WEIGHT = 0.25
_MAX_TERMS = 256  # distinct words looked up: a pasted page would take a second, this some 10 to 30 ms
# One writer thread and a budget that no common archive fills make one segment, in order of rows;
# only what is used is taken: 50 MB for 113,808 entries of 26 MB.
_WRITER_BYTES = 2_000_000_000
_TIES = 32  # hits fetched beyond k, so that equal scores around the k-th are mostly there at once
_SLACK = 1.25  # of 200 hits wanted, chance brings 200 ± 14 in a fetch of the average size
_GROWTH = 4
# Asking for one row by its number takes 2.3 µs, fetching one more hit 0.3 µs (113,808 passages).
_FETCHES_PER_ROW = 8
_ROWS_AT_ONCE = 1000  # a query of more clauses gets slower by the clause
_LOCK = ".tantivy-meta.lock"
_ROW, _TITLE, _BODY = "row", "title", "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class FullTextEntry:
    """What is indexed of one passage."""

    row: int
    title: str
    context: str
    text: str


def write_fulltext(folder: Path, entries: Iterable[FullTextEntry]) -> None:
    """Write an index into a new or empty folder.

    Raises:
        FileExistsError: the folder has something in it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    index = configured(tantivy.Index(_schema(), path=str(folder)))
    writer = index.writer(heap_size=_WRITER_BYTES, num_threads=1)
    for entry in entries:
        document = tantivy.Document()
        document.add_unsigned(_ROW, entry.row)
        document.add_text(_TITLE, plain(entry.title))
        document.add_text(_BODY, plain(indexed_text(entry.context, entry.text)))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    mode = (folder / "meta.json").stat().st_mode | (folder / _LOCK).stat().st_mode
    for name in ("meta.json", ".managed.json"):
        (folder / name).chmod(mode)  # tantivy lets only the owner read these two, whatever the umask


class FullTextIndex:
    """Searches a finished index, from any number of threads; its files are mapped, not read in."""

    def __init__(self, folder: Path, searcher: tantivy.Searcher) -> None:
        self._folder = folder
        self._searcher = searcher
        self._schema = _schema()
        self._last_rows: tuple[bytes, tantivy.Query] | None = None

    @classmethod
    def open(cls, folder: Path) -> FullTextIndex:
        """Open what `write_fulltext` wrote.

        Raises:
            IndexDamaged: a file is missing, cut or changed.
        """
        with damage_is_named(folder):
            found = cls(folder, open_searcher(folder))
            found.search("damage", k=1, among=None)  # touches the dictionaries and the row column
        return found

    @property
    def n_passages(self) -> int:
        """How many passages it holds."""
        return int(self._searcher.num_docs)

    def search(self, query: str, *, k: int, among: PassageSet | None) -> Hits:
        """Return the passages with the highest BM25 scores for a text's words.

        No text is a syntax error. A query of nothing but stopwords is searched with them.

        Args:
            query: any text; of more than 256 distinct words the first count.
            k: hits wanted, at least 1; fewer only where fewer passages share a word with the query.
            among: search only these, before ranking; None means all.

        Raises:
            ValueError: k is below 1.
            IndexDamaged: a file was changed.
        """
        if k < 1:
            raise ValueError(f"k is {k}; at least one hit must be wanted")
        words = self._words_query(query)
        n_searched = self._searcher.num_docs if among is None else len(among)
        if words is None or not n_searched:
            return _hits(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32), k)
        if among is None or len(among) ** 2 * _FETCHES_PER_ROW > k * self._searcher.num_docs:
            return self._search_and_keep(words, k, among)
        return self._search_within(words, k, among.rows)

    def scores(self, query: str, rows: Rows) -> Scores:
        """Return the BM25 scores of some passages, in the order of `rows`, 0 where no word matches.

        Raises:
            IndexDamaged: a file was changed.
        """
        scores = np.zeros(len(rows), dtype=np.float32)
        words = self._words_query(query)
        if words is None or not len(rows):
            return scores
        distinct, places = np.unique(rows, return_inverse=True)
        hits = self._search_within(words, len(distinct), distinct)
        found = np.zeros(len(distinct), dtype=np.float32)
        found[np.searchsorted(distinct, hits.rows)] = hits.scores
        return found[places]

    def coverage(self, query: str, rows: Rows) -> Scores:
        """The share of a text's words that some passages hold, rare words counting more, in [0, 1].

        A word counts by its inverse document frequency as in BM25.
        """
        rarities = self._rarities(query)
        distinct, places = np.unique(rows, return_inverse=True)
        shares = np.zeros(len(distinct), dtype=np.float32)
        if rarities and len(distinct):
            total = sum(rarities.values())
            terms = [(term, rarity / total) for term, rarity in rarities.items()]
            hits = self._search_within(self._sum_of(terms), len(distinct), distinct)
            shares[np.searchsorted(distinct, hits.rows)] = hits.scores
        return np.asarray(shares[places], dtype=np.float32)

    def holding(self, words: Sequence[Spellings], *, limit: int) -> Rows | None:
        """The passages that hold every word in one of its spellings; None where they are more than `limit`.

        Args:
            words: each with the sets of terms any of which is the word.
            limit: at least 1.
        """
        make, must, should = tantivy.Query, tantivy.Occur.Must, tantivy.Occur.Should
        alternatives = [
            [terms for terms in spellings if all(map(self.term_count, terms))] for spellings in words
        ]
        if not all(alternatives):
            return np.zeros(0, dtype=np.int64)
        every = [
            (must, make.boolean_query([(should, self._all_of(terms)) for terms in spellings]))
            for spellings in alternatives
        ]
        rows, _ = self._fetch(make.const_score_query(make.boolean_query(every), 1.0), limit + 1)
        return rows if len(rows) <= limit else None

    def _all_of(self, terms: Sequence[str]) -> tantivy.Query:
        make, must = tantivy.Query, tantivy.Occur.Must
        return make.boolean_query([(must, make.term_query(self._schema, _BODY, t, "basic")) for t in terms])

    def rarity(self, term: str) -> float:
        """A term's inverse document frequency. Source: BM25 as in Lucene, never negative."""
        count = self.term_count(term)
        return math.log(1 + (self._searcher.num_docs - count + 0.5) / (count + 0.5))

    def _rarities(self, text: str) -> dict[str, float]:
        return {term: self.rarity(term) for term in content_terms(text)[:_MAX_TERMS]}

    def _sum_of(self, terms: Iterable[tuple[str, float]]) -> tantivy.Query:
        """Scores a passage by the sum of what the terms that it holds count."""
        make, should = tantivy.Query, tantivy.Occur.Should
        return make.boolean_query(
            [(should, make.const_score_query(self._any_of([(_BODY, t, 1.0)]), n)) for t, n in terms]
        )

    def term_count(self, term: str) -> int:
        """How many passages hold a term, as `stem` gives it."""
        return int(self._searcher.doc_freq(_BODY, term))

    def terms(self, prefix: str) -> list[tuple[str, int]]:
        """The archive's terms that begin with some letters, each with how many passages hold it."""
        return list(self._searcher.terms_with_prefix(_BODY, prefix))

    def _search_and_keep(self, query: tantivy.Query, k: int, among: PassageSet | None) -> Hits:
        """Fetch the best of all, ever more, until k of them are among those wanted."""
        n_docs = self._searcher.num_docs
        n_fetched = _TIES + (k if among is None else int(_SLACK * k * n_docs / len(among)))
        while True:
            rows, scores = self._fetch(query, min(n_fetched, n_docs))
            exhausted = len(rows) < n_fetched
            lowest = scores[-1] if len(scores) else 0.0
            if among is not None:
                kept = np.isin(rows, among.rows, assume_unique=True, kind="table")
                rows, scores = rows[kept], scores[kept]
            # Hits that tie with the k-th may lie beyond what was fetched, unless it went lower.
            if exhausted or (len(rows) >= k and scores[k - 1] > lowest):
                return _hits(rows, scores, k)
            n_fetched *= _GROWTH

    def _search_within(self, query: tantivy.Query, k: int, wanted: Rows) -> Hits:
        """Ask for the wanted rows by number, with the query's scores."""
        must = tantivy.Occur.Must
        found_rows, found_scores = [], []
        for start in range(0, len(wanted), _ROWS_AT_ONCE):
            numbers = wanted[start : start + _ROWS_AT_ONCE]
            both = tantivy.Query.boolean_query([(must, self._rows_query(numbers)), (must, query)])
            rows, scores = self._fetch(both, len(numbers))
            found_rows.append(rows)
            found_scores.append(scores)
        return _hits(np.concatenate(found_rows), np.concatenate(found_scores), k)

    def _rows_query(self, numbers: Rows) -> tantivy.Query:
        """Meets some rows, for a score of 0; the last is kept, as one question asks several times."""
        key, kept = numbers.tobytes(), self._last_rows
        if kept is None or kept[0] != key:
            rows = self._any_of([(_ROW, number, 1.0) for number in numbers.tolist()])
            kept = self._last_rows = (key, tantivy.Query.const_score_query(rows, 0.0))
        return kept[1]

    def _fetch(self, query: tantivy.Query, limit: int) -> tuple[Rows, Scores]:
        """The best hits, each with its row number."""
        with damage_is_named(self._folder):
            hits = self._searcher.search(query, limit, count=False).hits
            rows = self._searcher.fast_field_values(_ROW, [address for _, address in hits])
        return np.array(rows, dtype=np.int64), np.array([score for score, _ in hits], dtype=np.float32)

    def _words_query(self, text: str) -> tantivy.Query | None:
        weights = ((_BODY, 1.0), (_TITLE, TITLE_WEIGHT))
        distinct = content_terms(text)[:_MAX_TERMS]
        if not distinct:
            return None
        return self._any_of([(field, term, weight) for term in distinct for field, weight in weights])

    def _any_of(self, terms: Iterable[tuple[str, str | int, float]]) -> tantivy.Query:
        """Whatever has at least one of the terms (field, value, weight)."""
        make, should = tantivy.Query, tantivy.Occur.Should
        clauses = []
        for field, value, weight in terms:
            term = make.term_query(self._schema, field, value, "basic" if field == _ROW else "freq")
            clauses.append((should, term if weight == 1 else make.boost_query(term, weight)))
        return make.boolean_query(clauses)


def _hits(rows: Rows, scores: Scores, k: int) -> Hits:
    """The k best, equal scores by row."""
    order = np.lexsort((rows, -scores))[:k]
    return Hits(rows=rows[order], scores=scores[order])


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder().add_unsigned_field(_ROW, indexed=True, fast=True)
    for field in (_TITLE, _BODY):
        builder = builder.add_text_field(field, tokenizer_name=ANALYZER_NAME, index_option="freq")
    return builder.build()
