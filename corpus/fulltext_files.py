"""A tantivy index as a folder: how it is opened, and found to be damaged."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

import tantivy

from corpus.errors import IndexDamaged
from corpus.fulltext_words import ANALYZER_NAME, analyzer


def open_searcher(folder: Path) -> tantivy.Searcher:
    """A searcher over a folder, which need not be writable."""
    try:
        return _open_writable(folder)
    except ValueError as error:
        if "Lockfile" not in str(error):
            raise
    # tantivy wants a lock file of its own in the folder; links elsewhere give it one. Once open,
    # the files are mapped and the links no longer needed.
    with tempfile.TemporaryDirectory(prefix="onrecord-", ignore_cleanup_errors=True) as links:
        for file in folder.iterdir():
            if file.suffix != ".lock":
                (Path(links) / file.name).symlink_to(file.resolve())
        return _open_writable(Path(links))


def _open_writable(folder: Path) -> tantivy.Searcher:
    return configured(tantivy.Index.open(str(folder))).searcher()


def configured(index: tantivy.Index) -> tantivy.Index:
    """The index with our analyzer, and without a thread of its own."""
    index.register_tokenizer(ANALYZER_NAME, analyzer())
    # The default is a thread that watches the folder; it lives for a moment before this ends it, and
    # in one of thousands of openings takes the lock file once more, even if the folder is gone.
    index.config_reader(reload_policy="manual")
    return index


@contextlib.contextmanager
def damage_is_named(folder: Path) -> Iterator[None]:
    """Turn what tantivy says of changed files into IndexDamaged."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise IndexDamaged(folder, str(error)) from error
    except BaseException as error:
        # A panic in Rust; its class derives from BaseException and cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise IndexDamaged(folder, str(error)) from error
