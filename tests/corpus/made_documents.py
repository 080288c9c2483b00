"""Fake counters and made-up documents, shared by the tests of the corpus floor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st

from corpus.documents import Block, BlockKind, DateSpan, Document, Precision, Source, make_document

unhurried = settings(deadline=None)  # a pause of a busy machine is no failure

WIRE = Source(name="The Wire", url="https://wire.example/1")
PAPER = Source(name="Paper")


@dataclass(frozen=True)
class WordsTimes:
    """An encoder that takes 1.3 tokens a word, a word being at most eight characters, and two."""

    window: int = 40

    def count(self, texts: Sequence[str]) -> list[int]:
        return [int(1.3 * sum(-(-len(word) // 8) for word in text.split())) + 2 for text in texts]


def day(text: str, basis: str = "document date") -> DateSpan:
    moment = date.fromisoformat(text)
    return DateSpan(start=moment, end=moment, precision=Precision.DAY, basis=basis)


def paragraph(text: str, *, title: str = "", number: int = 0, published: DateSpan | None = None) -> Document:
    block = Block(start=0, end=len(text), kind=BlockKind.PARAGRAPH)
    return make_document(
        locator=f"file#{number}",
        title=title,
        text=text,
        published=published,
        sources=[WIRE],
        blocks=[block] if text else [],
    )


ODD_WORDS = [
    "Überlingen", "café", "e\u0301te\u0301", "👩‍👩‍👧", "😀", "\U0001f1eb\U0001f1f7", "שלום", "مرحبا",
    "中国、日本。",
    "<|endoftext|>", "nul\x00", "\ud800", "Mr.", "5 p.m.", "said,", "war;", "Stop.", "Why?", '"No!"', "U.S.",
    "the", "president", "a" * 70, "\n", "\n\n", "\r\n", "\u00a0", "J.\u00a0Smith", "\u2028", "1.", "- item",
    "",
]  # fmt: skip

words = st.sampled_from(ODD_WORDS) | st.text(max_size=12)
texts = st.lists(words, max_size=40).map(" ".join) | st.text(max_size=60)
names = st.sampled_from(["The Wire", "wire", "THE  WIRE", "Paper", "the paper", "The", "Ärger", "ss", "ß"])
days = st.integers(0, 700).map(lambda n: date(2007, 1, 1) + timedelta(days=n))


@st.composite
def spans_of_days(draw: st.DrawFn) -> DateSpan:
    start = draw(days)
    end = start + timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 30, 364])))
    return DateSpan(start=start, end=end, precision=draw(st.sampled_from(Precision)), basis=draw(words))


sources = st.lists(st.builds(Source, name=names, url=st.none() | words), min_size=1, max_size=3).map(tuple)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents of blocks with gaps between them, some dated, some with sources of their own."""
    text, blocks = "", []
    for _ in range(draw(st.integers(0, 4))):
        text += draw(st.sampled_from(["", " ", "\n\n", "between"]))
        part = draw(texts)
        if part:
            blocks.append(
                Block(
                    start=len(text),
                    end=len(text) + len(part),
                    kind=draw(st.sampled_from(BlockKind)),
                    heading=draw(st.just("") | texts),
                    event_date=draw(st.none() | spans_of_days()),
                    sources=draw(st.just(()) | sources),
                )
            )
        text += part
    return make_document(
        locator=draw(words),
        title=draw(st.just("") | texts),
        text=text,
        published=draw(st.none() | spans_of_days()),
        sources=draw(sources),
        blocks=blocks,
        external_id=draw(st.none() | words),
        language=draw(st.none() | st.just("en")),
        speaker=draw(st.none() | names),
        author=draw(st.none() | names),
        retracted=draw(st.booleans()),
        notice=draw(st.none() | words),
        page_starts=sorted(draw(st.sets(st.integers(0, len(text)), max_size=3))),
    )
