"""A question for somebody's words: who is asked about, and on what."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from corpus.speaker_finder import FoundSpeakers, Manner

FindSpeakers = Callable[[str], FoundSpeakers | None]

_SAY = (
    r"(?:say|said|saying|tell|told|telling|state|stated|stating|declare|declared|claim|claimed|claiming|announce|"
    r"announced|warn|warned|warning|remark|remarked|comment|commented|commenting|argue|argued|arguing|insist|"
    r"insisted|suggest|suggested|reply|replied|respond|responded|react|reacted|answer|answered|promise|promised|"
    r"demand|demanded|think|thought|believe|believed|describe|described|explain|explained|admit|admitted|deny|"
    r"denied|call|called|propose|proposed|mention|mentioned|write|wrote|written|talk|talked|speak|spoke|spoken|"
    r"predict|predicted|criticise|criticize|criticised|criticized|vow|vowed|add|added|note|noted|stress|stressed)"
)
_WORDS = (
    r"(?:positions?|views?|stances?|opinions?|takes?|reactions?|responses?|reply|replies|answers?|comments?|"
    r"remarks?|statements?|words|message|assessment|criticisms?|warnings?|quotes?|quotations?|thoughts|speech(?:es)?)"
)
_ON = r"(?:about|on|regarding|concerning|of|to|over|towards?|in\s+response\s+to)"
_MY = r"(?:(?:latest|last|recent|most\s+recent|newest|first|official|public|own|exact|full)\s+)*"
_ADVERB = (
    r"(?:(?:ever|also|exactly|actually|once|just|have\s+to|had\s+to|publicly|recently|last|really|then)\s+)*"
)
_WHO = r"(?P<who>[^,;:?]+?)"
_REST = r"(?P<rest>\b.*|)"
_FRAMES = tuple(
    re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        rf"(?:and\s+|so\s+|but\s+)?what(?:\s+else)?(?:\s+exactly)?\s+(?:did|does|do|has|have|had|was|were|is|are)\s+"
        rf"{_WHO}\s+{_ADVERB}{_SAY}\b{_REST}",
        rf"(?:did|does|do|has|have|had)\s+{_WHO}\s+{_ADVERB}{_SAY}\b{_REST}",
        rf"how\s+(?:did|does|do|has|have)\s+{_WHO}\s+{_ADVERB}{_SAY}\b{_REST}",
        rf"(?:what|which)\s+(?:is|was|were|are)\s+(?:the\s+)?{_WHO}['’]s?\s+{_MY}{_WORDS}\b{_REST}",
        rf"what\s+{_MY}{_WORDS}\s+(?:did|does|has|have)\s+{_WHO}\s+(?:give|gave|given|make|made|have|had|take|"
        rf"took|taken|issue|issued)\b{_REST}",
        rf"(?:what\s+(?:is|was|were|are)\s+)?(?:the\s+|any\s+)?{_MY}{_WORDS}\s+(?:of|by|from)\s+{_WHO}"
        rf"(?P<rest>\s+{_ON}\s.*|)",
        rf"(?:what\s+)?(?:the\s+)?{_WHO}['’]s?\s+{_MY}{_WORDS}\b{_REST}",
        rf"quote\s+{_WHO}(?P<rest>\s+{_ON}\s.*|)",
        rf"(?:what|everything|anything|all)\s+(?:that\s+)?{_WHO}\s+{_ADVERB}{_SAY}\b{_REST}",
        rf"according\s+to\s+{_WHO},(?P<rest>.*)",
    )
)
_ANYONE = re.compile(
    rf"(?:who|whose|which\s+\w+)\s+(?:has\s+|had\s+)?{_ADVERB}{_SAY}\b(?P<rest>.+)", re.I | re.DOTALL
)
_ASKING = re.compile(
    r"^\W*(?:please\s+)?(?:(?:can|could|would|will)\s+you\s+)?(?:(?:tell|show|give|find|remind)\s+(?:me|us)?\s*)?"
    r"(?=what|which|how|who|quot|did|does|has|the\b|statement|remark|every|all|any|according)",
    re.IGNORECASE,
)
_LINK = re.compile(
    rf"^\W*(?:(?:anything|something|things?)\b)?\W*(?:(?:{_ON}|as|that|with)\b)?\W*", re.IGNORECASE
)
_NEWEST = re.compile(r"\b(?:latest|most\s+recent(?:ly)?|recently|newest|last|lately|now)\b", re.IGNORECASE)
_PRONOUNS = frozenset(
    {"he", "she", "they", "it", "we", "you", "i", "who", "anyone", "anybody", "somebody", "someone", "people"}
    | {"everybody", "everyone", "nobody", "this", "that", "these", "those", "there"}
)
_BESIDE_NAMES = frozenset(
    {"the", "president", "minister", "prime", "foreign", "defence", "defense", "secretary", "senator"}
    | {"general", "de", "la", "van", "von", "der", "al", "bin", "of", "former"}
)
_DETERMINED = ("the ", "a ", "an ")
_LONGEST_NAME = 5  # words
_ALSO = re.compile(r"\s*(?:,|\band\b|\bor\b)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What a question asks of somebody's words.

    `who` is named as in the question, "" where anybody's words are wanted ("who said that …").
    `speakers` are the persons meant; None where the archive holds no statement of such a one. `topic`
    is what the words are to be about, "" for anything. `is_newest` asks for the last ones said.
    """

    who: str
    speakers: FoundSpeakers | None
    topic: str
    is_newest: bool = False

    @property
    def named(self) -> str | None:
        """The persons meant, or the name asked for; None for anybody."""
        return self.speakers.label if self.speakers else self.who or None


def read_saying(
    text: str, find: FindSpeakers, is_name: Callable[[str], bool] = lambda who: False
) -> Saying | None:
    """Read who is asked about and on what; None where the question asks for nobody's words.

    Args:
        text: the question without what it says of time and publisher.
        find: whom a name or post means in the archive.
        is_name: whether words in lower case are a name that the archive mentions.
    """
    asked = _ASKING.sub("", text).strip().rstrip("?!. ")
    for frame in _FRAMES:
        match = frame.fullmatch(asked)
        found = match and _of_somebody(match, asked, find, is_name)
        if found:
            return found
    match = _ANYONE.fullmatch(asked)
    if match and len(match["rest"].split()) > 1:
        return Saying(who="", speakers=None, topic=_topic(match["rest"]))
    return None


def is_newest(text: str) -> bool:
    """Whether the last of what was said is wanted."""
    return bool(_NEWEST.search(text))


def _of_somebody(
    match: re.Match[str], asked: str, find: FindSpeakers, is_name: Callable[[str], bool]
) -> Saying | None:
    who = re.sub(r"['’]s$", "", " ".join(match["who"].split()))
    if who.lower() in _PRONOUNS:
        return None
    speakers = _find(who, find)
    if speakers is None and not (_is_all_name(who) or is_name(who)):
        return None
    return Saying(who=who, speakers=speakers, topic=_topic(match["rest"]), is_newest=is_newest(asked))


def _find(who: str, find: FindSpeakers) -> FoundSpeakers | None:
    """Whom the words mean; several where they name several."""
    whole = find(who)
    if whole is not None:
        return whole if _is_named(who) or _is_known(who, whole) else None
    several = [find(name) for name in _ALSO.split(who)]
    found = [one for one in several if one is not None]
    if len(found) < 2 or len(found) < len(several):  # noqa: PLR2004 - one of two is not what was asked
        return None
    return FoundSpeakers(
        persons=tuple(dict.fromkeys(person for one in found for person in one.persons)),
        manner=found[0].manner,
        exact_names=frozenset().union(*(one.exact_names for one in found)),
    )


def _is_named(who: str) -> bool:
    """Whether the words are written as a name is."""
    return any(word[0].isupper() for word in who.split())


def _is_all_name(who: str) -> bool:
    """Whether the words are a name throughout, but for what stands before one."""
    words = [word for word in who.split() if word.lower() not in _BESIDE_NAMES]
    return bool(words) and len(words) <= _LONGEST_NAME and all(word[0].isupper() for word in words)


def _is_known(who: str, found: FoundSpeakers) -> bool:
    """Whether a word without a capital still means a person: by a post, or by a name in full somewhere."""
    if found.manner is Manner.ROLE:
        return True
    if found.manner in (Manner.SPELLING, Manner.GUESS) and who.lower().startswith(_DETERMINED):
        return False
    return any(" " in name for person in found.persons for name in person.names)


def _topic(rest: str) -> str:
    """What is left to be about, without the words that join it."""
    topic = _LINK.sub("", rest, count=1).strip()
    return topic if re.search(r"\w\w", topic) else ""
