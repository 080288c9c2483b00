"""What of a question's words to search for: without the words of asking, its names and numbers apart."""

from __future__ import annotations

import re

# Phrases that ask and say nothing of what is asked about. Single words of asking ("what", "who",
# "did") are stopwords of the full-text index.
_FURNITURE = re.compile(
    r"^\W*(?:(?:please|hi|hello|hey|ok|okay|so|and|well)\b\W*)*"
    r"(?:(?:can|could|would|will)\s+you\s+(?:please\s+)?)?"
    r"(?:(?:tell|show|give|remind|inform)\s+(?:me|us)\s+(?:of\s+|about\s+|on\s+|again\s+)?|"
    r"(?:i\s+(?:want|would\s+like|need|am\s+interested|would\s+be\s+interested|wonder|wish)|i'd\s+like)\s+"
    r"(?:to\s+(?:know|learn|find\s+out|receive|have|read|hear|see)\s*)?(?:in\s+|about\s+)?|"
    r"do\s+you\s+know\s+(?:about\s+)?|(?:any|is\s+there\s+any)\s+(?:news|information|reports?)\s+(?:on|of|about)\s+|"
    r"(?:find|list|search\s+for|look\s+up|describe|summari[sz]e|explain|trace)\s+(?:me\s+)?|"
    r"what\s+(?:is|are)\s+(?:known|the\s+news|reported)\s+(?:about|of|on)\s+|"
    r"what(?:ever)?\s+(?:has\s+|have\s+)?(?:happened|happens|occurred|took\s+place|went\s+on|became|becomes|become)"
    r"\s+(?:(?:to|with|of|in|at|on)\s+)?|what\s+(?:was|is)\s+(?:going\s+on|happening|the\s+news)\s+(?:(?:in|at|on|from|about)\s+)?)",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\b(?:(?:the\s+)?(?:(?:complete|full|whole|entire)\s+)?(?:course|chronology|timeline|time\s+line|chronicle|"
    r"sequence\s+of\s+events|stages|history)\s+of|step\s+by\s+step|in\s+chronological\s+order|"
    r"(?:on\s+)?(?:what|which)\s+(?:exact\s+)?(?:date|day|month|year)|how\s+(?:many|much|long|far|often|big|large|high|old)|"
    r"since\s+when|what\s+kind\s+of|what\s+sort\s+of|what\s+was\s+it\s+that|"
    r"what(?:ever)?\s+(?:happened|occurred|took\s+place)|for\s+what\s+reason|the\s+reasons?\s+for|"
    r"from\s+(?:start|beginning|first)\s+to\s+(?:finish|end|last))\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?<![\w'\u2019])[A-Z\u00c0-\u00de][\w'\u2019.-]*[\w](?:[\s]+(?:[A-Z\u00c0-\u00de][\w'\u2019.-]*\w))*|(?<!\w)[A-Z]{2,}(?!\w)"
)
_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*\d|(?<![\w.,-])\d(?![\w-])")
# What begins a question with a capital and is no name.
_HEADS = """
what when where which who whom whose why how did does do is are was were has have had can could will would
should the a an in on at of for to from by with and or but if any give tell trace describe list death since
according chronology i please until before after during
"""
QUESTION_WORDS = frozenset(_HEADS.split())


def without_furniture(text: str) -> str:
    """The question without phrases that only ask; as it is where nothing else is in it."""
    left = " ".join(_ASKING.sub(" ", _FURNITURE.sub(" ", text)).split())
    return left if re.search(r"\w\w", left) else text


def only_asks(text: str) -> bool:
    """Whether nothing but words of asking is in a question, as in "what happened"."""
    return not re.search(r"\w\w", _ASKING.sub(" ", _FURNITURE.sub(" ", text)))


def read_names(text: str) -> tuple[str, ...]:
    """The names in a question: capitalised words that are no words of asking; none if all is capitals."""
    if text.isupper():
        return ()
    found = []
    for match in _NAME.finditer(text):
        words = match.group().removesuffix("'s").removesuffix("\u2019s").split()
        while words and words[0].lower().rstrip(".,") in QUESTION_WORDS:
            words = words[1:]
        if words:
            found.append(" ".join(words))
    return tuple(dict.fromkeys(found))


def read_numbers(text: str) -> tuple[str, ...]:
    """The numbers in a question, as written."""
    return tuple(dict.fromkeys(match.group() for match in _NUMBER.finditer(text)))
