"""What kind of answer a question wants: a date, a number, a person, a course of events, words said."""

from __future__ import annotations

import re
from enum import StrEnum


class QuestionKind(StrEnum):
    """The shape of the answer that is wanted."""

    WHO = "who"
    WHAT = "what"
    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how many"
    WHY = "why"
    TIMELINE = "timeline"
    STATEMENT = "statement"
    GENERAL = "general"


_SAYING = (
    r"(?:say|said|says|saying|tell|told|state|stated|declare|declared|claim|claimed|announce|announced|warn|"
    r"warned|remark|remarked|comment|commented|argue|argued|insist|insisted|suggest|suggested|reply|replied|"
    r"respond|responded|react|reacted|promise|promised|demand|demanded|accuse|accused|think|thought|describe|"
    r"described|explain|explained|admit|admitted|deny|denied|call|called|caution|cautioned)"
)
# In order: the first that matches tells the kind.
_CUES: tuple[tuple[QuestionKind, str], ...] = (
    (
        QuestionKind.TIMELINE,
        r"\b(?:time-?\s?line|chronology|chronicle|chronological(?:ly)?|step\s+by\s+step|sequence\s+of\s+events|"
        r"course\s+of(?=\s+(?:the\s+)?(?!\d)\w+(?!\s+\d))|trace\b|history\s+of|evolution\s+of|stages?\s+of)|"
        r"\bhow\s+did\b.*\b(?:unfold|develop|evolve|go\s+on|progress|proceed|play\s+out|come\s+about)\b|"
        r"\bwhat\s+happened\b.*\b(?:between|from)\b.*\b(?:and|to|until)\b|\bover\s+the\s+(?:years|months)\b",
    ),
    (
        QuestionKind.WHEN,
        r"\b(?:since\s+|until\s+|by\s+|from\s+)?when\s+(?:was|were|did|do|does|is|are|will|has|have|had|exactly|can)\b|"
        r"\b(?:what|which)\s+(?:was\s+the\s+|is\s+the\s+)?(?:exact\s+)?(?:date|day|year|month|time|century|decade)\b|"
        r"^when\b|^date\s+of\b|\bdate\s*\?*$",
    ),
    (
        QuestionKind.HOW_MANY,
        r"\bhow\s+(?:many|much|long|big|large|high|far|fast|old|tall|deep|heavy|strong|wide|often|large|narrow|low|close)\b|"
        r"\b(?:number|amount|percentage|share|size|total|count)\s+of\b|\b(?:death\s+)?toll\b|"
        r"\b(?:body|head|death)\s+counts?\b|\b(?:casualty|fatality)\s+(?:figures?|numbers?|counts?)\b|"
        r"\bwhat\s+number\b|"
        r"\bwhat\s+(?:was\s+the\s+|is\s+the\s+)?(?:score|tally|margin|price|cost|magnitude|number|amount|percentage|result|vote)\b|"
        r"\bby\s+(?:what|how)\b.*\b(?:score|margin|much|many)\b|\bamount\b",
    ),
    (
        QuestionKind.WHY,
        r"\bwhy\b|\bwhat\s+(?:was\s+the\s+)?(?:caused?|reasons?|led\s+to)\b|\bfor\s+what\s+reason\b|"
        r"\bhow\s+come\b",
    ),
    (
        QuestionKind.STATEMENT,
        rf"\bwhat\s+(?:did|does|do|has|have|had|was|were|is)\b.*\b{_SAYING}\b|\bwhat\b.*\b(?:opinion|view|views|position|"
        rf"reaction|response|remark|remarks|comments?|statement|words|warning)\b|\b(?:quotes?|statements?|remarks)\s+(?:by|from|of)\b|"
        rf"\bhow\s+did\b.*\b(?:respond|react|reply|describe|explain|justify|comment)\b|\bwho\s+said\b",
    ),
    (
        QuestionKind.WHERE,
        r"\bwhere\b|\b(?:in|to|at|from)?\s*(?:which|what)\s+"
        r"(?:country|city|town|place|region|state|province|village|airport)\b",
    ),
    (
        QuestionKind.WHO,
        r"^(?:(?!\b(?:what|which)\b).)*\b(?:who|whom|whose)\b|"
        r"\bwhich\s+(?:man|woman|person|people|politician|minister|"
        r"president|leader|player|team|company|actor)\b",
    ),
    (QuestionKind.GENERAL, r"\bwhat(?:ever)?\s+(?:has\s+|have\s+)?(?:happened|happens|took\s+place)\b"),
    (QuestionKind.WHAT, r"\b(?:what|which)\b"),
)
_PATTERNS = tuple((kind, re.compile(cues, re.IGNORECASE)) for kind, cues in _CUES)


def read_kind(text: str) -> QuestionKind:
    """The kind of a question, by its words; of several the first in the order of asking precisely."""
    return next((kind for kind, pattern in _PATTERNS if pattern.search(text)), QuestionKind.GENERAL)
