"""Which sentences of the found passages answer the question, chosen by their words.

Comparing sentences by meaning too would have to encode them for every question, and chooses no
better: benchmarks/highlights.py, docs/quality.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.documents import Passage, Sentence
from corpus.fulltext_words import content_words

MAX_ANSWER_SENTENCES = 3
# A later passage's sentence joins the answer while its passage scores this share of the best one,
# and while it says something new: the answer is short, and the citations show the rest.
FURTHER_SHARE = 0.8
# A shorter one is a topic or a menu's item rather than a sentence, and is chosen where there is no other:
# best of 3, 4, 5, 6 and 8 on polnear-train; benchmarks/highlights.py
MIN_SENTENCE_WORDS = 5
SAID_SHARE = 0.8  # of a sentence's words already in the answer, from which it says nothing new


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """For each passage its best sentence, and which passages' best sentences make the answer.

    `answer` holds positions in the ranking, ascending from 0; it is empty where nothing was found.
    """

    highlights: tuple[Sentence, ...]
    answer: tuple[int, ...]


def extract(question: str, passages: Sequence[Passage], scores: Sequence[float]) -> Extract:
    """Choose each passage's best sentence, and of those up to three as the answer.

    The best sentence holds most of the question's words; of equal ones it is the first. Sentences of
    fewer than MIN_SENTENCE_WORDS words are chosen only where there are no longer ones.

    Args:
        question: its words.
        passages: best first, each with at least one sentence.
        scores: the passages' scores, in the same order, 0 … 1.
    """
    words = content_words(question)
    highlights = tuple(_best_sentence(words, passage) for passage in passages)
    texts = [_text(passage, sentence) for passage, sentence in zip(passages, highlights, strict=True)]
    return Extract(highlights=highlights, answer=_answer(scores, texts))


def _best_sentence(words: frozenset[str], passage: Passage) -> Sentence:
    if len(passage.sentences) == 1:
        return passage.sentences[0]

    def fit(sentence: Sentence) -> tuple[bool, int]:
        text = _text(passage, sentence)
        return _is_long(text), len(words & content_words(text))

    return max(passage.sentences, key=fit)


def _is_long(text: str) -> bool:
    return len(text.split()) >= MIN_SENTENCE_WORDS


def _text(passage: Passage, sentence: Sentence) -> str:
    return passage.text[sentence.start - passage.start : sentence.end - passage.start]


def _answer(scores: Sequence[float], texts: Sequence[str]) -> tuple[int, ...]:
    """Positions whose sentences make the answer: near the best in score, and none said twice."""
    able = [position for position, text in enumerate(texts) if _is_long(text)] or list(range(len(texts)))
    taken: list[int] = []
    known: frozenset[str] = frozenset()
    for position in able:
        if len(taken) == MAX_ANSWER_SENTENCES or scores[position] < FURTHER_SHARE * scores[able[0]]:
            break
        words = content_words(texts[position])
        if not taken or len(words & known) < SAID_SHARE * len(words):
            taken.append(position)
            known |= words
    return tuple(taken)
