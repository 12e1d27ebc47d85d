"""A flat figure with the same in words beside it: a table that needs no picture."""

from __future__ import annotations

from sciatica_teach.views.parts.files import read_module, read_style
from sciatica_teach.views.parts.scene import FigurePart


class Plot(FigurePart):
    """A plotly figure, its caption, and its numbers as a table."""

    _esm = read_module("plot", "../scene/plotly.js")
    _css = read_style("plot")
