"""The sheet of an exam: a clock, and every question by number with how it stands."""

from __future__ import annotations

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Paper(Part):
    """The sheet of an exam: a clock, and every question by number with how it stands."""

    _esm = read_module("paper", "../clock.js")
    _css = read_style("paper")
