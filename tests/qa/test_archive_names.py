"""Names that an archive mentions: what is looked up in the full text agrees with reading every passage."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from corpus.person_names import read_name
from corpus.plain_words import has_name
from embeddings.build import BuildRequest, build
from qa.archive_names import n_documents_naming, name_whole, nearest_mention
from qa.opening import open_service
from qa.service import Service
from tests.conftest import Silent

TEXTS = (
    "Beto O'Rourke walked to El Paso.",
    "BETO O’ROURKE’s aides waited; Jane O’Neill did not.",
    "Beto spoke with Mr O'Rourke.",
    "Łukasz Müller-Böhm met Beto ORourke.",
    "The Davids of Harbour Street: David Jonson, Davids Jonsons.",
    "Jane d'Arc, Jane D’Arc and the Jones's house.",
)
NAMES = (
    "Beto O'Rourke",
    "beto orourke",
    "Lukasz Muller-Bohm",
    "David Jonson",
    "Jane d’Arc",
    "Arc",
    "Ann Other",
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder: Path = tmp_path_factory.mktemp("named")
    rows = folder / "rows.jsonl"
    told = [json.dumps({"_id": str(n), "text": text}) for n, text in enumerate(TEXTS)]
    rows.write_text("\n".join(told), encoding="utf-8")
    build(folder / "index", BuildRequest(sources=(rows,)), Silent())
    return open_service(folder / "index")


@pytest.mark.parametrize("who", NAMES)
def test_a_name_is_found_whole_in_the_passages_that_have_it(archive: Service, who: str) -> None:
    retriever = archive.retriever
    every = np.arange(retriever.store.n_passages, dtype=np.int64)
    texts = [passage.text for passage in retriever.store.texts(every.tolist())]
    has = [has_name(read_name(who).parts, text) for text in texts]
    assert name_whole(retriever, who, every).tolist() == has
    assert n_documents_naming(retriever, who) == sum(has)


@pytest.mark.parametrize(
    ("who", "near"), [("David Johnson", "David Jonson"), ("David Jonson", None), ("Ann Other", None)]
)
def test_a_name_a_letter_off_is_given_as_the_archive_has_it(
    archive: Service, who: str, near: str | None
) -> None:
    assert nearest_mention(archive.retriever, who) == near
