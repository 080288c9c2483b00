"""Texts to vectors: what every encoder promises, and the sentence-transformers reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from corpus.errors import ModelUnusable
from embeddings.model_files import ModelFiles
from embeddings.word_pieces import NO_TABLE, Scores, WordPieces, unit_table

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

Vectors = npt.NDArray[np.float32]

# A model may name no limit (static embeddings) or one far above any passage of ours; 512 is the
# window of BERT (Devlin et al. 2019) and above our passages' tiktoken budget.
LONGEST_WINDOW = 512
# In the order that encode_document tries; it takes the first that is there, which since version 5 is
# always "document", if need be an empty one: a model with a prompt for "passage" alone would lose it.
DOCUMENT_PROMPT_NAMES = ("document", "passage", "corpus")


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderSpec:
    """What decides a text's vector: two encoders with equal specs give comparable vectors.

    `window` is the most tokens a text may have, special tokens and prompt included.
    """

    model_name: str
    weights_sha256: str
    settings_sha256: str
    query_prompt: str
    document_prompt: str
    pooling: str
    precision: str
    dimension: int
    window: int


class Encoder(Protocol):
    """A sentence-embedding model, with its own prompts applied; callable from many threads.

    Lone surrogates, which no tokenizer takes, are read as "?".
    """

    @property
    def spec(self) -> EncoderSpec:
        """What decides a text's vector."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Embed texts of an archive.

        Returns:
            Shape (n, dimension), float32, unit length, in the order given.

        Raises:
            ValueError: a text is longer than the window, which would cut it silently.
        """

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions; one longer than the window is read up to the window's end.

        Returns:
            Shape (n, dimension), float32, unit length, in the order given.
        """

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count each text's tokens as a passage: special tokens and document prompt included."""

    def wording(self, words: str, texts: Sequence[str]) -> Scores:
        """How much of some words each text holds, near words counting too; see WordPieces.

        Returns:
            One score a text, in [-1, 1]; 0 for all where the model has no vectors of word pieces.
        """


class SentenceTransformerEncoder:
    """The model as sentence-transformers runs it: the reference that others are held to."""

    def __init__(self, files: ModelFiles) -> None:
        self.model = load_sentence_transformer(files)
        self._tokenizer = fast_tokenizer(self.model, files.name)
        self._spec = describe(self.model, files, precision="f32")
        if isfinite(self.model.max_seq_length or LONGEST_WINDOW):  # static embeddings have no window to set
            self.model.max_seq_length = self._spec.window

    @property
    def spec(self) -> EncoderSpec:
        """What decides a text's vector."""
        return self._spec

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Embed texts of an archive; see Encoder."""
        refuse_longer(self.count_tokens(texts), self._spec.window)
        if not texts:
            return np.zeros((0, self._spec.dimension), dtype=np.float32)
        prompt, inputs = self._spec.document_prompt, encodable(texts)
        return unit(self.model.encode_document(inputs, prompt=prompt, show_progress_bar=False))

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions; see Encoder."""
        if not texts:
            return np.zeros((0, self._spec.dimension), dtype=np.float32)
        prompt, inputs = self._spec.query_prompt, encodable(texts)
        return unit(self.model.encode_query(inputs, prompt=prompt, show_progress_bar=False))

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count each text's tokens as a passage."""
        prompted = [self._spec.document_prompt + text for text in encodable(texts)]
        return [len(encoding) for encoding in self._tokenizer.encode_batch_fast(prompted)]

    def wording(self, words: str, texts: Sequence[str]) -> Scores:
        """How much of some words each text holds; see Encoder."""
        return self._pieces.wording(encodable([words])[0], encodable(texts))

    @cached_property
    def _pieces(self) -> WordPieces:
        inner = getattr(self.model[0], "auto_model", None)
        if inner is None:  # static embeddings, say
            return WordPieces(self._tokenizer, NO_TABLE)
        return WordPieces(self._tokenizer, unit_table(inner.get_input_embeddings().weight.detach().numpy()))


def load_sentence_transformer(files: ModelFiles) -> SentenceTransformer:
    """Load a model from its folder, on the CPU, without the network.

    Raises:
        ModelUnusable: sentence-transformers cannot read the folder.
    """
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call] # transformers leaves it so
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call] # the same
    try:
        model = SentenceTransformer(str(files.folder), device="cpu", local_files_only=True)
    except Exception as error:  # each library below raises its own kinds, few of them documented
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ModelUnusable(files.name, reason) from error
    return model.eval()


def describe(model: SentenceTransformer, files: ModelFiles, *, precision: str) -> EncoderSpec:
    """Read off a loaded model what decides its vectors."""
    document_prompts = (model.prompts.get(name) for name in DOCUMENT_PROMPT_NAMES)
    return EncoderSpec(
        model_name=files.name,
        weights_sha256=files.weights_sha256,
        settings_sha256=files.settings_sha256,
        query_prompt=model.prompts.get("query") or "",
        document_prompt=next(filter(None, document_prompts), ""),
        pooling=_pooling(model),
        precision=precision,
        dimension=int(model.get_embedding_dimension() or 0),
        window=_window(model),
    )


def fast_tokenizer(model: SentenceTransformer, name: str) -> Tokenizer:
    """The model's tokenizer by itself, without truncation or padding, so that it can be measured with.

    Raises:
        ModelUnusable: the model has only a slow tokenizer, which cannot be stored with an index.
    """
    from tokenizers import Tokenizer

    held = model.tokenizer
    backend = held if isinstance(held, Tokenizer) else getattr(held, "backend_tokenizer", None)
    if backend is None:
        raise ModelUnusable(name, "it has no fast tokenizer (tokenizer.json)")
    tokenizer = Tokenizer.from_str(backend.to_str())
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def encodable(texts: Sequence[str]) -> list[str]:
    """The texts as UTF-8 can hold them: each lone surrogate becomes "?"."""
    return [text.encode("utf-8", "replace").decode("utf-8") for text in texts]


def refuse_longer(lengths: Sequence[int], window: int) -> None:
    """Raise ValueError where a text has more tokens than the window."""
    for position, length in enumerate(lengths):
        if length > window:
            raise ValueError(
                f"text {position} has {length} tokens, more than the encoder's window of {window}"
            )


def unit(vectors: npt.ArrayLike) -> Vectors:
    """Scale each row to length 1; a row of zeros stays."""
    rows = np.asarray(vectors, dtype=np.float32)
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(norms > 0, norms, 1), dtype=np.float32)


def _window(model: SentenceTransformer) -> int:
    """The most tokens that the model reads of a text, as far as we use it."""
    # Static embeddings name no limit, and are cut where their tokenizer was saved with one.
    saved = getattr(model.tokenizer, "truncation", None) or {}
    limits = (model.max_seq_length, saved.get("max_length"), LONGEST_WINDOW)
    return int(min(limit for limit in limits if limit))


def _pooling(model: SentenceTransformer) -> str:
    """The modules behind the transformer, in words: what makes one vector of many tokens."""
    parts = []
    for module in list(model.children())[1:]:
        mode = getattr(module, "pooling_mode", None)
        parts.append(f"{type(module).__name__}({mode})" if mode else type(module).__name__)
    return " > ".join(parts) or "none"
