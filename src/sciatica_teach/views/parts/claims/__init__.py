"""The map of what is known of techniques: causes down, techniques across; on a phone one cause at a time."""

from __future__ import annotations

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Claims(Part):
    """A table in which every cell is a button with a letter, a word and a wash; the kernel has what lies behind it."""

    _esm = read_module("claims")
    _css = read_style("claims")
