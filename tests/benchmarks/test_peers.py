"""The comparison with other tools: its arithmetic, its passages, its environments."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from benchmarks.peers.comparison import MEASURES, OURS, TITLES, Measure, compare, table
from benchmarks.peers.environments import REQUIREMENTS
from benchmarks.peers.material import MAX_WORDS, passages, questions_about
from benchmarks.peers.process_tree import PeakWatch
from benchmarks.peers.rounds import round_figures

ROOT = Path(__file__).resolve().parent.parent.parent
LATENCY = Measure(key="ms", title="question", wanted=1 / 3, digits=1)
THROUGHPUT = Measure(key="per_s", title="build", more_is_better=True, wanted=3.5)


class LetterTokens:
    """Counts every `n_letters` letters as a token, in a window of 40."""

    spec = SimpleNamespace(window=40)

    def __init__(self, n_letters: int) -> None:
        self.n_letters = n_letters

    def count_tokens(self, texts: list[str]) -> list[int]:
        return [-(-len(text) // self.n_letters) for text in texts]


def one_measure(key: str, **values: list[float]) -> dict[str, list[dict[str, float]]]:
    return {name: [{key: value} for value in of_rounds] for name, of_rounds in values.items()}


def test_a_ratio_is_of_the_medians_to_the_best_peers_and_spans_the_rounds() -> None:
    compared = compare(
        LATENCY, one_measure("ms", langchain=[30, 20, 90], txtai=[60, 60, 60], onrecord=[10, 8, 9])
    )
    assert compared.medians == {"langchain": 30, "txtai": 60, "onrecord": 9}
    assert compared.ratio == pytest.approx(9 / 30)
    assert (compared.least, compared.most) == pytest.approx((9 / 60, 8 / 20))
    assert compared.is_met is True


@pytest.mark.parametrize(("ours", "is_met"), [(350, True), (349, False)])
def test_where_more_is_better_the_best_peer_has_the_most(ours: float, is_met: bool) -> None:
    compared = compare(THROUGHPUT, one_measure("per_s", langchain=[80], txtai=[100], onrecord=[ours]))
    assert compared.ratio == pytest.approx(ours / 100)
    assert compared.is_met is is_met


def test_the_table_has_a_row_a_measure_and_says_what_is_missed() -> None:
    figures = {measure.key: 100.0 for measure in MEASURES}
    header, rows = table({name: [figures] for name in TITLES})
    assert header[1:5] == list(TITLES.values())
    assert all(len(row) == len(header) for row in rows)
    verdicts = {row[0]: row[-1] for row in rows}
    assert verdicts["build, passages/s, whole process"] == "at least 3.50: missed"
    assert verdicts["asking, peak memory, MiB"] == "at most 1.00: met"
    assert verdicts["start to first answer, s"] == ""


def test_figures_of_a_round_are_rates_and_percentiles() -> None:
    built = {"n_passages": 100, "whole_s": 20.0, "without_model_s": 10.0, "peak_mib": 700.0}
    asked = {
        "first_s": 5.0,
        "ask_ms": [float(ms) for ms in range(1, 101)],
        "peak_mib": 500.0,
        "n_found": [5, 3],
    }
    figures = round_figures(built, asked)
    assert (figures["whole_per_s"], figures["loaded_per_s"]) == (5, 10)
    assert (figures["p50_ms"], figures["p95_ms"], figures["n_found"]) == (50, 95, 4)


def test_passages_hold_whole_sentences_up_to_the_bound_and_lose_no_word() -> None:
    text = "The delegation met again on Monday. " * 60 + "word " * 400 + "."
    cut = passages("", text, LetterTokens(1000))
    assert " ".join(cut).split() == text.split()
    assert max(len(one.split()) for one in cut) <= MAX_WORDS
    assert cut[0].endswith("Monday.")


def test_a_passage_fits_the_window_together_with_its_title() -> None:
    tokens = LetterTokens(10)
    cut = passages("A title of thirty letters, or so", "They met again today. " * 80 + "a" * 300, tokens)
    assert len(cut) > 1
    assert max(tokens.count_tokens([f"A title of thirty letters, or so\n{one}" for one in cut])) <= 40


def test_questions_are_those_that_the_given_documents_answer(tmp_path: Path) -> None:
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text(
        "query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td2\t1\nq3\td1\t1\n"
    )
    (tmp_path / "queries.jsonl").write_text(
        "".join(f'{{"_id": "q{n}", "text": "Question {n}?"}}\n' for n in (3, 2, 1))
    )
    corpus = tmp_path / "corpus.jsonl"
    corpus.touch()
    assert questions_about([{"document": "d1"}], corpus, n_wanted=5) == ["Question 3?", "Question 1?"]
    assert questions_about([{"document": "d1"}], corpus, n_wanted=1) == ["Question 3?"]


@pytest.mark.parametrize("peer", [name for name in TITLES if name != OURS])
def test_a_peer_is_pinned_with_our_torch_and_sentence_transformers(peer: str) -> None:
    pinned = (REQUIREMENTS / f"{peer}.txt").read_text(encoding="utf-8").splitlines()
    assert all(line.startswith("#") or re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in pinned)
    ours = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    for package in ("torch", "sentence-transformers", "transformers", "tokenizers", "faiss-cpu"):
        version = next(line for line in ours if line.startswith(f"{package}=="))
        assert version in pinned


def test_the_memory_of_a_command_is_that_of_all_its_processes_at_one_moment() -> None:
    taking = "held = bytearray(b'x' * 60_000_000); sum(range(30_000_000))"
    starting = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {taking!r}])"
    both = f"held = bytearray(b'x' * 60_000_000); {starting}"
    with subprocess.Popen([sys.executable, "-c", both], text=True) as process, PeakWatch(process) as watch:
        process.wait()
    assert 120_000_000 < watch.peak_kib * 1024 < 240_000_000
