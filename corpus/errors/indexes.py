"""What can be wrong with an index folder and its versions."""

from __future__ import annotations

from pathlib import Path

from corpus.errors.root import OnRecordError


class IndexFolderError(OnRecordError):
    """Something is wrong with an index folder."""


class IndexMissing(IndexFolderError):
    """There is no index in the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(f"no index in {folder}; build one with 'onrecord build SOURCE --index {folder}'")


class IndexForeign(IndexFolderError):
    """The folder, or a version in it, is not an index that this program reads."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(
            f"{path} is not an index of this program: {reason}; give another --index, or build anew"
        )


class IndexDamaged(IndexFolderError):
    """A file of the index is missing, cut short or changed."""

    def __init__(self, path: Path, reason: str, remedy: str = "rebuild with 'onrecord build'") -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"index file {path} is damaged: {reason}; {remedy}")


class IndexBusy(IndexFolderError):
    """Another build is at work on the same index."""

    def __init__(self, folder: Path, holder: str) -> None:
        self.folder = folder
        self.holder = holder
        super().__init__(f"index {folder} is being built by {holder}; wait for it to end")


class IndexUnwritable(IndexFolderError):
    """The disk is full, or the folder is not to be written to; what was there before stays as it was."""

    def __init__(self, folder: Path, reason: str, *, is_full: bool) -> None:
        self.folder = folder
        self.reason = reason
        self.is_full = is_full
        remedy = (
            "make room on that disk ('onrecord gc' removes old versions), or mend it,"
            if is_full
            else "give this user the right to write there, or name another folder with --index,"
        )
        super().__init__(
            f"index folder {folder} cannot be written to ({reason}); nothing that was there is lost: "
            f"{remedy} and run the same command again"
        )


class VersionUnknown(IndexFolderError):
    """A version that is not there to return to or to look at."""

    def __init__(
        self, index: Path, name: str | None, known: list[str], *, current: str | None = None
    ) -> None:
        self.index = index
        self.name = name
        self.known = known
        self.current = current
        if name is not None or current is None:
            asked = f"index {index} has no version {name!r}; it has {', '.join(known) or 'none'}"
        elif others := [one for one in known if one != current]:
            asked = (
                f"version {current} is in use, and index {index} has none from before it; "
                f"name a newer one to go forward to: {', '.join(others)}"
            )
        else:
            asked = f"version {current} is in use, and index {index} has no other"
        super().__init__(asked)


class VersionRefused(IndexFolderError):
    """A version that was built and not published, since it did not pass its examination."""

    def __init__(self, name: str, reasons: list[str], *, kept: Path, serving: str | None) -> None:
        self.name = name
        self.reasons = reasons
        self.kept = kept
        self.serving = serving
        goes_on = f"version {serving} goes on serving" if serving else "nothing was published before"
        super().__init__(
            f"version {name} was not published: {'; '.join(reasons)}; it is kept in {kept}, and {goes_on}: "
            "mend the sources or golden.jsonl and build again"
        )


class GoldenInvalid(IndexFolderError):
    """The user's golden questions cannot be read."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f'{path}: {reason}; a line is {{"text": "...", "expect": "an id or a title"}}')
