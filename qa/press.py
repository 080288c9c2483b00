"""The press of a country as what a question wants to hear from: "according to Turkish media".

It is read only where the question has it tell: behind "according to" or "reported by", before a verb of
telling, at the head of the question. Elsewhere the press is what is asked about ("attacks on Turkish
newspapers", "Russian media law") and is not taken for a source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from qa.press_names import NamedPress, find_press

_ABOUT = r"(?:about|on|of|regarding|concerning|over|to)"
_ADVERB = r"(?:(?:not|ever|also|actually|then|first|later|initially|mostly|largely|have\s+to|had\s+to)\s+)*"
# Telling, in the forms behind "did", "has" and "was", and alone; what only tells is no word to search for.
_TELL = r"(?:say|write|report|tell|claim|comment|cover|think|make\s+of|have\s+to\s+say)"
_TOLD = r"(?:said|written|reported|told|claimed|commented|covered|thought|made\s+of)"
_TELLING = r"(?:saying|writing|reporting|telling|claiming|covering|commenting|making\s+of)"
_TELLS = r"(?:said|wrote|reported|claimed|commented|says?|writes?|reports?|claims?)"
# Telling what is thought of it; the word stays for the search.
_JUDGE = (
    r"(?:describe|call|allege|speculate|suggest|argue|warn|predict|note|criticise|criticize|condemn|praise|blame|"
    r"mock|attribute|interpret|explain|assess|depict|portray)"
)
_JUDGED = r"(?:described|alleged|speculated|suggested|argued|warned|predicted|noted)"
_SEE = r"(?:react|respond|see|view|treat|present|judge|receive|greet)"
_SEEN = (
    r"(?:reported|described|covered|portrayed|depicted|presented|seen|viewed|received|treated|discussed|judged|"
    r"interpreted|explained|perceived|assessed)"
)
_ISSUE = r"(?:publish|print|carry|broadcast|air|run)"
_NEWS = (
    r"(?:reports?|reporting|coverage|articles?|stories|story|commentary|commentaries|editorials?|headlines?|accounts?|"
    r"dispatch(?:es)?|news)"
)
_OPINION = r"(?:reactions?|views?|opinions?|verdicts?|comments?)"

# What may stand behind a source: nothing, a stop, or a word that begins something else. A noun makes it
# part of another name: "the Russian press secretary", "a Chinese media company".
_ENDS = re.compile(
    r"\s*(?:$|[?!.,;:)\"\u201d\u2013\u2014])|\s+(?:-\s|\d|(?:what|who|whom|whose|when|where|which|why|how|did|do|does|was|"
    r"were|is|are|has|have|had|will|would|can|could|should|in|on|at|of|for|from|by|with|about|after|before|during|since|"
    r"until|between|as|to|over|against|and|or|but|that|if|while|the|a|an|this|these|there|he|she|it|they|his|her|its|"
    r"their|regarding|concerning)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """What stands before and behind the press that is asked, and which of it is no word to search for."""

    before: re.Pattern[str]
    behind: re.Pattern[str]
    drops_before: bool = True
    drops_behind: bool = False


def _frame(before: str, behind: str, **dropped: bool) -> _Frame:
    return _Frame(
        before=re.compile(rf"(?:{before})$", re.IGNORECASE),
        behind=re.compile(behind, re.IGNORECASE),
        **dropped,
    )


_FREE = _ENDS.pattern  # behind the press
_OPENS = r"^\W*|[,:;]\s*"
_FRAMES = (
    _frame(
        rf"(?:\b(?:according\s+to|as\s+per|citing|quoting)|(?:^\W*|,\s*)per)\s+(?:(?:the\s+)?{_NEWS}\s+(?:by|in|of|from)\s+)?",
        rf"\s+{_NEWS}\b(?={_FREE})|(?={_FREE})",
        drops_behind=True,
    ),
    _frame(rf"\b(?:as\s+)?(?:{_TOLD}|{_SEEN}|{_JUDGED}|quoted|mentioned)\s+(?:by|in)\s+", rf"(?={_FREE})"),
    _frame(
        rf"(?<!\bover\s)(?<!\babout\s)(?<!\bfor\s)(?<!\bagainst\s)(?<!\bof\s)\b{_NEWS}\s+(?:by|in|from)\s+",
        rf"(?={_FREE})",
    ),
    _frame(rf"\b{_OPINION}\s+(?:of|in|from|by)\s+", rf"(?={_FREE})", drops_before=False),
    _frame(r"\b(?:learn|know|known|hear|heard|read|find|found)\s+(?:from|in)\s+", rf"(?={_FREE})"),
    _frame(r"\b(?:did|does|do)\s+", rf"\s+{_ADVERB}{_TELL}\b", drops_behind=True),
    _frame(r"\b(?:did|does|do)\s+", rf"\s+{_ADVERB}{_JUDGE}\b"),
    _frame(r"\bhow\s+(?:did|does|do)\s+", rf"\s+{_ADVERB}{_SEE}\b"),
    _frame(r"\bwhat\s+(?:did|does|do)\s+", rf"\s+{_ADVERB}{_ISSUE}(?=.*\s{_ABOUT}\s)", drops_behind=True),
    _frame(r"\b(?:has|have|had)\s+", rf"\s+{_ADVERB}(?:been\s+{_TELLING}|{_TOLD})\b", drops_behind=True),
    _frame(r"\b(?:is|are|was|were)\s+", rf"\s+{_ADVERB}{_TELLING}\b", drops_behind=True),
    _frame(
        rf"{_OPENS}|\b(?:that|as|if|whether|when|where|how|why)\s+",
        rf"\s+{_ADVERB}(?:{_TELLS}|{_JUDGED})\b(?!\s+(?:by|to)\b)",
        drops_before=False,
        drops_behind=True,
    ),
    _frame(
        r"\bwhat\s+",
        rf"\s+{_ADVERB}{_TELLS}(?=\s+(?:\w+\s+)?{_ABOUT}\s)",
        drops_before=False,
        drops_behind=True,
    ),
    _frame(
        r"^\W*",
        r"\s*:|\s+(?:on(?!\s+(?:strike|trial|sale|alert|fire|hold|the\s+(?:defensive|brink|run|rise)))|about(?!\s+to\b)|"
        r"regarding|concerning)\s",
        drops_behind=True,
    ),
    _frame(
        r"^\W*(?:in|from)\s+",
        r"\s*[,:]|\s+(?=(?:what|how|who|when|where|why|which|did|was|were)\b)",
        drops_behind=True,
    ),
    _frame(
        r"^\W*what\s+(?:is|was|were|stood|stands|appeared|has\s+been)\s+in\s+",
        r"\s+(?:about|on|regarding|concerning)\s|\s*\?|\s*$",
        drops_behind=True,
    ),
    _frame(
        r"^\W*(?:coverage|reporting|articles|editorials|headlines|commentary)\s+(?:of|on|about)\s.*\b(?:in|by|from)\s+",
        rf"(?={_FREE})",
        drops_before=False,
    ),
    _frame(rf"^\W*how\s.*\b{_SEEN}\s+(?:by|in)\s+", rf"(?={_FREE})", drops_before=False),
    _frame(
        r"^\W*(?:(?:what|how)\s+(?:is|was|were|are)\s+|(?:show|find|give|list)\s+(?:me\s+)?|"
        r"(?:summari[sz]e|describe)\s+|any\s+)?",
        rf"(?:['\u2019]s?)?(?:\s+(?:{_NEWS}|{_OPINION}|review)|(?<=\sreports))\s+{_ABOUT}\s",
        drops_before=False,
        drops_behind=True,
    ),
)


# Where a passage, not a question, tells what the press says.
_TOLD_FRAMES = (
    *_FRAMES[:2],
    _frame(
        r"(?:^|[.,;:\u2013\u2014]\s+|\b(?:that|as|but|and|while|where)\s+)",
        rf"\s+{_ADVERB}(?:{_TELLS}|{_JUDGED}|(?:allege|announce|quote)[sd]?|(?:add|confirm|show|warn|suggest)(?:s|ed)?)\b"
        r"(?!\s+by\b)",
    ),
)


def tells_of_press(text: str, country: str) -> bool:
    """Whether a text tells what the press of a country says: "according to Syrian state media"."""
    return any(
        country in named.countries
        and any(
            frame.before.search(text[: named.start]) and frame.behind.match(text, named.end)
            for frame in _TOLD_FRAMES
        )
        for named in find_press(text)
    )


def read_press(text: str) -> NamedPress | None:
    """The press of a country that a question asks, with the words of asking it; None where it asks none."""
    for named in find_press(text):
        head = text[: named.start]
        for frame in _FRAMES:
            before, behind = frame.before.search(head), frame.behind.match(text, named.end)
            if before and behind:
                return replace(
                    named,
                    start=before.start() if frame.drops_before else named.start,
                    end=behind.end() if frame.drops_behind else named.end,
                )
    return None
