"""The comparison drawn as bars, for docs/performance.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.drawing import OF_OTHERS, OF_OURS, panels, save
from benchmarks.peers.comparison import MEASURES, OURS, TITLES, Compared, Rounds, compare


def draw(rounds: Rounds, path: Path, *, subtitle: str) -> None:
    """Draw the medians as bars, a panel a measure."""
    figure, axes = panels(2, 5, inches=(15, 5.6))
    for panel, measure in zip(axes.flat, MEASURES, strict=False):
        _draw_panel(panel, compare(measure, rounds))
    axes.flat[-1].axis("off")
    axes.flat[-1].text(0, 0.5, subtitle, va="center", fontsize=8)
    save(figure, path)


def _draw_panel(panel: Any, compared: Compared) -> None:
    measure = compared.measure
    names, values = zip(*compared.medians.items(), strict=True)
    bars = panel.bar(
        [TITLES[name] for name in names],
        values,
        color=[OF_OURS if name == OURS else OF_OTHERS for name in names],
    )
    panel.bar_label(
        bars,
        [f"{value:,.{measure.digits}f}" for value in values],
        fontsize=8,
    )
    better = "more" if measure.more_is_better else "less"
    panel.set_title(f"{measure.title}\n({better} is better)", fontsize=9)
    panel.tick_params(labelsize=7)
    panel.spines[["top", "right"]].set_visible(False)
