"""Steps to be put in order, by buttons, keyboard or dragging."""

from __future__ import annotations

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Ordering(Part):
    """Steps to be put in order, by buttons, keyboard or dragging."""

    _esm = read_module("ordering")
    _css = read_style("ordering")
