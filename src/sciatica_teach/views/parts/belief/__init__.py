"""Shares for a short list of causes, with the rest for something else: 100 in all, always."""

from __future__ import annotations

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Belief(Part):
    """Shares for a short list of causes, with the rest for something else: 100 in all, always."""

    _esm = read_module("belief", "shares.js")
    _css = read_style("belief")
