from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import fulltext
from corpus.errors import IndexDamaged
from corpus.filters import PassageSet
from corpus.fulltext import TITLE_WEIGHT, FullTextEntry, FullTextIndex, write_fulltext
from tests.corpus.made_documents import texts, unhurried

FEW_WORDS = st.lists(st.sampled_from(["war", "peace", "Iraq", "the", "oil", "vote"]), max_size=4).map(
    " ".join
)


def entries(*told: str, title: str = "") -> list[FullTextEntry]:
    return [FullTextEntry(row=row, title=title, context="", text=text) for row, text in enumerate(told)]


def among(rows: list[int]) -> PassageSet:
    return PassageSet(rows=np.array(sorted(set(rows)), dtype=np.int64))


@contextmanager
def indexed(written: list[FullTextEntry]) -> Iterator[FullTextIndex]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:  # see fulltext._configured
        write_fulltext(Path(folder) / "fulltext", written)
        yield FullTextIndex.open(Path(folder) / "fulltext")


def found(index: FullTextIndex, query: str, k: int = 10, within: PassageSet | None = None) -> list[int]:
    return index.search(query, k=k, among=within).rows.tolist()


def test_scores_are_bm25_as_worked_out_by_hand() -> None:
    with indexed(entries("oil war", "oil peace peace")) as index:
        # Source: Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75, idf = ln(1 + (N - n + 0.5) / (n + 0.5)).
        idf = np.log(1 + (2 - 1 + 0.5) / (1 + 0.5))
        expected = idf * 2 * (1.2 + 1) / (2 + 1.2 * (1 - 0.75 + 0.75 * 3 / 2.5))
        assert index.scores("peace", np.array([1, 0])) == pytest.approx([expected, 0])


def test_a_word_of_the_title_counts_by_its_weight() -> None:
    told = [FullTextEntry(row=0, title="Tsunami", context="", text="War."), *entries("x", "War.")[1:]]
    with indexed(told) as index:
        idf = np.log(1 + (2 - 1 + 0.5) / (1 + 0.5))
        norm = 1 - 0.75 + 0.75 * 1 / 0.5
        assert index.search("tsunami", k=5, among=None).scores == pytest.approx(
            [TITLE_WEIGHT * idf * 2.2 / (1 + 1.2 * norm)]
        )


def test_a_word_of_the_context_is_found() -> None:
    with indexed([FullTextEntry(row=0, title="", context="Earthquakes", text="Many died.")]) as index:
        assert found(index, "earthquake") == [0]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("elections", "An ELECTION was held"),
        ("uberlingen", "near Überlingen"),
        ("U\u0308berlingen", "near Überlingen"),
        ("ete", "un e\u0301te\u0301"),
        ("שלום", "שלום עולם"),
        ("endoftext", "<|endoftext|>"),
        ("nul", "a\x00nul\x00b"),
        ("surrogate", "a\ud800surrogate"),
        ("The Who", "the who played"),
        ("What is it?", "What is it"),
    ],
)
def test_words_are_found_whatever_their_form(query: str, text: str) -> None:
    with indexed(entries("nothing", text)) as index:
        assert found(index, query) == [1]


def test_stopwords_and_question_words_do_not_count_beside_others() -> None:
    with indexed(entries("what did the man do", "oil")) as index:
        assert found(index, "What did the oil do?") == [1]


@pytest.mark.parametrize(
    ("query", "rows"), [("Who died in May?", [1]), ("Did the WHO vote?", [0]), ("in the US", [2])]
)
def test_names_written_like_stopwords_count(query: str, rows: list[int]) -> None:
    with indexed(entries("who", "may", "us")) as index:
        assert found(index, query) == rows


@pytest.mark.parametrize(
    "query", ["", " ", "?", "+", '"', "a:b AND (", "title:x", "*", "\x00", "\ud800", "😀"]
)
def test_no_text_is_a_syntax_error(query: str) -> None:
    with indexed(entries("nothing here")) as index:
        assert found(index, query) == []
        assert index.scores(query, np.array([0])).tolist() == [0]


@unhurried
@given(st.lists(texts, max_size=6), texts)
def test_any_text_can_be_indexed_and_asked(told: list[str], query: str) -> None:
    with indexed(entries(*told)) as index:
        hits = index.search(query, k=3, among=None)
        assert all(score > 0 for score in hits.scores)
        assert hits.scores.dtype == np.float32


@unhurried
@given(st.lists(st.tuples(FEW_WORDS, FEW_WORDS), max_size=30), FEW_WORDS, st.integers(1, 31), st.data())
def test_a_filtered_search_is_the_full_ranking_with_others_left_out(
    told: list[tuple[str, str]], query: str, k: int, data: st.DataObject
) -> None:
    written = [FullTextEntry(row=row, title=t, context="", text=x) for row, (t, x) in enumerate(told)]
    with indexed(written) as index:
        every = np.arange(len(told), dtype=np.int64)
        scores = index.scores(query, every)
        ranking = sorted(
            (row for row in every.tolist() if scores[row] > 0), key=lambda row: (-scores[row], row)
        )
        assert found(index, query, k) == ranking[:k]
        wanted = data.draw(st.sets(st.sampled_from(every.tolist())) if told else st.just(set()))
        for fetches_per_row in (0, 8, 10**9):  # fetch and keep; as measured; ask by row
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(fulltext, "_FETCHES_PER_ROW", fetches_per_row)
                patch.setattr(fulltext, "_TIES", 1)
                patch.setattr(fulltext, "_ROWS_AT_ONCE", 7)
                hits = index.search(query, k=k, among=among(list(wanted)))
            assert hits.rows.tolist() == [row for row in ranking if row in wanted][:k]
            assert hits.scores.tolist() == [scores[row] for row in hits.rows]


def test_equal_scores_come_by_row_however_many_tie() -> None:
    with indexed(entries(*["war"] * 500)) as index:
        assert found(index, "war", 7) == list(range(7))
        assert found(index, "war", 3, among(list(range(100, 500)))) == [100, 101, 102]
        assert found(index, "war", 3, among([499, 3, 250])) == [3, 250, 499]


def test_scores_come_in_the_order_of_the_rows_asked() -> None:
    with indexed(entries("war", "peace", "war war")) as index:
        scores = index.scores("war", np.array([2, 1, 0, 2]))
        assert scores[0] == scores[3] > scores[2] > scores[1] == 0
        assert index.scores("war", np.array([], dtype=np.int64)).shape == (0,)


def test_an_empty_index_and_an_empty_set_find_nothing() -> None:
    with indexed([]) as index:
        assert found(index, "war") == []
    with indexed(entries("war")) as index:
        assert found(index, "war", 5, among([])) == []


def test_fewer_than_one_hit_cannot_be_wanted() -> None:
    with indexed(entries("war")) as index, pytest.raises(ValueError, match="at least one"):
        index.search("war", k=0, among=None)


def test_a_pasted_page_is_searched_by_its_first_words() -> None:
    with indexed(entries("word0", "word9999")) as index:
        assert found(index, " ".join(f"word{n}" for n in range(10_000))) == [0]


def test_many_threads_may_search() -> None:
    with indexed(entries(*[f"word{n}" for n in range(100)])) as index:
        wrong: list[int] = []

        def search() -> None:
            wrong.extend(n for n in range(100) if found(index, f"word{n}") != [n])

        threads = [threading.Thread(target=search) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []


def test_a_folder_with_something_in_it_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FileExistsError):
        write_fulltext(tmp_path, [])


def test_a_missing_or_empty_folder_is_damage(tmp_path: Path) -> None:
    for folder in (tmp_path / "none", tmp_path):
        with pytest.raises(IndexDamaged):
            FullTextIndex.open(folder)


def test_a_file_that_is_missing_or_cut_is_damage(tmp_path: Path) -> None:
    write_fulltext(tmp_path / "whole", entries("war and peace", "oil"))
    files = [path.name for path in (tmp_path / "whole").iterdir() if not path.name.startswith(".")]
    assert len(files) > 4
    for name in files:
        for keep in (None, 0, 0.5):
            copy = shutil.copytree(tmp_path / "whole", tmp_path / f"{name} {keep}")
            content = (copy / name).read_bytes()
            (copy / name).unlink()
            if keep is not None:
                (copy / name).write_bytes(content[: int(len(content) * keep)])
            with pytest.raises(IndexDamaged):
                FullTextIndex.open(copy)


def test_an_index_is_searched_in_a_folder_that_takes_no_lock_file(tmp_path: Path) -> None:
    write_fulltext(tmp_path / "fulltext", entries("oil", "war"))
    lock = tmp_path / "fulltext" / ".tantivy-meta.lock"
    lock.unlink()
    lock.mkdir()  # refused even to root, whom no read-only mode stops
    assert found(FullTextIndex.open(tmp_path / "fulltext"), "war") == [1]


def test_opening_writes_nothing_into_the_folder(tmp_path: Path) -> None:
    write_fulltext(tmp_path, entries("oil", "war"))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    found(FullTextIndex.open(tmp_path), "war")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_whoever_may_read_one_file_may_read_all(tmp_path: Path) -> None:
    write_fulltext(tmp_path, entries("oil"))
    assert len({path.stat().st_mode for path in tmp_path.iterdir()}) == 1


def test_passages_that_hold_every_word_in_one_of_its_spellings_are_found() -> None:
    wanted = [[("beto",)], [("orourk",), ("o", "rourk")]]
    with indexed(entries("Beto O'Rourke", "Beto ORourke", "Beto alone", "O'Rourke", "o Beto")) as index:
        found_rows = index.holding(wanted, limit=2)
        assert found_rows is not None
        assert sorted(found_rows.tolist()) == [0, 1]
        assert index.holding(wanted, limit=1) is None
        assert index.holding([[("nobody",)]], limit=1).tolist() == []  # type: ignore[union-attr] # none is not too many
