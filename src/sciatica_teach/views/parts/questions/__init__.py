"""What can be asked or examined, what it costs in minutes, and what was answered."""

from __future__ import annotations

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Questions(Part):
    """What can be asked or examined, what it costs in minutes, and what was answered."""

    _esm = read_module("questions")
    _css = read_style("questions")
