"""One person across documents: the speakers' names of an archive taken together, by rules that prefer apart.

Names are one person's where they differ only in case, accents, titles, marks, middle names that do not
contradict each other, or the spelling of the same sounds; and where a long surname differs by one letter
in its midst. A bare surname joins the only person who has it. Two people of one full name in different
documents cannot be told apart by their name, and are one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.person_names import PersonName, read_name, sound

# Shorter surnames one letter apart are mostly two families' (Johnson, Johnston; Stevens, Stephens), and
# so are those that differ in an ending (Anderson, Andersen; Petrov, Petrova; Gonzales, Gonzalez).
_LONG_SURNAME = 8
_ENDING = 2
_LONG_GIVEN_NAME = 6  # Aleksandar and Alexander; shorter ones are others (Maria, Mario; Jon, Jan)
# Israel, Virginia, Early and Guardian are surnames too, and speak more often as something else.
_COMMONER_IN_FULL = 3
_VOWELS = re.compile("[aeiou]")


@dataclass(slots=True, kw_only=True)
class NameUse:
    """How often a name as written speaks, in how many documents, and the posts given with it."""

    n_statements: int = 0
    n_documents: int = 0
    roles: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody, or some institution, who says something in the archive.

    `name` is the commonest spelling, `names` all of them, the commonest first; `roles` likewise.
    """

    name: str
    names: tuple[str, ...]
    roles: tuple[str, ...]
    n_statements: int
    n_documents: int


def gather_persons(uses: Mapping[str, NameUse]) -> list[Person]:
    """The persons behind the names of an archive's speakers, in order of their names."""
    by_key: dict[str, list[str]] = defaultdict(list)
    for written in sorted(uses):
        by_key[read_name(written).key or written].append(written)
    keys = _Groups(by_key)
    named = {key: read_name(writtens[0]) for key, writtens in by_key.items()}
    full = {key: name for key, name in named.items() if len(name.parts) > 1 and not name.is_body}
    for block in _blocks(full, lambda name: (sound(name.parts[0]), sound(name.last), name.suffix)):
        keys.join_all(_agreeing(block, full))
    for block in _blocks(full, _by_given_name):
        keys.join_all(_same_given_name(block, full))
    for block in _near_surnames(full):
        keys.join_all(_agreeing(block, full))
    _join_bare(keys, {key: _together(writtens, uses) for key, writtens in by_key.items()}, named)
    groups = [[one for key in group for one in by_key[key]] for group in keys.groups()]
    return sorted((_person(names, uses) for names in groups), key=lambda one: (one.name, one.names))


class _Groups:
    """Keys that are joined step by step."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._parent = {key: key for key in keys}

    def root(self, key: str) -> str:
        """The key that stands for a key's group."""
        while self._parent[key] != key:
            self._parent[key] = key = self._parent[self._parent[key]]
        return key

    def join_all(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Join the groups of each pair."""
        for left, right in pairs:
            first, second = sorted((self.root(left), self.root(right)))
            self._parent[second] = first

    def groups(self) -> list[list[str]]:
        """The keys, group by group, in order."""
        found: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self._parent):
            found[self.root(key)].append(key)
        return list(found.values())


def _blocks(
    names: Mapping[str, PersonName], block_of: Callable[[PersonName], Hashable]
) -> Iterator[list[str]]:
    """The keys of names that fall together, each block of at least two."""
    blocks: dict[Hashable, list[str]] = defaultdict(list)
    for key, name in names.items():
        block = block_of(name)
        if block is not None:
            blocks[block].append(key)
    return (block for block in blocks.values() if len(block) > 1)


def _agreeing(block: Sequence[str], names: Mapping[str, PersonName]) -> Iterator[tuple[str, str]]:
    """Pairs whose middle names agree; a name without one joins only where all in the block agree."""
    middles = {key: names[key].middle for key in block}
    with_middle = [key for key in block if middles[key]]
    pairs = [(a, b) for i, a in enumerate(with_middle) for b in with_middle[i + 1 :]]
    agreeing = [(a, b) for a, b in pairs if agree(middles[a], middles[b])]
    yield from agreeing
    without = [key for key in block if not middles[key]]
    yield from pairwise(without)
    if without and with_middle and len(agreeing) == len(pairs):
        yield without[0], with_middle[0]


def agree(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether two middle names may be one: an initial agrees with what it begins, nothing with all."""
    if not left or not right:
        return True
    return len(left) == len(right) and all(
        a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in zip(left, right, strict=True)
    )


def _by_given_name(name: PersonName) -> Hashable:
    """Long given names of equal consonants and ending, with one surname."""
    given = sound(name.parts[0])
    if len(given) < _LONG_GIVEN_NAME:
        return None
    return _VOWELS.sub("_", given), given[-1], sound(name.last), name.suffix


def _same_given_name(block: Sequence[str], names: Mapping[str, PersonName]) -> Iterator[tuple[str, str]]:
    """Pairs of a block by `_by_given_name` that differ in one vowel."""
    for i, left in enumerate(block):
        for right in block[i + 1 :]:
            given = sound(names[left].parts[0]), sound(names[right].parts[0])
            n_different = sum(a != b for a, b in zip(*given, strict=True))
            if n_different == 1 and agree(names[left].middle, names[right].middle):
                yield left, right


def _near_surnames(names: Mapping[str, PersonName]) -> Iterator[list[str]]:
    """Names of one given name whose long surnames are one letter apart, before their ending."""
    near: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, name in names.items():
        last = sound(name.last)
        given = sound(name.parts[0])
        if len(last) < _LONG_SURNAME or len(given) < 3:  # noqa: PLR2004 - an initial fits too many
            continue
        near[given + name.suffix, last].add(key)
        for at in range(1, len(last) - _ENDING):
            near[given + name.suffix, last[:at] + last[at + 1 :]].add(key)
    for (_, shared), keys in sorted(near.items()):
        block = sorted(keys)
        if len(block) > 1 and _is_one_letter_apart({sound(names[key].last) for key in block}, shared):
            yield block


def _is_one_letter_apart(surnames: set[str], shared: str) -> bool:
    return max(map(len, surnames)) <= len(shared) + 1


def _join_bare(keys: _Groups, used: Mapping[str, NameUse], named: Mapping[str, PersonName]) -> None:
    """Let each bare surname join the one person who has it, where it is no commoner name of its own."""
    owners: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for key, name in named.items():
        if len(name.parts) > name.n_last and not name.is_body:
            owners[" ".join(name.parts[-name.n_last :])][keys.root(key)].append(key)
    for key, name in named.items():
        if len(name.parts) != name.n_last or name.is_body or len(owners.get(key, ())) != 1:
            continue
        (owner, full), *_ = owners[key].items()
        n_statements = sum(used[one].n_statements for one in full)
        n_documents = sum(used[one].n_documents for one in full)
        if n_documents > 1 and n_statements >= _COMMONER_IN_FULL * used[key].n_statements:
            keys.join_all([(key, owner)])


def _together(written: Sequence[str], uses: Mapping[str, NameUse]) -> NameUse:
    return NameUse(
        n_statements=sum(uses[name].n_statements for name in written),
        n_documents=sum(uses[name].n_documents for name in written),
        roles=sum((uses[name].roles for name in written), Counter()),
    )


def _person(names: Sequence[str], uses: Mapping[str, NameUse]) -> Person:
    def rank(name: str) -> tuple[int, int, str]:
        return -uses[name].n_statements, -len(name), name

    ordered = sorted(names, key=rank)
    together = _together(names, uses)
    fullest = [name for name in ordered if " " in name.strip()] or ordered
    shown = [name for name in fullest if not name.isupper()] or fullest
    return Person(
        name=shown[0],
        names=tuple(ordered),
        roles=tuple(role for role, _ in sorted(together.roles.items(), key=lambda one: (-one[1], one[0]))),
        n_statements=together.n_statements,
        n_documents=together.n_documents,
    )
