"""The lumbar discs and what they meet: level, kind of change, side and size, in 3D and in words."""

from __future__ import annotations

from sciatica_teach.views.parts.files import read_module, read_style
from sciatica_teach.views.parts.scene import ScenePart
from sciatica_teach.views.parts.scene.closeup import CLOSE_UP_SCRIPTS, CLOSE_UP_STYLES


class Spine(ScenePart):
    """Choose a change and its size, and read which root it comes near; nothing is asked of the kernel."""

    _esm = read_module("spine", *CLOSE_UP_SCRIPTS, "room.js", "verdicts.js", "labels.js")
    _css = read_style("spine", *CLOSE_UP_STYLES)
