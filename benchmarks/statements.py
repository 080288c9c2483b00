"""Statements against polnear-train's annotations and the transcripts: precision, recall, cost.

    python -m benchmarks.statements [DATA] [--failures N]

The weights are learned anew for each of five folds of articles from the other four.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.attributions import (
    Article,
    Attribution,
    ProperNames,
    begins_quoted,
    in_fold,
    matches,
    overlap,
    read_articles,
    read_cues,
    same_content,
    speaker_names,
)
from benchmarks.machine import print_table
from benchmarks.statement_weights import examples_of, learn
from corpus.documents import Statement
from corpus.statements import find_in_text

N_FOLDS = 5


@dataclass(slots=True, kw_only=True)
class Tally:
    """Counts of one shape."""

    n_gold: int = 0
    n_found: int = 0
    n_predicted: int = 0
    n_right: int = 0

    @property
    def recall(self) -> float:
        return self.n_found / self.n_gold if self.n_gold else 0.0

    @property
    def precision(self) -> float:
        return self.n_right / self.n_predicted if self.n_predicted else 0.0


def shape(text: str, start: int, cue_start: int, cue: str) -> str:
    cue = cue.strip().lower()
    if cue == ":":
        return "label or headline"
    if cue.startswith("according"):
        return "according to"
    place = "before its verb" if start < cue_start else "after its verb"
    return f"{'quotation' if begins_quoted(text, start) else 'no quotation mark'} {place}"


@dataclass(slots=True, kw_only=True)
class Measurement:
    tallies: dict[str, Tally] = field(default_factory=dict)
    missed: list[tuple[Article, Attribution, str]] = field(default_factory=list)
    wrong: list[tuple[Article, Statement, str]] = field(default_factory=list)
    n_all: int = 0
    n_all_right: int = 0

    def tally(self, name: str) -> Tally:
        return self.tallies.setdefault(name, Tally())


def measure(articles: Sequence[Article], predict, cues, names: ProperNames) -> Measurement:
    result = Measurement()
    for article in articles:
        add_article(result, article, predict(article), cues, names)
    return result


def add_article(result, article, statements, cues, names) -> None:
    text = article.text
    gold = [a for a in article.attributions if a.counts]
    counted = [s for s in statements if s.cue.lower() in cues and s.cue_span]
    named = [s for s in counted if names.of(s.speaker_as_written)]
    pairs = matches(named, gold, names)
    found = set(pairs.values())
    for j, a in enumerate(gold):
        for name in (
            "all",
            "quoted" if begins_quoted(text, a.start) else "unquoted",
            shape(text, a.start, a.cue_span[0], a.cue),
        ):
            t = result.tally(name)
            t.n_gold += 1
            t.n_found += j in found
        if j not in found:
            result.missed.append((article, a, why_missed(a, statements)))
    for i, s in enumerate(named):
        for name in (
            "all",
            "quoted" if begins_quoted(text, s.start) else "unquoted",
            shape(text, s.start, s.cue_span[0], s.cue),
        ):
            t = result.tally(name)
            t.n_predicted += 1
            t.n_right += i in pairs
        if i not in pairs:
            result.wrong.append((article, s, why_wrong(s, article.attributions, names)))
    # every prediction with a speaker, pronouns resolved, against every attribution of saying
    for s in counted:
        if s.speaker is not None:
            result.n_all += 1
            result.n_all_right += any(
                same_content(s, a)
                and (
                    not a.names
                    or bool(names.of(s.speaker) & a.names)
                    or bool(names.of(s.speaker_as_written) & a.names)
                )
                for a in article.attributions
                if a.says
            )


def why_missed(a: Attribution, statements: Sequence[Statement]) -> str:
    near = [s for s in statements if s.cue_span and overlap(s.cue_span, a.cue_span) > 0]
    if not near:
        return "no statement at this cue"
    if not any(same_content(s, a) for s in near):
        return "content"
    return "speaker"


def why_wrong(s: Statement, attributions: Sequence[Attribution], names: ProperNames) -> str:
    same = [a for a in attributions if overlap((s.start, s.end), (a.start, a.end)) >= 0.5]
    near = [a for a in attributions if overlap(s.cue_span, a.cue_span) > 0]
    if any(speaker_names(s, names) & a.names for a in same):
        a = [a for a in same if speaker_names(s, names) & a.names][0]
        return "annotated, cue not counted" if not a.says else "second match"
    if any(not a.names for a in same):
        return "source annotated without a name"
    if same:
        return "speaker"
    if near:
        return "content"
    return "not annotated"


def cross_validated(
    articles: Sequence[Article], only_half: int | None
) -> Iterator[tuple[list[Article], Mapping[str, float]]]:
    examples = {a.article_id: examples_of(a) for a in articles}
    for fold in range(N_FOLDS):
        train = [
            e for a in articles if in_fold(a.article_id, 97) % N_FOLDS != fold for e in examples[a.article_id]
        ]
        test = [
            a
            for a in articles
            if in_fold(a.article_id, 97) % N_FOLDS == fold
            and (only_half is None or in_fold(a.article_id, 2) == only_half)
        ]
        yield test, learn(train)


def main(argv: Sequence[str]) -> None:
    folder = Path("../shared/data/polnear-train")
    half = None if "--half" not in argv else int(argv[argv.index("--half") + 1])
    articles = read_articles(folder)
    cues = read_cues(folder)
    names = ProperNames(a.text for a in articles)
    result = Measurement()
    for test, weights in cross_validated(articles, half):
        for a in test:
            add_article(result, a, find_in_text(a.text, weights=weights), cues, names)
    rows = [
        [k, t.n_gold, t.n_predicted, f"{t.precision:.3f}", f"{t.recall:.3f}"]
        for k, t in sorted(result.tallies.items())
    ]
    print_table(["shape", "gold", "predicted", "precision", "recall"], [[str(c) for c in r] for r in rows])
    print("all with speaker", result.n_all, result.n_all_right / max(1, result.n_all))
    print(Counter(w for *_, w in result.missed).most_common())
    print(Counter(w for *_, w in result.wrong).most_common())
    if "--failures" in argv:
        n = int(argv[argv.index("--failures") + 1])
        rng = random.Random(int(argv[argv.index("--seed") + 1]) if "--seed" in argv else 0)
        print("MISSED")
        for art, a, why in rng.sample(result.missed, min(n, len(result.missed))):
            t = art.text
            lo = min([a.start, a.cue_span[0] or a.start])
            hi = max(a.end, a.cue_span[1])
            print(
                f"- {why}: S[{a.source[:60]}] C<{a.cue}> {{{t[a.start : a.end][:100]}...{t[a.end - 20 : a.end]}}}\n    {t[max(0, lo - 80) : min(hi + 80, lo + 300)]!r}"
            )
        print("WRONG")
        for art, s, why in rng.sample(result.wrong, min(n, len(result.wrong))):
            t = art.text
            lo = min(s.start, s.cue_span[0])
            print(
                f"- {why}: S[{s.speaker}|{s.speaker_as_written}] C<{s.cue}> {{{t[s.start : s.end][:100]}...{t[s.end - 20 : s.end]}}}\n    {t[max(0, lo - 80) : min(max(s.end, s.cue_span[1]) + 80, lo + 300)]!r}"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
