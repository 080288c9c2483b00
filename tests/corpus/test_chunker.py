from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.chunker import ChunkLimits, chunk, indexed_text
from corpus.documents import Block, BlockKind, Document, Passage, make_document, passage_id
from corpus.tokens import count_tokens
from tests.corpus.made_documents import PAPER, WIRE, WordsTimes, day, documents, paragraph, unhurried

LIMITS = ChunkLimits()


def passages_of(document: Document, window: int = 40, limits: ChunkLimits = LIMITS) -> list[Passage]:
    return chunk(document, encoder_tokens=WordsTimes(window=window), limits=limits)


def laid_out(*blocks: tuple[BlockKind, str], title: str = "", heading: str = "") -> Document:
    text, made = "", []
    for kind, part in blocks:
        made.append(Block(start=len(text), end=len(text) + len(part), kind=kind, heading=heading))
        text += part + "\n\n"
    return make_document(
        locator="x", title=title, text=text, published=day("2007-06-09"), sources=[WIRE], blocks=made
    )


@unhurried
@given(documents())
def test_passages_are_stripped_slices_in_order_without_overlap(document: Document) -> None:
    passages = passages_of(document)
    assert all(p.text == document.text[p.start : p.end] == p.text.strip() != "" for p in passages)
    assert all(a.end <= b.start for a, b in pairwise(passages))
    assert all(p.passage_id == passage_id(document.document_id, p.start, p.end) for p in passages)


@unhurried
@given(documents())
def test_passages_cover_every_block_but_headlines_and_headings(document: Document) -> None:
    told = [b for b in document.blocks if b.kind not in (BlockKind.HEADLINE, BlockKind.HEADING)]
    covered = {i for p in passages_of(document) for i in range(p.start, p.end)}
    for block in told:
        assert all(i in covered or document.text[i].isspace() for i in range(block.start, block.end))


@unhurried
@given(documents(), st.integers(16, 60), st.integers(8, 60))
def test_every_passage_fits_the_window_and_the_token_limit(
    document: Document, window: int, max_tokens: int
) -> None:
    counter, limits = WordsTimes(window=window), ChunkLimits(max_tokens=max_tokens)
    passages = chunk(document, encoder_tokens=counter, limits=limits)
    assert all(n <= window for n in counter.count([indexed_text(p.context, p.text) for p in passages]))
    assert [p.n_tokens for p in passages] == count_tokens([p.text for p in passages])
    assert all(p.n_tokens <= max_tokens or len(p.text) == 1 for p in passages)


@unhurried
@given(documents())
def test_a_context_is_one_line_within_its_share(document: Document) -> None:
    counter = WordsTimes(window=40)
    for passage in passages_of(document):
        assert len(passage.context.splitlines()) <= 1
        assert counter.count([passage.context])[0] - 2 <= 10


@unhurried
@given(documents())
def test_sentences_cover_their_passage_in_order(document: Document) -> None:
    for passage in passages_of(document):
        spans = [(s.start, s.end) for s in passage.sentences]
        assert spans[0][0] == passage.start
        assert spans[-1][1] == passage.end
        assert all(a[1] <= b[0] and not document.text[a[1] : b[0]].strip() for a, b in pairwise(spans))


@unhurried
@given(st.lists(st.integers(1, 12), min_size=1, max_size=12), st.integers(12, 30))
def test_long_blocks_are_cut_at_sentence_ends_into_the_fewest_passages(sizes: list[int], window: int) -> None:
    class Words:
        def __init__(self) -> None:
            self.window = window

        def count(self, texts: Sequence[str]) -> list[int]:
            return [len(text.split()) for text in texts]

    text = " ".join(" ".join(["So", *["word"] * (n - 1)]) + "." for n in sizes)
    passages = chunk(paragraph(text), encoder_tokens=Words(), limits=LIMITS)
    fewest, room = 1, window
    for n in sizes:
        fewest, room = (fewest, room - n) if n <= room else (fewest + 1, window - n)
    assert len(passages) == fewest
    assert all(p.text.endswith(".") for p in passages)


def test_parts_are_filled_evenly() -> None:
    text = " ".join(["Six words stand in this one."] * 7)
    counts = [len(p.sentences) for p in passages_of(paragraph(text), window=30)]  # three fit
    assert sorted(counts) == [2, 2, 3]


def test_a_long_sentence_is_cut_after_clauses_then_at_spaces_then_anywhere() -> None:
    clauses = "one two three four five six seven, " * 3 + "end."
    parts = [p.text for p in passages_of(paragraph(clauses), window=20)]
    assert len(parts) == 2
    assert all(part.endswith(("seven,", "end.")) for part in parts)
    spaced = " ".join(["word"] * 39)  # 14 words are int(18.2) tokens and two
    assert [len(p.text.split()) for p in passages_of(paragraph(spaced), window=20)] == [13, 13, 13]
    unbroken = "x" * 1000
    parts = [p.text for p in passages_of(paragraph(unbroken), window=20)]
    assert "".join(parts) == unbroken
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


def test_a_whole_sentence_that_fits_is_never_cut() -> None:
    long = " ".join(["word"] * 50) + "."
    passages = passages_of(paragraph(f"First one here. {long} Last one here."), window=20)
    for sentence in ("First one here.", "Last one here."):
        assert any(sentence in p.text for p in passages)


def test_headings_are_context_and_no_passage() -> None:
    document = laid_out(
        (BlockKind.HEADLINE, "Title here"),
        (BlockKind.HEADING, "Section"),
        (BlockKind.PARAGRAPH, "What happened."),
        title="Title here",
        heading="Section",
    )
    assert [(p.context, p.text) for p in passages_of(document)] == [
        ("Title here — Section", "What happened.")
    ]


@pytest.mark.parametrize("kind", [BlockKind.HEADLINE, BlockKind.HEADING])
def test_a_headline_alone_is_a_passage_without_context(kind: BlockKind) -> None:
    passages = passages_of(laid_out((kind, "Only a title"), title="Only a title"))
    assert [(p.context, p.text) for p in passages] == [("", "Only a title")]


def test_what_the_text_says_already_is_no_context() -> None:
    document = laid_out(
        (BlockKind.ENTRY, "“Storm hits the coast”, he says."), title="storm hits the Coast!", heading="Hits"
    )
    assert [p.context for p in passages_of(document)] == [""]


def test_parts_of_a_block_that_repeats_its_title_get_the_title_where_they_do_not() -> None:
    text = "Storm hits coast. " + " ".join(["Nobody was hurt that day."] * 8)
    contexts = [
        p.context for p in passages_of(laid_out((BlockKind.PARAGRAPH, text), title="Storm hits coast"))
    ]
    assert len(contexts) > 1
    assert contexts == [""] + ["Storm hits coast"] * (len(contexts) - 1)


def test_a_long_title_is_trimmed_at_a_word_end_to_its_share() -> None:
    document = laid_out((BlockKind.PARAGRAPH, "Text."), title="one two three " * 20)
    (passage,) = passages_of(document)
    assert passage.context == "one two three one two three one two"  # 8 words are 10 tokens, a quarter of 40


def test_the_event_date_is_the_blocks_else_the_documents() -> None:
    own, page = day("2007-06-01", "the entry's date"), day("2007-06-09", "page heading")
    blocks = [
        Block(start=0, end=4, kind=BlockKind.PARAGRAPH, event_date=own, sources=(PAPER,)),
        Block(start=4, end=8, kind=BlockKind.PARAGRAPH),
        Block(start=8, end=12, kind=BlockKind.ENTRY),
    ]
    document = make_document(
        locator="x",
        title="",
        text="One.Two.Six.",
        published=page,
        sources=[WIRE],
        blocks=blocks,
        speaker="Ann",
    )
    passages = passages_of(document)
    assert [p.sentences[0].event_date for p in passages] == [own, page.because("document date"), page]
    assert [p.sources for p in passages] == [(PAPER,), (WIRE,), (WIRE,)]
    assert {p.speaker for p in passages} == {"Ann"}


def test_a_sentence_of_an_undated_document_has_no_date() -> None:
    assert passages_of(paragraph("Said."))[0].sentences[0].event_date is None


def test_an_empty_or_blank_document_has_no_passage() -> None:
    assert passages_of(paragraph("")) == passages_of(paragraph(" \n\u00a0")) == []


def test_the_encoder_is_asked_once_for_a_document_that_fits() -> None:
    calls: list[int] = []

    class Counting(WordsTimes):
        def count(self, texts: Sequence[str]) -> list[int]:
            calls.append(len(texts))
            return super().count(texts)

    document = laid_out((BlockKind.PARAGRAPH, "One."), (BlockKind.PARAGRAPH, "Two."), title="T")
    chunk(document, encoder_tokens=Counting(), limits=LIMITS)
    assert calls == [2]


@pytest.mark.parametrize(
    "text", ["The minister said, on Friday, that talks go on. " * 104_000, "word " * 40_000, "x" * 500_000]
)
def test_no_text_is_counted_that_is_far_longer_than_a_passage(text: str) -> None:
    longest = 0

    class Measuring(WordsTimes):
        def count(self, texts: Sequence[str]) -> list[int]:
            nonlocal longest
            longest = max(longest, sum(map(len, texts)))
            return super().count(texts)

    passages = chunk(paragraph(text, title="T"), encoder_tokens=Measuring(window=512), limits=LIMITS)
    assert 0 < longest <= 21_000
    assert passages[0].start == 0 and passages[-1].end == len(text.rstrip())
    assert all(p.n_tokens <= LIMITS.max_tokens for p in passages)


@pytest.mark.parametrize("window", [0, 1, 2])
def test_a_window_without_room_is_refused(window: int) -> None:
    with pytest.raises(ValueError, match="no room"):
        passages_of(paragraph("Some text."), window=window)


@pytest.mark.parametrize("bad", [{"max_tokens": 0}, {"context_share": -0.1}, {"context_share": 0.6}])
def test_limits_that_no_text_meets_are_refused(bad: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"max_tokens|context_share"):
        ChunkLimits(**bad)


def test_another_event_that_a_page_lists_has_neither_the_pages_title_nor_its_date() -> None:
    text = "The bridge opens.\nThe ferry stops."
    document = make_document(
        locator="page.md",
        title="The bridge opens.",
        text=text,
        published=day("2004-05-01", "page heading"),
        sources=[PAPER],
        blocks=[
            Block(start=0, end=17, kind=BlockKind.ENTRY),
            Block(start=18, end=34, kind=BlockKind.ENTRY, heading="Related", sources=(WIRE,)),
        ],
    )
    own, listed = chunk(document, encoder_tokens=WordsTimes(), limits=ChunkLimits())
    assert own.sentences[0].event_date == document.published
    assert (listed.context, listed.sources, listed.sentences[0].event_date) == ("Related", (WIRE,), None)
