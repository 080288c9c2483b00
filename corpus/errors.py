"""Everything that can go wrong on purpose, and what to do about it.

OnRecordError
├── SourceError
│   ├── SourceNotFound        a path given to build is not there
│   ├── SourceEmpty           a source holds no document that can be read
│   ├── NoSources             the last source was taken off the archive
│   ├── SourceShrunk          a source has lost a fifth of its documents or more
│   ├── SourceUnreadable      nothing of what is to be inspected can be read
│   └── SourceUnknown         the archive is not made of it
├── IndexFolderError
│   ├── IndexMissing          no index in the folder
│   ├── IndexForeign          a folder with other things in it, or another format
│   ├── IndexDamaged          a file is missing, cut or changed
│   ├── IndexBusy             another build holds the lock
│   ├── IndexUnwritable       the disk is full, or the folder cannot be written to
│   ├── VersionUnknown        a version's name that is not among the index's
│   ├── VersionRefused        a version that did not pass its examination
│   └── GoldenInvalid         golden.jsonl cannot be read
├── ModelError
│   ├── ModelNotFound         a model's name or folder leads nowhere
│   ├── ModelDiffers          ONRECORD_MODEL names another model than the index's
│   ├── ModelChanged          weights or settings are not those the index was built with
│   ├── ModelUnusable         a model that cannot serve as an encoder
│   └── RerankerUnusable      ONRECORD_RERANKER names no cross-encoder that can be loaded
├── BadRequest
│   ├── BadDate               a date that is not one
│   ├── BadWindow             a time window that ends before it starts
│   └── BadDataset            a dataset folder that eval cannot read
├── NotFound
│   ├── DocumentNotFound
│   └── PassageNotFound
├── PublishersUnreadable      a table of publishers that is not one
├── SettingsInvalid           an ONRECORD_ variable that is unknown or malformed
├── BindRefused               serving beyond this machine without keys
└── AddressTaken              the address to serve on cannot be had

A class names the condition and keeps the facts as attributes; its message is one sentence or two
that say what is wrong, where, and what to do.
"""

from __future__ import annotations

from pathlib import Path


class OnRecordError(Exception):
    """The root of all errors that On Record raises on purpose."""


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

    def __init__(self, path: Path, n_skipped: int) -> None:
        self.path = path
        self.n_skipped = n_skipped
        inside = f"{n_skipped} files or rows, none of them readable" if n_skipped else "no file at all"
        self.found = f"holds {inside}"
        self.remedy = "give a folder or file with Markdown, text, HTML, PDF, DOCX, feeds, JSON lines or CSV"
        super().__init__(f"source {path} {self.found}; {self.remedy}")


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

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"index file {path} is damaged: {reason}; rebuild with 'onrecord build'")


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


class ModelError(OnRecordError):
    """Something is wrong with an embedding model."""


class ModelNotFound(ModelError):
    """A model's name or folder leads nowhere on this machine."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"model {name!r} is neither a folder nor in the local model cache; "
            "give the folder of a sentence-transformers model, or fetch it with 'onrecord build --download'"
        )


class ModelChanged(ModelError):
    """A model is not the one that it should be."""

    def __init__(self, what: str, expected: str, found: str) -> None:
        self.what = what
        self.expected = expected
        self.found = found
        super().__init__(
            f"{what} is {found}, not {expected}; reinstall the model, or rebuild with 'onrecord build'"
        )


class ModelDiffers(ModelError):
    """The model that the settings name is not the one that the index was built with."""

    def __init__(self, named: str, built_with: str) -> None:
        self.named = named
        self.built_with = built_with
        super().__init__(
            f"ONRECORD_MODEL names {named!r}, and the index was built with {built_with!r}; "
            "rebuild with 'onrecord build', or unset ONRECORD_MODEL"
        )


class ModelUnusable(ModelError):
    """A model that cannot serve as an encoder."""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        self.reason = reason
        super().__init__(
            f"model {name!r} cannot be used: {reason}; choose another sentence-transformers model"
        )


class RerankerUnusable(ModelError):
    """The cross-encoder that the settings name cannot be loaded."""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        self.reason = reason
        super().__init__(
            f"ONRECORD_RERANKER names {name!r}, which cannot be used: {reason}; give the folder of a "
            "sentence-transformers CrossEncoder, or unset ONRECORD_RERANKER"
        )


class BadRequest(OnRecordError):
    """What was asked for cannot be understood."""


class BadDate(BadRequest):
    """A date that is not one."""

    def __init__(self, field: str, value: str) -> None:
        self.field = field
        self.value = value
        super().__init__(f"{field}: {value!r} is not a date; write it as YYYY-MM-DD, such as 2007-06-09")


class BadWindow(BadRequest):
    """A time window that ends before it starts."""

    def __init__(self, start: str, end: str) -> None:
        self.start = start
        self.end = end
        super().__init__(f"the time window ends ({end}) before it starts ({start}); swap 'from' and 'to'")


class BadDataset(BadRequest):
    """A dataset folder that cannot be evaluated."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(
            f"dataset {path}: {reason}; the layout is corpus.jsonl, queries.jsonl, qrels/test.tsv"
        )


class NotFound(OnRecordError):
    """Nothing in the index has this id."""


class DocumentNotFound(NotFound):
    """No document has this id."""

    def __init__(self, document_id: str) -> None:
        self.document_id = document_id
        super().__init__(f"no document {document_id!r} in this archive; take the id from a citation")


class PassageNotFound(NotFound):
    """No passage has this id."""

    def __init__(self, passage_id: str) -> None:
        self.passage_id = passage_id
        super().__init__(f"no passage {passage_id!r} in this archive; take the id from a citation")


class SettingsInvalid(OnRecordError):
    """A setting that is unknown or malformed."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(f"settings: {problem}")


class BindRefused(OnRecordError):
    """Serving an archive beyond this machine, to anyone, was not asked for in so many words."""

    def __init__(self, host: str) -> None:
        self.host = host
        super().__init__(
            f"refusing to serve on {host} without keys: anyone who reaches it could read the archive; "
            "serve on 127.0.0.1, or pass --insecure if that is what you want"
        )


class AddressTaken(OnRecordError):
    """The address to serve on is in use, or is none of this machine's."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        self.host = host
        self.port = port
        self.reason = reason
        super().__init__(f"cannot serve on {host} port {port}: {reason}; give another --port or --host")


class PublishersUnreadable(OnRecordError):
    """A table of publishers cannot be read or is not one."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(
            f"the table of publishers {path} cannot be used: {reason}; "
            "write it as corpus/publishers.csv of the package is written"
        )
