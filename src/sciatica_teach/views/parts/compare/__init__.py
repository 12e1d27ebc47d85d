"""Two or three causes side by side, aspect by aspect."""

from __future__ import annotations

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Compare(Part):
    """One row for each aspect, one column for each cause; on a phone the columns stand under each other."""

    _esm = read_module("compare", "../curves.js", "../body.js", "../bodymap.js")
    _css = read_style("compare", "./bodymap.css")
