"""Immutable versions of an index: laid out, checked, published by one rename, opened.

DIR/CURRENT                 the name of the version in use
DIR/sources.json            what the archive is made of
DIR/versions/NAME/          one version, never changed after it was published
    manifest.json  documents.sqlite  fulltext/  vectors.faiss  stories.bin  model/
    reading.json  rows.bin  verdicts.bin    what the next build takes over: files and rows read,
                                            stories compared
"""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus.errors import IndexDamaged, IndexForeign, IndexMissing, VersionRefused
from embeddings.durable_files import replace_text, sync, sync_tree
from embeddings.manifest import READABLE_FORMATS, FileFacts, Manifest, read_manifest
from embeddings.model_files import sha256_of

logger = logging.getLogger(__name__)

CURRENT_FILE = "CURRENT"
LOCK_FILE = "build.lock"
VERSIONS_FOLDER = "versions"
FAILED_FOLDER = "failed"
OWN_NAMES = {
    *(CURRENT_FILE, LOCK_FILE, VERSIONS_FOLDER, FAILED_FOLDER, "sources.json", "keys.json", "cache"),
    "golden.jsonl",
}
UNFINISHED_PREFIX = ".unfinished-"
FRESH_PREFIX = UNFINISHED_PREFIX + "fresh-"  # by --fresh, which takes up only what such a build left
REMOVED_PREFIX = ".removed-"

MANIFEST_FILE = "manifest.json"
DOCUMENTS_FILE = "documents.sqlite"
FULLTEXT_FOLDER = "fulltext"
VECTORS_FILE = "vectors.faiss"
STORIES_FILE = "stories.bin"
VERDICTS_FILE = "verdicts.bin"
MODEL_FOLDER = "model"
READING_FILE = "reading.json"
ROWS_FILE = "rows.bin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A published version: its folder and its manifest."""

    folder: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        """The version's name, which sorts by age."""
        return self.manifest.name


Examine = Callable[[Version], Sequence[str]]  # what is wrong with a version, in sentences


def new_name(now: datetime | None = None) -> str:
    """A name for a version made now: UTC to the microsecond, so that names sort by age."""
    return (now or datetime.now(UTC)).strftime("%Y%m%dT%H%M%S.%fZ")


def resumable(index: Path, *, fresh: bool = False) -> Path | None:
    """What a killed build left that had read all its sources, the latest; None where there is none.

    `fresh` looks only at what was left by builds that took nothing over.
    """
    prefix = FRESH_PREFIX if fresh else UNFINISHED_PREFIX
    left = (index / VERSIONS_FOLDER).glob(f"{prefix}*/{READING_FILE}")
    return max((path.parent for path in left), default=None, key=lambda path: path.name.split("-")[-1])


def unfinished_folder(index: Path, name: str, *, keep: Path | None = None, fresh: bool = False) -> Path:
    """An empty folder to lay a version out in; what killed builds left is removed, but for `keep`."""
    versions = index / VERSIONS_FOLDER
    versions.mkdir(parents=True, exist_ok=True)
    remove_leftovers(index, keep=keep)
    folder = versions / ((FRESH_PREFIX if fresh else UNFINISHED_PREFIX) + name)
    folder.mkdir()
    return folder


def remove_leftovers(index: Path, *, keep: Path | None = None) -> None:
    """Remove what killed builds and removals left, but for `keep`; only under the build's lock."""
    for prefix in (UNFINISHED_PREFIX, REMOVED_PREFIX):
        for left in (index / VERSIONS_FOLDER).glob(prefix + "*"):
            if left != keep:
                shutil.rmtree(left)


def publish(index: Path, unfinished: Path, manifest: Manifest, *, examine: Examine | None = None) -> Version:
    """Write the manifest, sync, verify, examine, move the folder into place and switch CURRENT to it.

    Raises:
        IndexDamaged: what was written does not read back as it should; CURRENT stays.
        VersionRefused: it did not pass and was set aside; CURRENT stays.
    """
    complete = _with_files(unfinished, manifest)
    text = json.dumps(asdict(complete), indent=1, ensure_ascii=False)
    (unfinished / MANIFEST_FILE).write_text(text, encoding="utf-8")
    sync_tree(unfinished)
    version = _read_version(unfinished)
    verify_files(version)
    problems = examine(version) if examine else []
    if problems:
        raise _set_aside(index, version, problems)
    folder = index / VERSIONS_FOLDER / manifest.name
    unfinished.rename(folder)
    sync(folder.parent)
    switch(index, manifest.name)
    return Version(folder=folder, manifest=version.manifest)


def _set_aside(index: Path, version: Version, reasons: Sequence[str]) -> VersionRefused:
    """Move a version that did not pass to DIR/failed, in place of an earlier one."""
    failed = index / FAILED_FOLDER
    shutil.rmtree(failed, ignore_errors=True)
    failed.mkdir()
    kept = failed / version.name
    version.folder.rename(kept)
    (failed / f"{version.name}.txt").write_text("\n".join(reasons) + "\n", encoding="utf-8")
    serving = current_name(index) if (index / CURRENT_FILE).exists() else None
    return VersionRefused(version.name, list(reasons), kept=kept, serving=serving)


def switch(index: Path, name: str) -> None:
    """Make a version the one in use, by one atomic rename."""
    replace_text(index / CURRENT_FILE, name + "\n")


def current_name(index: Path) -> str:
    """The name of the version in use.

    Raises:
        IndexMissing: nothing was published here.
        IndexForeign: the folder is something else.
    """
    path = index / CURRENT_FILE
    if path.is_file():
        return path.read_text(encoding="utf-8", errors="replace").strip()
    refuse_foreign(index)
    raise IndexMissing(index)


def refuse_foreign(index: Path) -> None:
    """Refuse a path that is a file, or a folder of other things in which nothing was published.

    Raises:
        IndexForeign: that is so.
    """
    if index.exists() and not index.is_dir():
        raise IndexForeign(index, "it is a file")
    if not index.is_dir() or (index / CURRENT_FILE).exists():
        return
    names = {path.name.removesuffix(".new") for path in index.iterdir()}
    if names - OWN_NAMES:
        raise IndexForeign(index, f"it holds other files and no {CURRENT_FILE}")


def current_version(index: Path) -> Version:
    """The version in use, its manifest read and its files there in the right sizes.

    Raises:
        IndexMissing, IndexForeign, IndexDamaged: as the names say.
    """
    version = described_version(index)
    _check_sizes(version)
    return version


def described_version(index: Path) -> Version:
    """The version in use as its manifest describes it, whatever became of its files.

    Raises:
        IndexMissing, IndexForeign, IndexDamaged: as the names say.
    """
    name = current_name(index)
    folder = index / VERSIONS_FOLDER / name
    # Listed, not joined: whatever a damaged file holds is no path then.
    if name not in {path.name for path in (index / VERSIONS_FOLDER).glob("*")}:
        raise IndexDamaged(index / CURRENT_FILE, f"it names version {name[:80]!r}, which is not there")
    return _read_version(folder)


def version_to_build_on(index: Path) -> Version | None:
    """The version in use, None where nothing was published yet or its manifest cannot be read.

    A damaged or foreign version is passed over, since a build is what mends it.
    """
    try:
        return described_version(index)
    except IndexMissing:
        return None
    except (IndexDamaged, IndexForeign) as error:
        if not (index / CURRENT_FILE).exists():
            raise
        logger.warning("building anew: %s", error)
        return None


def version_names(index: Path) -> list[str]:
    """The names of every published version, readable or not, oldest first."""
    folders = (path for path in (index / VERSIONS_FOLDER).glob("*") if path.is_dir())
    return sorted(path.name for path in folders if not path.name.startswith("."))


def read_version(index: Path, name: str) -> Version:
    """A published version as its manifest describes it.

    Raises:
        IndexDamaged, IndexForeign: the manifest cannot be read, or is of another format.
    """
    return _read_version(index / VERSIONS_FOLDER / name)


def all_versions(index: Path) -> list[Version]:
    """Every published version, oldest first.

    Raises:
        IndexDamaged, IndexForeign: one cannot be read.
    """
    return [read_version(index, name) for name in version_names(index)]


def verify_files(version: Version, *, n_threads: int | None = None) -> None:
    """Compare every file's size and SHA-256 with the manifest, several files at a time.

    Args:
        version: wherever its folder is.
        n_threads: files at a time; None means as the machine has cores for.

    Raises:
        IndexDamaged: a file is missing, cut short or changed.
    """
    _check_sizes(version)
    paths = [version.folder / name for name in version.manifest.files]
    with ThreadPoolExecutor(n_threads) as pool:
        for path, found in zip(paths, pool.map(sha256_of, paths), strict=True):
            expected = version.manifest.files[path.relative_to(version.folder).as_posix()]
            if found != expected.sha256:
                raise IndexDamaged(path, "its checksum is not the one in the manifest")


def _read_version(folder: Path) -> Version:
    path = folder / MANIFEST_FILE
    try:
        raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise IndexDamaged(path, "it cannot be read") from error
    found = raw.get("format_version") if isinstance(raw, dict) else None
    if found not in READABLE_FORMATS:
        formats = " and ".join(map(str, READABLE_FORMATS))
        raise IndexForeign(folder, f"its format is {found}, and this program reads format {formats}")
    try:
        return Version(folder=folder, manifest=read_manifest(raw))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise IndexDamaged(path, "it lacks a field or has one too many") from error


def _with_files(folder: Path, manifest: Manifest) -> Manifest:
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST_FILE)
    facts = {
        path.relative_to(folder).as_posix(): FileFacts(n_bytes=path.stat().st_size, sha256=sha256_of(path))
        for path in paths
    }
    return replace(manifest, files=facts)


def _check_sizes(version: Version) -> None:
    for name, facts in version.manifest.files.items():
        path = version.folder / name
        if not path.is_file():
            raise IndexDamaged(path, "it is missing")
        if path.stat().st_size != facts.n_bytes:
            raise IndexDamaged(path, f"it has {path.stat().st_size} bytes, not {facts.n_bytes}")
