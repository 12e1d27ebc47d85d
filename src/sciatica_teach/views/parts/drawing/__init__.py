"""The pain drawing: regions of the body marked by pointer, by touch or in a list, on both sides."""

from __future__ import annotations

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Drawing(Part):
    """A body map to draw on; what is drawn stays in this browser.

    The action carries `task` and the marked regions in `right` and `left`. `compared` in the state is what the view has
    compared last, and `alarms` are said as soon as the drawing has them: a region of `regions` on so many `sides`.
    """

    _esm = read_module("drawing", "../curves.js", "../body.js", "../bodymap.js", "plate.js", "keeping.js")
    _css = read_style("drawing", "./bodymap.css", "./bodyplate.css")
