from pathlib import Path

import pytest

from corpus.fulltext import FullTextEntry, FullTextIndex, write_fulltext
from corpus.spelling import respell

TEXTS = [
    "Serdyukov spoke of missiles",
    "people of the province",
    "people met",
    "many people left",
    "Lugovoy fled",
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> FullTextIndex:
    folder: Path = tmp_path_factory.mktemp("words") / "fulltext"
    entries = [FullTextEntry(row=n, title="", context="", text=text) for n, text in enumerate(TEXTS)]
    write_fulltext(folder, entries)
    return FullTextIndex.open(folder)


def respelt(index: FullTextIndex, text: str) -> list[tuple[str, str, bool]]:
    return [(text[r.start : r.end], r.term, r.replaces) for r in respell(text, index)]


def test_a_name_that_no_passage_holds_is_taken_for_the_nearest(index: FullTextIndex) -> None:
    assert respelt(index, "what did Serdukov say") == [("Serdukov", "serdyukov", True)]


def test_a_common_word_is_mended_only_by_one_that_several_passages_hold(index: FullTextIndex) -> None:
    assert respelt(index, "how many peple") == [("peple", "peopl", True)]
    assert respelt(index, "which provice") == []


def test_what_is_there_or_short_or_far_stays(index: FullTextIndex) -> None:
    assert respelt(index, "Serdyukov met Lott, Medvedev and people") == []


def test_another_transliteration_is_searched_beside(index: FullTextIndex) -> None:
    assert respelt(index, "the Lugovoi case") == [("Lugovoi", "lugovoy", True)]
