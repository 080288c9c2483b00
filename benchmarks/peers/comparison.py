"""Medians, ratios to the best peer, and whether what is wanted is met, as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

OURS = "onrecord"
TITLES = {"langchain": "LangChain", "llamaindex": "LlamaIndex", "txtai": "txtai", OURS: "On Record"}
Rounds = Mapping[str, Sequence[Mapping[str, float]]]  # by system, the figures of each round


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure that is compared; `wanted` bounds ours as a multiple of the best peer's, if anything."""

    key: str
    title: str
    more_is_better: bool = False
    wanted: float | None = None
    digits: int = 0


# Only On Record compiles the model at first: the peers' figures of a first build are those of any build.
MEASURES = (
    Measure(
        key="first_per_s",
        title="a machine's first build, passages/s",
        more_is_better=True,
        wanted=3.5,
        digits=1,
    ),
    Measure(
        key="whole_per_s",
        title="build, passages/s, whole process",
        more_is_better=True,
        wanted=3.5,
        digits=1,
    ),
    Measure(
        key="loaded_per_s",
        title="build, passages/s, model loaded",
        more_is_better=True,
        wanted=3.5,
        digits=1,
    ),
    Measure(key="first_build_mib", title="a machine's first build, peak memory, MiB", wanted=1.0),
    Measure(key="build_mib", title="build, peak memory, MiB", wanted=1.0),
    Measure(key="first_s", title="start to first answer, s", digits=2),
    Measure(key="p50_ms", title="question, p50, ms", wanted=1 / 3, digits=1),
    Measure(key="p95_ms", title="question, p95, ms", wanted=1 / 3, digits=1),
    Measure(key="ask_mib", title="asking, peak memory, MiB", wanted=1.0),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A measure's medians by system, and ours over the best peer's: of the medians, and round by round."""

    measure: Measure
    medians: Mapping[str, float]
    ratio: float
    least: float
    most: float

    @property
    def is_met(self) -> bool | None:
        """Whether the ratio of the medians is what is wanted; None where nothing is."""
        wanted = self.measure.wanted
        if wanted is None:
            return None
        return self.ratio >= wanted if self.measure.more_is_better else self.ratio <= wanted


def compare(measure: Measure, rounds: Rounds) -> Compared:
    """Compare one measure's medians over all rounds, and each round by itself."""
    values = {name: [one[measure.key] for one in figures] for name, figures in rounds.items()}
    medians = {name: median(of_rounds) for name, of_rounds in values.items()}
    rows = zip(*values.values(), strict=True)
    by_round = [_ratio(measure, dict(zip(values, row, strict=True))) for row in rows]
    return Compared(
        measure=measure,
        medians=medians,
        ratio=_ratio(measure, medians),
        least=min(by_round),
        most=max(by_round),
    )


def _ratio(measure: Measure, values: Mapping[str, float]) -> float:
    peers = [value for name, value in values.items() if name != OURS]
    return values[OURS] / (max(peers) if measure.more_is_better else min(peers))


def table(rounds: Rounds) -> tuple[list[str], list[list[str]]]:
    """The header and the rows of the table, a measure a row."""
    header = ["", *(TITLES[name] for name in rounds), "ratio to the best peer", "wanted"]
    return header, [_row(compare(measure, rounds)) for measure in MEASURES]


def _row(compared: Compared) -> list[str]:
    measure = compared.measure
    cells = [f"{value:,.{measure.digits}f}" for value in compared.medians.values()]
    ratio = f"{compared.ratio:.2f} ({compared.least:.2f} to {compared.most:.2f})"
    return [measure.title, *cells, ratio, _verdict(compared)]


def _verdict(compared: Compared) -> str:
    if compared.measure.wanted is None:
        return ""
    bound = "at least" if compared.measure.more_is_better else "at most"
    return f"{bound} {compared.measure.wanted:.2f}: {'met' if compared.is_met else 'missed'}"
