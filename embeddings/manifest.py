"""What a version says of itself: manifest.json, as a record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from corpus.chunker import ChunkLimits
from embeddings.encoder import EncoderSpec

FORMAT_VERSION = 3
READABLE_FORMATS = (2, 3)  # 1 held no statements; 2 had no account of what changed and of the files read


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """A file of a version as it was published."""

    n_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Documents that a version has and the one in use before it had not, and the other way round.

    `n_changed` have taken the place of one with the same id or file; `previous` is empty for the first.
    """

    previous: str = ""
    n_added: int = 0
    n_changed: int = 0
    n_removed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a version holds and how it was made; `content_sha256` is that of its documents file.

    `analyzer` names what made words of the full text; `stories` the rules that grouped passages into
    stories; both are empty, and `changes` None, in versions that did not say. `language` is that given
    for all documents, empty where each document's own was found out.
    """

    name: str
    created: str
    encoder: EncoderSpec
    chunking: ChunkLimits
    vector_index: str
    n_documents: int
    n_passages: int
    n_skipped: int
    content_sha256: str
    analyzer: str = ""
    stories: str = ""
    language: str = ""
    changes: Changes | None = None
    format_version: int = FORMAT_VERSION
    files: dict[str, FileFacts] = field(default_factory=dict)


def read_manifest(raw: dict[str, Any]) -> Manifest:
    """A manifest from its JSON.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: it lacks a field, or one is of another kind.
    """
    encoder, chunking = EncoderSpec(**raw.pop("encoder")), ChunkLimits(**raw.pop("chunking"))
    files = {name: FileFacts(**facts) for name, facts in raw.pop("files").items()}
    changes = raw.pop("changes", None)
    return Manifest(
        **raw,
        encoder=encoder,
        chunking=chunking,
        files=files,
        changes=None if changes is None else Changes(**changes),
    )
