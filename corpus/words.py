"""A text as words, punctuation and whole quotations, cut into paragraphs and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.quotations import Quotation, find_quotations
from corpus.word_classes import DASHES

QUOTE = '"'  # stands for a whole quotation in `Words.lower`
BREAK = "\n"  # stands for a line break

_WORD = re.compile(
    r"\n+"
    r"|(?:[A-Za-z]\.){2,}"  # U.S., p.m.
    r"|\b(?:Mr|Mrs|Ms|Dr|Messrs|Sen|Sens|Gov|Govs|Rep|Reps|Gen|Lt|Col|Maj|Capt|Adm|Sgt|Cmdr|Prof|Rev|Hon"
    r"|St|Jr|Sr|Inc|Co|Corp|Ltd|vs|Pa|Va|Md|Fla|Calif|Mass|Conn|Ill|Ind|Mich|Minn|Miss|Mo|Tenn|Tex|Ariz"
    r"|Ark|Colo|Del|Ga|Kan|Ky|La|Neb|Nev|Okla|Ore|Wash|Wis|Wyo|Ala|Mont|Jan|Feb|Aug|Sept|Oct|Nov|Dec"
    r"|[A-Z])\."
    r"|\w+n['’]t\b"
    r"|['’](?:s|re|ve|d|ll|m)\b"
    r"|\w+(?:[-\u2011/&.]\w+|(?<=\d),\d{3}(?!\d)|['’](?!s\b|re\b|ve\b|d\b|ll\b|m\b)\w+)*"
    r"|--+|\.\.+|[^\w\s]"
)
_LONGEST = (
    250  # words of a sentence; a verb is read against all of its sentence, so that this bounds the time
)
_MAX_DATELINE = 12  # words before the dash of "WASHINGTON (AP) —"
_SHORT = 3  # letters of a word in capitals that is no place ("US")
_CLOSING = 6  # characters at a quotation's end: a full stop, inner and outer marks
_ARTICLE = re.compile(r"(?:al|el|ul|ad|an|ar|as|ash|at|az)-(?=[A-Z])")
_STRAY = {QUOTE: "”"}  # a mark without its other half
_ENDS = frozenset({".", "!", "?", "…", "...", "...."})
_INNER_END = re.compile(r"[.!?…]\W*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words of a text with their places; a quotation counts as one word, QUOTE, a line break as BREAK.

    `sentences` are pairs of indices into the words; each ends before a break or after its full stop.
    `openings` are the words whose capital may be the sentence's own, `closers` those (in lower case) that
    elsewhere end a run of capitals, as surnames do.
    """

    text: str
    written: Sequence[str]
    lower: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    quotations: dict[int, Quotation] = field(default_factory=dict)
    sentences: Sequence[tuple[int, int]] = ()
    openings: frozenset[int] = frozenset()
    closers: frozenset[str] = frozenset()

    def is_name(self, index: int) -> bool:
        """Whether the word begins with a capital letter, an Arabic article aside: "al-Sisi"."""
        word = self.written[index]
        return word[:1].isupper() or _ARTICLE.match(word) is not None


def cut_words(text: str) -> Words:
    """Cut a text into words; time grows with its length."""
    written: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    quoted: dict[int, Quotation] = {}
    at = 0
    for quotation in find_quotations(text):
        _add_words(text, (at, quotation.start), written, starts, ends)
        quoted[len(written)] = quotation
        written.append(QUOTE)
        starts.append(quotation.start)
        ends.append(quotation.end)
        at = quotation.end
    _add_words(text, (at, len(text)), written, starts, ends)
    lower = [word.lower() for word in written]
    sentences = [
        part
        for first, stop in _sentences(text, written, ends, quoted)
        for part in _dateline(written, first, stop)
    ]
    openings = _openings(written, sentences)
    return Words(
        text=text,
        written=written,
        lower=lower,
        starts=starts,
        ends=ends,
        quotations=quoted,
        sentences=sentences,
        openings=openings,
        closers=_closers(written, lower, openings),
    )


def _openings(written: Sequence[str], sentences: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The first words of sentences, and of what follows a colon or a quotation in one."""
    after = {at + 1 for at, word in enumerate(written) if word in {":", QUOTE, *DASHES}}
    return frozenset(after | {first for first, _ in sentences})


def _closers(written: Sequence[str], lower: Sequence[str], openings: frozenset[int]) -> frozenset[str]:
    ends_run = (
        at
        for at, word in enumerate(written)
        if word[0].isupper() and at not in openings and not "".join(written[at + 1 : at + 2])[:1].isupper()
    )
    return frozenset(lower[at] for at in ends_run)


def _add_words(
    text: str, span: tuple[int, int], written: list[str], starts: list[int], ends: list[int]
) -> None:
    for match in _WORD.finditer(text, *span):
        word = match.group()
        written.append(_STRAY.get(word, word) if word[0] != "\n" else BREAK)
        starts.append(match.start())
        ends.append(match.end())


def _sentences(
    text: str, written: Sequence[str], ends: Sequence[int], quoted: dict[int, Quotation]
) -> Iterator[tuple[int, int]]:
    first = 0
    for index, word in enumerate(written):
        if word == BREAK:
            if index > first:
                yield first, index
            first = index + 1
        elif index - first >= _LONGEST or _ends_sentence(text, written, ends, quoted, index):
            yield first, index + 1
            first = index + 1
    if first < len(written):
        yield first, len(written)


def _ends_sentence(
    text: str, written: Sequence[str], ends: Sequence[int], quoted: dict[int, Quotation], index: int
) -> bool:
    word = written[index]
    if word == QUOTE and index in quoted:
        # "…." She left: the full stop within ends the sentence without, too.
        end = ends[index]
        if not _INNER_END.search(text, max(0, end - _CLOSING), end):
            return False
    elif word not in _ENDS:
        return False
    if index + 1 == len(written):
        return True
    following = written[index + 1]
    return following[0].isupper() or following[0].isdigit() or following in {QUOTE, "["}


def _dateline(written: Sequence[str], first: int, stop: int) -> Iterator[tuple[int, int]]:
    """A sentence, with "WASHINGTON (AP) —" at its start as a part of its own."""
    for at in range(first + 1, min(stop - 1, first + _MAX_DATELINE)):
        if written[at] in DASHES:
            head = written[first]
            if (written[at - 1] == ")" and head[0].isupper()) or (len(head) > _SHORT and head.isupper()):
                yield first, at + 1
                first = at + 1
            break
    yield first, stop
