"""What a build is asked to do, what it tells meanwhile, and what it did."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from corpus.documents import Skipped
from corpus.readers.limits import ReadingLimits


class Progress(Protocol):
    """Where a build says how far it is."""

    def stage(self, name: str, total: int | None) -> AbstractContextManager[Callable[[int], None]]:
        """Begin a stage of `total` steps, if known; call what it gives with the steps done since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRequest:
    """What to build: sources to add (or, with `only`, to be the whole list) and a model to embed with.

    `model` None means that of the version in use, or the shipped one. `allow_removal` lets a source
    be gone or smaller; `language` is that of all documents, whatever they state, and `limits` bound
    their reading; `fresh` reads and embeds everything anew; `republish` publishes even what equals the
    version in use, with its vectors taken over. `workers` is how many cores reading and embedding
    take, all where it is None; with 1, no other process is started to read.
    """

    sources: tuple[Path, ...] = ()
    only: bool = False
    allow_removal: bool = False
    fresh: bool = False
    republish: bool = False
    model: str | None = None
    download: bool = False
    language: str | None = None
    limits: ReadingLimits = field(default_factory=ReadingLimits)
    workers: int | None = None


@dataclass(slots=True, kw_only=True)
class BuildReport:
    """What a build did; `stage_s` are seconds by stage."""

    version: str = ""
    published: bool = False
    n_documents: int = 0
    n_passages: int = 0
    n_embedded: int = 0
    n_reused: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    stage_s: dict[str, float] = field(default_factory=dict)
