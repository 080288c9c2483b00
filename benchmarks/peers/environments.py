"""An environment for each peer, with the versions that its requirements file pins."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent / "requirements"
INSTALLED = "installed-requirements.txt"  # a copy of the file that was installed, written last


def default_folder() -> Path:
    """Where the environments are kept from run to run."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "onrecord-peers"


def ensure_environment(peer: str, folder: Path) -> Path:
    """The interpreter of a peer's environment, made or brought to the pinned versions where needed."""
    python, wanted = folder / peer / "bin" / "python", REQUIREMENTS / f"{peer}.txt"
    installed = folder / peer / INSTALLED
    if installed.exists() and installed.read_bytes() == wanted.read_bytes():
        return python
    print(f"installing {peer} into {folder / peer}", file=sys.stderr)
    if not python.exists():
        venv.create(folder / peer, with_pip=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--requirement", str(wanted)], check=True)
    installed.write_bytes(wanted.read_bytes())
    return python
