"""The number, name or date that a question asks for, within the sentence that answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.documents import Passage, Sentence
from corpus.fulltext_words import content_terms
from qa.amounts import Amount, asked_stems, find_amount
from qa.answer import Value
from qa.named_answers import NamedAnswer, find_actor, find_place
from qa.question_kind import QuestionKind
from qa.question_words import read_names
from qa.stated_date import stated_date

PLAIN, MAYBE = 2, 1  # words of the question that a sentence is worth which says the value, or may


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueSought:
    """What a question asks for, by its kind; `fit` and `find` look for it in a sentence."""

    kind: QuestionKind
    question: str
    asked: frozenset[str]

    def fit(self, sentence: str) -> int:
        """How plainly a sentence says a number, person or place asked for; 0 where it says none."""
        found: Amount | NamedAnswer | None
        if self.kind is QuestionKind.HOW_MANY:
            found = find_amount(sentence, self.asked)
        elif self.kind is QuestionKind.WHO:
            found = find_actor(sentence, self.question)
        elif self.kind is QuestionKind.WHERE:
            found = find_place(sentence, self.question)
        else:
            return 0
        return 0 if found is None else PLAIN if found.is_asked else MAYBE

    @property
    def takes_plain_alone(self) -> bool:
        """Whether a sentence that may say the value is no answer beside one that does: other numbers."""
        return self.kind is QuestionKind.HOW_MANY

    def are_of_same(self, passages: Sequence[Passage]) -> list[bool]:
        """Which passages tell of what a question for a number names: theirs are other counts of it.

        Where it names nothing, those with at least half of its words do.
        """
        if self.kind is not QuestionKind.HOW_MANY:
            return []
        named = {term for name in read_names(self.question) for term in content_terms(name)}
        wanted = named or set(content_terms(self.question))
        fewest = len(wanted) if named else len(wanted) / 2
        held = [set(content_terms(f"{one.context} {one.text}")) for one in passages]
        return [len(wanted & terms) >= fewest for terms in held]

    def find(self, text: str, sentence: Sentence, *, start: int) -> Value | None:
        """The value in a sentence of a passage's text; None where the sentence does not plainly say it.

        Args:
            text: the passage's.
            sentence: one of its sentences.
            start: where the passage begins in its document.
        """
        offset = sentence.start - start
        words = text[offset : sentence.end - start]
        if self.kind is QuestionKind.HOW_MANY:
            amount = find_amount(words, self.asked)
            if amount is None or not amount.is_asked:
                return None
            return Value(start=offset + amount.start, end=offset + amount.end, amounts=amount.values)
        if self.kind is QuestionKind.WHEN:
            stated = stated_date(self.question, words, sentence.event_date)
            return Value(start=offset + stated[1], end=offset + stated[2], date=stated[0]) if stated else None
        return self._name(words, offset)

    def _name(self, words: str, offset: int) -> Value | None:
        if self.kind is QuestionKind.WHO:
            named = find_actor(words, self.question)
        elif self.kind is QuestionKind.WHERE:
            named = find_place(words, self.question)
        else:
            return None
        if named is None or not named.is_asked:
            return None
        return Value(start=offset + named.start, end=offset + named.end)


def value_sought(kind: QuestionKind, question: str) -> ValueSought:
    """What a question of a kind asks for."""
    asked = asked_stems(question) if kind is QuestionKind.HOW_MANY else frozenset()
    return ValueSought(kind=kind, question=question, asked=asked)
