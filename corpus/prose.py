"""What of a text is prose: sentences and paragraphs, in many scripts."""

from __future__ import annotations

import re

_CLOSING = "\"'\u201d\u2019\u00bb)\\]"
_SENTENCE_END = re.compile(
    rf"[^\W_][{_CLOSING}]*[.!?\u2026\u0964\u061f\u06d4]+[{_CLOSING}]*$"
)  # Hindi, Arabic, Urdu too
_ENDS_LIKE_SENTENCE = re.compile(rf"[.!?\u2026\u0964\u061f\u06d4\u3002\uff01\uff1f:][{_CLOSING}]*\s*$")
_FULL_WIDTH_END = re.compile("[\u3002\uff01\uff1f]")  # Chinese and Japanese, which have no spaces
_CREDITS_AT_END = re.compile(r"(?<=\S)(?:\s+\([^()]{1,60}\))+\s*$")
_N_WORDS_IN_LOWER_CASE = 3  # a name or an abbreviation that ends in a full stop has fewer


def holds_sentence(text: str) -> bool:
    """Whether some stretch that ends like a sentence has words in lower case, as names have not.

    Words of scripts without case count as lower case; a Chinese or Japanese full stop is enough.
    """
    n_in_lower_case = 0
    for word in text.split():
        n_in_lower_case += is_lower(word)
        if _FULL_WIDTH_END.search(word):
            return True
        if _SENTENCE_END.search(word):
            if n_in_lower_case >= _N_WORDS_IN_LOWER_CASE:
                return True
            n_in_lower_case = 0 if is_lower(word) else n_in_lower_case
    return False


def is_paragraph(text: str) -> bool:
    """Whether a text holds a sentence and ends like one, credits in parentheses aside."""
    bare = _CREDITS_AT_END.sub("", text)
    return holds_sentence(bare) and _ENDS_LIKE_SENTENCE.search(bare) is not None


def is_lower(word: str) -> bool:
    """Whether a word's first letter is no capital; a word without letters counts as capitalised."""
    letter = next((character for character in word if character.isalpha()), "A")
    return not letter.isupper()
