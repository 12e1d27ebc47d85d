"""A flat figure with the same in words beside it: a table that needs no picture."""

from __future__ import annotations

from sciatica_teach.views.parts.files import read_module, read_style
from sciatica_teach.views.parts.scene import FigurePart


class Plot(FigurePart):
    """A plotly figure, its caption, and its numbers as a table.

    With `views` the learner chooses one of several under `legend`: each has a `name`, a title, a label, a table, and in
    `data` the lines that stand before those that all share. With `steps` (place along x, what is said there) a figure
    can be gone through step by step: what comes later is behind a curtain.
    """

    _esm = read_module("plot", "../scene/plotly.js", "replay.js")
    _css = read_style("plot")
