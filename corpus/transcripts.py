"""Turns of transcripts, interviews and headlines: lines that begin with their speaker's label."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.first_names import is_male
from corpus.speech_verbs import SPEECH_VERBS
from corpus.word_classes import AUXILIARIES, NOT_NAMES, ORGANISATIONS, PERSONAL, ROLES, TITLES

_LINE = re.compile(r"[^\n]+")
_LABEL = re.compile(
    r"[ \t>*_\"“•-]*(?:[^\n:]{2,120}?\s[–—-]+\s?)?(?:More from )?(?P<label>[^\W\d_][^:\n\"“”()]{0,130}?)"
    r"\s*(?:[(\[][^)\]\n]{0,200}[)\]])?\s*[*_]*:[*_]*(?=[\s\"“]|$)"
)
_CONNECTORS = frozenset(
    """
    of the and for de la del van von der den bin al el to in on at a an with di da du le ’s 's &
    """.split()
)
# Labels of a part in a talk, not of a person.
_PARTS = frozenset(
    """
    question answer q a reply remark reporter moderator host narrator operator voice audience caller
    interviewer interviewee journalist correspondent response comment announcer speaker questioner
    """.split()
)
_SHORTEST_SPEECH = 200  # characters under a single label; less is a caption or a headline
_MAX_WORDS = 16  # of a label: "Deputy Chief of Staff of the Presidential Executive Office … Dmitry Peskov"
_N_OF_FULL_NAME = 2  # words
_SHORT = 3  # letters of a word in capitals that is no name ("III", "USA")
_N_REPEATED = 2  # times a label stands in a transcript at least
_ABOUT = frozenset("on to in after at".split())  # "Roe on Taxes: …"
# Who speaks says so; what is told under a topic ("Conflict in Iraq: …") says so in quotations alone.
_FIRST_PERSON = re.compile(r"\b(?:I|we|my|our|us)\b")
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_COURTESY = frozenset("mr ms mrs mr. ms. mrs. dr dr. sir miss".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """text[start:end] is said by the one whose label stands at text[label_start:label_end].

    `name` is None for a label that names nobody ("Question"); `colon` is where the colon stands.
    """

    label_start: int
    label_end: int
    colon: int
    start: int
    end: int
    name: str | None
    role: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    start: int
    end: int
    label_start: int
    label_end: int
    colon: int


def find_turns(text: str, resolve: Callable[[str], str | None]) -> list[Turn]:
    """Find the labelled turns of a text, in order; `resolve` gives a name's fullest form in the text.

    A text in which a label comes again, or with labels that give a post and a name, is a transcript:
    there a turn goes on through unlabelled lines. Elsewhere only a headline, or a line
    whose label the text names elsewhere and that quotes, is a turn.
    """
    lines = [_line(text, match) for match in _LINE.finditer(text)]
    labelled = _plausible(
        text, [(number, line) for number, line in enumerate(lines) if line.colon >= 0], resolve
    )
    if not labelled:
        return []
    labels = [text[line.label_start : line.label_end] for _, line in labelled]
    names = _names(labels, resolve)
    if _is_transcript(text, lines, labelled, [names[label][0] for label in labels]):
        return [turn for turn in _all_turns(text, lines, labelled, labels, names) if turn.start < turn.end]
    return _single_turns(text, labelled, labels, names, resolve)


def _plausible(
    text: str, labelled: Sequence[tuple[int, _Line]], resolve: Callable[[str], str | None]
) -> list[tuple[int, _Line]]:
    """Without labels of one word that come once and name nobody: "Second: …"."""
    labels = [text[line.label_start : line.label_end] for _, line in labelled]
    counts = Counter(label.casefold() for label in labels)
    return [
        pair
        for pair, label in zip(labelled, labels, strict=True)
        if " " in label
        or label.lower() in _PARTS
        or (
            label.lower() not in NOT_NAMES
            and (counts[label.casefold()] >= _N_REPEATED or resolve(label) is not None)
        )
    ]


def _line(text: str, match: re.Match[str]) -> _Line:
    found = _LABEL.match(text, match.start(), match.end())
    if found is None or not _is_label(found.group("label")):
        return _Line(start=match.start(), end=match.end(), label_start=-1, label_end=-1, colon=-1)
    colon = text.index(":", found.end("label"))
    return _Line(
        start=match.start(),
        end=match.end(),
        label_start=found.start("label"),
        label_end=found.end("label"),
        colon=colon,
    )


def _is_label(label: str) -> bool:
    words = label.replace(",", " ").split()
    if not words or len(words) > _MAX_WORDS or not label[0].isupper():
        return False
    if label.lower() in _PARTS:
        return True
    if len(words) > 1 and words[0].lower() in _PARTS and words[1].lower() in {"from", "by"}:
        return True
    posted = len(words) > _N_OF_FULL_NAME and words[-2][0].isupper() and _gives_post(words)
    return words[-1][0].isupper() and all(
        posted
        or word[0].isupper()
        or not word[0].isalpha()
        or word.lower() in _CONNECTORS
        or word.lower() in ROLES
        for word in words
    )


def _gives_post(words: Sequence[str]) -> bool:
    """As in "Direct line host Jane Roe"; but not "He told President Roe"."""
    lower = [word.lower() for word in words]
    return any(word in ROLES or word in TITLES for word in lower[:-2]) and not any(
        (word in SPEECH_VERBS and not SPEECH_VERBS[word].noun) or word in AUXILIARIES or word in PERSONAL
        for word in lower
    )


def _names(
    labels: Sequence[str], resolve: Callable[[str], str | None]
) -> dict[str, tuple[str | None, str | None]]:
    """Name and post of each label; a label that others end with is the name in them."""
    folded = {label.casefold() for label in labels}
    found = {label: _name(label, folded, resolve) for label in dict.fromkeys(labels)}
    full: dict[str, set[str]] = {}
    for name, _ in found.values():
        if name is not None and " " in name:
            full.setdefault(name.split()[-1].casefold(), set()).add(name)
    for label, (name, role) in found.items():
        longer = full.get((name or "").casefold(), set())
        if len(longer) == 1:
            found[label] = longer.pop(), None if (role or "").casefold() in _COURTESY else role
    return found


def _name(
    label: str, folded: set[str], resolve: Callable[[str], str | None]
) -> tuple[str | None, str | None]:
    if label.split(maxsplit=1)[0].lower() in _PARTS:
        return None, None
    words = label.split()
    for start in range(1, len(words)):
        rest = " ".join(words[start:])
        if rest.casefold() in folded and len(words) - start > 1:
            return _cased(resolve(rest) or rest), " ".join(words[:start])
    about = next((at for at, word in enumerate(words) if at and word.lower() in _ABOUT), len(words))
    words = words[:about]
    start = _name_start(words)
    name, role = " ".join(words[start:]), " ".join(words[:start])
    return _cased(resolve(name) or name), role or None


def _name_start(words: Sequence[str]) -> int:
    """Where the name begins after the post."""
    start = 0
    for at, word in enumerate(words[:-1]):
        lower = word.lower().strip(",")
        if lower in TITLES or lower in ROLES or lower in _CONNECTORS or lower in ORGANISATIONS:
            start = at + 1
    if start == 0:
        return 0
    if words[start - 1].lower() in _CONNECTORS and start > 1:
        # "President of Uzbekistan Islam Karimov"; but "King Abdullah II of Jordan"
        if len(words) - start <= _N_OF_FULL_NAME:
            return next((at for at, word in enumerate(words) if word.lower().strip(",") not in TITLES), 0)
        return len(words) - 2
    return max(start, len(words) - _N_OF_FULL_NAME - 1)


def _cased(name: str) -> str:
    """A name in capitals as it is written elsewhere: "OLLI-PEKKA ROE" is Olli-Pekka Roe."""
    whole = name.isupper()
    return " ".join(
        word.title() if word.isupper() and len(word) > 1 and (whole or len(word) > _SHORT) else word
        for word in name.split()
    )


def _is_transcript(
    text: str, lines: Sequence[_Line], labelled: Sequence[tuple[int, _Line]], names: Sequence[str | None]
) -> bool:
    counts = Counter(name.casefold() if name else "" for name in names)
    if len(names) > _N_REPEATED and max(counts.values()) >= _N_REPEATED and len(counts) > 1:
        return True
    # Speeches: labels above most of the text, under which nobody speaks of the one who is speaking.
    number, first = labelled[0]
    if 2 * number >= len(lines) or (number == 0 and first.end - first.start < _SHORTEST_SPEECH):
        return False
    ends = [line.label_start for _, line in labelled[1:]] + [len(text)]
    n_said = sum(end - line.colon for (_, line), end in zip(labelled, ends, strict=True))
    return n_said > _SHORTEST_SPEECH * len(names) and not any(
        name is None
        or _is_spoken_of(name, text[line.colon : end])
        or not (_is_person(name) or _FIRST_PERSON.search(_QUOTED.sub("", text[line.colon : end])))
        for name, (_, line), end in zip(names, labelled, ends, strict=True)
    )


def _is_person(name: str) -> bool:
    """Whether a label's name is a person's by its form: a first name and more."""
    return " " in name and is_male(name.split(maxsplit=1)[0].lower()) is not None


def _is_spoken_of(name: str, said: str) -> bool:
    return re.search(rf"\b{re.escape(name.rsplit(maxsplit=1)[-1])}\b", said, re.IGNORECASE) is not None


def _all_turns(
    text: str,
    lines: Sequence[_Line],
    labelled: Sequence[tuple[int, _Line]],
    labels: Sequence[str],
    names: dict[str, tuple[str | None, str | None]],
) -> list[Turn]:
    turns = []
    for place, (_, line) in enumerate(labelled):
        following = labelled[place + 1][0] if place + 1 < len(labelled) else len(lines)
        end = lines[following - 1].end
        turns.append(_turn(text, line, end, *names[labels[place]]))
    return turns


def _turn(text: str, line: _Line, end: int, name: str | None, role: str | None) -> Turn:
    start = line.colon + 1
    while start < end and (text[start].isspace() or text[start] in "*_"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Turn(
        label_start=line.label_start,
        label_end=line.label_end,
        colon=line.colon,
        start=start,
        end=end,
        name=name,
        role=role,
    )


def _is_told_of(text: str, name: str, role: str | None, line: _Line) -> bool:
    """Whether a label is no topic ("Iraq War: ..."): it is a person's by form, or other lines name it too."""
    if role or is_male(name.split(maxsplit=1)[0].lower()) is not None:
        return True
    last = re.escape(name.rsplit(maxsplit=1)[-1])
    return re.search(rf"\b{last}\b", text[line.end :]) is not None


def _single_turns(
    text: str,
    labelled: Sequence[tuple[int, _Line]],
    labels: Sequence[str],
    names: dict[str, tuple[str | None, str | None]],
    resolve: Callable[[str], str | None],
) -> list[Turn]:
    turns = []
    for (number, line), label in zip(labelled, labels, strict=True):
        name, role = names[label]
        turn = _turn(text, line, line.end, name, role)
        if turn.start >= turn.end or name is None:
            continue
        known = resolve(name) is not None and _is_told_of(text, name, role, line)
        institution = (
            label.split()[-1].lower() in ORGANISATIONS
            and len(label.split()) > 1
            and _is_told_of(text, name, None, line)
        )
        quoted = text[turn.start] in "\"“‘'"
        if (number == 0 and (known or institution)) or (number > 0 and quoted and (known or " " in name)):
            turns.append(turn)
    return turns
