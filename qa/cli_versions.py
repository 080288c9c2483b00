"""The commands that look after an index: versions, rollback, verify, gc."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from qa.cli_group import ExampleCommand, settings_of
from qa.cli_options import index_option, json_option, print_result

KEPT = 2


@click.command(cls=ExampleCommand, epilog="Example:\n  onrecord versions")
@index_option
@json_option
def versions(index: Path | None, as_json: bool) -> None:
    """List the versions of the index; * marks the one in use.

    Of each: when it was built, what it holds, what changed, and by which settings.
    """
    from embeddings.versions import current_name, version_names

    folder = _folder(index)
    current = current_name(folder)
    rows = [{"name": n, "current": n == current, **_version_facts(folder, n)} for n in version_names(folder)]
    print_result(rows, [line for row in rows for line in _version_lines(row)], as_json=as_json)


@click.command(cls=ExampleCommand, epilog="Example:\n  onrecord rollback")
@click.argument("version", required=False)
@index_option
@json_option
def rollback(version: str | None, index: Path | None, as_json: bool) -> None:
    """Return to an earlier version; a running server follows.

    Without VERSION to the one built before that in use. Each call without VERSION goes one further
    back; a newer version's name leads forward again. The next build reads the sources again and
    publishes what they hold.
    """
    from embeddings.retention import roll_back

    done = roll_back(_folder(index), version)
    now = done.version.name
    line = f"version {now} is in use instead of {done.before}; 'onrecord rollback {done.before}' undoes this"
    if now == done.before:
        line = f"version {now} is in use, as it was before"
    further = f"'onrecord rollback' goes further back, to {done.next}" if done.next else "none is older"
    facts = {"version": now, "before": done.before, "next": done.next}
    print_result(facts, [f"{line}; {further}"], as_json=as_json)


@click.command(cls=ExampleCommand, epilog="Example:\n  onrecord verify")
@click.argument("version", required=False)
@index_option
@json_option
def verify(version: str | None, index: Path | None, as_json: bool) -> None:
    """Check a version, by default that in use.

    Every checksum, every citation against its document, and the golden questions.
    """
    from qa.verification import verify_version

    found = verify_version(_folder(index), version)
    counted = f"{found.n_documents:,} documents, {found.n_passages:,} passages, {found.n_files} files"
    verdict = "all as published" if not found.problems else f"{len(found.problems)} problems"
    lines = [f"version {found.version}: {counted}: {verdict}", *found.problems]
    facts = {
        "version": found.version,
        "ok": not found.problems,
        "n_files": found.n_files,
        "n_documents": found.n_documents,
        "n_passages": found.n_passages,
        "problems": found.problems,
    }
    print_result(facts, lines, as_json=as_json)
    if found.problems:
        click.echo(f"onrecord: version {found.version} is damaged; rebuild with 'onrecord build'", err=True)
        sys.exit(1)


@click.command(cls=ExampleCommand, epilog="Example:\n  onrecord gc --keep 3")
@click.option(
    "--keep",
    type=click.IntRange(1),
    default=KEPT,
    show_default=True,
    help="Versions that stay: that in use and the newest others.",
)
@index_option
@json_option
def gc(keep: int, index: Path | None, as_json: bool) -> None:
    """Remove old versions.

    That in use stays, and so does one that a server still answers from. After a rollback the versions
    newer than that in use count as others: --keep 1 removes them too. Passages of superseded documents
    resolve only as long as a version that has them is kept.
    """
    from embeddings.retention import collect

    done = collect(_folder(index), keep=keep)
    lines = [
        f"{len(done.removed)} versions removed, {done.n_bytes / 2**20:,.1f} MiB freed, "
        f"{len(done.kept)} kept: {', '.join(done.kept)}"
    ]
    lines += [f"{name} removed{_newer(name, done.current)}" for name in done.removed]
    lines += [f"{name} stays until the process that serves it moves on" for name in done.served]
    facts = {
        "removed": done.removed,
        "kept": done.kept,
        "still_served": done.served,
        "n_bytes": done.n_bytes,
    }
    print_result(facts, lines, as_json=as_json)


COMMANDS = (versions, rollback, verify, gc)


def _folder(index: Path | None) -> Path:
    return index or settings_of(click.get_current_context()).index


def _version_facts(index: Path, name: str) -> dict[str, object]:
    """What a version's manifest tells of it, or why it tells nothing."""
    from dataclasses import asdict

    from corpus.errors import IndexFolderError
    from embeddings.versions import read_version

    try:
        manifest = read_version(index, name).manifest
    except IndexFolderError as error:
        return {"unreadable": str(error)}
    return {
        "created": manifest.created,
        "n_documents": manifest.n_documents,
        "n_passages": manifest.n_passages,
        "n_skipped": manifest.n_skipped,
        "model": manifest.encoder.model_name,
        "precision": manifest.encoder.precision,
        "chunking": asdict(manifest.chunking),
        "vector_index": manifest.vector_index,
        "vector_index_reason": manifest.vector_index_reason or None,
        "analyzer": manifest.analyzer,
        "stories": manifest.stories,
        "language": manifest.language or None,
        "format_version": manifest.format_version,
        "changes": None if manifest.changes is None else asdict(manifest.changes),
    }


def _version_lines(row: Mapping[str, object]) -> list[str]:
    """A version's name, its content with what changed, and the settings that it was built by."""
    head = f"{'*' if row['current'] else ' '} {row['name']}"
    if "unreadable" in row:
        return [f"{head}  unreadable: {row['unreadable']}"]
    built = str(row["created"]).replace("T", " ").replace("+00:00", " UTC")
    in_use = ", in use" if row["current"] else ""
    counted = f"{row['n_documents']:,} documents, {row['n_passages']:,} passages{_changed(row['changes'])}"
    return [f"{head}  built {built}{in_use}", f"    {counted}", f"    {_settings(row)}"]


def _changed(changes: object) -> str:
    if not isinstance(changes, dict):
        return ""
    since = f" since {changes['previous']}" if changes["previous"] else ""
    return (
        f"; {changes['n_added']:,} added, {changes['n_changed']:,} changed, "
        f"{changes['n_removed']:,} removed{since}"
    )


def _settings(row: Mapping[str, object]) -> str:
    chunking, language = row["chunking"], row["language"]
    longest = f", passages of up to {chunking['max_tokens']} tokens" if isinstance(chunking, dict) else ""
    given = f", all in '{language}'" if language else ""
    return f"{row['model']} ({row['precision']}){longest}{given}; vectors: {row['vector_index']}"


def _newer(name: str, current: str) -> str:
    """What is to be said of a removed version that was built after the one in use."""
    return f": it was newer than that in use, {current}" if name > current else ""
