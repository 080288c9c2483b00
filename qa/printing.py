"""What the command line shows: progress on stderr, answers and summaries on stdout."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict

import click
from tqdm import tqdm

from corpus.documents import Skipped
from embeddings.build import BuildReport
from embeddings.dry_run import BuildPlan
from qa.answer import Answer, Citation
from qa.answer_text import written_date
from qa.cli_group import harmless

WIDTH = 100
INDENT = "    "
MOST_SKIPPED_SHOWN = 20
UNITS = {"reading": " docs", "asking": " questions"}  # of a stage; the others count passages


class ProgressBars:
    """A bar a stage on stderr, with rate and time left; once a minute where stderr is a file."""

    @contextmanager
    def stage(self, name: str, total: int | None) -> Iterator[Callable[[int], None]]:
        """Show one stage; see Progress."""
        seconds = 0.1 if sys.stderr.isatty() else 60.0
        with tqdm(
            total=total, desc=name, unit=UNITS.get(name, " passages"), mininterval=seconds, file=sys.stderr
        ) as bar:
            yield bar.update


def print_build(report: BuildReport, *, as_json: bool) -> None:
    """Say what a build did, and what it could not read and why."""
    if as_json:
        click.echo(json.dumps(build_facts(report), ensure_ascii=False, indent=1))
        return
    done = "published" if report.published else "nothing changed since"
    click.echo(
        f"{report.n_documents:,} documents, {report.n_passages:,} passages "
        f"({report.n_embedded:,} embedded, {report.n_reused:,} reused): {done} version {report.version}"
    )
    _print_skipped(report.skipped)


def skipped_line(one: Skipped) -> str:
    """What could not be read, why, and what to do."""
    place = one.locator.replace("\n", "\u240a")  # a file's name may hold line breaks, and this is one line
    return f"{'read in part:' if one.is_read else 'skipped'} {place}: {one.reason}; {one.remedy}"


def _print_skipped(skipped: Sequence[Skipped]) -> None:
    """A line for each, but no more than a screen takes: those of another remedy than any before first."""
    first_of_remedy = {one.remedy: number for number, one in reversed(list(enumerate(skipped)))}
    by_news = sorted(range(len(skipped)), key=lambda n: (first_of_remedy[skipped[n].remedy] != n, n))
    for number in sorted(by_news[:MOST_SKIPPED_SHOWN]):
        click.echo(harmless(skipped_line(skipped[number])), err=True)
    if more := [skipped[number] for number in by_news[MOST_SKIPPED_SHOWN:]]:
        n_in_part = sum(one.is_read for one in more)
        counted = f"{len(more) - n_in_part:,} more skipped, {n_in_part:,} more read in part"
        click.echo(f"{counted}; --json lists all", err=True)


def print_plan(plan: BuildPlan, *, as_json: bool) -> None:
    """Say what a build would do."""
    changes, rate = plan.changes, plan.passages_per_s
    if as_json:
        facts = {**asdict(plan), "dry_run": True}
        click.echo(json.dumps(facts, ensure_ascii=False, indent=1))
        return
    since = f" since version {changes.previous}" if changes.previous else ""
    click.echo(
        f"{plan.n_documents:,} documents, {plan.n_passages:,} passages: {changes.n_added:,} documents "
        f"would be added, {changes.n_changed:,} changed, {changes.n_removed:,} removed{since}"
    )
    at = f" at {rate:,.0f} a second" if rate else ""
    done = "a new version would be published" if plan.would_publish else "nothing would be published"
    click.echo(f"{plan.n_to_embed:,} passages to embed{at}: about {plan.estimated_s:,.0f} s in all; {done}")
    _print_skipped(plan.skipped)


def build_facts(report: BuildReport) -> dict[str, object]:
    """A build's report for machines."""
    return {
        "version": report.version,
        "published": report.published,
        "n_documents": report.n_documents,
        "n_passages": report.n_passages,
        "n_embedded": report.n_embedded,
        "n_reused": report.n_reused,
        "skipped": [asdict(one) for one in report.skipped],
        "stage_s": report.stage_s,
    }


def print_answer(answer: Answer, *, as_json: bool) -> None:
    """The answer, then its passages with date, source and highlighted sentence."""
    if as_json:
        click.echo(json.dumps(answer_body(answer), ensure_ascii=False, indent=1))
        return
    text = harmless(answer.text)
    click.echo(
        "\n".join(textwrap.fill(line, WIDTH) for line in text.split("\n"))
        if text
        else f"No answer: {answer.reason}."
    )
    if text and answer.reason:
        click.echo(f"({answer.reason})")
    for citation in answer.citations:
        click.echo()
        click.echo("\n".join(citation_lines(citation, marked=_mark)))


def answer_body(answer: Answer) -> Mapping[str, object]:
    """An answer as POST /v1/ask gives it."""
    from qa.http.responses import AskResponse

    body: Mapping[str, object] = AskResponse.of(answer).model_dump(mode="json", by_alias=True)
    return body


def citation_lines(citation: Citation, *, marked: Callable[[str], str]) -> list[str]:
    """A citation's date, source and title, its text with the highlight marked, and its link."""
    dated = _dated(citation)
    head = harmless(f"[{citation.number}] {dated} · {citation.source.name}")
    text, at = harmless(citation.text), 0  # as long as it was: the highlights still fit
    parts = []
    for highlight in citation.highlights:
        parts += [text[at : highlight.start], marked(text[highlight.start : highlight.end])]
        at = highlight.end
    body = textwrap.fill("".join([*parts, text[at:]]), WIDTH, initial_indent=INDENT, subsequent_indent=INDENT)
    speaker = [f"{INDENT}speaker: {harmless(citation.speaker)}"] if citation.speaker else []
    title = [INDENT + harmless(citation.title)] if citation.title and citation.title != citation.text else []
    link = [INDENT + harmless(citation.url)] if citation.url else []
    return [head, *title, *speaker, body, *link]


def evaluation_lines(results: Mapping[str, Mapping[str, object]]) -> list[str]:
    """A table of a dataset's figures a line, its kinds indented below."""
    names = ["n_queries", "ndcg@10", "recall@100", "success@1", "mrr@10", "date_exact@1", "latency_ms_p50"]
    lines = [f"{'':24}" + "".join(f"{name:>15}" for name in names)]
    for dataset, figures in results.items():
        lines.append(f"{dataset:24}" + "".join(f"{_number(figures[name]):>15}" for name in names))
        kinds = figures["by_kind"]
        for kind, of_kind in kinds.items() if isinstance(kinds, dict) else ():
            lines.append(f"  {kind:22}" + "".join(f"{_number(of_kind[name]):>15}" for name in names))
    return lines


def _dated(citation: Citation) -> str:
    if citation.event_date is None:
        return "undated"
    return f"{written_date(citation.event_date)} ({citation.event_date.basis})"


def _mark(sentence: str) -> str:
    """Bold on a terminal, between guillemets elsewhere."""
    return click.style(sentence, bold=True) if sys.stdout.isatty() else f"»{sentence}«"


def _number(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    return "–" if value is None else str(value)
