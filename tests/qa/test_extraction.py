"""Which sentence of a passage is highlighted, and which make the answer."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.chunker import ChunkLimits, chunk
from corpus.documents import Block, BlockKind, Passage, Source, make_document
from qa.extraction import MAX_ANSWER_SENTENCES, extract


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


def highlighted(question: str, texts: Sequence[str], *values: float) -> tuple[list[str], tuple[int, ...]]:
    passages = [passage_of(text) for text in texts]
    found = extract(question, passages, values)
    words = [
        p.text[h.start - p.start : h.end - p.start] for p, h in zip(passages, found.highlights, strict=True)
    ]
    return words, found.answer


def test_the_sentence_that_answers_is_highlighted() -> None:
    text = "The weather was fine. The treaty was signed in Prague by both presidents. Lunch followed."
    words, answer = highlighted("Where was the treaty signed?", [text], 1.0)
    assert words == ["The treaty was signed in Prague by both presidents."]
    assert answer == (0,)


def test_sentences_of_much_weaker_passages_stay_out_of_the_answer() -> None:
    texts = ["The treaty was signed in Prague.", "Cats sleep a lot."]
    assert highlighted("Where was the treaty signed?", texts, 1.0, 0.2)[1] == (0,)


def test_the_answer_says_nothing_twice() -> None:
    texts = [
        "The treaty was signed in Prague.",
        "The treaty was signed in Prague!",
        "It needs to be ratified by both parliaments.",
    ]
    assert highlighted("Where was the treaty signed?", texts, 1.0, 0.95, 0.9)[1] == (0, 2)


def test_an_answer_has_at_most_three_sentences() -> None:
    texts = [
        f"{name} is a city far from the others." for name in ("Prague", "Lima", "Oslo", "Perth", "Quito")
    ]
    assert len(highlighted("cities", texts, 1, 1, 1, 1, 1)[1]) <= MAX_ANSWER_SENTENCES


def test_of_sentences_that_fit_alike_the_first_is_highlighted() -> None:
    texts = ["Nothing at all is here. The treaty of Oslo stands here. The treaty stands there, too."]
    assert highlighted("treaty", texts, 1.0)[0] == ["The treaty of Oslo stands here."]


def test_no_passage_gives_no_answer() -> None:
    assert highlighted("anything", []) == ([], ())


def test_a_topic_before_the_sentence_is_not_taken_for_it() -> None:
    texts = ["Syrian civil war. The government and its opponents agree on a truce in Aleppo."]
    words, answer = highlighted("what happens in the Syrian civil war", texts, 1.0)
    assert words == ["The government and its opponents agree on a truce in Aleppo."] and answer == (0,)


def test_a_heading_is_the_answer_only_where_there_is_no_sentence() -> None:
    texts = ["Most read", "The truce in Aleppo holds for a second day."]
    assert highlighted("truce", texts, 1.0, 0.9)[1] == (1,)
    assert highlighted("truce", texts[:1], 1.0)[1] == (0,)


def fits(sentence: str) -> int:
    """Two words' worth for a number, as a question for one weighs it."""
    return 2 * any(letter.isdigit() for letter in sentence)


def test_a_sentence_that_says_the_value_goes_ahead_of_one_with_as_many_words() -> None:
    passage = passage_of("The flood at Norby was the worst ever seen. The flood took 43 lives in one night.")
    chosen = extract("How many lives did the flood take?", [passage], [1.0], fits)
    sentence = chosen.highlights[0]
    assert passage.text[sentence.start : sentence.end].startswith("The flood took 43")


def test_where_one_says_the_value_no_other_joins_the_answer() -> None:
    passages = [
        passage_of("The flood came at night to the town."),
        passage_of("The flood took 43 lives there."),
    ]
    assert extract("flood", passages, [1.0, 0.9], fits).answer == (1,)


def test_other_counts_of_the_same_join_from_far_behind() -> None:
    texts = ["At Norby 17 people died.", "At Norby 29 people were dead.", "At Arby 99 people had died."]
    passages = [passage_of(text) for text in texts]
    chosen = extract("died", passages, [1.0, 0.6, 0.6], fits, [True, True, False], is_plain_alone=True)
    assert chosen.answer == (0, 1)


def test_a_number_of_another_matter_does_not_join_the_answer() -> None:
    passages = [passage_of("At Norby 17 people died in all."), passage_of("At Arby 99 people died in all.")]
    assert extract("died", passages, [1.0, 0.95], fits, [True, False], is_plain_alone=True).answer == (0,)
    assert extract("died", passages, [1.0, 0.95], fits, [False, False], is_plain_alone=True).answer == (0,)


def test_another_number_in_the_same_words_is_not_said_twice() -> None:
    passages = [passage_of(f"The toll of the flood at Norby rose to {n} today.") for n in (17, 43, 17)]
    chosen = extract("toll", passages, [1.0, 0.9, 0.9], fits, [True] * 3, is_plain_alone=True)
    assert chosen.answer == (0, 1)


def test_a_passage_that_repeats_the_name_never_replaces_the_best_one() -> None:
    texts = [
        "Some 312 people died in the ferry disaster off the coast.",
        "In 1987 at Norby ferry hands staged a strike in which 2 people died.",
    ]
    passages = [passage_of(text) for text in texts]
    question = "How many people died in the Norby ferry disaster?"
    chosen = extract(question, passages, [1.0, 0.5], fits, [False, True], is_plain_alone=True)
    assert chosen.answer == (0, 1)
