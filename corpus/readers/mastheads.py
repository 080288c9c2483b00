"""Who published a saved page, as far as its own lines say.

In order of strength: the masthead above the headline, most of all where the table knows it, a copyright
line names it, or the page says it twice; a line "Published by"; an agency in the dateline; publishers in
parentheses at the end; the holder of the copyright; a known publisher named among the page's furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.documents import Dropped, Source
from corpus.menu_words import MENU_WORDS, NETWORKS
from corpus.page_units import MENU, UnitKind, classify
from corpus.prose import holds_sentence
from corpus.publishers import Publisher, PublisherKind, host_of, publisher_of, publisher_table
from corpus.readers.headline import is_imprint
from corpus.readers.saved_dates import is_date_line
from corpus.trailing_publishers import NEWS_WORD, read_trailing_publishers

_BESIDE = re.compile(r"\s+[|¦•·]\s+|\s{2,}|\t|\s+--?\s+|\s+[–—]\s+")
_HOLDER = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:\d{4}(?:\s*[-–,]\s*\d{2,4})*,?)?\s*(?:by\s+)?"
    r"(?P<holder>[^.|©\d\s][^.|©]*?(?:,? (?:Inc|Ltd|Corp|Co)\.?)?)(?:\.(?:\s|$)|\s*\||,? all rights"
    r"|,?\s+\d{4}|$)",
    re.IGNORECASE,
)
_COMPANY = re.compile(r",? (?:inc|ltd|limited|corp|llc|plc|gmbh|co)\.?$", re.IGNORECASE)
_PUBLISHED_BY = re.compile(
    r"\b(?:published|produced"
    r"|issued) (?:every \w+ )?by (?:the )?(?P<name>[A-Z][\w.&'’ -]{2,60}?)(?: web ?site)?(?:\s+at\b|,"
    r"|\.?$|\.\s)"
)
_STATED = re.compile(
    r"(?:content )?(?:source|publisher|publication|newspaper|via)\s*:\s*(?P<name>[^\d|]{2,80})", re.IGNORECASE
)
_AGENCY = re.compile(r"[^()]{2,80}\((?P<name>[^()]{2,40})\)\s*(?:--?|[\u2013\u2014])\s")
_VIA = re.compile(
    r"[-\u2013\u2014(]\s*(?P<name>[A-Z][^,()]{2,60}),?\s+via\s+(?P<carrier>[A-Z][^,()]{2,60})\)?"
)
_FROM_AGENCY = re.compile(r".*\b(?:from|by|courtesy of)\s+(?P<name>[A-Z].*)")
_DOMAIN = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,7}", re.IGNORECASE)
_LABELLED = re.compile(r"[\w' ]{1,30}:\s")
_OF_THE_PAGE = re.compile(  # what pages call their own parts
    r"\b(?:links?|navigation|menu|search|skip|log(?:ged)?[ -]?(?:in|out)|sign in|subscribe|register"
    r"|(?:watch|listen) live|accessibility"
    r"|cookies?|rss|e-?edition|contact|cart|account|newsletters?|toggle|image|logo|banner|privacy"
    r"|advertis\w+|sponsors?)\b",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://\S+")
_FREQUENCY = re.compile(r"\s+\d+(?:[.,]\d+)?\s*(?:fm|am|mhz|khz)$")  # of a radio, which is seldom said
_PICTURE = re.compile(r"^\[[^\[\]]{1,20}\]\s*")  # "[logo] The Courier"
_NUMBER_OF_LINK = re.compile(r"\[\d{1,3}\]\s?(?=\S)")  # as browsers of text mark links: "[3]News"
_BUTTON_AT_END = re.compile(r"\s\[\s*\w{1,8}\s*\]$")  # of a form: "Search the site [ Go ]"
_FILE_OF_PICTURE = re.compile(r"[\w-]+\.(?:gif|jpe?g|png|bmp|svg)", re.IGNORECASE)
_SPEAKS = re.compile(r"\b(?:we|you)\b|[»\u203a\u2192@]", re.IGNORECASE)
_KICKER = 2  # a line of so few words is as well the name of a section
_MOST_WORDS = 7
_ENOUGH = 1.0
_N_PIECES_WITH_DATELINE = 3


def page_sources(
    lines: Sequence[str], *, headline: str, pieces: Sequence[str], dropped: Sequence[Dropped]
) -> tuple[Source, ...]:
    """The publishers of a page, none where nothing says.

    Args:
        lines: all filled lines of the page, furniture with them.
        headline: empty where there is none.
        pieces: the text's blocks in order.
        dropped: what was taken out as furniture.
    """
    url = next((line for line in lines if _URL.fullmatch(line)), None)
    names = next(filter(None, _statements(lines, headline, pieces, dropped)), ())
    if not names and url:
        names = tuple(filter(None, [publisher_of(url)]))
    return tuple(Source(name=name, url=url) for name in names)


def _statements(
    lines: Sequence[str], headline: str, pieces: Sequence[str], dropped: Sequence[Dropped]
) -> Iterator[tuple[str, ...]]:
    beside = [line for line in lines if line not in pieces or len(line.split()) <= _MOST_WORDS]
    yield tuple(_without_part(name, lines) for name in _first(_STATED.fullmatch(line) for line in beside))
    yield _agency_and_carrier(lines)
    yield _masthead(_outside_menus(_above(lines, headline), dropped), lines)
    yield _first(_PUBLISHED_BY.search(line) for line in beside)
    yield _dateline_agency(pieces)
    yield read_trailing_publishers(pieces[-1])[1] if pieces else ()
    yield _first_holder(lines)
    yield _named_beside([one.text for one in dropped])


def _first(matches: Iterator[re.Match[str] | None]) -> tuple[str, ...]:
    found = next((match for match in matches if match), None)
    return (found["name"].strip(" .,"),) if found else ()


def _without_part(name: str, lines: Sequence[str]) -> str:
    """Without what stands behind a comma, a department or a place, where the page says it without."""
    whole = name.partition(",")[0]
    n_said = sum(whole in line for line in lines)
    return whole if n_said > sum(name in line for line in lines) else name


def _agency_and_carrier(lines: Sequence[str]) -> tuple[str, ...]:
    """Both of a line such as "- Kyodo, via The Japan Times"."""
    found = next((match for line in lines if (match := _VIA.fullmatch(line))), None)
    return (found["name"].strip(), found["carrier"].strip(" .")) if found else ()


def _above(lines: Sequence[str], headline: str) -> Sequence[str]:
    end = next((i for i, line in enumerate(lines) if headline and headline.startswith(line.lstrip("# "))), 0)
    return lines[:end]


def _outside_menus(above: Sequence[str], dropped: Sequence[Dropped]) -> list[str]:
    """Without the lines of a menu that stands in lines, but its first, above which a masthead may stand."""
    parts = {one.text for one in dropped if one.reason == MENU and not _BESIDE.search(one.text)}
    return [line for i, line in enumerate(above) if not (i and line in parts and above[i - 1] in parts)]


def _masthead(above: Sequence[str], lines: Sequence[str]) -> tuple[str, ...]:
    holders = [holder.casefold() for holder in _holders(lines)]
    scored = [
        (_masthead_score(part, position, lines, holders), -position, part)
        for position, part in enumerate(_parts(above))
    ]
    best = max(scored, default=(0.0, 0, ""))
    if best[0] < _ENOUGH:
        return ()
    agency = _FROM_AGENCY.fullmatch(best[2])
    return (agency["name"] if agency and publisher_table().of_name(agency["name"]) else best[2],)


def _parts(above: Sequence[str]) -> Iterator[str]:
    """What stands above a headline and may be a name."""
    for line in (_PICTURE.sub("", _NUMBER_OF_LINK.sub("", line)) for line in above):
        is_known = publisher_table().of_name(line) is not None
        if not is_known and (
            line.count(",") > 1
            or _BUTTON_AT_END.search(line)
            or classify(line)[0] is UnitKind.FURNITURE
            or _LABELLED.match(line)
        ):
            continue
        parts = [line] if is_known else _BESIDE.split(line)
        yield from (part.strip(" #*[]") for part in parts if _may_be_masthead(part.strip(" #*[]")))


def _may_be_masthead(part: str) -> bool:
    words = part.lower().split()
    if publisher_table().of_name(part):
        return True
    if (
        part.count(",") > 1
        or "(" in part
        or _FILE_OF_PICTURE.fullmatch(part)
        or _OF_THE_PAGE.search(part)
        or _SPEAKS.search(part)
    ):
        return False
    return (
        0 < len(words) <= _MOST_WORDS
        and any(character.isalpha() for character in part)
        and not (part[0].islower() and not _DOMAIN.fullmatch(part))
        and not all(word.strip("&/,") in MENU_WORDS | {"", "and", "of", "the"} for word in words)
        and not (is_imprint(part) or is_date_line(part) or holds_sentence(part))
        and classify(part)[0] in (UnitKind.SHORT, UnitKind.SITE)
        and not part.endswith((":", ",", "!", "?"))
    )


def _masthead_score(part: str, position: int, lines: Sequence[str], holders: list[str]) -> float:
    folded = part.casefold()
    said = re.compile(rf"(?<!\w){re.escape(_FREQUENCY.sub('', folded))}(?!\w)")
    n_said = (
        sum(said.search(line.casefold()) is not None for line in lines) if len(part.split()) >= _KICKER else 1
    )
    score = 1 / (1 + position)
    score += 1.5 if n_said > 1 or _DOMAIN.fullmatch(part) else 0
    score += 2 if publisher_table().of_name(part) else 0
    score += 1 if NEWS_WORD.search(part) else 0
    score += 2 if any(folded in holder or holder in folded for holder in holders) else 0
    return score - (0.5 if len(part.split()) < _KICKER else 0) - (0.5 if any(map(str.isdigit, part)) else 0)


def window_site(parts: Sequence[str], lines: Sequence[str]) -> str | None:
    """Of what a window's title says beside the headline the likeliest name of the site."""
    holders = [holder.casefold() for holder in _holders(lines)]
    able = [part for part in parts if _may_be_masthead(part)]
    best = max(able, key=lambda part: _masthead_score(part, 1, lines, holders), default=None)
    return best and _whole_name(best, lines, holders)


def _whole_name(name: str, lines: Sequence[str], holders: Sequence[str]) -> str:
    """The longer name that the copyright has and that stands in a line of its own: "Friends of X" for "X"."""
    longer = [holder for holder in holders if name.casefold() in holder and name.casefold() != holder]
    return next((line for line in lines if line.casefold() in longer), name)


def _dateline_agency(pieces: Sequence[str]) -> tuple[str, ...]:
    for piece in pieces[:_N_PIECES_WITH_DATELINE]:
        match = _AGENCY.match(piece)
        known = publisher_table().of_name(match["name"]) if match else None
        if match and known and known.kind is not PublisherKind.INSTITUTION:
            return (match["name"].strip(),)
    return ()


def _holders(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        match = _HOLDER.search(line)
        if match and not holds_sentence(match["holder"]):
            yield _COMPANY.sub("", match["holder"].strip(" ,.-"))


def _first_holder(lines: Sequence[str]) -> tuple[str, ...]:
    return next(((holder,) for holder in _holders(lines) if len(holder.split()) <= _MOST_WORDS), ())


def _named_beside(furniture: Sequence[str]) -> tuple[str, ...]:
    """A news publisher of the table that the page's furniture names, parentheses aside."""
    for text in furniture:
        words = re.sub(r"\([^()]*\)", " ", text).split()
        for n in range(min(_MOST_WORDS, len(words)), 0, -1):
            for start in range(len(words) - n + 1):
                name = re.sub(r"['’]s$", "", " ".join(words[start : start + n]).strip(".,:;|-"))
                known = publisher_table().of_name(name) if name[:1].isupper() else None
                if known and _may_be_named(name, known):
                    return (known.name,)
    return ()


def _may_be_named(name: str, known: Publisher) -> bool:
    """Whether a name beside the text means a publisher: "Local", "Map" and "El tiempo" are parts of sites."""
    is_written = name in (known.name, *known.aliases) or "." in name or (" " in name and name.isupper())
    is_news = known.kind is not PublisherKind.INSTITUTION and name.lower() not in NETWORKS
    return is_news and is_written


def url_source(url: str) -> Source:
    """The source that a web address alone tells."""
    return Source(name=publisher_of(url) or host_of(url) or url, url=url)
