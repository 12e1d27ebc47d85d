"""A drawing among many generated ones: how often each cause's patients drew alike, with its interval."""

from __future__ import annotations

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Likeness(Part):
    """The learner's drawing beside shaded maps, and one row per cause; nothing is asked of the kernel."""

    _esm = read_module("likeness", "../curves.js", "../body.js", "../bodymap.js")
    _css = read_style("likeness", "./bodymap.css")
