"""How much of a source is read at most, so that no file can take the machine."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingLimits:
    """The bounds of reading; what exceeds one is skipped with a sentence and the rest is read.

    Raises:
        ValueError: a bound below one.
    """

    max_file_bytes: int = 64 * 2**20
    """The largest file, or member of an archive, that is read whole; rows are read line by line."""
    max_line_bytes: int = 16 * 2**20
    """The longest row of JSON lines or CSV; a book of 1,000 pages has 2 to 3 MiB."""
    max_json_depth: int = 64
    """The deepest JSON; real rows and structured data have fewer than ten levels."""
    max_archive_depth: int = 3
    """Archives inside archives; a dump of daily tars of zipped pages has three."""
    max_archive_members: int = 200_000
    """Members of one archive with all inside it; current-events has 113,808 documents."""
    max_unpacked_bytes: int = 8 * 2**30
    """What one archive, with all inside it, may unpack to."""
    max_unpacked_ratio: int = 200
    """Unpacked bytes to packed ones, once `max_file_bytes` are unpacked; text packs 3 to 50 times."""
    max_file_seconds: int = 60
    """Reading one file that is read whole; a PDF of 1,000 pages takes about 10."""
    max_pdf_memory_bytes: int = 2 * 2**30
    """Address space of the process that parses PDFs."""

    def __post_init__(self) -> None:
        """Refuse bounds that no file can keep."""
        for field in fields(self):
            if getattr(self, field.name) < 1:
                raise ValueError(f"{field.name} is {getattr(self, field.name)}; it must be at least 1")


def raise_limit(name: str) -> str:
    """What to do where a bound is too low: the variable that sets it."""
    return f"raise ONRECORD_{name.upper()}"
