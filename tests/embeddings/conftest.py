"""Models and indexes that are slow to make, once a session."""

from __future__ import annotations

import shutil
import socket
from pathlib import Path

import pytest

from embeddings.build import BuildRequest, build
from embeddings.compiled_encoder import CompiledEncoder
from embeddings.encoder import SentenceTransformerEncoder
from embeddings.model_compiling import compile_encoder
from embeddings.model_files import find_model
from tests.embeddings.made_archives import Noted, row, write_rows
from tests.embeddings.made_models import save_static, save_tiny_bert


@pytest.fixture(scope="session")
def reference() -> SentenceTransformerEncoder:
    return SentenceTransformerEncoder(find_model(None))


@pytest.fixture(scope="session")
def compiled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("compiled")


@pytest.fixture(scope="session")
def compiled(compiled_folder: Path, reference: SentenceTransformerEncoder) -> CompiledEncoder:
    return compile_encoder(reference, compiled_folder)


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_tiny_bert(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="session")
def tiny(tiny_folder: Path) -> SentenceTransformerEncoder:
    return SentenceTransformerEncoder(find_model(str(tiny_folder)))


@pytest.fixture(scope="session")
def tiny_compiled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("compiled-tiny")


@pytest.fixture(scope="session")
def tiny_compiled(tiny_compiled_folder: Path, tiny: SentenceTransformerEncoder) -> CompiledEncoder:
    return compile_encoder(tiny, tiny_compiled_folder)


@pytest.fixture(scope="session")
def static_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_static(tmp_path_factory.mktemp("models") / "static")


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every attempt at a connection or a name's address fails, and is listed."""
    tried: list[object] = []

    def refuse(*args: object, **_: object) -> None:
        tried.append(args)
        raise OSError("no network in tests")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return tried


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory, tiny_folder: Path) -> Path:
    """An index by the tiny model, which others start from, so that it is compiled once."""
    folder = tmp_path_factory.mktemp("seed")
    source = write_rows(folder / "seed.jsonl", [row(900)])
    build(folder / "index", BuildRequest(sources=(source,), model=str(tiny_folder)), Noted())
    return folder / "index"


@pytest.fixture
def index(seed: Path, tmp_path: Path) -> Path:
    """An index by the tiny model, to be built from other sources with `only`."""
    return Path(shutil.copytree(seed, tmp_path / "index"))
