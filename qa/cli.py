"""The command line, `onrecord`; versions, rollback, verify and gc are in cli_versions.

Every command imports what it needs when it runs, so that --help is instant.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from qa.cli_group import CommandGroup, harmless, settings_of
from qa.cli_options import index_option, json_option, lang_option, print_result
from qa.cli_values import Day, Name, NamedPath
from qa.cli_versions import COMMANDS

if TYPE_CHECKING:
    from embeddings.sources import RememberedSource
    from qa.settings import Settings

LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "::1")


@click.group(
    cls=CommandGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog='Example:\n  onrecord build ~/archive && onrecord ask "what happened in Kosovo"',
)
@click.version_option(package_name="onrecord")
@click.option("--traceback", is_flag=True, help="Show where a defect of the program lies.")
def main(traceback: bool) -> None:
    """Answers from archives of dated documents, each passage cited to its event date and source."""


@main.command(epilog="Example:\n  onrecord build ~/archive/pages ~/archive/wire.jsonl")
@click.argument("sources", nargs=-1, type=NamedPath(path_type=Path), metavar="[SOURCE]...")
@click.option("--only", is_flag=True, help="Make SOURCE... the whole list; forget the others.")
@click.option(
    "--allow-removal", is_flag=True, help="Go on where a source is gone or lost a fifth of its documents."
)
@click.option("--fresh", is_flag=True, help="Read and embed everything anew.")
@click.option(
    "--model", type=Name(), metavar="NAME_OR_DIR", help="Build with this sentence-transformers model."
)
@click.option("--download", is_flag=True, help="Fetch the model where it is not on this machine.")
@click.option("--workers", type=click.IntRange(1), help="Cores to read and embed with; by default all.")
@click.option("--dry-run", is_flag=True, help="Say what would change and how long it would take.")
@lang_option
@index_option
@json_option
def build(
    sources: tuple[Path, ...],
    only: bool,
    allow_removal: bool,
    fresh: bool,
    model: str | None,
    download: bool,
    workers: int | None,
    dry_run: bool,
    lang: str | None,
    index: Path | None,
    as_json: bool,
) -> None:
    """Add files and folders to the archive and publish it.

    All that the archive is made of is read again, and what changed is embedded; without SOURCE nothing
    is added.
    """
    from embeddings.build import BuildRequest
    from embeddings.build import build as run_build
    from qa import printing
    from qa.golden import golden_examiner

    if only and not sources:
        raise click.UsageError("--only needs at least one SOURCE")
    settings = _settings()
    request = BuildRequest(
        sources=sources,
        only=only,
        allow_removal=allow_removal,
        fresh=fresh,
        model=model or settings.model,
        download=download,
        workers=workers,
        language=lang,
        limits=settings.reading_limits,
    )
    folder, progress = index or settings.index, printing.ProgressBars()
    if dry_run:
        from embeddings.dry_run import plan

        printing.print_plan(plan(folder, request, progress), as_json=as_json)
        return
    report = run_build(folder, request, progress, examine_also=golden_examiner(folder))
    printing.print_build(report, as_json=as_json)


@main.group(cls=CommandGroup, invoke_without_command=True, epilog="Example:\n  onrecord sources")
@index_option
@json_option
@click.pass_context
def sources(ctx: click.Context, index: Path | None, as_json: bool) -> None:
    """List what the archive is made of."""
    from embeddings.sources import read_sources
    from embeddings.versions import current_name

    ctx.obj = index
    if ctx.invoked_subcommand is None:
        folder = index or _settings().index
        current_name(folder)
        _print_sources(read_sources(folder), as_json=as_json)


@sources.command(
    "remove", epilog="Example:\n  onrecord sources remove ~/archive/wire.jsonl && onrecord build"
)
@click.argument("source", type=NamedPath(path_type=Path))
@index_option
@json_option
@click.pass_obj
def remove_source(index_of_group: Path | None, source: Path, index: Path | None, as_json: bool) -> None:
    """Forget SOURCE; its documents leave with the next build. What is left is listed."""
    from embeddings.build_lock import build_lock
    from embeddings.sources import forget_source, read_sources
    from embeddings.versions import current_name

    folder = index or index_of_group or _settings().index
    current_name(folder)
    with build_lock(folder):
        forget_source(folder, source)
    click.echo(
        harmless(f"{source} is forgotten; 'onrecord build' takes its documents out of the answers"), err=True
    )
    _print_sources(read_sources(folder), as_json=as_json)


@main.command(epilog='Example:\n  onrecord ask "what happened in Kosovo" --from 2007-04-01 --to 2007-06-30')
@click.argument("question", required=False)
@click.option("-k", type=click.IntRange(1, 100), default=5, show_default=True, help="Passages wanted.")
@click.option("--from", "start", type=Day(), metavar="DATE", help="Events on or after this day, YYYY-MM-DD.")
@click.option("--to", "end", type=Day(), metavar="DATE", help="Events on or before this day, YYYY-MM-DD.")
@click.option("--source", type=Name(), metavar="NAME", help="Only what this source published.")
@click.option("--speaker", type=Name(), metavar="NAME", help="Only what this person said.")
@click.option(
    "--now", type=Day(), metavar="DATE", help="The day from which 'yesterday' counts; by default today."
)
@click.option(
    "--batch",
    type=click.File("rb"),
    metavar="FILE",
    help='Questions as JSON lines {"_id", "text", "history", "now"}; one answer a line; - reads stdin.',
)
@index_option
@json_option
def ask(
    question: str | None,
    k: int,
    start: date | None,
    end: date | None,
    source: str | None,
    speaker: str | None,
    now: date | None,
    batch: BinaryIO | None,
    index: Path | None,
    as_json: bool,
) -> None:
    """Answer a question from the archive.

    The answer comes first, then the passages it rests on, each with its date and source.
    """
    from corpus.filters import Filters
    from embeddings.reranker import open_reranker
    from qa import printing
    from qa.batch import answer_batch
    from qa.opening import open_service
    from qa.service import Question

    if (question is None) == (batch is None):
        raise click.UsageError("give a QUESTION or --batch FILE")
    if question is not None and not question.strip():
        raise click.UsageError("QUESTION is blank")
    if start and end and end < start:
        raise click.UsageError(f"--from {start} is after --to {end}; swap them")
    filters = Filters(from_date=start, to_date=end, source=source, speaker=speaker)
    settings = _settings()
    reranker = open_reranker(settings.reranker)
    service = open_service(index or settings.index, model=settings.model, reranker=reranker)
    asked = Question(text=question or "", filters=filters, k=k, now=now)
    if batch is None:
        printing.print_answer(service.ask(asked), as_json=as_json)
    elif not answer_batch(service, batch, asked, sys.stdout):
        sys.exit(1)


@main.command(epilog="Example:\n  onrecord inspect ~/archive/pages/fact-sheet.html")
@click.argument("file", type=NamedPath(path_type=Path))
@lang_option
@json_option
def inspect(file: Path, lang: str | None, as_json: bool) -> None:
    """Show how a file is read, before anything is built.

    Documents, sources, dates with their basis, language, passages, who said what, and what was dropped
    as furniture, with the reason. FILE may be a folder.
    """
    from corpus.errors import SourceUnreadable
    from qa.inspection import inspect_file, inspection_lines, skipped_reasons

    read = inspect_file(file, limits=_settings().reading_limits, language=lang)
    if read["documents"] or as_json:
        print_result(read, inspection_lines(read), as_json=as_json)
    if not read["documents"]:
        raise SourceUnreadable(file, skipped_reasons(read))


@main.command(epilog="Example:\n  onrecord serve --port 8000")
@click.option("--host", type=Name(), default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one."
)
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Server processes.")
@click.option("--insecure", is_flag=True, help="Serve beyond this machine to anyone, without keys.")
@index_option
def serve(host: str, port: int, workers: int, insecure: bool, index: Path | None) -> None:
    """Serve the HTTP API and the chat page."""
    from corpus.errors import BindRefused
    from qa.http.server import run_server

    if host not in LOOPBACK_HOSTS and not insecure:
        raise BindRefused(host)
    run_server(index or _settings().index, _settings(), host=host, port=port, workers=workers)


@main.command("eval", epilog="Example:\n  onrecord eval ~/datasets/scifact ~/datasets/cranfield --json")
@click.argument("folders", nargs=-1, required=True, type=NamedPath(path_type=Path), metavar="DIR...")
@click.option(
    "--model", type=Name(), metavar="NAME_OR_DIR", help="Measure with this sentence-transformers model."
)
@json_option
def evaluate(folders: tuple[Path, ...], model: str | None, as_json: bool) -> None:
    """Measure answers on dataset folders.

    A folder holds corpus.jsonl, queries.jsonl and qrels/test.tsv.
    """
    from embeddings.reranker import open_reranker
    from qa import printing
    from qa.evaluation import evaluate_folders

    settings, progress = _settings(), printing.ProgressBars()
    reranker = open_reranker(settings.reranker)
    results = evaluate_folders(folders, model=model or settings.model, reranker=reranker, progress=progress)
    print_result({"datasets": results}, printing.evaluation_lines(results), as_json=as_json)


def _print_sources(sources: Sequence[RememberedSource], *, as_json: bool) -> None:
    rows = [{"path": str(source.path), "n_documents": source.n_documents} for source in sources]
    lines = [f"{row['n_documents']:>9,} documents  {row['path']}" for row in rows]
    print_result(rows, lines, as_json=as_json)


def _settings() -> Settings:
    return settings_of(click.get_current_context())


for command in COMMANDS:
    main.add_command(command)

if __name__ == "__main__":
    main()
