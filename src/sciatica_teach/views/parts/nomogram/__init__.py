"""What moved the belief in one cause: every finding with its ratio, and the last step on a nomogram."""

from __future__ import annotations

from sciatica_teach.views.parts.catalogue import CataloguePart
from sciatica_teach.views.parts.files import read_module, read_style


class Nomogram(CataloguePart):
    """Fagan's nomogram of the last step, drawn from three logs of odds, beside the list of all steps."""

    _esm = read_module("nomogram", "axes.js", "../opened.js")
    _css = read_style("nomogram")
