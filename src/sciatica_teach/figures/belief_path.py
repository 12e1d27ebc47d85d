"""The learner's belief in the true cause beside the reference belief, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from sciatica_teach.figures.style import GRID, GROUND, INFO, NERVE, QUIET, fade
from sciatica_teach.model.paths import PathPoint

BAND = fade(INFO, 0.28)


def draw_belief_path(
    points: Sequence[PathPoint], labels: Sequence[str], rooms: Mapping[int, str], words: Mapping[str, str]
) -> go.Figure:
    """Steps along x, belief in % along y: a band and line for the reference, diamonds for the learner.

    `labels` names each step, for whoever points at it; `rooms` names a few steps under the axis; `words` holds the
    texts "yours", "reference" and "band". The colour of text is left to the page's style sheet, which knows dark mode.
    """
    steps = list(range(len(points)))
    figure = go.Figure([
        *_band(steps, points, words["band"]),
        go.Scatter(
            x=steps, y=[100 * point.reference for point in points], name=words["reference"], mode="lines+markers",
            line={"color": INFO, "width": 2}, marker={"size": 5}, customdata=labels,
            hovertemplate="%{customdata}<br>%{y:.0f} %<extra>" + words["reference"] + "</extra>",
        ),
        _learner(points, labels, words["yours"]),
    ])
    return figure.update_layout(**_layout(rooms))


def narrow_layout(layout: Mapping[str, Any]) -> dict[str, Any]:
    """The layout of the same figure for a phone: the names of the rooms aslant, with room for them."""
    return {
        **layout, "height": 380, "margin": {**layout["margin"], "l": 44, "r": 12, "b": 96},
        "xaxis": {**layout["xaxis"], "tickangle": -40},
    }


def _band(steps: list[int], points: Sequence[PathPoint], name: str) -> list[go.Scatter]:
    edges = {"x": steps, "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    low = go.Scatter(y=[100 * point.low for point in points], showlegend=False, **edges)
    high = go.Scatter(y=[100 * point.high for point in points], name=name, fill="tonexty", fillcolor=BAND, **edges)
    return [low, high]


def _learner(points: Sequence[PathPoint], labels: Sequence[str], name: str) -> go.Scatter:
    said = [(step, point.yours, labels[step]) for step, point in enumerate(points) if point.yours is not None]
    return go.Scatter(
        x=[step for step, _, _ in said], y=[100 * yours for _, yours, _ in said], name=name, mode="lines+markers",
        line={"color": NERVE, "width": 2, "dash": "dot"}, marker={"symbol": "diamond", "size": 12},
        customdata=[label for _, _, label in said],
        hovertemplate="%{customdata}<br>%{y:.0f} %<extra>" + name + "</extra>",
    )


def _layout(rooms: Mapping[int, str]) -> dict[str, Any]:
    still = {"zeroline": False, "fixedrange": True}
    ticks = {"tickvals": list(rooms), "ticktext": list(rooms.values()), "ticks": "outside", "tickcolor": QUIET}
    return {
        "height": 340,
        "autosize": True,
        "margin": {"l": 52, "r": 28, "t": 12, "b": 64},
        **GROUND,
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        "xaxis": {"showgrid": False, **ticks, **still},
        "yaxis": {"range": [0, 100], "ticksuffix": " %", "gridcolor": GRID, **still},
    }
