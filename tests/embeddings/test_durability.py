"""What reaches the disk before it is named; a full disk, and a folder that cannot be written to."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.build import BuildRequest, build
from embeddings.retention import roll_back
from embeddings.versions import current_name, current_version, verify_files
from tests.embeddings.made_archives import Noted, row, rows_of, write_rows

DISK_BYTES = 64 << 20


def noted_steps(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Every fsync and rename of this process from now on, in order."""
    steps: list[tuple[str, str]] = []
    fsync, rename, replace = os.fsync, Path.rename, Path.replace

    def noting_fsync(descriptor: int) -> None:
        steps.append(("fsync", str(Path(f"/proc/self/fd/{descriptor}").readlink())))
        fsync(descriptor)

    def noting_rename(self: Path, target: Path) -> Path:
        steps.append(("rename", str(target)))
        return rename(self, target)

    def noting_replace(self: Path, target: Path) -> Path:
        steps.append(("rename", str(target)))
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", noting_fsync)
    monkeypatch.setattr(Path, "rename", noting_rename)
    monkeypatch.setattr(Path, "replace", noting_replace)
    return steps


def test_what_is_published_reaches_the_disk_before_it_is_named(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wire = write_rows(tmp_path / "wire.jsonl", rows_of(0))
    steps = noted_steps(monkeypatch)
    report = build(index, BuildRequest(sources=(wire,), only=True), Noted())
    holds_order(steps, index, report.version)


@pytest.mark.parametrize("dropped", ["file", "folder", "versions", "index"])
def test_the_order_would_not_hold_without_each_sync(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dropped: str
) -> None:
    wire = write_rows(tmp_path / "wire.jsonl", rows_of(0))
    steps = noted_steps(monkeypatch)
    report = build(index, BuildRequest(sources=(wire,), only=True), Noted())
    laid_out = index / "versions" / f".unfinished-{report.version}"
    holds_order(steps, index, report.version)
    lost = {
        "file": laid_out / "vectors.faiss",
        "folder": laid_out,
        "versions": index / "versions",
        "index": index,
    }[dropped]
    with pytest.raises(AssertionError):
        holds_order([step for step in steps if step != ("fsync", str(lost))], index, report.version)


def test_a_return_reaches_the_disk_before_and_after_it_is_named(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wire = write_rows(tmp_path / "wire.jsonl", rows_of(0))
    build(index, BuildRequest(sources=(wire,), only=True), Noted())
    steps = noted_steps(monkeypatch)
    roll_back(index)
    assert steps == [
        ("fsync", str(index / "CURRENT.new")),
        ("rename", str(index / "CURRENT")),
        ("fsync", str(index)),
    ]


@pytest.mark.skipif(
    shutil.which("strace") is None, reason="strace is not installed: NOT traced by the kernel"
)
def test_the_kernel_sees_the_same_order(index: Path, tmp_path: Path) -> None:
    wire = write_rows(tmp_path / "wire.jsonl", rows_of(0))
    trace = tmp_path / "trace"
    calls = "trace=fsync,fdatasync,rename,renameat,renameat2"
    command = [sys.executable, "-m", "qa.cli", "build", str(wire), "--only", "--index", str(index)]
    tracer = ["strace", "-f", "-y", "--seccomp-bpf", "-e", calls, "-s", "500", "-o", str(trace)]
    done = subprocess.run([*tracer, *command], capture_output=True, text=True, check=False)
    if "PTRACE" in done.stderr or "Operation not permitted" in done.stderr:
        pytest.skip("this machine lets no process be traced: NOT traced by the kernel")
    assert done.returncode == 0, done.stderr
    steps = []
    for line in trace.read_text().splitlines():
        synced = re.search(r"f(?:data)?sync\(\d+<([^>]+)>", line)
        renamed = re.search(r'rename\w*\(.*"([^"]+)"(?:, \w+)?\)', line)
        if synced:
            steps.append(("fsync", synced[1]))
        elif renamed:
            steps.append(("rename", renamed[1]))
    holds_order(steps, index, current_name(index))


def holds_order(steps: list[tuple[str, str]], index: Path, name: str) -> None:
    """Every file and folder synced, then the version renamed, its folder synced, then CURRENT."""
    versions, version = index / "versions", current_version(index)
    named = steps.index(("rename", str(versions / name)))
    switched = steps.index(("rename", str(index / "CURRENT")))
    before, between, after = steps[:named], steps[named:switched], steps[switched:]
    laid_out = versions / f".unfinished-{name}"
    wanted = [laid_out, *(laid_out / file for file in version.manifest.files), laid_out / "manifest.json"]
    wanted += [laid_out / "fulltext", laid_out / "model"]
    assert {str(path) for path in wanted} <= {path for kind, path in before if kind == "fsync"}
    assert ("fsync", str(versions)) in between
    assert ("fsync", str(index / "CURRENT.new")) in between
    assert ("fsync", str(index)) in after


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
from qa.cli import main
main(sys.argv[2:])
"""


@pytest.mark.parametrize("share", [0.02, 0.6])
def test_a_file_that_cannot_grow_costs_one_sentence_and_nothing_else(
    index: Path, tmp_path: Path, share: float
) -> None:
    # A limit on files stands in for a full disk where none may be mounted.
    wire = write_rows(tmp_path / "wire.jsonl", rows_of(0))
    build(index, BuildRequest(sources=(wire,), only=True), Noted())
    before = current_name(index)
    write_rows(wire, [row(number, "A long story of the war. " * 40) for number in range(200)])
    limit = str(int(share * 400_000))
    arguments = [sys.executable, "-c", LIMITED, limit, "build", "--index", str(index)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    names_folder_and_remedy(done.stderr, index)
    assert current_name(index) == before
    verify_files(current_version(index))
    assert build(index, BuildRequest(), Noted()).n_documents == 200


def names_folder_and_remedy(stderr: str, index: Path) -> None:
    """One sentence for the user, beside what progress said, and no trace of how it came about."""
    said = [line for line in stderr.splitlines() if line.startswith("onrecord:")]
    assert len(said) == 1 and "Traceback" not in stderr, stderr
    assert f"index folder {index} cannot be written to" in said[0], said
    assert "run the same command again" in said[0], said


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own of a few MiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "none", str(folder)]
    try:
        done = subprocess.run(mount, capture_output=True, text=True, check=False)
    except OSError as error:
        pytest.skip(f"nothing can be mounted ({error}): a full disk NOT tried")
    if done.returncode:
        pytest.skip(f"nothing can be mounted ({done.stderr.strip()}): a full disk NOT tried")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


# Room that a build finds: for nothing; for a part of the documents; of the full text, the model aside.
@pytest.mark.parametrize("room", [0, 1 << 16, 1 << 18, 1 << 19])
def test_a_full_disk_costs_one_sentence_and_nothing_else(
    seed: Path, tmp_path: Path, small_disk: Path, room: int
) -> None:
    wire, index = write_rows(tmp_path / "wire.jsonl", rows_of(0)), small_disk / "index"
    shutil.copytree(seed, index)
    for n in range(2):
        write_rows(wire, rows_of(n))
        build(index, BuildRequest(sources=(wire,), only=True), Noted())
    before, ballast = current_name(index), small_disk / "ballast"
    write_rows(wire, [row(number, f"Story {number} of the war. " * 40) for number in range(400)])
    ballast.write_bytes(bytes(shutil.disk_usage(small_disk).free - room))
    done = onrecord("build", "--index", str(index))
    assert done.returncode == 1, done.stderr
    names_folder_and_remedy(done.stderr, index)
    assert current_name(index) == before
    verify_files(current_version(index))
    assert onrecord("ask", "bridge", "--index", str(index)).returncode == 0
    assert onrecord("gc", "--keep", "1", "--index", str(index)).returncode == 0
    ballast.unlink()
    assert build(index, BuildRequest(), Noted()).n_documents == 400


def onrecord(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "qa.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.skipif(os.geteuid() == 0 and shutil.which("setpriv") is None, reason="root may write anywhere")
@pytest.mark.parametrize("command", [["build"], ["rollback"], ["gc", "--keep", "1"]])
def test_a_read_only_folder_costs_one_sentence_and_nothing_else(
    index: Path, tmp_path: Path, command: list[str]
) -> None:
    wire = write_rows(tmp_path / "wire.jsonl", rows_of(0))
    build(index, BuildRequest(sources=(wire,), only=True), Noted())
    before = current_name(index)
    write_rows(wire, rows_of(1))
    folders = [index, *(path for path in index.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    (index / "build.lock").chmod(0o444)
    plain = [sys.executable, "-m", "qa.cli", *command, "--index", str(index)]
    no_root = ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner", "--inh-caps=-all", "--"]
    arguments = [*no_root, *plain] if os.geteuid() == 0 else plain
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    for folder in folders:
        folder.chmod(0o755)
    (index / "build.lock").chmod(0o644)
    assert done.returncode == 1, done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    names_folder_and_remedy(done.stderr, index)
    assert current_name(index) == before
    verify_files(current_version(index))
