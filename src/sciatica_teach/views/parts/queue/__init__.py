"""A waiting room: who sits on which chair, and how far each has come."""

from __future__ import annotations

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Queue(Part):
    """Chairs in the order of the queue; a chair may have one button."""

    _esm = read_module("queue")
    _css = read_style("queue")
