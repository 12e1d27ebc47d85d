"""The ways of the sciatic nerve past piriformis: one at a time in 3D, with what is known of it."""

from __future__ import annotations

from sciatica_teach.views.parts.files import read_module, read_style
from sciatica_teach.views.parts.scene import ScenePart
from sciatica_teach.views.parts.scene.closeup import CLOSE_UP_SCRIPTS, CLOSE_UP_STYLES


class Variants(ScenePart):
    """Choose a type, look at it, read about it; nothing is asked of the kernel."""

    _esm = read_module("variants", *CLOSE_UP_SCRIPTS)
    _css = read_style("variants", *CLOSE_UP_STYLES)
