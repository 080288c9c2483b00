"""Numbers in words and digits, read to one value: "1,500", "fifteen hundred" and "1.5 thousand"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from corpus.story_vocabulary import words

_SMALL = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = words("twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINALS = words(
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_UNITS = {word: n for n, word in enumerate(_SMALL)} | {word: 10 * n for n, word in enumerate(_TENS, start=2)}
_PLACES = {word: n for n, word in enumerate(_ORDINALS)} | {
    word.removesuffix("y") + "ieth": 10 * n for n, word in enumerate(_TENS, start=2)
}
_SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
}
_VAGUE = frozenset(words("dozens scores hundreds thousands millions billions trillions half"))
_LETTERS_FOR_SCALES = frozenset({"m", "bn"})  # numbers only behind digits

NUMBER_WORDS = frozenset({*_UNITS, *_PLACES, *_SCALES, *_VAGUE} - _LETTERS_FOR_SCALES)

_TENS_BELOW = 100


def read_number(tokens: Sequence[str], start: int) -> tuple[str, int]:
    """Read the longest number that begins at a word, tokens being in lower case.

    Returns:
        The value, ordinals told from counts, vague ones as the word; and the position behind it.
        ("", start) where none begins there.
    """
    word = tokens[start]
    if word in _VAGUE:
        return word, start + 1
    if word[0].isdigit():
        return _after_digits(tokens, start)
    if word in _LETTERS_FOR_SCALES:
        return "", start
    return _in_words(tokens, start)


def _after_digits(tokens: Sequence[str], start: int) -> tuple[str, int]:
    digits = tokens[start].replace(",", "")
    if digits[-1].isalpha():
        return _shown(Decimal(digits[:-2])) + ".", start + 1
    value, end = Decimal(digits), start + 1
    while end < len(tokens) and tokens[end] in _SCALES:
        value, end = value * _SCALES[tokens[end]], end + 1
    return _shown(value), end


def _in_words(tokens: Sequence[str], start: int) -> tuple[str, int]:
    total, part, end, mark = Decimal(0), None, start, ""
    while end < len(tokens) and not mark:
        word = tokens[end]
        if word in _SCALES and word not in _LETTERS_FOR_SCALES:
            part = (1 if part is None else part) * _SCALES[word]
            if _SCALES[word] >= 1000:  # noqa: PLR2004 - what is below is a part of the next thousand
                total, part = total + part, 0
        elif word in _UNITS and _fits(part, _UNITS[word]):
            part = (part or 0) + _UNITS[word]
        elif word in _PLACES and _fits(part, _PLACES[word]):
            part, mark = (part or 0) + _PLACES[word], "."
        elif not (
            word == "and"
            and part
            and part >= _TENS_BELOW
            and end + 1 < len(tokens)
            and tokens[end + 1] in _UNITS
        ):
            break
        end += 1
    return ("", start) if part is None else (_shown(total + part) + mark, end)


def _fits(part: Decimal | int | None, unit: int) -> bool:
    """Whether a word may stand behind what was read: "twenty" takes "five", "two" takes nothing."""
    if part is None or part == 0:
        return True
    below = part % 100
    return below == 0 or (below >= 20 and below % 10 == 0 and 0 < unit < 10)  # noqa: PLR2004 - tens and units


def _shown(value: Decimal) -> str:
    return format(value.normalize(), "f")
