"""What certainty came to: for each level the share that was right with its interval, on the band where the level pays.

Made as plain data, for the reason given in `objective_standings.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sciatica_teach.figures.style import GRID, GROUND, INFO, NERVE, fade
from sciatica_teach.grading.certainty_levels import LevelRecord

ROW_PX, HEAD_PX, FOOT_PX = 62, 48, 56


def draw_certainty(
    levels: Sequence[LevelRecord], labels: Sequence[str], words: Mapping[str, str]
) -> dict[str, Any]:
    """The figure of the part `plot`. `labels` name the levels; `words`: "band", "yours" and "share", the axis."""
    asked = [(one, label) for one, label in zip(levels, labels, strict=True) if one.count]
    band = {
        "type": "bar", "orientation": "h", "name": words["band"], "y": list(labels), "width": 0.62,
        "base": [100 * one.start for one in levels], "x": [100 * (one.end - one.start) for one in levels],
        "marker": {"color": fade(NERVE, 0.25), "line": {"color": NERVE, "width": 1},
                   "pattern": {"shape": "/", "fgcolor": NERVE, "fgopacity": 0.35, "size": 8}},
        "hovertemplate": "%{y}: %{base:.0f}–%{x:.0f} %<extra></extra>",
    }
    dots = {
        "type": "scatter", "mode": "markers", "name": words["yours"],
        "x": [100 * one.share for one, _ in asked], "y": [label for _, label in asked],
        "customdata": [one.count for one, _ in asked],
        "marker": {"color": INFO, "symbol": "diamond", "size": 12},
        "error_x": {
            "type": "data", "symmetric": False, "color": INFO, "thickness": 2.5, "width": 7,
            "array": [100 * (one.high - one.share) for one, _ in asked],
            "arrayminus": [100 * (one.share - one.low) for one, _ in asked],
        },
        "hovertemplate": "%{y}: %{x:.0f} % (%{customdata} ×)<extra></extra>",
    }
    layout = _layout(labels, words["share"])
    return {"data": [band, dots], "layout": layout, "narrow": {**layout, "margin": {**layout["margin"], "t": 72}}}


def _layout(labels: Sequence[str], title: str) -> dict[str, Any]:
    return {
        "height": len(labels) * ROW_PX + HEAD_PX + FOOT_PX, "autosize": True, **GROUND,
        "margin": {"l": 8, "r": 16, "t": HEAD_PX, "b": FOOT_PX},
        "legend": {"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "itemclick": False,
                   "itemdoubleclick": False},
        "xaxis": {"range": [-2, 102], "dtick": 20, "title": {"text": title, "font": {"size": 13}}, "gridcolor": GRID,
                  "zeroline": False, "fixedrange": True},
        "yaxis": {"categoryorder": "array", "categoryarray": list(reversed(labels)), "automargin": True,
                  "ticks": "outside", "ticklen": 6, "tickcolor": "rgba(0,0,0,0)", "showgrid": False,
                  "zeroline": False, "fixedrange": True},
    }
