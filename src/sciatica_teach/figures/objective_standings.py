"""Where each objective stands: a dot for the share expected to be right, a line for its 90 % interval, field by field.

The figure is made as plain data. It is drawn whenever the progress page is opened, and building it from plotly's own
classes would cost more than all the rest of that page; a test shows that plotly accepts it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sciatica_teach.figures.style import GRID, GROUND, INFO, QUIET
from sciatica_teach.model.record import record

ROW_PX, HEAD_PX, FOOT_PX = 30, 44, 56
NARROW_ROW_PX, NARROW_HEAD_PX = 46, 66
"""On a phone each line has its name above it, and the legend breaks into lines."""


@record
class StandRow:
    """A line of the figure: the name of a field, or an objective with its share. All shares from 0 to 1."""

    name: str
    share: float | None = None
    """None for the name of a field."""
    low: float = 0.0
    high: float = 1.0
    is_enough: bool = True
    """Whether there are answers enough to say so."""


def draw_standings(rows: Sequence[StandRow], words: Mapping[str, str]) -> dict[str, Any]:
    """The figure of the part `plot`: data, layout, and the layout for a phone.

    `words`: the legend's "enough" and "little", and "share", the title of the axis.
    """
    return {
        "data": [_dots(rows, words["enough"], is_enough=True), _dots(rows, words["little"], is_enough=False)],
        "layout": _layout(rows, words["share"], narrow=False),
        "narrow": _layout(rows, words["share"], narrow=True),
    }


def _dots(rows: Sequence[StandRow], name: str, *, is_enough: bool) -> dict[str, Any]:
    chosen = list(_chosen(rows, is_enough=is_enough))
    colour = INFO if is_enough else QUIET
    return {
        "type": "scatter", "mode": "markers", "name": name,
        "x": [100 * share for _, _, share in chosen], "y": [place for place, _, _ in chosen],
        "customdata": [[row.name, 100 * row.low, 100 * row.high] for _, row, _ in chosen],
        "marker": {"color": colour, "symbol": "circle" if is_enough else "circle-open", "size": 11,
                   "line": {"width": 2}},
        "error_x": {
            "type": "data", "symmetric": False, "color": colour, "thickness": 2.5 if is_enough else 1.2, "width": 5,
            "array": [100 * (row.high - share) for _, row, share in chosen],
            "arrayminus": [100 * (share - row.low) for _, row, share in chosen],
        },
        "hovertemplate": "%{customdata[0]}<br>%{x:.0f} % (%{customdata[1]:.0f}–%{customdata[2]:.0f} %)<extra></extra>",
    }


def _chosen(rows: Sequence[StandRow], *, is_enough: bool) -> Iterator[tuple[int, StandRow, float]]:
    for place, row in enumerate(rows):
        if row.share is not None and row.is_enough == is_enough:
            yield place, row, row.share


def _layout(rows: Sequence[StandRow], title: str, *, narrow: bool) -> dict[str, Any]:
    labels = [f"<b>{row.name}</b>" if row.share is None else row.name for row in rows]
    row_px, head_px = (NARROW_ROW_PX, NARROW_HEAD_PX) if narrow else (ROW_PX, HEAD_PX)
    names = [
        {"text": label, "xref": "paper", "x": 0, "xanchor": "left", "yref": "y", "y": place, "showarrow": False,
         "yshift": 0 if rows[place].share is None else 17}
        for place, label in enumerate(labels)
    ]
    return {
        "height": len(rows) * row_px + head_px + FOOT_PX, "autosize": True, **GROUND,
        "margin": {"l": 8, "r": 16, "t": head_px, "b": FOOT_PX}, "annotations": names if narrow else [],
        "legend": {"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "itemclick": False,
                   "itemdoubleclick": False},
        "xaxis": {"range": [-2, 102], "dtick": 20, "title": {"text": title, "font": {"size": 13}}, "gridcolor": GRID,
                  "zeroline": False, "fixedrange": True},
        "yaxis": {"tickvals": list(range(len(rows))), "ticktext": labels, "automargin": not narrow,
                  "ticks": "outside", "ticklen": 0 if narrow else 6, "tickcolor": "rgba(0,0,0,0)",
                  "showticklabels": not narrow, "showgrid": False, "zeroline": False, "fixedrange": True,
                  "range": [len(rows) - 0.4, -0.6]},
    }
