"""How often the sciatic nerve takes which way past piriformis: every count with its interval, as a forest plot.

The common course lies above 80 % and all others below 15 %, so they stand in two panels, each with an axis of its own;
on one axis every interval of the rare courses would shrink to a dot.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import plotly.graph_objects as go

from sciatica_teach.figures.style import GRID, GROUND, INFO, NERVE, QUIET
from sciatica_teach.model.anatomy import NerveVariant, VariantCount
from sciatica_teach.reasoning.intervals import wilson_interval

ROW_PX, HEAD_PX, FOOT_PX = 30, 34, 52
NARROW_ROW_PX, NARROW_HEAD_PX = 42, 92
"""On a phone each line has its name above it instead of beside it, and the legend breaks into lines."""
SPLIT = 50.0
"""Per cent: courses more common than this stand in the upper panel."""

UNKNOWN = "–"

Origin = Literal["source", "counted", "none"]
"""Whether the interval is the source's own, ours from its counts, or missing."""


@dataclass(frozen=True)
class CountRow:
    """One line of the plot, and of the table that says the same; numbers in per cent."""

    letter: str
    study: str
    percent: float
    low: float | None
    high: float | None
    origin: Origin
    counted: str
    """Found of examined, as "275 / 294", or "– / 240" where the source gives only how many it examined."""
    mark: str
    """Evidence mark."""


def count_rows(variants: Sequence[NerveVariant]) -> tuple[CountRow, ...]:
    """All counts of all variants, in the order of the content."""
    return tuple(_row(variant.id.upper(), count) for variant in variants for count in variant.counts)


def _row(letter: str, count: VariantCount) -> CountRow:
    low, high, origin = _interval(count)
    found = UNKNOWN if count.found is None else count.found
    counted = UNKNOWN if count.of is None else f"{found} / {count.of}"
    return CountRow(letter, count.study, count.percent, low, high, origin, counted, count.mark)


def _interval(count: VariantCount) -> tuple[float | None, float | None, Origin]:
    if count.low is not None and count.high is not None:
        return count.low, count.high, "source"
    if count.found is not None and count.of:
        low, high = wilson_interval(count.found, count.of)
        return 100 * low, 100 * high, "counted"
    return None, None, "none"


def draw_variant_counts(rows: Sequence[CountRow], words: Mapping[str, str]) -> go.Figure:
    """Two panels of dots with intervals. `words` holds the legend's texts: "source", "counted" and "none".

    The colour of text is left to the page's style sheet, which knows dark mode.
    """
    panels = [panel for panel in _panels(rows) if panel]
    figure = go.Figure()
    named: set[Origin] = set()
    for number, panel in enumerate(panels, start=1):
        for origin in ("source", "counted", "none"):
            chosen = [row for row in panel if row.origin == origin]
            if chosen:
                figure.add_trace(_dots(chosen, origin, words[origin], number, first=origin not in named))
                named.add(origin)
    return figure.update_layout(**_layout(panels))


def narrow_layout(rows: Sequence[CountRow]) -> dict[str, object]:
    """The layout of the same figure for a phone."""
    return _layout([panel for panel in _panels(rows) if panel], narrow=True)


def _panels(rows: Sequence[CountRow]) -> tuple[list[CountRow], list[CountRow]]:
    """The rows of the common courses, and those of the rare ones."""
    letters = {row.letter for row in rows if row.percent > SPLIT}
    return [row for row in rows if row.letter in letters], [row for row in rows if row.letter not in letters]


def label_of(row: CountRow) -> str:
    """The name of a line: "B · Tomaszewski 2016"."""
    return f"{row.letter} · {row.study}"


def _dots(rows: Sequence[CountRow], origin: Origin, name: str, panel: int, *, first: bool) -> go.Scatter:
    axis = _axis(panel)
    colour = {"source": INFO, "counted": NERVE, "none": QUIET}[origin]
    symbol = {"source": "square", "counted": "diamond", "none": "circle-open"}[origin]
    return go.Scatter(
        x=[row.percent for row in rows], y=[label_of(row) for row in rows], name=name, showlegend=first,
        legendgroup=origin, xaxis=f"x{axis}", yaxis=f"y{axis}", mode="markers",
        marker={"color": colour, "symbol": symbol, "size": 10}, error_x=_bars(rows, colour),
        customdata=[span_of(row) for row in rows],
        hovertemplate="%{y}<br>%{x:.1f} %%{customdata}<extra></extra>",
    )


def span_of(row: CountRow) -> str:
    """The interval in words, with a blank in front: " (9.1 to 95.8)"; empty where there is none."""
    return "" if row.low is None or row.high is None else f" ({row.low:.1f} to {row.high:.1f})"


def _bars(rows: Sequence[CountRow], colour: str) -> dict[str, object] | None:
    if any(row.low is None or row.high is None for row in rows):
        return None
    return {
        "type": "data", "symmetric": False, "color": colour, "thickness": 2.5, "width": 5,
        "array": [(row.high or 0.0) - row.percent for row in rows],
        "arrayminus": [row.percent - (row.low or 0.0) for row in rows],
    }


def _layout(panels: Sequence[Sequence[CountRow]], *, narrow: bool = False) -> dict[str, object]:
    row_px, head_px = (NARROW_ROW_PX, NARROW_HEAD_PX) if narrow else (ROW_PX, HEAD_PX)
    height = sum(len(panel) for panel in panels) * row_px + len(panels) * FOOT_PX + head_px
    layout: dict[str, object] = {
        "height": height, "autosize": True, "margin": {"l": 8, "r": 16, "t": head_px, "b": FOOT_PX},
        **GROUND,
        "legend": {"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0,
                   "itemclick": False, "itemdoubleclick": False},
        "annotations": [_name_above(row, number) for number, panel in enumerate(panels, start=1) for row in panel
                        if narrow],
    }
    inner = height - head_px - FOOT_PX
    top = 1.0
    for number, panel in enumerate(panels, start=1):
        bottom = max(0.0, top - len(panel) * row_px / inner)
        layout |= _axes(number, panel, (bottom, top), narrow=narrow)
        top = bottom - FOOT_PX / inner
    return layout


def _name_above(row: CountRow, panel: int) -> dict[str, object]:
    return {"text": label_of(row), "xref": "paper", "x": 0, "xanchor": "left", "yref": f"y{_axis(panel)}",
            "y": label_of(row), "yshift": 16, "showarrow": False}


def _axis(panel: int) -> str:
    return "" if panel == 1 else str(panel)


def _axes(
    number: int, panel: Sequence[CountRow], domain: tuple[float, float], *, narrow: bool
) -> dict[str, object]:
    axis = _axis(number)
    ends = [edge for row in panel for edge in (row.low, row.high, row.percent) if edge is not None]
    common = min(ends) > SPLIT
    span = (5 * (min(ends) // 5) - 1, 100.5) if common else (-0.4, max(ends) * 1.06)
    line = {"zeroline": False, "fixedrange": True}
    return {
        f"xaxis{axis}": {"anchor": f"y{axis}", "range": list(span), "ticksuffix": " %", "tickangle": 0,
                         "dtick": 5, "gridcolor": GRID, "ticks": "outside",
                         "tickcolor": QUIET, **line},
        f"yaxis{axis}": {"anchor": f"x{axis}", "domain": list(domain), "categoryorder": "array",
                         "categoryarray": [label_of(row) for row in reversed(panel)], "automargin": True,
                         "showticklabels": not narrow, "showgrid": False, "range": [-0.6, len(panel) - 0.4], **line},
    }
