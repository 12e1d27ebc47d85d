"""A chain of choices on one screen, link by link; locked and explained once answered."""

from __future__ import annotations

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Links(Part):
    """A chain of choices on one screen, link by link; locked and explained once answered."""

    _esm = read_module("links", "../folded.js")
    _css = read_style("links")
