"""How the commands of `onrecord` show their examples and report their errors."""

from __future__ import annotations

import sys
from typing import NoReturn

import click


def _write_example(command: click.Command, formatter: click.HelpFormatter) -> None:
    """Write a command's epilog, its example, with its line breaks."""
    if command.epilog:
        formatter.write_paragraph()
        formatter.write(command.epilog + "\n")


class ExampleCommand(click.Command):
    """A command that shows its example as it stands."""

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


def _fail(message: str) -> NoReturn:
    click.echo(f"onrecord: {' '.join(message.split())}", err=True)
    sys.exit(1)
