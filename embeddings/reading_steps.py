"""What is to be done with what a source holds, in its order: taken over, or cut and added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.documents import Document
from corpus.store_takeover import Run

_MOST_TOGETHER = 1_000  # documents between two steps of progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """Documents to be taken over: a run of the earlier file, and the records of their rows.

    `locators` are theirs now, None where they stand where they stood.
    """

    run: Run
    rows: bytes
    locators: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOf:
    """The record of the row that the next document was read from."""

    record: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEnd:
    """The end of a file: all of it is read, and its place and content known."""

    source: str
    key: str


Step = Document | Taking | RowOf | FileEnd


def joined(steps: Iterable[Step]) -> Iterator[Step]:
    """The same steps, with documents that stand behind each other taken over together."""
    waiting: list[Taking] = []
    for step in steps:
        if waiting and not (isinstance(step, Taking) and _follows(step, waiting)):
            yield _one(waiting)
            waiting = []
        if isinstance(step, Taking):
            waiting.append(step)
        else:
            yield step
    if waiting:
        yield _one(waiting)


def _follows(step: Taking, waiting: Sequence[Taking]) -> bool:
    last = waiting[-1]
    is_like = (step.locators is None) == (last.locators is None)
    return is_like and step.run[0] == sum(last.run) and len(waiting) < _MOST_TOGETHER


def _one(steps: Sequence[Taking]) -> Taking:
    locators = None
    if steps[0].locators is not None:
        locators = tuple(locator for step in steps for locator in step.locators or ())
    run = steps[0].run[0], sum(step.run[1] for step in steps)
    return Taking(run=run, rows=b"".join(step.rows for step in steps), locators=locators)


def merged(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The same documents in as few runs as may be."""
    joined_runs: list[Run] = []
    for first, n in runs:
        if joined_runs and sum(joined_runs[-1]) == first:
            joined_runs[-1] = (joined_runs[-1][0], joined_runs[-1][1] + n)
        else:
            joined_runs.append((first, n))
    return tuple(joined_runs)
