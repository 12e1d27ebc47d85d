"""The nerve tree as a drawing: a place on it is chosen, or what a lesion does to it is shown."""

from __future__ import annotations

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Tree(Part):
    """The nerve tree; `nodes` come from `views.nerve_tree.build_tree`, `marks` say what is where once it is locked."""

    _esm = read_module("tree", "drawing.js")
    _css = read_style("tree")
