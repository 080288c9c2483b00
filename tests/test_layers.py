"""The three floors: imports go qa -> embeddings -> corpus, never back; some packages have one importer."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {
    "corpus": {"corpus"},
    "embeddings": {"embeddings", "corpus"},
    "qa": {"qa", "embeddings", "corpus"},
}
ONLY_IMPORTER = {
    "faiss": "embeddings/faiss_index.py",
    "openvino": "embeddings/compiled_encoder.py",
    "tiktoken": "corpus/tokens.py",
    "tantivy": "corpus/fulltext",
    "sqlite3": "corpus/",
    "fastapi": "qa/http/",
    "uvicorn": "qa/http/",
    "click": "qa/",
}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "base", "manager"}


def modules() -> list[Path]:
    return sorted(path for floor in MAY_IMPORT for path in (ROOT / floor).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The top-level packages that a module imports anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_there_are_modules_on_every_floor() -> None:
    assert {name_of(path).split("/")[0] for path in modules()} == set(MAY_IMPORT)


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_floor_imports_no_floor_above_it(path: Path) -> None:
    floor = name_of(path).split("/")[0]
    assert imported(path) & set(MAY_IMPORT) <= MAY_IMPORT[floor]


@pytest.mark.parametrize("package", ONLY_IMPORTER)
def test_a_package_is_imported_in_one_place(package: str) -> None:
    importers = {name_of(path) for path in modules() if package in imported(path)}
    assert importers
    assert {name for name in importers if not name.startswith(ONLY_IMPORTER[package])} == set()


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_module_has_a_noun_for_a_name_and_says_what_it_is_for(path: Path) -> None:
    assert path.stem not in FORBIDDEN_NAMES
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_code_asserts_nothing_and_unpickles_nothing(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not any(isinstance(node, ast.Assert) for node in ast.walk(tree))
    assert "pickle" not in imported(path)
