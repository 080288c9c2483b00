"""Compiled models kept for this machine's user, so that only a model's first index loads torch.

CACHE/onrecord/models/KEY/       what `make_encoder` left in a folder, and files.json with its checksums;
                                 KEY tells the model, how it was compiled, by which releases and for what CPU

Whatever is wrong with what is kept, or with keeping it, the model is compiled as if nothing were there.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import json
import logging
import os
import shutil
import sys
import tempfile
from pathlib import Path

from corpus.errors import IndexDamaged
from embeddings import compiled_encoder, encoder, encoder_folder, model_compiling, word_pieces
from embeddings.compiled_encoder import Use, cpu_precision, open_encoder
from embeddings.compiling_process import compile_elsewhere
from embeddings.encoder import Encoder
from embeddings.encoder_folder import read_stored
from embeddings.model_compiling import make_encoder
from embeddings.model_files import ModelFiles, sha256_of

logger = logging.getLogger(__name__)

CHECKSUMS_FILE = "files.json"
N_KEY = 32  # characters of a kept folder's name
MOST_KEPT = 16  # models, of some 45 MB as the one shipped is; those used last stay
# Whose code decides what is kept:
_MAKERS = (compiled_encoder, model_compiling, encoder_folder, encoder, word_pieces)
_COMPILERS = ("openvino", "sentence-transformers", "tokenizers", "torch", "transformers")


def encoder_of(model: ModelFiles, folder: Path, *, n_cores: int | None = None) -> Encoder:
    """Lay a model's encoder out in a folder, compiled now or before, and open it for a whole archive.

    Args:
        model: the model's files.
        folder: empty or absent; becomes what `open_encoder` opens.
        n_cores: how many cores it takes; None means all.

    Raises:
        ModelUnusable: sentence-transformers cannot use it.
    """
    kept = kept_folder(model)
    if kept is not None and _take(kept, folder):
        return open_encoder(folder, use=Use.THROUGHPUT, n_cores=n_cores)
    # Where torch is there already, another process would save nothing.
    is_there = "torch" not in sys.modules and compile_elsewhere(model, folder)
    made = None if is_there else make_encoder(model, folder)
    if kept is not None and read_stored(folder).inputs:
        _keep(folder, kept)
    if made is not None and n_cores is None:
        return made
    return open_encoder(folder, use=Use.THROUGHPUT, n_cores=n_cores)


def kept_folder(model: ModelFiles) -> Path | None:
    """Where a compiled model is kept; None for a user without a home.

    Source: the XDG base directory specification.
    """
    try:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
        releases = [f"{name}=={importlib.metadata.version(name)}" for name in _COMPILERS]
    except (RuntimeError, importlib.metadata.PackageNotFoundError):
        return None
    own = [sha256_of(Path(str(module.__file__))) for module in _MAKERS]
    told = [model.name, model.weights_sha256, model.settings_sha256, cpu_precision(), own, releases]
    key = hashlib.sha256(json.dumps(told).encode()).hexdigest()[:N_KEY]
    return Path(base) / "onrecord" / "models" / key


def _take(kept: Path, folder: Path) -> bool:
    """Copy what is kept into a folder, which stays empty where anything is not as it was kept."""
    try:
        expected = json.loads((kept / CHECKSUMS_FILE).read_text(encoding="utf-8"))
        shutil.copytree(kept, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(CHECKSUMS_FILE))
        if _checksums(folder) == expected:
            read_stored(folder)
            with contextlib.suppress(OSError):  # somebody else's, perhaps
                os.utime(kept)
            return True
        logger.warning("the compiled model kept in %s was changed; the model is compiled anew", kept)
    except (OSError, ValueError, IndexDamaged) as error:
        logger.debug("no compiled model in %s: %s", kept, error)
    if folder.is_dir():
        shutil.rmtree(folder)
    return False


def _keep(folder: Path, kept: Path) -> None:
    """Keep a copy, whole or not at all; who cannot write there goes without."""
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as name:
            copy = Path(name) / "model"
            shutil.copytree(folder, copy)
            (copy / CHECKSUMS_FILE).write_text(json.dumps(_checksums(folder)), encoding="utf-8")
            if kept.is_dir():
                shutil.rmtree(kept)
            copy.rename(kept)
        others = [one for one in kept.parent.iterdir() if len(one.name) == N_KEY]
        for unused in sorted(others, key=lambda one: one.stat().st_mtime)[:-MOST_KEPT]:
            shutil.rmtree(unused, ignore_errors=True)
    except OSError as error:
        logger.info("the compiled model is not kept for the next index: %s", error)


def _checksums(folder: Path) -> dict[str, str]:
    return {path.name: sha256_of(path) for path in sorted(folder.iterdir()) if path.is_file()}
