"""Publishers that a text names at its end: "... on Monday. (BBC)", "(AP via Houston Chronicle) (CNN)"."""

from __future__ import annotations

import re

from corpus.publishers import PublisherKind, publisher_table, source_keys

_ENDS_SENTENCE = re.compile(r"[.!?\u2026\u3002][\"'\u201d\u2019\u00bb)\]]*$")
_CLOSING_QUOTES = ('"', "\u201d", "\u00bb")
_QUOTED = re.compile(r"^[\"\u201c](.+)[\"\u201d]$")
_DOMAIN = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}\.?", re.IGNORECASE)
_NO_PUBLISHER = re.compile(  # what writers put in parentheses after a sentence that is no name
    r"(?:see|cf\.?|note|n\.?b\.?|update[ds]?|correction|(?:dead )?link|compiled|reporting"
    r"|additional reporting|editing|writing"
    r"|with (?:reporting|files)|translat\w+|fig(?:ure)?\.?|table|pp?\.\s*\d|chapter|section|video|audio"
    r"|pictured?)\b.*"
    r"|(?:applause|laughter|laughs|cheers|crosstalk|inaudible|pause|silence|music|continued|more|ends?"
    r"|sic|emphasis added|live|pdf)\.?"
    r"|abstract\b.*|\w|in (?:[A-Z]\w+)|(?-i:[Bb]y|[Aa]bout|from|for|and|or|but|as|at|on|also|including"
    r"|with|who|which|that|this|these|he|she|it|they|we)\b.*"
    r"|.*\b(?:1[6-9]|20)\d\d\s*[\u2013-].*|(?:1[6-9]|20)\d\d",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"\b(?:getty|photos?|photograph(?:s|er)?|images?)\b", re.IGNORECASE)
NEWS_WORD = re.compile(
    r"\b(?:news|times|post|herald|tribune|radio|tv|television|daily|press|agency|journal|gazette|star|sun"
    r"|observer|chronicle|standard"
    r"|mail|today|online|broadcasting|magazine|review|report|weekly|mirror|express|telegraph|independent"
    r"|inquirer|examiner|courier"
    r"|dispatch|globe|voice|guardian|channel|media|bulletin|wire|zeitung|nachrichten|presse|journal"
    r"|diario)\b",
    re.IGNORECASE,
)
_YEARS = re.compile(r".*\b(?:1[6-9]|20)\d\d\b(?:\s*[\u2013-].*)?")
_MOST_WORDS = (
    8  # the longest name in the even rows of as-printed.jsonl has 8 ("AP via U.S. News and World Report")
)
_MOST_LOWER = 3
_N_WORDS_OF_A_SENTENCE = 10  # so many without a full stop are one that lacks it; titles have up to 8


def read_trailing_publishers(text: str) -> tuple[str, tuple[str, ...]]:
    """Split the parentheses that name publishers off the end of a text.

    A name counts after a sentence's end; elsewhere only where it is known, looks like a news outlet's,
    or stands with another. Years, remarks, party letters, and abbreviations of what stands before them
    are no publishers. A comma between two parentheses ends the list: what stands before is text.

    Returns:
        The text without them, and the names as written, in order; a name may occur twice.
    """
    groups: list[tuple[int, str]] = []
    end = len(text.rstrip())
    while (start := _opening(text, end)) is not None:
        name = _QUOTED.sub(r"\1", text[start + 1 : end - 1].strip())
        if not (_may_name(name) or (groups and _may_stand_in_list(name))):
            break
        groups.insert(0, (start, name))
        end = len(text[:start].rstrip())
    while groups and not _is_in_place(text[: groups[0][0]].rstrip(), [name for _, name in groups]):
        groups.pop(0)
    if not groups:
        return text, ()
    return text[: groups[0][0]].rstrip(), tuple(name for _, name in groups)


def _opening(text: str, end: int) -> int | None:
    """Where the parenthesis that closes right before `end` opens, none standing in it."""
    start = text.rfind("(", 0, end)
    is_flat = start > 0 and text.find(")", start, end) == end - 1
    return start if is_flat else None


def _may_name(inside: str) -> bool:
    """Whether what stands in parentheses has the shape of a publisher's name."""
    words = inside.split()
    if (
        not words
        or _CREDIT.search(inside)
        or "," in words[0][:-1]
        or len(words) > _MOST_WORDS
        or not any(character.isalpha() for character in inside)
    ):
        return False
    if _is_known(inside) or _DOMAIN.fullmatch(inside):
        return True
    n_lower = sum(word[0].islower() for word in words)
    is_news = n_lower == 1 and NEWS_WORD.search(inside) is not None
    is_clause = n_lower > _MOST_LOWER or (words[0][0].islower() and len(words) > _MOST_LOWER and not is_news)
    ends = inside.endswith((".", "?", ",", ";", ":")) and n_lower > 0
    is_measure = inside[0].isdigit() and n_lower > 0
    return not (is_clause or is_measure or ends or _NO_PUBLISHER.fullmatch(inside) or "\n" in inside)


def _may_stand_in_list(inside: str) -> bool:
    """Whether it may be the name of a page where a publisher's parenthesis stands right behind it."""
    is_year = _YEARS.fullmatch(inside) is not None
    return 0 < len(inside.split()) <= _MOST_WORDS + 1 and not is_year and "\n" not in inside


def _is_known(name: str) -> bool:
    """Whether it is in the name table, whole, or a part of it, or without the place behind a comma."""
    table = publisher_table()
    names = (name, name.partition(",")[0], *name.split(" and "), *source_keys(name)[1:])
    return any(table.of_name(part) is not None for part in names)


def _is_in_place(before: str, names: list[str]) -> bool:
    """Whether the names stand where a text names its publishers, after what stands before them."""
    if not any(character.isalnum() for character in before) or _abbreviates(before, names[0]):
        return False
    if _ENDS_SENTENCE.search(before) or before.endswith((",", ";", "-", *_CLOSING_QUOTES)):
        return True
    is_name = not names[0].isupper() or _is_known(names[0])
    is_sentence = is_name and len(before.split()) >= _N_WORDS_OF_A_SENTENCE
    return is_sentence or len(names) > 1 or any(_is_news(name) for name in names)


def _is_news(name: str) -> bool:
    table = publisher_table()
    keys = (name.partition(",")[0], *source_keys(name))
    known = [found for key in keys if (found := table.of_name(key))]
    if known:
        return any(publisher.kind is not PublisherKind.INSTITUTION for publisher in known)
    return NEWS_WORD.search(name) is not None or _DOMAIN.fullmatch(name) is not None


def _abbreviates(before: str, name: str) -> bool:
    """Whether a name in capitals is the initials of the words right before it."""
    letters = [character for character in name if character.isalpha()]
    if _ENDS_SENTENCE.search(before) or len(letters) < 2 or not name.replace(".", "").isupper():  # noqa: PLR2004 - initials
        return False
    words = [word for word in re.findall(r"[\w']+", before)[-len(letters) - 4 :] if word[0].isupper()]
    return "".join(word[0] for word in words).endswith("".join(letters))
