from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given

from corpus.sentences import split_sentences
from tests.corpus.made_documents import texts, unhurried


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@unhurried
@given(texts)
def test_spans_are_in_order_stripped_and_cover_all_that_is_no_space(text: str) -> None:
    spans = split_sentences(text)
    assert all(start < end for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
    covered = {i for start, end in spans for i in range(start, end)}
    assert all(i in covered for i, character in enumerate(text) if not character.isspace())


def test_abbreviations_and_quotes_do_not_end_a_sentence() -> None:
    text = 'U.S. President George W. Bush met Mr. Blair. "I will go. I must," he said.'
    assert sentences(text) == [text[:44], text[45:]]


def test_offsets_count_code_points_after_emoji() -> None:
    assert sentences("Hello 😀👩‍👩‍👧 there. Ok.") == ["Hello 😀👩‍👩‍👧 there.", "Ok."]


def test_a_hard_wrapped_line_goes_on_and_a_list_mark_or_blank_line_ends_it() -> None:
    assert sentences("He bought\nsome milk.\n- One\n- Two\n\nEnd") == [
        "He bought\nsome milk.",
        "- One",
        "- Two",
        "End",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "He left at 5 p.m. Monday for London.",
        "It fell at 1:47 p.m. EST (1847 UTC) by a rocket.",
        "1. First item.",
        "The party La République En Marche! in alliance with others won.",
        "J.\u00a0Smith met K.\u2009Jones.",
    ],
)
def test_what_sentencex_breaks_is_put_together(text: str) -> None:
    assert sentences(text) == [text]


def test_a_new_sentence_may_start_after_an_hour() -> None:
    assert sentences("He left at 5 p.m. The train was late.") == ["He left at 5 p.m.", "The train was late."]


@pytest.mark.parametrize("part", ["“a. ", "a", "Mr. ", "He said so. ", '"', "\n"])
def test_a_very_long_text_is_split_quickly(part: str) -> None:
    start = time.perf_counter()
    split_sentences(part * (500_000 // len(part)))
    assert time.perf_counter() - start < 5


def test_sentences_around_a_piece_border_stay_whole() -> None:
    text = " ".join(f"This is sentence number {i} of many." for i in range(3000))
    assert len(sentences(text)) == 3000


def test_nothing_and_space_have_no_sentence() -> None:
    assert sentences("") == sentences(" \n\u00a0\t") == []
