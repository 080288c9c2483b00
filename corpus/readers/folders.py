"""The files of a source folder that are meant to be read, in sorted order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from corpus.readers.decoding import decode
from corpus.readers.event_pages import is_event_page
from corpus.readers.sidecars import FOLDER_FILE, SIDECAR_ENDING, is_sidecar

_DATASET_CORPUS = "corpus.jsonl"
_DATASET_QUESTIONS = ("queries.jsonl", "qrels")
_QUESTIONS_REASON = "questions about the dataset's corpus.jsonl, which are for 'onrecord eval'"
_BESIDE_REASON = "stands beside a dataset's corpus.jsonl, and only that holds its documents"
_BESIDE_REMEDY = "give this file itself to build if its rows are documents"

Report = Callable[[Path, str, str], None]


def walk(root: Path, *, report: Report) -> Iterator[Path]:
    """Yield the regular files below a folder, or the file itself.

    Hidden files and folders, index folders and a folder's second appearance through a link are left
    out; what a user may miss goes to `report` as path, reason and remedy.
    """
    seen: set[tuple[int, int]] = set()
    waiting = [root]
    while waiting:
        path = waiting.pop()
        try:
            if not path.is_dir():
                yield from _file(path, report)
                continue
            status = path.stat()
            if (status.st_dev, status.st_ino) not in seen and not is_index(path):
                seen.add((status.st_dev, status.st_ino))
                waiting += reversed(_entries(path, report))
        except OSError as error:
            report(path, f"cannot be opened: {error.strerror}", "make it readable for this user")


def is_index(folder: Path) -> bool:
    """Whether a folder is an index of this program."""
    # An index that is being built for the first time has no CURRENT yet.
    return (folder / "versions").is_dir() and any(
        (folder / name).is_file() for name in ("CURRENT", "build.lock")
    )


def _file(path: Path, report: Report) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_symlink():
        report(path, "a link that leads nowhere", "repair or remove the link")
    else:
        report(path, "not a regular file", "copy its contents into a file")


def _entries(folder: Path, report: Report) -> list[Path]:
    """What to read in one folder, sorted by name."""
    names = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    is_dataset = _DATASET_CORPUS in names and any(name in names for name in _DATASET_QUESTIONS)
    kept = []
    for path in (folder / name for name in names):
        if is_sidecar(path.name):
            _check_sidecar(path, names, report)
            continue
        problem = _beside_dataset(path) if is_dataset else _repetition(path, names)
        if problem:
            report(path, *problem)
        else:
            kept.append(path)
    return kept


def _check_sidecar(path: Path, names: list[str], report: Report) -> None:
    if path.name != FOLDER_FILE and path.name.removesuffix(SIDECAR_ENDING) not in names:
        described = path.name.removesuffix(SIDECAR_ENDING)
        report(path, f"describes {described!r}, which does not stand beside it", "rename or remove it")


def _beside_dataset(path: Path) -> tuple[str, str] | None:
    if path.name in _DATASET_QUESTIONS:
        return _QUESTIONS_REASON, "nothing to do"
    return (_BESIDE_REASON, _BESIDE_REMEDY) if path.name != _DATASET_CORPUS and path.is_file() else None


def _repetition(path: Path, names: list[str]) -> tuple[str, str] | None:
    """A README that a web host shows in place of the day page beside it."""
    if path.name != "README.md" or "index.md" not in names:
        return None
    text = decode(path.read_bytes())
    if text is not None and is_event_page(text):
        return "repeats the day page index.md beside it", "nothing to do"
    return None
