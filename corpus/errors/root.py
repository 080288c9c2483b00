"""The root of all errors that On Record raises on purpose."""

from __future__ import annotations


class OnRecordError(Exception):
    """The root of all errors that On Record raises on purpose."""
