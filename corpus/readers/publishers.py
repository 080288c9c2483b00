"""The name to cite where a document does not say who published it."""

from __future__ import annotations

import re

_PLACE_IN_FILE = re.compile(r"#(?:line|item)-\d+$")


def file_name(locator: str) -> str:
    """The name of the file that a locator points into."""
    return _PLACE_IN_FILE.sub("", locator).rpartition("/")[2]
