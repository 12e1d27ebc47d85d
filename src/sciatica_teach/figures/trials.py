"""What a trial found: the change in each arm, the difference with its interval, and who improved without any needle.

All outcomes are drawn as gains, so that further to the right is always better, whether a pain fell or a power rose.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from sciatica_teach.figures.style import GRID, GROUND, INFO, NERVE, QUIET
from sciatica_teach.model.techniques import ImprovedShare, TrialOutcome

ROW_PX, HEAD_PX, FOOT_PX, BARE_HEAD_PX = 44, 48, 56, 24
NARROW_ROW_PX, NARROW_HEAD_PX = 66, 92
"""On a phone each line has its name above it, and the legend breaks into lines."""

Words = Mapping[str, str]


def gain(outcome: TrialOutcome, value: float) -> float:
    """`value` of the outcome with the sign turned so that a gain is above 0."""
    leading = outcome.difference if outcome.treated is None else outcome.treated
    return -value if (leading or 0.0) < 0 else value


def draw_changes(
    outcomes: Sequence[TrialOutcome], labels: Sequence[str], arms: Sequence[str], words: Words
) -> go.Figure:
    """Two bars for each outcome that has a change in both arms; `labels` name the outcomes, `arms` the legend.

    `words["changes"]` is the title of the axis. The colour of text is left to the page's style sheet.
    """
    figure = go.Figure()
    for arm, field, colour, pattern in ((arms[1], "compared", QUIET, "/"), (arms[0], "treated", NERVE, "")):
        gains = [gain(outcome, getattr(outcome, field)) for outcome in outcomes]
        figure.add_trace(go.Bar(
            x=gains, y=list(labels), name=arm, orientation="h", text=[f"{value:.1f}" for value in gains],
            textposition="outside", cliponaxis=False, hovertemplate="%{y}<br>%{x:.1f}<extra></extra>",
            marker={"color": colour, "pattern": {"shape": pattern, "fgopacity": 0.6, "size": 7}},
        ))
    return figure.update_layout(**changes_layout(outcomes, labels, words))


def changes_layout(
    outcomes: Sequence[TrialOutcome], labels: Sequence[str], words: Words, *, narrow: bool = False
) -> dict[str, Any]:
    """The layout of `draw_changes`, or the one for a phone."""
    most = max(gain(one, value) for one in outcomes for value in (one.treated, one.compared) if value is not None)
    layout = _layout(labels, words["changes"], (0, 1.18 * most), narrow=narrow, rows=2)
    legend = {**layout["legend"], "traceorder": "reversed"}
    return {**layout, "barmode": "group", "bargap": 0.5 if narrow else 0.28, "legend": legend}


def draw_differences(outcomes: Sequence[TrialOutcome], labels: Sequence[str], words: Words) -> go.Figure:
    """A forest plot of the differences, each beside what is often called worthwhile.

    `words`: the legend's "interval", "no_interval" and "worthwhile", and "differences", the title of the axis.
    """
    rows = list(zip(outcomes, labels, strict=True))
    figure = go.Figure()
    for name, symbol, bars in (("interval", "square", True), ("no_interval", "circle-open", False)):
        chosen = [(one, label) for one, label in rows if (one.low is not None) is bars]
        if chosen:
            figure.add_trace(_differences(chosen, words[name], symbol, bars=bars))
    worth = [(one, label) for one, label in rows if one.worthwhile is not None]
    if worth:
        figure.add_trace(go.Scatter(
            x=[gain(one, one.worthwhile or 0.0) for one, _ in worth], y=[label for _, label in worth],
            name=words["worthwhile"], mode="markers", hovertemplate="%{y}<br>%{x:g}<extra></extra>",
            marker={"symbol": "diamond-tall-open", "size": 15, "color": NERVE, "line": {"width": 2}},
        ))
    return figure.update_layout(**differences_layout(outcomes, labels, words))


def _differences(rows: Sequence[tuple[TrialOutcome, str]], name: str, symbol: str, *, bars: bool) -> go.Scatter:
    middles = [gain(one, one.difference or 0.0) for one, _ in rows]
    ends = [sorted((gain(one, one.low or 0.0), gain(one, one.high or 0.0))) for one, _ in rows]
    error = {
        "type": "data", "symmetric": False, "color": INFO, "thickness": 2.5, "width": 6,
        "array": [end[1] - middle for end, middle in zip(ends, middles, strict=True)],
        "arrayminus": [middle - end[0] for end, middle in zip(ends, middles, strict=True)],
    }
    return go.Scatter(
        x=middles, y=[label for _, label in rows], name=name, mode="markers", error_x=error if bars else None,
        marker={"color": INFO, "symbol": symbol, "size": 11}, hovertemplate="%{y}<br>%{x:.1f}<extra></extra>",
    )


def differences_layout(
    outcomes: Sequence[TrialOutcome], labels: Sequence[str], words: Words, *, narrow: bool = False
) -> dict[str, Any]:
    """The layout of `draw_differences`, or the one for a phone."""
    drawn = [gain(one, value) for one in outcomes
             for value in (one.low, one.high, one.difference, one.worthwhile) if value is not None]
    return _layout(labels, words["differences"], (min(-1.0, *drawn) * 1.1, 1.08 * max(drawn)), narrow=narrow)


def draw_shares(shares: Sequence[ImprovedShare], labels: Sequence[str], words: Words) -> go.Figure:
    """One bar for each share, in the order given; `words["shares"]` is the title of the axis."""
    percents = [100 * one.share for one in shares]
    figure = go.Figure(go.Bar(
        x=percents, y=list(labels), orientation="h", text=[f"{value:.0f} %" for value in percents],
        textposition="outside", cliponaxis=False, marker={"color": INFO}, showlegend=False,
        hovertemplate="%{y}<br>%{x:.0f} %<extra></extra>",
    ))
    return figure.update_layout(**shares_layout(labels, words))


def shares_layout(labels: Sequence[str], words: Words, *, narrow: bool = False) -> dict[str, Any]:
    """The layout of `draw_shares`, or the one for a phone."""
    return {**_layout(labels, words["shares"], (0, 108), narrow=narrow, legend=False), "bargap": 0.45}


def _layout(
    labels: Sequence[str], title: str, span: tuple[float, float], *, narrow: bool, rows: int = 1, legend: bool = True
) -> dict[str, Any]:
    """Lines from above down, one axis; `rows` bars stand in each line."""
    row_px, head_px = (NARROW_ROW_PX, NARROW_HEAD_PX) if narrow else (ROW_PX, HEAD_PX)
    top = BARE_HEAD_PX if not legend else head_px if rows == 1 else HEAD_PX
    names = [{"text": label, "xref": "paper", "x": 0, "xanchor": "left", "yref": "y", "y": label, "showarrow": False,
              "yshift": 33 if rows > 1 else 27} for label in labels if narrow]
    return {
        "height": len(labels) * (row_px + 18 * (rows - 1)) + top + FOOT_PX, "autosize": True, **GROUND,
        "margin": {"l": 8, "r": 16, "t": top, "b": FOOT_PX}, "annotations": names,
        "legend": {"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "itemclick": False,
                   "itemdoubleclick": False},
        "xaxis": {"range": list(span), "title": {"text": title, "font": {"size": 13}}, "gridcolor": GRID,
                  "zeroline": True, "zerolinecolor": QUIET, "zerolinewidth": 2, "fixedrange": True},
        "yaxis": {"categoryorder": "array", "categoryarray": list(reversed(labels)), "automargin": True,
                  "ticks": "outside", "ticklen": 0 if narrow else 6, "tickcolor": "rgba(0,0,0,0)",
                  "showticklabels": not narrow, "showgrid": False, "zeroline": False, "fixedrange": True,
                  "range": [-0.6, len(labels) - 0.4]},
    }
