"""How the commands of `onrecord` show their examples and report their errors."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from qa.settings import Settings

SETTINGS = "qa.settings"
_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"}
_PICTURES |= {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)


def _write_example(command: click.Command, formatter: click.HelpFormatter) -> None:
    """Write a command's epilog, its example, with its line breaks."""
    if command.epilog:
        formatter.write_paragraph()
        formatter.write(command.epilog + "\n")


def _read_settings(ctx: click.Context) -> None:
    """Read the settings, once for whatever command runs; `settings_of` hands them out."""
    if SETTINGS not in ctx.meta:
        from qa.settings import load_settings

        settings = load_settings()
        if settings.publishers_file:
            from corpus.publishers import extend_publishers

            extend_publishers(settings.publishers_file)
        ctx.meta[SETTINGS] = settings


def settings_of(ctx: click.Context) -> Settings:
    """The settings as they were read when the command began."""
    settings: Settings = ctx.meta[SETTINGS]
    return settings


class ExampleCommand(click.Command):
    """A command that shows its example as it stands, and is refused where a setting is wrong."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command, the settings read."""
        _read_settings(ctx)
        return super().invoke(ctx)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the example."""
        _write_example(self, formatter)


class CommandGroup(click.Group):
    """The commands, and the one place where an error becomes a line and an exit code."""

    command_class = ExampleCommand

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the example."""
        _write_example(self, formatter)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command: errors of ours, of the system and of the unforeseen kind become one line."""
        from corpus.errors import OnRecordError

        try:
            if ctx.parent is not None:  # a group below the first is a command too
                _read_settings(ctx)
            return super().invoke(ctx)
        except OnRecordError as error:
            _fail(str(error))
        except BrokenPipeError:
            sys.exit(1)
        except OSError as error:
            _fail(f"{error.strerror or error}: {error.filename}" if error.filename else str(error))
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:  # a defect of ours: one line all the same, the rest on request
            if ctx.find_root().params.get("traceback"):
                raise
            _fail(f"defect: {type(error).__name__}: {error}; 'onrecord --traceback …' shows where")


def harmless(text: str) -> str:
    """The text with its control characters shown, so that no document commands a terminal.

    Line breaks and tabs stay; C0 characters become their Unicode pictures, C1 characters U+FFFD.
    """
    return text.translate(_PICTURES)


def _fail(message: str) -> NoReturn:
    click.echo(f"onrecord: {harmless(' '.join(message.split()))}", err=True)
    sys.exit(1)
