"""What can be wrong with the sources of an archive."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from corpus.documents import Skipped
from corpus.errors.root import OnRecordError

MOST_SHOWN = 3  # of what cannot be read, in one line
NOTHING_REMEDY = "give a folder or file with Markdown, text, HTML, PDF, DOCX, feeds, JSON lines or CSV"


class SourceError(OnRecordError):
    """Something is wrong with a source of documents."""


class SourceNotFound(SourceError):
    """A path given as a source is not there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"source {path} does not exist; check the path, "
            "or take it out of the archive with 'onrecord sources remove'"
        )


class SourceEmpty(SourceError):
    """A source holds no document that can be read."""

    def __init__(self, path: Path, skipped: Sequence[Skipped]) -> None:
        self.path = path
        self.skipped = [one for one in skipped if not one.is_read]
        self.found, self.remedy = "holds no file at all", NOTHING_REMEDY
        if self.skipped:
            self.found = f"holds nothing that can be read, of {len(self.skipped):,} files or rows"
            shown = self.skipped[:MOST_SHOWN]
            self.remedy = " · ".join(f"{one.locator}: {one.reason}; {one.remedy}" for one in shown)
        super().__init__(f"source {path} {self.found}{':' if self.skipped else ';'} {self.remedy}")


class NoSources(SourceError):
    """The archive's last source was removed, and nothing was given in its place."""

    def __init__(self, index: Path) -> None:
        self.index = index
        super().__init__(
            f"the archive in {index} has no sources left; give one with 'onrecord build SOURCE', "
            "or pass --allow-removal to publish an empty version"
        )


class SourceShrunk(SourceError):
    """A source has lost so many documents that it may be a mistake."""

    def __init__(self, path: Path, *, before: int, now: int) -> None:
        self.path = path
        self.before = before
        self.now = now
        super().__init__(
            f"source {path} had {before} documents and now has {now}; nothing was changed: "
            "restore it, or pass --allow-removal if this is meant"
        )


class SourceUnreadable(SourceError):
    """Nothing of a file or folder can be read."""

    def __init__(self, path: Path, reasons: list[str]) -> None:
        self.path = path
        self.reasons = reasons
        found = (
            " · ".join(reasons)
            or "it holds no file; give one with text, HTML, PDF, DOCX, feeds, JSON lines or CSV"
        )
        super().__init__(f"nothing of {path} can be read: {found}")


class SourceUnknown(SourceError):
    """A path that is not among an archive's sources."""

    def __init__(self, path: Path, known: list[str]) -> None:
        self.path = path
        self.known = known
        super().__init__(f"{path} is not among the sources: {', '.join(known) or 'there are none'}")


class ReadingStopped(SourceError):
    """A process that reads documents beside the build's own was ended, by the system or somebody."""

    def __init__(self, how: str, *, first: str, last: str) -> None:
        self.how = how
        self.first = first
        self.last = last
        super().__init__(
            f"a process that read {first} … {last} was ended {how}; the build stopped, and nothing that was "
            "published is lost: run the same command again, with --workers 1 where memory is short"
        )
