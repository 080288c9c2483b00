"""The name table: which publisher an address belongs to, and which names mean the same one.

The package brings corpus/publishers.csv, UTF-8 with the columns `name`, `domains` (separated by
spaces), `aliases` (by semicolons), `kind` (agency, news or institution) and `country`, where it is
published (ISO 3166 alpha-2). That is the seat; it is empty for what several countries publish, or one for
another, for portals, and where it is not known. A file of the same shape adds rows to it, or replaces those
of the same name, whose country they keep where they give none.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from corpus.country_codes import country_of_host, is_country_code
from corpus.errors import PublishersUnreadable

_PACKAGED = Path(__file__).with_name("publishers.csv")
_COLUMNS = ("name", "domains", "aliases", "kind", "country")
_WEB_SCHEMES = ("http://", "https://")
_VIA = re.compile(r"\s+(?:via|vis|through)\s+|\s*/\s*", re.IGNORECASE)
_NOT_WORD = re.compile(r"[^\w&]+")
_INITIALS = re.compile(r"\b(?:\w\.){2,}")


class PublisherKind(StrEnum):
    """What sort of publisher one is."""

    AGENCY = "agency"
    NEWS = "news"
    INSTITUTION = "institution"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """A publisher, the domains it publishes under, other names it is known by, and its country's code."""

    name: str
    domains: tuple[str, ...]
    aliases: tuple[str, ...]
    kind: PublisherKind
    country: str | None = None


class PublisherTable:
    """Finds publishers by domain and by name; of two rows with a domain or name the later counts."""

    def __init__(self, publishers: Iterable[Publisher]) -> None:
        self._by_domain: dict[str, Publisher] = {}
        self._by_key: dict[str, Publisher] = {}
        self.publishers = tuple(publishers)
        for publisher in self.publishers:
            self._by_domain |= dict.fromkeys(publisher.domains, publisher)
            names = (publisher.name, *publisher.aliases, *publisher.domains)
            self._by_key |= dict.fromkeys(map(_plain_key, names), publisher)

    def of_host(self, host: str) -> Publisher | None:
        """The publisher of the longest domain in the table that a host lies in."""
        labels = host.lower().strip(".").split(".")
        domains = (".".join(labels[i:]) for i in range(len(labels) - 1))
        return next((self._by_domain[domain] for domain in domains if domain in self._by_domain), None)

    def of_name(self, name: str) -> Publisher | None:
        """The publisher that a name, one of its other names or one of its hosts means."""
        found = self._by_key.get(_plain_key(name))
        return found or (self.of_host(name) if _is_host(name) else None)

    def key(self, name: str) -> str:
        """What is the same for all names of a publisher; for unknown ones the plain name."""
        publisher = self.of_name(name)
        return _plain_key(publisher.name if publisher else name)

    def keys(self, name: str) -> tuple[str, ...]:
        """The keys that a source's name answers to: its own, and of "AP via X" or "AFP/X" each part's."""
        whole = self.key(name)
        parts = _VIA.split(name) if self.of_name(name) is None else []
        return tuple(dict.fromkeys([whole, *(self.key(part) for part in parts if part.strip())]))


def read_publishers(path: Path) -> tuple[Publisher, ...]:
    """Read a table's rows.

    Raises:
        PublishersUnreadable: the file cannot be read, or a row has no name, or an unknown kind or country.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return tuple(_rows(csv.DictReader(stream), path))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        why = getattr(error, "strerror", None) or error
        raise PublishersUnreadable(path, f"it cannot be read: {why}") from error


def _rows(reader: csv.DictReader[str], path: Path) -> Iterator[Publisher]:
    if not {"name", "domains"} <= set(reader.fieldnames or ()):
        raise PublishersUnreadable(path, f"its first line has to be {','.join(_COLUMNS)}")
    for row in reader:
        name, kind = (row["name"] or "").strip(), (row.get("kind") or "news").strip()
        if not name or kind not in set(PublisherKind):
            raise PublishersUnreadable(path, f"line {reader.line_num} has no name, or an unknown kind")
        country = (row.get("country") or "").strip().upper()
        if country and not is_country_code(country):
            told = f"line {reader.line_num} has the country {country!r}, no code of ISO 3166 such as GB or RU"
            raise PublishersUnreadable(path, told)
        aliases = (alias.strip() for alias in (row.get("aliases") or "").split(";"))
        yield Publisher(
            name=name,
            domains=tuple((row["domains"] or "").lower().split()),
            aliases=tuple(alias for alias in aliases if alias),
            kind=PublisherKind(kind),
            country=country or None,
        )


@lru_cache(maxsize=1)
def _packaged() -> tuple[Publisher, ...]:
    return read_publishers(_PACKAGED)


class _Shared:
    """The table that readers and stores of this process share."""

    table: PublisherTable | None = None


def publisher_table() -> PublisherTable:
    """The table in use: the packaged one, until `extend_publishers` adds to it."""
    if _Shared.table is None:
        _Shared.table = PublisherTable(_packaged())
    return _Shared.table


def extend_publishers(path: Path | None) -> None:
    """Use the packaged table with a file's rows added from here on, in this process; None: without.

    Raises:
        PublishersUnreadable: the file is no such table.
    """
    added = read_publishers(path) if path is not None else ()
    countries = {publisher.name: publisher.country for publisher in _packaged()}
    placed = (replace(one, country=one.country or countries.get(one.name)) for one in added)
    _Shared.table = PublisherTable((*_packaged(), *placed))


def host_of(url: str) -> str | None:
    """The host of a web address without its "www.", or None where the text is no web address."""
    if not url.lower().startswith(_WEB_SCHEMES):
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") or None if host else None


def publisher_of(url: str) -> str | None:
    """Who publishes at a web address: the name in the table, else the host; None: no web address."""
    host = host_of(url)
    known = publisher_table().of_host(host) if host else None
    return known.name if known else host


def source_key(name: str) -> str:
    """A source's name as a filter compares it, by the name table."""
    return publisher_table().key(name)


def source_keys(name: str) -> tuple[str, ...]:
    """All that a filter may call a source; the first is `source_key`."""
    return publisher_table().keys(name)


def country_of(name: str, url: str | None) -> str | None:
    """Where a source of the press is published, by the table, else by its own domain; None: not known.

    Args:
        name: the source's.
        url: an address that is its own; None where it may be another's.
    """
    known = publisher_table().of_name(name)
    if known is not None:
        return None if known.kind is PublisherKind.INSTITUTION else known.country
    host = name if _is_host(name) else host_of(url or "")
    return country_of_host(host) if host else None


def _is_host(name: str) -> bool:
    return "." in name.strip(".") and " " not in name and "/" not in name


@lru_cache(maxsize=65536)  # an archive has few names and many passages
def _plain_key(name: str) -> str:
    """Case, accents' form, punctuation and a leading "The" or "www." aside."""
    folded = unicodedata.normalize("NFKC", name).casefold().strip().removeprefix("www.")
    initials = (
        _INITIALS.sub(lambda found: found[0].replace(".", ""), folded).replace("'", "").replace("’", "")
    )
    words = _NOT_WORD.sub(" ", initials).split() or folded.split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)
