"""The stages of a visit as an ordered list; it only shows where the learner is."""

from __future__ import annotations

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Stages(Part):
    """The stages of a visit as an ordered list; it only shows where the learner is."""

    _esm = read_module("stages", "../clock.js")
    _css = read_style("stages")
