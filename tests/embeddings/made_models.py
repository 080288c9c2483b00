"""Small sentence-transformers models with random weights, made on the spot and saved to a folder."""

from __future__ import annotations

import string
from collections.abc import Mapping
from pathlib import Path

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

E5_PROMPTS = {"query": "query: ", "passage": "passage: "}
WINDOW = 64


def word_piece_tokenizer() -> Tokenizer:
    """A tokenizer whose tokens are a few words, and else single characters."""
    letters = [c for c in string.printable if not c.isspace() and not c.isupper()]
    words = ["query", "passage", "the", "war", "talks", "##ing", "##s", "москва"]
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *("##" + c for c in letters), *words]
    vocabulary = {piece: number for number, piece in enumerate(dict.fromkeys(pieces))}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    return tokenizer


def save_tiny_bert(
    folder: Path, *, prompts: Mapping[str, str] = E5_PROMPTS, window: int = WINDOW, seed: int = 0
) -> Path:
    """A BERT of two layers, 32 wide; its weights are large, so that unlike texts get unlike vectors."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    tokenizer = word_piece_tokenizer()
    special = {f"{name}_token": f"[{name.upper()}]" for name in ("unk", "pad", "cls", "sep", "mask")}
    shape = BertConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=window,
        initializer_range=0.5,
    )
    torch.manual_seed(seed)
    plain = folder.with_name(folder.name + "-plain")
    BertModel(shape).save_pretrained(plain)
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **special).save_pretrained(plain)
    parts = [Transformer(str(plain), max_seq_length=window), Pooling(32, "mean")]
    SentenceTransformer(modules=parts, prompts=dict(prompts), device="cpu").save(str(folder))
    return folder


def save_static(folder: Path, *, truncated_to: int | None = None) -> Path:
    """A model that adds up fixed vectors of tokens: no transformer, no window."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    tokenizer = word_piece_tokenizer()
    if truncated_to:
        tokenizer.enable_truncation(truncated_to)
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=16)], device="cpu").save(
        str(folder)
    )
    return folder


def save_cross_encoder(folder: Path, *, n_labels: int = 1, seed: int = 0) -> Path:
    """A cross-encoder on the same small BERT: its scores say nothing, but always the same."""
    import torch
    from sentence_transformers import CrossEncoder
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    tokenizer = word_piece_tokenizer()
    special = {f"{name}_token": f"[{name.upper()}]" for name in ("unk", "pad", "cls", "sep", "mask")}
    shape = BertConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=WINDOW,
        initializer_range=0.5,
        num_labels=n_labels,
    )
    torch.manual_seed(seed)
    plain = folder.with_name(folder.name + "-plain")
    BertForSequenceClassification(shape).save_pretrained(plain)
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=WINDOW, **special).save_pretrained(
        plain
    )
    CrossEncoder(str(plain), device="cpu", num_labels=n_labels, max_length=WINDOW).save(str(folder))
    return folder
