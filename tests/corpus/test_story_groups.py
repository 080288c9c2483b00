"""Groups of passages that tell the same story."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import PassageId, content_hash
from corpus.duplicates import tell_the_same, telling
from corpus.errors import IndexDamaged
from corpus.story_candidates import alike
from corpus.story_groups import StoryGroups, Told, group

NONE = np.zeros((0, 2), dtype=np.int64)
BASE = "The ministers of Norland and Sudland agree in Vienna to withdraw {} troops from the border this week."
TEXTS = [
    BASE.format(number) + more
    for number in ("1,500", "1500", "1,600")
    for more in ("", " They had met twice.")
]
TEXTS += [
    "Norland border conflict. " + TEXTS[0],
    TEXTS[0][:70],
    "A storm closes the port of Norport.",
    "Norport",
    "",
]


@st.composite
def passages(draw: st.DrawFn) -> list[Told]:
    """Passages of few texts, days and speakers, so that many tell the same; ids as documents' have them."""
    made = []
    for number in range(draw(st.integers(0, 14))):
        after = draw(st.integers(0, 6) | st.none())
        day = None if after is None else date(2007, 6, 14) + timedelta(days=after)
        made.append(
            Told(
                passage_id=PassageId(content_hash(number)),
                text=draw(st.sampled_from(TEXTS) | st.text(max_size=12)),
                days=None
                if day is None
                else (day, day + timedelta(days=draw(st.sampled_from([0, 0, 1, 40])))),
                speaker=draw(st.sampled_from([None, None, "Ada Birch", "Ben Cole"])),
                is_listed=draw(st.booleans()),
            )
        )
    return made


def named_groups(made: Sequence[Told], groups: StoryGroups) -> dict[str, frozenset[str]]:
    """Each group's members by their representative, by id."""
    ids = [told.passage_id for told in made]
    return {
        ids[rep]: frozenset(ids[row] for row in groups.members(rep))
        for rep in {groups.representative(row) for row in range(len(made))}
    }


def every_pair(made: Sequence[Told]) -> np.ndarray:
    return np.array([(i, j) for j in range(len(made)) for i in range(j)], dtype=np.int64).reshape(-1, 2)


@given(passages(), st.randoms(use_true_random=False), st.booleans())
def test_groups_do_not_depend_on_the_order_of_the_passages(
    made: list[Told], random: object, all_near: bool
) -> None:
    shuffled = list(made)
    random.shuffle(shuffled)
    one, other = (group(some, every_pair(some) if all_near else NONE) for some in (made, shuffled))
    assert named_groups(made, one) == named_groups(shuffled, other)


@given(passages())
def test_every_passage_is_in_one_group_and_so_no_source_is_lost(made: list[Told]) -> None:
    groups = group(made, every_pair(made))
    members = [
        row for rep in {groups.representative(r) for r in range(len(made))} for row in groups.members(rep)
    ]
    assert sorted(members) == list(range(len(made)))
    assert all(groups.representative(r) == groups.representative(groups.representative(r)) for r in members)


@given(passages())
def test_every_member_tells_the_same_as_its_representative(made: list[Told]) -> None:
    groups = group(made, every_pair(made))
    for row, told in enumerate(made):
        rep = made[groups.representative(row)]
        if rep is not told:
            assert tell_the_same(
                telling(text=told.text, days=told.days, speaker=told.speaker),
                telling(text=rep.text, days=rep.days, speaker=rep.speaker),
            )


@given(passages())
def test_no_group_holds_two_speakers_or_days_more_than_two_apart(made: list[Told]) -> None:
    groups = group(made, every_pair(made))
    for rep in {groups.representative(row) for row in range(len(made))}:
        members = [made[row] for row in groups.members(rep)]
        assert len({told.speaker for told in members}) == 1
        days = [told.days for told in members if told.days]
        if days:
            assert (max(first for first, _ in days) - min(last for _, last in days)).days <= 2


def told(number: int, text: str, after: int = 0, *, is_listed: bool = False) -> Told:
    day = date(2007, 6, 14) + timedelta(days=after)
    passage_id = PassageId(content_hash(number))
    return Told(passage_id=passage_id, text=text, days=(day, day), speaker=None, is_listed=is_listed)


def test_groups_are_no_chains() -> None:
    groups = group([told(after, TEXTS[0], after) for after in range(5)], NONE)
    assert [groups.representative(row) for row in range(5)] == [0, 0, 0, 3, 3]


def test_the_longest_text_stands_for_a_story_but_a_page_of_its_own_before_a_mere_listing() -> None:
    groups = group([told(0, TEXTS[1], is_listed=True), told(1, TEXTS[0]), told(2, TEXTS[1])], NONE)
    assert {groups.representative(row) for row in range(3)} == {2}
    groups = group([told(0, TEXTS[1], is_listed=True), told(1, TEXTS[0])], NONE)
    assert {groups.representative(row) for row in range(2)} == {1}


def test_texts_that_share_no_run_of_words_are_compared_where_their_vectors_are_near() -> None:
    one = "Norland elects Ada Birch as its new Prime Minister."
    other = "Ada Birch of the Meadow Party is elected as Prime Minister of Norland by the Senate."
    made = [told(0, one), told(1, other)]
    assert group(made, NONE).n_grouped in {0, 2}
    assert group(made, every_pair(made)).n_grouped == 2


@pytest.mark.parametrize("n_texts", [0, 1, 2, 40])
def test_candidates_are_pairs_of_texts_near_in_time(n_texts: int) -> None:
    texts = [BASE.format(number) for number in range(n_texts)]
    days = [1000 + 3 * (number % 2) for number in range(n_texts)]
    pairs = alike(texts, days, days_apart=2)
    assert all(one < other and days[one] == days[other] for one, other in pairs.tolist())
    assert (len(pairs) > 0) == (n_texts > 2)


@given(passages())
def test_groups_are_read_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, made: list[Told]
) -> None:
    path = tmp_path_factory.mktemp("stories") / "stories.bin"
    groups = group(made, NONE)
    groups.write(path)
    read = StoryGroups.read(path, n_passages=len(made))
    assert named_groups(made, read) == named_groups(made, groups)


def test_a_version_without_groups_has_each_passage_alone(tmp_path: Path) -> None:
    groups = StoryGroups.read(tmp_path / "stories.bin", n_passages=3)
    assert [groups.members(row).tolist() for row in range(3)] == [[0], [1], [2]]


@pytest.mark.parametrize("rows", [[0, 1], [0, 1, 3], [0, 0, 1], [0, 1, -1]])
def test_groups_of_other_passages_are_refused(tmp_path: Path, rows: list[int]) -> None:
    path = tmp_path / "stories.bin"
    path.write_bytes(np.array(rows, dtype="<i4").tobytes())
    with pytest.raises(IndexDamaged):
        StoryGroups.read(path, n_passages=3)
