"""What many suites need: the sample archive's index, built once a run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

from embeddings.build import BuildRequest, build
from qa.opening import open_service
from qa.service import Service

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "corpus" / "sample_archive"

# Machines are noisy, so no deadline; `make test-full` sets TEST_FULL and tries ten times as many.
settings.register_profile("quick", deadline=None)
settings.register_profile("full", deadline=None, max_examples=1000)
settings.load_profile("full" if os.environ.get("TEST_FULL") else "quick")


class Silent:
    """A Progress that shows nothing."""

    @contextmanager
    def stage(self, name: str, total: int | None) -> Iterator[Callable[[int], None]]:
        yield lambda n: None


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    index = tmp_path_factory.mktemp("sample") / "index"
    build(index, BuildRequest(sources=(SAMPLE,)), Silent())
    return index


@pytest.fixture(scope="session")
def service(sample_index: Path) -> Service:
    return open_service(sample_index)
