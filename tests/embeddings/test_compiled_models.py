"""Compiled models kept for the next index: whole and the same, or compiled anew."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from embeddings.compiled_models import CHECKSUMS_FILE, MOST_KEPT, encoder_of, kept_folder
from embeddings.compiling_process import compile_elsewhere
from embeddings.encoder import SentenceTransformerEncoder
from embeddings.model_compiling import compile_encoder
from embeddings.model_files import ModelFiles, find_model

AGAIN = """
import sys
from pathlib import Path
from embeddings.compiled_models import encoder_of
from embeddings.model_files import find_model
encoder = encoder_of(find_model(sys.argv[1]), Path(sys.argv[2]))
print(encoder.count_tokens(["the war"]), "torch" in sys.modules)
"""


@pytest.fixture
def model(tiny_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelFiles:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return find_model(str(tiny_folder))


def kept_of(model: ModelFiles) -> Path:
    kept = kept_folder(model)
    assert kept is not None
    return kept


def test_the_second_index_of_a_model_takes_it_compiled_and_loads_no_torch(
    model: ModelFiles, tmp_path: Path
) -> None:
    encoder_of(model, tmp_path / "first")
    arguments = [sys.executable, "-c", AGAIN, str(model.folder), str(tmp_path / "second")]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert done.stdout.split()[-1] == "False", done.stderr
    names = [path.name for path in sorted((tmp_path / "second").iterdir())]
    assert names == [path.name for path in sorted((tmp_path / "first").iterdir())]


@pytest.mark.parametrize("file", ["openvino.bin", "openvino.xml", "tokenizer.json", CHECKSUMS_FILE])
def test_a_kept_model_that_was_changed_is_compiled_anew(model: ModelFiles, tmp_path: Path, file: str) -> None:
    first = encoder_of(model, tmp_path / "first").encode_queries(["the war"])
    kept = kept_of(model) / file
    kept.write_bytes(kept.read_bytes()[:-3] + b"xyz")
    again = encoder_of(model, tmp_path / "again").encode_queries(["the war"])
    np.testing.assert_array_equal(again, first)
    assert kept.read_bytes()[-3:] != b"xyz"


def test_where_nothing_can_be_kept_the_model_is_compiled_each_time(
    model: ModelFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert encoder_of(model, tmp_path / "first").encode_queries(["the war"]).shape[0] == 1


def test_only_the_models_used_last_are_kept(model: ModelFiles, tmp_path: Path) -> None:
    for number in range(MOST_KEPT + 3):
        (kept_of(model).parent / f"{number:032d}").mkdir(parents=True)
    encoder_of(model, tmp_path / "first")
    assert kept_of(model).is_dir()
    assert len(list(kept_of(model).parent.iterdir())) == MOST_KEPT


def test_a_user_without_a_home_goes_without(
    model: ModelFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", no_home)
    assert kept_folder(model) is None
    assert encoder_of(model, tmp_path / "first").encode_queries(["the war"]).shape[0] == 1


def test_a_kept_model_of_somebody_else_is_taken_though_its_use_cannot_be_noted(
    model: ModelFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder_of(model, tmp_path / "first")
    set_times = os.utime

    def refuse(path: Path, **times: object) -> None:
        if not times:  # shutil gives them
            raise PermissionError("not yours")
        set_times(path, **times)  # type: ignore[call-overload] # as they came

    def not_again(*_: object) -> None:
        raise AssertionError("compiled again")

    monkeypatch.setattr("os.utime", refuse)
    monkeypatch.setattr("embeddings.compiled_models.make_encoder", not_again)
    assert encoder_of(model, tmp_path / "second").encode_queries(["the war"]).shape[0] == 1


def test_a_model_not_kept_is_compiled_by_a_process_of_its_own(model: ModelFiles, tmp_path: Path) -> None:
    arguments = [sys.executable, "-c", AGAIN, str(model.folder), str(tmp_path / "first")]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert done.stdout.split()[-1] == "False", done.stderr
    assert kept_of(model).is_dir()
    elsewhere = encoder_of(model, tmp_path / "second").encode_queries(["the war"])
    here = compile_encoder(SentenceTransformerEncoder(model), tmp_path / "here").encode_queries(["the war"])
    np.testing.assert_array_equal(elsewhere, here)


@pytest.mark.parametrize("executable", ["/no/such/python", "/bin/false"])
def test_where_no_other_process_can_compile_nothing_is_left_of_it(
    model: ModelFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, executable: str
) -> None:
    monkeypatch.setattr("sys.executable", executable)
    assert not compile_elsewhere(model, tmp_path / "first")
    assert not (tmp_path / "first").exists()


def test_a_model_that_cannot_be_used_is_named_as_ever(model: ModelFiles, tmp_path: Path) -> None:
    broken = shutil.copytree(model.folder, tmp_path / "broken")
    (broken / "modules.json").write_text("[")
    arguments = [sys.executable, "-c", AGAIN, str(broken), str(tmp_path / "first")]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert "ModelUnusable" in done.stderr


def test_the_process_ends_with_the_one_that_started_it(model: ModelFiles, tmp_path: Path) -> None:
    serving = "import sys; from embeddings.compiling_process import serve; serve(*sys.argv[1:])"
    told = [str(tmp_path / "first"), str(model.folder), model.name, "", ""]
    with subprocess.Popen([sys.executable, "-c", serving, *told], stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(60) == 1
