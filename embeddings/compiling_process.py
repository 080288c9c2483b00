"""A model compiled by a process of its own, whose memory, torch's among it, ends with it.

Compiled in the build's own process, torch and what the converter leaves stay there for as long as it
embeds; docs/decisions/2026-11-24-embedding-ahead.md.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

from embeddings.model_files import ModelFiles

_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from embeddings.compiling_process import serve; serve(*sys.argv[2:])"
)


def compile_elsewhere(model: ModelFiles, folder: Path) -> bool:
    """Compile a model into a folder, absent or empty, which stays so where another process cannot.

    Whoever is told so compiles it himself and meets the error, if it is one of the model.
    """
    told = [json.dumps(sys.path), str(folder), str(model.folder), model.name]
    told += [model.weights_sha256, model.settings_sha256]
    try:
        with subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-c", _START, *told],
            stdin=subprocess.PIPE,  # closes when this process ends, however it does
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            code = process.wait()
    except OSError:
        code = None
    if code != 0:
        shutil.rmtree(folder, ignore_errors=True)
    return code == 0


def serve(into: str, folder: str, name: str, weights_sha256: str, settings_sha256: str) -> None:
    """Compile a model, unless the other process ends first; what the process runs."""
    from embeddings.encoder import SentenceTransformerEncoder
    from embeddings.model_compiling import compile_encoder

    threading.Thread(target=_end_with_the_other, daemon=True).start()
    model = ModelFiles(
        folder=Path(folder), name=name, weights_sha256=weights_sha256, settings_sha256=settings_sha256
    )
    compile_encoder(SentenceTransformerEncoder(model), Path(into))


def _end_with_the_other() -> None:
    os.read(0, 1)  # nothing comes but the end; sys.stdin would be locked when the process ends itself
    os._exit(1)
