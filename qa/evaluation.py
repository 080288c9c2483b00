"""Answers measured on dataset folders, through the very function that `ask` uses."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.documents import Passage
from embeddings.build import BuildRequest, Progress, build
from embeddings.model_files import sha256_of
from embeddings.reading_method import program_digest
from embeddings.reranker import Reranker
from qa.datasets import CORPUS_FILE, DatasetQuestion, best_grades, grade_of, read_questions
from qa.metrics import auroc, mean, ndcg, percentile, recall, reciprocal_rank
from qa.opening import open_service
from qa.service import Examination, Question, Service

N_RANKED = 100
CODE_FILE = "code.sha256"

Figures = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one question: the grades of the ranked documents, best first, and the rest."""

    question: DatasetQuestion
    grades: tuple[float, ...]
    abstained: bool
    confidence: float
    date_exact: bool
    latency_ms: float


def evaluate_folders(
    folders: Sequence[Path], *, model: str | None, progress: Progress, reranker: Reranker | None = None
) -> dict[str, Figures]:
    """Measure each dataset folder; a folder's index is cached by its corpus's digest.

    Raises:
        BadDataset: a folder is not laid out as it should be.
    """
    results: dict[str, Figures] = {}
    for folder in folders:
        questions = read_questions(folder)
        service = open_service(cached_index(folder, model=model, progress=progress), reranker=reranker)
        results[folder.resolve().name] = summarise(run(service, questions, progress))
    return results


def run(service: Service, questions: Sequence[DatasetQuestion], progress: Progress) -> list[Outcome]:
    """Ask every question."""
    outcomes = []
    with progress.stage("asking", len(questions)) as advance:
        for question in questions:
            outcomes.append(_ask(service, question))
            advance(1)
    return outcomes


def summarise(outcomes: Sequence[Outcome]) -> Figures:
    """The figures of all questions, and under "by_kind" those of each kind."""
    kinds = sorted({o.question.kind for o in outcomes if o.question.kind})
    by_kind = {kind: _figures([o for o in outcomes if o.question.kind == kind]) for kind in kinds}
    return {**_figures(outcomes), "by_kind": by_kind}


def cached_index(folder: Path, *, model: str | None, progress: Progress) -> Path:
    """The index of a dataset's corpus, outside the dataset: built once, and again where our code changed."""
    corpus = folder.resolve() / CORPUS_FILE
    name = hashlib.sha256(f"{sha256_of(corpus)} {model}".encode()).hexdigest()[:16]
    index = _cache_folder() / name
    stamp, code = index / CODE_FILE, _code_digest()
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != code:
        request = BuildRequest(sources=(corpus,), only=True, allow_removal=True, republish=True, model=model)
        build(index, request, progress)
        stamp.write_text(code, encoding="utf-8")
    return index


def _ask(service: Service, question: DatasetQuestion) -> Outcome:
    asked = Question(text=question.text, history=question.history, now=question.now)
    examination = service.examine(asked, n_documents=N_RANKED)
    answer = examination.answer
    return Outcome(
        question=question,
        grades=_grades(service, question, examination.ranking),
        abstained=answer.abstained,
        confidence=examination.confidence,
        date_exact=_is_dated(question, examination),
        latency_ms=answer.timings_ms["total"],
    )


def _grades(service: Service, question: DatasetQuestion, ranking: Sequence[Passage]) -> tuple[float, ...]:
    """The grade of each ranked document, as shown by its best passage."""
    ids = service.external_ids(ranking)
    judged = [p for p, external_id in zip(ranking, ids, strict=True) if external_id in question.judgements]
    lengths = dict(zip(judged, service.count_tokens(judged), strict=True))
    return tuple(
        grade_of(question, external_id, passage, lengths.get(passage, 0))
        for external_id, passage in zip(ids, ranking, strict=True)
    )


def _is_dated(question: DatasetQuestion, examination: Examination) -> bool:
    first = next(iter(examination.answer.citations), None)
    span = first.event_date if first else None
    return span is not None and span.start == span.end == question.answer_date


def _figures(outcomes: Sequence[Outcome]) -> Figures:
    judged = [o for o in outcomes if o.question.judgements]
    dated = [o for o in outcomes if o.question.answer_date]
    answerable = [o for o in outcomes if o.question.answerable]
    unanswerable = [o for o in outcomes if not o.question.answerable]
    latencies = [o.latency_ms for o in outcomes]
    return {
        "n_queries": len(outcomes),
        "ndcg@10": mean([ndcg(o.grades, best_grades(o.question), k=10) for o in judged]),
        "recall@100": mean([recall(o.grades, len(o.question.judgements), k=100) for o in judged]),
        "success@1": mean([float(recall(o.grades, 1, k=1) > 0) for o in judged]),
        "mrr@10": mean([reciprocal_rank(o.grades, k=10) for o in judged]),
        "date_exact@1": mean([float(o.date_exact) for o in dated]),
        "false_abstention": mean([float(o.abstained) for o in answerable]),
        "abstain_recall": mean([float(o.abstained) for o in unanswerable]),
        "abstain_auroc": auroc([o.confidence for o in answerable], [o.confidence for o in unanswerable]),
        "latency_ms_p50": percentile(latencies, 0.5),
        "latency_ms_p95": percentile(latencies, 0.95),
    }


def _cache_folder() -> Path:
    """Where caches belong. Source: the XDG base directory specification."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "onrecord" / "eval"


def _code_digest() -> str:
    """One hash over the program and the learned weights and lists that decide what an index holds."""
    folder = Path(__file__).resolve().parent.parent / "embeddings"
    digest = hashlib.sha256(program_digest().encode())
    for path in sorted(folder.glob("*.py")):
        digest.update(f"{path.name} {sha256_of(path)}\n".encode())
    return digest.hexdigest()
