"""A cross-encoder made on the spot, and what happens where none can be loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import RerankerUnusable
from embeddings.reranker import CrossEncoderReranker, open_reranker
from tests.embeddings.made_models import save_cross_encoder, save_tiny_bert

ANY_TEXTS = st.lists(st.text(max_size=300), max_size=8)


@pytest.fixture(scope="module")
def reranker(tmp_path_factory: pytest.TempPathFactory) -> CrossEncoderReranker:
    opened = open_reranker(str(save_cross_encoder(tmp_path_factory.mktemp("reranker") / "model")))
    assert opened is not None
    return opened


def test_none_is_opened_where_none_is_named() -> None:
    assert open_reranker(None) is None


def test_torch_is_left_alone_where_none_is_named() -> None:
    program = "import sys; from embeddings.reranker import open_reranker; open_reranker(None)"
    check = f"{program}; sys.exit('torch' in sys.modules or 'sentence_transformers' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


@given(st.text(max_size=300), ANY_TEXTS)
@settings(max_examples=25, deadline=None)
def test_any_texts_get_one_finite_score_each(
    reranker: CrossEncoderReranker, question: str, texts: list[str]
) -> None:
    scores = reranker.scores(question, texts)
    assert scores.shape == (len(texts),) and np.isfinite(scores).all()


def test_a_text_scores_the_same_whatever_stands_beside_it(reranker: CrossEncoderReranker) -> None:
    texts = ["the war", "talks of the two sides went on through the night", "москва"]
    together = reranker.scores("the talks", texts)
    alone = [reranker.scores("the talks", [text])[0] for text in texts]
    assert np.allclose(together, alone, atol=1e-5)
    assert len({round(float(score), 4) for score in together}) == len(texts)


def refusal(name: object) -> str:
    with pytest.raises(RerankerUnusable) as refused:
        open_reranker(str(name))
    message = str(refused.value)
    assert "ONRECORD_RERANKER" in message and repr(str(name)) in message and "unset" in message
    return message


def test_a_name_that_is_not_on_this_machine_is_refused_without_a_download(tmp_path: Path) -> None:
    assert "neither a folder nor in the local model cache" in refusal("nobody/no-such-reranker")
    assert "holds no weights" in refusal(tmp_path)


def test_a_model_for_vectors_is_refused(tmp_path: Path) -> None:
    assert "holds no cross-encoder" in refusal(save_tiny_bert(tmp_path / "bert"))


def test_a_model_with_several_labels_is_refused(tmp_path: Path) -> None:
    assert "no single number" in refusal(save_cross_encoder(tmp_path / "three", n_labels=3))


def test_a_damaged_model_is_refused(tmp_path: Path) -> None:
    folder = save_cross_encoder(tmp_path / "damaged")
    for weights in folder.rglob("*.safetensors"):
        weights.write_bytes(b"not weights")
    assert "cannot be loaded" in refusal(folder)
