"""A published version checked through and through: bytes, counts, spans, and what it finds."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from corpus.errors import IndexDamaged, VersionUnknown
from embeddings.compiled_encoder import Use, open_encoder
from embeddings.examination import Contents, false_citations, lost_passages, wrong_counts
from embeddings.versions import (
    MODEL_FOLDER,
    Version,
    described_version,
    read_version,
    verify_files,
    version_names,
)
from qa.golden import golden_examiner

MOST_NAMED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was looked at, and what is wrong, in sentences."""

    version: str
    n_files: int
    n_documents: int
    n_passages: int
    problems: list[str]


def verify_version(index: Path, name: str | None) -> Verification:
    """Check a version, by default that in use.

    Raises:
        VersionUnknown: there is none of this name.
        IndexMissing, IndexForeign, IndexDamaged: it cannot even be described.
    """
    if name is not None and name not in version_names(index):
        raise VersionUnknown(index, name, version_names(index))
    version = described_version(index) if name is None else read_version(index, name)
    manifest = version.manifest
    return Verification(
        version=version.name,
        n_files=len(manifest.files),
        n_documents=manifest.n_documents,
        n_passages=manifest.n_passages,
        problems=_problems(index, version),
    )


def _problems(index: Path, version: Version) -> list[str]:
    """The first kind of problem that there is: later looks would stumble over the same."""
    try:
        verify_files(version)
        contents = Contents.open(version)
        found = wrong_counts(version, contents) or list(islice(false_citations(contents.store), MOST_NAMED))
        if found:
            return found
        encoder = open_encoder(version.folder / MODEL_FOLDER, use=Use.THROUGHPUT)
        return lost_passages(contents, encoder) or list(golden_examiner(index)(version))
    except IndexDamaged as error:
        return [str(error)]
