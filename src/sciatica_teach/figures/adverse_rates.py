"""Unwanted effects as dots with intervals, one panel for each thing that was counted.

A rate per patient and a rate per treatment are different numbers, so they never share an axis: each panel has its own,
and names what ten thousand are of. The axes are logarithmic, because a bruise and a collapsed lung are a thousandfold
apart. A rate of nothing cannot stand there; it is drawn as an arrow at the edge.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

import plotly.graph_objects as go

from sciatica_teach.figures.style import GRID, GROUND, INFO, QUIET

ROW_PX, HEAD_PX, FOOT_PX = 44, 24, 56
MOST_LETTERS = 44
"""Longer names are cut; the table under the figure has them whole."""


@dataclass(frozen=True)
class RateRow:
    """One line: how many of 10,000, with the ends of the interval where the source gives one."""

    name: str
    rate: float
    low: float | None
    high: float | None
    of: str
    """What 10,000 are of: patients, treatments, consultations or needles."""


def draw_adverse_rates(rows: Sequence[RateRow], axis_words: Mapping[str, str]) -> go.Figure:
    """One panel for each `of`, in the order in which they come; `axis_words`: `of` -> title of its axis.

    The colour of text is left to the page's style sheet, which knows dark mode.
    """
    panels = [[row for row in rows if row.of == of] for of in dict.fromkeys(row.of for row in rows)]
    figure = go.Figure([_dots(panel, number, bounded=bounded) for number, panel in enumerate(panels, start=1)
                        for bounded in (True, False)])
    return figure.update_layout(**_layout(panels, axis_words))


def decades(rows: Sequence[RateRow]) -> tuple[int, int]:
    """The powers of ten that hold every rate and interval above nothing; one decade at least."""
    shown = [end for row in rows for end in (row.rate, row.low, row.high) if end]
    if not shown:
        return 0, 1
    first = floor(log10(min(shown)))
    return first, max(first + 1, ceil(log10(max(shown))))


def _dots(rows: Sequence[RateRow], panel: int, *, bounded: bool) -> go.Scatter:
    """Those with an interval, or those without one."""
    edge = 10.0 ** decades(rows)[0]
    chosen = [(at, row) for at, row in enumerate(rows) if (row.low is not None and row.high is not None) == bounded]
    symbols = ["triangle-left-open" if not row.rate else "circle" if bounded else "circle-open" for _, row in chosen]
    return go.Scatter(
        x=[row.rate or edge for _, row in chosen], y=[-at for at, _ in chosen], mode="markers", showlegend=False,
        xaxis=f"x{_axis(panel)}", yaxis=f"y{_axis(panel)}",
        marker={"color": INFO, "size": 11, "symbol": symbols, "line": {"width": 2, "color": INFO}},
        error_x=_bars([row for _, row in chosen], edge) if bounded else None,
        text=[escape(row.name, quote=False) for _, row in chosen],
        customdata=[f"{row.rate:g}" for _, row in chosen], hovertemplate="%{text}<br>%{customdata}<extra></extra>",
    )


def _bars(rows: Sequence[RateRow], edge: float) -> dict[str, object]:
    return {
        "type": "data", "symmetric": False, "color": INFO, "thickness": 2.5, "width": 5,
        "array": [(row.high or edge) - (row.rate or edge) for row in rows],
        "arrayminus": [(row.rate or edge) - max(row.low or edge, edge) for row in rows],
    }


def _axis(panel: int) -> str:
    return "" if panel == 1 else str(panel)


def _layout(panels: Sequence[Sequence[RateRow]], axis_words: Mapping[str, str]) -> dict[str, object]:
    height = HEAD_PX + sum(len(panel) * ROW_PX + FOOT_PX for panel in panels)
    inner = height - HEAD_PX - FOOT_PX
    layout: dict[str, object] = {
        "height": height, "autosize": True, "margin": {"l": 12, "r": 20, "t": HEAD_PX, "b": FOOT_PX}, **GROUND,
        "annotations": [_name_above(row, at, number) for number, panel in enumerate(panels, start=1)
                        for at, row in enumerate(panel)],
    }
    top = 1.0
    for number, panel in enumerate(panels, start=1):
        bottom = max(0.0, top - len(panel) * ROW_PX / inner)
        layout |= _axes(number, panel, (bottom, top), axis_words[panel[0].of])
        top = bottom - FOOT_PX / inner
    return layout


def _name_above(row: RateRow, at: int, panel: int) -> dict[str, object]:
    name = row.name if len(row.name) <= MOST_LETTERS else row.name[: MOST_LETTERS - 1] + "…"
    return {"text": escape(name, quote=False), "xref": "paper", "x": 0, "xanchor": "left", "yref": f"y{_axis(panel)}",
            "y": -at, "yshift": 17, "showarrow": False}


def _axes(number: int, rows: Sequence[RateRow], domain: tuple[float, float], title: str) -> dict[str, object]:
    first, last = decades(rows)
    axis = _axis(number)
    powers = range(first, last + 1)
    still = {"zeroline": False, "fixedrange": True}
    return {
        f"xaxis{axis}": {
            "type": "log", "range": [first - 0.08, last + 0.08], "anchor": f"y{axis}", "tickvals": [
                10.0**power for power in powers], "ticktext": [f"{10.0**power:,g}" for power in powers],
            "title": {"text": title, "standoff": 6, "font": {"size": 13}}, "gridcolor": GRID, "ticks": "outside",
            "tickcolor": QUIET, **still,
        },
        f"yaxis{axis}": {"domain": list(domain), "range": [0.7 - len(rows), 0.7], "showticklabels": False,
                         "showgrid": False, "anchor": f"x{axis}", **still},
    }
