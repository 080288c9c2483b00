from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corpus.errors import ModelChanged, ModelNotFound, ModelUnusable
from embeddings.encoder import SentenceTransformerEncoder
from embeddings.model_files import DEFAULT_WEIGHTS_SHA256, check_published, find_model


def test_the_shipped_weights_are_those_published() -> None:
    # As on huggingface.co/sentence-transformers/all-MiniLM-L6-v2, file model.safetensors.
    model = find_model(None)
    assert model.weights_sha256 == DEFAULT_WEIGHTS_SHA256
    assert model.weights_sha256 == "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
    assert model.name == "all-MiniLM-L6-v2"
    assert find_model("all-MiniLM-L6-v2") == model


def test_changed_weights_are_refused_with_both_digests(tmp_path: Path) -> None:
    shutil.copytree(find_model(None).folder, tmp_path / "model")
    weights = tmp_path / "model" / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x00")
    with pytest.raises(ModelChanged, match="reinstall the model") as caught:
        check_published(tmp_path / "model")
    assert caught.value.expected == DEFAULT_WEIGHTS_SHA256
    assert caught.value.found != DEFAULT_WEIGHTS_SHA256


def test_a_shipped_model_without_weights_is_told_to_be_reinstalled(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match="reinstall"):
        check_published(tmp_path)


def test_a_folder_without_weights_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    (tmp_path / "nothing.bin").mkdir()
    with pytest.raises(ModelUnusable, match=r"no weights \(\.safetensors"):
        find_model(str(tmp_path))


@pytest.mark.parametrize(
    "name",
    [
        "no-such/model",
        "/no/such/folder",
        "two words",
        "a/b/c/d",
        "x" * 300,
        "~nobody-here/model",
        "nul\x00",
    ],
)
def test_an_unknown_name_is_not_found_without_the_network(
    name: str, no_network: list[object], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ModelNotFound) as caught:
        find_model(name)
    assert caught.value.name == name
    assert no_network == []


def test_a_name_that_is_not_found_comes_with_what_to_do() -> None:
    with pytest.raises(
        ModelNotFound, match=r"give the folder .* or fetch it with 'onrecord build --download'"
    ):
        find_model("no-such/model")


def test_an_empty_name_is_not_the_working_folder(monkeypatch: pytest.MonkeyPatch, tiny_folder: Path) -> None:
    monkeypatch.chdir(tiny_folder)
    with pytest.raises(ModelNotFound):
        find_model("")


def test_a_download_without_a_network_is_not_found(no_network: list[object]) -> None:
    with pytest.raises(ModelNotFound):
        find_model("no-such/model", download=True)
    assert no_network


def test_any_folder_of_sentence_transformers_serves(
    tiny_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tiny_folder.parent)
    model = find_model("tiny")
    assert model == find_model(str(tiny_folder))
    assert model.name == str(tiny_folder)
    vectors = SentenceTransformerEncoder(model).encode_passages(["the war", "the talks"])
    assert vectors.shape == (2, 32)


def test_the_digests_tell_weights_and_settings_apart(tiny_folder: Path, tmp_path: Path) -> None:
    known = find_model(str(tiny_folder))
    other = tmp_path / "other"
    shutil.copytree(tiny_folder, other)
    (other / "README.md").write_text("says nothing of vectors")
    same = find_model(str(other))
    assert (same.weights_sha256, same.settings_sha256) == (known.weights_sha256, known.settings_sha256)
    prompts = other / "config_sentence_transformers.json"
    prompts.write_text(prompts.read_text().replace("passage: ", "text: "))
    changed = find_model(str(other))
    assert changed.weights_sha256 == known.weights_sha256
    assert changed.settings_sha256 != known.settings_sha256


@pytest.mark.parametrize("file", ["model.safetensors", "modules.json", "config.json", "tokenizer.json"])
def test_a_model_with_a_spoiled_file_cannot_be_used(file: str, tiny_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(tiny_folder, tmp_path / "spoiled")
    (tmp_path / "spoiled" / file).write_bytes(b"\x00 spoiled")
    with pytest.raises(ModelUnusable, match="choose another"):
        SentenceTransformerEncoder(find_model(str(tmp_path / "spoiled")))
