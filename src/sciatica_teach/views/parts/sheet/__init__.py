"""A page as a printed sheet: a button that opens what is folded and prints, and a head that only the paper has."""

from __future__ import annotations

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Sheet(Part):
    """Draws `title` and `note` for the paper, with the day of printing; sends nothing."""

    _esm = read_module("sheet")
    _css = read_style("sheet")
