"""BM25 alone: nDCG@10 by the title's weight, and with stopwords searched too.

    python -m benchmarks.bm25 DIR...

Chooses corpus.fulltext.TITLE_WEIGHT, and to leave stopwords out of questions.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.machine import print_table
from corpus import fulltext
from corpus import fulltext_words as words
from qa.datasets import DatasetQuestion, best_grades, grade_of, read_questions
from qa.evaluation import cached_index
from qa.metrics import mean, ndcg
from qa.opening import open_service
from qa.printing import ProgressBars
from qa.service import Service
from qa.stories import first_of_each

TITLE_WEIGHTS = (0.0, 0.1, 0.25, 0.5, 1.0)
K = 10
DEPTH = 200


def main(folders: Sequence[Path]) -> None:
    """Print a row a dataset."""
    chosen, rows = fulltext.TITLE_WEIGHT, []
    for folder in folders:
        service = open_service(cached_index(folder, model=None, progress=ProgressBars()))
        questions = [question for question in read_questions(folder) if question.judgements]
        figures = []
        for weight in TITLE_WEIGHTS:
            fulltext.TITLE_WEIGHT = weight
            figures.append(_figure(service, questions))
        fulltext.TITLE_WEIGHT = chosen
        leaving_out, words._question_analyzer = words._question_analyzer, words.analyzer
        figures.append(_figure(service, questions))
        words._question_analyzer = leaving_out
        rows.append([folder.name, *(f"{figure:.3f}" for figure in figures)])
    print_table(["set", *(f"title {weight}" for weight in TITLE_WEIGHTS), "stopwords searched"], rows)


def _figure(service: Service, questions: Sequence[DatasetQuestion]) -> float:
    return mean([_one(service, question) for question in questions]) or 0.0


def _one(service: Service, question: DatasetQuestion) -> float:
    retriever = service.retriever
    hits = retriever.fulltext.search(question.text, k=DEPTH, among=None)
    ranking = first_of_each(retriever.store.passages(hits.rows.tolist()))[:K]
    pairs = zip(service.external_ids(ranking), ranking, service.count_tokens(ranking), strict=True)
    return ndcg([grade_of(question, i, p, n) for i, p, n in pairs], best_grades(question), k=K)


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
