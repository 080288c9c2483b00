"""How much of some words texts hold, near words counting too: by a model's vectors of word pieces.

A model begins with a table of vectors, one for each piece of a word that its tokenizer knows. Looking
them up costs a question next to nothing, and "premier" is near "minister" in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

Table = npt.NDArray[np.float16]
Scores = npt.NDArray[np.float32]


MATRIX = 2  # dimensions
_SHAPE_BYTES = 8
NO_TABLE = np.zeros((0, 1), dtype=np.float16)


class WordPieces:
    """A tokenizer's pieces and their vectors, shape (pieces, any), of unit length.

    With NO_TABLE no piece has a vector.
    """

    def __init__(self, tokenizer: Tokenizer, table: Table) -> None:
        self._tokenizer, self._table = tokenizer, table

    def wording(self, words: str, texts: Sequence[str]) -> Scores:
        """The mean over the words' pieces of the cosine of the nearest piece in each text.

        Returns:
            One score a text, in [-1, 1], 1 where it has every piece; 0 where either has no piece.
            Source: the maximal similarity of Khattab and Zaharia 2020, of vectors without context.
        """
        wanted = self._pieces([words])[0]
        held = self._pieces(texts)
        scores = np.zeros(len(texts), dtype=np.float32)
        filled = [position for position, pieces in enumerate(held) if len(pieces)]
        if not len(wanted) or not filled:
            return scores
        distinct, places = np.unique(np.concatenate([held[i] for i in filled]), return_inverse=True)
        cosines = self._vectors(wanted) @ self._vectors(distinct).T
        starts = np.cumsum([0, *(len(held[i]) for i in filled[:-1])])
        scores[filled] = np.maximum.reduceat(cosines[:, places], starts, axis=1).mean(axis=0)
        return scores

    def _pieces(self, texts: Sequence[str]) -> list[npt.NDArray[np.int64]]:
        """The ids of each text's pieces that have a vector."""
        encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        found = [np.array(encoding.ids, dtype=np.int64) for encoding in encodings]
        return [ids[ids < len(self._table)] for ids in found]

    def _vectors(self, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        return self._table[ids].astype(np.float32)


def table_of_graph(graph: Any, n_pieces: int) -> npt.NDArray[Any]:
    """The first table of an openvino model with a row for each of a tokenizer's pieces, or NO_TABLE."""
    for node in graph.get_ordered_ops():
        if node.get_type_name() == "Constant":
            shape = list(node.get_output_shape(0))
            if len(shape) == MATRIX and shape[0] >= n_pieces and node.get_data().dtype.kind == "f":
                return np.array(node.get_data())
    return NO_TABLE


def unit_table(table: npt.NDArray[Any]) -> Table:
    """The same vectors at unit length, as 16-bit numbers."""
    lengths = np.linalg.norm(table.astype(np.float32), axis=1, keepdims=True)
    return np.asarray(table / np.maximum(lengths, 1e-6), dtype=np.float16)


def write_table(path: Path, table: Table) -> None:
    """Write a table as its shape, two unsigned 32-bit numbers, and its rows."""
    shape = np.array(table.shape, dtype="<u4").tobytes()
    path.write_bytes(shape + table.astype("<f2").tobytes())


def map_table(path: Path) -> Table:
    """A written table, mapped: what is not looked up is not read.

    Raises:
        OSError: it is not there or cannot be read.
        ValueError: it is not what `write_table` wrote.
    """
    with path.open("rb") as file:
        rows, width = np.frombuffer(file.read(_SHAPE_BYTES), dtype="<u4").tolist()
    if path.stat().st_size != _SHAPE_BYTES + 2 * rows * width:
        raise ValueError(f"{path.name} is not as long as it says")
    if not rows:
        return NO_TABLE
    return np.memmap(path, dtype="<f2", mode="r", offset=_SHAPE_BYTES, shape=(rows, width))
