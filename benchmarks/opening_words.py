"""Words that begin sentences with a capital of the sentence, not of a name: corpus/opening_words.txt.

python -m benchmarks.opening_words CORPUS.jsonl [CORPUS.jsonl ...]

A word goes in that begins at least FEWEST sentences and that elsewhere has a small letter at least FEWEST
times and at least SMALL times as often as a capital, where no other capital stands beside it.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.words import cut_words

FEWEST = 5
SMALL = 10
OUTPUT = Path(__file__).resolve().parent.parent / "corpus" / "opening_words.txt"


def main(corpora: Iterable[Path]) -> None:
    """Write the list, a word a line."""
    opening, small, capital = Counter[str](), Counter[str](), Counter[str]()
    for text in _texts(corpora):
        words = cut_words(text)
        for first, stop in words.sentences:
            opening[words.lower[first]] += words.is_name(first)
            for at in range(first + 1, stop):
                if not words.is_name(at):
                    small[words.lower[at]] += 1
                elif not words.is_name(at - 1) and not (at + 1 < stop and words.is_name(at + 1)):
                    capital[words.lower[at]] += 1
    found = sorted(
        word
        for word, n in opening.items()
        if n >= FEWEST and word.isalpha() and small[word] >= max(FEWEST, SMALL * capital[word])
    )
    OUTPUT.write_text("\n".join(found) + "\n", encoding="utf-8")
    print(f"{len(found)} words in {OUTPUT}")


def _texts(corpora: Iterable[Path]) -> Iterator[str]:
    for corpus in corpora:
        with corpus.open(encoding="utf-8") as stream:
            for line in stream:
                yield json.loads(line)["text"]


if __name__ == "__main__":
    main(Path(argument) for argument in sys.argv[1:])
