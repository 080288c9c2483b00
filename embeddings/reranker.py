"""A cross-encoder that reads a question and a passage together: slower than vectors, and finer."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from corpus.errors import ModelNotFound, ModelUnusable, RerankerUnusable
from embeddings.model_files import find_model

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

CLASSIFIER = "ForSequenceClassification"  # the end of the architecture's name of every cross-encoder
FEW_PAIRS = [("a question", "a passage")]


class Reranker(Protocol):
    """Scores passages for one question; callable from many threads."""

    def scores(self, question: str, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """How well each text answers, in the order given: shape (n,), higher is better, any range."""


class CrossEncoderReranker:
    """A sentence-transformers CrossEncoder from this machine's files, on the CPU."""

    def __init__(self, model: CrossEncoder) -> None:
        self._model = model
        self._lock = threading.Lock()  # the tokenizer is set up anew for each call's length

    def scores(self, question: str, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """How well each text answers; a pair longer than the model's window is read up to its end."""
        if not texts:
            return np.zeros(0, dtype=np.float32)
        asked = _encodable(question)
        pairs = [(asked, _encodable(text)) for text in texts]
        with self._lock:
            scored = self._model.predict(pairs, show_progress_bar=False, convert_to_numpy=True)
        return np.asarray(scored, dtype=np.float32).reshape(len(texts))


def open_reranker(name: str | None) -> CrossEncoderReranker | None:
    """Load a cross-encoder by folder, or by name from the local cache; None asks for none.

    Nothing is downloaded. Torch is imported only where a name is given.

    Raises:
        RerankerUnusable: it is not there, no cross-encoder, or cannot be loaded.
    """
    if name is None:
        return None
    folder = _folder_of(name)
    from sentence_transformers import CrossEncoder

    try:
        model = CrossEncoder(str(folder), device="cpu", local_files_only=True)
        tried = np.asarray(model.predict(FEW_PAIRS, show_progress_bar=False))
    except Exception as error:  # the libraries below raise anything on a broken folder
        raise RerankerUnusable(name, f"it cannot be loaded ({_first_line(error)})") from error
    if tried.shape != (1,) or not np.isfinite(tried).all():
        raise RerankerUnusable(name, f"it gives no single number for a pair, but an array {tried.shape}")
    return CrossEncoderReranker(model)


def _folder_of(name: str) -> Path:
    try:
        folder = find_model(name).folder
    except ModelNotFound as error:
        raise RerankerUnusable(name, "it is neither a folder nor in the local model cache") from error
    except ModelUnusable as error:
        raise RerankerUnusable(name, error.reason) from error
    # Without this look a model for vectors would be loaded, and scored by a layer of random weights.
    if not any(architecture.endswith(CLASSIFIER) for architecture in _architectures(folder)):
        raise RerankerUnusable(name, f"{folder} holds no cross-encoder (no architecture …{CLASSIFIER})")
    return folder


def _architectures(folder: Path) -> list[str]:
    try:
        found = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        return [str(one) for one in found.get("architectures") or ()]
    except (OSError, ValueError, AttributeError, TypeError):
        return []


def _encodable(text: str) -> str:
    """The text with "?" for each lone surrogate, which no tokenizer takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
