"""An archive made by hand: real records, a few documents, answers that need no model; and its servers."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http import HTTPStatus

import httpx
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

from corpus.documents import (
    DateSpan,
    Document,
    DocumentId,
    Passage,
    Precision,
    Sentence,
    Source,
    Statement,
    make_document,
    passage_id,
)
from corpus.errors import DocumentNotFound, PassageNotFound
from corpus.persons import Person
from corpus.statement_store import StoredStatement
from qa.answer import Answer, Citation, Highlight, Interpretation, Quote, Report
from qa.http.app import create_app
from qa.quote_check import QuoteCheck, QuoteMatch, Verdict
from qa.service import Question, SearchPage
from qa.settings import Settings
from qa.statement_search import CitedStatement, StatementPage, StatementQuery

GATES = (
    "Robert Gates met President Putin in Moscow on Monday. “The Cold War is over,” he told reporters. "
    "Les deux côtés se reverront — 😀 says the wire."
)
NATO = "NATO and Russia signed the Rome Declaration. The council of twenty sits in Brussels."


def day(year: int, month: int, number: int, basis: str = "dateline") -> DateSpan:
    """One day, known for a reason."""
    one = date(year, month, number)
    return DateSpan(start=one, end=one, precision=Precision.DAY, basis=basis)


def document(text: str, published: DateSpan | None, sources: tuple[Source, ...], name: str) -> Document:
    """A document of the fake archive."""
    return make_document(
        locator=f"{name}.md",
        title=f"Title of {name}",
        text=text,
        published=published,
        sources=sources,
        blocks=(),
        external_id=name,
        language="en",
    )


def only_passage(whole: Document, event_date: DateSpan | None) -> Passage:
    """A passage that is all of its document; its first sentence alone has the event date."""
    end = whole.text.index(".") + 1
    return Passage(
        passage_id=passage_id(whole.document_id, 0, len(whole.text)),
        document_id=whole.document_id,
        start=0,
        end=len(whole.text),
        text=whole.text,
        context=whole.title,
        sentences=(
            Sentence(start=0, end=end, event_date=event_date),
            Sentence(start=end + 1, end=len(whole.text), event_date=None),
        ),
        sources=whole.sources,
        speaker="Robert Gates" if "Gates" in whole.text else None,
        n_tokens=len(whole.text.split()),
    )


class FakeArchive:
    """Answers every question with its two passages, but abstains where it asks about Atlantis.

    `broken` makes every call raise it; `n_found` is how many passages a search has.
    """

    model_name = "none"

    def __init__(self, *, version: str = "v1", n_found: int = 7, broken: Exception | None = None) -> None:
        self.index_version = version
        self.n_found = n_found
        self.broken = broken
        self.asked: list[Question] = []
        gates = document(
            GATES, day(2007, 4, 23), (Source(name="RFE/RL", url="https://rferl.example/gates"),), "gates"
        )
        nato = document(NATO, None, (Source(name="NATO Review"), Source(name="The Wire", url=None)), "nato")
        self.documents = (gates, nato)
        self.passages = (only_passage(gates, day(2007, 4, 23, "'Monday'")), only_passage(nato, None))

    def ask(self, question: Question) -> Answer:
        """Answer with the passages' first sentences."""
        self._take(question)
        abstained = "Atlantis" in question.text
        citations = () if abstained else tuple(self.citation(n) for n in range(1, min(question.k, 2) + 1))
        told = " ".join(f"{one.quote.exact} [{one.number}]" for one in citations)
        return Answer(
            question=question.text,
            standalone_question=question.text,
            interpreted=interpretation(question),
            text="The archive holds no answer." if abstained else told,
            abstained=abstained,
            reason="nothing in it is about this" if abstained else None,
            citations=citations,
            passage_tokens=sum(self.passages[(one.number - 1) % 2].n_tokens for one in citations),
            index_version=self.index_version,
            timings_ms={"search": 1.25},
        )

    def search(self, question: Question, *, offset: int) -> SearchPage:
        """The passages over and over, `n_found` of them."""
        self._take(question)
        end = min(offset + question.k, self.n_found)
        return SearchPage(
            citations=tuple(self.citation(number) for number in range(offset + 1, end + 1)),
            interpreted=interpretation(question),
            has_more=end < self.n_found,
            index_version=self.index_version,
            timings_ms={"search": 0.5},
        )

    def statements(self, query: StatementQuery, *, offset: int) -> StatementPage:
        """The one statement, as often as a search has passages."""
        found = tuple(self.statements_of(self.documents[0].document_id)) * self.n_found
        return StatementPage(
            statements=found[offset : offset + query.k],
            n_found=len(found),
            index_version=self.index_version,
        )

    def speakers(self, prefix: str, *, k: int) -> list[Person]:
        """Gates, if asked for."""
        gates = Person(
            name="Robert Gates", names=("Robert Gates", "Gates"), roles=(), n_statements=1, n_documents=1
        )
        return [gates][:k] if "gates".startswith(prefix.casefold()) else []

    def statements_of(self, document_id: str) -> list[CitedStatement]:
        """What Gates told reporters."""
        gates = self.documents[0]
        if document_id != gates.document_id:
            return []
        start, end = GATES.index("“"), GATES.index("”") + 1
        speaker_at, cue_at = GATES.index("he told"), GATES.index("told")
        statement = Statement(
            start=start,
            end=end,
            pieces=((start, end),),
            speaker="Robert Gates",
            speaker_as_written="he",
            speaker_span=(speaker_at, speaker_at + 2),
            role=None,
            cue="told",
            cue_span=(cue_at, cue_at + 4),
            direct=True,
        )
        stored = StoredStatement(
            number=0,
            document_id=gates.document_id,
            passage_id=self.passages[0].passage_id,
            rows=range(1),
            statement=statement,
            event_date=day(2007, 4, 23, "'Monday'"),
        )
        return [
            CitedStatement(
                stored=stored,
                speaker="Robert Gates",
                text=GATES[start:end],
                title=gates.title,
                external_id="gates",
                published=gates.published,
                source=gates.sources[0],
            )
        ]

    def verify(self, quote: str) -> QuoteCheck:
        """Words of the first document are verbatim, all others are not there."""
        start = GATES.find(quote)
        match = QuoteMatch(
            text=quote,
            start=start,
            end=start + len(quote),
            similarity=1.0,
            differences=(),
            retracted=False,
            notice=None,
            citation=self.citation(1),
        )
        found = start >= 0
        return QuoteCheck(
            quote=quote,
            verdict=Verdict.VERBATIM if found else Verdict.NOT_FOUND,
            matches=(match,) if found else (),
            index_version=self.index_version,
        )

    def document(self, document_id: str) -> tuple[Document, list[Passage]]:
        """A document and its one passage."""
        for whole, passage in zip(self.documents, self.passages, strict=True):
            if whole.document_id == document_id:
                return whole, [passage]
        raise DocumentNotFound(document_id)

    def passage(self, passage_id: str) -> tuple[Passage, Document]:
        """A passage and its document."""
        for whole, passage in zip(self.documents, self.passages, strict=True):
            if passage.passage_id == passage_id:
                return passage, whole
        raise PassageNotFound(passage_id)

    def superseded_by(self, document: Document) -> DocumentId | None:
        """Nothing is superseded here."""
        return None

    def citation(self, number: int) -> Citation:
        """The odd numbers cite the first document, which has a URL; the even ones the second."""
        whole, passage = self.documents[(number - 1) % 2], self.passages[(number - 1) % 2]
        first = passage.sentences[0]
        url = whole.sources[0].url
        return Citation(
            number=number,
            passage_id=passage.passage_id,
            document_id=whole.document_id,
            external_id=whole.external_id,
            title=whole.title,
            text=passage.text,
            start=passage.start,
            end=passage.end,
            highlights=(Highlight(start=first.start, end=first.end),),
            event_date=first.event_date,
            published=whole.published,
            source=whole.sources[0],
            sources=whole.sources,
            speaker=passage.speaker,
            score=1 / number,
            near_miss=False,
            quote=Quote(
                exact=passage.text[first.start : first.end], prefix="", suffix=passage.text[first.end :][:32]
            ),
            url=url and f"{url}#:~:text=Robert%20Gates",
            also_reported_by=(
                Report(
                    document_id=self.documents[number % 2].document_id, sources=whole.sources, published=None
                ),
            ),
        )

    def _take(self, question: Question) -> None:
        self.asked.append(question)
        if self.broken:
            raise self.broken


def interpretation(question: Question) -> Interpretation:
    """The filters as they were asked for."""
    asked = question.filters
    return Interpretation(
        from_date=asked.from_date,
        to_date=asked.to_date,
        source=asked.source,
        speaker=asked.speaker,
        kind="fact",
    )


def make_app(archive: FakeArchive | None = None, settings: Settings | None = None) -> FastAPI:
    """The application over a fake archive."""
    served = archive or FakeArchive()
    return create_app(open_archive=lambda: served, settings=settings or Settings())


@contextmanager
def client_of(archive: FakeArchive | None = None, settings: Settings | None = None) -> Iterator[TestClient]:
    """A client of the application, started and ready."""
    app = make_app(archive, settings)
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=True) as client:
        wait_until_ready(client)
        yield client


def wait_until_ready(client: TestClient) -> None:
    """Ask until the archive has been opened in its thread."""
    while client.get("/readyz").status_code != HTTPStatus.OK:
        pass


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """Serve an application with uvicorn on a free port of this machine; yields its address once ready."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            url = f"http://127.0.0.1:{listener.getsockname()[1]}"
            while httpx.get(f"{url}/readyz").status_code != HTTPStatus.OK:
                pass
            yield url
        finally:
            server.should_exit = True
            thread.join()
