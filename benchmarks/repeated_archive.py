"""A large archive out of a smaller one: its documents again and again, with other dates and names.

python -m benchmarks.repeated_archive COPIES OUTPUT.jsonl CORPUS.jsonl [CORPUS.jsonl ...]

Copy 0 is the archive as it is. In copy c every year, in the text as in the date, is c years earlier, and
every name is another one of the archive's own of about the same frequency, the same one throughout the copy.
So the texts are real ones repeated, no two of them equal where a year or a name occurs: right for time and
memory, wrong for anything that the texts say.
"""

from __future__ import annotations

import calendar
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

NAMES_A_BLOCK = 32  # names that change places with one another: more than copies are ever made
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORD = re.compile(r"[^\W\d_]{3,}")
_AFTER_A_START = re.compile(r"(?:^|[.!?:\"“”\n-])\s*$")
_CALENDAR = frozenset((*calendar.day_name, *calendar.month_name))
_TEXTS = ("title", "text", "speaker")


def main(copies: int, output: Path, corpora: Sequence[Path]) -> None:
    """Write the copies of all rows as JSON lines."""
    rows = [row for corpus in corpora for row in _rows(corpus)]
    blocks = name_blocks(str(row.get("text", "")) for row in rows)
    with output.open("w", encoding="utf-8") as stream:
        for copy in range(copies):
            others = renamed(blocks, copy)
            for row in rows:
                stream.write(json.dumps(copied(row, copy, others), ensure_ascii=False) + "\n")


def name_blocks(texts: Iterator[str]) -> list[list[str]]:
    """Names of several mentions, the commonest first, in blocks: capitals within sentences, never small."""
    within, small = Counter[str](), set[str]()
    for text in texts:
        for word in _WORD.finditer(text):
            if word.group().islower():
                small.add(word.group())
            elif word.group().istitle() and not _AFTER_A_START.search(
                text[max(0, word.start() - 4) : word.start()]
            ):
                within[word.group()] += 1
    names = [
        name
        for name, n in sorted(within.items(), key=lambda item: (-item[1], item[0]))
        if n > 1 and name.lower() not in small and name not in _CALENDAR
    ]
    return [names[i : i + NAMES_A_BLOCK] for i in range(0, len(names), NAMES_A_BLOCK)]


def renamed(blocks: Sequence[Sequence[str]], copy: int) -> dict[str, str]:
    """The name that stands in a copy for each name."""
    return {name: block[(i + copy) % len(block)] for block in blocks for i, name in enumerate(block)}


def copied(row: Mapping[str, Any], copy: int, others: Mapping[str, str]) -> dict[str, Any]:
    """A row of a copy."""
    if not copy:
        return dict(row)
    texts = {key: _rewritten(row[key], copy, others) for key in _TEXTS if isinstance(row.get(key), str)}
    changed = {**row, **texts, "_id": f"{row['_id']}~{copy}"}
    if isinstance(row.get("date"), str):
        changed["date"] = _earlier(row["date"], copy).replace("-02-29", "-02-28")
    return changed


def _rewritten(text: str, copy: int, others: Mapping[str, str]) -> str:
    return _WORD.sub(lambda word: others.get(word.group(), word.group()), _earlier(text, copy))


def _earlier(text: str, years: int) -> str:
    return _YEAR.sub(lambda year: str(int(year.group()) - years), text)


def _rows(corpus: Path) -> Iterator[dict[str, Any]]:
    with corpus.open(encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), [Path(path) for path in sys.argv[3:]])
