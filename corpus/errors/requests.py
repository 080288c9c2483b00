"""What can be wrong with what is asked for."""

from __future__ import annotations

from pathlib import Path

from corpus.errors.root import OnRecordError


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
    """A dataset folder, or a file of it, that cannot be evaluated."""

    LAYOUT = "a dataset's folder holds corpus.jsonl, queries.jsonl and qrels/test.tsv"

    def __init__(self, path: Path, reason: str, remedy: str = LAYOUT) -> None:
        self.path = path
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"dataset {path}: {reason}; {remedy}")


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
