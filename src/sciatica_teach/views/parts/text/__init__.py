"""A word or a few, typed; locked and explained once answered."""

from __future__ import annotations

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Text(Part):
    """A word or a few, typed; locked and explained once answered."""

    _esm = read_module("text")
    _css = read_style("text")
