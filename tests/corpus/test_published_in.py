from pathlib import Path

from corpus.chunker import ChunkLimits, chunk
from corpus.documents import Block, BlockKind, Document, Source, make_document
from corpus.published_in import PublishedIn
from corpus.store import Store, StoreWriter
from tests.corpus.made_documents import WordsTimes


def document(number: int, *sources: Source) -> Document:
    text = f"Boat number {number} left the harbour."
    return make_document(
        locator=f"{number}.md",
        title="",
        text=text,
        published=None,
        sources=sources,
        blocks=(Block(start=0, end=len(text), kind=BlockKind.PARAGRAPH),),
        external_id=str(number),
        language="en",
    )


def published(folder: Path, *documents: Document) -> PublishedIn:
    path = folder / "documents.sqlite"
    with StoreWriter(path) as writer:
        for one in documents:
            writer.add(one, chunk(one, encoder_tokens=WordsTimes(), limits=ChunkLimits()), [])
    return PublishedIn(Store.open(path))


def rows(found: PublishedIn, *countries: str) -> list[int]:
    return found.passages(countries).rows.tolist()


def test_a_passage_is_of_the_countries_of_all_its_sources(tmp_path: Path) -> None:
    found = published(
        tmp_path,
        document(0, Source(name="TASS"), Source(name="Haaretz")),
        document(1, Source(name="The Moscow Times")),
        document(2, Source(name="Reuters")),
        document(3, Source(name="AP via Haaretz")),
        document(4, Source(name="NASA")),
    )
    assert (rows(found, "RU"), rows(found, "IL"), rows(found, "US")) == ([0, 1], [0, 3], [3])
    assert rows(found, "RU", "IL") == [0, 1, 3] and rows(found, "GE") == [] and rows(found) == []
    assert set(found.countries()) == {"RU", "IL", "US"}


def test_an_unknown_publisher_is_placed_by_its_own_domain_alone(tmp_path: Path) -> None:
    found = published(
        tmp_path,
        document(0, Source(name="Evening Boat", url="https://boat.hu/1")),
        document(1, Source(name="Evening Boat")),
        document(2, Source(name="delfi.lt")),
        document(
            3, Source(name="Boat A", url="https://boat.pl/1"), Source(name="Boat B", url="https://boat.pl/1")
        ),
    )
    assert (rows(found, "HU"), rows(found, "LT"), rows(found, "PL")) == ([0, 1], [2], [])
