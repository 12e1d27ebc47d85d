"""Lettered places on a plate: which of them is the place of a point. The list tells each place in words."""

from __future__ import annotations

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Place(Part):
    """One lettered place is chosen, on the plate or in the list."""

    _esm = read_module("place", "../curves.js", "../atlas/outlines.js", "../atlas/plates.js", "../hotspot/pointing.js")
    _css = read_style("place", "./plates.css", "./pointing.css")
