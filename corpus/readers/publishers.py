"""The name to cite where a document does not say who published it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_PLACE_IN_FILE = re.compile(r"#(?:line|item)-\d+$")
_WEB_SCHEMES = ("http://", "https://")


def host_of(url: str) -> str | None:
    """The host of a web address without its "www.", or None where the text is no web address."""
    if not url.lower().startswith(_WEB_SCHEMES):
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") or None if host else None


def file_name(locator: str) -> str:
    """The name of the file that a locator points into."""
    return _PLACE_IN_FILE.sub("", locator).rpartition("/")[2]
