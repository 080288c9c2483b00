"""Statements against people's annotations, and transcripts read back: precision, recall, cost.

    python -m benchmarks.statements [DATA] [--pronouns FILE] [--failures N]

DATA holds polnear-train and kremlin-to-2013 (default ../shared/data). The weights are learned anew for
each of five folds of articles from the other four. FILE has labelled pronouns (default
tests/quality/pronouns.jsonl), read with the weights in use, a JSON object a line: doc, start, end (of the
pronoun), person, unclear. `--failures` prints texts of the data: keep them out of the repository.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.attributions import (
    Article,
    Attribution,
    ProperNames,
    Span,
    begins_quoted,
    in_fold,
    matches,
    overlap,
    read_articles,
    read_cues,
    same_content,
    speaker_names,
)
from benchmarks.machine import machine, print_table
from benchmarks.statement_weights import examples_of, learn
from benchmarks.transcripts import Join, read_transcripts, right_turns
from corpus.documents import Statement
from corpus.statements import find_in_text

LABELS = Path("tests/quality/pronouns.jsonl")
N_FOLDS = 5
_SHOWN = 200  # characters of a failure


@dataclass(slots=True, kw_only=True)
class Tally:
    """Counts of one shape."""

    n_gold: int = 0
    n_found: int = 0
    n_predicted: int = 0
    n_right: int = 0

    @property
    def recall(self) -> float:
        """The share of the gold that was found."""
        return self.n_found / self.n_gold if self.n_gold else 0.0

    @property
    def precision(self) -> float:
        """The share of the predictions that are right."""
        return self.n_right / self.n_predicted if self.n_predicted else 0.0


@dataclass(slots=True, kw_only=True)
class Measurement:
    """Tallies by shape, and what went wrong: why, the article, where."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    with_speaker: Tally = field(default_factory=Tally)
    missed: list[tuple[str, Article, Span]] = field(default_factory=list)
    wrong: list[tuple[str, Article, Span]] = field(default_factory=list)

    def add(
        self, article: Article, statements: Sequence[Statement], cues: frozenset[str], names: ProperNames
    ) -> None:
        """Count one article's statements.

        Precision counts those whose speaker is named where it stands; those whose speaker is
        known, pronouns included, are held against all annotations of saying in `with_speaker`.
        """
        gold = [attribution for attribution in article.attributions if attribution.counts]
        counted = [statement for statement in statements if statement.cue.lower() in cues]
        named = [statement for statement in counted if names.of(statement.speaker_as_written)]
        pairs = matches(named, gold, names)
        found = set(pairs.values())
        for number, attribution in enumerate(gold):
            for shape in _shapes(article.text, attribution.start, attribution.cue_span, attribution.cue):
                tally = self.tallies.setdefault(shape, Tally())
                tally.n_gold += 1
                tally.n_found += number in found
            if number not in found:
                why = _why_missed(attribution, statements)
                self.missed.append((why, article, (attribution.start, attribution.end)))
        for number, statement in enumerate(named):
            for shape in _shapes(article.text, statement.start, statement.cue_span or (0, 0), statement.cue):
                tally = self.tallies.setdefault(shape, Tally())
                tally.n_predicted += 1
                tally.n_right += number in pairs
            if number not in pairs:
                why = _why_wrong(statement, article.attributions, names)
                self.wrong.append((why, article, (statement.start, statement.end)))
        self._add_with_speaker(article, counted, names)

    def _add_with_speaker(self, article: Article, counted: Sequence[Statement], names: ProperNames) -> None:
        for statement in counted:
            if statement.speaker is not None:
                self.with_speaker.n_predicted += 1
                self.with_speaker.n_right += any(
                    same_content(statement, attribution)
                    and (not attribution.names or speaker_names(statement, names) & attribution.names)
                    for attribution in article.attributions
                    if attribution.says
                )


def main() -> None:
    """Print every table."""
    arguments = _arguments()
    polnear, kremlin = arguments.data / "polnear-train", arguments.data / "kremlin-to-2013"
    print(machine() + "\n")
    articles = read_articles(polnear)
    result = measure(articles, polnear)
    rows = [_row(shape, tally) for shape, tally in sorted(result.tallies.items())]
    print_table(["shape", "gold", "found by us", "precision", "recall"], rows)
    known = result.with_speaker
    print(
        f"\nof {known.n_predicted} statements with a known speaker {known.precision:.3f} are annotated so\n"
    )
    print_table(["missed because", "times"], _reasons(result.missed))
    print()
    print_table(["wrong because", "times"], _reasons(result.wrong))
    _print_failures(result, arguments.failures)
    print()
    documents = read_transcripts(kremlin)
    print_table(["transcripts joined", "turns", "right"], [_turn_row(documents, join) for join in Join])
    right, n_labels = right_pronouns(articles, arguments.pronouns)
    print(f"\nhe and she: {right} of {n_labels} labelled pronouns, {right / n_labels:.3f}")
    print(f"\n{_cpu_ms(articles):.1f} ms of CPU an article")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", nargs="?", type=Path, default=Path("../shared/data"))
    parser.add_argument("--pronouns", type=Path, default=LABELS)
    parser.add_argument("--failures", type=int, default=0)
    return parser.parse_args()


def measure(articles: Sequence[Article], folder: Path, folds: Sequence[int] = range(N_FOLDS)) -> Measurement:
    """Measure the articles of some folds, each with weights learned from the other folds."""
    names, cues = ProperNames(article.text for article in articles), read_cues(folder)
    examples = {article.article_id: examples_of(article) for article in articles}
    result = Measurement()
    for fold in folds:
        weights = learn(
            [
                example
                for article in articles
                if in_fold(article.article_id, N_FOLDS) != fold
                for example in examples[article.article_id]
            ]
        )
        for article in articles:
            if in_fold(article.article_id, N_FOLDS) == fold:
                result.add(article, find_in_text(article.text, weights=weights), cues, names)
    return result


def right_pronouns(articles: Sequence[Article], labels: Path) -> tuple[int, int]:
    """Of the labelled pronouns whose person is clear: how many lead to that person, and how many there are.

    A pronoun that begins no statement of ours is wrong.
    """
    rows = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines()]
    texts = {article.article_id: article.text for article in articles}
    right = n_labels = 0
    for row in rows:
        if row["unclear"] or row["person"] is None or row["doc"] not in texts:
            continue
        n_labels += 1
        found = [s for s in find_in_text(texts[row["doc"]]) if s.speaker_span == (row["start"], row["end"])]
        right += any(same_person(statement.speaker, row["person"]) for statement in found)
    return right, n_labels


def same_person(found: str | None, wanted: str) -> bool:
    """Whether one name's words are all among the other's, the surname included."""
    if found is None:
        return False
    ours, theirs = set(found.lower().split()), set(wanted.lower().split())
    return ours <= theirs or theirs <= ours


def _shapes(text: str, start: int, cue_span: Span, cue: str) -> tuple[str, str, str]:
    quoted = begins_quoted(text, start)
    return (
        "all",
        "begins with a quotation mark" if quoted else "without a quotation mark",
        _shape(quoted, start, cue_span, cue),
    )


def _shape(quoted: bool, start: int, cue_span: Span, cue: str) -> str:
    cue = cue.strip().lower()
    if cue == ":":
        return "of it: headline or label"
    if cue.startswith("according"):
        return "of it: according to"
    place = "before its verb" if start < cue_span[0] else "after its verb"
    return f"of it: {'quotation' if quoted else 'no quotation mark,'} {place}"


def _why_missed(attribution: Attribution, statements: Sequence[Statement]) -> str:
    near = [s for s in statements if s.cue_span and overlap(s.cue_span, attribution.cue_span) > 0]
    if not near:
        return "no statement at this cue"
    return "another speaker" if any(same_content(s, attribution) for s in near) else "another content"


def _why_wrong(statement: Statement, attributions: Sequence[Attribution], names: ProperNames) -> str:
    same = [attribution for attribution in attributions if same_content(statement, attribution)]
    if not same:
        cue_span = statement.cue_span or (0, 0)
        near = any(overlap(cue_span, attribution.cue_span) > 0 for attribution in attributions)
        return "another content" if near else "not annotated"
    sharing = [attribution for attribution in same if speaker_names(statement, names) & attribution.names]
    if any(attribution.says for attribution in sharing):
        return "found twice"
    if sharing:
        return "annotated, with a cue that does not count"
    return "annotated source has no name" if any(not a.names for a in same) else "another speaker"


def _row(shape: str, tally: Tally) -> list[str]:
    return [shape, str(tally.n_gold), str(tally.n_predicted), f"{tally.precision:.3f}", f"{tally.recall:.3f}"]


def _reasons(failures: Sequence[tuple[str, Article, Span]]) -> list[list[str]]:
    return [[why, str(n)] for why, n in Counter(why for why, _, _ in failures).most_common()]


def _turn_row(documents: Sequence[Sequence[tuple[str, str | None]]], join: Join) -> list[str]:
    right, n_turns = right_turns(documents, join)
    return [join.value, str(n_turns), f"{right / n_turns:.3f}"]


def _print_failures(result: Measurement, n_wanted: int) -> None:
    for title, failures in (("missed", result.missed), ("wrong", result.wrong)):
        for why, article, (start, end) in _spread(failures, n_wanted):
            around = article.text[max(0, start - _SHOWN // 2) : min(end, start + _SHOWN) + _SHOWN // 2]
            print(f"{title}, {why}: {around!r}")


def _spread(
    failures: Sequence[tuple[str, Article, Span]], n_wanted: int
) -> Iterator[tuple[str, Article, Span]]:
    if n_wanted:
        yield from failures[:: max(1, len(failures) // n_wanted)]


def _cpu_ms(articles: Sequence[Article]) -> float:
    find_in_text(articles[0].text)
    started = time.process_time()
    for article in articles:
        find_in_text(article.text)
    return (time.process_time() - started) / len(articles) * 1000


if __name__ == "__main__":
    main()
