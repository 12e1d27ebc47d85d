"""Shares that were said beside shares that came true: a point with its interval for each bin, and the diagonal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from sciatica_teach.figures.style import GRID, GROUND, INFO, QUIET
from sciatica_teach.grading.calibration import CalibrationBin


def draw_calibration(bins: Sequence[CalibrationBin], words: Mapping[str, str]) -> go.Figure:
    """What was said along x, what came true along y, both in per cent.

    `words` holds the legend's texts "yours" and "equal", and the titles of the axes, "said" and "true".
    """
    true = [100 * one.true_share for one in bins]
    figure = go.Figure([
        go.Scatter(x=[0, 100], y=[0, 100], name=words["equal"], mode="lines", hoverinfo="skip",
                   line={"color": QUIET, "width": 2, "dash": "dash"}),
        go.Scatter(
            x=[100 * one.said for one in bins], y=true, name=words["yours"], mode="markers",
            customdata=[one.count for one in bins],
            marker={"color": INFO, "symbol": "diamond", "size": 11},
            error_y={
                "type": "data", "symmetric": False, "color": INFO, "thickness": 2, "width": 6,
                "array": [100 * one.high - at for one, at in zip(bins, true, strict=True)],
                "arrayminus": [at - 100 * one.low for one, at in zip(bins, true, strict=True)],
            },
            hovertemplate="%{x:.0f} % → %{y:.0f} % (%{customdata} ×)<extra></extra>",
        ),
    ])
    return figure.update_layout(**_layout(words))


def _layout(words: Mapping[str, str]) -> dict[str, Any]:
    axis = {"range": [-3, 103], "zeroline": False, "fixedrange": True, "gridcolor": GRID, "dtick": 20}
    return {
        "height": 420, "autosize": True, "margin": {"l": 60, "r": 24, "t": 40, "b": 56},
        **GROUND,
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0,
                   "itemclick": False, "itemdoubleclick": False},
        "xaxis": {**axis, "title": {"text": words["said"], "font": {"size": 13}}},
        "yaxis": {**axis, "title": {"text": words["true"], "font": {"size": 13}}},
    }
