"""A table whose rows lead somewhere."""

from __future__ import annotations

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Attempts(Part):
    """A table; the first cell of a row is a link that acts in place."""

    _esm = read_module("attempts", "../card/blocks.js")
    _css = read_style("attempts")
