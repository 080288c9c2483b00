"""The fields that rows, sidecars and front matter have in common, each read or refused by itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from corpus.dates import parse_iso_date, parse_written_date
from corpus.documents import DateSpan, Source
from corpus.publishers import host_of, publisher_of
from corpus.readers.layout import repair_surrogates
from corpus.readers.problems import UnreadableError
from corpus.time_words import DayOrder

Fields = Mapping[str, object]
Report = Callable[[UnreadableError], None]
KnownOrder = Callable[[], DayOrder | None]
T = TypeVar("T")

_UNSAFE_IN_URL = re.compile(r"[\s\x00-\x1f<>\"`\\]")  # RFC 3986 allows none of them in an address
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")  # RFC 5646, without its rare forms
_N_LETTERS_OF_SCRIPT = 4
_N_LETTERS_OF_REGION = 2
_SHOWN_CHARACTERS = 60
_TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False, "": False}


def unless_wrong(read: Callable[[Fields], T], fields: Fields, report: Report) -> T | None:
    """What a field says; None where that is unusable, which is reported."""
    try:
        return read(fields)
    except UnreadableError as problem:
        report(problem)
        return None


def read_string(fields: Fields, field: str) -> str:
    """The field's text; absent and null are empty."""
    value = fields.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        reason = f"'{field}' is {shown(value)}, which is no string"
        raise UnreadableError(reason, f"put '{field}' in quotation marks")
    return repair_surrogates(value)


def no_order() -> DayOrder | None:
    """The order of day and month where no other date tells it."""
    return None


def read_date(
    fields: Fields, basis: str, field: str = "date", day_order: KnownOrder = no_order
) -> DateSpan | None:
    """The days of a date field, which TOML and YAML may give as a date.

    `day_order` is asked only for a date such as 05/04/2011, which could be either way round.
    """
    value = fields.get(field)
    if isinstance(value, datetime):
        value = value.date()
    written = value.isoformat() if isinstance(value, date) else read_string(fields, field).strip()
    span = parse_iso_date(written, basis) or parse_written_date(written, basis)
    return span or (_ordered_date(written, basis, field, day_order) if written else None)


def _ordered_date(written: str, basis: str, field: str, day_order: KnownOrder) -> DateSpan:
    """A date that is one only in an order of day and month, if at all."""
    by_order = {order: parse_written_date(written, basis, order) for order in DayOrder}
    if not all(by_order.values()):
        remedy = "write it as YYYY, YYYY-MM, YYYY-MM-DD or an ISO 8601 timestamp"
        raise UnreadableError(f"'{field}' is {shown(written)}, which is no date", remedy)
    order = day_order()
    span = by_order[order] if order else None
    if span is None:
        days = " or ".join(str(either.start) for either in by_order.values() if either)
        reason = f"'{field}' is {shown(written)}, which is {days}, and no other date there tells which"
        raise UnreadableError(reason, f"write it as YYYY-MM-DD: {days}")
    return replace(span, basis=f"{basis}, {order} as in the file's other dates")


def read_speaker(fields: Fields) -> str | None:
    """Who speaks in all of the text."""
    return read_string(fields, "speaker").strip() or None


def read_author(fields: Fields) -> str | None:
    """Who wrote it."""
    return read_string(fields, "author").strip() or None


def read_notice(fields: Fields) -> str | None:
    """What readers have to know: why it is retracted, or what has been corrected."""
    return (read_string(fields, "notice") or read_string(fields, "correction")).strip() or None


def read_retracted(fields: Fields) -> bool:
    """Whether it is retracted; CSV has only texts."""
    value = fields.get("retracted")
    truth = _TRUTH.get(value.strip().lower()) if isinstance(value, str) else value
    if isinstance(truth, bool) or value is None:
        return bool(truth)
    reason = f"'retracted' is {shown(value)}, which is neither true nor false, and retracts nothing"
    raise UnreadableError(reason, "write true or false; true takes it out of the answers")


def read_language(fields: Fields, field: str = "lang") -> str | None:
    """The language's code."""
    written = read_string(fields, field).strip()
    code = language_code(written)
    if written and code is None:
        remedy = "write a BCP 47 code, such as en or pt-BR"
        raise UnreadableError(f"'{field}' is {shown(written)}, which is no language code", remedy)
    return code


def language_code(written: str) -> str | None:
    """A BCP 47 code in its usual letters, such as pt-BR or zh-Hans; None where it is none."""
    if not _LANGUAGE.fullmatch(written):
        return None
    first, *rest = written.replace("_", "-").lower().split("-")
    return "-".join([first, *map(_subtag, rest)])


def _subtag(text: str) -> str:
    """Source: RFC 5646, section 2.1.1."""
    if len(text) == _N_LETTERS_OF_REGION:
        return text.upper()
    return text.title() if len(text) == _N_LETTERS_OF_SCRIPT and text.isalpha() else text


def read_url(fields: Fields) -> str | None:
    """Where this very text stands on the web."""
    url = read_string(fields, "url").strip()
    return _web_address(url) if url else None


def _web_address(url: str) -> str:
    """An address that a browser may safely open; anything else, such as "javascript:", is a fault."""
    if host_of(url) is None or _UNSAFE_IN_URL.search(url):
        raise UnreadableError(
            f"'url' is {shown(url)}, which is no web address", "write it as https://host/path"
        )
    return url


def read_sources(fields: Fields, url: str | None) -> tuple[Source, ...]:
    """The publishers, each with the item's url, under which this very text stands, unless it has its own."""
    given = fields.get("source")
    entries = given if isinstance(given, list) else [given]
    sources = [_source(entry, url) for entry in entries if entry not in (None, "")]
    if not sources and url:
        sources = [Source(name=publisher_of(url) or url, url=url)]
    return tuple(dict.fromkeys(sources))


def _source(entry: object, url: str | None) -> Source:
    if isinstance(entry, dict):
        name, own_url = read_string(entry, "name").strip(), read_url(entry) or url
    else:
        name, own_url = read_string({"source": entry}, "source").strip(), url
    if host := host_of(name):
        return Source(name=publisher_of(name) or host, url=name)
    if not name and not own_url:
        remedy = 'write it as {"name": "...", "url": "..."}'
        raise UnreadableError(f"'source' holds {shown(entry)}, which has no name", remedy)
    return Source(name=name or publisher_of(own_url or "") or str(own_url), url=own_url)


def shown(value: object) -> str:
    """A value short enough for a message, with nothing that a terminal would act on."""
    text = json.dumps(value, default=str)
    return text if len(text) <= _SHOWN_CHARACTERS else text[:_SHOWN_CHARACTERS] + "..."
