"""One number with a unit, typed or set on a slider."""

from __future__ import annotations

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Number(Part):
    """One number with a unit, typed or set on a slider."""

    _esm = read_module("number")
    _css = read_style("number")
