"""A few labelled choices that decide what another part shows."""

from __future__ import annotations

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Picker(Part):
    """Selects, radio buttons and tick boxes; every change sends all values at once.

    What was chosen stays in this browser under `store`; where the state has none, nothing is kept.
    """

    _esm = read_module("picker")
    _css = read_style("picker", "views.css")
