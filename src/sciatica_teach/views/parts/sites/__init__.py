"""What was found, and the sites among which the lesion is; locked and explained once answered."""

from __future__ import annotations

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Sites(Part):
    """What was found, and the sites among which the lesion is; locked and explained once answered."""

    _esm = read_module("sites", "../folded.js")
    _css = read_style("sites")
