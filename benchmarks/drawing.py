"""Plots as SVG files that are the same, byte for byte, for the same figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

OF_OTHERS, OF_OURS = "#9aa5b1", "#1f6f4a"


def panels(n_rows: int, n_columns: int, *, inches: tuple[float, float]) -> tuple[Any, Any]:
    """A figure and its axes, drawn for SVG."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "on record"  # the same figures give the same file
    mpl.rcParams["svg.fonttype"] = "none"  # letters, not outlines: half the size
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(n_rows, n_columns, figsize=inches, layout="constrained", squeeze=False)
    return figure, axes


def save(figure: Any, path: Path) -> None:
    """Write a figure as SVG and let it go."""
    from matplotlib import pyplot

    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, format="svg", metadata={"Date": None})
    pyplot.close(figure)
