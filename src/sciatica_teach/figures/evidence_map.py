"""The evidence as a heat map: findings down, causes across, each cell the log likelihood ratio against the background.

Ochre speaks for a cause and blue against it: the pair that all kinds of colour vision tell apart. Both are see-through,
so the paper behind them, light or dark, is the middle of the scale. A cell whose band holds a ratio of 1 is drawn paler
and carries a question mark, and the shape of its evidence mark stands in every cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import log

import plotly.graph_objects as go

from sciatica_teach.figures.style import GROUND, INFO, NERVE, fade

FULL = log(20)
"""Natural log of the ratio at which the colour is as strong as it gets; beyond it the number alone says more."""
STRONG, PALE = 0.62, 0.20
"""How much of the paper a cell hides at most: sure, and where the band holds 1. Words stay readable on both."""
ROW_PX, HEAD_PX, FOOT_PX = 34, 64, 8
NARROW_ROW_PX, NARROW_GAP_PX = 62, 26
"""On a phone each finding has its name above its cells instead of beside them, in the gap between two rows."""
NARROW_LETTERS = 44
"""Longer names are cut; the table under the map has them whole."""
SWATCHES = {"towards": fade(NERVE, STRONG), "against": fade(INFO, STRONG),
            "unsure": fade(NERVE, PALE)}
"""What the key shows: speaks for, speaks against, may say nothing."""


@dataclass(frozen=True)
class MapCell:
    """One cell as it is drawn."""

    mid: float
    """Natural log of the likelihood ratio."""
    text: str
    """What stands in the cell."""
    hover: str
    sure: bool
    """False where the band holds a ratio of 1."""


def draw_evidence_map(
    causes: Sequence[str], findings: Sequence[str], cells: Sequence[Sequence[MapCell | None]]
) -> go.Figure:
    """Columns, rows and cells [finding][cause]; None leaves the paper bare.

    The colour of text is left to the page's style sheet, which knows dark mode. Names stay text, whatever they hold:
    plotly reads some tags.
    """
    names = [escape(name, quote=False) for name in causes], [escape(name, quote=False) for name in findings]
    traces = [_trace(*names, cells, sure=sure) for sure in (True, False)]
    return go.Figure(traces).update_layout(**_layout(findings))


def narrow_layout(findings: Sequence[str]) -> dict[str, object]:
    """The layout of the same figure for a phone."""
    return _layout(findings, narrow=True)


def _trace(
    causes: Sequence[str], findings: Sequence[str], cells: Sequence[Sequence[MapCell | None]], *, sure: bool
) -> go.Heatmap:
    shown = [[cell if cell is not None and cell.sure == sure else None for cell in row] for row in cells]
    strength = STRONG if sure else PALE
    return go.Heatmap(
        x=list(causes), y=list(findings), z=[[cell and round(cell.mid, 2) for cell in row] for row in shown],
        text=[[cell.text if cell else "" for cell in row] for row in shown], texttemplate="%{text}",
        hovertext=[[cell.hover if cell else "" for cell in row] for row in shown],
        hovertemplate="%{y}<br>%{x}<br>%{hovertext}<extra></extra>", hoverongaps=False,
        zmin=-FULL, zmax=FULL, colorscale=_scale(strength), showscale=False, xgap=3, ygap=3, textfont={"size": 13},
    )


def _scale(strength: float) -> list[list[object]]:
    faint = strength / 8
    return [[0.0, fade(INFO, strength)], [0.499, fade(INFO, faint)],
            [0.501, fade(NERVE, faint)], [1.0, fade(NERVE, strength)]]


def _layout(findings: Sequence[str], *, narrow: bool = False) -> dict[str, object]:
    row_px = NARROW_ROW_PX if narrow else ROW_PX
    still = {"zeroline": False, "showgrid": False, "fixedrange": True, "ticks": "", "showline": False}
    return {
        "height": len(findings) * row_px + HEAD_PX + FOOT_PX, "autosize": True,
        "margin": {"l": 4, "r": 4, "t": HEAD_PX, "b": FOOT_PX},
        **GROUND,
        "xaxis": {"side": "top", "tickangle": 0, "type": "category", **still},
        "yaxis": {"autorange": "reversed", "type": "category", "automargin": True, "showticklabels": not narrow,
                  **still},
        "annotations": [_name_above(name, row) for row, name in enumerate(findings) if narrow],
    }


def _name_above(name: str, row: int) -> dict[str, object]:
    text = name if len(name) <= NARROW_LETTERS else name[: NARROW_LETTERS - 1] + "…"
    return {"text": escape(text, quote=False), "xref": "paper", "x": 0, "xanchor": "left", "y": row, "yref": "y",
            "yshift": NARROW_ROW_PX // 2, "showarrow": False}
