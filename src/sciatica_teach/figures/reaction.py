"""Moves made beside moves due: a point for each update, the line of equality, and the learner's own line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from sciatica_teach.figures.style import GRID, GROUND, INFO, NERVE, QUIET, fade

LEAST_REACH = 3.0
"""The axes go at least this many doublings either way."""


def draw_reaction(
    due: Sequence[float], moved: Sequence[float], slope: float, labels: Sequence[str], words: Mapping[str, str]
) -> go.Figure:
    """Doublings due along x, doublings made along y.

    `labels` names each update for whoever points at it; `words` holds the legend's texts "points", "equal" and "yours"
    and the titles of the axes, "due" and "moved". The colour of text is left to the page's style sheet.
    """
    reach = 1.08 * max(LEAST_REACH, *map(abs, due), *map(abs, moved))
    figure = go.Figure([
        _line(reach, 1.0, words["equal"], {"color": QUIET, "width": 2, "dash": "dash"}),
        _line(reach, slope, words["yours"], {"color": NERVE, "width": 2.5}),
        go.Scatter(
            x=list(due), y=list(moved), name=words["points"], mode="markers", customdata=list(labels),
            marker={"color": INFO, "symbol": "diamond", "size": 9, "opacity": 0.8},
            hovertemplate="%{customdata}<br>%{x:+.1f} → %{y:+.1f}<extra></extra>",
        ),
    ])
    return figure.update_layout(**_layout(reach, words))


def narrow_layout(layout: Mapping[str, Any]) -> dict[str, Any]:
    """The layout of the same figure for a phone: lower, and with room for a legend of three lines."""
    return {**layout, "height": 400, "margin": {**layout["margin"], "l": 48, "r": 8, "t": 84}}


def _line(reach: float, slope: float, name: str, line: dict[str, Any]) -> go.Scatter:
    end = reach / max(1.0, abs(slope))  # a steep line ends at the upper edge
    return go.Scatter(x=[-end, end], y=[-end * slope, end * slope], name=name, mode="lines", line=line,
                      hoverinfo="skip")


def _layout(reach: float, words: Mapping[str, str]) -> dict[str, Any]:
    axis = {"range": [-reach, reach], "zeroline": True, "zerolinecolor": fade(QUIET, 0.5), "fixedrange": True,
            "gridcolor": GRID, "dtick": 1 if reach < 5 else 2, "tickformat": "d"}
    return {
        "height": 420, "autosize": True, "margin": {"l": 60, "r": 24, "t": 40, "b": 56},
        **GROUND,
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0,
                   "itemclick": False, "itemdoubleclick": False},
        "xaxis": {**axis, "title": {"text": words["due"], "font": {"size": 13}}},
        "yaxis": {**axis, "title": {"text": words["moved"], "font": {"size": 13}}},
    }
