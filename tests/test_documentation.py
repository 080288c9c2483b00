"""README and docs say what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from qa.cli import main
from qa.settings import Settings, variable_names

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> dict[str, click.Command]:
    return dict(main.commands)


@pytest.mark.parametrize("name", sorted(commands()))
def test_a_command_is_in_the_readme_with_its_options(name: str) -> None:
    row = next(line for line in README.splitlines() if line.startswith(f"| `onrecord {name}"))
    shared = {"--index", "--json", "--help"}
    options = {option for param in commands()[name].params for option in param.opts if option.startswith("-")}
    assert {option for option in options - shared if f"`{option}" not in row} == set()


def option_exceptions(option: str) -> set[str]:
    """The commands that the README excepts from "All but … take `option`"."""
    sentence = re.search(rf"All but ([^.]*?) take `{option}", README)
    assert sentence
    return set(re.findall(r"`(\w+)`", sentence.group(1)))


@pytest.mark.parametrize("option", ["--index", "--json"])
def test_the_shared_options_are_where_the_readme_says(option: str) -> None:
    every = {**commands(), "sources remove": main.commands["sources"].commands["remove"]}  # type: ignore[attr-defined] # a group
    lacking = {
        name for name, command in every.items() if option not in {o for p in command.params for o in p.opts}
    }
    assert lacking == option_exceptions(option)


def test_the_readme_names_no_command_that_is_not_there() -> None:
    named = set(re.findall(r"^\| `onrecord (\w+)", README, re.MULTILINE))
    assert named == set(commands())


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_shows_an_example(name: str) -> None:
    epilog = commands()[name].epilog or ""
    assert f"onrecord {name}" in epilog


@pytest.mark.parametrize("variable", variable_names())
def test_a_setting_is_in_the_readme_with_its_default(variable: str) -> None:
    row = next(line for line in README.splitlines() if line.startswith(f"| `{variable}`"))
    field = Settings.model_fields[variable.removeprefix("ONRECORD_").lower()]
    default = field.default
    if default not in (None, ()):
        assert f"`{default}`" in row


def test_the_readme_names_no_setting_that_is_not_there() -> None:
    named = set(re.findall(r"ONRECORD_[A-Z_]+", README))
    assert named <= set(variable_names())


def test_links_into_the_repository_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page}: {target}"
