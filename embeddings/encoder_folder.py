"""What an encoder's folder holds beside its graph: a description and the tokenizer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tokenizers import Encoding, Tokenizer

from corpus.errors import IndexDamaged
from embeddings.encoder import EncoderSpec, encodable

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


def tokenized(tokenizer: Tokenizer, prompt: str, texts: Sequence[str]) -> list[Encoding]:
    """Each text's tokens, after a prompt."""
    return list(tokenizer.encode_batch_fast([prompt + text for text in encodable(texts)]))


class StoredTokens:
    """The tokens of a compiled encoder counted from its folder, without the encoder; see TokenCounter.

    Raises:
        IndexDamaged: the folder lacks a file, or one cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        spec = read_stored(folder).spec
        self.window = spec.window
        self._prompt = spec.document_prompt
        self._tokenizer = read_tokenizer(folder)

    def count(self, texts: Sequence[str]) -> list[int]:
        """Count each text's tokens as a passage."""
        return [len(encoding) for encoding in tokenized(self._tokenizer, self._prompt, texts)]
