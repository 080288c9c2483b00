"""Why something cannot be read, and what to do, on its way to becoming a Skipped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from corpus.documents import Skipped

OnSkip = Callable[[Skipped], None]


class UnreadableError(Exception):
    """A file, a row or a field cannot be read; says why and what to do."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy

    def at(self, locator: str) -> Skipped:
        """The same, with its place, of which nothing is read."""
        return Skipped(locator=locator, reason=self.reason, remedy=self.remedy)

    def in_part(self, locator: str, consequence: str) -> Skipped:
        """The same, of a part of what is read at the place, and what follows for the rest."""
        reason = f"{self.reason}; {consequence}"
        return Skipped(locator=locator, reason=reason, remedy=self.remedy, is_read=True)


@contextmanager
def failures_named(what: str, remedy: str) -> Iterator[None]:
    """Whatever a library raises on a broken file spoils that file and not the reading.

    Libraries that parse files state no complete list of what they raise.
    """
    try:
        yield
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:
        raise UnreadableError(f"{what}: {type(error).__name__}", remedy) from error
