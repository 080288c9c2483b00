"""The language that a text is written in."""

from __future__ import annotations


def detect_language(text: str) -> str | None:
    """To be chosen."""
    return None
