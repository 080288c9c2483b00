"""The name to cite where a document does not say who published it."""

from __future__ import annotations


def file_name(locator: str) -> str:
    """The name of the file that a locator points into."""
    path, _, _ = locator.partition("#line-")
    return path.rpartition("/")[2]
