"""Statements listed by who says them, on what and when; and the list of who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from corpus.documents import DateSpan, Document, PassageId, Source
from corpus.errors import NotFound
from corpus.filters import PassageSet
from corpus.fulltext_words import content_words
from corpus.persons import Person
from corpus.statement_store import StoredStatement
from qa.attribution import full_name
from qa.ranking import Shape, rank
from qa.retrieval import Retriever

DEPTH = 1000  # passages ranked by a topic; statements in others do not come up


class SpeakerUnknown(NotFound):
    """Nobody of that name says anything in the archive."""

    def __init__(self, speaker: str) -> None:
        self.speaker = speaker
        super().__init__(f"nobody called {speaker!r} says anything in this archive; see /v1/speakers")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementQuery:
    """Which statements: of whom, on what, within which days of events; None asks for nothing."""

    speaker: str | None = None
    about: str | None = None
    from_date: date | None = None
    to_date: date | None = None
    k: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedStatement:
    """A statement with what is needed to cite it; `text` is what it says, from first to last character."""

    stored: StoredStatement
    speaker: str | None
    text: str
    title: str
    external_id: str | None
    published: DateSpan | None
    source: Source

    @property
    def passage_id(self) -> PassageId | None:
        """The passage that it begins in."""
        return self.stored.passage_id


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPage:
    """Some statements from an offset on, and how many there are in all."""

    statements: tuple[CitedStatement, ...]
    n_found: int
    index_version: str


def list_statements(
    retriever: Retriever, query: StatementQuery, *, offset: int, index_version: str
) -> StatementPage:
    """The statements asked for: on a topic best first, else the newest first.

    Raises:
        SpeakerUnknown: nobody of that name speaks in the archive.
    """
    table = retriever.store.statements
    speakers = (
        table.speakers(query.speaker, from_date=query.from_date, to_date=query.to_date)
        if query.speaker is not None
        else None
    )
    if query.speaker is not None and speakers is None:
        raise SpeakerUnknown(query.speaker)
    found = table.find(speakers, from_date=query.from_date, to_date=query.to_date)
    ordered = _by_topic(retriever, query.about, found) if query.about else sorted(found, key=_newest)
    shown = ordered[offset : offset + query.k]
    return StatementPage(
        statements=tuple(cited(one, retriever.store.document(one.document_id), retriever) for one in shown),
        n_found=len(ordered),
        index_version=index_version,
    )


def list_speakers(retriever: Retriever, prefix: str, *, k: int) -> list[Person]:
    """The persons of whose names a word begins so, those with most statements first."""
    return retriever.store.statements.finder.starting_with(prefix)[:k]


def cited(stored: StoredStatement, document: Document, retriever: Retriever) -> CitedStatement:
    """A statement as it is shown."""
    statement = stored.statement
    finder = retriever.store.statements.finder
    return CitedStatement(
        stored=stored,
        speaker=statement.speaker and full_name(statement.speaker, finder),
        text=document.text[statement.start : statement.end],
        title=document.title,
        external_id=document.external_id,
        published=document.published,
        source=document.sources[0],
    )


def _newest(stored: StoredStatement) -> tuple[int, int]:
    return -(stored.event_date.end.toordinal() if stored.event_date else 0), stored.number


def _by_topic(retriever: Retriever, about: str, found: Sequence[StoredStatement]) -> list[StoredStatement]:
    """Those in passages that fit the topic, in their order; of one passage those with its words first."""
    rows = sorted({stored.rows[0] for stored in found if len(stored.rows)})
    if not rows:
        return []
    among = PassageSet(rows=np.array(rows, dtype=np.int64))
    vector = retriever.query_vector(about)
    candidates = retriever.candidates(about, vector, depth=DEPTH, among=among)
    hits = rank(candidates, Shape(n_words=max(1, len(content_words(about))), name_share=0.5))
    place = {int(row): at for at, row in enumerate(hits.rows)}
    fitting = [stored for stored in found if len(stored.rows) and stored.rows[0] in place]
    return sorted(fitting, key=lambda one: (place[one.rows[0]], one.number))
