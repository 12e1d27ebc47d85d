"""A whole visit in one figure: the learner's belief beside the reference above, what each question was worth below.

Both halves share the steps of the visit along x. What was never asked stands behind the last step, hollow. The lower
half is the same whichever cause the upper one is about, so it is drawn once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import plotly.graph_objects as go

from sciatica_teach.figures.style import GRID, GROUND, INFO, NERVE, QUIET, fade
from sciatica_teach.model.paths import PathMark, PathPoint, PathStep, Unasked
from sciatica_teach.model.record import record

BAND = fade(INFO, 0.28)
HOLLOW = "rgba(0, 0, 0, 0)"
LEAST_HEIGHT = 0.05
"""The worth axis reaches at least so far: where nothing was worth anything, it must not blow up what is nothing."""

_WIDE: Final = {"height": 470, "belief": [0.46, 1.0], "worth": [0.0, 0.32], "legend": 0.335}
_NARROW: Final = {"height": 640, "belief": [0.55, 1.0], "worth": [0.0, 0.27], "legend": 0.28}
_BELOW: Final = {"xaxis": "x", "yaxis": "y2", "legend": "legend2"}


@record
class PathWords:
    """What the figure says: a line for each step and each question left out, and the names in its legends."""

    steps: tuple[str, ...]
    unasked: tuple[str, ...]
    rooms: dict[str, str]
    """Room -> its name, and "unasked" -> what stands behind the last step."""
    legend: dict[str, str]
    """yours, reference, band, asked, safety, free, left, left_key, left_safety; belief and worth for the axes."""


def draw_visit(steps: Sequence[PathStep], unasked: Sequence[Unasked], words: PathWords) -> go.Figure:
    """The frame of both halves, and in the lower one what was worth asking, in the units of the loss table.

    The colour of text is left to the page's style sheet, which knows dark mode.
    """
    figure = go.Figure([*_asked(steps, words), *_left_out(len(steps), unasked, words)])
    return figure.update_layout(**_layout(steps, unasked, words))


def draw_belief(points: Sequence[PathPoint], marks: Sequence[PathMark], words: PathWords) -> list[go.Scatter]:
    """The upper half: belief in one cause in %. `points` belongs to the steps of the visit, one for one."""
    places = list(range(len(points)))
    edges = {"x": places, "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    reference, yours = words.legend["reference"], words.legend["yours"]
    return [
        go.Scatter(y=[100 * point.low for point in points], showlegend=False, **edges),
        go.Scatter(y=[100 * point.high for point in points], name=words.legend["band"], fill="tonexty", fillcolor=BAND,
                   **edges),
        go.Scatter(
            x=places, y=[100 * point.reference for point in points], name=reference, mode="lines+markers",
            line={"color": INFO, "width": 2}, marker={"size": 5}, customdata=words.steps,
            hovertemplate="%{customdata}<br>%{y:.0f} %<extra>" + reference + "</extra>",
        ),
        go.Scatter(
            x=[mark.after for mark in marks], y=[100 * mark.share for mark in marks], name=yours,
            mode="lines+markers", line={"color": NERVE, "width": 2, "dash": "dot"},
            marker={"symbol": "diamond", "size": 12}, customdata=[words.steps[mark.after] for mark in marks],
            hovertemplate="%{customdata}<br>%{y:.0f} %<extra>" + yours + "</extra>",
        ),
    ]


def narrow_layout(layout: Mapping[str, Any]) -> dict[str, Any]:
    """The layout of the same figure for a phone: taller, the names of the rooms aslant, with room for the legends."""
    return {
        **layout,
        **_frame(_NARROW),
        "margin": {**layout["margin"], "l": 44, "r": 8},
        "xaxis": {**layout["xaxis"], "tickangle": -40},
        "yaxis": {**layout["yaxis"], "domain": _NARROW["belief"]},
        "yaxis2": {**layout["yaxis2"], "domain": _NARROW["worth"]},
    }


def place_unasked(steps: int, index: int) -> int:
    """Where a question that was left out stands: behind the last step, with a gap of one."""
    return steps + 1 + index


def _asked(steps: Sequence[PathStep], words: PathWords) -> list[Any]:
    """Bars where a number is told, a square for what is asked of everyone, a ring for what came without being asked."""
    learnt = [place for place, step in enumerate(steps) if step.finding_id]
    free = [place for place in learnt if steps[place].unasked]
    safety = [place for place in learnt if steps[place].is_safety and place not in free]
    bars = [place for place in learnt if place not in free and place not in safety]
    return [
        *_bars(bars, [steps[place].worth or 0.0 for place in bars], [words.steps[place] for place in bars],
               words.legend["asked"], fill=fade(NERVE, 0.85)),
        *_signs(safety, [words.steps[place] for place in safety], words.legend["safety"], "square"),
        *_signs(free, [words.steps[place] for place in free], words.legend["free"], "circle-open-dot"),
    ]


def _left_out(steps: int, unasked: Sequence[Unasked], words: PathWords) -> list[Any]:
    """The same for what was never asked, hollow; a key finding has a star besides."""
    placed = [(place_unasked(steps, index), one) for index, one in enumerate(unasked)]
    said = {place_unasked(steps, index): line for index, line in enumerate(words.unasked)}
    bars = [(place, one.worth) for place, one in placed if not one.is_safety]
    keys = [place for place, one in placed if one.is_key and not one.is_safety]
    safety = [place for place, one in placed if one.is_safety]
    return [
        *_bars([place for place, _ in bars], [worth for _, worth in bars], [said[place] for place, _ in bars],
               words.legend["left"], fill=HOLLOW),
        *_signs(keys, [said[place] for place in keys], words.legend["left_key"], "star-open"),
        *_signs(safety, [said[place] for place in safety], words.legend["left_safety"], "square-open"),
    ]


def _bars(
    places: Sequence[int], heights: Sequence[float], said: Sequence[str], name: str, *, fill: str
) -> list[go.Bar]:
    if not places:
        return []
    return [go.Bar(
        x=list(places), y=list(heights), name=name, customdata=list(said), width=0.7,
        marker={"color": fill, "line": {"color": NERVE, "width": 1.5}},
        hovertemplate="%{customdata}<br>%{y:.2f}<extra>" + name + "</extra>", **_BELOW,
    )]


def _signs(places: Sequence[int], said: Sequence[str], name: str, symbol: str) -> list[go.Scatter]:
    if not places:
        return []
    return [go.Scatter(
        x=list(places), y=[0.0] * len(places), name=name, mode="markers", customdata=list(said),
        marker={"symbol": symbol, "size": 7, "color": QUIET, "line": {"width": 1.5, "color": QUIET}},
        hovertemplate="%{customdata}<extra>" + name + "</extra>", cliponaxis=False, **_BELOW,
    )]


def _layout(steps: Sequence[PathStep], unasked: Sequence[Unasked], words: PathWords) -> dict[str, Any]:
    still = {"zeroline": False, "fixedrange": True}
    title = {"font": {"size": 12}, "standoff": 6}
    last = place_unasked(len(steps), len(unasked) - 1) if unasked else len(steps) - 1
    return {
        **_frame(_WIDE),
        **GROUND,
        "autosize": True,
        "margin": {"l": 62, "r": 16, "t": 8, "b": 40},
        "barmode": "overlay",
        "shapes": [_border(place) for place in _borders(steps, unasked)],
        "xaxis": {"anchor": "y2", "range": [-0.6, last + 0.6], "showgrid": False, "automargin": True,
                  "autotickangles": [0, -30, -60], **_room_ticks(steps, unasked, words), **still},
        "yaxis": {"domain": _WIDE["belief"], "range": [-2, 102], "gridcolor": GRID,
                  "tickvals": [0, 25, 50, 75, 100], "title": {"text": words.legend["belief"], **title}, **still},
        "yaxis2": {"domain": _WIDE["worth"], "range": _worth_range(steps, unasked), "gridcolor": GRID, "nticks": 4,
                   "title": {"text": words.legend["worth"], **title}, **still},
    }


def _frame(sizes: Mapping[str, Any]) -> dict[str, Any]:
    """Height, and a legend above each half: what is explained stands right below."""
    flat = {"orientation": "h", "yanchor": "bottom", "x": 0, "itemclick": False, "itemdoubleclick": False}
    return {"height": sizes["height"], "legend": {"y": 1.01, **flat}, "legend2": {"y": sizes["legend"], **flat}}


def _worth_range(steps: Sequence[PathStep], unasked: Sequence[Unasked]) -> list[float]:
    shown = [step.worth for step in steps if step.worth is not None and not step.is_safety]
    highest = max([LEAST_HEIGHT, *shown, *(one.worth for one in unasked if not one.is_safety)])
    return [-0.1 * highest, 1.08 * highest]


def _spans(steps: Sequence[PathStep], unasked: Sequence[Unasked]) -> list[tuple[str, int, int]]:
    """Room, first and last place, in order; the rest that was never asked is a span too."""
    places: dict[str, list[int]] = {}
    for place, step in enumerate(steps):
        places.setdefault(step.room, []).append(place)
    if unasked:
        places["unasked"] = [place_unasked(len(steps), index) for index in range(len(unasked))]
    return [(room, taken[0], taken[-1]) for room, taken in places.items()]


def _borders(steps: Sequence[PathStep], unasked: Sequence[Unasked]) -> list[float]:
    """Between the rooms; what was never asked begins in the middle of its gap."""
    return [first - (1 if room == "unasked" else 0.5) for room, first, _ in _spans(steps, unasked)[1:]]


def _room_ticks(steps: Sequence[PathStep], unasked: Sequence[Unasked], words: PathWords) -> dict[str, Any]:
    spans = _spans(steps, unasked)
    return {"tickvals": [(first + last) / 2 for _, first, last in spans],
            "ticktext": [words.rooms[room] for room, _, _ in spans]}


def _border(place: float) -> dict[str, Any]:
    return {"type": "line", "xref": "x", "yref": "paper", "x0": place, "x1": place, "y0": 0, "y1": 1, "layer": "below",
            "line": {"color": GRID, "width": 1, "dash": "dot"}}
