"""Front matter: fields in YAML between lines of ---, or in TOML between lines of +++, above a text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from corpus.dates import parse_written_date
from corpus.documents import DateSpan, Dropped
from corpus.readers import fields
from corpus.readers.fields import Fields, unless_wrong
from corpus.readers.overrides import NOTHING, Overrides
from corpus.readers.problems import UnreadableError

BASIS = "front matter"
_MAX_CHARACTERS = 64 * 1024  # the rest of the text begins anew where no end is found within these
_FENCED = re.compile(r"\s*(---|\+\+\+)[ \t]*\n(.*?)^(\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_NAMES = {  # as the site generators Jekyll, Hugo, Pelican, Eleventy and Zola, and Pandoc, call them
    "title": ("title",),
    "date": ("date", "published", "publishdate", "publish_date", "pubdate"),
    "source": ("source", "publisher", "publication", "site_name"),
    "url": ("url", "canonical_url", "canonical", "link", "permalink"),
    "lang": ("lang", "language", "locale"),
    "author": ("author", "authors", "byline", "by"),
    "speaker": ("speaker",),
    "retracted": ("retracted",),
    "notice": ("notice", "correction"),
}
_NONE = ("", "null", "~", "Null", "NULL")
_DEPTH = 2
_MAX_ITEMS = 100
_REST = "a field of the front matter, which is no part of the text"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What is said above a text, and the text below it; `dropped` are the fields that are not kept."""

    overrides: Overrides
    body: str
    dropped: tuple[Dropped, ...]


def split_front_matter(text: str, report: fields.Report) -> FrontMatter:
    r"""Part a text, whose lines end in "\n", from its front matter; without any it is all body.

    What stands between two lines of dashes and is no mapping is text: a rule above and below.
    """
    match = _FENCED.match(text, 0, _MAX_CHARACTERS)
    given = None if match is None else _parse(match[1], match[2], report)
    if match is None or given is None:
        return FrontMatter(overrides=NOTHING, body=text, dropped=())
    known = _known(given)
    rest = {name: value for name, value in given.items() if name not in known}
    return FrontMatter(
        overrides=_overrides({name: given[written] for written, name in known.items()}, report),
        body=text[match.end() :],
        dropped=tuple(Dropped(text=f"{name}: {_plain(value)}", reason=_REST) for name, value in rest.items()),
    )


def _parse(fence: str, written: str, report: fields.Report) -> dict[str, object] | None:
    """The fields by name; None where it is none, which is reported where it looks like some."""
    problem: Exception | None = None
    given: object = None
    try:
        given = tomllib.loads(written) if fence == "+++" else _load_yaml(written)
    except (ValueError, RecursionError) as error:
        problem = error
    if isinstance(given, dict):
        return {str(name): _pruned(value, _DEPTH) for name, value in given.items() if value not in _NONE}
    if problem is not None and re.match(r"\s*\w[\w -]{0,40}\s*[:=]", written):
        kind = "TOML" if fence == "+++" else "YAML"
        report(
            UnreadableError(
                f"its front matter is no {kind}: {' '.join(str(problem).split())}", "correct it there"
            )
        )
    return None


def _load_yaml(written: str) -> object:
    """Raises ValueError where it is no YAML."""
    import yaml

    try:
        return yaml.load(written, Loader=yaml.BaseLoader)  # noqa: S506 - it makes texts, lists and mappings only
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 2}" if mark is not None else "somewhere"
        raise ValueError(f"{getattr(error, 'problem', None) or 'it cannot be parsed'} at {place}") from error


def _known(given: Mapping[str, object]) -> dict[str, str]:
    """The names as written of the fields that are kept, each with ours; of several the first counts."""
    by_lower = {name.lower().replace("-", "_"): name for name in reversed(list(given))}
    found = {}
    for name, spellings in _NAMES.items():
        written = next((by_lower[spelling] for spelling in spellings if by_lower.get(spelling)), None)
        if written is not None and given[written] not in (None, "", []):
            found[written] = name
    return found


def _overrides(given: Fields, report: fields.Report) -> Overrides:
    url = unless_wrong(fields.read_url, given, report) if _is_web_address(given.get("url")) else None
    named = given if given.get("source") else {}
    texts = {name: _plain(given[name]) for name in ("title", "author") if name in given}
    return Overrides(
        title=texts.get("title") or None,
        published=unless_wrong(_date, given, report),
        sources=unless_wrong(partial(fields.read_sources, url=url), named, report) or (),
        url=url,
        language=unless_wrong(fields.read_language, given, report),
        speaker=unless_wrong(fields.read_speaker, given, report),
        author=texts.get("author") or None,
        retracted=unless_wrong(fields.read_retracted, given, report) if "retracted" in given else None,
        notice=unless_wrong(fields.read_notice, given, report),
    )


def _is_web_address(value: object) -> bool:
    """Site generators also write a path below the site, such as /2007/talks/."""
    return not isinstance(value, str) or value.lower().startswith(("http://", "https://"))


def _date(given: Fields) -> DateSpan | None:
    """An ISO date, or one as people write it."""
    value = given.get("date")
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)  # a year in TOML
    written = parse_written_date(value, BASIS) if isinstance(value, str) else None
    return written or fields.read_date({"date": value}, BASIS)


def _plain(value: object) -> str:
    """A value as text; lists as their members, mappings as their names where they have any."""
    match value:
        case list():
            return ", ".join(text for item in value[:_MAX_ITEMS] if (text := _plain_scalar(item)))
        case _:
            return _plain_scalar(value)


def _pruned(value: object, depth: int) -> object:
    """A value without what is nested deeper, since YAML's aliases may repeat it without end."""
    if isinstance(value, list):
        return [_pruned(item, depth - 1) for item in value[:_MAX_ITEMS]] if depth else "…"
    if isinstance(value, dict):
        items = list(value.items())[:_MAX_ITEMS]
        return {str(name): _pruned(item, depth - 1) for name, item in items} if depth else "…"
    return value


def _plain_scalar(value: object) -> str:
    """One line; of a mapping its name, as authors have one."""
    if isinstance(value, dict):
        value = value.get("name")
    is_scalar = isinstance(value, str | int | float | date)
    return " ".join(str(value).split()) if is_scalar else ""
