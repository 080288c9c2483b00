"""The kinds of values that options and arguments take; what is none is wrong usage."""

from __future__ import annotations

import os
from datetime import date

import click


class NamedPath(click.Path):
    """A path; an empty one, as an unset shell variable gives, would name the current folder."""

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """Refuse what is empty."""
        if not os.fspath(value).strip():
            self.fail("the path is empty; write a file's or a folder's", param, ctx)
        return super().convert(value, param, ctx)


class Name(click.ParamType[str]):
    """A text that is not blank."""

    name = "name"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Refuse what is blank."""
        if not str(value).strip():
            self.fail("the name is blank; write one, or leave the option out", param, ctx)
        return str(value)


class Day(click.ParamType[date]):
    """A day in ISO 8601."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Refuse what is no day."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a date; write it as YYYY-MM-DD, such as 2007-06-09", param, ctx)


class LanguageCode(click.ParamType[str]):
    """A language's code, as documents carry it."""

    name = "code"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Refuse what is no code."""
        from corpus.readers.fields import language_code

        code = language_code(str(value))
        if code is None:
            self.fail(f"{value!r} is no language code; write one such as en or pt-BR", param, ctx)
        return code
