"""How files are read, as a digest: what was read in another way is not taken over."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import sys
from dataclasses import asdict
from functools import cache
from pathlib import Path

import corpus
from corpus.chunker import ChunkLimits
from corpus.publishers import publisher_table
from corpus.readers.limits import ReadingLimits
from embeddings.encoder import EncoderSpec
from embeddings.model_files import sha256_of

_DATA_SUFFIXES = frozenset({".py", ".csv", ".json", ".txt", ".toml"})


def reading_method(
    spec: EncoderSpec, limits: ChunkLimits, *, reading: ReadingLimits, language: str | None
) -> str:
    """A digest of all that decides which passages and statements a file's bytes become."""
    publishers = [asdict(publisher) for publisher in publisher_table().publishers]
    decided = [_program(), asdict(spec), asdict(limits), asdict(reading), language, publishers]
    return hashlib.sha256(json.dumps(decided, sort_keys=True).encode()).hexdigest()


def program_digest() -> str:
    """A digest of the program that reads documents and compares their stories."""
    return hashlib.sha256(json.dumps(_program()).encode()).hexdigest()


@cache
def _program() -> list[object]:
    """The reading program: Python, every package installed, and the corpus floor's own files."""
    # A set: a package is listed once for each folder of sys.path that shows it, which starting from
    # the project's folder or from elsewhere changes.
    installed = sorted({f"{d.name}=={d.version}" for d in importlib.metadata.distributions()})
    root = Path(corpus.__file__).parent
    own = (path for path in sorted(root.rglob("*")) if path.suffix in _DATA_SUFFIXES and path.is_file())
    digests = [[path.relative_to(root).as_posix(), sha256_of(path)] for path in own]
    return [sys.version, installed, digests]
