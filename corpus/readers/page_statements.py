"""What a web page states about itself: date, publisher, author, address, headline, language.

Read from JSON-LD (schema.org), Open Graph, Dublin Core and citation meta elements, and plain HTML.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lxml.html import HtmlElement  # type: ignore[import-untyped]  # lxml ships no types

from corpus.dates import day_span, parse_iso_date, parse_written_date
from corpus.documents import DateSpan
from corpus.publishers import host_of
from corpus.readers.fields import language_code
from corpus.readers.repairs import repair

_DATE_METAS = (  # Open Graph, schema.org, Dublin Core, Google Scholar, Parse.ly
    "article:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "dc.date.created",
    "citation_publication_date",
    "citation_date",
    "parsely-pub-date",
    "sailthru.date",
    "og:published_time",
    "article.published",
    "publication_date",
    "publication-date",
    "publish-date",
    "publishdate",
    "pubdate",
    "publish_date",
    "date",
)
_AUTHOR_METAS = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "parsely-author",
)
_LANGUAGE_METAS = ("content-language", "dc.language", "og:locale")
_MODIFIED_METAS = (
    "article:modified_time",
    "og:updated_time",
    "last-modified",
    "datemodified",
    "dcterms.modified",
)
_PUBLISHER_METAS = (
    "og:site_name",
    "publisher",
    "dc.publisher",
    "dcterms.publisher",
    "citation_publisher",
    "citation_journal_title",
    "application-name",
    "apple-mobile-web-app-title",
)
_BESIDE_TITLE = re.compile(r"\s+(?:[|»·–—-]|::|//)\s+")
_MOST_WORDS_OF_A_SITE = 6
_ARTICLE_TYPES = ("Article", "Posting", "Report", "WebPage")  # the ends of schema.org's types of texts
_DATE_IN_ADDRESS = re.compile(r"/(\d{4})/(\d{1,2})/(\d{1,2})(?:/|$)")
_Item = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStatements:
    """What a page states about itself, None where it does not."""

    published: DateSpan | None
    modified: DateSpan | None
    publisher: str | None
    author: str | None
    url: str | None
    headline: str | None
    title: str | None  # of Open Graph, else of the window; often with the site's name
    language: str | None
    site: tuple[str, ...]  # the parts of the window's title that are not the headline


def read_statements(tree: HtmlElement) -> PageStatements:
    """Read a page's own statements; where they differ, structured data comes first."""
    items = list(_items(tree))
    articles = [item for item in items if _is_article(item)]
    metas = _metas(tree)
    url = _url(tree, metas, articles)
    title = metas.get("og:title") or _text(tree.findtext(".//title"))
    return PageStatements(
        published=_published(tree, metas, articles, url),
        modified=_modified(metas, articles),
        author=_author(articles, items) or _named(_first(metas, _AUTHOR_METAS)),
        publisher=_publisher(articles, items) or _first(metas, _PUBLISHER_METAS),
        url=url,
        headline=(headline := _headline(tree, articles, title)),
        site=tuple(_site_names(_text(tree.findtext(".//title")) or "", headline)),
        title=title,
        language=_language(tree, metas, articles),
    )


def _items(tree: HtmlElement) -> Iterator[_Item]:
    """The objects of the page's JSON-LD, those of an @graph one by one."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            waiting = deque([json.loads(script.text or "", strict=False)])
        except (ValueError, RecursionError):
            continue
        while waiting:
            found = waiting.popleft()
            if isinstance(found, list):
                waiting.extendleft(reversed(found))
            elif isinstance(found, dict):
                yield found
                waiting += [found.get("@graph"), found.get("mainEntity")]


def _is_article(item: _Item) -> bool:
    types = item.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and name.endswith(_ARTICLE_TYPES) for name in names)


def _metas(tree: HtmlElement) -> dict[str, str]:
    """The page's meta elements by name in lower case, the first of each."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (
            meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        )
        content = _text(meta.get("content"))
        if content:
            metas.setdefault(name.strip().lower(), content)
    return metas


def _published(
    tree: HtmlElement, metas: dict[str, str], articles: list[_Item], url: str | None
) -> DateSpan | None:
    spans = _date_statements(tree, metas, articles, url)
    return next((span for span in spans if span is not None), None)


def _date_statements(
    tree: HtmlElement, metas: dict[str, str], articles: list[_Item], url: str | None
) -> Iterator[DateSpan | None]:
    yield _only(_date(_text(item.get("datePublished")), "JSON-LD datePublished") for item in articles)
    for name in _DATE_METAS:
        yield _date(metas.get(name), f"meta {name}")
    yield _only(_element_date(element, "itemprop datePublished") for element in _marked_published(tree))
    yield _only(_element_date(time, "time element") for time in tree.iter("time"))
    yield _date_in_address(url)


def _marked_published(tree: HtmlElement) -> Iterator[HtmlElement]:
    """What microdata, microformats and HTML's draft mark as the date of publication."""
    marks = ("@itemprop='datePublished'", "self::time[@pubdate]", "contains(@class, 'dt-published')")
    yield from tree.xpath(f"//body//*[{' or '.join(marks)}]")


def _element_date(element: HtmlElement, basis: str) -> DateSpan | None:
    written = element.get("datetime") or element.get("content") or element.text_content()
    return _date(written, basis)


def _modified(metas: dict[str, str], articles: list[_Item]) -> DateSpan | None:
    """When the page was last changed, which is no date of publication."""
    stated = [_text(item.get("dateModified")) for item in articles]
    dates = (_date(written, "modified") for written in (*stated, *map(metas.get, _MODIFIED_METAS)))
    return next((span for span in dates if span is not None), None)


def _only(spans: Iterator[DateSpan | None]) -> DateSpan | None:
    """The one date that is stated; of several, nothing says which is the page's."""
    different = {span for span in spans if span is not None}
    return different.pop() if len(different) == 1 else None


def _date(written: str | None, basis: str) -> DateSpan | None:
    if not written:
        return None
    return parse_iso_date(written.strip(), basis) or parse_written_date(written, basis)


def _date_in_address(url: str | None) -> DateSpan | None:
    match = _DATE_IN_ADDRESS.search(url or "")
    if match is None:
        return None
    try:
        return day_span(date(int(match[1]), int(match[2]), int(match[3])), "date in the page's address")
    except ValueError:
        return None


def _publisher(articles: list[_Item], items: list[_Item]) -> str | None:
    return next((names[0] for item in articles if (names := _names(item.get("publisher"), items))), None)


def _author(articles: list[_Item], items: list[_Item]) -> str | None:
    for article in articles:
        if names := [name for name in _names(article.get("author"), items) if _named(name)]:
            return ", ".join(dict.fromkeys(names))
    return None


def _names(value: object, items: list[_Item]) -> list[str]:
    """The names of people or organisations, each a text, an object with a name or a reference to one."""
    by_id = {identity: item for item in items if isinstance(identity := item.get("@id"), str)}
    found = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            one = one.get("name") or by_id.get(str(one.get("@id")), {}).get("name")  # noqa: PLW2901 - its name
        found += [name] if (name := _text(one)) else []
    return found


def _named(author: str | None) -> str | None:
    """An author's name; some pages give the address of a profile."""
    return None if author is None or host_of(author) or author.startswith(("@", "/")) else author


def _url(tree: HtmlElement, metas: dict[str, str], articles: list[_Item]) -> str | None:
    """The page's canonical address, if it states a whole one."""
    links = (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    stated = (*links, metas.get("og:url"), *(_text(item.get("url")) for item in articles))
    return next((url.strip() for url in stated if url and host_of(url.strip())), None)


def _headline(tree: HtmlElement, articles: list[_Item], title: str | None) -> str | None:
    """The structured data's headline, else the longest <h1> that the page's title repeats."""
    stated = next((text for item in articles if (text := _text(item.get("headline")))), None)
    shown = [text for heading in tree.iter("h1") if (text := _text(heading.text_content()))]
    repeated = [text for text in shown if title and text in title]
    return stated or _below_site(tree, title or "") or max(repeated, key=len, default=None)


def _below_site(tree: HtmlElement, title: str) -> str | None:
    """The headline in "Site: Headline", "Headline | Site", "Site » Headline", the site's name an <h1>."""
    sites = {_text(one.text_content()) for one in tree.iter("h1")}
    headings = {_text(one.text_content()) for one in tree.iter("h2", "h3", "h4")}
    parts = _BESIDE_TITLE.split(title)
    orders = (title.split(": ", 1), parts[::-1], parts if "\u00bb" in title else ())
    pairs = ((parts[0], parts[-1]) for parts in orders if len(parts) > 1)
    return next((text for site, text in pairs if site in sites and text in headings - sites), None)


def _site_names(window: str, headline: str | None) -> Iterator[str]:
    """What a window's title says beside the headline: the last part first, which is most often the site."""
    parts = _BESIDE_TITLE.split(window)
    if headline and window.endswith(f": {headline}"):
        parts = [headline, window.removesuffix(f": {headline}")]
    if len(parts) > 1:
        for part in (parts[-1], *parts[:-1]):
            if part != headline and len(part.split()) <= _MOST_WORDS_OF_A_SITE:
                yield part


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _language(tree: HtmlElement, metas: dict[str, str], articles: list[_Item]) -> str | None:
    stated = (
        tree.get("lang"),
        tree.get("xml:lang"),
        *(_text(item.get("inLanguage")) for item in articles),
        *map(metas.get, _LANGUAGE_METAS),
    )
    return next((code for text in stated if text and (code := language_code(text.strip()))), None)


def _text(value: object) -> str | None:
    """A value as one line, or None where it is no text or empty."""
    return " ".join(repair(value).split()) or None if isinstance(value, str) else None
