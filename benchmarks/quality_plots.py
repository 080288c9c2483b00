"""The figures of docs/quality.md, drawn from what the measurements wrote.

    onrecord eval --json DIR... > EVAL.json
    python -m benchmarks.abstention --json ABSTENTION.json DIR...
    python -m benchmarks.quality_plots EVAL.json ABSTENTION.json [FOLDER]

FOLDER (default docs/figures) gets retrieval.svg and abstention.svg.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.drawing import OF_OTHERS, OF_OURS, panels, save

# nDCG@10 of dense search and of the best fixed weight, one weight a set, as the data's own page gives them.
BASELINES = {
    "scifact-train": (0.677, 0.739),
    "cranfield": (0.39, 0.44),
    "cisi": (0.43, 0.46),
    "med": (0.80, 0.80),
    "lisa": (0.33, 0.47),
    "npl_vaswani": (0.43, 0.52),
    "polnear-train": (0.292, 0.798),
    "kremlin-to-2013": (0.179, 0.511),
    "current-events": (0.454, 0.444),
}
WIDTH = 0.27  # of a bar, three a set


def main(evaluation: Path, abstention: Path, folder: Path = Path("docs/figures")) -> None:
    """Draw both."""
    _draw_retrieval(json.loads(evaluation.read_text(encoding="utf-8"))["datasets"], folder / "retrieval.svg")
    _draw_abstention(json.loads(abstention.read_text(encoding="utf-8")), folder / "abstention.svg")


def _draw_retrieval(measured: dict[str, Any], path: Path) -> None:
    names = [name for name in BASELINES if name in measured]
    figure, ((panel,),) = panels(1, 1, inches=(10, 3.6))
    rows = (
        ("dense alone", [BASELINES[name][0] for name in names], "#cbd2d9"),
        ("best fixed weight of the set", [BASELINES[name][1] for name in names], OF_OTHERS),
        ("On Record", [measured[name]["ndcg@10"] for name in names], OF_OURS),
    )
    for number, (label, values, colour) in enumerate(rows):
        places = [place + (number - 1) * WIDTH for place in range(len(names))]
        bars = panel.bar(places, values, WIDTH, label=label, color=colour)
        panel.bar_label(bars, [f"{value:.2f}" for value in values], fontsize=6)
    panel.set_xticks(range(len(names)), names, fontsize=8)
    panel.set_ylabel("nDCG@10")
    panel.legend(fontsize=8, frameon=False, ncols=3, loc="upper left")
    panel.set_ylim(0, 1.15)
    panel.spines[["top", "right"]].set_visible(False)
    save(figure, path)


def _draw_abstention(measured: dict[str, Any], path: Path) -> None:
    figure, ((panel,),) = panels(1, 1, inches=(4.6, 4.2))
    panel.plot([0, 1], [0, 1], color=OF_OTHERS, linestyle=":", label="as predicted")
    for (name, figures), marker in zip(measured.items(), "os", strict=False):
        points = figures["calibration"]
        panel.plot(
            [point["predicted"] for point in points],
            [point["answerable"] for point in points],
            marker=marker,
            label=f"{name}, {figures['questions']} questions",
        )
    panel.set_xlabel("predicted chance that the archive answers")
    panel.set_ylabel("share that it answers")
    panel.legend(fontsize=8, frameon=False)
    panel.spines[["top", "right"]].set_visible(False)
    save(figure, path)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
