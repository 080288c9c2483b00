"""Every setting of On Record, read once at the edge from ONRECORD_* variables and a .env file."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any

from dotenv import dotenv_values
from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from corpus.errors import SettingsInvalid
from corpus.readers.limits import ReadingLimits

PREFIX = "ONRECORD_"
ORIGIN = re.compile(r"\*|[a-z][a-z0-9+.-]*://[^/?#@\s*]+", re.IGNORECASE)
HOST = re.compile(r"\*|(\*\.)?[a-z0-9_.-]+|\[[0-9a-f:.]+\]", re.IGNORECASE)


def _split(value: object) -> object:
    """A comma-separated text as its parts; anything else as it came."""
    if not isinstance(value, str):
        return value
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _check_origins(origins: tuple[str, ...]) -> tuple[str, ...]:
    if not all(ORIGIN.fullmatch(origin) for origin in origins):
        raise PydanticCustomError("origin", "an origin is a scheme and a host, without a path")
    return origins


def _check_hosts(hosts: tuple[str, ...]) -> tuple[str, ...]:
    if not all(HOST.fullmatch(host) for host in hosts):
        raise PydanticCustomError("host", "a host is a name or an address, without scheme, port or path")
    return hosts


Origins = Annotated[tuple[str, ...], BeforeValidator(_split), AfterValidator(_check_origins)]
Hosts = Annotated[tuple[str, ...], BeforeValidator(_split), AfterValidator(_check_hosts)]


def _bound(name: str, description: str) -> Any:
    """A bound of reading, whose default is that of ReadingLimits."""
    default = getattr(ReadingLimits(), name)
    return Field(default=default, ge=1, description=description, examples=[str(default)])


class Settings(BaseSettings):
    """What an operator may set; a field `x` is the variable ONRECORD_X.

    Making one reads nothing but the arguments: `load_settings` is what reads the environment.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    index: Path = Field(
        default=Path(".onrecord"),
        description="The folder of the index.",
        examples=["./.onrecord"],
    )
    model: str | None = Field(
        default=None,
        description="The embedding model, a name or a folder; by default the one the index was built with.",
        examples=["sentence-transformers/all-MiniLM-L6-v2"],
    )
    reranker: str | None = Field(
        default=None,
        description=(
            "A sentence-transformers CrossEncoder, a folder or a name in the local cache, that puts the "
            "first passages in order anew; by default none. Nothing is downloaded."
        ),
        examples=["./models/ms-marco-MiniLM-L6-v2"],
    )
    cors_origins: Origins = Field(
        default=(),
        description='Origins whose pages may ask, comma separated, "*" for any; by default none but its own.',
        examples=["https://news.example,https://blog.example"],
    )
    trusted_hosts: Hosts | None = Field(
        default=None,
        description=(
            'Host names this server answers to, comma separated, "*.example.com" for a domain, "*" for any; '
            "by default localhost, 127.0.0.1 and [::1] where it serves on those, and any name elsewhere."
        ),
        examples=["archive.example,localhost"],
    )
    max_body_bytes: int = Field(
        default=1_048_576, ge=1, description="The longest request body.", examples=["1048576"]
    )
    max_question_chars: int = Field(
        default=4_000, ge=1, description="The longest question, in characters.", examples=["4000"]
    )
    max_history_turns: int = Field(
        default=50, ge=0, description="The most earlier messages sent with a question.", examples=["50"]
    )

    max_file_bytes: int = _bound("max_file_bytes", "The largest file or member of an archive read whole.")
    max_line_bytes: int = _bound("max_line_bytes", "The longest row of JSON lines or CSV.")
    max_json_depth: int = _bound("max_json_depth", "The deepest JSON.")
    max_archive_depth: int = _bound("max_archive_depth", "Archives inside archives.")
    max_archive_members: int = _bound("max_archive_members", "Members of an archive, with all inside it.")
    max_unpacked_bytes: int = _bound("max_unpacked_bytes", "What an archive may unpack to, in bytes.")
    max_unpacked_ratio: int = _bound(
        "max_unpacked_ratio", "What an archive may unpack to, in times of its own size."
    )
    max_file_seconds: int = _bound("max_file_seconds", "The longest time to read one file.")
    max_pdf_memory_bytes: int = _bound("max_pdf_memory_bytes", "Memory of the process that parses PDFs.")

    @property
    def reading_limits(self) -> ReadingLimits:
        """The bounds of reading."""
        return ReadingLimits(**{field.name: getattr(self, field.name) for field in fields(ReadingLimits)})

    publishers_file: Path | None = Field(
        default=None,
        description=(
            "A CSV file of publishers (name, domains, aliases, kind, country) that adds to the packaged name "
            "table, or replaces its rows of the same name; the same when building and when asking."
        ),
        examples=["./publishers.csv"],
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take the arguments alone, so that making Settings never depends on where it is done."""
        return (init_settings,)


def load_settings(
    environ: Mapping[str, str] | None = None, env_file: str | os.PathLike[str] | None = ".env"
) -> Settings:
    """Read the settings; the environment outranks the file, and an empty value is no value.

    Args:
        environ: variables to read; None means those of this process.
        env_file: a file of NAME=value lines, which need not exist; None reads no file. Its values
            are taken as written, without ${} being filled in, and other names are left alone.

    Raises:
        SettingsInvalid: an ONRECORD_* variable is unknown or malformed, or the file cannot be read.
    """
    variables = _ours(_read_env_file(env_file) if env_file is not None else {})
    variables |= _ours(os.environ if environ is None else environ)
    for name in sorted(variables):
        _check_known(name)
    values: dict[str, Any] = {_field(name): value for name, value in variables.items() if value.strip()}
    try:
        return Settings(**values)
    except ValidationError as error:
        raise SettingsInvalid(_sentence(error.errors(include_input=False)[0])) from None  # may quote a secret


def variable_names() -> tuple[str, ...]:
    """Every variable that is read, in the order of the fields."""
    return tuple(PREFIX + field.upper() for field in Settings.model_fields)


def _ours(variables: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in variables.items() if name.startswith(PREFIX)}


def _read_env_file(path: str | os.PathLike[str]) -> dict[str, str]:
    if not Path(path).is_file():
        return {}
    try:
        pairs = dotenv_values(path, interpolate=False, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problem = f"{path} cannot be read ({type(error).__name__}); make it a readable text file in UTF-8"
        raise SettingsInvalid(problem) from error
    return {name: value or "" for name, value in pairs.items()}


def _check_known(name: str) -> None:
    if name in variable_names():
        return
    near = difflib.get_close_matches(name, variable_names(), n=1, cutoff=0.8)
    meant = f"did you mean {near[0]}?" if near else "the known ones are " + ", ".join(variable_names())
    raise SettingsInvalid(f"{name} is no variable of On Record; correct or remove it: {meant}")


def _field(name: str) -> str:
    return name.removeprefix(PREFIX).lower()


def _sentence(error: ErrorDetails) -> str:
    """The variable, what is wrong with its value and what to write, without the value itself."""
    field = str(error["loc"][0])
    problem = error["msg"][:1].lower() + error["msg"][1:]
    example = (Settings.model_fields[field].examples or [""])[0]
    return f"{PREFIX}{field.upper()} is malformed: {problem}; write it like {example}, or remove it"
