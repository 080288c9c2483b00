"""GET /v1/documents/{id} and /v1/passages/{id}: what a citation points to."""

from __future__ import annotations

from tests.qa.fakes import GATES, FakeArchive, client_of


def test_a_document_has_its_text_and_its_passages() -> None:
    archive = FakeArchive()
    whole, passage = archive.documents[0], archive.passages[0]
    with client_of(archive) as client:
        found = client.get(f"/v1/documents/{whole.document_id}").json()
    assert list(found) == [
        *("document_id", "external_id", "title", "text", "published", "sources", "language", "speaker"),
        *("author", "retracted", "notice", "locator", "superseded_by", "passages", "statements"),
    ]
    assert found["text"] == GATES
    (cut,) = found["passages"]
    assert list(cut) == ["passage_id", "start", "end", "page", "event_date"]
    assert found["text"][cut["start"] : cut["end"]] == passage.text
    assert cut["event_date"]["basis"] == "'Monday'"


def test_a_passage_has_its_sentences_and_the_first_ones_date() -> None:
    archive = FakeArchive()
    with client_of(archive) as client:
        found = client.get(f"/v1/passages/{archive.passages[0].passage_id}").json()
    assert list(found) == [
        *("passage_id", "document_id", "external_id", "title", "text", "start", "end", "event_date"),
        *("sentences", "published", "source", "sources", "speaker", "superseded_by"),
        *("locator", "retracted", "notice"),
    ]
    assert found["event_date"] == found["sentences"][0]["event_date"]
    assert found["sentences"][1]["event_date"] is None
    assert found["source"] == found["sources"][0]


def test_a_citation_leads_to_its_passage_and_document() -> None:
    with client_of() as client:
        cited = client.post("/v1/ask", json={"question": "Gates?"}).json()["citations"][0]
        passage = client.get(f"/v1/passages/{cited['passage_id']}").json()
        document = client.get(f"/v1/documents/{cited['document_id']}").json()
    assert passage["text"] == cited["text"] == document["text"][cited["start"] : cited["end"]]


def test_an_unknown_id_is_a_problem_that_names_it() -> None:
    with client_of() as client:
        for kind in ("document", "passage"):
            response = client.get(f"/v1/{kind}s/n%C3%B6%00")
            assert response.status_code == 404
            assert response.json()["type"] == f"urn:onrecord:problem:{kind}-not-found"
            assert response.json()["instance"] == f"/v1/{kind}s/n%C3%B6%00"
