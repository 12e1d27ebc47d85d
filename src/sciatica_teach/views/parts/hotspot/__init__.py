"""A place to point at: a region of the body, or a structure of the model seen flat; the list does the same in words."""

from __future__ import annotations

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Hotspot(Part):
    """The body map, or with `picture` in the state the structures drawn on a plate. One place is chosen."""

    _esm = read_module(
        "hotspot", "../curves.js", "../body.js", "../bodymap.js", "../drawing/plate.js", "../atlas/outlines.js",
        "../atlas/plates.js", "pointing.js", "structures.js",
    )
    _css = read_style("hotspot", "./bodymap.css", "./bodyplate.css", "./plates.css", "./pointing.css")
