"""Which sentences of the found passages answer the question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.documents import Passage, Sentence
from corpus.fulltext import content_words
from embeddings.encoder import Encoder, Vectors
from embeddings.vector_index import Vector
from qa.retrieval import Scores

# Sentences of the first passages are compared by meaning and by words, at about a millisecond
# each; those of later passages by words alone. docs/performance.md
N_COMPARED_PASSAGES = 5
MAX_ANSWER_SENTENCES = 3
# A later passage's sentence joins the answer while its passage scores this share of the best one.
FURTHER_SHARE = 0.8
# Sentences whose vectors are nearer than this say the same; the later one is left out.
SAME_COSINE = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """For each passage its best sentence, and which passages' best sentences make the answer.

    `answer` holds positions in the ranking, ascending from 0; it is empty where nothing was found.
    """

    highlights: tuple[Sentence, ...]
    answer: tuple[int, ...]


def extract(
    question: str, vector: Vector, passages: Sequence[Passage], scores: Scores, encoder: Encoder
) -> Extract:
    """Choose each passage's best sentence, and of those up to three as the answer.

    Args:
        question: its words.
        vector: the question's vector, shape (dimension,), unit length.
        passages: best first, each with at least one sentence.
        scores: the passages' scores, in the same order, 0 … 1.
        encoder: the one that made `vector`.
    """
    head = passages[:N_COMPARED_PASSAGES]
    vectors = _sentence_vectors(head, encoder)
    words = content_words(question)
    chosen = [
        int(np.argmax(_word_shares(words, passage) + by_meaning))
        for passage, by_meaning in zip(head, [of_passage @ vector for of_passage in vectors], strict=True)
    ]
    rest = [int(np.argmax(_word_shares(words, passage))) for passage in passages[len(head) :]]
    best_vectors = [of_passage[index] for of_passage, index in zip(vectors, chosen, strict=True)]
    return Extract(
        highlights=tuple(p.sentences[i] for p, i in zip(passages, chosen + rest, strict=True)),
        answer=_answer(scores[: len(head)], best_vectors),
    )


def _sentence_vectors(passages: Sequence[Passage], encoder: Encoder) -> list[Vectors]:
    """The vectors of each passage's sentences, one array a passage."""
    texts = [
        passage.text[sentence.start - passage.start : sentence.end - passage.start]
        for passage in passages
        for sentence in passage.sentences
    ]
    ends = np.cumsum([len(passage.sentences) for passage in passages])
    return np.split(encoder.encode_passages(texts), ends[:-1]) if passages else []


def _word_shares(words: frozenset[str], passage: Passage) -> Scores:
    """For each sentence, the share of the question's words that it holds, 0 … 1."""
    shares = np.zeros(len(passage.sentences), dtype=np.float32)
    for index, sentence in enumerate(passage.sentences):
        text = passage.text[sentence.start - passage.start : sentence.end - passage.start]
        shares[index] = len(words & content_words(text)) / max(1, len(words))
    return shares


def _answer(scores: Scores, vectors: Sequence[Vector]) -> tuple[int, ...]:
    """Positions whose sentences make the answer: near the best in score, and none said twice."""
    taken: list[int] = []
    for position, vector in enumerate(vectors):
        if len(taken) == MAX_ANSWER_SENTENCES or scores[position] < FURTHER_SHARE * scores[0]:
            break
        if all(float(vector @ vectors[other]) < SAME_COSINE for other in taken):
            taken.append(position)
    return tuple(taken)
