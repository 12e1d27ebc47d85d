"""What tells causes apart: findings on a scale of odds between two causes, the best first."""

from __future__ import annotations

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Contrast(Part):
    """A ranked list; each finding has its strip for present and absent, its rates, and its card on demand."""

    _esm = read_module("contrast", "../card/blocks.js")
    _css = read_style("contrast", "card/card.css")
