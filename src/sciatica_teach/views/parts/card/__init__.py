"""A short document on a card: prose, claims with their evidence, tables, the body map, buttons."""

from __future__ import annotations

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Card(Part):
    """A document drawn from blocks; its buttons and its one text field send actions."""

    _esm = read_module("card", "../curves.js", "../body.js", "../bodymap.js", "blocks.js")
    _css = read_style("card", "./bodymap.css")
