"""Options that many commands have, and how their results are printed."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from qa.cli_group import harmless
from qa.cli_values import LanguageCode, NamedPath

P = ParamSpec("P")
R = TypeVar("R")


def index_option(command: Callable[P, R]) -> Callable[P, R]:
    """The folder of the index."""
    option = click.option(
        "--index",
        type=NamedPath(path_type=Path, file_okay=False),
        metavar="DIR",
        help="Folder of the index; by default $ONRECORD_INDEX or ./.onrecord.",
    )
    return option(command)


def lang_option(command: Callable[P, R]) -> Callable[P, R]:
    """The language of all documents."""
    option = click.option(
        "--lang",
        type=LanguageCode(),
        metavar="CODE",
        help="The language of all documents (en, pt-BR), whatever they state.",
    )
    return option(command)


def json_option(command: Callable[P, R]) -> Callable[P, R]:
    """Output for machines."""
    return click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")(command)


def print_result(value: object, lines: Sequence[str], *, as_json: bool) -> None:
    """One JSON document, or the lines for people."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1) if as_json else harmless("\n".join(lines)))
