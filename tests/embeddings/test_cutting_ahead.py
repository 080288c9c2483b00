"""Documents cut in several processes: the same in the same order, whatever happens to one of them."""

from __future__ import annotations

import errno
import itertools
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from corpus.documents import Document
from corpus.errors import ReadingStopped
from embeddings import cutting_ahead
from embeddings.build import BuildReport, BuildRequest, build
from embeddings.compiled_encoder import CompiledEncoder
from embeddings.cutting_ahead import CuttingAhead
from embeddings.source_reading import SourceReading
from embeddings.sources import RememberedSource
from embeddings.versions import DOCUMENTS_FILE, MODEL_FOLDER, READING_FILE, ROWS_FILE, current_version
from tests.embeddings.made_archives import Noted, row, write_archive, write_rows
from tests.embeddings.made_cuts import listing_cut, made, many, noting_cut, process_of

N_ROWS = 3_000


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other processes start with the first batch, and batches are small."""
    monkeypatch.setattr(cutting_ahead, "START_AFTER", 0)
    monkeypatch.setattr(cutting_ahead, "BATCH_CHARACTERS", 200)


def ahead(n_cores: int = 2) -> CuttingAhead:
    return CuttingAhead(noting_cut(), elsewhere=noting_cut, n_cores=n_cores)


def until_elsewhere(cutting: CuttingAhead, text: str = "It was signed.") -> Iterator[Document]:
    """Documents for as long as no other process has been given one."""
    return itertools.takewhile(lambda _: not cutting.n_elsewhere, many(text, 10**9))


def test_documents_and_what_stands_between_them_come_in_their_order() -> None:
    with ahead() as cutting:
        steps: list[Document | int] = []

        def noted() -> Iterator[Document | int]:
            for number, document in enumerate(until_elsewhere(cutting, "slow or not")):
                steps.extend((document, number))
                yield from (document, number)
            rest = [made(number, "slow " * (number % 90 + 1)) for number in range(60)]
            steps.extend(rest)
            yield from rest

        found = list(cutting.in_order(noted()))
    assert [step for step, _ in found] == steps
    processes = {process_of(cut) for step, cut in found if isinstance(step, Document)}
    assert len(processes) == 2 and os.getpid() in processes
    assert all(cut is None for step, cut in found if isinstance(step, int))


def test_one_core_means_no_other_process() -> None:
    with ahead(n_cores=1) as cutting:
        found = list(cutting.in_order(many("It was signed.", 2_000)))
    assert {process_of(cut) for _, cut in found} == {os.getpid()}


def test_a_source_soon_read_starts_no_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting_ahead, "START_AFTER", 10_000)
    monkeypatch.setattr(cutting_ahead, "CuttingProcess", None)
    with ahead() as cutting:
        assert len(list(cutting.in_order(many("Ten chars.", 1_000)))) == 1_000


def test_where_no_other_process_can_be_started_this_one_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    monkeypatch.setattr(cutting_ahead.logger, "disabled", False)  # as other programs' set-up may leave it
    with caplog.at_level("WARNING", logger="embeddings.cutting_ahead"), ahead() as cutting:
        assert len(list(cutting.in_order(many("It was signed.", 100)))) == 100
    assert os.strerror(errno.ENOENT) in caplog.text


def test_an_error_is_raised_as_in_one_process() -> None:
    with ahead() as cutting:

        def unfit() -> Iterator[Document]:
            yield from until_elsewhere(cutting)
            yield from (made(7, "unfit"), *many("It was signed.", 200))

        with pytest.raises(ValueError, match=r"^wire.jsonl#line-7: cannot be cut$"):
            list(cutting.in_order(unfit()))


def test_a_process_that_is_killed_is_named_with_the_place_and_the_remedy() -> None:
    with ahead() as cutting:

        def deadly() -> Iterator[Document]:
            yield from until_elsewhere(cutting)
            os.kill(cutting.pids[0], signal.SIGKILL)
            yield from many("It was signed.", 10**9)

        with pytest.raises(ReadingStopped, match=r"SIGKILL.*--workers 1") as caught:
            list(cutting.in_order(deadly()))
    assert caught.value.first.startswith("wire.jsonl#line-")


def test_no_process_is_left_behind() -> None:
    with pytest.raises(KeyboardInterrupt), ahead() as cutting:
        for _ in cutting.in_order(many("slow and long" * 10, 10**9)):
            if cutting.n_elsewhere:
                pid = cutting.pids[0]
                raise KeyboardInterrupt
    assert not Path(f"/proc/{pid}").exists()


ORPHANED = """
import os, signal, sys
from embeddings import cutting_ahead
from tests.embeddings.test_cutting_ahead import ahead, until_elsewhere
cutting_ahead.START_AFTER = 0
cutting_ahead.BATCH_CHARACTERS = 200
cutting = ahead()
list(cutting.in_order(until_elsewhere(cutting)))
print(cutting.pids[0], flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_it_ends_when_the_build_is_killed() -> None:
    done = subprocess.run([sys.executable, "-c", ORPHANED], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    deadline = time.monotonic() + 30
    while _is_alive(int(done.stdout)) and time.monotonic() < deadline:
        pass
    assert not _is_alive(int(done.stdout))


def _is_alive(pid: int) -> bool:
    """Whether a process still runs; one that nobody has waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_no_more_is_read_ahead_than_a_bounded_number_of_batches() -> None:
    n_read = n_given = most = 0
    with ahead() as cutting:

        def counted() -> Iterator[Document]:
            nonlocal n_read
            for document in itertools.chain(until_elsewhere(cutting), many("slow, " * 50, 100)):
                n_read += 1
                yield document

        for _ in cutting.in_order(counted()):
            n_given += 1
            most = max(most, n_read - n_given)
    assert most <= (cutting_ahead._MAX_WAITING + 2) * 200 // len("It was signed.")


def test_a_process_imports_neither_torch_nor_openvino_nor_faiss(
    tiny_compiled: CompiledEncoder, tiny_compiled_folder: Path
) -> None:
    with CuttingAhead(
        noting_cut(), elsewhere=partial(listing_cut, tiny_compiled_folder), n_cores=2
    ) as cutting:
        list(cutting.in_order(until_elsewhere(cutting)))
    imported = (tiny_compiled_folder / "imported.txt").read_text().split()
    assert "corpus.statements" in imported
    assert {"torch", "openvino", "faiss", "transformers", "tantivy"}.isdisjoint(imported)


def test_what_is_stored_and_what_is_skipped_are_the_same_with_one_process_and_with_two(
    tmp_path: Path,
    tiny_compiled: CompiledEncoder,
    tiny_compiled_folder: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    archive = write_archive(tmp_path / "archive")
    said = 'The minister said: "The talks began in Vienna on {} May 2009." He denied that they would last. '
    rows = [row(number, said.format(number % 28 + 1) * (number % 5 + 1)) for number in range(N_ROWS)]
    lines: list[dict[str, str] | str] = [*rows]
    lines.insert(1_500, "not JSON")
    lines.insert(2_500, {**rows[0], "date": "no date"})
    write_rows(archive / "many.jsonl", lines)
    stored, skipped = [], []
    for workers in (1, 2):
        folder = tmp_path / f"version-{workers}"
        shutil.copytree(tiny_compiled_folder, folder / MODEL_FOLDER)
        report, request = BuildReport(), BuildRequest(workers=workers)
        reading = SourceReading(tmp_path / "index", request, report, Noted(), in_use=None)
        with caplog.at_level("INFO", logger="embeddings.cutting_ahead"):
            caplog.clear()
            reading.read([RememberedSource(path=archive, n_documents=0)], folder, tiny_compiled, earlier=())
        assert ("were cut by 1 other process" in caplog.text) == (workers == 2)
        stored.append([(folder / name).read_bytes() for name in (DOCUMENTS_FILE, ROWS_FILE, READING_FILE)])
        skipped.append(report.skipped)
    assert stored[0] == stored[1]
    assert skipped[0] == skipped[1]
    places = ["archive/many.jsonl#line-1501", "archive/many.jsonl#line-2501"]
    assert [one.locator for one in skipped[1]] == places


def test_a_build_whose_other_process_is_killed_leaves_the_version_in_use(
    tmp_path: Path, tiny_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_rows(tmp_path / "wire.jsonl", [row(1)])
    index = tmp_path / "index"
    build(index, BuildRequest(sources=(source,), model=str(tiny_folder), workers=2), Noted())
    before = current_version(index).name
    write_rows(source, [row(number) for number in range(20_000)])
    monkeypatch.setattr("embeddings.source_reading.SourceReading._elsewhere", lambda *_: _dying_cut)
    with pytest.raises(ReadingStopped, match=r"wire.jsonl#line-.* --workers 1"):
        build(index, BuildRequest(workers=2), Noted())
    assert current_version(index).name == before
    assert not list((index / "versions").glob(".*"))


def _dying_cut() -> object:
    def cut(_: Document) -> object:
        os.kill(os.getpid(), signal.SIGKILL)

    return cut
