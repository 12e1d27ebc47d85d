"""Prompts, each with a list of partners to choose from; locked and explained once answered."""

from __future__ import annotations

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Matching(Part):
    """Prompts, each with a list of partners to choose from; locked and explained once answered."""

    _esm = read_module("matching")
    _css = read_style("matching")
