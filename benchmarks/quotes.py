"""Altered quotes found where they come from, and foreign sentences not found: by the least similarity asked.

python -m benchmarks.quotes [CORPUS.jsonl]

Every other article makes an archive. Its own sentences are altered by one word (left out, put in, put in the
place of another, or two changing places), the sentences of the other articles are foreign to it.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

from benchmarks.machine import machine, print_table
from corpus.sentences import split_sentences
from qa import quote_check
from qa.opening import open_service
from qa.quote_check import QuoteCheck, Verdict, check_quote

SEED = 11
N_SENTENCES = 400
LEAST_WORDS = 6
THRESHOLDS = (0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
CHANGES = ("left out", "put in", "replaced", "two swapped")


def main(corpus: Path = Path("../shared/data/polnear-train/corpus.jsonl")) -> None:
    """Build half of the articles, check quotes from both halves, print the shares."""
    rows = [json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines()]
    chance = random.Random(SEED)  # noqa: S311 - a sample, no secret
    own, foreign = (_sentences(half, chance) for half in (rows[::2], rows[1::2]))
    with tempfile.TemporaryDirectory() as folder:
        source, index = Path(folder) / "corpus.jsonl", Path(folder) / "index"
        source.write_text("".join(json.dumps(row) + "\n" for row in rows[::2]), encoding="utf-8")
        command = [sys.executable, "-m", "qa.cli", "build", str(source), "--index", str(index)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        retriever = open_service(index).retriever

        def checked(quote: str) -> QuoteCheck:
            return check_quote(retriever, quote, index_version="")

        verbatim = [checked(text).verdict is Verdict.VERBATIM for _, text in own]
        with patch.object(quote_check, "LEAST_SIMILARITY", 0.0):
            altered = {
                change: [(_id, checked(_changed(text, change, chance))) for _id, text in own]
                for change in CHANGES
            }
            started = time.perf_counter()
            strangers = [checked(text) for _, text in foreign]
            per_quote_ms = (time.perf_counter() - started) * 1000 / len(foreign)
    print(f"\n{corpus}\n{machine()}\n{len(own)} own sentences, {len(foreign)} foreign, seed {SEED}")
    print(
        f"verbatim found: {sum(verbatim) / len(verbatim):.3f}; a foreign sentence takes {per_quote_ms:.1f} ms"
    )
    print(f"foreign sentences that stand in the archive: {sum(_is_verbatim(s) for s in strangers)}\n")
    print_table(
        ["least similarity", *CHANGES, "foreign said to be altered"],
        [
            [
                least,
                *(f"{_found(altered[change], least):.3f}" for change in CHANGES),
                f"{_said(strangers, least):.3f}",
            ]
            for least in THRESHOLDS
        ],
    )


def _sentences(rows: list[dict[str, str]], chance: random.Random) -> list[tuple[str, str]]:
    found = [
        (row["_id"], row["text"][start:end])
        for row in rows
        for start, end in split_sentences(row["text"])
        if len(row["text"][start:end].split()) >= LEAST_WORDS
    ]
    return chance.sample(found, N_SENTENCES)


def _changed(text: str, change: str, chance: random.Random) -> str:
    words = text.split()
    at = chance.randrange(len(words) - 1)
    if change == "left out":
        del words[at]
    elif change == "put in":
        words.insert(at, chance.choice(words))
    elif change == "replaced":
        words[at] = chance.choice([word for word in words if word != words[at]])
    else:
        words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)


def _found(checks: list[tuple[str, QuoteCheck]], least: float) -> float:
    right = [
        any(m.similarity >= least and m.citation.external_id == _id for m in check.matches)
        for _id, check in checks
    ]
    return sum(right) / len(right)


def _said(checks: list[QuoteCheck], least: float) -> float:
    counted = [check for check in checks if not _is_verbatim(check)]
    return sum(check.matches[0].similarity >= least for check in counted if check.matches) / len(counted)


def _is_verbatim(check: QuoteCheck) -> bool:
    return check.verdict is Verdict.VERBATIM


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
