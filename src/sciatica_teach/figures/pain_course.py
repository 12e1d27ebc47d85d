"""A patient's pain from visit to visit, before the band in which untreated patients lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from sciatica_teach.figures.style import GRID, GROUND, INFO, NERVE, QUIET, fade

BAND = fade(INFO, 0.28)
HEIGHT_PX = 300

Point = tuple[float, float]
"""Week and pain, 0 to 10."""


def draw_pain_course(
    pain: Sequence[Point], band: Sequence[tuple[float, float, float]], words: Mapping[str, str]
) -> go.Figure:
    """Weeks along x, pain along y. `band`: week, lower and upper end.

    `words`: the legend's "pain" and "band", and the axes' "weeks" and "scale". The colour of text is the page's.
    """
    weeks = [week for week, _, _ in band]
    edges: dict[str, Any] = {"x": weeks, "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    figure = go.Figure([
        go.Scatter(y=[low for _, low, _ in band], showlegend=False, **edges),
        go.Scatter(y=[high for _, _, high in band], name=words["band"], fill="tonexty", fillcolor=BAND, **edges),
        go.Scatter(
            x=[week for week, _ in pain], y=[value for _, value in pain], name=words["pain"], mode="lines+markers",
            line={"color": NERVE, "width": 2, "dash": "dot"}, marker={"symbol": "diamond", "size": 12},
            hovertemplate="%{x:g}: %{y:g}<extra></extra>", cliponaxis=False,
        ),
    ])
    return figure.update_layout(**_layout(weeks, words))


def _layout(weeks: Sequence[float], words: Mapping[str, str]) -> dict[str, Any]:
    still = {"zeroline": False, "fixedrange": True}
    return {
        "height": HEIGHT_PX, "autosize": True, "margin": {"l": 44, "r": 20, "t": 12, "b": 52}, **GROUND,
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "itemclick": False,
                   "itemdoubleclick": False},
        "xaxis": {"range": [-0.04 * max(weeks), 1.03 * max(weeks)], "dtick": 1, "showgrid": False,
                  "title": {"text": words["weeks"], "font": {"size": 13}}, "ticks": "outside", "tickcolor": QUIET,
                  **still},
        "yaxis": {"range": [0, 10.3], "dtick": 2, "title": {"text": words["scale"], "font": {"size": 13}},
                  "gridcolor": GRID, **still},
    }
