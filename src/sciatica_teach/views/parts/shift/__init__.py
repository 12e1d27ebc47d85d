"""The share of one cause after one more finding: said first, then seen on a scale of odds."""

from __future__ import annotations

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Shift(Part):
    """The share of one cause after one more finding: said first, then seen on a scale of odds."""

    _esm = read_module("shift", "scale.js")
    _css = read_style("shift")
