"""Questions for somebody's words, asked again with the name in another case, spelling, or as a surname.

    python -m benchmarks.speaker_questions ../shared/data/polnear-train ../shared/data/kremlin-to-2013

Each variant is compared with the questions as they are, over the same questions: those to which it
applies. A letter is doubled or dropped in the midst of the longest part of the name, chosen by a hash of
the name, so that a run repeats; a surname is asked for alone where one person of the archive has it.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from qa.datasets import DatasetQuestion, read_questions
from qa.evaluation import cached_index, run, summarise
from qa.opening import open_service
from qa.printing import ProgressBars
from qa.saying import read_saying
from qa.service import Service

_CARRIED_OVER = (
    ("ks", "x"), ("x", "ks"), ("ei", "ey"), ("ey", "ei"), ("ai", "ay"), ("kh", "h"), ("ph", "f"), ("ck", "k"),
    ("v", "w"), ("w", "v"), ("y", "i"), ("c", "k"), ("k", "c"),
)  # fmt: skip
_LEAST_LETTERS = 4

Change = Callable[[str, Service], str | None]


def main(folders: Sequence[str]) -> None:
    """Print a table a dataset."""
    for folder in map(Path, folders):
        service = open_service(cached_index(folder, model=None, progress=ProgressBars()))
        questions = read_questions(folder)
        print(f"{folder.name:28}{'n':>6}{'nDCG@10':>10}{'as it is':>10}{'success@1':>11}{'as it is':>10}")
        for name, change in VARIANTS.items():
            _compare(name, service, questions, change)


def _compare(name: str, service: Service, questions: Sequence[DatasetQuestion], change: Change) -> None:
    pairs = [(q, other) for q in questions if (other := _changed(q, service, change))]
    figures = []
    for of_each in (1, 0):
        outcomes = run(service, [pair[of_each] for pair in pairs], ProgressBars())
        figures.append(summarise(outcomes))
    values = [figures[i][measure] for measure in ("ndcg@10", "success@1") for i in (0, 1)]
    shown = "".join(f"{value:>10.3f}" if isinstance(value, float) else f"{'–':>10}" for value in values)
    print(f"  {name:26}{len(pairs):>6}{shown}")


def _changed(question: DatasetQuestion, service: Service, change: Change) -> DatasetQuestion | None:
    saying = read_saying(question.text, service.retriever.store.statements.finder.find)
    if saying is None or saying.who not in question.text:
        return None
    who = saying.who
    other = change(who, service)
    return replace(question, text=question.text.replace(who, other)) if other and other != who else None


def _place(name: str) -> tuple[str, int]:
    """The longest part of a name and a letter in its midst."""
    part = max(name.split(), key=len)
    digest = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big")
    return part, 1 + digest % max(1, len(part) - 2)


def _doubled(name: str, service: Service) -> str | None:
    part, at = _place(name)
    return name.replace(part, part[: at + 1] + part[at:]) if len(part) >= _LEAST_LETTERS else None


def _dropped(name: str, service: Service) -> str | None:
    part, at = _place(name)
    return name.replace(part, part[:at] + part[at + 1 :]) if len(part) >= _LEAST_LETTERS else None


def _carried_over(name: str, service: Service) -> str | None:
    part, _ = _place(name)
    for old, new in _CARRIED_OVER:
        if old in part[1:]:
            return name.replace(part, part[0] + part[1:].replace(old, new, 1))
    return None


def _surname(name: str, service: Service) -> str | None:
    if len(name.split()) < 2:  # noqa: PLR2004 - it is one already
        return None
    last = name.rsplit(maxsplit=1)[-1]
    found = service.retriever.store.statements.finder.find(last)
    return last if found and not found.is_ambiguous else None


VARIANTS: dict[str, Change] = {
    "lower case": lambda name, _: name.lower(),
    "capitals": lambda name, _: name.upper(),
    "a letter doubled": _doubled,
    "a letter dropped": _dropped,
    "carried over otherwise": _carried_over,
    "surname alone": _surname,
}

if __name__ == "__main__":
    main(sys.argv[1:])
