"""Which sentence of a relevant passage is highlighted: ways to choose it, on dataset folders.

    python -m benchmarks.highlights DIR...

Of the relevant passages with several sentences of which only some hold what was asked for (a
relevant span, or a string that the dataset says an answer must contain), the share in which the
chosen sentence does. Chooses the way of qa.extraction.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import numpy as np

from benchmarks.machine import machine, print_table
from corpus.documents import Passage
from corpus.fulltext_words import content_words
from embeddings.encoder import Encoder
from qa.datasets import DatasetQuestion, read_questions
from qa.evaluation import cached_index
from qa.opening import open_service
from qa.printing import ProgressBars
from qa.retrieval import Scores
from qa.service import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question, a relevant passage, and which of its sentences hold what was asked for."""

    question: str
    passage: Passage
    texts: tuple[str, ...]
    right: tuple[bool, ...]


Way = Callable[[Case], Scores]


def main(folders: Sequence[Path]) -> None:
    """Print a row a way, a column a dataset."""
    columns: dict[str, list[str]] = {}
    for folder in folders:
        service = open_service(cached_index(folder, model=None, progress=ProgressBars()))
        cases = list(_cases(service, folder))
        for name, way in _ways(service, cases).items():
            share = mean(case.right[int(np.argmax(way(case)))] for case in cases)
            columns.setdefault(name, []).append(f"{share:.3f}")
        columns.setdefault("passages", []).append(str(len(cases)))
    print(machine() + "\n")
    print_table(["way", *(folder.name for folder in folders)], [[k, *v] for k, v in columns.items()])


def _cases(service: Service, folder: Path) -> Iterator[Case]:
    store = service.retriever.store
    ids = {document.external_id: document.document_id for document in store.documents()}
    strings = _strings(folder)
    for question in read_questions(folder):
        for external_id in question.judgements:
            if external_id in ids:
                for passage in store.passages_of(ids[external_id]):
                    case = _case(question, external_id, passage, strings.get(question.question_id, ()))
                    if any(case.right) and not all(case.right):
                        yield case


def _case(question: DatasetQuestion, external_id: str, passage: Passage, strings: Sequence[str]) -> Case:
    texts = tuple(passage.text[s.start - passage.start : s.end - passage.start] for s in passage.sentences)
    spans = [j for j in question.judgements[external_id] if j.start is not None and j.end is not None]
    by_span = [any(_half_held(s.start, s.end, j.start, j.end) for j in spans) for s in passage.sentences]
    by_string = [any(string in text for string in strings) for text in texts]
    right = tuple(a or b for a, b in zip(by_span, by_string, strict=True))
    return Case(question=question.text, passage=passage, texts=texts, right=right)


def _half_held(start: int, end: int, wanted_start: int | None, wanted_end: int | None) -> bool:
    if wanted_start is None or wanted_end is None:
        return False
    return 2 * (min(end, wanted_end) - max(start, wanted_start)) >= min(
        end - start, wanted_end - wanted_start
    )


def _strings(folder: Path) -> Mapping[str, Sequence[str]]:
    rows = map(json.loads, (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines())
    return {row["_id"]: row.get("gold_must_contain", ()) for row in rows}


def _ways(service: Service, cases: Sequence[Case]) -> dict[str, Way]:
    rarity = _rarity(service)
    encoder = service.retriever.encoder
    return {
        "first sentence": lambda case: -np.arange(len(case.texts), dtype=np.float32),
        "longest sentence": lambda case: np.array([len(text) for text in case.texts], dtype=np.float32),
        "share of the question's words": lambda case: _shares(case, lambda word: 1.0),
        "most words, rare ones counting more": lambda case: _shares(case, rarity),
        **{f"the same, of sentences of {n} words or more": _long_enough(n) for n in (3, 4, 5, 6, 8)},
        "meaning": lambda case: _meaning(case, encoder),
        "meaning and words": lambda case: _meaning(case, encoder) + _shares(case, lambda word: 1.0),
        "meaning and rare words": lambda case: _meaning(case, encoder) + _shares(case, rarity),
    }


def _rarity(service: Service) -> Callable[[str], float]:
    counts: Counter[str] = Counter()
    for batch in service.retriever.store.texts_to_index(1000):
        for row in batch:
            counts.update(content_words(row.text))
    n_passages = service.retriever.store.n_passages
    return lambda word: math.log(1 + n_passages / (1 + counts[word]))


def _shares(case: Case, weight: Callable[[str], float]) -> Scores:
    words = content_words(case.question)
    total = sum(map(weight, words)) or 1.0
    return np.array(
        [sum(map(weight, words & content_words(t))) / total for t in case.texts], dtype=np.float32
    )


def _long_enough(n_words: int) -> Way:
    """Most of the question's words, among sentences of some length, where there are any."""

    def scores(case: Case) -> Scores:
        long = np.array([len(text.split()) >= n_words for text in case.texts])
        return _shares(case, lambda word: 1.0) + long.astype(np.float32)

    return scores


def _meaning(case: Case, encoder: Encoder) -> Scores:
    vector = encoder.encode_queries([case.question])[0]
    return np.asarray(encoder.encode_passages(case.texts) @ vector, dtype=np.float32)


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
