"""A field to search in, with what was found below it, as one types."""

from __future__ import annotations

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Search(Part):
    """Sends `{verb: "search", text}` a moment after the last key, or on Enter."""

    _esm = read_module("search")
    _css = read_style("search")
