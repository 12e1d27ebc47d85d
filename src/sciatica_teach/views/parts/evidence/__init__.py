"""The map of the evidence: a heat map, its key, and the same as a table in which every cell is a button."""

from __future__ import annotations

from sciatica_teach.views.parts.files import read_module, read_style
from sciatica_teach.views.parts.scene import FigurePart


class Evidence(FigurePart):
    """Findings down, causes across; a cell that is pressed is asked of the kernel, which has its sources."""

    _esm = read_module("evidence", "../scene/plotly.js")
    _css = read_style("evidence")
