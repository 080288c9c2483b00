"""What was found out about pairs of passages, kept from one grouping to the next."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.story_groups import Told, group
from corpus.story_verdicts import Verdicts, passage_key
from tests.corpus.test_story_groups import every_pair, named_groups, passages


def never() -> bool:
    raise AssertionError("a pair was compared that was known")


@given(passages(), passages())
def test_groups_made_with_earlier_verdicts_are_those_made_without(
    tmp_path_factory: pytest.TempPathFactory, before: list[Told], more: list[Told]
) -> None:
    folder, now = tmp_path_factory.mktemp("verdicts"), before[1:] + more
    first = Verdicts()
    group(before, every_pair(before), first)
    first.write(folder / "first", rules="r")
    known, alone = Verdicts.read(folder / "first", rules="r"), Verdicts()
    groups = [group(now, every_pair(now), verdicts) for verdicts in (known, alone)]
    assert named_groups(now, groups[0]) == named_groups(now, groups[1])
    for name, verdicts in (("known", known), ("alone", alone)):
        verdicts.write(folder / name, rules="r")
    assert (folder / "known").read_bytes() == (folder / "alone").read_bytes()


def test_a_pair_that_is_known_is_not_compared_again_in_either_order(tmp_path: Path) -> None:
    one, other = passage_key("a", None, None), passage_key("b", None, "\ud800")
    verdicts = Verdicts()
    assert verdicts.of(one, other, lambda: True) and not verdicts.of(one, one, lambda: False)
    verdicts.write(tmp_path / "file", rules="r")
    again = Verdicts.read(tmp_path / "file", rules="r")
    assert again.of(other, one, never) and not again.of(one, one, never)


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 49, None])
def test_a_file_that_is_not_there_not_ours_or_by_other_rules_tells_nothing(
    tmp_path: Path, content: bytes | None
) -> None:
    key, verdicts = passage_key("a", None, None), Verdicts()
    verdicts.of(key, key, lambda: True)
    if content is None:
        verdicts.write(tmp_path / "file", rules="other")
    elif content:
        (tmp_path / "file").write_bytes(content)
    assert not Verdicts.read(tmp_path / "file", rules="r").of(key, key, lambda: False)


@given(st.text(), st.text())
def test_texts_that_differ_have_other_keys(one: str, other: str) -> None:
    assert (passage_key(one, None, None) == passage_key(other, None, None)) == (one == other)
