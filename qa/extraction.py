"""Which sentences of the found passages answer the question, chosen by their words.

Comparing sentences by meaning too would have to encode them for every question, and chooses no
better: benchmarks/highlights.py, docs/quality.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.documents import Passage, Sentence
from corpus.fulltext_words import content_words

MAX_ANSWER_SENTENCES = 3
# A later passage's sentence joins the answer while its passage scores this share of the best one,
# and while it says something new: the answer is short, and the citations show the rest.
FURTHER_SHARE = 0.8
VALUE_SHARE = 0.5  # not measured: enough that the latest of three death tolls is told with the others
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


def no_value(sentence: str) -> int:
    """The fit of any sentence where no number or name is asked for."""
    del sentence
    return 0


def extract(
    question: str,
    passages: Sequence[Passage],
    scores: Sequence[float],
    fit: Callable[[str], int] = no_value,
    is_of_same: Sequence[bool] = (),
    *,
    is_plain_alone: bool = False,
) -> Extract:
    """Choose each passage's best sentence, and of those up to three as the answer.

    The best sentence holds most of the question's words, and the value asked for; of equal ones it is the
    first. Sentences of fewer than MIN_SENTENCE_WORDS words are chosen only where there are no longer ones.
    Where a sentence says the value, none joins the answer that does not.

    Args:
        question: its words.
        passages: best first, each with at least one sentence.
        scores: the passages' scores, in the same order, 0 … 1.
        fit: how plainly a sentence says the value asked for, counted as so many words more; 0 for not.
        is_of_same: which passages name all that the question names: another number of theirs joins the
            answer from VALUE_SHARE of the best score on.
        is_plain_alone: whether only the sentences that fit best make the answer.
    """
    words = content_words(question)
    highlights = tuple(_best_sentence(words, passage, fit) for passage in passages)
    texts = [_text(passage, sentence) for passage, sentence in zip(passages, highlights, strict=True)]
    fits = [fit(text) if is_plain_alone else min(fit(text), 1) for text in texts]
    same = list(is_of_same) or [False] * len(texts)
    if is_plain_alone:
        return Extract(highlights=highlights, answer=_counts(scores, texts, fits, same))
    return Extract(highlights=highlights, answer=_answer(scores, texts, fits))


def _best_sentence(words: frozenset[str], passage: Passage, fit: Callable[[str], int]) -> Sentence:
    if len(passage.sentences) == 1:
        return passage.sentences[0]

    def rank(sentence: Sentence) -> tuple[bool, int]:
        text = _text(passage, sentence)
        return _is_long(text), len(words & content_words(text)) + fit(text)

    return max(passage.sentences, key=rank)


def _is_long(text: str) -> bool:
    return len(text.split()) >= MIN_SENTENCE_WORDS


def _text(passage: Passage, sentence: Sentence) -> str:
    return passage.text[sentence.start - passage.start : sentence.end - passage.start]


def _able(texts: Sequence[str]) -> list[int]:
    return [position for position, text in enumerate(texts) if _is_long(text)] or list(range(len(texts)))


def _answer(scores: Sequence[float], texts: Sequence[str], fits: Sequence[int]) -> tuple[int, ...]:
    """Positions whose sentences make the answer: near the best in score, and none said twice."""
    able = _able(texts)
    near = [position for position in able if scores[position] >= FURTHER_SHARE * scores[able[0]]]
    most = max((fits[position] for position in near), default=0)
    taken: list[int] = []
    known: frozenset[str] = frozenset()
    for position in [position for position in near if fits[position] == most]:
        words = content_words(texts[position])
        if not taken or len(words & known) < SAID_SHARE * len(words):
            taken.append(position)
            known |= words
    return tuple(taken[:MAX_ANSWER_SENTENCES])


def _counts(
    scores: Sequence[float], texts: Sequence[str], fits: Sequence[int], same: Sequence[bool]
) -> tuple[int, ...]:
    """Positions whose sentences say the number asked for: the first that fits best, and others of the same.

    What names the matter joins the first, from VALUE_SHARE of the best score on, and never stands for it.
    Words said before are no reason to leave out another number.
    """
    able = _able(texts)
    best = scores[able[0]] if able else 0.0
    near = [p for p in able if scores[p] >= (VALUE_SHARE if same[p] else FURTHER_SHARE) * best]
    most = max((fits[p] for p in near), default=0)
    if not most:
        return _answer(scores, texts, [0] * len(texts))
    fitting = [p for p in near if fits[p] == most]
    chosen = [p for p in fitting if p == fitting[0] or same[p]]
    told = {content_words(texts[p]): p for p in reversed(chosen)}  # the first of those that say the same
    return tuple(sorted(told.values())[:MAX_ANSWER_SENTENCES])
