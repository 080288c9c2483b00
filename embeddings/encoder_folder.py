"""What an encoder's folder holds beside its graph: a description and the tokenizer."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from tokenizers import Tokenizer

from corpus.errors import IndexDamaged
from embeddings.encoder import EncoderSpec

SPEC_FILE = "encoder.json"
TOKENIZER_FILE = "tokenizer.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEncoder:
    """The spec, the padding token's id, and the graph's input names, none where there is no graph."""

    spec: EncoderSpec
    pad_id: int
    inputs: tuple[str, ...]


def write_stored(folder: Path, stored: StoredEncoder) -> None:
    """Write the description."""
    (folder / SPEC_FILE).write_text(json.dumps(asdict(stored), indent=1), encoding="utf-8")


def read_stored(folder: Path) -> StoredEncoder:
    """Read the description.

    Raises:
        IndexDamaged: it is missing or cannot be read.
    """
    path = folder / SPEC_FILE
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        spec = EncoderSpec(**stored["spec"])
        return StoredEncoder(spec=spec, pad_id=stored["pad_id"], inputs=tuple(stored["inputs"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(path, "the encoder's description cannot be read") from error


def read_tokenizer(folder: Path) -> Tokenizer:
    """Read the tokenizer.

    Raises:
        IndexDamaged: it is missing or cannot be read.
    """
    path = folder / TOKENIZER_FILE
    try:
        return Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises Exception itself, whatever is wrong
        raise IndexDamaged(path, "the tokenizer cannot be read") from error
