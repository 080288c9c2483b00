"""What tells that a sentence is of an earlier time than its document, though it does not say of which.

A sentence that somebody says something, that quotes, speaks of now or in the first person is news. What
is left and told in the past is of an earlier time where the sentences before it were ("In 2005 the
board turned on her. She was fired."), where it names such a time beside another event, and where its
words point back ("at the time", "when he was mayor") or tell of a life ("served as", "graduated").
The share of these that a reader of 840 news articles found right is in docs/quality.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from corpus import date_role_cues as cues
from corpus.english_verbs import IRREGULAR_PARTICIPLES, IRREGULAR_PAST

_PAST = rf"{'|'.join(IRREGULAR_PAST)}|(?:was|were|did|had)n['\u2019]t|\w{{2,}}ed"
_VERB = re.compile(
    rf"\b(?:(?P<earlier>once\s+(?:\w+ed|{'|'.join(IRREGULAR_PAST)})|formerly|had\s+(?:\w+ly\s+|also\s+|already\s+|long\s+)?"
    rf"(?:\w+ed|{'|'.join(IRREGULAR_PARTICIPLES)}))|"
    r"(?P<present>is|are|am|has|have|will|can|says|do|does|(?-i:may)|might|must|should|would|could|"
    r"appears|becomes|brings|calls|comes|faces|finds|gets|gives|goes|holds|includes|keeps|knows|leads|leaves|"
    r"makes|means|needs|offers|puts|remains|represents|runs|sees|seems|shows|stands|takes|wants|\w+['\u2019](?:re|ve|ll)|"
    rf"{cues.SPEAKS}|(?:it|that|there|here|he|she|who|what)['\u2019]s|(?:is|are|has|have|do|does|wo|ca|would|could)n['\u2019]t|cannot)|"
    rf"(?P<past>{_PAST}))(?!\w)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(  # its first verb is not the main one
    r"\b(?:who|which|that|whom|whose|where)\b", re.IGNORECASE
)
_CLAUSE = re.compile(  # nor are the verbs of a clause behind the main one
    r"\w\W+(?:after|since|when|as|because|while|before|if|although|though|until|how|why|whether|than)\b[^,;:\u2014]*$",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[,;:\u2014]")
_AFTER_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|be|been|being|has|have|had|having|get|gets|got)\s+(?:\w+ly\s+|not\s+|also\s+)?$",
    re.IGNORECASE,
)
_OF_NOW = re.compile(
    r"\b(?:I|we|you|me|us|my|our|your|recent|recently|now|currently|according|spoke|cited|found|showed|concluded|stressed|mentioned|pointed|emphasi[sz]ed|expressed|discussed|described|"
    r"exchanged|praised|welcomed|thanked|outlined|today)\b|"
    r"\b(?:has|have)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:at\s+the\s+time\b(?!\s+of\s+(?:writing|publication|this))|back\s+then\b|in\s+those\s+(?:days|years)\b|"
    r"when\s+(?:he|she|they|it)\s+(?:(?:was|were)\s+(?!\w+(?:ed|en|ing)\b|found\b|shot\b|hit\b)|became|served|ran|worked|took)\b|"
    r"(?:in|during|throughout)\s+(?:his|her|their|its)\s+(?:\w+\s+){0,2}(?:days|youth|years|childhood|twenties|"
    r"thirties|lifetime|time|tenure|terms?|presidency|administration|career)\b)|"
    r",\s+then\s+(?:an?|the|in)\b",
    re.IGNORECASE,
)
_EARLIER_WORD = re.compile(r"\b(?:had|once|formerly)\b", re.IGNORECASE)
_NAMED = re.compile(  # a nickname, a title: nothing that somebody says
    r"[\u201c\"](?:[\w'\u2019-]+\s){0,3}[\w'\u2019-]+[,.]?[\u201d\"]"
)
_OPENING_CLAUSE = re.compile(  # "By the time he came, she had left": the main verb is that behind the comma
    r"\W*(?:(?:but|and|even)\s+)?(?:when|while|after|before|as|if|although|though|because|since|once|until|"
    r"by\s+the\s+time)\b[^,;:\u2014]*$",
    re.IGNORECASE,
)
_LATER = re.compile(r"\b(?:[Hh]e|[Ss]he|[A-Z]\w+)\s+later\s+$")
_OF_A_LIFE = re.compile(
    r"(?:served\s+(?:as|in|on|under|for)|worked\s+(?:as|for|at|in)|graduated|studied|taught|married|founded|"
    r"grew\s+up|(?:was|were)\s+born)\b",
    re.IGNORECASE,
)


def is_narrated(sentence: str) -> bool:
    """Whether a sentence is told in the past, and neither says who said it nor speaks of now."""
    if cues.SAYING.search(sentence) or _OF_NOW.search(sentence):
        return False
    if cues.QUOTED.search(_NAMED.sub("", sentence)):
        return False
    return is_in_past(sentence)


def is_in_past(sentence: str, *, at: int | None = None) -> bool:
    """Whether its main verb is in a past tense, and stands before a place, or before it no comma does."""
    verb = _main_verb(sentence)
    if verb is None or verb["present"]:
        return False
    return at is None or verb.start() < at or "," not in sentence[:at]


def is_told_now(sentence: str, start: int, end: int) -> bool:
    """Whether what stands at a place belongs to a main verb in the present, and to none in the past."""
    verbs = _verbs(sentence)
    if not verbs or not verbs[0]["present"] or verbs[0][0].lower() in ("state", "states"):
        return False
    if cues.QUOTED.search(sentence):
        return False  # whose verb is it?
    clause_end = next((m.start() for m in _CLAUSE_END.finditer(sentence, end)), len(sentence))
    return verbs[0].start() < start and not any(v["past"] and v.start() < clause_end for v in verbs)


def has_pluperfect(sentence: str) -> bool:
    """Whether its main verb is one of an earlier time: "had served"."""
    if not _EARLIER_WORD.search(sentence):
        return False  # most sentences, without reading their verbs
    verb = _main_verb(sentence)
    return verb is not None and verb["earlier"] is not None


def points_back(narrated: str) -> bool:
    """Whether the words of a narrated sentence are of a life or of a time that was told of before."""
    verb = _main_verb(narrated)
    return _POINTS_BACK.search(narrated) is not None or (
        verb is not None and _OF_A_LIFE.match(narrated, verb.start()) is not None
    )


def tells_after(narrated: str, position: int) -> bool:
    """Whether the main verb of a narrated sentence stands behind some place in it."""
    verb = _main_verb(narrated)
    return verb is not None and verb.start() >= position


def tells_before(left: str) -> bool:
    """Whether the words before a place have their main verb already, and another verb form after it."""
    verbs = _verbs(left)
    return len(verbs) > 1 and not cues.SAYING.match(left, verbs[0].start())


def tells_later(sentence: str) -> bool:
    """Whether it goes on with what was told: "he later sued"."""
    if "later" not in sentence:
        return False
    verb = _main_verb(sentence)
    return verb is not None and bool(verb["past"]) and _LATER.search(sentence[: verb.start()]) is not None


def _main_verb(sentence: str) -> re.Match[str] | None:
    verbs = _verbs(sentence)
    behind = (verb for verb in verbs if not _OPENING_CLAUSE.match(sentence[: verb.start()]))
    return next(behind, verbs[0] if verbs else None)


@lru_cache(maxsize=8)  # one sentence is asked about several times
def _verbs(sentence: str) -> tuple[re.Match[str], ...]:
    """Its finite verbs but those in parentheses and of clauses beside the main one."""
    return tuple(_main_clause_verbs(sentence))


def _main_clause_verbs(sentence: str) -> Iterator[re.Match[str]]:
    end = 0
    for verb in _VERB.finditer(sentence):
        left, between, end = sentence[: verb.start()], sentence[end : verb.start()], verb.end()
        if verb["past"] and (cues.BEFORE_PARTICIPLE.search(left) or _AFTER_AUXILIARY.search(left)):
            continue
        if not (_RELATIVE.search(between) or _CLAUSE.search(left) or cues.PARENTHESIS.search(left)):
            yield verb
