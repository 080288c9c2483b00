"""Sidecar files: NAME.meta.json beside a file, and source.toml in a folder for all below it.

They say what a file cannot, and outrank what it says: a file's own sidecar first, then the nearest
folder's source.toml. What is unusable in them is reported, and the rest of them counts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection
from functools import partial
from pathlib import PurePosixPath

from corpus.documents import Source
from corpus.readers import fields
from corpus.readers.decoding import decode
from corpus.readers.fields import Fields, read_string, unless_wrong
from corpus.readers.json_lines import load_json
from corpus.readers.overrides import NOTHING, Overrides
from corpus.readers.problems import OnSkip, UnreadableError

SIDECAR_ENDING = ".meta.json"
FOLDER_FILE = "source.toml"
MAX_SIDECAR_BYTES = 2**20
BASIS = "sidecar"
_MAX_DEPTH = 8
_FILE_FIELDS = (
    *("title", "date", "source", "url", "lang", "speaker", "author", "retracted", "notice", "correction"),
)
_FOLDER_FIELDS = ("publisher", "url", "lang", "default_date")
_OF_ONE_DOCUMENT = ("title", "url")

ReadBeside = Callable[[str], bytes | None]


def is_sidecar(name: str) -> bool:
    """Whether a file's name makes it a sidecar, which is never read as a document."""
    return name.endswith(SIDECAR_ENDING) or name == FOLDER_FILE


def sidecars_of(path: str) -> tuple[str, ...]:
    """The places of all sidecars that can say something of a file, by its path in the folder tree."""
    folders = PurePosixPath(path).parents
    return (path + SIDECAR_ENDING, *((folder / FOLDER_FILE).as_posix() for folder in folders))


class Sidecars:
    """The sidecars of one folder tree or archive, looked up by a file's path in it."""

    def __init__(
        self, read: ReadBeside, locate: Callable[[str], str], on_skip: OnSkip, outer: Overrides = NOTHING
    ) -> None:
        """Look up sidecars.

        Args:
            read: the bytes of the file at a path, None where there is none.
            locate: the locator of a path.
            on_skip: told of what is unusable.
            outer: what is said of everything here.
        """
        self._read = read
        self._locate = locate
        self._on_skip = on_skip
        self._folders: dict[str, Overrides] = {".": outer}
        self._folders["."] = self._of_folder(".", outer)

    def enter(self, path: str) -> None:
        """Read what is said of a file's folders: what is unusable is reported, the file read or not."""
        self._of_folders(PurePosixPath(path).parent)

    def find(self, path: str, *, holds_many: bool) -> Overrides:
        """What is said of a file, by its sidecar and the folders it lies in."""
        outer = self._of_folders(PurePosixPath(path).parent)
        beside = path + SIDECAR_ENDING
        given = self._parse(beside, lambda text: load_json(text, _MAX_DEPTH))
        if given is None:
            return outer
        return self._of_file(given, self._reporter(beside), holds_many=holds_many).over(outer)

    def _of_folders(self, folder: PurePosixPath) -> Overrides:
        key = folder.as_posix()
        if key not in self._folders:
            self._folders[key] = self._of_folder(key, self._of_folders(folder.parent))
        return self._folders[key]

    def _of_folder(self, folder: str, outer: Overrides) -> Overrides:
        path = FOLDER_FILE if folder == "." else f"{folder}/{FOLDER_FILE}"
        given = self._parse(path, tomllib.loads)
        return outer if given is None else _folder_overrides(given, self._reporter(path)).over(outer)

    def _of_file(self, given: Fields, report: fields.Report, *, holds_many: bool) -> Overrides:
        _report_unknown(given, _FILE_FIELDS, report)
        if holds_many:
            for field in _OF_ONE_DOCUMENT:
                if given.get(field):
                    report(_wrong(f"'{field}' names one document, and the file holds many", field))
            given = {field: value for field, value in given.items() if field not in _OF_ONE_DOCUMENT}
        return _file_overrides(given, report)

    def _parse(self, path: str, parse: Callable[[str], object]) -> Fields | None:
        data = self._read(path)
        if data is None:
            return None
        try:
            return _parsed(data, parse)
        except UnreadableError as problem:
            self._on_skip(problem.at(self._locate(path)))
            return None

    def _reporter(self, path: str) -> fields.Report:
        def report(problem: UnreadableError) -> None:
            self._on_skip(problem.in_part(self._locate(path), "the field is left out"))

        return report


def _parsed(data: bytes, parse: Callable[[str], object]) -> Fields:
    if len(data) > MAX_SIDECAR_BYTES:
        raise UnreadableError(f"larger than {MAX_SIDECAR_BYTES:,} bytes", "keep only the sidecar's fields")
    text = decode(data)
    if text is None:
        raise UnreadableError("not text in any known encoding", "save it as UTF-8")
    try:
        given = parse(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnreadableError(f"not TOML: {error}", "correct it there") from error
    if not isinstance(given, dict):
        raise UnreadableError("holds no JSON object", 'write it as {"title": "...", "date": "..."}')
    return given


def _file_overrides(given: Fields, report: fields.Report) -> Overrides:
    url = unless_wrong(fields.read_url, given, report)
    named = given if given.get("source") else {}
    return Overrides(
        title=unless_wrong(lambda given: read_string(given, "title").strip() or None, given, report),
        published=unless_wrong(partial(fields.read_date, basis=BASIS), given, report),
        sources=unless_wrong(partial(fields.read_sources, url=url), named, report) or (),
        url=url,
        language=unless_wrong(fields.read_language, given, report),
        speaker=unless_wrong(fields.read_speaker, given, report),
        author=unless_wrong(fields.read_author, given, report),
        retracted=unless_wrong(fields.read_retracted, given, report) if "retracted" in given else None,
        notice=unless_wrong(fields.read_notice, given, report),
    )


def _folder_overrides(given: Fields, report: fields.Report) -> Overrides:
    _report_unknown(given, _FOLDER_FIELDS, report)
    url = unless_wrong(fields.read_url, given, report)
    publisher = unless_wrong(lambda given: read_string(given, "publisher").strip(), given, report)
    if url and not publisher:
        report(_wrong("'url' is a publisher's address, and 'publisher' is not given", "publisher"))
    return Overrides(
        sources=(Source(name=publisher, url=url),) if publisher else (),
        language=unless_wrong(fields.read_language, given, report),
        default_date=unless_wrong(
            partial(fields.read_date, basis=BASIS, field="default_date"), given, report
        ),
    )


def _report_unknown(given: Fields, known: Collection[str], report: fields.Report) -> None:
    for field in given:
        if field not in known:
            reason = f"'{fields.shown(field)[1:-1]}' is no field of a sidecar"
            report(UnreadableError(reason, f"use {', '.join(known)}"))


def _wrong(reason: str, field: str) -> UnreadableError:
    return UnreadableError(reason, f"correct or remove '{field}'")
