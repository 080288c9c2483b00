"""Which sentence of a passage is highlighted, and which make the answer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpus.chunker import ChunkLimits, chunk
from corpus.documents import Block, BlockKind, Passage, Source, make_document
from qa.extraction import MAX_ANSWER_SENTENCES, extract
from qa.retrieval import Scores
from qa.service import Service


class Words:
    window = 200

    def count(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) + 2 for text in texts]


def passage_of(text: str) -> Passage:
    document = make_document(
        locator=text[:20],
        title="",
        text=text,
        published=None,
        sources=[Source(name="Outlet")],
        blocks=[Block(start=0, end=len(text), kind=BlockKind.PARAGRAPH)],
    )
    return chunk(document, encoder_tokens=Words(), limits=ChunkLimits())[0]


def scores(*values: float) -> Scores:
    return np.array(values, dtype=np.float32)


def highlighted(
    service: Service, question: str, texts: Sequence[str], *values: float
) -> tuple[list[str], tuple[int, ...]]:
    encoder, passages = service.retriever.encoder, [passage_of(text) for text in texts]
    vector = encoder.encode_queries([question])[0]
    found = extract(question, vector, passages, scores(*values), encoder)
    words = [
        p.text[h.start - p.start : h.end - p.start] for p, h in zip(passages, found.highlights, strict=True)
    ]
    return words, found.answer


def test_the_sentence_that_answers_is_highlighted(service: Service) -> None:
    text = "The weather was fine. The treaty was signed in Prague by both presidents. Lunch followed."
    words, answer = highlighted(service, "Where was the treaty signed?", [text], 1.0)
    assert words == ["The treaty was signed in Prague by both presidents."]
    assert answer == (0,)


def test_sentences_of_much_weaker_passages_stay_out_of_the_answer(service: Service) -> None:
    texts = ["The treaty was signed in Prague.", "Cats sleep a lot."]
    assert highlighted(service, "Where was the treaty signed?", texts, 1.0, 0.2)[1] == (0,)


def test_the_answer_says_nothing_twice(service: Service) -> None:
    texts = [
        "The treaty was signed in Prague.",
        "The treaty was signed in Prague!",
        "It needs to be ratified by both parliaments.",
    ]
    assert highlighted(service, "Where was the treaty signed?", texts, 1.0, 0.95, 0.9)[1] == (0, 2)


def test_an_answer_has_at_most_three_sentences(service: Service) -> None:
    texts = [
        f"{name} is a city far from the others." for name in ("Prague", "Lima", "Oslo", "Perth", "Quito")
    ]
    assert len(highlighted(service, "cities", texts, 1, 1, 1, 1, 1)[1]) <= MAX_ANSWER_SENTENCES


def test_later_passages_are_highlighted_by_their_words(service: Service) -> None:
    texts = ["Filler."] * 5 + ["Nothing here. The treaty stands here. Nor there."]
    assert highlighted(service, "treaty", texts, *[1.0] * 6)[0][5] == "The treaty stands here."


def test_no_passage_gives_no_answer(service: Service) -> None:
    assert highlighted(service, "anything", []) == ([], ())
