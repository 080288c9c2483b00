"""Files that outlive a crash: synced to the disk, replaced by one atomic rename, linked, not copied."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def replace_text(path: Path, text: str) -> None:
    """Give a file new content: whoever opens it, at any time, reads all of the old or all of the new."""
    written = path.with_name(path.name + ".new")
    written.write_text(text, encoding="utf-8")
    sync(written)
    written.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Have a file's or folder's content reach the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Have a folder and all below it reach the disk."""
    for path in sorted(folder.rglob("*")):
        sync(path)
    sync(folder)


def link_tree(source: Path, target: Path) -> None:
    """Give another folder the same files, without copying where the file system can link."""
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.rglob("*")):
        there = target / path.relative_to(source)
        if path.is_dir():
            there.mkdir(exist_ok=True)
            continue
        try:
            os.link(path, there)
        except OSError:
            shutil.copy2(path, there)
