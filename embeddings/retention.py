"""Which versions stay: a return to an earlier one, and the removal of old ones."""

from __future__ import annotations

import fcntl
import os
import shutil
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import VersionUnknown
from embeddings.build_lock import build_lock
from embeddings.durable_files import sync
from embeddings.vector_cache import remove_cache
from embeddings.versions import (
    FAILED_FOLDER,
    MANIFEST_FILE,
    REMOVED_PREFIX,
    VERSIONS_FOLDER,
    Version,
    current_name,
    read_version,
    remove_leftovers,
    switch,
    verify_files,
    version_names,
)

KEPT = 2  # versions: the one in use and one to return to


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollback:
    """The version now in use, that in use until then, and the one that a further rollback returns to."""

    version: Version
    before: str
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """What was removed, what stays, and which of those stay only because a process serves them.

    `current` is the version in use: those of `removed` with a later name were newer.
    """

    removed: tuple[str, ...]
    kept: tuple[str, ...]
    served: tuple[str, ...]
    current: str
    n_bytes: int


def roll_back(index: Path, name: str | None = None) -> Rollback:
    """Make an earlier version the one in use, after a look at its checksums.

    Without a name each call goes one version further back, whatever was in use in between; a version's
    name leads forward again.

    Args:
        index: the folder of the index.
        name: any version's; None means the one built before that in use.

    Raises:
        VersionUnknown: there is none of this name, or none before.
        IndexDamaged, IndexForeign: it cannot be used; the one in use stays.
        IndexBusy: a build is at work.
    """
    current = current_name(index)
    with build_lock(index):
        names = version_names(index)
        wanted = name or _before(names, current)
        if wanted is None or wanted not in names:
            raise VersionUnknown(index, name, names, current=current)
        version = read_version(index, wanted)
        verify_files(version)
        switch(index, wanted)
    return Rollback(version=version, before=current, next=_before(names, wanted))


def _before(names: Sequence[str], name: str) -> str | None:
    return max((known for known in names if known < name), default=None)


def collect(index: Path, *, keep: int = KEPT) -> Collection:
    """Remove all but `keep` versions, that in use and the newest, and all that was left over.

    After a return to an earlier version, newer ones go too where `keep` leaves no room for them.
    A version that a process serves stays. Each is renamed before it is removed: a removal that is
    killed leaves no half version, and the next build or removal ends it.

    Raises:
        IndexMissing, IndexForeign: nothing was published here, or the folder is something else.
        IndexBusy: a build is at work.
    """
    current = current_name(index)
    with build_lock(index):
        others = [name for name in version_names(index) if name != current]
        stay = {current, *others[max(0, len(others) - (keep - 1)) :]}
        served, removed, n_bytes = [], [], 0
        for name in (name for name in others if name not in stay):
            n_freed = _remove(index / VERSIONS_FOLDER / name)
            if n_freed is None:
                served.append(name)
            else:
                removed.append(name)
                n_bytes += n_freed
        remove_leftovers(index)
        remove_cache(index)
        shutil.rmtree(index / FAILED_FOLDER, ignore_errors=True)
        kept = tuple(version_names(index))
    return Collection(
        removed=tuple(removed), kept=kept, served=tuple(served), current=current, n_bytes=n_bytes
    )


def hold(version: Version, holder: object) -> None:
    """Keep a version from being removed for as long as an object lives, or its process."""
    with suppress(OSError):  # a file system without locks: the version is served all the same
        descriptor = os.open(version.folder / MANIFEST_FILE, os.O_RDONLY | os.O_CLOEXEC)
        weakref.finalize(holder, os.close, descriptor)
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)


def _remove(folder: Path) -> int | None:
    """Remove a version and return the bytes that nothing else links to; None where it is served."""
    with _locked(folder / MANIFEST_FILE) as is_free:
        if not is_free:
            return None
        removed = folder.with_name(REMOVED_PREFIX + folder.name)
        folder.rename(removed)
        sync(folder.parent)
        status = [path.stat() for path in removed.rglob("*") if path.is_file()]
        shutil.rmtree(removed)
    return sum(one.st_size for one in status if one.st_nlink == 1)


@contextmanager
def _locked(manifest: Path) -> Iterator[bool]:
    """Whether no process serves the version, which none can begin to meanwhile."""
    try:
        file = manifest.open("rb")
    except OSError:  # without a manifest no process can serve it
        yield True
        return
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
