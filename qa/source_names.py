"""The publishers that a question names, by the archive's own table of sources.

"According to X", "X reported" and "X: ..." name a publisher; the same name elsewhere ("UN", "Israel",
"Time") may be what the question is about, and is not taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.filters import name_key
from corpus.publishers import source_key
from qa.question_words import QUESTION_WORDS

_LONGEST_NAME = 6  # words; longer names of publishers are looked up by their first six
_WORD = re.compile(r"[^\s,;:?!()\"\u201c\u201d]+")
_CUE_BEFORE = re.compile(
    r"\b(?:according\s+to|as\s+per|(?:as\s+)?(?:reported|told|described|covered|published|quoted|stated|written|printed|"
    r"carried)\s+(?:by|in|on)|(?:reports?|reporting|article|articles|story|stories|coverage|dispatch(?:es)?|piece)\s+"
    r"(?:by|in)|(?:per|via|citing|quoting)|did|does|has|leaked\s+to|told\s+to)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# What newspapers are called: "in the Moscow Times" names one, "in Moscow" a place.
PRESS = frozenset(
    """
    times post journal gazette herald news tribune guardian telegraph chronicle mail dispatch courier ledger
    observer independent star sun standard mirror express press globe review daily weekly examiner inquirer
    """.split()
)
_IN_BEFORE = re.compile(r"\b(?:in|from)\s+(?:the\s+)?$", re.IGNORECASE)
_WEAK_BEFORE = re.compile(r"\b(?:did|does|has|leaked\s+to|told\s+to)\s+(?:the\s+)?$", re.IGNORECASE)
_CUE_BEHIND = re.compile(
    r"(?:['\u2019]s)?\s+(?:report|reports|reported|reporting|reporters?|correspondents?|journalists?|wrote|write|writes|"
    r"publish|published|print|printed|article|articles|coverage|story|stories|dispatch|broadcast)\b",
    re.IGNORECASE,
)
_SAYS = re.compile(r"\s+(?:say|report|write|claim|print|publish)\b", re.IGNORECASE)
_AT_THE_HEAD = re.compile(r"\s*:|\s+on\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSource:
    """A publisher that a question names, by its key in the archive, and the words that name it."""

    key: str
    start: int
    end: int


def read_source(text: str, n_passages_by_key: Mapping[str, int]) -> NamedSource | None:
    """The publisher that a question names, the longest name where several could be read."""
    words = list(_WORD.finditer(text))
    best: NamedSource | None = None
    for first, word in enumerate(words):
        for last in range(min(first + _LONGEST_NAME, len(words)), first, -1):
            found = _source_at(text, word.start(), words[last - 1].end(), n_passages_by_key)
            if found and (best is None or found.end - found.start > best.end - best.start):
                best = found
    return best


def _source_at(text: str, start: int, end: int, known: Mapping[str, int]) -> NamedSource | None:
    name = re.sub(r"['\u2019]s$|[.]$", "", text[start:end])
    key = name_key(name)
    if key not in known:
        key = source_key(name)  # another of a publisher's names: "the London Times"
    if key not in known or not any(letter.isalpha() for letter in key):
        return None
    end = start + len(name)
    before = _CUE_BEFORE.search(text, 0, start) or (
        _IN_BEFORE.search(text, 0, start) if _is_press(name) else None
    )
    behind = _CUE_BEHIND.match(text, end)
    is_head = not text[:start].strip() and _AT_THE_HEAD.match(text, end)
    is_weak = not before or _WEAK_BEFORE.search(text, 0, start)
    if is_weak and not name[0].isupper() and not name.isupper():
        return None  # "who reported", "did people report"
    if name.lower() in QUESTION_WORDS and not name.isupper():
        return None
    if before and _WEAK_BEFORE.search(text, 0, start) and not (behind or _SAYS.match(text, end)):
        before = None
    if not (before or behind or is_head):
        return None
    if is_head:
        return NamedSource(key=key, start=start, end=is_head.end())
    verb = _SAYS.match(text, end) if before else None
    return NamedSource(key=key, start=before.start() if before else start, end=verb.end() if verb else end)


def _is_press(name: str) -> bool:
    """Whether a name of several words ends as newspapers' names do, each word of it with a capital."""
    words = name.split()
    return len(words) > 1 and words[-1].lower() in PRESS and all(word[0].isupper() for word in words)
