"""The belief over all causes, sorted, each with its band and its prior; the must-refer rule stands above it."""

from __future__ import annotations

from sciatica_teach.views.parts.catalogue import CataloguePart
from sciatica_teach.views.parts.files import read_module, read_style


class Shares(CataloguePart):
    """Bars that are only looked at; choosing one asks for a closer look at that cause."""

    _esm = read_module("shares", "../opened.js")
    _css = read_style("shares")
