"""How much of some words a text holds, by the vectors of word pieces."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, pre_tokenizers

from corpus.errors import IndexDamaged
from embeddings.compiled_encoder import PIECES_FILE, CompiledEncoder, Use, open_encoder
from embeddings.encoder import SentenceTransformerEncoder
from embeddings.word_pieces import NO_TABLE, WordPieces, unit_table

# "premier" lies at 60 degrees from "minister", "court" at a right angle to both.
WORDS = ("[UNK]", "minister", "premier", "court")
TABLE = np.array([[0, 0, 0], [2, 0, 0], [0.5, math.sqrt(0.75), 0], [0, 0, 3]], dtype=np.float32)


def pieces(table: np.ndarray = TABLE) -> WordPieces:
    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return WordPieces(tokenizer, unit_table(table))


def test_a_word_that_is_there_counts_whole_and_a_near_one_by_its_cosine() -> None:
    found = pieces().wording(
        "minister court", ["the court and the minister", "premier court", "court", "minister"]
    )
    assert found.tolist() == pytest.approx([1.0, 0.75, 0.5, 0.5], abs=1e-3)


def test_nothing_is_held_where_either_has_no_words() -> None:
    assert pieces().wording("", ["court"]).tolist() == [0.0]
    assert pieces().wording("court", ["", "court", ""]).tolist() == pytest.approx([0.0, 1.0, 0.0], abs=1e-3)
    assert pieces().wording("court", []).tolist() == []


def test_a_model_without_such_vectors_tells_nothing() -> None:
    assert pieces(NO_TABLE).wording("court", ["court"]).tolist() == [0.0]


@given(st.text(), st.lists(st.text(), max_size=4))
def test_a_text_holds_its_own_words_whole_and_no_text_more(words: str, texts: list[str]) -> None:
    found = pieces().wording(words, [*texts, f"{words} court"])
    assert found.shape == (len(texts) + 1,)
    assert np.isfinite(found).all() and (abs(found) <= 1 + 1e-3).all()
    assert found[-1] >= found.max() - 1e-3


def test_the_compiled_model_keeps_the_vectors_of_the_reference(
    reference: SentenceTransformerEncoder, compiled: CompiledEncoder
) -> None:
    texts = ["The premier was caught \ud800 in Prague.", "", "An arrest of the prime minister"]
    ours, theirs = (encoder.wording("arrested premier", texts) for encoder in (compiled, reference))
    assert ours == pytest.approx(theirs, abs=2e-3)
    assert 0 < ours[2] < ours[0] < 1


def test_an_index_without_the_written_table_reads_it_from_the_graph(
    tiny_compiled: CompiledEncoder, tiny_compiled_folder: Path, tmp_path: Path
) -> None:
    older = Path(shutil.copytree(tiny_compiled_folder, tmp_path / "model"))
    (older / PIECES_FILE).unlink()
    opened = open_encoder(older, use=Use.LATENCY)
    asked = ("the war", ["war talks", "peace", "the war"])
    np.testing.assert_array_equal(opened.wording(*asked), tiny_compiled.wording(*asked))


def test_a_damaged_table_is_named(
    tiny_compiled: CompiledEncoder, tiny_compiled_folder: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(tiny_compiled_folder, tmp_path / "model"))
    (folder / PIECES_FILE).write_bytes(b"no table")
    with pytest.raises(IndexDamaged, match=PIECES_FILE):
        open_encoder(folder, use=Use.LATENCY).wording("the war", ["war"])
